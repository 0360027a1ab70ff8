"""/wins as people use it: commands, the form and the button, through Bolt and back."""

import json
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from sqlalchemy import select

from bot.transaction import Database
from models import OutboxRow, Win
from tests.bot.circle_of_three import SALES, WINS, seat
from tests.bot.slack_in_memory import texts_in
from tests.conftest import Begin, known
from tests.handlers.stage import Calls, acked, command, filled_in, press, submit

HEADLINE = "ふたの説明を書きかえたら、問い合わせが減りました"


@pytest.fixture(autouse=True)
def circle(begin: Begin) -> None:
    """Seat a circle; Aki reads Japanese, Ben English."""
    with begin() as tx:
        seat(tx)
        known(tx, "U0BEN", name="Ben", locale="en")


def kept(database: Database) -> list[Win]:
    with database.reading() as session:
        return list(session.scalars(select(Win).order_by(Win.posted_at, Win.id)))


def posts(database: Database) -> list[dict[str, Any]]:
    with database.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.kind == "post").order_by(OutboxRow.id))
        return [row.arguments for row in rows]


def field(form: dict[str, Any], name: str) -> dict[str, Any]:
    [block] = [block for block in form["blocks"] if block.get("block_id") == name]
    element: dict[str, Any] = block["element"]
    return element


def button(message: dict[str, Any], action_id: str) -> str:
    [value] = [
        str(element["value"])
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == action_id
    ]
    return value


def test_words_are_kept_before_the_ack_that_shows_them(app: App, database: Database) -> None:
    answer = command(app, "/wins", HEADLINE)
    [win] = kept(database)
    assert win.headline == HEADLINE
    assert HEADLINE in " ".join(texts_in(answer["blocks"]))
    assert f"<#{WINS}>" in answer["text"]
    assert button(answer, "win.details") == win.id


def test_what_slack_escaped_is_kept_as_it_was_typed(app: App, database: Database) -> None:
    command(app, "/wins", "A &amp; B &lt;!here&gt; <@U1|ben> <https://x.example>")
    assert kept(database)[0].headline == "A & B <!here> @ben https://x.example"
    assert "<!here>" not in str(posts(database)[0])


def test_without_words_the_form_opens(app: App, calls: Calls, database: Database) -> None:
    assert command(app, "/wins") == {}
    assert calls.opened()["callback_id"] == "win.submit"
    assert kept(database) == []


def test_too_many_words_open_the_form_filled_with_them(app: App, calls: Calls) -> None:
    text = "長い話です。" * 100
    command(app, "/wins", text)
    assert field(calls.opened(), "headline")["initial_value"] == text
    answer = submit(app, calls.opened())
    assert answer["response_action"] == "errors"
    assert "200字" in answer["errors"]["headline"]


def test_words_that_no_form_holds_are_given_back_whole(app: App, calls: Calls) -> None:
    text = "長い話です。" * 600
    answer = command(app, "/wins", text)
    assert text in "".join(texts_in(answer["blocks"]))
    assert calls == []


def test_a_form_keeps_the_win_with_its_details_once(app: App, calls: Calls, database: Database) -> None:
    command(app, "/wins")
    fields: dict[str, Any] = {
        "headline": HEADLINE,
        "kind": "complaints",
        "before": "12",
        "after": "3",
        "unit": "件",
        "thanks": ["U0BEN"],
    }
    for _ in range(2):
        submit(app, calls.opened(), **fields)
    [win] = kept(database)
    assert (win.kind, win.before, win.after, win.unit) == ("complaints", "12", "3", "件")
    shown = " ".join(texts_in(posts(database)[0]["blocks"]))
    for told in ("12 → 3 件", "<@U0BEN>さん", "お困りごとが減った"):
        assert told in shown


def test_a_form_without_words_is_answered_at_the_field(app: App, calls: Calls) -> None:
    command(app, "/wins")
    assert "headline" in submit(app, calls.opened(), headline="　")["errors"]


def test_details_are_added_to_the_post_that_stands(app: App, calls: Calls, database: Database) -> None:
    win_id = button(command(app, "/wins", HEADLINE), "win.details")
    press(app, "win.details", win_id, channel={"id": SALES})
    assert field(calls.opened(), "headline")["initial_value"] == HEADLINE
    submit(app, calls.opened(), after="3", unit="件")
    assert len(kept(database)) == 1
    assert "3 件" in str(posts(database))


def test_nobody_else_can_add_details(app: App, calls: Calls) -> None:
    win_id = button(command(app, "/wins", HEADLINE), "win.details")
    press(app, "win.details", win_id, user="U0BEN", channel={"id": SALES})
    assert calls == []


def test_a_cheer_counts_once_however_often_it_is_pressed(app: App, database: Database) -> None:
    win_id = button(command(app, "/wins", HEADLINE), "win.details")
    container = {"type": "message", "message_ts": "1795000000.000001", "channel_id": WINS}
    for user in ("U0BEN", "U0BEN", "U0AKI"):
        press(app, "win.cheer", win_id, user=user, channel={"id": WINS}, container=container)
    assert kept(database)[0].cheers == 2


def test_a_button_of_nothing_does_nothing(app: App, database: Database) -> None:
    press(app, "win.cheer", "nosuchwin", channel={"id": WINS})
    assert kept(database) == []


def test_the_answer_is_in_the_language_of_the_person_and_the_post_in_that_of_the_circle(
    app: App, database: Database
) -> None:
    answer = command(app, "/wins", "Fewer calls", user="U0BEN")
    assert "Thank you" in " ".join(texts_in(answer["blocks"]))
    assert "小さな成功" in " ".join(texts_in(posts(database)[0]["blocks"]))


def test_without_a_wins_room_the_words_are_given_back(app: App, calls: Calls, begin: Begin) -> None:
    with begin() as tx:
        seat(tx, name="別の円卓", rooms=[{"channel_id": "C0OTHER", "department": "広報"}], wins_room=None)
    answer = command(app, "/wins", "*太字* のお知らせ", channel="C0OTHER")
    assert "部屋がまだありません" in answer["text"]
    [given_back] = [block["text"] for block in answer["blocks"] if block["text"]["type"] == "plain_text"]
    assert given_back["text"] == "*太字* のお知らせ"
    assert calls == []


def choose_kind(app: App, form: dict[str, Any], kind: str, **typed: Any) -> dict[str, Any]:
    """Choose a kind in an opened form in which this was typed; return the view that comes instead."""
    action = {"type": "static_select", "block_id": "kind", "action_id": "value"}
    payload = {
        "type": "block_actions",
        "team": {"id": "T0TEAM"},
        "user": {"id": "U0AKI", "team_id": "T0TEAM"},
        "trigger_id": "1.2.3",
        "actions": [action | {"selected_option": {"value": kind}}],
        "view": form | {"id": "V1", "hash": "h1", "state": {"values": filled_in(form, typed)}},
    }
    return acked(app.dispatch(BoltRequest(body=payload, mode="socket_mode")))


def test_the_form_changes_with_the_kind_and_what_was_typed_comes_back(app: App, calls: Calls) -> None:
    command(app, "/wins")
    first = calls.opened()
    choose_kind(app, first, "kindness", headline="届けてくれた", before="12", unit="件", period="week")
    kind = shown_instead(calls)
    assert [block["block_id"] for block in kind["blocks"]] == ["kind", "headline", "thanks", "files"]
    assert field(kind, "headline")["initial_value"] == "届けてくれた"
    choose_kind(app, kind, "complaints")
    again = shown_instead(calls)
    assert field(again, "before")["initial_value"] == "12"
    assert field(again, "unit")["initial_value"] == "件"
    assert field(again, "period")["initial_option"]["value"] == "week"
    choose_kind(app, again, "sales_talk", before="")
    talk = shown_instead(calls)
    assert field(talk, "before")["multiline"]
    assert "unit" not in [block["block_id"] for block in talk["blocks"]]


@pytest.mark.slow
def test_a_form_sent_after_its_kind_changed_keeps_what_belongs_to_it(
    app: App, calls: Calls, database: Database
) -> None:
    command(app, "/wins")
    choose_kind(app, calls.opened(), "sales_talk")
    submit(app, shown_instead(calls), headline="言い方", before="軽いです", after="片手で開きます" * 20)
    [win] = kept(database)
    assert (win.kind, win.before, win.after) == ("sales_talk", "軽いです", "片手で開きます" * 20)
    assert posts(database)[0]["blocks"][1]["fields"][0]["text"].endswith("「軽いです」")


def test_its_author_takes_a_win_back_in_the_form_that_changes_it(
    app: App, calls: Calls, database: Database
) -> None:
    command(app, "/wins", HEADLINE)
    [win] = kept(database)
    press(app, "win.details", win.id, channel={"id": SALES})
    assert button(calls.opened(), "win.withdraw") == win.id
    press(app, "win.withdraw", win.id, view={"id": "V1", "type": "modal"})
    assert kept(database) == []
    assert "取り下げました" in " ".join(texts_in(shown_instead(calls)["blocks"]))


def shown_instead(calls: Calls) -> dict[str, Any]:
    """Return the view that took the place of another one last."""
    method, given = calls[-1]
    assert method == "views.update"
    view: dict[str, Any] = json.loads(given["view"]) if isinstance(given["view"], str) else given["view"]
    return view
