"""Steps: which operation a planned step is, and how a circle comes to its next occurrence."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Literal, cast

from bot import circles, closing, dialogues
from bot.agenda import Stage
from bot.steps import Name
from bot.transaction import Transaction
from models import Circle, Dialogue, Step
from scheduler.occurrences import HolidayRule, Occurrence, next_occurrence


def perform(tx: Transaction, step: Step) -> None:
    """Do what a step says."""
    _OPERATIONS[Name(step.name)](tx, step)


def plan_next(tx: Transaction, circle: Circle) -> None:
    """Give a circle its next occurrence: the first from now that was not opened, skipped or missed."""
    occurrence = _after(tx.now, circle)
    while not circles.expect(tx, circle, occurrence.nominal_on, occurrence.starts_at):
        occurrence = _after(occurrence.starts_at, circle)


def _after(instant: datetime, circle: Circle) -> Occurrence:
    return next_occurrence(
        instant,
        weekday=circle.weekday,
        at=time.fromisoformat(circle.at),
        tz=circle.tz,
        rule=HolidayRule(on_holiday=cast("Literal['move', 'skip', 'ignore']", circle.holiday_rule)),
    )


def _open(tx: Transaction, step: Step) -> None:
    circle = _circle(tx, step)
    dialogues.open_due(tx, circle, _nominal_on(step), step.due_at)
    if circle.next_on is None:
        plan_next(tx, circle)


def _invite(tx: Transaction, step: Step) -> None:
    dialogues.invite(tx, _circle(tx, step), _nominal_on(step))


def _stage(tx: Transaction, step: Step) -> None:
    dialogues.enter_stage(tx, _dialogue(tx, step), Stage(step.argument or ""))


def _close(tx: Transaction, step: Step) -> None:
    closing.close(tx, _dialogue(tx, step))


def _circle(tx: Transaction, step: Step) -> Circle:
    return tx.session.get_one(Circle, step.circle_id)


def _dialogue(tx: Transaction, step: Step) -> Dialogue:
    return tx.session.get_one(Dialogue, step.dialogue_id)


def _nominal_on(step: Step) -> date:
    return date.fromisoformat(step.argument or "")


_OPERATIONS: dict[Name, Callable[[Transaction, Step], None]] = {
    Name.OPEN: _open,
    Name.INVITE: _invite,
    Name.STAGE: _stage,
    Name.CLOSE: _close,
}
