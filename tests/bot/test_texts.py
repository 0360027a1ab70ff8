"""Texts: dates and times as people of each language read them, whose language is whose, and gaps that are bugs."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from fluent.syntax.ast import BaseComment, Message
from slack_sdk import WebClient

from bot import doctor
from bot.settings import Settings
from bot.texts import LANGUAGES, LOCALES, MissingText, language_of, sources, words

FRIDAY = date(2026, 7, 3)
NEW_YEARS_EVE = datetime(2026, 12, 31, 15, 5, tzinfo=UTC)


def test_a_date_tells_the_weekday_and_not_the_year() -> None:
    assert words("ja").date(FRIDAY) == "7月3日（金）"
    assert words("en").date(FRIDAY) == "Fri 3 Jul"


def test_a_month_tells_the_year() -> None:
    assert words("ja").month(FRIDAY) == "2026年7月"
    assert words("en").month(FRIDAY) == "Jul 2026"


@pytest.mark.parametrize(
    ("tz", "time", "ja", "en"),
    [
        ("Asia/Tokyo", "00:05", "1月1日（金） 00:05", "Fri 1 Jan 00:05"),
        ("America/New_York", "10:05", "12月31日（木） 10:05", "Thu 31 Dec 10:05"),
        ("Asia/Kathmandu", "20:50", "12月31日（木） 20:50", "Thu 31 Dec 20:50"),
    ],
)
def test_a_moment_is_told_in_24_hours_of_the_places_own_day(tz: str, time: str, ja: str, en: str) -> None:
    for language, moment in (("ja", ja), ("en", en)):
        assert words(language).time(NEW_YEARS_EVE, tz) == time
        assert words(language).moment(NEW_YEARS_EVE, tz) == moment


def test_a_time_follows_the_clocks_when_they_change() -> None:
    before, after = (datetime(2026, 3, 29, hour, 59, tzinfo=UTC) for hour in (0, 1))
    assert [words("en").time(instant, "Europe/Berlin") for instant in (before, after)] == ["01:59", "03:59"]


@pytest.mark.parametrize("language", [None, "", "fr", "ja-JP"])
def test_an_unknown_language_is_told_in_japanese(language: str | None) -> None:
    assert words(language).language == "ja"


@pytest.mark.parametrize(
    ("slack_locale", "language"),
    [
        ("ja-JP", "ja"),
        ("JA", "ja"),
        ("en-US", "en"),
        ("de-DE", "en"),
        ("zh-TW", "en"),
        (None, None),
        ("", None),
    ],
)
def test_a_slack_locale_is_japanese_or_else_english(slack_locale: str | None, language: str | None) -> None:
    assert language_of(slack_locale) == language


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_read_by_itself_is_what_it_is_in_the_whole_file(language: str) -> None:
    whole = FluentResource((LOCALES / f"{language}.ftl").read_text(encoding="utf-8")).body
    there = {entry.id.name: entry for entry in whole if isinstance(entry, Message)}
    assert [entry for entry in whole if not isinstance(entry, Message | BaseComment)] == []
    assert sorted(sources(language)) == sorted(there)
    for key, source in sources(language).items():
        [text, *comments] = FluentResource(source).body
        assert text.equals(there[key], ignored_fields=["span", "comment"]), key
        assert not [one for one in comments if isinstance(one, Message)], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_refers_to_another(language: str) -> None:
    assert not re.search(r"\{\s*-?[a-z]", "".join(sources(language).values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_is_not_there_is_a_bug(language: str) -> None:
    with pytest.raises(MissingText, match=f"{language}: no-such-text"):
        words(language)("no-such-text")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_that_was_not_filled_is_a_bug(language: str) -> None:
    with pytest.raises(MissingText, match="error-too-long"):
        words(language)("error-too-long", max=500)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_that_a_text_does_not_have_is_let_pass(language: str) -> None:
    assert words(language)("error-empty", more="x") == words(language)("error-empty")


def test_what_people_typed_is_put_in_as_it_is() -> None:
    typed = "{ $x } { -term } \u202e &lt;"
    assert words("ja")("voice-quoted", quote=typed) == f"「{typed}」"


def test_a_count_is_told_in_the_right_number() -> None:
    one, three = (words("en")("entaku-waiting", count=count) for count in (1, 3))
    assert (one, three) == ("1 voice is waiting for a seat.", "3 voices are waiting for a seat.")


@pytest.mark.parametrize(
    ("count", "ja", "en"),
    [
        (0, "囲まれました。", "on Fri."),
        (1, "囲まれました。1件のひとことが生まれました。", "on Fri. One remark grew from it."),
        (12, "囲まれました。12件のひとことが生まれました。", "on Fri. 12 remarks grew from it."),
    ],
)
def test_a_dialogue_without_remarks_is_told_of_without_counting(count: int, ja: str, en: str) -> None:
    assert words("ja")("heard-dm", moment="Fri", count=count).endswith(ja)
    assert words("en")("heard-dm", moment="Fri", count=count).endswith(en)


def test_a_port_is_named_without_a_comma(tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {"SLACK_SIGNING_SECRET": "x", "PORT": 3000, "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}
    )
    findings = doctor.examine(settings, WebClient(), words("en"))
    assert any("port 3000." in finding.text for finding in findings)
