"""Measures: by what one notices the change an improvement makes, and the values that were written down of it.

The first value is from before. Two and six weeks after it was done, whoever leads it is asked once each. A day has one
value, the newest that was written of it, with who wrote it.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import steps, workdays
from bot.fields import filled, fitting
from bot.improvements import improvements, led, measured, proposals, reminders
from bot.improvements.improvement_form import LONGEST, UNIT_CHARACTERS, MeasureForm, ValueForm, number
from bot.people import private
from bot.people.private import Kind
from bot.refusals import Refusal
from bot.reports import files as report_files
from bot.transaction import Transaction
from bot.views import measures as views
from models import Improvement, Measurement, Person

ASKED_AFTER_WEEKS = (2, 6)
ANSWERED_WITHIN = timedelta(days=14)
"""A question that could not be asked for so long lapses."""


class NoMeasure(Refusal):
    """Nothing was named yet that could be measured."""

    key = "measured-none"


class NothingBefore(Refusal):
    """There is no value yet that could be the same."""

    key = "measured-nothing-before"


class NotMeasuredYet(Refusal):
    """The day is still to come."""

    key = "measured-not-yet"
    field = "measured_on"


def settle(tx: Transaction, improvement_id: str, form: MeasureForm) -> Improvement:
    """Say what is measured, in which unit, which way is hoped for, and a first value for today if there is one.

    Refuses as `led.held`, and at the field with `Empty`, `TooLong`, `NotANumber`.
    """
    improvement = led.held(tx, improvement_id)
    circle = proposals.circle_of(tx, improvement)
    improvement.measure = improvements.masked(circle, filled("measure", form.measure, LONGEST["measure"]))
    improvement.measure_unit = (
        improvements.masked(circle, fitting("unit", form.unit or "", UNIT_CHARACTERS)) or None
    )
    improvement.measure_direction = form.direction
    report_files.gone(tx, "improvement", improvement.id)
    if form.first:
        _keep(tx, improvement, number("first", form.first, improvement.measure_unit), _today(tx, improvement))
    plan(tx, improvement)
    proposals.changed(tx, improvement)
    return improvement


def note(tx: Transaction, improvement_id: str, form: ValueForm) -> Improvement:
    """Write a value down, of today if no day is named; it replaces an earlier one of that day.

    Refuses as `led.held`, with `NoMeasure`, and at the field with `Empty`, `NotANumber`, `NotMeasuredYet`.
    """
    improvement = _measured(tx, improvement_id)
    today = _today(tx, improvement)
    measured_on = form.measured_on or today
    if measured_on > today:
        raise NotMeasuredYet
    _keep(tx, improvement, number("value", form.value, improvement.measure_unit), measured_on)
    _answered(tx, improvement)
    return improvement


def same(tx: Transaction, improvement_id: str) -> Improvement:
    """Write down that today's value is the one before. Done twice it is done; refuses as `note`, with `NothingBefore`."""
    improvement = _measured(tx, improvement_id)
    before = measured.values(tx, improvement)
    if not before:
        raise NothingBefore
    if before[-1].measured_on != _today(tx, improvement):
        _keep(tx, improvement, before[-1].value, _today(tx, improvement))
    _answered(tx, improvement)
    return improvement


def to_settle(tx: Transaction, improvement_id: str) -> tuple[MeasureForm, bool]:
    """Return the form filled with what is measured, and whether there are values already. Refuses as `led.held`."""
    improvement = led.held(tx, improvement_id)
    filled_form = MeasureForm.model_validate(
        {
            "measure": improvement.measure,
            "unit": improvement.measure_unit,
            "direction": improvement.measure_direction,
        }
    )
    return filled_form, bool(measured.values(tx, improvement))


def to_note(tx: Transaction, improvement_id: str) -> tuple[str, date]:
    """Return what is measured, and the day of today. Refuses as `led.held`, with `NoMeasure`."""
    improvement = _measured(tx, improvement_id)
    return improvement.measure or "", _today(tx, improvement)


def plan(tx: Transaction, improvement: Improvement) -> None:
    """Plan to ask for the measure of what is done; what was planned or asked already stays so."""
    if improvement.state != "done" or improvement.measure is None or improvement.ended_at is None:
        return
    owner = reminders.reachable_owner(tx, improvement)
    tz = private.zone(tx, owner) if owner else proposals.circle_of(tx, improvement).tz
    done_on = improvement.ended_at.astimezone(ZoneInfo(tz)).date()
    for weeks in ASKED_AFTER_WEEKS:
        morning = workdays.begin_of(done_on + timedelta(weeks=weeks), tz, workdays.BEGINS)
        due_at = workdays.working_time_from(morning, tz)
        if due_at > tx.now:
            argument = f"{improvement.id}:{improvement.ended_at.isoformat()}:{weeks}"
            steps.plan(tx, steps.Name.MEASURE, due_at, argument=argument)


def ask(tx: Transaction, improvement_id: str, done_at: datetime, weeks: int) -> None:
    """Ask who leads it for a value, unless it goes on or has no measure any more."""
    improvement = tx.find(Improvement, improvement_id, with_for_update=True, populate_existing=True)
    if improvement is None or improvement.measure is None:
        return
    if improvement.state != "done" or improvement.ended_at != done_at:
        return
    owner = reminders.reachable_owner(tx, improvement)
    if owner is None:
        reminders.tell_hosts(tx, improvement)
        return
    said = reminders.said_to(tx, owner, improvement)
    message = views.asked(said, improvement.id, improvement.what, weeks, measured.series(tx, improvement))
    key = f"improvement-measure:{improvement.id}:{weeks}:{owner.user_id}"
    private.tell(tx, owner, Kind.MEASURE, message, key=key, latest=tx.now + ANSWERED_WITHIN)


def _measured(tx: Transaction, improvement_id: str) -> Improvement:
    improvement = led.held(tx, improvement_id)
    if improvement.measure is None:
        raise NoMeasure
    return improvement


def _keep(tx: Transaction, improvement: Improvement, value: float, measured_on: date) -> None:
    known = next((one for one in measured.values(tx, improvement) if one.measured_on == measured_on), None)
    if known is None:
        known = Measurement(
            workspace_id=tx.workspace.id, improvement_id=improvement.id, measured_on=measured_on
        )
        tx.session.add(known)
    known.value, known.person_id, known.noted_at = value, tx.actor.id, tx.now
    tx.session.flush()


def _answered(tx: Transaction, improvement: Improvement) -> None:
    """Write the values over what was asked, and let everything that tells of them follow."""
    owner = tx.find(Person, improvement.owner_id) if improvement.owner_id else None
    shown = measured.series(tx, improvement)
    if owner is not None and shown is not None:
        message = views.noted(reminders.said_to(tx, owner, improvement), improvement.what, shown)
        for weeks in ASKED_AFTER_WEEKS:
            key = f"improvement-measure:{improvement.id}:{weeks}:{owner.user_id}"
            private.drop(tx, key)
            tx.outbox.update(key, message)
    proposals.changed(tx, improvement)


def _today(tx: Transaction, improvement: Improvement) -> date:
    tz = proposals.circle_of(tx, improvement).tz
    return tx.now.astimezone(ZoneInfo(tz)).date()
