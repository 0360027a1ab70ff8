"""Remarks without a name, as buttons and forms bring them: everything happens in the form, and nothing else is kept."""

import json
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.dialogues import closing
from bot.transaction import Database
from models import Dialogue, OutboxRow, Person, Received, Remark
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import Begin
from tests.handlers.stage import Calls, Form, press, submit


@pytest.fixture
def table(begin: Begin) -> str:
    """Open a dialogue; give its id."""
    with begin() as tx:
        return open_table(tx, SlackInMemory()).id


def open_form(app: App, calls: Calls, table: str, *, user: str = "U0AKI") -> Form:
    press(app, "remark.unnamed", table, user=user, channel={"id": SALES})
    return calls.opened()


def remarks(database: Database) -> list[Remark]:
    with database.reading() as session:
        return list(session.scalars(select(Remark).order_by(Remark.seq)))


def close(begin: Begin, table: str) -> None:
    with begin() as tx:
        dialogue = tx.session.get_one(Dialogue, table)
        dialogue.state = "closing"
        closing.close(tx, dialogue)


def in_modal(view: Form, view_id: str = "V1", typed: str | None = None) -> Form:
    values = {"text": {"value": {"type": "plain_text_input", "value": typed}}}
    return {"view": view | {"id": view_id, "type": "modal", "state": {"values": values if typed else {}}}}


def test_the_form_tells_what_it_promises_and_what_not_before_anything_is_written(
    app: App, calls: Calls, table: str
) -> None:
    said = " ".join(texts_in(open_form(app, calls, table)))
    for part in ("つながりを消します", "データベースを扱う人", "監査の記録", "まだ少なめ"):
        assert part in said


def test_what_was_written_goes_out_and_is_answered_in_the_form_itself(
    app: App, calls: Calls, table: str, database: Database
) -> None:
    answer = submit(app, open_form(app, calls, table), text="こわい")
    assert answer["response_action"] == "update"
    said = " ".join(texts_in(answer["view"]))
    assert "すべての部屋に届けます" in said
    assert "こわい" in said
    assert [remark.text for remark in remarks(database)] == ["こわい"]


def test_a_form_sent_twice_counts_once(app: App, calls: Calls, table: str, database: Database) -> None:
    form = open_form(app, calls, table)
    for _ in range(2):
        assert submit(app, form, text="こわい")["response_action"] == "update"
    assert len(remarks(database)) == 1


def test_nothing_about_whoever_wrote_is_kept(app: App, calls: Calls, table: str, database: Database) -> None:
    def kept() -> tuple[Any, ...]:
        with database.reading() as session:
            people = [(one.user_id, one.asked_at, one.department) for one in session.scalars(select(Person))]
            asked = [row.key for row in session.scalars(select(OutboxRow)) if row.kind != "post"]
            return sorted(people), asked, session.scalars(select(Received.key)).all()

    before = kept()
    for user in ("U0AKI", "U0STRANGER"):
        submit(app, open_form(app, calls, table, user=user), user=user, view_id=user, text="ひとこと")
    assert kept() == before
    assert len(remarks(database)) == 2


def test_an_empty_or_too_long_text_is_told_at_its_field(app: App, calls: Calls, table: str) -> None:
    form = open_form(app, calls, table)
    assert "まだ何も" in submit(app, form, text=" ")["errors"]["text"]
    assert "1,000字まで" in submit(app, form, text="あ" * 1001)["errors"]["text"]


def test_a_line_is_rewritten_over_the_form_and_taken_back_in_it_without_losing_what_is_typed(
    app: App, calls: Calls, table: str, database: Database
) -> None:
    submit(app, open_form(app, calls, table), text="まえ")
    [remark] = remarks(database)
    form = open_form(app, calls, table)
    assert "まえ" in texts_in(form)

    press(app, "remark.rewrite", remark.id, **in_modal(form))
    method, given = calls[-1]
    assert method == "views.push"
    rewriting = _view(given)
    assert rewriting["blocks"][0]["element"]["initial_value"] == "まえ"
    answer = submit(app, rewriting, view_id="V2", text="あと")
    assert "書きなおしました" in " ".join(texts_in(answer["view"]))
    assert [one.text for one in remarks(database)] == ["あと"]

    press(app, "remark.take_back", remark.id, **in_modal(form, typed="書きかけ"))
    method, given = calls[-1]
    assert method == "views.update"
    again = _view(given)
    field = next(block for block in again["blocks"] if block["type"] == "input")
    assert field["element"]["initial_value"] == "書きかけ"
    assert "あと" not in texts_in(again)
    assert [one.text for one in remarks(database)] == [""]


def test_the_buttons_of_the_answer_work_too(app: App, calls: Calls, table: str, database: Database) -> None:
    answer = submit(app, open_form(app, calls, table), text="まえ")
    [remark] = remarks(database)
    press(app, "remark.take_back", remark.id, **in_modal(answer["view"]))
    assert "引っこめました" in " ".join(texts_in(_view(calls[-1][1])))


def test_somebody_else_is_told_kindly(app: App, calls: Calls, table: str, database: Database) -> None:
    answer = submit(app, open_form(app, calls, table), text="まえ")
    [remark] = remarks(database)
    for action in ("remark.rewrite", "remark.take_back"):
        press(app, action, remark.id, user="U0BEN", **in_modal(answer["view"]))
        method, given = calls[-1]
        assert method == "views.push"
        assert "書いた人だけ" in " ".join(texts_in(_view(given)))
    assert [one.text for one in remarks(database)] == ["まえ"]


def test_too_late_is_told_kindly_and_what_was_typed_stays_in_the_form(
    app: App, calls: Calls, table: str, begin: Begin, database: Database
) -> None:
    form = open_form(app, calls, table)
    answer = submit(app, form, text="まえ")
    [remark] = remarks(database)
    close(begin, table)

    assert "むすびました" in submit(app, form, view_id="V3", text="おそい")["errors"]["text"]
    press(app, "remark.take_back", remark.id, **in_modal(answer["view"]))
    assert "つながりは、もう消えています" in " ".join(texts_in(_view(calls[-1][1])))
    assert [one.text for one in remarks(database)] == ["まえ"]


def test_an_english_speaker_reads_english(app: App, calls: Calls, table: str, begin: Begin) -> None:
    with begin("U0EN", name="Kim", locale="en"):
        pass
    said = " ".join(texts_in(open_form(app, calls, table, user="U0EN")))
    assert "After that nobody can tell" in said


def _view(given: dict[str, Any]) -> Form:
    view = given["view"]
    form: Form = json.loads(view) if isinstance(view, str) else view
    return form
