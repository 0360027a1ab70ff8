"""Lanes: which rows of the outbox may go out now. Posts of one channel form a lane, of which only the first may.

The statements are made once: delivery asks these questions several times a second, beside whoever waits for an ack.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import OutboxRow, Post, Workspace
from models.base import Instant

LOOKED_AT = 200
"""First rows that are looked at together; the most urgent are among them."""


def is_orphaned(now: ColumnElement[datetime]) -> ColumnElement[bool]:
    """A row that nobody is sending any more: its lease has run out."""
    return and_(OutboxRow.state == "sending", OutboxRow.claimed_until < now)


def _first_rows() -> Select[int | None]:
    """The ids of the first row of each lane, but for workspaces that are stopped.

    The index is read from lane to lane: how much waits behind the first rows must not matter.
    """
    row = aliased(OutboxRow)
    first = select(func.min(row.lane)).where(row.workspace_id == Workspace.id).scalar_subquery()
    lanes = (
        select(Workspace.id.label("workspace_id"), first.label("lane"))
        .where(
            Workspace.id.in_(bindparam("workspace_ids", expanding=True)), Workspace.stopped_because.is_(None)
        )
        .cte("lanes", recursive=True)
    )
    here, lane = lanes.c.workspace_id, lanes.c.lane
    following = select(func.min(row.lane)).where(row.workspace_id == here, row.lane > lane).scalar_subquery()
    lanes = lanes.union_all(select(here, following).where(lane.is_not(None)))
    in_lane = row.workspace_id == lanes.c.workspace_id, row.lane == lanes.c.lane
    return select(select(func.min(row.id)).where(*in_lane).scalar_subquery()).select_from(lanes)


def _may_go() -> Select[OutboxRow]:
    stands = exists().where(
        Post.workspace_id == OutboxRow.workspace_id, Post.key == OutboxRow.key, Post.state != "pending"
    )
    return (
        select(OutboxRow)
        .where(
            OutboxRow.id.in_(_first_rows()),
            OutboxRow.state.in_(("waiting", "unsure")),
            OutboxRow.is_ready,
            OutboxRow.not_before <= NOW,
            or_(OutboxRow.kind.not_in(("update", "delete")), stands),
        )
        .order_by(OutboxRow.priority, OutboxRow.id)
        .limit(LOOKED_AT)
    )


NOW = bindparam("now", type_=Instant())
HAS_ORPHANS = select(exists().where(is_orphaned(NOW)))
IS_WAITING = and_(OutboxRow.state.in_(("waiting", "unsure")), OutboxRow.not_before <= NOW)
HAS_DUE = select(exists().where(or_(IS_WAITING, is_orphaned(NOW))))
MAY_GO = _may_go()
MAY_GO_LOCKED = MAY_GO.with_for_update(skip_locked=True)


def has_due(session: Session, now: datetime) -> bool:
    """Say whether any row might go out or be recovered, whatever its lane and its budgets say."""
    return bool(session.scalar(HAS_DUE, {"now": now}))


def has_orphans(session: Session, now: datetime) -> bool:
    return bool(session.scalar(HAS_ORPHANS, {"now": now}))


def may_go(
    session: Session, now: datetime, workspace_ids: Iterable[str], *, locks: bool = True
) -> list[OutboxRow]:
    """Return the first row of each lane, if it may go: the most urgent first."""
    found = MAY_GO_LOCKED if locks else MAY_GO
    return list(session.scalars(found, {"now": now, "workspace_ids": list(workspace_ids)}))
