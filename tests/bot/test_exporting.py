"""Exporting: all about a person in one file, and spreadsheets in which nothing people typed becomes a formula."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.archive import spreadsheets
from bot.bridge import unnamed
from bot.circles import seats
from bot.improvements import measures
from bot.improvements.improvement_form import MeasureForm
from bot.keeping import exporting
from bot.matching import SoughtId
from bot.texts import words
from bot.transaction import Database, Transaction
from bot.wins import wins
from bot.wins.win_form import Kind, Period, WinForm
from models import Base, Dialogue, HomeChange, Improvement, OutboxRow, Voice, Watchword, Win
from tests.bot import deciding_table, whole_table
from tests.bot.circle_of_three import SALES, seat
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, CHIE, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock, install, known

EMPTY_IN_A_MOMENT = {OutboxRow.__table__, HomeChange.__table__}


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    return whole_table.hold(tx, slack, clock)


def exported(tx: Transaction, user_id: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(exporting.person(tx, user_id))
    return told


def sheets(tx: Transaction, language: str = "ja") -> dict[str, list[list[str]]]:
    return {name: read(content) for name, content in spreadsheets.files(tx, words(language))}


def read(content: str) -> list[list[str]]:
    assert content.startswith("\ufeff")
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


# --- a person


@pytest.mark.slow
def test_the_file_has_every_section(tx: Transaction, dialogue: Dialogue) -> None:
    assert list(exported(tx, AKI)) == ["about", *exporting.SECTIONS]
    assert list(exported(tx, "U0NOBODY")) == ["about", *exporting.SECTIONS]


@pytest.mark.slow
def test_every_row_that_names_a_person_is_in_their_file(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    """Whatever table comes to hold people: a row with their id, ours or Slack's, is told."""
    acting(tx, BEN)
    seats_open = deciding_table.enter(
        tx, slack, clock, name="別の円卓", rooms=[{"channel_id": SALES, "department": "営業"}]
    )
    seats.take(tx, seats_open.id, SALES)
    choice = deciding_table.propose(tx, seats_open, AKI, "別のこと")
    deciding_table.choose(tx, BEN, choice)
    tx.session.flush()
    for user in (AKI, BEN, CHIE, "U0HOST"):
        person = known(tx, user, name=user)
        told = json.dumps(exported(tx, user), ensure_ascii=False)
        sought = SoughtId(user)
        for table in set(Base.metadata.sorted_tables) - EMPTY_IN_A_MOMENT:
            for row in tx.session.execute(select(table)).mappings():
                values = [value for value in row.values() if isinstance(value, str | list)]
                if person.id in values or sought.stands_in(values):
                    assert str(row.get("id") or row.get("key")) in told, (table.name, row)


def test_the_file_holds_their_words_and_nobody_elses_id(tx: Transaction, dialogue: Dialogue) -> None:
    told = exported(tx, AKI)
    assert [one["text"] for one in told["remarks"]] == ["重いのに手放せない"]
    assert [one["text"] for one in told["notes"]] == ["名前つきの書きとめ"]
    assert [one["what"] for one in told["improvements"]] == ["ふたを軽くする"]
    assert told["improvements"][0]["as"] == ["proposer", "owner"]
    assert told["profile"]["name"] == "秋"
    everything = json.dumps(told)
    for other in (BEN, CHIE, known(tx, BEN, name="勉").id):
        assert other not in everything


def test_what_was_said_without_a_name_is_in_nobodys_file(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    acting(tx, AKI)
    unnamed.say(tx, dialogue.id, "名前なしで言います", form_id="V1")
    for user in (AKI, BEN, "U0HOST"):
        assert "名前なし" not in exporting.person(tx, user)


def test_another_workspace_tells_nothing(database: Database, tx: Transaction, dialogue: Dialogue) -> None:
    install(tx.session, "T0OTHER")
    tx.session.flush()
    other = database.join(tx.session, tx.session.get_one(type(tx.workspace), "T0OTHER"))
    told = exported(other, AKI)
    assert [section for section in exporting.SECTIONS if told[section]] == []
    assert [len(rows) for rows in sheets(other).values()] == [1, 1, 1, 1, 1]


# --- spreadsheets


def test_the_spreadsheets_hold_what_the_workspace_has_and_nobodys_name(
    tx: Transaction, dialogue: Dialogue
) -> None:
    improvement = tx.session.scalars(select(Improvement).where(Improvement.state == "open")).one()
    acting(tx, AKI)
    measures.settle(tx, improvement.id, MeasureForm(measure="問い合わせ", unit="件", first="12.50"))
    found = sheets(tx)
    assert [row[3:7] for row in found["values.csv"][1:]] == [["問い合わせ", "", "12.5", "件"]]
    assert list(found) == ["voices.csv", "wins.csv", "watchwords.csv", "improvements.csv", "values.csv"]
    columns, voice = found["voices.csv"]
    told = dict(zip(columns, voice, strict=True))
    assert (told["お客様の言葉"], told["お客様の了承"]) == (
        "声その1",
        words("ja")("voice-consent-option-inside"),
    )
    assert told["囲んだ日"] == "2026-11-30"
    assert [row[3] for row in found["wins.csv"][1:]] == ["説明が楽になった"]
    assert {row[3] for row in found["watchwords.csv"][1:]} == set(
        tx.session.scalars(select(Watchword.phrase))
    )
    assert len(found["improvements.csv"]) == 3
    for name in ("秋", "勉", "千恵", AKI, BEN, CHIE):
        assert name not in str(found)


def test_headings_and_states_are_in_the_language_of_the_terminal(tx: Transaction, dialogue: Dialogue) -> None:
    columns, win = sheets(tx, "en")["wins.csv"]
    assert columns[:4] == ["Id", "Written on", "Kind", "What happened"]
    assert len(columns) == len(win)


def test_a_win_of_every_kind_stands_in_the_spreadsheet(tx: Transaction) -> None:
    seat(tx)
    for kind in Kind:
        wins.submit(tx, WinForm(headline=kind, kind=kind, period=Period.WEEK), channel_id=SALES)
    columns, *rows = sheets(tx, "en")["wins.csv"]
    assert {row[columns.index("What happened")] for row in rows} == set(Kind)
    assert {row[columns.index("Counted over")] for row in rows} == {"a week"}


def test_a_voice_that_was_taken_back_is_in_no_spreadsheet(tx: Transaction, dialogue: Dialogue) -> None:
    tx.session.scalars(select(Voice)).one().state = "withdrawn"
    assert len(sheets(tx)["voices.csv"]) == 1


def test_every_state_has_its_words(tx: Transaction, dialogue: Dialogue) -> None:
    voice = tx.session.scalars(select(Voice)).one()
    improvement = tx.session.scalars(select(Improvement)).first()
    watchword = tx.session.scalars(select(Watchword)).first()
    assert improvement is not None
    assert watchword is not None
    for one, states in (
        (voice, ("waiting", "seated", "heard")),
        (improvement, ("proposed", "open", "doing", "done", "released")),
        (watchword, ("nominee", "adopted")),
    ):
        for state in states:
            one.state = state
            tx.session.flush()
            assert state in spreadsheets.STATES
            assert sheets(tx)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_take_for_a_formula_begins_with_an_apostrophe(
    tx: Transaction, dialogue: Dialogue, first: str
) -> None:
    win = tx.session.scalars(select(Win)).one()
    win.headline, win.before = f"{first}HYPERLINK(1)", "-5"
    [_, row] = sheets(tx)["wins.csv"]
    assert (row[3], row[4]) == (f"'{first}HYPERLINK(1)", "'-5")


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
CELLS = st.one_of(TEXT, st.builds("".join, st.tuples(st.sampled_from("=+-@\t\r\n ＝＋－＠"), TEXT)))


@pytest.mark.slow
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_no_cell_is_ever_a_formula_and_no_text_is_lost(rows: list[list[str]]) -> None:
    kept = read(spreadsheets.sheet(["a", "b", "c"], iter(rows)))
    assert kept[0] == ["a", "b", "c"]
    assert len(kept) == len(rows) + 1
    for row, told in zip(rows, kept[1:], strict=True):
        for typed, cell in zip(row, told, strict=True):
            assert cell in {typed, f"'{typed}"}
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
