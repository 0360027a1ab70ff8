from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.dialogues import dialogues
from bot.dialogues.agenda import Stage
from bot.transaction import Database
from models import Dialogue, Note, Received
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, Begin
from tests.handlers.stage import Calls, Form, press, submit


@pytest.fixture
def dialogue_id(begin: Begin) -> str:
    with begin() as tx:
        return open_table(tx, SlackInMemory(), voices=2, is_writing=True).id


def open_form(app: App, calls: Calls, dialogue_id: str, **more: Any) -> Form:
    press(app, "note.open", dialogue_id, channel={"id": "C0SALES"}, **more)
    return calls.opened()


def kept(database: Database) -> list[tuple[str, bool]]:
    with database.reading() as session:
        return sorted((note.text, note.person_id is not None) for note in session.scalars(select(Note)))


def test_a_note_is_written_and_rewritten_through_the_form(
    app: App, database: Database, calls: Calls, dialogue_id: str
) -> None:
    answer = submit(app, open_form(app, calls, dialogue_id), voice_1="朝がつらい", view_id="V1")
    assert answer["response_action"] == "update"
    assert "受けとりました" in str(answer["view"])
    assert kept(database) == [("朝がつらい", False)]

    form = open_form(app, calls, dialogue_id)
    assert "朝がつらい" in str(form)
    submit(app, form, voice_1="朝がつらい日もある", voice_2="重い", view_id="V2")
    assert kept(database) == [("朝がつらい日もある", False), ("重い", False)]


def test_a_note_sent_twice_is_one_note_and_leaves_no_trace_of_when(
    app: App, database: Database, calls: Calls, dialogue_id: str
) -> None:
    form = open_form(app, calls, dialogue_id)
    for _ in range(2):
        submit(app, form, voice_1="一度だけ", view_id="V9")
    assert kept(database) == [("一度だけ", False)]
    with database.reading() as session:
        assert [key for key in session.scalars(select(Received.key)) if "V9" in key] == []


def test_a_note_that_is_too_long_stays_in_its_field_with_the_reason(
    app: App, database: Database, calls: Calls, dialogue_id: str
) -> None:
    answer = submit(app, open_form(app, calls, dialogue_id), voice_2="あ" * 401)
    assert answer["response_action"] == "errors"
    assert "400字まで" in answer["errors"]["voice_2"]
    assert kept(database) == []


def test_after_the_close_the_button_says_so(
    app: App, database: Database, calls: Calls, dialogue_id: str
) -> None:
    with database.begin(TEAM) as tx:
        tx.session.get_one(Dialogue, dialogue_id).state = "closed"
    press(app, "note.open", dialogue_id, view={"id": "V1", "type": "modal", "blocks": []})
    assert "むすびました" in str(calls[-1])


def test_the_rest_of_many_notes_is_shown_in_a_form(
    app: App, database: Database, calls: Calls, dialogue_id: str
) -> None:
    submit(app, open_form(app, calls, dialogue_id), voice_1="ひとつの書きとめ")
    with database.begin(TEAM) as tx:
        dialogue = tx.session.get_one(Dialogue, dialogue_id)
        dialogue.started_at = tx.now.replace(hour=0)
        dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    press(app, "note.rest", dialogue_id, channel={"id": "C0SALES"})
    assert "ひとつの書きとめ" in str(calls.opened())


def test_somebody_of_another_organisation_reads_no_voice_kept_inside_from_their_first_press_on(
    app: App, calls: Calls, dialogue_id: str
) -> None:
    assert "声その1" in str(open_form(app, calls, dialogue_id))
    assert "声その1" not in str(open_form(app, calls, dialogue_id, user="U0STRANGER", home="T0OTHER"))
