"""Vectors: what watchwords are found by is kept beside them (`models.Vector`) and goes with the text that it came from.

A text that is changed or erased takes its vector along in the same transaction; what is bulk work calls `forget` itself.
Making them anew is `bot.watchwords.indexing`.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, event, func, inspect, select
from sqlalchemy.orm import Session

from models import Idea, Improvement, Note, Remark, Vector, Voice, Watchword

CHANGED = "what watchwords are found by changed"
"""The mark of a session whose commit leaves something to be made anew."""
TEXTS: dict[type, tuple[str, ...]] = {
    Watchword: ("phrase", "why"),
    Idea: ("text",),
    Voice: ("quote", "scene", "product"),
    Note: ("text",),
    Remark: ("text",),
    Improvement: ("what",),
}
"""The columns that hold what watchwords are found by."""

Version = tuple[int, str | None, str | None, int, int]


def version(session: Session, workspace_id: str) -> Version:
    """Return what differs as soon as a watchword or a vector of a workspace has come or gone."""
    words = select(func.count(), func.min(Watchword.id), func.max(Watchword.id))
    sums = select(func.count(), func.coalesce(func.sum(Vector.id), 0))
    count, total = session.execute(sums.where(Vector.workspace_id == workspace_id)).one()
    there, first, last = session.execute(words.where(Watchword.workspace_id == workspace_id)).one()
    return there, first, last, count, int(total)


def forget(session: Session, workspace_id: str, source_ids: Collection[str]) -> None:
    """Remove the vectors of texts that these things of a workspace held."""
    gone = delete(Vector).where(Vector.workspace_id == workspace_id, Vector.source_id.in_(source_ids))
    session.execute(gone)
    session.info[CHANGED] = True


@event.listens_for(Session, "after_flush")
def _follow(session: Session, _context: object) -> None:
    """Let the vectors of changed and erased texts go with them, and note that there is something to make anew."""
    changed = [row for row in session.dirty if type(row) in TEXTS and _has_new_text(row)]
    gone = [row for row in session.deleted if type(row) in TEXTS]
    for workspace_id in {row.workspace_id for row in (*changed, *gone)}:
        forget(
            session, workspace_id, [row.id for row in (*changed, *gone) if row.workspace_id == workspace_id]
        )
    if any(isinstance(row, Watchword | Idea) for row in (*session.new, *session.dirty)) or any(
        isinstance(row, Improvement) for row in session.dirty
    ):
        session.info[CHANGED] = True


def _has_new_text(row: Any) -> bool:
    state = inspect(row)
    return any(state.attrs[column].history.has_changes() for column in TEXTS[type(row)])
