"""Sittings: how many dialogues a circle has really held. A rehearsal is none, and dialogues outlive their words."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from bot.transaction import Transaction
from models import Circle, Dialogue


def held(tx: Transaction, circle: Circle) -> int:
    """Return how many dialogues of a circle have closed."""
    tx.session.flush()
    return tx.session.scalar(select(func.count()).where(*_closed(tx, circle.id))) or 0


def before(tx: Transaction, dialogue: Dialogue) -> int:
    """Return how many dialogues of its circle have closed that began before this one."""
    earlier = (*_closed(tx, dialogue.circle_id), Dialogue.started_at < dialogue.started_at)
    return tx.session.scalar(select(func.count()).where(*earlier)) or 0


def dialogues(tx: Transaction, circle: Circle, first: int, last: int) -> Sequence[Dialogue]:
    """Return the circle's closed dialogues after the `first` so many, up to the `last`, in order."""
    closed = select(Dialogue).where(*_closed(tx, circle.id))
    in_order = closed.order_by(Dialogue.closed_at, Dialogue.started_at, Dialogue.id)
    return tx.session.scalars(in_order.offset(first).limit(max(last - first, 0))).all()


def _closed(tx: Transaction, circle_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id == circle_id,
        Dialogue.state == "closed",
    )
