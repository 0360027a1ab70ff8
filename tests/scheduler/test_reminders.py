"""When the owner of an improvement is asked: two working days' mornings, once each, whatever beats; then its measure."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.improvements import by_hand, leading, measures
from bot.improvements.improvement_form import ByHandForm, ValueForm
from bot.people import private
from bot.people.private import Kind
from bot.transaction import Database
from models import OutboxRow
from scheduler import beat
from tests.bot.circle_of_three import seat
from tests.conftest import Begin, FakeClock

DUE = date(2026, 12, 7)
"""A Monday: two days before is a Saturday, so the Friday before it."""
AKI = "U0AKI"


@pytest.fixture
def led(begin: Begin) -> str:
    """Give the id of an improvement that Aki began with by hand on Monday at ten."""
    with begin(AKI) as tx:
        seat(tx)
        form = ByHandForm(what="絵を大きく", owner=AKI, due=DUE, measure="問い合わせ")
        return by_hand.begin(tx, form).improvement.id


def told(database: Database) -> list[str]:
    """Return everything that is on its way to Aki."""
    with database.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.kind == "post", OutboxRow.lane == AKI))
        return [row.arguments["text"] for row in rows]


def at(clock: FakeClock, database: Database, month: int, day: int, hour: int, minute: int = 0) -> list[str]:
    """Beat twice at an hour in Tokyo, as two processes do; return what is on its way to Aki by then."""
    year = 2027 if month < 11 else 2026
    clock.set(datetime(year, month, day, hour - 9, minute, tzinfo=UTC))
    for _ in range(2):
        beat.run_due(database)
    return told(database)


@pytest.mark.slow
def test_the_owner_is_asked_two_days_before_and_on_the_day_in_working_hours_once_each(
    database: Database, clock: FakeClock, led: str
) -> None:
    assert led
    assert at(clock, database, 12, 3, 18) == []
    assert len(at(clock, database, 12, 4, 9)) == 1
    assert len(at(clock, database, 12, 6, 12)) == 1
    [before, day] = at(clock, database, 12, 7, 9)
    assert "めやすの日は、12月7日（月）です。" in before
    assert "12月7日（月）が、「絵を大きく」のめやすの日です。" in day
    assert len(at(clock, database, 12, 20, 12)) == 2


def test_what_was_missed_while_nothing_ran_is_asked_late_and_only_where_it_is_still_true(
    database: Database, clock: FakeClock, led: str
) -> None:
    assert led
    assert at(clock, database, 12, 8, 20) == []  # in the evening: it waits for the morning
    [only] = at(clock, database, 12, 9, 9)
    assert "12月7日（月）が" in only


def test_a_target_date_that_was_moved_is_asked_about_on_its_new_days_alone(
    database: Database, clock: FakeClock, begin: Begin, led: str
) -> None:
    with begin(AKI) as tx:
        leading.later(tx, led, DUE)
    assert at(clock, database, 12, 7, 12) == []
    assert len(at(clock, database, 12, 11, 12)) == 1
    assert len(at(clock, database, 12, 14, 12)) == 2


@pytest.mark.slow
def test_what_is_done_is_measured_after_two_and_six_weeks_once_each(
    database: Database, clock: FakeClock, begin: Begin, led: str
) -> None:
    with begin(AKI) as tx:
        measures.note(tx, led, ValueForm(value="12"))
        leading.done(tx, led)
    assert at(clock, database, 12, 13, 12) == []
    [two] = at(clock, database, 12, 14, 9)
    assert "2週間" in two
    assert len(at(clock, database, 1, 11, 12)) == 1  # a holiday
    assert len(at(clock, database, 1, 12, 9)) == 2


def test_each_kind_can_be_switched_off(database: Database, clock: FakeClock, begin: Begin, led: str) -> None:
    with begin(AKI) as tx:
        private.switch(tx, Kind.MEASURE, is_on=False)
        private.switch(tx, Kind.IMPROVEMENT, is_on=False)
    assert at(clock, database, 12, 7, 12) == []
    with begin(AKI) as tx:
        leading.done(tx, led)
    assert at(clock, database, 12, 31, 12) == []


def test_an_owner_elsewhere_is_asked_in_their_own_morning(
    database: Database, clock: FakeClock, begin: Begin
) -> None:
    with begin("U0BEN") as tx:
        seat(tx)
        tx.actor.tz = "Europe/Berlin"
        tx.session.flush()
        by_hand.begin(tx, ByHandForm(what="絵を大きく", owner="U0BEN", due=DUE))
    clock.set(datetime(2026, 12, 4, 7, 59, tzinfo=UTC))
    beat.run_due(database)
    assert count(database) == 0
    clock.set(datetime(2026, 12, 4, 8, 0, tzinfo=UTC))
    beat.run_due(database)
    assert count(database) == 1


def count(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(OutboxRow).where(OutboxRow.lane == "U0BEN")).all())
