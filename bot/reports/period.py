"""Periods: the months, quarters and years that a report can be about."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from bot.refusals import Refusal

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
_FORMS = (
    re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})月?"),
    re.compile(r"(?P<year>\d{4})[-/.年]?Q(?P<quarter>[1-4])"),
    re.compile(r"(?P<year>\d{4})年?"),
)
YEARS = range(2000, 2200)


class BadPeriod(Refusal):
    """Neither a month, a quarter nor a year."""

    key = "report-bad-period"


@dataclass(frozen=True)
class Period:
    """So many whole months from the first day of one."""

    first: date
    months: int

    @classmethod
    def read(cls, typed: str) -> Self:
        """Return the period somebody means: `2026-11`, `2026-Q4`, `2026`, 2026年11月. Refuses with `BadPeriod`."""
        plain = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
        found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
        if found is None:
            raise BadPeriod
        given = {name: int(number) for name, number in found.groupdict().items()}
        month = given.get("month", 3 * given.get("quarter", 1) - 2)
        if given["year"] not in YEARS or not 1 <= month <= 12:
            raise BadPeriod
        kind = next((name for name in ("month", "quarter") if name in given), "year")
        return cls(date(given["year"], month, 1), MONTHS_IN[kind])

    @classmethod
    def month_of(cls, instant: datetime, tz: str) -> Self:
        """Return the month in which an instant lies there."""
        return cls(instant.astimezone(ZoneInfo(tz)).date().replace(day=1), MONTHS_IN["month"])

    @property
    def end(self) -> date:
        """The first day after it."""
        return _months_on(self.first, self.months)

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The period of the same length before it."""
        return Period(_months_on(self.first, -self.months), self.months)

    @property
    def name(self) -> str:
        """Return it as it is typed."""
        if self.months == MONTHS_IN["month"]:
            return f"{self.first:%Y-%m}"
        quarter = (self.first.month + 2) // 3
        return f"{self.first:%Y}-Q{quarter}" if self.months == MONTHS_IN["quarter"] else f"{self.first:%Y}"

    def bounds(self, tz: str) -> tuple[datetime, datetime]:
        """Return its beginning and the instant after its end, in a time zone."""
        zone = ZoneInfo(tz)
        return datetime.combine(self.first, time(), zone), datetime.combine(self.end, time(), zone)


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
