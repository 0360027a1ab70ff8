"""How what ends a listener reaches the person: at the field, over the form, as a private note, as a number."""

import json

import pytest
from slack_bolt import App, BoltRequest
from structlog.testing import capture_logs

from bot.transaction import Database
from models import Voice
from tests.bot.open_table import bring
from tests.bot.slack_in_memory import texts_in
from tests.conftest import TEAM, Begin
from tests.handlers.stage import Calls, command, press


def test_a_button_in_a_form_that_is_refused_says_so_over_the_form(app: App, calls: Calls) -> None:
    form = {"id": "V1", "type": "modal", "callback_id": "x", "private_metadata": "", "blocks": []}

    press(app, "voice.withdraw", "nosuchvoice1", view=form)

    method, given = calls[-1]
    assert method == "views.push"
    view = json.loads(given["view"]) if isinstance(given["view"], str) else given["view"]
    assert "もうここにはありません" in str(view["blocks"])


def test_an_event_that_comes_again_is_acked_again(app: App, calls: Calls) -> None:
    event = {"type": "reaction_added", "user": "U1", "reaction": "pushpin", "event_ts": "1.1"}
    item = {"type": "message", "channel": "C1", "ts": "1.0"}
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": event | {"item": item}}

    first = app.dispatch(BoltRequest(body=body, mode="socket_mode"))
    again = app.dispatch(BoltRequest(body=body, mode="socket_mode"))

    assert (first.status, again.status) == (200, 200)


def test_what_nobody_listens_to_is_acked_all_the_same(app: App) -> None:
    body = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": "U1", "team_id": TEAM},
        "actions": [{"type": "button", "action_id": "of.nobody", "block_id": "b", "value": "x"}],
    }

    assert app.dispatch(BoltRequest(body=body, mode="socket_mode")).status == 200


TOO_LONG_FOR_A_VOICE = "お客様の長いお話です。" * 60


def test_words_whose_form_does_not_open_come_back(app: App, calls: Calls) -> None:
    calls.error = "expired_trigger_id"

    answer = command(app, "/voice", TOO_LONG_FOR_A_VOICE)

    assert TOO_LONG_FOR_A_VOICE in "".join(texts_in(answer["blocks"]))


@pytest.mark.slow
def test_words_typed_while_the_database_is_locked_come_back(app: App, database: Database) -> None:
    hold = "UPDATE workspaces SET name = name" if database.is_sqlite else "LOCK TABLE inbox, voices"
    with database.session() as session:
        session.connection().exec_driver_sql(hold)
        answer = command(app, "/voice", "ふたが固い")

    assert "ふたが固い" in texts_in(answer["blocks"])
    assert "失われていません" in answer["text"]


@pytest.mark.slow
def test_a_button_pressed_while_the_database_is_locked_is_answered_in_the_persons_language(
    app: App, begin: Begin, database: Database, calls: Calls
) -> None:
    with begin("U0ERI", name="Eri", locale="en"):
        pass
    hold = "UPDATE workspaces SET name = name" if database.is_sqlite else "LOCK TABLE voices"
    form = {"id": "V1", "type": "modal", "callback_id": "x", "private_metadata": "", "blocks": []}
    with database.session() as session:
        session.connection().exec_driver_sql(hold)
        press(app, "voice.withdraw", "nosuchvoice1", user="U0ERI", view=form)
    assert "You can press again in a moment" in str(calls[-1])


def test_what_was_pressed_in_a_form_that_is_closed_by_now_is_done_without_a_word(
    app: App, begin: Begin, calls: Calls
) -> None:
    with begin() as tx:
        voice = bring(tx, None, "水筒が重い")
        voice.submitter_id = tx.actor.id
    calls.error = "not_found"
    with capture_logs() as logs:
        press(app, "voice.withdraw", voice.id, view={"id": "V1", "type": "modal", "private_metadata": ""})
    assert [method for method, _ in calls] == ["views.update"]
    assert [one for one in logs if one["log_level"] == "error"] == []
    with begin() as tx:
        assert tx.session.get_one(Voice, voice.id).state == "withdrawn"
