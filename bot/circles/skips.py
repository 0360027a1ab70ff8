"""Skips: a host leaves out the next occurrence of a circle, and pressing enter twice leaves out no second one."""

from datetime import date

from sqlalchemy import select

from bot import repeats, steps
from bot.circles import circles
from bot.transaction import Transaction
from models import Circle, Step


def skip(tx: Transaction, circle: Circle) -> date | None:
    """Leave the next occurrence out and return its date; None when there is none yet. Refuses with `NotYours`.

    Said again by anybody within two minutes, it is the one that was left out already.
    """
    circles.require_host(tx, circle)
    tx.session.flush()
    tx.session.refresh(circle, with_for_update=True)
    return _just_skipped(tx, circle) or circles.skip(tx, circle)


def _just_skipped(tx: Transaction, circle: Circle) -> date | None:
    """Return the date of an occurrence that was crossed off a moment ago, before it was due."""
    crossed_off = select(Step.argument).where(
        Step.workspace_id == tx.workspace.id,
        Step.circle_id == circle.id,
        Step.name == steps.Name.OPEN,
        Step.done_at >= tx.now - repeats.SAME_WORDS_WITHIN,
        Step.due_at > Step.done_at,
    )
    nominal_on = tx.session.scalars(crossed_off.order_by(Step.done_at.desc()).limit(1)).first()
    return date.fromisoformat(nominal_on) if nominal_on else None
