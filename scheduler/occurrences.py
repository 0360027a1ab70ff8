"""When a circle's dialogue falls: its weekday and time, in its zone, around public holidays.

An occurrence is named by its nominal date, the circle's weekday, wherever a holiday moves it. Its week, from that
date up to the day before the next nominal date, is its own: it moves to the first working day in there, so that
two occurrences never meet, and where all the week is off it is left out and named in `Occurrence.left_out`.

Daylight saving: an hour that does not exist counts on from the one before it (02:30 is 03:30 then); of an hour
that comes twice, the first one counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from bot.workdays import country_of, holidays_of, is_known

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class HolidayRule:
    """What becomes of an occurrence on a day off."""

    on_holiday: Literal["move", "skip", "ignore"] = "move"
    """`move` to the next working day, leave it out (`skip`), or hold it all the same (`ignore`)."""
    country: str | None = None
    """Whose public holidays count, as ISO 3166 (`JP`); None: the country of the circle's time zone."""
    closed_at_year_end: bool = False
    """Whether 29 December to 3 January are off, as Japanese offices have it."""
    days_off: frozenset[date] = frozenset()
    """The company's own days off."""
    working_days: frozenset[date] = frozenset()
    """Public holidays on which the company works."""

    def __post_init__(self) -> None:
        if self.country and not is_known(self.country):
            raise ValueError(f"no public holidays are known for {self.country!r}")


@dataclass(frozen=True)
class Occurrence:
    """One sitting of a circle as the calendar has it."""

    nominal_on: date
    """The circle's weekday: the occurrence's name. A circle opens at most once for it."""
    held_on: date
    starts_at: datetime
    left_out: tuple[date, ...] = ()
    """Nominal dates before this one that holidays took away."""

    @property
    def moved_from(self) -> date | None:
        return None if self.held_on == self.nominal_on else self.nominal_on


def next_occurrence(after: datetime, *, weekday: int, at: time, tz: str, rule: HolidayRule) -> Occurrence:
    """The first occurrence that starts later than `after`; `weekday` counts from Monday, 0; `starts_at` is UTC.

    Asked again with an occurrence's `starts_at`, it answers with the one after it.
    """
    zone = ZoneInfo(tz)
    left_out: list[date] = []
    # An occurrence of up to a week ago may have been moved to after `after`.
    for nominal_at in _nominal_instants(after - WEEK - DAY, weekday, at, zone):
        nominal_on = nominal_at.date()
        held_on = _held_on(nominal_on, rule, rule.country or country_of(tz))
        if held_on is None:
            if nominal_at > after:
                left_out.append(nominal_on)
            continue
        starts_at = (nominal_at + (held_on - nominal_on)).astimezone(UTC)  # the same time on the wall
        if starts_at > after:
            return Occurrence(nominal_on, held_on, starts_at, tuple(left_out))
    raise AssertionError("weeks do not end")


def _nominal_instants(after: datetime, weekday: int, at: time, zone: ZoneInfo) -> Iterator[datetime]:
    """Week by week the instant at the circle's weekday and time, in its zone.

    The trigger runs on the clock on the wall, which knows no change of clocks, and the zone is put on afterwards:
    run in the zone it fires twice for an hour that comes twice, and not at all on a day without a midnight.
    """
    wall = CronTrigger(day_of_week=weekday, hour=at.hour, minute=at.minute, second=at.second, timezone=UTC)
    last: datetime | None = None
    now = after.astimezone(zone).replace(tzinfo=UTC, fold=0)
    while True:
        last = now = wall.get_next_fire_time(last, now)
        assert isinstance(last, datetime)
        yield last.replace(tzinfo=zone)


def _held_on(nominal_on: date, rule: HolidayRule, country: str | None) -> date | None:
    """The day on which the occurrence is held; None: not at all."""
    if rule.on_holiday == "ignore" or not _is_off(nominal_on, rule, country):
        return nominal_on
    if rule.on_holiday == "skip":
        return None
    own_week = (nominal_on + timedelta(days=days) for days in range(1, 7))
    return next((day for day in own_week if _is_working_day(day, rule, country)), None)


def _is_working_day(day: date, rule: HolidayRule, country: str | None) -> bool:
    if day in rule.working_days:
        return True
    weekend = holidays_of(country).weekend if country else {5, 6}
    return day.weekday() not in weekend and not _is_off(day, rule, country)


def _is_off(day: date, rule: HolidayRule, country: str | None) -> bool:
    """Whether the day is off by more than being a weekend: a circle may sit on Saturdays."""
    if day in rule.days_off:
        return True
    if day in rule.working_days:
        return False
    at_year_end = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    if rule.closed_at_year_end and at_year_end:
        return True
    return country is not None and day in holidays_of(country)
