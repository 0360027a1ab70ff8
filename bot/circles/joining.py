"""Joining: a channel that a circle would like to seat joins when one of its members accepts there, and not before.

Slack is asked through the outbox: what the channel is, to let us in if it is public, and whether a host is a member of it,
who has accepted by that. Otherwise a message there asks whoever reads it. A private channel waits until somebody
invites Entaku.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.circles import acts, circles, members, rooms
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import Draft
from bot.people import people, private
from bot.refusals import Gone, Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import joining as views
from models import AskedRoom, Circle, Room

SEAT = "seat"
LOOKED_FOR = ("looking", "uninvited")


@dataclass(frozen=True)
class Wanted:
    """A channel to be asked, and what for: a seat for a department, the wins room or the record room."""

    channel_id: str
    purpose: str = SEAT
    department: str = ""


class AlreadyJoined(Refusal):
    key = "join-already"


def ask(tx: Transaction, circle: Circle, wanted: Sequence[Wanted]) -> list[AskedRoom]:
    """Ask for rooms in a circle; what becomes of it shows in the circle's status."""
    asked = [
        AskedRoom(
            workspace_id=tx.workspace.id,
            circle_id=circle.id,
            channel_id=one.channel_id,
            purpose=one.purpose,
            department=one.department,
            position=position,
            asked_by=tx.actor.user_id,
            state="looking",
            asked_at=tx.now,
        )
        for position, one in enumerate(wanted)
    ]
    tx.session.add_all(asked)
    tx.session.flush()
    for one in asked:
        _look(tx, one)
    return asked


def of_circle(tx: Transaction, circle: Circle) -> Sequence[AskedRoom]:
    """Return the rooms of a circle that have not joined yet."""
    found = select(AskedRoom).where(
        AskedRoom.workspace_id == tx.workspace.id,
        AskedRoom.circle_id == circle.id,
        AskedRoom.state != "accepted",
    )
    return tx.session.scalars(found.order_by(AskedRoom.position)).all()


@answers.runs("asked_room_looked_at")
def looked_at(tx: Transaction, asked_id: str, answer: Answer) -> None:
    """Go on with what Slack says of a channel: join it, wait for an invitation, or leave it."""
    asked = _locked(tx, asked_id)
    if asked is None or asked.state not in LOOKED_FOR:
        return
    channel = answer.data.get("channel") or {}
    if answer.error is not None:
        _wait_for_invitation(tx, asked)  # a private channel without us looks as if it were not there
        return
    asked.is_private = bool(channel.get("is_private"))
    if channel.get("is_archived"):
        asked.state, asked.because = "refused", "archived"
    elif channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        asked.state, asked.because = "refused", "shared"
    elif channel.get("is_member"):
        _look_for_host(tx, asked)
    elif asked.is_private:
        _wait_for_invitation(tx, asked)
    else:
        tx.outbox.ask(
            "conversations.join",
            {"channel": asked.channel_id},
            answer="asked_room_entered",
            subject=asked.id,
        )


@answers.runs("asked_room_entered")
def entered(tx: Transaction, asked_id: str, answer: Answer) -> None:
    """We are in the public channel now, or were not let in."""
    asked = _locked(tx, asked_id)
    if asked is None or asked.state not in LOOKED_FOR:
        return
    if answer.error is not None:
        _wait_for_invitation(tx, asked)
    else:
        _look_for_host(tx, asked)


def invited(tx: Transaction, channel_id: str) -> None:
    """We were let into a channel: rooms that waited for that are looked at again."""
    waiting = select(AskedRoom).where(
        AskedRoom.workspace_id == tx.workspace.id,
        AskedRoom.channel_id == channel_id,
        AskedRoom.state == "uninvited",
    )
    for asked in tx.session.scalars(waiting.order_by(AskedRoom.id)):
        _look(tx, asked)


@members.then("room.joins")
def host_looked_for(tx: Transaction, asked_id: str, user_id: str | None) -> None:
    """A host who is a member has accepted by that; where there is none, whoever reads the room is asked."""
    asked = _locked(tx, asked_id)
    if asked is None or asked.state not in LOOKED_FOR:
        return
    if user_id is not None:
        _seat(tx, asked, user_id)
    else:
        asked.state, asked.because = "asked", None
        circle = circles.get(tx, asked.circle_id)
        asker = people.seen(tx, asked.asked_by)
        message = views.request(words(circle.language), circle, asked, asker.name)
        tx.outbox.post(Draft(asked.channel_id, key=_request_key(asked), message=message))


def asker_changed(tx: Transaction, before: str, now: str) -> int:
    """Let somebody else stand for whoever asked for rooms; return how many. What asks a room names them no more."""
    found = select(AskedRoom).where(AskedRoom.workspace_id == tx.workspace.id, AskedRoom.asked_by == before)
    rooms_asked = tx.session.scalars(found.order_by(AskedRoom.id).with_for_update()).all()
    for asked in rooms_asked:
        asked.asked_by = now
        tx.outbox.forget(_invite_key(asked))
        if asked.state == "asked":
            circle = circles.get(tx, asked.circle_id)
            message = views.request(words(circle.language), circle, asked, None)
            tx.outbox.update(_request_key(asked), message)
    tx.session.flush()
    return len(rooms_asked)


def accept(tx: Transaction, asked_id: str, channel_id: str) -> None:
    """Let somebody in a room accept for it; it joins as soon as Slack has said that they are a member of it.

    Refuses with `Gone`, with `AlreadyJoined` who comes second, and with `CircleClosed`.
    """
    asked = _locked(tx, asked_id)
    if asked is None or asked.channel_id != channel_id or tx.actor.is_external:
        raise Gone
    if asked.state == "accepted":
        raise AlreadyJoined
    if circles.get(tx, asked.circle_id).closed_at is not None:
        raise circles.CircleClosed
    members.ask(
        tx, channel_id, [tx.actor.user_id], then="room.accept", about=f"{asked.id}:{tx.actor.user_id}"
    )


@members.then("room.accept")
def accepted(tx: Transaction, about: str, member_id: str | None) -> None:
    """Seat the room that a member accepted for; somebody who only looks in is told who can."""
    asked_id, _, user_id = about.partition(":")
    asked = _locked(tx, asked_id)
    if asked is None or asked.state == "accepted":
        return
    if member_id is not None:
        _seat(tx, asked, member_id)
        return
    say_members_only(tx, circles.get(tx, asked.circle_id), asked.channel_id, user_id)


def say_members_only(tx: Transaction, circle: Circle, channel_id: str, user_id: str) -> None:
    """Tell somebody who pressed in a channel that they only look in on who can accept for it, once."""
    onlooker = people.seen(tx, user_id)
    message = views.members_only(words(onlooker.locale or circle.language), channel_id)
    private.tell(tx, onlooker, private.Kind.HOSTING, message, key=f"members-only:{channel_id}:{user_id}")


def _seat(tx: Transaction, asked: AskedRoom, user_id: str) -> None:
    circle = circles.get(tx, asked.circle_id)
    if asked.purpose == SEAT:
        _add_room(tx, circle, asked)
    else:
        setattr(circle, f"{asked.purpose}_channel_id", asked.channel_id)
        setattr(circle, f"{asked.purpose}_is_shared", asked.is_shared)
    asked.state, asked.because = "accepted", None
    acts.log(tx, acts.ActKind.ROOM_ACCEPT, circle=circle, user_id=user_id)
    message = views.joined(words(circle.language), circle, asked)
    if tx.outbox.find(_request_key(asked)) is not None:
        tx.outbox.update(_request_key(asked), message)
    else:
        tx.outbox.post(Draft(asked.channel_id, key=_request_key(asked), message=message))


def _add_room(tx: Transaction, circle: Circle, asked: AskedRoom) -> None:
    if asked.channel_id in {room.channel_id for room in circle.rooms}:
        return
    circle.rooms.append(
        Room(
            workspace_id=tx.workspace.id,
            channel_id=asked.channel_id,
            department=asked.department,
            position=asked.position,
            is_private=asked.is_private,
            is_shared=asked.is_shared,
        )
    )
    tx.session.flush()
    rooms.learn_room(tx, asked.channel_id)


def _look(tx: Transaction, asked: AskedRoom) -> None:
    tx.outbox.ask(
        "conversations.info",
        {"channel": asked.channel_id},
        answer="asked_room_looked_at",
        subject=asked.id,
    )


def _look_for_host(tx: Transaction, asked: AskedRoom) -> None:
    circle = circles.get(tx, asked.circle_id)
    hosts = sorted({asked.asked_by, *(host.user_id for host in circle.hosts)})
    members.ask(tx, asked.channel_id, hosts, then="room.joins", about=asked.id)


def _wait_for_invitation(tx: Transaction, asked: AskedRoom) -> None:
    """Tell whoever asked for the room how we get into it."""
    asked.state = "uninvited"
    circle, asker = circles.get(tx, asked.circle_id), people.seen(tx, asked.asked_by)
    message = views.invite_us(words(asker.locale or circle.language), circle, asked)
    private.tell(tx, asker, private.Kind.HOSTING, message, key=_invite_key(asked))


def _locked(tx: Transaction, asked_id: str) -> AskedRoom | None:
    found = select(AskedRoom).where(AskedRoom.id == asked_id, AskedRoom.workspace_id == tx.workspace.id)
    return tx.session.scalar(found.with_for_update())


def _invite_key(asked: AskedRoom) -> str:
    return f"join-invite:{asked.id}"


def _request_key(asked: AskedRoom) -> str:
    return f"join:{asked.id}"
