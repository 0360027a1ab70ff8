"""Room members: who is in the channels that are rooms, as Slack told it last.

A circle's nominees and ideas are for the people in its rooms, and a link leads only where its reader may go
(`bot.people.sight`). Events say who comes and goes; each night the rooms are listed anew, for what was missed.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select

from bot.home import home_changes
from bot.home.home_changes import Kind
from bot.people import people
from bot.transaction import Transaction
from models import Person, Room, RoomMember


def joined(tx: Transaction, channel_id: str, user_id: str) -> None:
    """Note that somebody came into a channel, if it is a room."""
    seated = select(Room.id).where(Room.workspace_id == tx.workspace.id, Room.channel_id == channel_id)
    if tx.session.scalars(seated.limit(1)).first() is not None:
        listed(tx, channel_id, [user_id])


def left(tx: Transaction, channel_id: str, user_id: str) -> None:
    """Note that somebody is in a channel no more."""
    home_changes.note(tx.session, tx.workspace.id, (Kind.USER, user_id))
    tx.session.execute(
        delete(RoomMember).where(
            RoomMember.workspace_id == tx.workspace.id,
            RoomMember.channel_id == channel_id,
            RoomMember.user_id == user_id,
        )
    )


def listed(tx: Transaction, channel_id: str, user_ids: Iterable[str]) -> None:
    """Note that these people are in a room."""
    tx.session.flush()
    there = select(RoomMember).where(
        RoomMember.workspace_id == tx.workspace.id, RoomMember.channel_id == channel_id
    )
    known = {one.user_id: one for one in tx.session.scalars(there)}
    for user_id in user_ids:
        if user_id in known:
            known[user_id].told_at = tx.now
        elif user_id != tx.workspace.bot_user_id:
            place = {"channel_id": channel_id, "user_id": user_id}
            tx.add_once(RoomMember, workspace_id=tx.workspace.id, told_at=tx.now, **place)
            home_changes.note(tx.session, tx.workspace.id, (Kind.USER, user_id))


def listed_all(tx: Transaction, channel_id: str, *, since: datetime) -> None:
    """Forget whoever was not listed since: they are in the room no more."""
    tx.session.flush()
    gone = tx.session.scalars(
        delete(RoomMember)
        .where(
            RoomMember.workspace_id == tx.workspace.id,
            RoomMember.channel_id == channel_id,
            RoomMember.told_at < since,
        )
        .returning(RoomMember.user_id)
    )
    home_changes.note(tx.session, tx.workspace.id, *((Kind.USER, user_id) for user_id in gone.all()))


def channels_of(tx: Transaction, user_id: str) -> set[str]:
    """Return the rooms that somebody is in."""
    theirs = select(RoomMember.channel_id).where(
        RoomMember.workspace_id == tx.workspace.id, RoomMember.user_id == user_id
    )
    return set(tx.session.scalars(theirs))


@people.on_leave
def gone(tx: Transaction, person: Person) -> None:
    """Forget where somebody was whose account is gone."""
    forget(tx, person.user_id)


def forget(tx: Transaction, user_id: str) -> int:
    """Forget where somebody is; return in how many rooms that was."""
    theirs = select(RoomMember).where(
        RoomMember.workspace_id == tx.workspace.id, RoomMember.user_id == user_id
    )
    rows = tx.session.scalars(theirs).all()
    for row in rows:
        tx.session.delete(row)
    tx.session.flush()
    return len(rows)
