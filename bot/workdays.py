"""Working days and hours: Monday to Friday, nine to six, without the public holidays that are known of a zone's country."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from holidays import HolidayBase

DAY = timedelta(days=1)
BEGINS, LAST_HOUR, ENDS = time(9), time(17), time(18)


@cache
def country_of(tz: str) -> str | None:
    """The country of a time zone, as ISO 3166; None for zones of no country, such as UTC."""
    from babel.core import get_global  # noqa: PLC0415 (locale data is read from disk)

    territories = get_global("zone_territories")
    country = territories.get(tz) or territories.get(get_global("zone_aliases").get(tz, ""))
    return country if country and is_known(country) else None


@cache
def holidays_of(country: str) -> "HolidayBase":
    """The country's public holidays; years are worked out when a day in them is asked for."""
    from holidays import country_holidays  # noqa: PLC0415 (90 ms and some memory)

    return country_holidays(country)


@cache
def is_known(country: str) -> bool:
    from holidays import list_supported_countries  # noqa: PLC0415 (as above)

    return country in list_supported_countries()


@cache
def _named_holidays(country: str, language: str) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 (as above)

    return country_holidays(country, language=language)


def is_working_day(day: date, tz: str) -> bool:
    """Say whether people in this zone work on a day, as far as the calendar knows."""
    country = country_of(tz)
    if country is None:
        return day.weekday() < 5
    known = holidays_of(country)
    return day.weekday() not in known.weekend and day not in known


def working_day_from(day: date, tz: str) -> date:
    """Return the first working day that is not before this one."""
    while not is_working_day(day, tz):
        day += DAY
    return day


@cache
def last_weekday(tz: str) -> int:
    """Return the last day of a working week there, before its weekend begins; Monday is 0."""
    country = country_of(tz)
    weekend = set(holidays_of(country).weekend) if country else {5, 6}
    return next((day for day in range(6, -1, -1) if day not in weekend and (day + 1) % 7 in weekend), 4)


def holiday_name(day: date, tz: str, language: str) -> str | None:
    """Return what a public holiday is called, in this language if the calendar knows it; None: it is none."""
    country = country_of(tz)
    return _named_holidays(country, language).get(day) if country else None


def is_working_time(instant: datetime, tz: str) -> bool:
    local = instant.astimezone(ZoneInfo(tz))
    return is_working_day(local.date(), tz) and BEGINS <= local.time() < ENDS


def working_time_from(instant: datetime, tz: str) -> datetime:
    """Return the first instant of working time that is not before this one."""
    local = instant.astimezone(ZoneInfo(tz))
    if is_working_time(local, tz):
        return instant
    day = local.date() if local.time() < BEGINS else local.date() + DAY
    while not is_working_day(day, tz):
        day += DAY
    return begin_of(day, tz, BEGINS)


def working_time_until(instant: datetime, tz: str) -> datetime:
    """Return the instant if it is working time, else that clock time, or the last hour, of the working time before it."""
    local = instant.astimezone(ZoneInfo(tz))
    day, at = local.date(), local.time()
    if at < BEGINS:
        day, at = day - DAY, LAST_HOUR
    while not is_working_day(day, tz):
        day -= DAY
    return begin_of(day, tz, min(at, LAST_HOUR))


def begin_of(day: date, tz: str, at: time = time.min) -> datetime:
    """Return the instant of a clock time on a day in a zone."""
    return datetime.combine(day, at, ZoneInfo(tz))
