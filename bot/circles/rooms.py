"""Rooms: whether a channel can be seated, who sits in it, and what follows when Slack no longer lets us in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import bindparam, or_, select, update

from bot.circles import circles, room_members
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import Priority
from bot.delivery.settling import CHANNEL_LOST
from bot.home import home_changes
from bot.people import people, private
from bot.refusals import Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import circles as views
from models import AskedRoom, Circle, Dialogue, Post, Remark, Room, RoomMember, Share, Thread, Use

PAGE = 200
LEARNED_AT_ONCE = 400
"""Members of a room whose names Slack is asked for at the start; others are met when they first do something."""
OPEN_THREADS = (
    select(Thread)
    .join(Room, Room.id == Thread.room_id)
    .where(Thread.dialogue_id == bindparam("dialogue_id"), Room.lost_because.is_(None))
    .order_by(Thread.position)
)


class Purpose(StrEnum):
    """What a circle has a channel for besides talking."""

    WINS = "wins"
    RECORD = "record"


@dataclass(frozen=True)
class RoomFacts:
    """What Slack says of a channel that may be seated."""

    channel_id: str
    name: str
    is_private: bool
    is_shared: bool


class RoomNotFound(Refusal):
    """No such channel, or a private one that the bot is not in: Slack tells both alike."""

    key = "error-room-not-found"
    field = "rooms"


class RoomArchived(Refusal):
    key = "error-room-archived"
    field = "rooms"


class NotInvited(Refusal):
    key = "error-not-invited"
    field = "rooms"


class RoomShared(Refusal):
    """Shared with another organisation: seated only by a host's explicit word."""

    key = "error-room-shared"
    field = "rooms"


class NoHostInside(Refusal):
    """A private room needs a host who is a member of it."""

    key = "error-room-needs-host"
    field = "hosts"


def check(
    client: WebClient, channel_id: str, *, host_ids: Iterable[str] = (), allows_shared: bool = False
) -> RoomFacts:
    """Ask Slack whether a channel can be seated, and join it if it is public. For the command line: it calls Slack.

    Refuses with `RoomNotFound`, `RoomArchived`, `RoomShared`, `NotInvited` or `NoHostInside`.
    """
    try:
        channel = client.conversations_info(channel=channel_id)["channel"]
    except SlackApiError as error:
        if error.response["error"] == "channel_not_found":
            raise RoomNotFound(channel=channel_id) from error
        raise
    shown = f"#{channel.get('name', channel_id)}"
    if channel.get("is_archived"):
        raise RoomArchived(channel=shown)
    is_shared = bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))
    if is_shared and not allows_shared:
        raise RoomShared(channel=shown)
    is_private = bool(channel.get("is_private"))
    if not channel.get("is_member"):
        if is_private:
            raise NotInvited(channel=shown)
        client.conversations_join(channel=channel_id)
    if is_private and not _has_any(client, channel_id, set(host_ids)):
        raise NoHostInside(channel=shown)
    return RoomFacts(channel_id, shown, is_private, is_shared)


def _has_any(client: WebClient, channel_id: str, user_ids: set[str]) -> bool:
    pages = client.conversations_members(channel=channel_id, limit=PAGE)
    return any(user_ids & set(page["members"]) for page in pages)


def learn_members(tx: Transaction, circle: Circle) -> None:
    """Ask who sits in the circle's rooms, so that private words come in each person's language from the first."""
    for room in circle.rooms:
        learn_room(tx, room.channel_id)


def learn_room(tx: Transaction, channel_id: str) -> None:
    """Ask who sits in one room."""
    _ask_members(tx, channel_id, listed=0, since=int(tx.now.timestamp()), cursor=None)


def learn_again(tx: Transaction) -> None:
    """Ask who sits in every room: somebody may have come or gone while we were away."""
    for channel_id in sorted({room.channel_id for one in circles.list_(tx) for room in open_rooms(one)}):
        learn_room(tx, channel_id)


def _ask_members(tx: Transaction, channel_id: str, *, listed: int, since: int, cursor: str | None) -> None:
    arguments = {"channel": channel_id, "limit": PAGE} | ({"cursor": cursor} if cursor else {})
    tx.outbox.ask(
        "conversations.members",
        arguments,
        answer="members_listed",
        subject=f"{channel_id}:{listed}:{since}",
        priority=Priority.COUNT,
    )


@answers.runs("members_listed")
def members_listed(tx: Transaction, subject: str, answer: Answer) -> None:
    """Get to know a page of a room's members, and ask for the next one; whoever was not on the last is gone."""
    if answer.error is not None:
        return
    channel_id, listed_before, *began = subject.split(":")
    since = int(began[0]) if began else int(tx.now.timestamp())
    members = answer.data["members"]
    room_members.listed(tx, channel_id, members)
    if int(listed_before) < LEARNED_AT_ONCE:
        for user_id in members:
            people.seen(tx, user_id, priority=Priority.COUNT)
    listed = int(listed_before) + len(members)
    cursor = (answer.data.get("response_metadata") or {}).get("next_cursor")
    if cursor:
        _ask_members(tx, channel_id, listed=listed, since=since, cursor=cursor)
    else:
        room_members.listed_all(tx, channel_id, since=datetime.fromtimestamp(since, UTC))


@answers.runs("post_failed")
def post_failed(tx: Transaction, channel_id: str, answer: Answer) -> None:
    """A post was refused for good: if nothing can be posted in its channel any more, the room is lost."""
    if answer.error in CHANNEL_LOST:
        lost(tx, channel_id, answer.error)


def lost(tx: Transaction, channel_id: str, error: str) -> None:
    """Leave out the rooms of this channel from now on and tell the hosts, once; the others go on.

    A wins room or a record room that is lost is told as well.
    """
    for room in _seated(tx, channel_id):
        if room.lost_because is None:
            room.lost_because = error
            _tell_lost(tx, room.circle, room.id, error, department=room.department)
    for circle, purpose in _beside(tx, channel_id):
        if _lost_because(circle, purpose) is None:
            setattr(circle, f"{purpose}_lost_because", error)
            _tell_lost(tx, circle, f"{circle.id}:{purpose}", error, purpose=purpose)


def found(tx: Transaction, channel_id: str) -> None:
    """Seat the rooms of this channel again: we can post there."""
    for room in _seated(tx, channel_id):
        room.lost_because = None
    for circle, purpose in _beside(tx, channel_id):
        setattr(circle, f"{purpose}_lost_because", None)


def open_rooms(circle: Circle) -> list[Room]:
    """Return the circle's rooms that can be posted in."""
    return [room for room in circle.rooms if room.lost_because is None]


def open_threads(tx: Transaction, dialogue: Dialogue) -> Sequence[Thread]:
    """Return the dialogue's threads in rooms that can be posted in."""
    return tx.session.scalars(OPEN_THREADS, {"dialogue_id": dialogue.id}).all()


def look_again(tx: Transaction, circle: Circle) -> None:
    """Ask whether lost rooms let us in again: the event that said so may have been missed."""
    lost_ids = {room.channel_id for room in circle.rooms if room.lost_because is not None}
    lost_ids |= {_channel_id(circle, one) or "" for one in Purpose if _lost_because(circle, one) is not None}
    for channel_id in sorted(lost_ids):
        tx.outbox.ask(
            "conversations.info", {"channel": channel_id}, answer="room_looked_at", subject=channel_id
        )


@answers.runs("room_looked_at")
def looked_at(tx: Transaction, channel_id: str, answer: Answer) -> None:
    """Seat a lost room again if Slack says that we are in it."""
    channel = answer.data.get("channel") or {}
    if channel.get("is_member") and not channel.get("is_archived"):
        found(tx, channel_id)


def shared_outside(tx: Transaction, channel_id: str) -> None:
    """Tell a channel that was shared with another organisation no more of what stays inside. Done twice it is done."""
    for room in _seated(tx, channel_id):
        room.is_shared = True
    for circle, purpose in _beside(tx, channel_id):
        setattr(circle, f"{purpose}_is_shared", True)
    tx.session.flush()


def renumbered(tx: Transaction, old_channel_id: str, new_channel_id: str) -> None:
    """Follow a channel whose id Slack changed (it was shared, or made private)."""
    for table in (Room, RoomMember, AskedRoom, Thread, Post, Remark, Use, Share):
        tx.session.execute(
            update(table)
            .where(table.workspace_id == tx.workspace.id, table.channel_id == old_channel_id)
            .values(channel_id=new_channel_id)
        )
    home_changes.note(tx.session, tx.workspace.id, home_changes.EVERYBODY)
    for circle in circles.list_(tx):
        if circle.wins_channel_id == old_channel_id:
            circle.wins_channel_id = new_channel_id
        if circle.record_channel_id == old_channel_id:
            circle.record_channel_id = new_channel_id


def _seated(tx: Transaction, channel_id: str) -> list[Room]:
    found = select(Room).where(Room.workspace_id == tx.workspace.id, Room.channel_id == channel_id)
    return list(tx.session.scalars(found.order_by(Room.id).with_for_update()))


def _beside(tx: Transaction, channel_id: str) -> list[tuple[Circle, Purpose]]:
    """Return the circles that have their wins room or their record room in this channel."""
    found = select(Circle).where(
        Circle.workspace_id == tx.workspace.id,
        or_(Circle.wins_channel_id == channel_id, Circle.record_channel_id == channel_id),
    )
    every = tx.session.scalars(found.order_by(Circle.id).with_for_update(of=Circle)).all()
    return [(circle, one) for circle in every for one in Purpose if _channel_id(circle, one) == channel_id]


def _channel_id(circle: Circle, purpose: Purpose) -> str | None:
    return circle.wins_channel_id if purpose is Purpose.WINS else circle.record_channel_id


def _lost_because(circle: Circle, purpose: Purpose) -> str | None:
    return circle.wins_lost_because if purpose is Purpose.WINS else circle.record_lost_because


def _tell_lost(
    tx: Transaction,
    circle: Circle,
    which: str,
    error: str,
    *,
    department: str = "",
    purpose: Purpose | None = None,
) -> None:
    for host in circles.hosts(tx, circle):
        said = words(host.locale or circle.language)
        room = said(f"room-for-{purpose}") if purpose else department
        message = views.room_lost(said, circle, room, error)
        key = f"room-lost:{which}:{host.user_id}:{tx.now:%Y%m%dT%H%M%S}"
        private.tell(tx, host, private.Kind.HOSTING, message, key=key)
