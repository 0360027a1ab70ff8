"""Seats: people say that they come, before a dialogue or while it is open, and are reminded of it.

A person has one seat in a dialogue, in one room, that where they pressed last. Rooms read which departments are
seated, never who or how many. A planned dialogue that moves takes its seats along; what waits as a reminder of the
old hour is dropped, and so are all when it opens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from bot import steps, workdays
from bot.dialogues import dialogue_rows
from bot.home import home_changes
from bot.people import private
from bot.people.private import Kind
from bot.refusals import Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import seats as views
from models import Circle, Dialogue, Person, PrivateMessage, Room, Seat

DAY_BEFORE, SHORTLY_BEFORE = timedelta(days=1), timedelta(minutes=10)
DAY_BEFORE_UNTIL = timedelta(hours=2)
"""A reminder of the day before that could not come until then is no help any more."""
CARD_EVERY = timedelta(seconds=15)


class TooLate(Refusal):
    """The dialogue has closed."""

    key = "seat-too-late"


class OtherTable(Refusal):
    """Pressed in a channel that has no place at this table (any more)."""

    key = "seat-other-table"


@dataclass(frozen=True)
class Taken:
    """A seat, and what became of it with this press."""

    dialogue: Dialogue
    department: str
    is_moved: bool
    will_remind: bool


def take(tx: Transaction, dialogue_id: str, channel_id: str) -> Taken:
    """Give the actor a seat in the room of this channel; one they have elsewhere moves here.

    Refuses with `Gone`, `TooLate` or `OtherTable`.
    """
    dialogue = find_open(tx, dialogue_id)
    room = _room(dialogue, channel_id)
    seat = of(tx, dialogue, tx.actor)
    is_moved = seat is not None and seat.room_id != room.id
    if seat is None:
        tx.add_once(
            Seat,
            workspace_id=tx.workspace.id,
            dialogue_id=dialogue.id,
            person_id=tx.actor.id,
            room_id=room.id,
            taken_at=tx.now,
        )
        home_changes.note(
            tx.session,
            tx.workspace.id,
            (home_changes.Kind.PERSON, tx.actor.id),
            (home_changes.Kind.HOSTS, dialogue.circle_id),
        )
    elif is_moved:
        seat.room = room
        tx.session.flush()
    if seat is None or is_moved:
        _refresh_card(tx, dialogue)
    if seat is None:
        _remind(tx, dialogue, tx.actor)
    will_remind = _is_ahead(tx, dialogue) and not private.is_off(tx.actor, Kind.REMINDER)
    return Taken(dialogue, room.department, is_moved, will_remind)


def leave(tx: Transaction, dialogue_id: str) -> bool:
    """Take the actor's seat away; False if there was none. Refuses with `Gone`, with `TooLate` when all are gone."""
    dialogue = dialogue_rows.get(tx, dialogue_id)
    seat = of(tx, dialogue, tx.actor)
    if seat is None:
        find_open(tx, dialogue_id)
        return False
    tx.session.delete(seat)
    tx.session.flush()
    _forget(tx, dialogue, tx.actor)
    _refresh_card(tx, dialogue)
    return True


def find_open(tx: Transaction, dialogue_id: str) -> Dialogue:
    """Return a dialogue that is planned or open, or refuse with `Gone` or `TooLate`."""
    dialogue = dialogue_rows.get(tx, dialogue_id)
    if dialogue.state in {"closing", "closed"}:
        raise TooLate
    return dialogue


def of(tx: Transaction, dialogue: Dialogue, person: Person) -> Seat | None:
    """Return a person's seat in a dialogue."""
    own = select(Seat).where(
        Seat.workspace_id == tx.workspace.id, Seat.dialogue_id == dialogue.id, Seat.person_id == person.id
    )
    return tx.session.scalar(own)


def seated(tx: Transaction, dialogue: Dialogue) -> Sequence[Seat]:
    """Return the seats of a dialogue in no telling order."""
    found = select(Seat).where(Seat.workspace_id == tx.workspace.id, Seat.dialogue_id == dialogue.id)
    return tx.session.scalars(found.order_by(Seat.id)).all()


def departments(tx: Transaction, dialogue: Dialogue) -> list[str]:
    """Return which departments have somebody seated, in the order of the rooms: not who, not how many."""
    found = (
        select(Room)
        .join(Seat, Seat.room_id == Room.id)
        .where(Seat.workspace_id == tx.workspace.id, Seat.dialogue_id == dialogue.id)
        .distinct()
    )
    rooms = sorted(tx.session.scalars(found), key=lambda room: room.position)
    return list(dict.fromkeys(room.department for room in rooms))


def expect(tx: Transaction, dialogue: Dialogue) -> None:
    """Remind everybody seated of the hour at which a planned dialogue is to open now."""
    forget_reminders(tx, dialogue)
    for seat in seated(tx, dialogue):
        _remind(tx, dialogue, seat.person)


def forget_reminders(tx: Transaction, dialogue: Dialogue) -> None:
    """Drop the reminders that wait: the dialogue opens now, or not at its hour."""
    _drop(tx, f"remind:{dialogue.id}:")


def clear(tx: Transaction, dialogue: Dialogue) -> None:
    """Forget who had a seat: the dialogue closes, and nothing needs it any more."""
    tx.session.execute(delete(Seat).where(Seat.dialogue_id == dialogue.id))


def put_off(tx: Transaction, circle: Circle) -> None:
    """The circle does not sit at its next hour: nobody is reminded of it."""
    planned = select(Dialogue).where(
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id == circle.id,
        Dialogue.state == "planned",
    )
    for dialogue in tx.session.scalars(planned).all():
        forget_reminders(tx, dialogue)


def _room(dialogue: Dialogue, channel_id: str) -> Room:
    for room in dialogue.circle.rooms:
        if room.channel_id == channel_id:
            return room
    raise OtherTable


def _is_ahead(tx: Transaction, dialogue: Dialogue) -> bool:
    return dialogue.state == "planned" and dialogue.started_at - SHORTLY_BEFORE >= tx.now


def _remind(tx: Transaction, dialogue: Dialogue, person: Person) -> None:
    """Let the two reminders wait for their hours, as far as these lie ahead."""
    if dialogue.state != "planned":
        return
    tz = private.zone(tx, person)
    said = words(person.locale or dialogue.circle.language)
    starts_at = dialogue.started_at
    occasion = f"{dialogue.id}:{starts_at.astimezone(UTC):%Y%m%dT%H%M}"
    day_before = workdays.working_time_until(starts_at - DAY_BEFORE, tz)
    if day_before >= tx.now:
        private.tell(
            tx,
            person,
            Kind.REMINDER,
            views.tomorrow(said, dialogue, tz),
            key=f"remind:{occasion}:day:{person.user_id}",
            earliest=day_before,
            latest=starts_at - DAY_BEFORE_UNTIL,
        )
    if _is_ahead(tx, dialogue):
        seat = of(tx, dialogue, person)
        private.tell(
            tx,
            person,
            Kind.REMINDER,
            views.soon(said, dialogue, tz, channel_id=seat.room.channel_id if seat else None),
            key=f"remind:{occasion}:soon:{person.user_id}",
            urgent=True,
            earliest=starts_at - SHORTLY_BEFORE,
            latest=starts_at,
        )


def _forget(tx: Transaction, dialogue: Dialogue, person: Person) -> None:
    waiting = delete(PrivateMessage).where(
        PrivateMessage.workspace_id == tx.workspace.id,
        PrivateMessage.person_id == person.id,
        PrivateMessage.key.startswith(f"remind:{dialogue.id}:"),
    )
    tx.session.execute(waiting)


def _drop(tx: Transaction, prefix: str) -> None:
    tx.session.flush()
    waiting = delete(PrivateMessage).where(
        PrivateMessage.workspace_id == tx.workspace.id, PrivateMessage.key.startswith(prefix)
    )
    tx.session.execute(waiting)


def _refresh_card(tx: Transaction, dialogue: Dialogue) -> None:
    """Let the card follow, at most once in fifteen seconds: a beat at the next quarter of a minute shows it."""
    if dialogue.state != "open":
        return
    seconds = int(CARD_EVERY.total_seconds())
    turn = int(tx.now.timestamp()) // seconds + 1
    at = datetime.fromtimestamp(turn * seconds, UTC)
    steps.plan(tx, steps.Name.SEATS, at, dialogue=dialogue, argument=str(turn))
