"""The home of hosts: how each circle they host stands, what waits for it, who has a seat, and one thing to do next.

Like everybody, hosts read of seats which departments are there, never who or how many.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import func, or_, select

from bot.circles import circles, next_dialogues, rooms
from bot.circles.rooms import Purpose
from bot.home import one_thing
from bot.home.one_thing import Facts
from bot.transaction import Transaction
from bot.views.host_home import Hosted, Lost, Unled
from models import RUNNING, UNDER_WAY, Circle, Dialogue, Host, Improvement, Room, Seat, SeatedVoice, Voice


def hosted_ids(tx: Transaction) -> set[str]:
    """Return the circles that the actor hosts, as a host or a deputy."""
    own = select(Host.circle_id).where(Host.workspace_id == tx.workspace.id, Host.user_id == tx.actor.user_id)
    return set(tx.session.scalars(own))


def of(tx: Transaction, every: Sequence[Circle], there: Mapping[str, Dialogue]) -> list[Hosted]:
    """Return how these circles stand, `there`: which dialogues are open or planned."""
    next_dialogues.load_rooms(tx, every)
    ids = [circle.id for circle in every]
    dialogue_ids = [one.id for one in there.values() if one.circle_id in set(ids)]
    waiting, laid_out = _waiting(tx, ids), _laid_out(tx, dialogue_ids)
    seated, unled = _seated(tx, dialogue_ids), _unled(tx, ids)
    return [
        _hosted(
            circle,
            there.get(circle.id),
            waiting=waiting[circle.id],
            laid_out=laid_out,
            seated=seated,
            unled=unled.get(circle.id),
        )
        for circle in every
    ]


def look_again(tx: Transaction, circle_id: str) -> None:
    """Ask whether the lost rooms of a circle let us in again. Refuses with `Gone`, and `NotYours` who is no host."""
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    rooms.look_again(tx, circle)


def _hosted(
    circle: Circle,
    dialogue: Dialogue | None,
    *,
    waiting: int,
    laid_out: Mapping[str, int],
    seated: Mapping[str, Sequence[str]],
    unled: Unled | None,
) -> Hosted:
    is_open = dialogue is not None and dialogue.state in RUNNING
    lost = _lost(circle)
    voices_there = waiting + (laid_out.get(dialogue.id, 0) if dialogue is not None and not is_open else 0)
    facts = Facts(
        has_lost_room=bool(lost),
        is_open=is_open,
        has_come_round=circle.came_round_at is not None,
        is_paused=circle.paused_at is not None and not circle.is_over,
        is_closed=circle.closed_at is not None,
        sits_next=circle.next_at is not None and circle.paused_at is None,
        voices_wanted=circle.voices_wanted,
        voices_there=voices_there,
        has_unled=unled is not None,
    )
    return Hosted(
        circle,
        is_open=is_open,
        waiting=waiting,
        seated=seated.get(dialogue.id, ()) if dialogue is not None else None,
        thing=one_thing.choose(facts),
        lost=lost,
        missing=max(0, circle.voices_wanted - voices_there),
        unled=unled,
    )


def _lost(circle: Circle) -> list[Lost]:
    lost = [Lost(room.department, room.lost_because) for room in circle.rooms if room.lost_because]
    if circle.wins_lost_because:
        lost.append(Lost(Purpose.WINS, circle.wins_lost_because))
    if circle.record_lost_because:
        lost.append(Lost(Purpose.RECORD, circle.record_lost_because))
    return lost


def _waiting(tx: Transaction, circle_ids: Collection[str]) -> dict[str, int]:
    """Return how many voices wait for each circle, those of no circle in particular for each: none that is held."""
    counted = (
        select(Voice.circle_id, func.count())
        .where(
            Voice.workspace_id == tx.workspace.id,
            Voice.state == "waiting",
            Voice.held_at.is_(None),
            or_(Voice.circle_id.in_(circle_ids), Voice.circle_id.is_(None)),
        )
        .group_by(Voice.circle_id)
    )
    by_circle = dict(tx.session.execute(counted).all())
    return {one: by_circle.get(one, 0) + by_circle.get(None, 0) for one in circle_ids}


def _laid_out(tx: Transaction, dialogue_ids: Collection[str]) -> dict[str, int]:
    counted = (
        select(SeatedVoice.dialogue_id, func.count())
        .join(Voice, Voice.id == SeatedVoice.voice_id)
        .where(
            SeatedVoice.workspace_id == tx.workspace.id,
            SeatedVoice.dialogue_id.in_(dialogue_ids),
            Voice.state != "withdrawn",
        )
        .group_by(SeatedVoice.dialogue_id)
    )
    return dict(tx.session.execute(counted).all())


def _seated(tx: Transaction, dialogue_ids: Collection[str]) -> dict[str, list[str]]:
    """Return which departments have somebody seated, in the order of the rooms, as `seats.departments`."""
    found = (
        select(Seat.dialogue_id, Room.department, Room.position)
        .join(Room, Room.id == Seat.room_id)
        .where(Seat.workspace_id == tx.workspace.id, Seat.dialogue_id.in_(dialogue_ids))
        .distinct()
        .order_by(Room.position, Room.department)
    )
    by_dialogue: dict[str, list[str]] = defaultdict(list)
    for dialogue_id, department, _ in tx.session.execute(found):
        by_dialogue[dialogue_id].append(department)
    return {one: list(dict.fromkeys(departments)) for one, departments in by_dialogue.items()}


def _unled(tx: Transaction, circle_ids: Iterable[str]) -> dict[str, Unled]:
    """Return of each circle the newest improvement that is under way, without anybody who leads it or was asked to."""
    found = (
        select(Improvement)
        .where(
            Improvement.workspace_id == tx.workspace.id,
            Improvement.circle_id.in_(circle_ids),
            Improvement.state.in_(UNDER_WAY),
            Improvement.owner_id.is_(None),
            Improvement.asked_id.is_(None),
        )
        .order_by(Improvement.proposed_at, Improvement.id)
    )
    return {one.circle_id: Unled(one.id, one.what) for one in tx.session.scalars(found)}
