"""Who wrote which note: told by a name, or by an alias that no row and no time leads back from."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, or_, select

from bot.bridge import aliases
from bot.transaction import Transaction
from models import Dialogue, Note, Person


def alias(tx: Transaction, dialogue: Dialogue, user_id: str) -> str:
    """Return who somebody is who writes notes without a name: another alias than that of their remarks.

    No note has an alias and a person both: what the database keeps of old rows would tell who each alias is.
    """
    return aliases.keyed(tx, dialogue, f"note:{user_id}")


def count(tx: Transaction, dialogue: Dialogue) -> int:
    """Return how many people have written."""
    wrote = (
        select(Note.alias, Person.user_id)
        .outerjoin(Person, Person.id == Note.person_id)
        .where(Note.dialogue_id == dialogue.id, Note.is_gone.is_(False))
        .distinct()
    )
    return len({one or alias(tx, dialogue, user_id or "") for one, user_id in tx.session.execute(wrote)})


def has_written(tx: Transaction, dialogue: Dialogue, person: Person) -> bool:
    """Say whether a person wrote a note, under their name or without."""
    whose = or_(Note.person_id == person.id, Note.alias == alias(tx, dialogue, person.user_id))
    return bool(tx.session.scalar(select(exists().where(Note.dialogue_id == dialogue.id, whose))))


def is_actor(tx: Transaction, dialogue: Dialogue, note: Note) -> bool:
    """Say whether the actor wrote a note; of one without a name nobody did after the close."""
    if note.person_id is not None or note.alias is None:
        return note.person_id is not None and note.person_id == tx.actor.id
    return dialogue.state != "closed" and note.alias == alias(tx, dialogue, tx.actor.user_id)


def unnamed(tx: Transaction, dialogue: Dialogue, writer: Person) -> Sequence[Note]:
    """Return what somebody wrote without a name and is not opened yet."""
    return _closed(tx, dialogue, Note.alias == alias(tx, dialogue, writer.user_id))


def named(tx: Transaction, dialogue: Dialogue, writer: Person) -> Sequence[Note]:
    """Return what somebody wrote under their name and is not opened yet."""
    return _closed(tx, dialogue, Note.person_id == writer.id) if writer.id else []


def drop_replaced(tx: Transaction, dialogue: Dialogue) -> None:
    """Drop the named notes of those who wrote again without a name.

    Until now they stayed: a transaction that kept an unnamed note beside a change of a named one would tell its writer.
    """
    have_named = select(Note.person_id).where(Note.dialogue_id == dialogue.id)
    for writer in tx.session.scalars(select(Person).where(Person.id.in_(have_named))).all():
        if unnamed(tx, dialogue, writer):
            for old in named(tx, dialogue, writer):
                tx.session.delete(old)
    tx.session.flush()


def _closed(tx: Transaction, dialogue: Dialogue, whose: ColumnElement[bool]) -> Sequence[Note]:
    closed = select(Note).where(
        Note.dialogue_id == dialogue.id, whose, Note.position.is_(None), Note.is_gone.is_(False)
    )
    return tx.session.scalars(closed).all()
