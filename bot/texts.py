"""Texts: every sentence people read, from `bot/locales`, one Fluent file a language."""

import datetime as dt
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from fluent.runtime import FluentBundle, FluentResource

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("ja", "en")
DEFAULT = "ja"
DATE_PATTERNS = {"ja": "M月d日（EEE）", "en": "EEE d MMM"}
MONTH_PATTERNS = {"ja": "y年M月", "en": "MMM y"}

Place = str | int | float


class MissingText(LookupError):
    """A key that a language does not have, or a place that was not filled: a bug."""


class Words:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        source = (LOCALES / f"{language}.ftl").read_text(encoding="utf-8")
        self._bundle.add_resource(FluentResource(source))

    def __call__(self, key: str, **places: Place) -> str:
        """Return the text of `key` with its places filled. People's words must be escaped by the caller."""
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

    def time(self, instant: dt.datetime, tz: str) -> str:
        """Return the clock time in `tz`, 24 hours: 10:05."""
        return format_time(dt.time(*instant.astimezone(ZoneInfo(tz)).timetuple()[3:5]), "HH:mm", locale="en")

    def moment(self, instant: dt.datetime, tz: str) -> str:
        """Return date and clock time in `tz`."""
        return f"{self.date(instant.astimezone(ZoneInfo(tz)).date())} {self.time(instant, tz)}"


@cache
def words(language: str | None) -> Words:
    """Return the texts of `language`; Japanese when it is unknown."""
    return Words(language if language in LANGUAGES else DEFAULT)


def language_of(slack_locale: str | None) -> str | None:
    """Return our language for a Slack locale: `ja-JP` → `ja`, any other → `en`; None stays None."""
    if not slack_locale:
        return None
    return "ja" if slack_locale.lower().startswith("ja") else "en"
