"""Thanks: 🙏 on somebody's words is told to whoever said them under their name: privately, in one line a day.

The line says where, and neither who nor how many. Of words without a name nobody is told, since nobody knows whom to
tell, and nothing is kept. Thanks that are taken back before they are told are not told.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, or_, select

from bot import steps, workdays
from bot.delivery.outbox import About, Message
from bot.people import private, sight
from bot.people.private import Kind
from bot.tally import Meaning
from bot.texts import words
from bot.transaction import Transaction
from bot.views import thanks as views
from models import Dialogue, Note, Person, PrivateMessage, Reaction, Remark, Step

AT = workdays.LAST_HOUR
WANTED_FOR = timedelta(days=3)
"""Later than that nobody would know any more what it was about."""
KEPT = timedelta(days=7)
"""As long as Slack, or whoever set it, may say the same again."""
DAY = timedelta(days=1)


def changed(tx: Transaction, about: About) -> None:
    """Follow the 🙏 on a thing: plan that its author is told, and let what waits to be told say how it is now."""
    tx.session.flush()
    author = _author(tx, about)
    unwanted = delete(Reaction).where(
        Reaction.workspace_id == tx.workspace.id,
        Reaction.meaning == Meaning.THANKS,
        Reaction.about_kind == about.kind,
        Reaction.about_id == about.id,
    )
    if about.kind == "message":
        return  # of which nobody knows yet which of its remarks is meant
    if author is None:
        tx.session.execute(unwanted)
        return
    tx.session.execute(unwanted.where(Reaction.person_id == author.id))
    if any(row.told_at is None for row in _given(tx, author)):
        due_at = _due_at(tx, author)
        steps.plan(tx, steps.Name.THANKS, due_at, argument=f"{author.id}:{due_at.date().isoformat()}")
    _correct(tx, author)


def tell(tx: Transaction, person_id: str) -> None:
    """Tell somebody of all thanks that they have not been told of."""
    person = tx.find(Person, person_id)
    if person is None:
        return
    given = _given(tx, person)
    told = {_once(row) for row in given if row.told_at is not None}
    untold = [row for row in given if row.told_at is None and _once(row) not in told]
    if not untold:
        return
    for row in untold:
        row.told_at = tx.now
    message, key = _message(tx, person, untold), _key(person, tx.now)
    private.tell(tx, person, Kind.THANKS, message, key=key, latest=tx.now + WANTED_FOR)


def forget(tx: Transaction, person: Person) -> int:
    """Forget that somebody is to be told, and what was set on their words; return how much that is."""
    planned = delete(Step).where(
        Step.workspace_id == tx.workspace.id,
        Step.name == steps.Name.THANKS,
        Step.argument.startswith(f"{person.id}:"),
    )
    tx.session.execute(planned)
    given = _given(tx, person)
    for row in given:
        tx.session.delete(row)
    tx.session.flush()
    return len(given)


def age(tx: Transaction, at_most: int) -> int:
    """Let go of what is told, or too old to be; return how much that was."""
    old = select(Reaction.id).where(
        Reaction.workspace_id == tx.workspace.id,
        Reaction.meaning == Meaning.THANKS,
        Reaction.changed_at < tx.now - KEPT,
    )
    ids = tx.session.scalars(old.limit(at_most)).all()
    tx.session.execute(delete(Reaction).where(Reaction.id.in_(ids)))
    return len(ids)


def _once(row: Reaction) -> tuple[str, str, str]:
    """Return what one person's thanks for one thing have in common, on however many copies."""
    return row.person_id, row.about_kind, row.about_id


def _author(tx: Transaction, about: About) -> Person | None:
    """Return who said a thing under their name and can be told; None: nobody, whatever the reason."""
    if about.kind == "note":
        note = tx.session.get_one(Note, about.id)
        person_id = note.person_id if not note.is_gone and note.position is not None else None
    elif about.kind == "remark":
        remark = tx.session.get_one(Remark, about.id)
        person_id = remark.person_id if remark.deleted_at is None else None
    else:
        return None
    person = tx.find(Person, person_id) if person_id else None
    is_told = person is not None and not (person.is_bot or person.is_external or person.left_at)
    return person if is_told else None


def _given(tx: Transaction, person: Person) -> Sequence[Reaction]:
    """Return the 🙏 of others that stand on what somebody said under their name, the earliest first."""
    tx.session.flush()
    remarks = select(Remark.id).where(
        Remark.workspace_id == tx.workspace.id, Remark.person_id == person.id, Remark.deleted_at.is_(None)
    )
    notes = select(Note.id).where(
        Note.workspace_id == tx.workspace.id, Note.person_id == person.id, Note.is_gone.is_(False)
    )
    standing = select(Reaction).where(
        Reaction.workspace_id == tx.workspace.id,
        Reaction.meaning == Meaning.THANKS,
        Reaction.is_on,
        Reaction.person_id != person.id,
        or_(
            and_(Reaction.about_kind == "remark", Reaction.about_id.in_(remarks)),
            and_(Reaction.about_kind == "note", Reaction.about_id.in_(notes)),
        ),
    )
    return tx.session.scalars(standing.order_by(Reaction.changed_at, Reaction.id)).all()


def _correct(tx: Transaction, person: Person) -> None:
    """Let a line that still waits say what stands; it is dropped when nothing does. What was sent stays."""
    waiting = select(PrivateMessage.key).where(
        PrivateMessage.workspace_id == tx.workspace.id,
        PrivateMessage.person_id == person.id,
        PrivateMessage.kind == Kind.THANKS,
    )
    for key in tx.session.scalars(waiting.order_by(PrivateMessage.key)).all():
        left = [row for row in _given(tx, person) if row.told_at and _key(person, row.told_at) == key]
        if left:
            private.change(tx, key, _message(tx, person, left))
        else:
            private.drop(tx, key)


def _message(tx: Transaction, person: Person, given: Sequence[Reaction]) -> Message:
    """Return the line: each place once, however many people thanked there."""
    sees = sight.of_person(tx, person)
    places = []
    for kind, about_id, dialogue_id in dict.fromkeys(
        (row.about_kind, row.about_id, row.dialogue_id) for row in given
    ):
        dialogue = tx.find(Dialogue, dialogue_id) if dialogue_id else None
        if dialogue is not None:
            link = sight.link(tx, sees, dialogue, kind, about_id)
            places.append(views.Place(_day(dialogue.started_at, dialogue.circle.tz), link))
    return views.told(words(person.locale), places)


def _due_at(tx: Transaction, person: Person) -> datetime:
    """Return when somebody's working day nears its end, today or the next time they work."""
    tz = private.zone(tx, person)
    here = tx.now.astimezone(ZoneInfo(tz))
    day = here.date() if here.time() < AT else here.date() + DAY
    return workdays.begin_of(workdays.working_day_from(day, tz), tz, AT)


def _day(instant: datetime, tz: str) -> date:
    return instant.astimezone(ZoneInfo(tz)).date()


def _key(person: Person, told_at: datetime) -> str:
    return f"thanks:{told_at:%Y%m%d%H%M%S}:{person.user_id}"
