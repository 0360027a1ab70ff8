"""Private messages: every word of ours to one person, whichever feature it comes from, keeps the same peace.

It comes in the working hours of the person's own zone, at most two a day and five a week, what is urgent first; what
cannot come yet waits here, and lapses when nobody needs it any more. Each kind can be switched off, one excepted:
`HOSTING`, that a room of theirs was lost or a dialogue not held. That is how a failure is told to somebody at all, so
it comes at once, whatever the hour, and takes nothing from the two and five.

What is urgent (somebody asked for a reminder of that very hour) keeps to the numbers but may come outside of hours,
and a day on which it is due keeps its place free. Notes in a thread that only one person sees (`beside`) keep to the
same numbers; a nudge, which leaves no trace, takes no place from what is urgent.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot import inbox, workdays
from bot.delivery.outbox import Draft, Message, Stored
from bot.people.untraced import Untraced
from bot.transaction import Transaction
from models import Circle, Person, Post, PrivateDay, PrivateMessage

A_DAY, A_WEEK = 2, 5
DAYS_KEPT = timedelta(days=14)
DAY = timedelta(days=1)
_untraced = Untraced()


class Kind(StrEnum):
    """What private messages are about; people switch off a kind as a whole."""

    REMINDER = "reminder"
    """A dialogue that they said they come to."""
    INVITATION = "invitation"
    """A voice they brought will be on the table."""
    HEARD = "heard"
    """What became of what they brought."""
    SAID = "said"
    """What came of a dialogue in which they said something."""
    IMPROVEMENT = "improvement"
    """Improvements they lead or are asked to, and a host's that nobody leads."""
    MEASURE = "measure"
    """What an improvement they lead is measured by, some weeks after it was done."""
    OWN_WORDS = "own_words"
    """A line of theirs was taken down."""
    WATCHWORD = "watchword"
    """What became of words they put forward."""
    CATCH_UP = "catch_up"
    FIRST_TIME = "first_time"
    THANKS = "thanks"
    """Somebody set 🙏 on their words."""
    NUDGE = "nudge"
    ASLEEP = "asleep"
    """Watchwords of their circle that nobody took up for long."""
    ENDING = "ending"
    """A circle of theirs has come to its end, and waits for a choice."""
    HOSTING = "hosting"
    """What a host has to know at once, and what answers a press of one's own; see above."""


SWITCHED = tuple(kind for kind in Kind if kind is not Kind.HOSTING)
"""The kinds that can be switched off, as App Home lists them."""


def tell(
    tx: Transaction,
    person: Person,
    kind: Kind,
    message: Message,
    *,
    key: str,
    urgent: bool = False,
    earliest: datetime | None = None,
    latest: datetime | None = None,
) -> None:
    """Tell one person something once: now if their peace allows it, else at the next hour that does.

    Not before `earliest`; after `latest` nobody needs it any more. A key that was told stays told.
    """
    if person.is_bot or is_off(person, kind):
        return
    if kind is Kind.HOSTING:
        tx.outbox.post(Draft(person.user_id, key=key, message=message))
        return
    if tx.outbox.find(key) is not None:
        return
    from_when = max(earliest or tx.now, tx.now)
    tx.session.flush()
    tx.add_once(
        PrivateMessage,
        workspace_id=tx.workspace.id,
        person_id=person.id,
        kind=kind,
        key=key,
        arguments=message.arguments(),
        is_urgent=urgent,
        earliest=from_when,
        latest=latest,
        due_at=from_when,
    )
    send_due(tx, person.id)


def beside(
    tx: Transaction,
    person: Person,
    kind: Kind,
    message: Message,
    *,
    channel_id: str,
    thread_ts: str | None,
    leaves_trace: bool = True,
) -> bool:
    """Show a note to one person in a thread, now or never; say whether it is shown.

    One that is not to be known of later (`leaves_trace`) is counted in memory alone.
    """
    if person.is_bot or is_off(person, kind):
        return False
    locked = _lock(tx, person.id)
    if _room(tx, locked, tx.now) <= 0:
        return False
    tx.outbox.ephemeral(channel_id, person.user_id, message, thread_ts=thread_ts)
    if leaves_trace:
        _count(tx, locked)
    else:
        _untraced.add(person.id, _day(tx.now, zone(tx, locked)))
    return True


def change(tx: Transaction, key: str, message: Message) -> None:
    """Make what was told, or waits to be, read so from now on."""
    tx.session.flush()
    waiting = tx.session.scalar(
        select(PrivateMessage).where(
            PrivateMessage.workspace_id == tx.workspace.id, PrivateMessage.key == key
        )
    )
    if waiting is not None:
        waiting.arguments = message.arguments()
    tx.outbox.update(key, message)


def drop(tx: Transaction, key: str) -> None:
    """Forget what waits under a key: it is not true or not wanted any more."""
    tx.session.execute(
        delete(PrivateMessage).where(
            PrivateMessage.workspace_id == tx.workspace.id, PrivateMessage.key == key
        )
    )


def take_back(tx: Transaction, prefix: str) -> None:
    """Take down what was told under keys that begin so, and forget what waits: it quotes what is gone."""
    tx.session.execute(
        delete(PrivateMessage).where(
            PrivateMessage.workspace_id == tx.workspace.id, PrivateMessage.key.startswith(prefix)
        )
    )
    told = select(Post.key).where(Post.workspace_id == tx.workspace.id, Post.key.startswith(prefix))
    for key in tx.session.scalars(told.order_by(Post.key)).all():
        tx.outbox.delete(key)


def switch(tx: Transaction, kind: Kind, *, is_on: bool) -> None:
    """Switch a kind of messages to the actor off or on; what waits of it is dropped."""
    others = [other for other in tx.actor.muted if other != kind]
    tx.actor.muted = others if is_on else [*others, kind]
    if not is_on:
        waiting = delete(PrivateMessage).where(
            PrivateMessage.workspace_id == tx.workspace.id,
            PrivateMessage.person_id == tx.actor.id,
            PrivateMessage.kind == kind,
        )
        tx.session.execute(waiting)


def choose(tx: Transaction, *, offered: Collection[str], wanted: Collection[str], at: str) -> None:
    """Let those of the kinds on offer reach the actor that are wanted; what was not on offer stays as it is.

    `at`: when it was said, as Slack's ts. Of two that cross, the later one counts.
    """
    if not inbox.is_latest(tx, f"choose:{tx.actor.user_id}:{min(offered, default='')}", at):
        return
    for kind in SWITCHED:
        if kind in offered and is_off(tx.actor, kind) == (kind in wanted):
            switch(tx, kind, is_on=kind in wanted)


def is_off(person: Person, kind: Kind) -> bool:
    return kind is not Kind.HOSTING and kind in (person.muted or [])


def due(session: Session, now: datetime) -> Sequence[tuple[str, str]]:
    """Return for whom something waits that may go now: workspace and person, in all workspaces."""
    found = select(PrivateMessage.workspace_id, PrivateMessage.person_id)
    rows = session.execute(found.where(PrivateMessage.due_at <= now).distinct())
    return [(workspace_id, person_id) for workspace_id, person_id in rows]


def send_due(tx: Transaction, person_id: str) -> None:
    """Send what a person may have now, what is urgent first; let the rest wait for its hour, or lapse."""
    person = _lock(tx, person_id)
    tz = zone(tx, person)
    _drop_idle(tx, person)
    waiting = _waiting(tx, person)
    for message in waiting:
        if message.earliest > tx.now:
            continue
        others = [other for other in waiting if other.is_urgent and other.earliest > tx.now]
        kept_free = [] if message.is_urgent else others
        in_time = message.is_urgent or workdays.is_working_time(tx.now, tz)
        room = _room(tx, person, tx.now, kept_free=kept_free, is_urgent=message.is_urgent)
        if in_time and room > 0:
            _send(tx, person, message)
    for message in _waiting(tx, person):
        message.due_at = _next_try(tx, person, message, tz)
        if message.latest is not None and message.due_at > message.latest:
            tx.session.delete(message)
    tx.session.flush()


def zone(tx: Transaction, person: Person) -> str:
    """Return a person's time zone; until Slack has told it, that of the oldest circle."""
    if person.tz and _is_zone(person.tz):
        return person.tz
    circles = select(Circle.tz).where(Circle.workspace_id == tx.workspace.id)
    return tx.session.scalars(circles.order_by(Circle.created_at).limit(1)).first() or "UTC"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError):
        return False
    return True


def _lock(tx: Transaction, person_id: str) -> Person:
    """Let one transaction at a time decide what comes to a person."""
    tx.session.flush()
    return tx.session.get_one(Person, person_id, with_for_update=True, populate_existing=True)


def _waiting(tx: Transaction, person: Person) -> Sequence[PrivateMessage]:
    found = select(PrivateMessage).where(
        PrivateMessage.workspace_id == tx.workspace.id, PrivateMessage.person_id == person.id
    )
    in_order = found.order_by(
        PrivateMessage.is_urgent.desc(), PrivateMessage.earliest, PrivateMessage.due_at, PrivateMessage.key
    )
    return tx.session.scalars(in_order).all()


def _drop_idle(tx: Transaction, person: Person) -> None:
    """Drop what has lapsed and what the person has switched off."""
    for message in _waiting(tx, person):
        if is_off(person, Kind(message.kind)) or (message.latest is not None and message.latest < tx.now):
            tx.session.delete(message)
    tx.session.flush()


def _send(tx: Transaction, person: Person, message: PrivateMessage) -> None:
    tx.outbox.post(Draft(person.user_id, key=message.key, message=Stored(message.arguments)))
    _count(tx, person)
    tx.session.delete(message)
    tx.session.flush()


def _room(
    tx: Transaction,
    person: Person,
    at: datetime,
    *,
    kept_free: Sequence[PrivateMessage] = (),
    is_urgent: bool = False,
) -> int:
    """Return how many more messages may come on the day of `at`, which places are kept free left out.

    A nudge takes no place from what is urgent: a colleague's question whether somebody takes the lead would come too late.
    """
    tz = zone(tx, person)
    day = _day(at, tz)
    free = [_day(message.earliest, tz) for message in kept_free]
    today = A_DAY - _sent(tx, person, day, day, is_urgent=is_urgent) - free.count(day)
    monday = day - day.weekday() * DAY
    sunday = monday + 6 * DAY
    in_week = sum(monday <= one <= sunday for one in free)
    return min(today, A_WEEK - _sent(tx, person, monday, sunday, is_urgent=is_urgent) - in_week)


def _next_try(tx: Transaction, person: Person, message: PrivateMessage, tz: str) -> datetime:
    """Return when a message may go at the earliest."""
    at = max(message.earliest, tx.now)
    if not message.is_urgent:
        at = workdays.working_time_from(at, tz)
    while at <= tx.now or _room(tx, person, at, is_urgent=message.is_urgent) <= 0:
        at = workdays.begin_of(_day(at, tz) + DAY, tz)
        if not message.is_urgent:
            at = workdays.working_time_from(at, tz)
    return at


def _sent(tx: Transaction, person: Person, first: date, last: date, *, is_urgent: bool) -> int:
    counted = select(func.sum(PrivateDay.sent)).where(
        PrivateDay.workspace_id == tx.workspace.id,
        PrivateDay.person_id == person.id,
        PrivateDay.day >= first,
        PrivateDay.day <= last,
    )
    nudges = 0 if is_urgent else _untraced.between(person.id, first, last)
    return (tx.session.scalar(counted) or 0) + nudges


def _count(tx: Transaction, person: Person) -> None:
    day = _day(tx.now, zone(tx, person))
    tx.add_once(PrivateDay, workspace_id=tx.workspace.id, person_id=person.id, day=day, sent=0)
    tx.session.execute(
        update(PrivateDay)
        .where(PrivateDay.person_id == person.id, PrivateDay.day == day)
        .values(sent=PrivateDay.sent + 1)
    )
    tx.session.execute(
        delete(PrivateDay).where(PrivateDay.person_id == person.id, PrivateDay.day < day - DAYS_KEPT)
    )


def _day(instant: datetime, tz: str) -> date:
    return instant.astimezone(ZoneInfo(tz)).date()
