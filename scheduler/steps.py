"""Steps: which operation a planned step is, and how a circle comes to its next occurrence."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Literal, cast

from bot.circles import circles, coming_round, planning, retrospect
from bot.delivery.outbox import About
from bot.dialogues import closing, deciding, dialogue_rows, dialogues, gentle
from bot.dialogues.agenda import Stage
from bot.improvements import measures, reminders
from bot.improvements.reminders import When
from bot.keeping import keeping
from bot.letters import letters
from bot.pulse import pulse
from bot.reactions import thanks, totals
from bot.steps import Name
from bot.transaction import Transaction
from bot.watchwords import asleep
from bot.wins import wins
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
    if circle.next_on is None and circle.paused_at is None and not circle.is_over:
        plan_next(tx, circle)


def _invite(tx: Transaction, step: Step) -> None:
    planning.invite(tx, _circle(tx, step), _nominal_on(step))


def _lay_out(tx: Transaction, step: Step) -> None:
    planning.lay_out(tx, _circle(tx, step), _nominal_on(step))


def _stage(tx: Transaction, step: Step) -> None:
    dialogues.enter_stage(tx, _dialogue(tx, step), Stage(step.argument or ""))


def _decide(tx: Transaction, step: Step) -> None:
    deciding.over(tx, step.dialogue_id or "")


def _follow_up(tx: Transaction, step: Step) -> None:
    deciding.follow_up(tx, step.dialogue_id or "")


def _show_card(tx: Transaction, step: Step) -> None:
    dialogues.show_card(tx, _dialogue(tx, step))


def _quiet(tx: Transaction, step: Step) -> None:
    gentle.invite_quiet(tx, dialogue_rows.lock(tx, _dialogue(tx, step).id))


def _totals(tx: Transaction, step: Step) -> None:
    kind, about_id, _ = (step.argument or "").split(":")
    totals.show(tx, dialogue_rows.lock(tx, step.dialogue_id or ""), About(kind, about_id))


def _close(tx: Transaction, step: Step) -> None:
    closing.close(tx, _dialogue(tx, step))


def _origin(tx: Transaction, step: Step) -> None:
    kind, origin_id, _ = (step.argument or "").split(":", 2)
    wins.origin_changed(tx, About(kind, origin_id), About("dialogue", step.dialogue_id or ""))


def _remind(tx: Transaction, step: Step) -> None:
    improvement_id, due_on, when = (step.argument or "").split(":")
    reminders.ask(tx, improvement_id, date.fromisoformat(due_on), When(when))


def _measure(tx: Transaction, step: Step) -> None:
    improvement_id, _, rest = (step.argument or "").partition(":")
    done_at, _, weeks = rest.rpartition(":")
    measures.ask(tx, improvement_id, datetime.fromisoformat(done_at), int(weeks))


def _keep(tx: Transaction, _: Step) -> None:
    keeping.day(tx)


def _asleep(tx: Transaction, _: Step) -> None:
    asleep.ask(tx)


def _pulse(tx: Transaction, step: Step) -> None:
    pulse.end(tx, dialogue_rows.lock(tx, step.dialogue_id or ""))


def _come_round(tx: Transaction, step: Step) -> None:
    coming_round.look_back(tx, step.argument or "")


def _round_waits(tx: Transaction, step: Step) -> None:
    coming_round.remind(tx, step.argument or "")


def _look_again(tx: Transaction, step: Step) -> None:
    circle_id, _, _ = (step.argument or "").partition(":")
    retrospect.tell_again(tx, circle_id)


def _letter(tx: Transaction, step: Step) -> None:
    circle_id, _, _ = (step.argument or "").partition(":")
    letters.write(tx, circle_id, step.due_at)


def _thanks(tx: Transaction, step: Step) -> None:
    person_id, _, _ = (step.argument or "").partition(":")
    thanks.tell(tx, person_id)


def _circle(tx: Transaction, step: Step) -> Circle:
    return tx.session.get_one(Circle, step.circle_id)


def _dialogue(tx: Transaction, step: Step) -> Dialogue:
    return tx.session.get_one(Dialogue, step.dialogue_id)


def _nominal_on(step: Step) -> date:
    return date.fromisoformat(step.argument or "")


_OPERATIONS: dict[Name, Callable[[Transaction, Step], None]] = {
    Name.OPEN: _open,
    Name.INVITE: _invite,
    Name.LAY_OUT: _lay_out,
    Name.STAGE: _stage,
    Name.COUNT: _show_card,
    Name.SEATS: _show_card,
    Name.TOTALS: _totals,
    Name.QUIET: _quiet,
    Name.DECIDE: _decide,
    Name.CLOSE: _close,
    Name.FOLLOW_UP: _follow_up,
    Name.ORIGIN: _origin,
    Name.REMIND: _remind,
    Name.MEASURE: _measure,
    Name.KEEP: _keep,
    Name.ASLEEP: _asleep,
    Name.PULSE: _pulse,
    Name.COME_ROUND: _come_round,
    Name.ROUND_WAITS: _round_waits,
    Name.LOOK_AGAIN: _look_again,
    Name.LETTER: _letter,
    Name.THANKS: _thanks,
}
