import json
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from sqlalchemy import select

from bot import workspaces
from bot.transaction import Database
from models import OutboxRow, Person, Received, Voice
from tests.bot.circle_of_three import CALLS, SALES, seat
from tests.bot.open_table import AKI
from tests.bot.slack_in_memory import texts_in
from tests.conftest import TEAM, Begin
from tests.handlers.stage import Calls, acked, command, press
from tests.handlers.stage import submit as submitted

Answer = dict[str, Any]
HOSTILE = "<!channel> &amp; <@U1|taro> *太字* <https://evil.example|ここ>"


@pytest.fixture(autouse=True)
def circle(begin: Begin) -> None:
    with begin() as tx:
        seat(tx)


def send(app: App, body: Answer) -> Answer:
    """Return what the payload is acked with."""
    return acked(app.dispatch(BoltRequest(body=body, mode="socket_mode")))


def interaction(kind: str, **more: Any) -> Answer:
    user = {"id": AKI, "team_id": TEAM}
    return {"type": kind, "team": {"id": TEAM, "domain": "t"}, "user": user, "trigger_id": "1.2.3"} | more


def submit(app: App, view: Answer, view_id: str = "V1", **entered: Any) -> Answer:
    """Send a form as Slack does: every field, empty ones as null."""
    state: Answer = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            name, element = block["block_id"], block["element"]
            state[name] = {"value": _entered(element, entered.get(name))}
    sent = {"id": view_id, "type": "modal", "state": {"values": state}, "blocks": view["blocks"]}
    kept = {key: view[key] for key in ("callback_id", "private_metadata")}
    return send(app, interaction("view_submission", view=sent | kept))


def _entered(element: Answer, value: Any) -> Answer:
    kind = element["type"]
    if kind == "static_select":
        chosen = value or element.get("initial_option", {}).get("value")
        return {"type": kind, "selected_option": {"value": chosen} if chosen else None}
    if kind == "datepicker":
        return {"type": kind, "selected_date": value or element.get("initial_date")}
    return {"type": kind, "value": value or element.get("initial_value")}


def kept(database: Database) -> list[Voice]:
    with database.reading() as session:
        return list(session.scalars(select(Voice).order_by(Voice.brought_at)))


def fields(view: Answer) -> Answer:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def test_a_command_with_words_keeps_them_before_it_is_answered(app: App, database: Database) -> None:
    answer = command(app, "/voice", "電話は090-1234-5678です。ふたが固いんです", channel=CALLS)

    [voice] = kept(database)
    assert voice.quote == "電話は●●です。ふたが固いんです"
    shown = texts_in(answer["blocks"])
    assert f"「{voice.quote}」" in shown
    assert any("1か所を●●に伏せました" in text for text in shown)
    buttons = answer["blocks"][-1]["elements"]
    assert [button["action_id"] for button in buttons] == ["voice.details", "voice.withdraw"]
    assert {button["value"] for button in buttons} == {voice.id}


def test_a_command_without_words_opens_the_form_with_every_field(
    app: App, database: Database, calls: Calls
) -> None:
    assert command(app, "/voice") == {}

    view = calls.opened()
    assert view["callback_id"] == "voice.submit"
    names = ["quote", "scene", "source", "segment", "said_on", "product", "consent"]
    names += ["heard_by", "unnamed", "files"]
    assert list(fields(view)) == names
    assert {element["action_id"] for element in fields(view).values()} == {"value"}
    assert kept(database) == []


@pytest.mark.parametrize("text", ["\u3000 ", "\x00\x01", "あ" * 501, "😀" * 1500])
def test_unfit_words_open_the_form_filled_with_them(
    app: App, database: Database, calls: Calls, text: str
) -> None:
    command(app, "/voice", text)

    filled = fields(calls.opened())["quote"].get("initial_value", "")
    assert filled == text.replace("\x00", "").replace("\x01", "").strip()
    assert kept(database) == []


@pytest.mark.parametrize("length", [3001, 8999, 12_000, 39_000])
def test_words_too_long_for_the_form_come_back_whole(
    app: App, database: Database, calls: Calls, length: int
) -> None:
    text = "お客様の長いお話です。" * (length // 11) + "あ" * (length % 11)
    answer = command(app, "/voice", text)

    shown = answer.get("blocks") and "".join(texts_in(answer["blocks"])[1:])
    assert text in (shown or answer["text"])
    assert len(json.dumps(answer.get("blocks", []), ensure_ascii=False)) < 11_000
    assert kept(database) == []
    assert calls == []


def test_hostile_words_are_shown_letter_by_letter(app: App, database: Database) -> None:
    answer = command(app, "/voice", HOSTILE)

    [voice] = kept(database)
    assert voice.quote == "@channel & ●● *太字* ここ (https://evil.example)"
    [section] = [block for block in answer["blocks"] if "太字" in str(block)]
    assert section["text"]["type"] == "plain_text"
    assert "<" not in section["text"]["text"]
    assert "<" not in answer["text"]


def test_a_form_is_kept_once_and_answered_in_its_place(app: App, database: Database, calls: Calls) -> None:
    command(app, "/voice")
    entered = {"quote": "軽いほうがいい", "source": "phone", "said_on": "2026-11-29", "consent": "agreed"}
    answer = submit(app, calls.opened(), **entered)
    submit(app, calls.opened(), **entered)

    [voice] = kept(database)
    assert (voice.quote, voice.source, str(voice.said_on)) == ("軽いほうがいい", "phone", "2026-11-29")
    assert (voice.consent, voice.department) == ("agreed", "営業")
    assert answer["response_action"] == "update"
    assert "「軽いほうがいい」" in texts_in(answer["view"]["blocks"])


@pytest.mark.parametrize(
    ("entered", "field", "told"),
    [
        ({"quote": " "}, "quote", "まだ何も"),
        ({"quote": "あ" * 501}, "quote", "500字まで"),
        ({"quote": "重い", "consent": "refused"}, "consent", "要約"),
        ({"quote": "重い", "said_on": "2030-01-01"}, "said_on", "まだ来ていない日付"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field_and_can_be_mended(
    app: App, database: Database, calls: Calls, entered: Answer, field: str, told: str
) -> None:
    command(app, "/voice")
    answer = submit(app, calls.opened(), **entered)
    assert answer["response_action"] == "errors"
    assert told in answer["errors"][field]
    assert kept(database) == []

    submit(app, calls.opened(), quote="重い")
    assert [voice.quote for voice in kept(database)] == ["重い"]


def test_details_open_filled_in_and_change_the_voice(app: App, database: Database, calls: Calls) -> None:
    command(app, "/voice", "重い")
    [voice] = kept(database)
    press(app, "voice.details", voice.id)
    assert fields(calls.opened())["quote"]["initial_value"] == "重い"

    submit(app, calls.opened(), product="水筒")
    [changed] = kept(database)
    assert (changed.id, changed.quote, changed.product) == (voice.id, "重い", "水筒")


def test_withdrawing_in_the_forms_answer_says_so_there(app: App, database: Database, calls: Calls) -> None:
    command(app, "/voice", "重い")
    [voice] = kept(database)
    for _ in range(2):
        press(app, "voice.withdraw", voice.id, view={"id": "V1", "type": "modal"})

    assert [one.state for one in kept(database)] == ["withdrawn"]
    assert "取り下げました" in str(calls[-1][1]["view"])


def test_a_button_with_a_strange_value_does_nothing(app: App, calls: Calls) -> None:
    for value in ("", "nosuchvoice", "x" * 300):
        press(app, "voice.details", value)
        press(app, "voice.withdraw", value)
    assert calls == []


def test_the_shortcuts_open_the_form(app: App, calls: Calls) -> None:
    send(app, interaction("shortcut", callback_id="voice.new"))
    assert "initial_value" not in fields(calls.opened())["quote"]
    calls.clear()

    message = {"type": "message", "user": "U9", "ts": "1.1", "text": f"<@{AKI}> *重い* &amp; 固い"}
    channel = {"id": CALLS, "name": "calls"}
    body = interaction("message_action", callback_id="voice.from_message", message=message, channel=channel)
    send(app, body)
    assert fields(calls.opened())["quote"]["initial_value"] == "@秋 *重い* & 固い"


def test_a_message_longer_than_a_field_still_opens_the_form(app: App, calls: Calls) -> None:
    message = {"type": "message", "user": "U9", "ts": "1.1", "text": "長い😀" * 5000}
    body = interaction("message_action", callback_id="voice.from_message", message=message)
    send(app, body | {"channel": {"id": CALLS}})

    filled = fields(calls.opened())["quote"]["initial_value"]
    assert filled.endswith("…")
    assert len(filled.encode("utf-16-le")) // 2 <= 3000


def test_private_answers_are_in_the_persons_language(app: App, begin: Begin) -> None:
    with begin() as tx:
        tx.actor.locale = "en"
    answer = command(app, "/voice", "Too heavy")
    assert "Thank you for bringing this voice" in str(answer)


def test_the_same_command_sent_twice_is_one_voice(app: App, database: Database) -> None:
    first, second = (command(app, "/voice", "重い") for _ in range(2))
    assert first == second
    assert len(kept(database)) == 1


def test_the_button_after_a_stray_pin_opens_an_empty_form(app: App, calls: Calls) -> None:
    press(app, "voice.new", "", channel={"id": SALES}, container={"type": "message", "is_ephemeral": True})
    assert calls.opened()["callback_id"] == "voice.submit"


PERSONAL = "佐藤様の話です。電話は090-1234-5678、佐川さんが届けます"


def test_what_may_lead_to_a_person_is_shown_before_anything_is_kept(
    app: App, database: Database, calls: Calls
) -> None:
    command(app, "/voice")
    looked = submitted(app, calls.opened(), quote=PERSONAL, product="水筒")["view"]

    assert kept(database) == []
    assert fields(looked)["quote"]["initial_value"] == PERSONAL
    assert fields(looked)["product"]["initial_value"] == "水筒"
    assert "「●●様の話です。電話は●●、●●さんが届けます」" in texts_in(looked["blocks"])
    assert "佐藤" not in looked["private_metadata"]
    offered = {one["text"]["text"]: one["value"] for one in fields(looked)["not_personal"]["options"]}
    assert set(offered) == {"「佐藤」", "「090-1234-5678」", "「佐川」"}

    submitted(app, looked, not_personal=[offered["「佐川」"]])
    [voice] = kept(database)
    assert voice.quote == "●●様の話です。電話は●●、佐川さんが届けます"


def test_whoever_ticks_nothing_has_everything_hidden(app: App, database: Database, calls: Calls) -> None:
    command(app, "/voice")
    looked = submitted(app, calls.opened(), quote=PERSONAL)["view"]
    submitted(app, looked, not_personal=[])
    [voice] = kept(database)
    assert voice.quote == "●●様の話です。電話は●●、●●さんが届けます"


def test_a_word_that_the_workspace_calls_safe_is_not_asked_about(
    app: App, database: Database, calls: Calls, begin: Begin
) -> None:
    with begin() as tx:
        assert workspaces.keep_safe_words(tx, ["佐川", " "], []) == ["佐川"]
    command(app, "/voice")
    submitted(app, calls.opened(), quote="佐川さんが届けます")
    assert [voice.quote for voice in kept(database)] == ["佐川さんが届けます"]
    with begin() as tx:
        assert workspaces.keep_safe_words(tx, [], ["佐川"]) == []


def test_a_voice_from_a_shared_device_is_nobodys_and_leaves_no_trace_of_who_sent_it(
    app: App, database: Database, calls: Calls
) -> None:
    command(app, "/voice", user="U0TABLET", channel=CALLS)
    answer = submitted(
        app, calls.opened(), user="U0STAFF", quote="ふたが固い", heard_by="レジの係", unnamed=["unnamed"]
    )
    [voice] = kept(database)
    assert (voice.submitter_id, voice.heard_by) == (None, "レジの係")
    assert "voice.withdraw" not in str(answer["view"])
    with database.reading() as session:
        assert "U0STAFF" not in set(session.scalars(select(Person.user_id)))
        assert "view:V1" not in set(session.scalars(select(Received.key)))


def test_one_that_nobody_brought_is_kept_once_and_changed_by_nobody(
    app: App, database: Database, calls: Calls
) -> None:
    command(app, "/voice")
    form = calls.opened()
    for _ in range(2):
        submitted(app, form, quote="ふたが固い", unnamed=["unnamed"])
    [voice] = kept(database)
    before = len(calls)
    press(app, "voice.details", voice.id, user="U0AKI")
    assert len(calls) == before


def test_nothing_beside_a_voice_of_nobody_leads_to_who_shared_it(
    app: App, database: Database, calls: Calls
) -> None:
    command(app, "/voice")
    clip = {
        "id": "F1",
        "name": "声.m4a",
        "mimetype": "audio/mp4",
        "permalink": "https://test.slack.com/files/U0STAFF/F1/koe.m4a",
        "size": 9,
    }
    form = calls.opened() | {
        "private_metadata": json.dumps({"channel_id": CALLS, "message_ts": "1.2", "files": [clip]})
    }
    submitted(app, form, user="U0STAFF", quote="ふたが固い", unnamed=["unnamed"])
    [voice] = kept(database)
    assert [file["id"] for file in voice.files] == ["F1"]
    with database.reading() as session:
        rows = [str(vars(row)) for model in (Voice, OutboxRow) for row in session.scalars(select(model))]
    assert "U0STAFF" not in " ".join(rows)
    assert "chat.getPermalink" not in " ".join(rows)


def test_the_button_under_a_message_with_files_opens_a_form_that_holds_them(
    app: App, database: Database, calls: Calls
) -> None:
    clip = {"id": "F1", "name": "声.m4a", "mimetype": "audio/mp4", "size": 9}
    press(app, "voice.new", json.dumps({"files": [clip]}))
    submitted(app, calls.opened(), quote="ふたが固い")
    [voice] = kept(database)
    assert [file["id"] for file in voice.files] == ["F1"]

    before = len(calls)
    press(app, "voice.new", "{nothing of ours", response_url=None)
    assert len(calls) == before
