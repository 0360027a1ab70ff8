"""Texts: every sentence people read, from `bot/locales`, one Fluent file a language.

Each text is parsed when it is first asked for. A whole file takes 0.2 s, on a busy machine seconds, which whoever sends the
first payload of a language would wait for before the ack, and everybody else behind the lock that is held meanwhile.
"""

import datetime as dt
import re
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("ja", "en")
DEFAULT = "ja"
DATE_PATTERNS = {"ja": "M月d日（EEE）", "en": "EEE d MMM"}
MONTH_PATTERNS = {"ja": "y年M月", "en": "MMM y"}
BEGINS = re.compile(r"^(?P<key>[a-z][a-z0-9-]*) =", re.MULTILINE)
"""Where a text begins; all other lines of it are indented, or close what it has opened."""

Place = str | int | float


class MissingText(LookupError):
    """A key that a language does not have, or a place that was not filled: a bug."""


class Words:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        self._sources = sources(language)

    def __call__(self, key: str, **places: Place) -> str:
        """Return the text of `key` with its places filled. People's words must be escaped by the caller."""
        if not self._bundle.has_message(key) and key in self._sources:
            self._bundle.add_resource(FluentResource(self._sources[key]))
        message = self._bundle.get_message(key) if self._bundle.has_message(key) else None
        if message is None or message.value is None:
            raise MissingText(f"{self.language}: {key}")
        text, errors = self._bundle.format_pattern(message.value, dict(places))
        if errors:
            raise MissingText(f"{self.language}: {key}: {errors[0]}")
        return str(text)

    def date(self, day: dt.date) -> str:
        """Return 7月3日（金） or Fri 3 Jul."""
        return format_date(day, DATE_PATTERNS[self.language], locale=self.language)

    def month(self, day: dt.date) -> str:
        """Return 2026年7月 or Jul 2026."""
        return format_date(day, MONTH_PATTERNS[self.language], locale=self.language)

    def weekday(self, number: int) -> str:
        """Return 月曜日 or Monday for 0."""
        return format_date(dt.date(2024, 1, 1 + number), "EEEE", locale=self.language)

    def time(self, instant: dt.datetime, tz: str) -> str:
        """Return the clock time in `tz`, 24 hours: 10:05."""
        return format_time(dt.time(*instant.astimezone(ZoneInfo(tz)).timetuple()[3:5]), "HH:mm", locale="en")

    def number(self, value: float) -> str:
        """Return a number with at most three decimals: 1,234.5, −3."""
        return format_decimal(value, "#,##0.###", locale=self.language).replace("-", "\u2212")

    def change(self, before: float, after: float) -> str:
        """Return by how much a number has changed, with its sign: +3, −3, ±0."""
        by = round(after - before, 3)
        sign = "+" if by > 0 else "\u2212" if by < 0 else "\u00b1"
        return sign + self.number(abs(by))

    def moment(self, instant: dt.datetime, tz: str) -> str:
        """Return date and clock time in `tz`."""
        return f"{self.date(instant.astimezone(ZoneInfo(tz)).date())} {self.time(instant, tz)}"


def sources(language: str) -> dict[str, str]:
    """Return each text of a language as its file has it, unparsed. None refers to another."""
    whole = (LOCALES / f"{language}.ftl").read_text(encoding="utf-8")
    begins = list(BEGINS.finditer(whole))
    ends = [*(after.start() for after in begins[1:]), len(whole)]
    return {begin["key"]: whole[begin.start() : end] for begin, end in zip(begins, ends, strict=True)}


@cache
def words(language: str | None) -> Words:
    """Return the texts of `language`; Japanese when it is unknown."""
    return Words(language if language in LANGUAGES else DEFAULT)


def language_of(slack_locale: str | None) -> str | None:
    """Return our language for a Slack locale: `ja-JP` → `ja`, any other → `en`; None stays None."""
    if not slack_locale:
        return None
    return "ja" if slack_locale.lower().startswith("ja") else "en"
