"""Next dialogues: when somebody's circles sit, and their seat, taken from home as from a room.

From home it is the seat of a room that they are in. Until a dialogue is planned, two days before, the button carries its
circle: pressing it plans the dialogue.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload, selectinload

from bot.circles import circles, planning, seats
from bot.circles.seats import Taken
from bot.dialogues import arrivals, dialogue_rows, dialogues
from bot.dialogues.arrivals import Greeting
from bot.people import sight
from bot.people.sight import Sight
from bot.refusals import Gone
from bot.transaction import Transaction
from bot.views.next_dialogues import OwnSeat, Sitting
from models import RUNNING, Circle, Dialogue, Room, Seat

AHEAD = "next:"
"""Begins what a button carries that is about the next dialogue of a circle, planned or not."""


def take_seat(tx: Transaction, value: str) -> tuple[Taken, Greeting | None]:
    """Give the actor a seat from home, in a room of theirs. Refuses as `seats.take`, `OtherTable` who is in none."""
    if value.startswith(AHEAD):
        circle = circles.get(tx, value.removeprefix(AHEAD))
        channel_id = _own_channel(tx, circle)
        return arrivals.take_seat(tx, _next(tx, circle).id, channel_id)
    dialogue = dialogue_rows.get(tx, value)
    return arrivals.take_seat(tx, dialogue.id, _own_channel(tx, dialogue.circle))


def load_rooms(tx: Transaction, every: Sequence[Circle]) -> None:
    """Load the rooms and hosts of these circles at once."""
    ids = [circle.id for circle in every if {"rooms", "hosts"} & inspect(circle).unloaded]
    if not ids:
        return
    found = select(Circle).where(Circle.workspace_id == tx.workspace.id, Circle.id.in_(ids))
    tx.session.scalars(found.options(selectinload(Circle.rooms), selectinload(Circle.hosts))).all()


def there(tx: Transaction, circle_ids: Collection[str]) -> dict[str, Dialogue]:
    """Return the dialogue of each of these circles that is open, or else the one that is planned."""
    found = select(Dialogue).where(
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id.in_(circle_ids),
        Dialogue.state.in_(("planned", *RUNNING)),
    )
    open_last = sorted(tx.session.scalars(found), key=lambda one: (one.state in RUNNING, one.id))
    return {one.circle_id: one for one in open_last}


def of(tx: Transaction, every: Sequence[Circle], there: dict[str, Dialogue], sees: Sight) -> list[Sitting]:
    """Return when these circles sit, with the actor's seats in the dialogues that are `there`."""
    load_rooms(tx, every)
    ids = [one.id for one in there.values()]
    own = select(Seat).where(
        Seat.workspace_id == tx.workspace.id, Seat.person_id == tx.actor.id, Seat.dialogue_id.in_(ids)
    )
    taken = {seat.dialogue_id: seat for seat in tx.session.scalars(own.options(joinedload(Seat.room)))}
    return [_sitting(tx, one, there.get(one.id), taken, sees) for one in every]


def in_order(every: Sequence[Circle], there: dict[str, Dialogue]) -> list[Circle]:
    """Return circles whose dialogue is open first, then those that sit soonest; who has no hour comes last."""

    def place(circle: Circle) -> tuple[bool, bool, float]:
        is_open = circle.id in there and there[circle.id].state in RUNNING
        return not is_open, circle.next_at is None, circle.next_at.timestamp() if circle.next_at else 0.0

    return sorted(every, key=place)


def _sitting(
    tx: Transaction, circle: Circle, dialogue: Dialogue | None, taken: dict[str, Seat], sees: Sight
) -> Sitting:
    is_open = dialogue is not None and dialogue.state in RUNNING
    seat = taken.get(dialogue.id) if dialogue is not None else None
    if dialogue is not None and seat is not None and (dialogue.state == "open" or circle.next_at is not None):
        own = OwnSeat(dialogue.id, seat.room.department, seat.room.channel_id)
        return Sitting(circle, is_open, seat=own)
    return Sitting(circle, is_open, can_take=_can_take(tx, circle, dialogue, sees))


def _can_take(tx: Transaction, circle: Circle, dialogue: Dialogue | None, sees: Sight) -> str | None:
    """Return what the button carries with which the actor takes a seat; None: there is none for them now."""
    if _own_room(tx, circle, sees) is None:
        return None
    if dialogue is not None and dialogue.state in RUNNING:
        return dialogue.id if dialogue.state == "open" else None
    if circle.next_at is None or circle.next_at <= tx.now or circle.paused_at is not None:
        return None
    return dialogue.id if dialogue is not None else f"{AHEAD}{circle.id}"


def _next(tx: Transaction, circle: Circle) -> Dialogue:
    """Return the dialogue of a circle that is open, or its next one, planned from now on."""
    tx.session.flush()
    tx.session.refresh(circle, with_for_update=True)
    running = dialogues.running(tx, circle)
    if running is not None:
        return running
    if circle.next_at is None or circle.next_at <= tx.now:
        raise Gone
    return planning.plan(tx, circle, circle.next_on, circle.next_at)


def _own_channel(tx: Transaction, circle: Circle) -> str:
    room = _own_room(tx, circle, sight.of_actor(tx))
    if room is None:
        raise seats.OtherTable
    return room.channel_id


def _own_room(tx: Transaction, circle: Circle, sees: Sight) -> Room | None:
    """Return the room of a circle that the actor is in: of several, that of their department, else the first."""
    own = [one for one in circle.rooms if one.channel_id in sees.channel_ids and one.lost_because is None]
    return min(own, key=lambda one: (one.department != tx.actor.department, one.position), default=None)
