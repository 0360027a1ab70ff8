"""Working days and hours, forwards and backwards."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot import workdays


@pytest.mark.parametrize(
    ("day", "tz", "works"),
    [
        (date(2026, 11, 30), "Asia/Tokyo", True),
        (date(2026, 11, 3), "Asia/Tokyo", False),  # 文化の日
        (date(2026, 11, 28), "Asia/Tokyo", False),
        (date(2026, 11, 26), "America/New_York", False),  # Thanksgiving
        (date(2026, 11, 3), "America/New_York", True),
        (date(2026, 11, 3), "UTC", True),
        (date(2026, 11, 28), "UTC", False),
    ],
)
def test_weekends_and_public_holidays_of_the_zone_are_off(day: date, tz: str, works: bool) -> None:
    assert workdays.is_working_day(day, tz) is works


@pytest.mark.parametrize(
    ("instant", "until"),
    [
        ("2026-11-30T10:00", "2026-11-30T10:00"),
        ("2026-11-30T17:40", "2026-11-30T17:00"),
        ("2026-11-30T22:00", "2026-11-30T17:00"),
        ("2026-12-01T02:00", "2026-11-30T17:00"),
        ("2026-11-29T10:00", "2026-11-27T10:00"),
        ("2026-11-30T08:00", "2026-11-27T17:00"),
        ("2026-11-03T10:00", "2026-11-02T10:00"),
    ],
)
def test_backwards_it_is_the_working_time_before(instant: str, until: str) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    asked = datetime.fromisoformat(instant).replace(tzinfo=tokyo)
    assert workdays.working_time_until(asked, "Asia/Tokyo") == datetime.fromisoformat(until).replace(
        tzinfo=tokyo
    )
