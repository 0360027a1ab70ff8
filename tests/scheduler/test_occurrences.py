"""When a circle's dialogue falls: time zones, daylight saving, public holidays."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.workdays import country_of
from scheduler.occurrences import HolidayRule, Occurrence, next_occurrence

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
WEEK = timedelta(weeks=1)
MOVE = HolidayRule()
SKIP = HolidayRule("skip")
IGNORE = HolidayRule("ignore")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def following(after, weekday, at, tz, rule=IGNORE) -> Occurrence:
    return next_occurrence(utc(after), weekday=weekday, at=time.fromisoformat(at), tz=tz, rule=rule)


@pytest.mark.parametrize(
    ("after", "weekday", "at", "tz", "starts_at"),
    [
        pytest.param("2026-11-24", MON, "10:00", "Asia/Tokyo", "2026-11-30 01:00", id="Tokyo has one offset all year"),
        pytest.param("2026-11-29 20:00", MON, "00:30", "Asia/Tokyo", "2026-12-06 15:30", id="Monday there is Sunday in UTC"),
        pytest.param("2026-11-24", MON, "10:00", "Asia/Kathmandu", "2026-11-30 04:15", id="Kathmandu is 5:45 ahead"),
        pytest.param("2026-03-02", SUN, "02:30", "America/New_York", "2026-03-08 07:30", id="New York skips 02:30: it is 03:30"),
        pytest.param("2026-03-08 07:30", SUN, "02:30", "America/New_York", "2026-03-15 06:30", id="New York has 02:30 again"),
        pytest.param("2026-10-26", SUN, "01:30", "America/New_York", "2026-11-01 05:30", id="New York has 01:30 twice: the first"),
        pytest.param("2026-11-01 05:30", SUN, "01:30", "America/New_York", "2026-11-08 06:30", id="the second 01:30 is no other"),
        pytest.param("2026-11-01 05:45", SUN, "01:30", "America/New_York", "2026-11-08 06:30", id="asked between the two"),
        pytest.param("2026-03-24", MON, "10:00", "Europe/London", "2026-03-30 09:00", id="London in summer"),
        pytest.param("2026-10-20", MON, "10:00", "Europe/London", "2026-10-26 10:00", id="London in winter"),
        pytest.param("2026-03-24", SUN, "01:30", "Europe/London", "2026-03-29 01:30", id="London skips 01:30"),
        pytest.param("2026-10-20", SUN, "01:30", "Europe/London", "2026-10-25 00:30", id="London has 01:30 twice"),
        pytest.param("2026-09-29", SUN, "02:15", "Australia/Lord_Howe", "2026-10-03 15:45", id="Lord Howe skips half an hour"),
        pytest.param("2026-03-31", SUN, "01:45", "Australia/Lord_Howe", "2026-04-04 14:45", id="Lord Howe repeats half an hour"),
        pytest.param("2026-03-24", SUN, "00:00", "Asia/Beirut", "2026-03-28 22:00", id="Beirut skips midnight"),
        pytest.param("2026-11-30 00:59:59", MON, "10:00", "Asia/Tokyo", "2026-11-30 01:00", id="a second before"),
        pytest.param("2026-11-30 01:00", MON, "10:00", "Asia/Tokyo", "2026-12-07 01:00", id="at the very instant: the next"),
        pytest.param("2026-11-30 01:00:01", MON, "10:00", "Asia/Tokyo", "2026-12-07 01:00", id="a second after"),
    ],
)  # fmt: skip
def test_the_clock_on_the_wall_decides(after, weekday, at, tz, starts_at):
    occurrence = following(after, weekday, at, tz)
    assert occurrence.starts_at == utc(starts_at)
    assert occurrence.nominal_on.weekday() == weekday
    assert occurrence.moved_from is None


@pytest.mark.parametrize(
    ("after", "weekday", "tz", "rule", "nominal_on", "held_on"),
    [
        pytest.param("2026-11-17", MON, "Asia/Tokyo", MOVE, "2026-11-23", "2026-11-24", id="Labour Thanksgiving Day"),
        pytest.param("2026-11-23 03:00", MON, "Asia/Tokyo", MOVE, "2026-11-23", "2026-11-24", id="asked on the day off"),
        pytest.param("2026-11-24 01:00", MON, "Asia/Tokyo", MOVE, "2026-11-30", "2026-11-30", id="after a moved one"),
        pytest.param("2026-11-17", MON, "Asia/Tokyo", IGNORE, "2026-11-23", "2026-11-23", id="holidays ignored"),
        pytest.param("2026-11-17", MON, "Asia/Tokyo", SKIP, "2026-11-30", "2026-11-30", id="holidays skipped"),
        pytest.param("2026-04-28", MON, "Asia/Tokyo", MOVE, "2026-05-04", "2026-05-07", id="Golden Week on Monday"),
        pytest.param("2026-05-07 01:00", MON, "Asia/Tokyo", MOVE, "2026-05-11", "2026-05-11", id="the Monday after it"),
        pytest.param("2026-04-24", WED, "Asia/Tokyo", MOVE, "2026-04-29", "2026-04-30", id="Golden Week, first Wednesday"),
        pytest.param("2026-04-30 01:00", WED, "Asia/Tokyo", MOVE, "2026-05-06", "2026-05-07", id="Golden Week, second Wednesday"),
        pytest.param("2026-09-15", MON, "Asia/Tokyo", MOVE, "2026-09-21", "2026-09-24", id="three days off in September"),
        pytest.param("2024-09-10", MON, "Asia/Tokyo", MOVE, "2024-09-16", "2024-09-17", id="holidays on Mondays in a row, first"),
        pytest.param("2024-09-17 01:00", MON, "Asia/Tokyo", MOVE, "2024-09-23", "2024-09-24", id="holidays on Mondays in a row, second"),
        pytest.param("2024-09-10", MON, "Asia/Tokyo", SKIP, "2024-09-30", "2024-09-30", id="both skipped"),
        pytest.param("2026-03-17", FRI, "Asia/Tokyo", MOVE, "2026-03-20", "2026-03-23", id="from Friday over the weekend"),
        pytest.param("2026-03-23 01:00", FRI, "Asia/Tokyo", MOVE, "2026-03-27", "2026-03-27", id="the Friday after it"),
        pytest.param("2026-11-24", SAT, "Asia/Tokyo", MOVE, "2026-11-28", "2026-11-28", id="a circle that sits on Saturdays"),
        pytest.param("2028-04-24", SAT, "Asia/Tokyo", MOVE, "2028-04-29", "2028-05-01", id="a holiday on Saturday"),
        pytest.param("2026-11-24", THU, "America/New_York", MOVE, "2026-11-26", "2026-11-27", id="Thanksgiving in New York"),
        pytest.param("2026-12-22", FRI, "Europe/London", MOVE, "2026-12-25", "2026-12-29", id="Christmas in London"),
        pytest.param("2026-11-17", MON, "UTC", MOVE, "2026-11-23", "2026-11-23", id="no country, no holidays"),
        pytest.param("2026-11-17", MON, "UTC", HolidayRule(country="JP"), "2026-11-23", "2026-11-24", id="a country by setting"),
    ],
)  # fmt: skip
def test_public_holidays_move_an_occurrence_within_its_own_week(
    after, weekday, tz, rule, nominal_on, held_on
):
    occurrence = following(after, weekday, "10:00", tz, rule)
    assert (occurrence.nominal_on, occurrence.held_on) == (day(nominal_on), day(held_on))
    assert occurrence.moved_from == (None if nominal_on == held_on else day(nominal_on))
    local = occurrence.starts_at.astimezone(ZoneInfo(tz))
    assert (local.date(), local.time()) == (day(held_on), time(10))


def test_an_occurrence_keeps_its_hour_when_it_moves_over_a_change_of_clocks():
    """Day off on Friday, clocks forward on Sunday, held on Monday."""
    rule = HolidayRule(days_off=frozenset({day("2026-03-06")}))
    occurrence = following("2026-03-02", FRI, "10:00", "America/New_York", rule)
    assert occurrence.held_on == day("2026-03-09")
    assert occurrence.starts_at == utc("2026-03-09 14:00")


def test_where_all_the_week_is_off_the_occurrence_is_left_out_and_named():
    """29 December 2025 to 3 January 2026 are off, 4 January is a Sunday: nothing may meet 5 January."""
    rule = HolidayRule(closed_at_year_end=True)
    occurrence = following("2025-12-23", MON, "10:00", "Asia/Tokyo", rule)
    assert occurrence.nominal_on == occurrence.held_on == day("2026-01-05")
    assert occurrence.left_out == (day("2025-12-29"),)
    without = following("2025-12-23", MON, "10:00", "Asia/Tokyo", MOVE)
    assert (without.nominal_on, without.left_out) == (day("2025-12-29"), ())


def test_the_company_adds_and_removes_days_off():
    bon = frozenset(day("2026-08-10") + timedelta(days=days) for days in range(5))
    occurrence = following("2026-08-04", MON, "10:00", "Asia/Tokyo", HolidayRule(days_off=bon))
    assert (occurrence.nominal_on, occurrence.left_out) == (day("2026-08-17"), (day("2026-08-10"),))
    open_shop = HolidayRule(working_days=frozenset({day("2026-11-23")}))
    assert following("2026-11-17", MON, "10:00", "Asia/Tokyo", open_shop).held_on == day("2026-11-23")


def test_what_was_skipped_is_named_once():
    occurrence = following("2026-11-17", MON, "10:00", "Asia/Tokyo", SKIP)
    assert occurrence.left_out == (day("2026-11-23"),)
    assert following("2026-11-30 01:00", MON, "10:00", "Asia/Tokyo", SKIP).left_out == ()


@pytest.mark.parametrize(
    ("tz", "country"),
    [
        pytest.param("Asia/Tokyo", "JP", id="Tokyo"),
        pytest.param("Japan", "JP", id="an old name of Tokyo"),
        pytest.param("America/New_York", "US", id="New York"),
        pytest.param("Asia/Kathmandu", "NP", id="Kathmandu"),
        pytest.param("Asia/Katmandu", "NP", id="another spelling"),
        pytest.param("UTC", None, id="no country"),
    ],
)
def test_a_time_zone_has_a_country(tz, country):
    assert country_of(tz) == country


def test_a_country_without_known_holidays_is_refused():
    with pytest.raises(ValueError, match="'XX'"):
        HolidayRule(country="XX")


ZONES = [
    "Asia/Tokyo",
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "UTC",
]
rules = st.builds(
    HolidayRule,
    on_holiday=st.sampled_from(["move", "skip", "ignore"]),
    country=st.sampled_from([None, "JP", "US"]),
    closed_at_year_end=st.booleans(),
    days_off=st.frozensets(st.dates(day("2026-01-01"), day("2027-12-31")), max_size=40),
    working_days=st.frozensets(st.dates(day("2026-01-01"), day("2027-12-31")), max_size=10),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (as it asks)
    st.integers(MON, SUN),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
    rules,
    st.floats(0, 0.999),
)
def test_occurrences_follow_each_other_one_a_week(start, weekday, at, tz, rule, part):
    def following_(after):
        return next_occurrence(after, weekday=weekday, at=at, tz=tz, rule=rule)

    run = [following_(start)]
    while len(run) < 8:
        run.append(following_(run[-1].starts_at))

    for occurrence in run:
        assert occurrence.starts_at > start
        assert occurrence.nominal_on.weekday() == weekday
        assert timedelta(0) <= occurrence.held_on - occurrence.nominal_on < WEEK
        assert occurrence.starts_at.astimezone(ZoneInfo(tz)).date() == occurrence.held_on
        if rule.on_holiday != "move":
            assert occurrence.moved_from is None
    for one, other in pairwise(run):
        assert one.starts_at < other.starts_at
        assert one.held_on < other.nominal_on
        between = [one.nominal_on, *other.left_out, other.nominal_on]
        assert all(later - earlier == WEEK for earlier, later in pairwise(between))
        asked_in_between = following_(one.starts_at + (other.starts_at - one.starts_at) * part)
        assert (asked_in_between.nominal_on, asked_in_between.starts_at) == (
            other.nominal_on,
            other.starts_at,
        )
    if rule.on_holiday == "ignore":
        assert all(other.nominal_on - one.nominal_on == WEEK for one, other in pairwise(run))


def test_the_calendar_is_not_loaded_before_it_is_asked():
    code = "import sys, scheduler.occurrences; assert 'holidays' not in sys.modules and 'babel' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
