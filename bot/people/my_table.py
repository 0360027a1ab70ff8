"""My table: those one sat with at a mini-dialogue, what was decided together, and asking them again.

It is off until somebody switches it on, and only those who did see each other: who had a seat, or said something under
their name, at the same table. Nobody else sees it, and nothing is counted. `asking_again` opens the group message.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Subquery, delete, func, select, union

from bot.circles import seats
from bot.dialogues import dialogue_rows
from bot.people import sight
from bot.refusals import Gone
from bot.transaction import Transaction
from bot.views.my_table import OFF, Companion, Sitting, Table
from bot.voices import consent, my_voices
from models import Dialogue, Note, Person, Remark, TableSeat

SHOWN_DIALOGUES = 5


def switch(tx: Transaction, *, is_on: bool) -> None:
    """Let the actor see and be seen from now on, or no more: then their seats are forgotten. Refuses with `Gone`
    whoever belongs to another organisation.
    """
    if tx.actor.is_external:
        raise Gone
    tx.actor.has_table = is_on
    if not is_on:
        _forget_seats(tx, tx.actor)


def keep(tx: Transaction, dialogue: Dialogue) -> None:
    """Keep the seats of those who switched it on: the dialogue closes, and all others are forgotten."""
    for seat in seats.seated(tx, dialogue):
        if seat.person.has_table and not seat.person.is_external:
            tx.add_once(
                TableSeat,
                workspace_id=tx.workspace.id,
                dialogue_id=dialogue.id,
                person_id=seat.person_id,
                department=seat.room.department,
            )


def shown(tx: Transaction) -> Table:
    """Return the newest dialogues at which the actor sat with somebody, with whom, and what was decided."""
    if not tx.actor.has_table or tx.actor.is_external:
        return OFF
    own = sight.of_actor(tx).circle_ids
    return Table(is_on=True, sittings=[_sitting(tx, dialogue, own) for dialogue in _dialogues(tx)])


def companions(tx: Transaction, dialogue_id: str) -> list[Companion]:
    """Return with whom the actor sat at a dialogue. Refuses with `Gone` where they did not, or with nobody."""
    dialogue = dialogue_rows.get(tx, dialogue_id)
    sat = _sat(tx)
    was_there = select(sat.c.person_id).where(
        sat.c.dialogue_id == dialogue.id, sat.c.person_id == tx.actor.id
    )
    is_shown = tx.actor.has_table and not tx.actor.is_external and dialogue.state == "closed"
    found = _with(tx, dialogue) if is_shown and tx.session.scalar(was_there) is not None else []
    if not found:
        raise Gone
    return found


def age(tx: Transaction, before: datetime, at_most: int) -> int:
    """Forget who sat at dialogues that closed before an instant; return how much that was."""
    old = (
        select(TableSeat.id)
        .join(Dialogue, Dialogue.id == TableSeat.dialogue_id)
        .where(TableSeat.workspace_id == tx.workspace.id, Dialogue.closed_at < before)
    )
    ids = tx.session.scalars(old.limit(at_most)).all()
    tx.session.execute(delete(TableSeat).where(TableSeat.id.in_(ids)))
    return len(ids)


def forget(tx: Transaction, person: Person) -> int:
    """Forget where somebody sat; return at how many tables."""
    return _forget_seats(tx, person)


def _forget_seats(tx: Transaction, person: Person) -> int:
    theirs = select(TableSeat.id).where(
        TableSeat.workspace_id == tx.workspace.id, TableSeat.person_id == person.id
    )
    ids = tx.session.scalars(theirs).all()
    tx.session.execute(delete(TableSeat).where(TableSeat.id.in_(ids)))
    return len(ids)


def _sat(tx: Transaction) -> Subquery:
    """Return who was at which table: with a seat that was kept, or with words under their name."""
    here = tx.workspace.id
    seated = select(TableSeat.dialogue_id, TableSeat.person_id).where(TableSeat.workspace_id == here)
    spoke = select(Remark.dialogue_id, Remark.person_id).where(
        Remark.workspace_id == here, Remark.person_id.is_not(None), Remark.deleted_at.is_(None)
    )
    wrote = select(Note.dialogue_id, Note.person_id).where(
        Note.workspace_id == here,
        Note.person_id.is_not(None),
        Note.position.is_not(None),
        Note.is_gone.is_(False),
    )
    return union(seated, spoke, wrote).subquery("sat")


def _dialogues(tx: Transaction) -> Sequence[Dialogue]:
    """Return the newest closed dialogues at which the actor sat with somebody who is shown."""
    tx.session.flush()
    own, others = _sat(tx), _sat(tx).alias("others")
    mine = select(own.c.dialogue_id).where(own.c.person_id == tx.actor.id)
    together = (
        select(Dialogue)
        .where(
            Dialogue.workspace_id == tx.workspace.id,
            Dialogue.state == "closed",
            Dialogue.id.in_(mine),
            Dialogue.id.in_(
                select(others.c.dialogue_id)
                .join(Person, Person.id == others.c.person_id)
                .where(*_is_shown(tx))
            ),
        )
        .order_by(Dialogue.started_at.desc(), Dialogue.id)
    )
    return tx.session.scalars(together.limit(SHOWN_DIALOGUES)).all()


def _with(tx: Transaction, dialogue: Dialogue) -> list[Companion]:
    sat = _sat(tx)
    found = (
        select(Person, TableSeat.department)
        .join(sat, sat.c.person_id == Person.id)
        .outerjoin(
            TableSeat, (TableSeat.person_id == Person.id) & (TableSeat.dialogue_id == sat.c.dialogue_id)
        )
        .where(sat.c.dialogue_id == dialogue.id, *_is_shown(tx))
        .order_by(func.coalesce(TableSeat.department, Person.department), Person.name, Person.user_id)
    )
    return [
        Companion(person.id, person.user_id, person.name, department or person.department)
        for person, department in tx.session.execute(found)
    ]


def _is_shown(tx: Transaction) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which somebody is on the actor's table."""
    return (
        Person.workspace_id == tx.workspace.id,
        Person.id != tx.actor.id,
        Person.has_table.is_(True),
        Person.is_external.is_(False),
        Person.is_bot.is_(False),
        Person.left_at.is_(None),
    )


def _sitting(tx: Transaction, dialogue: Dialogue, own_circles: frozenset[str]) -> Sitting:
    """Return a table; what it decided is for the people of its circle, whoever they are by now."""
    came = my_voices.came_of(tx, dialogue, reader=consent.reader(tx.actor))
    return Sitting(
        dialogue_id=dialogue.id,
        day=dialogue.started_at.astimezone(ZoneInfo(dialogue.circle.tz)).date(),
        circle=dialogue.circle.name,
        companions=_with(tx, dialogue),
        came=came if dialogue.circle_id in own_circles else None,
    )
