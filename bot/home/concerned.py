"""Concerned: whose homes a change may show in, among those that are kept current. One too many does no harm."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from bot.home.home_changes import EVERYBODY, Kind, Topic
from models import Dialogue, Host, OpenedHome, Person, Remark, Room, RoomMember, Voice


def people(session: Session, workspace_id: str, topics: Iterable[Topic], *, since: datetime) -> Sequence[str]:
    """Return the ids of the people concerned who opened their home since, who did so last first."""
    wanted = set(topics)
    if not wanted:
        return []
    opened = (
        select(Person)
        .join(OpenedHome, OpenedHome.person_id == Person.id)
        .where(
            OpenedHome.workspace_id == workspace_id,
            OpenedHome.opened_at > since,
            Person.left_at.is_(None),
        )
        .order_by(OpenedHome.opened_at.desc(), Person.id)
    )
    if EVERYBODY not in wanted:
        opened = opened.where(_are_concerned(workspace_id, wanted))
    return [person.id for person in session.scalars(opened)]


def _are_concerned(workspace_id: str, topics: set[Topic]) -> ColumnElement[bool]:
    about = {kind: sorted(one for other, one in topics if other is kind and one) for kind in Kind}
    conditions: list[ColumnElement[bool]] = []
    if about[Kind.PERSON]:
        conditions.append(Person.id.in_(about[Kind.PERSON]))
    if about[Kind.USER]:
        conditions.append(Person.user_id.in_(about[Kind.USER]))
    if (Kind.HOSTS, None) in topics:
        conditions.append(Person.user_id.in_(_hosts(workspace_id)))
    elif about[Kind.HOSTS]:
        conditions.append(
            Person.user_id.in_(_hosts(workspace_id).where(Host.circle_id.in_(about[Kind.HOSTS])))
        )
    if about[Kind.CIRCLE]:
        ids = about[Kind.CIRCLE]
        conditions += [_belong(workspace_id, ids), ~_belong(workspace_id, None)]
    return or_(*conditions)


def _belong(workspace_id: str, circle_ids: Sequence[str] | None) -> ColumnElement[bool]:
    """Return the condition that somebody is in a room of these circles, hosts one, brought a voice or spoke; None: of any."""
    members = (
        select(RoomMember.user_id)
        .join(Room, Room.channel_id == RoomMember.channel_id)
        .where(RoomMember.workspace_id == workspace_id, Room.workspace_id == workspace_id)
    )
    hosts = _hosts(workspace_id)
    brought = select(Voice.submitter_id).where(
        Voice.workspace_id == workspace_id, Voice.submitter_id.is_not(None), Voice.circle_id.is_not(None)
    )
    spoke = (
        select(Remark.person_id)
        .join(Dialogue, Dialogue.id == Remark.dialogue_id)
        .where(Remark.workspace_id == workspace_id, Remark.person_id.is_not(None))
    )
    if circle_ids is not None:
        members, hosts = (
            members.where(Room.circle_id.in_(circle_ids)),
            hosts.where(Host.circle_id.in_(circle_ids)),
        )
        brought = brought.where(Voice.circle_id.in_(circle_ids))
        spoke = spoke.where(Dialogue.circle_id.in_(circle_ids))
    return or_(
        Person.user_id.in_(members), Person.user_id.in_(hosts), Person.id.in_(brought), Person.id.in_(spoke)
    )


def _hosts(workspace_id: str) -> Select[str]:
    return select(Host.user_id).where(Host.workspace_id == workspace_id)
