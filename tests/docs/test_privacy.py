"""The pages on privacy are whole and true: every table, scope, period and section of an export has its line."""

import re

import pytest

from bot import manifest
from bot.archive import spreadsheets
from bot.keeping import exporting
from bot.settings import Settings
from bot.voices import consent
from bot.voices.consent import Reader, Seen, Surface
from bot.voices.voice_form import Consent
from models import Base
from tests.docs.pages import Row, coded, read, rows, section

EN, JA = "docs/privacy.md", "docs/privacy.ja.md"
STORED = {EN: "What is stored", JA: "残すもの"}
SCOPES = {EN: "What Slack asks us for", JA: "Slackに求める権限"}
ERASING = {EN: "Taking back, erasing, exporting", JA: "取り下げる、消す、書き出す"}
SURFACES = {EN: "Where a voice may be seen", JA: "声がどこで見えるか"}
HOW = {
    EN: {Seen.SHOWN: "shown", Seen.INSIDE_ONLY: "marked internal", Seen.HIDDEN: "not shown"},
    JA: {Seen.SHOWN: "見えます", Seen.INSIDE_ONLY: "社内限りと添えます", Seen.HIDDEN: "見えません"},
}
KEPT = {
    str(field.validation_alias): field.default
    for name, field in Settings.model_fields.items()
    if name.startswith("keep_")
}
each_page = pytest.mark.parametrize("page", [EN, JA])


def table(page: str, headings: dict[str, str]) -> list[Row]:
    return rows(section(read(page), headings[page]))


@each_page
def test_every_table_of_the_database_is_told_with_purpose_period_and_readers(page: str) -> None:
    stored = table(page, STORED)

    assert {name for row in stored for name in coded(row[-1])} == set(Base.metadata.tables)
    assert all(len(row) == 5 and all(row) for row in stored)


@each_page
def test_every_period_is_told_with_its_setting_and_its_default(page: str) -> None:
    told = {}
    for row in table(page, STORED):
        for setting in re.findall(r"`(ENTAKU_KEEP_[A-Z_]+)`", row[2]):
            before = row[2].split(setting)[0]
            told[setting] = int(re.findall(r"\d+", before)[-1])

    assert told == KEPT


@each_page
def test_every_scope_is_told_with_its_reason(page: str) -> None:
    told = table(page, SCOPES)

    assert sorted(name for row in told for name in coded(row[0])) == sorted(manifest.scopes())
    assert all(row[1] for row in told)


@each_page
def test_every_surface_is_told_with_who_sees_which_voices_there(page: str) -> None:
    told = {coded(row[0])[0]: row[2:] for row in table(page, SURFACES)}

    decided = {}
    for surface in Surface:
        cells = [
            consent.seen(surface, Consent.AGREED),
            *(consent.seen(surface, Consent.INSIDE, one) for one in Reader),
        ]
        decided[str(surface)] = [HOW[page][cell] for cell in cells]
    assert told == decided


@each_page
def test_every_section_of_an_export_is_told(page: str) -> None:
    told = [name for row in table(page, ERASING) for name in coded(row[0])]

    assert sorted(told) == sorted(exporting.SECTIONS)


def test_both_pages_say_the_same_things_in_the_same_order() -> None:
    for headings in (STORED, SURFACES, SCOPES, ERASING):
        in_english, in_japanese = table(EN, headings), table(JA, headings)
        named = [coded(row[-1]) or coded(row[0]) for row in in_english]
        assert named == [coded(row[-1]) or coded(row[0]) for row in in_japanese]


def test_no_spreadsheet_has_a_column_of_names() -> None:
    assert {"person", "author", "owner", "submitter", "proposer"} & set(spreadsheets.COLUMNS) == set()
