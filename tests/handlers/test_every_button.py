"""Every button, form and shortcut: pressed by the wrong person, twice, too late, and in the other language.

What may come of it stands in the table (`every_button.py`), one row for each; whatever is registered and has no row
there makes this fail.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Any

import pytest
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import make_url

import bot.views
from bot.bridge.aliases import NOUNS
from bot.refusals import Refusal
from bot.texts import LOCALES, words
from bot.transaction import Database
from bot.views.takedown import TAKE_DOWN
from handlers import bolt
from tests.conftest import TEAM, FakeClock
from tests.databases import make_tables
from tests.handlers.company import OTHER_LANGUAGE, Company
from tests.handlers.every_button import LINKS, OF_SEVERAL_PARTS, ROWS, Fine, Quiet, Row
from tests.handlers.half_hour import ELSEWHERE, FAR_AWAY, OTHER_TEAM, OUTSIDER, STORY, STRANGER
from tests.handlers.presses import Told
from tests.handlers.stage import Calls
from tests.web_api import web_api

ID = re.compile(r"\b[a-hj-km-np-z2-9]{12}\b")
NO_ID = "nosuchthing2"
NOBODYS = re.compile(r"<[^>]*>|`[^`]*`|[\w.]+@[\w.]+|Entaku|Slack|SNS|ID")
"""What is the same in both languages: mentions, commands, addresses, names."""
LETTERS = {"ja": re.compile(r"[\u3000-\u30ff\u4e00-\u9fff]"), "en": re.compile(r"[A-Za-z]{2,}")}


class Registered:
    """Stands where Bolt's app stands when features register, and only keeps the names."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        for feature in bolt.FEATURES:
            feature.register(self)

    def action(self, name: Any) -> Any:
        return self._keep("", name)

    def view(self, name: Any) -> Any:
        return self._keep("form ", name)

    def shortcut(self, name: Any) -> Any:
        return self._keep("shortcut ", name)

    def event(self, _: str) -> Any:
        return lambda _: None

    command = event

    def _keep(self, kind: str, name: Any) -> Any:
        if isinstance(name, dict):  # a field of a form whose choice changes it
            name = f"field {name['block_id']}"
        plain = (
            name.pattern.removeprefix("^").removesuffix(r"\.\d+$") if isinstance(name, re.Pattern) else name
        )
        self.names.add(kind + plain.replace("\\", ""))
        return lambda _: None


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Give the company, on a database of its own that goes from chapter to chapter."""
    url = make_url("sqlite://").set(database=str(tmp_path_factory.mktemp("company") / "entaku.sqlite3"))
    make_tables(url.render_as_string())
    clock, calls = FakeClock(), Calls()
    database = Database(url.render_as_string(), clock, contact="help@example.com")
    installed = {
        team: AuthorizeResult(
            enterprise_id=None, team_id=team, bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-1"
        )
        for team in (TEAM, OTHER_TEAM)
    }
    with web_api(calls.answer) as client:
        app = bolt.make(database, installed, client, None, on_missed=lambda _: None)
        yield Company(app, calls, database, clock, STORY)
    database.dispose()


Case = tuple[Row, str, str]
"""A row, how it is pressed, and what is told."""


def by_the_wrong_person() -> Iterator[Case]:
    for row in ROWS:
        yield row, "a stranger", row.stranger
        yield row, "another company", row.other_company
        if row.outsider is not None:
            yield row, "an outsider", row.outsider
        if row.elsewhere is not None:
            yield row, "elsewhere", row.elsewhere


def too_late() -> Iterator[Case]:
    for row in ROWS:
        for chapter, told in row.late.items():
            yield row, chapter, told


def broken() -> Iterator[Case]:
    for row in ROWS:
        if row.broken is not None:
            yield row, "mangled", row.broken
            yield row, "empty", row.empty
            if row.has_id:
                yield row, "of nothing", row.nothing or row.broken
            if row.name in OF_SEVERAL_PARTS:
                yield row, "with more than it had", row.broken


def each(cases: Iterator[Case]) -> Any:
    every = list(cases)
    return pytest.mark.parametrize(
        ("row", "how", "expected"), every, ids=[f"{row.shown}, {how}" for row, how, _ in every]
    )


EVERY_ROW = pytest.mark.parametrize("row", ROWS, ids=[row.shown for row in ROWS])


@cache
def pattern_of(language: str, key: str) -> re.Pattern[str]:
    """Return how the text of a key reads, whatever stands in its places."""
    source = (LOCALES / f"{language}.ftl").read_text(encoding="utf-8")
    line = re.search(rf"^{re.escape(key)} = (.*)$", source, re.MULTILINE)
    assert line is not None, key
    return re.compile(".*".join(re.escape(part) for part in re.split(r"\{[^}]*\}", line[1])))


@cache
def names_in(language: str) -> re.Pattern[str]:
    """Return what whoever gives no name goes by in rooms of this language: for readers of the other it is a name."""
    return re.compile("|".join(words(language)(f"alias-{noun}") for noun in NOUNS))


def refusals(kind: type[Refusal]) -> set[str]:
    """Return the texts with which presses are refused, of all kinds below this one."""
    return {kind.key}.union(*(refusals(one) for one in kind.__subclasses__()))


REFUSED = refusals(Refusal)


def is_in(language: str, text: str) -> bool:
    """Say whether nothing in a text is in the other of our languages."""
    other = OTHER_LANGUAGE[language]
    if not LETTERS[other].search(text):
        return True
    return LETTERS[other].search(NOBODYS.sub("", names_in(other).sub("", text))) is None


def check(company: Company, told: Told, expected: str | None, before: dict[str, list[str]]) -> None:
    """Hold what came of a press against the table."""
    assert told.errors == []
    for text in told.privately:
        assert is_in(company.readers, text), text
    for text, language in told.elsewhere:
        assert is_in(language, text), text
    if isinstance(expected, Quiet):
        assert told.privately == []
    elif isinstance(expected, Fine) or expected is None:
        assert told.privately != []
        assert not [key for key in REFUSED if pattern_of(company.readers, key).fullmatch(told.privately[0])]
    else:
        assert pattern_of(company.readers, expected).fullmatch(told.privately[0])
        assert company.everything() == before


def or_quiet(row: Row, expected: str) -> str:
    """Return what is expected where the right press is told nothing either."""
    return row.quiet if row.quiet and isinstance(expected, Fine) else expected


def test_everything_that_can_be_pressed_has_its_row() -> None:
    assert {row.name for row in ROWS} == Registered().names


def test_every_action_that_a_view_names_has_its_row() -> None:
    named = set()
    for module in pkgutil.iter_modules(bot.views.__path__):
        for one in vars(importlib.import_module(f"bot.views.{module.name}")).values():
            if isinstance(one, type) and issubclass(one, StrEnum) and one.__name__.endswith("Action"):
                named |= set(one)
    assert named - LINKS == {row.name.split()[-1] for row in ROWS if not row.name.startswith("field ")} - {
        TAKE_DOWN
    }


@pytest.mark.long
@pytest.mark.slow
@each(by_the_wrong_person())
def test_pressed_by_the_wrong_person(company: Company, row: Row, how: str, expected: str) -> None:
    press = company.come_to(row.way, row.chapter, "ja")
    wrong = {
        "a stranger": press.by(STRANGER),
        "an outsider": press.by(OUTSIDER),
        "another company": press.by(FAR_AWAY, OTHER_TEAM),
        "elsewhere": press.somewhere(ELSEWHERE) if row.elsewhere is not None else press,
    }
    before = company.everything()
    check(company, company.send(wrong[how]), or_quiet(row, expected), before)
    if how == "another company":
        assert company.everything(but=OTHER_TEAM) == {
            name: [one for one in rows if OTHER_TEAM not in one] for name, rows in before.items()
        }


@pytest.mark.long
@pytest.mark.slow
@EVERY_ROW
def test_pressed_twice(company: Company, row: Row) -> None:
    press = company.come_to(row.way, row.chapter, "en")
    first = company.send(press)
    before = company.everything()
    second = company.send(press)
    check(company, second, row.twice if row.twice is not None else row.quiet, before)
    assert company.everything() == before
    if row.twice is None:
        assert second.text == first.text


@pytest.mark.long
@pytest.mark.slow
@each(too_late())
def test_pressed_too_late(company: Company, row: Row, how: str, expected: str) -> None:
    press = company.come_to(row.way, row.chapter, "ja")
    company.at(how, "ja")
    before = company.everything()
    check(company, company.send(press), or_quiet(row, expected), before)


@pytest.mark.long
@pytest.mark.slow
@each(broken())
def test_pressed_with_what_it_never_carried(company: Company, row: Row, how: str, expected: str) -> None:
    press = company.come_to(row.way, row.chapter, "ja")
    value = press.value or ""
    assert bool(ID.search(value)) == row.has_id
    others = {"mangled": "%:%", "with more than it had": f"{value}:%", "empty": ""}
    before = company.everything()
    told = company.send(press.about(others.get(how, ID.sub(NO_ID, value))))
    check(company, told, or_quiet(row, expected), before)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("language", OTHER_LANGUAGE)
@EVERY_ROW
def test_pressed_in_the_other_language(company: Company, row: Row, language: str) -> None:
    press = company.come_to(row.way, row.chapter, language)
    check(company, company.send(press), row.quiet, {})
