"""Sittings: how many dialogues a circle has really held. A rehearsal is none, and dialogues outlive their words."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from bot.transaction import Transaction
from models import Circle, Dialogue


def held(tx: Transaction, circle: Circle) -> int:
    """Return how many dialogues of a circle have closed."""
    tx.session.flush()
    return _count(tx, _closed(tx, circle.id))


def before(tx: Transaction, dialogue: Dialogue) -> int:
    """Return how many dialogues of its circle have closed that began before this one."""
    return _count(tx, _closed(tx, dialogue.circle_id).where(Dialogue.started_at < dialogue.started_at))


def dialogues(tx: Transaction, circle: Circle, first: int, last: int) -> Sequence[Dialogue]:
    """Return the circle's closed dialogues after the `first` so many, up to the `last`, in order."""
    in_order = _closed(tx, circle.id).order_by(Dialogue.closed_at, Dialogue.started_at, Dialogue.id)
    return tx.session.scalars(in_order.offset(first).limit(max(last - first, 0))).all()


def _closed(tx: Transaction, circle_id: str) -> Select[Dialogue]:
    return select(Dialogue).where(
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id == circle_id,
        Dialogue.state == "closed",
    )


def _count(tx: Transaction, closed: Select[Dialogue]) -> int:
    return tx.session.scalar(closed.with_only_columns(func.count())) or 0
