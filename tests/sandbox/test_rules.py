"""Each rule of the table has something that trips it."""

import base64
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox.blockkit import RULES as BLOCK_KIT
from sandbox.client import Upload
from sandbox.rules import BY_ID, RULES
from tests.sandbox.stage import Received, Stage, button, field_of, home, modal, plain, section

Trip = Callable[[Stage], Any]
TRIPS: dict[str, tuple[Trip, str]] = {}
"""Rule id → what trips it, and the error the app (or the log) gets to see."""
SALES = {"channel": "sales"}
RED_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def trips(rule: str, error: str) -> Callable[[Trip], Trip]:
    def add(trip: Trip) -> Trip:
        assert rule not in TRIPS
        TRIPS[rule] = (trip, error)
        return trip

    return add


def calls(rule: str, error: str, method: str, /, **arguments: Any) -> None:
    """A rule that one call trips; channels and people are named by key."""

    def trip(stage: Stage) -> None:
        given = dict(arguments)
        for name, find in (("channel", stage.channel), ("channel_id", stage.channel), ("user", stage.user)):
            if name in given and not given[name].startswith("?"):
                given[name] = find(given[name])
        answer = stage.call(method, **given)
        if answer["ok"]:
            assert rule in ("text.post", "thread_ts.parent")
        else:
            assert answer["error"] == error

    trips(rule, error)(trip)


def raw(stage: Stage, method: str, body: bytes = b"", **more: Any) -> httpx.Response:
    token = {"Authorization": f"Bearer {stage.sandbox.bot_token}"}
    headers = {**token, **more.pop("headers", {})}
    return stage.http.post(f"{stage.sandbox.api_url}{method}", content=body, headers=headers, **more)


# --- the call itself -------------------------------------------------------------------------------------


@trips("token.present", "not_authed")
def a_token_in_the_query(stage: Stage) -> None:
    address = f"{stage.sandbox.api_url}auth.test?token={stage.sandbox.bot_token}"
    assert stage.http.post(address).json() == {"ok": False, "error": "not_authed"}


@trips("token.known", "invalid_auth")
def a_token_nobody_gave_out(stage: Stage) -> None:
    assert stage.call("auth.test", token="xoxb-made-up")["error"] == "invalid_auth"


@trips("token.active", "account_inactive")
def a_deactivated_app(stage: Stage) -> None:
    stage.sandbox.change_workspace(token_state="account_inactive")
    assert stage.call("auth.test")["error"] == "account_inactive"


@trips("token.kind", "not_allowed_token_type")
def a_bot_token_for_a_socket(stage: Stage) -> None:
    assert stage.call("apps.connections.open")["error"] == "not_allowed_token_type"
    assert stage.call("auth.test", token=stage.sandbox.app_token)["error"] == "not_allowed_token_type"


@trips("scope.granted", "missing_scope")
def a_method_without_its_scope(stage: Stage) -> None:
    stage.sandbox.change_workspace(scopes=["users:read"])
    answer = stage.call("chat.postMessage", channel=stage.channel("sales"), text="hi")
    assert (answer["needed"], answer["provided"]) == ("chat:write", "users:read")


@trips("scope.conversation", "missing_scope")
def reading_a_private_channel_without_its_scope(stage: Stage) -> None:
    stage.sandbox.change_workspace(scopes=["channels:history"])
    answer = stage.call("conversations.history", channel=stage.channel("board"))
    assert answer["needed"] == "groups:history"


calls("method.known", "unknown_method", "chat.shout")


@trips("body.json", "invalid_json")
def a_body_that_is_no_json(stage: Stage) -> None:
    answer = raw(stage, "auth.test", b"{", headers={"Content-Type": "application/json; charset=utf-8"})
    assert answer.json()["error"] == "invalid_json"


@trips("body.object", "json_not_object")
def a_body_that_is_a_list(stage: Stage) -> None:
    answer = raw(stage, "auth.test", b"[]", headers={"Content-Type": "application/json; charset=utf-8"})
    assert answer.json()["error"] == "json_not_object"


@trips("body.charset", "JSON without a charset")
def json_without_a_charset(stage: Stage) -> None:
    answer = raw(stage, "auth.test", b"{}", headers={"Content-Type": "application/json"}).json()
    assert (answer["ok"], answer["warning"]) == (True, "missing_charset")


calls("argument.present", "invalid_arguments", "chat.postMessage", text="hi")
calls("argument.shape", "invalid_arguments", "conversations.list", limit="many")
calls("cursor.known", "invalid_cursor", "users.list", cursor="abc")
calls("limit.range", "invalid_limit", "conversations.history", **SALES, limit=1001)


# --- rate limits -----------------------------------------------------------------------------------------


@trips("rate.method", "ratelimited")
def the_twenty_first_call_of_tier_two(stage: Stage) -> None:
    answers = [stage.call("users.list") for _ in range(21)]
    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]


@trips("rate.channel", "ratelimited")
def six_posts_at_once(stage: Stage) -> None:
    channel = stage.channel("sales")
    answers = [stage.call("chat.postMessage", channel=channel, text="hi") for _ in range(6)]
    assert [answer["ok"] for answer in answers] == [True] * 5 + [False]


@trips("rate.workspace", "ratelimited")
def three_hundred_and_one_posts_in_sixty_one_channels(stage: Stage) -> None:
    channels = [stage.sandbox.add_channel(f"room-{number}", members=["aki"]) for number in range(61)]
    last: dict[str, Any] = {"ok": True}
    for number in range(301):
        assert last["ok"]
        last = stage.call("chat.postMessage", channel=channels[number % 61], text="hi")
    assert last == {"ok": False, "error": "ratelimited"}


@trips("rate.response_url", "ratelimited")
def six_answers_at_once(stage: Stage) -> None:
    url = response_url(stage)
    statuses = [stage.http.post(url, json={"text": "hi"}).status_code for _ in range(5)]
    assert statuses == [200] * 5
    used = stage.http.post(url, json={"text": "hi"})
    assert used.text == "used_url"
    url = response_url(stage)
    for _ in range(6):
        last = stage.http.post(url, json={"delete_original": False})
    assert last.status_code == 429
    assert last.headers["retry-after"] == "1"


# --- conversations ---------------------------------------------------------------------------------------

calls("channel.known", "channel_not_found", "chat.postMessage", channel="?C1", text="hi")
calls("channel.hidden", "channel_not_found", "chat.postMessage", channel="vault", text="hi")
calls("channel.member", "not_in_channel", "chat.postMessage", channel="support", text="hi")
calls("channel.type", "method_not_supported_for_channel_type", "conversations.join", channel="board")
calls("types.known", "invalid_types", "conversations.list", types="public")
calls("thread.found", "thread_not_found", "conversations.replies", **SALES, ts="1700000000.000001")
calls("oldest.shape", "invalid_ts_oldest", "conversations.history", **SALES, oldest="yesterday")
calls("open.users", "users_list_not_supplied", "conversations.open")
calls("user.known", "user_not_found", "users.info", user="?U1")


@trips("channel.archived", "is_archived")
def a_post_into_the_archive(stage: Stage) -> None:
    stage.sandbox.archive("sales")
    stage.call("chat.postMessage", channel=stage.channel("sales"), text="hi")


@trips("open.others", "invalid_user_combination")
def a_group_message_with_the_app_itself_among_the_others(stage: Stage) -> None:
    app = stage.call("auth.test")["user_id"]
    stage.call("conversations.open", users=f"{stage.user('aki')},{app}")


@trips("user.disabled", "user_disabled")
def a_direct_message_to_somebody_who_left(stage: Stage) -> None:
    stage.call("conversations.open", users=stage.user("gone"))


# --- messages --------------------------------------------------------------------------------------------

calls("text.present", "no_text", "chat.postMessage", **SALES, text=" ")
calls("text.post", "chat.postMessage cuts", "chat.postMessage", **SALES, text="x" * 40_001)
calls("text.ephemeral", "msg_too_long", "chat.postEphemeral", **SALES, user="aki", text="x" * 40_001)
calls("text.markdown", "markdown_text_conflict", "chat.postMessage", **SALES, text="a", markdown_text="b")
calls("blocks.format", "invalid_blocks_format", "chat.postMessage", **SALES, text="a", blocks={"a": 1})
calls(
    "attachments.count",
    "too_many_attachments",
    "chat.postMessage",
    **SALES,
    attachments=[{"text": "a"}] * 101,
)
calls("metadata.shape", "invalid_metadata_schema", "chat.postMessage", **SALES, text="a", metadata={"a": 1})
calls(
    "metadata.size",
    "metadata_too_large",
    "chat.postMessage",
    **SALES,
    text="a",
    metadata={"event_type": "t", "event_payload": {"key": "x" * 8000}},
)
calls("thread_ts.shape", "invalid_thread_ts", "chat.postMessage", **SALES, text="a", thread_ts="1700000000")
calls(
    "thread_ts.parent",
    "A reply to a ts",
    "chat.postMessage",
    **SALES,
    text="a",
    thread_ts="1700000000.000001",
)
calls("identity.scope", "missing_scope", "chat.postMessage", **SALES, text="a", username="Somebody")
calls("message.found", "message_not_found", "chat.update", **SALES, text="a", ts="1700000000.000001")
calls("ephemeral.member", "user_not_in_channel", "chat.postEphemeral", channel="board", user="ben", text="a")


@trips("blockkit.total_text", "msg_blocks_too_long")
def blocks_of_more_than_ten_thousand_characters(stage: Stage) -> None:
    blocks = [section("x" * 2900) for _ in range(4)]
    stage.call("chat.postMessage", channel=stage.channel("sales"), text="a", blocks=blocks)


@trips("text.update", "msg_too_long")
def an_update_of_4001_characters(stage: Stage) -> None:
    ts = stage.post(text="x" * 4001)
    stage.call("chat.update", channel=stage.channel("sales"), ts=ts, text="x" * 4001)


@trips("identity.delete", "cant_delete_message")
def deleting_what_was_sent_under_another_name(stage: Stage) -> None:
    scopes = stage.sandbox.user("parlour") and ["chat:write", "chat:write.customize"]
    stage.sandbox.change_workspace(scopes=scopes)
    ts = stage.post(username="Somebody")
    stage.call("chat.delete", channel=stage.channel("sales"), ts=ts)


@trips("message.own_update", "cant_update_message")
def updating_what_a_person_said(stage: Stage) -> None:
    ts = stage.sandbox.post("aki", "sales", "mine")
    stage.call("chat.update", channel=stage.channel("sales"), ts=ts, text="yours")


@trips("message.own_delete", "cant_delete_message")
def deleting_what_a_person_said(stage: Stage) -> None:
    ts = stage.sandbox.post("aki", "sales", "mine")
    stage.call("chat.delete", channel=stage.channel("sales"), ts=ts)


# --- reactions -------------------------------------------------------------------------------------------

calls("reaction.name", "invalid_name", "reactions.add", **SALES, name=":tada:", timestamp="1700000000.000001")
calls("reaction.item", "no_item_specified", "reactions.add", name="tada")
calls("reaction.timestamp", "bad_timestamp", "reactions.add", **SALES, name="tada", timestamp="now")


@trips("reaction.once", "already_reacted")
def the_same_reaction_twice(stage: Stage) -> None:
    item = {"channel": stage.channel("sales"), "timestamp": stage.post(), "name": "tada"}
    stage.ok("reactions.add", **item)
    stage.call("reactions.add", **item)


@trips("reaction.there", "no_reaction")
def removing_what_is_not_there(stage: Stage) -> None:
    stage.call("reactions.remove", channel=stage.channel("sales"), timestamp=stage.post(), name="tada")


@trips("reaction.person", "too_many_reactions")
def the_twenty_fourth_reaction(stage: Stage) -> None:
    item = {"channel": stage.channel("sales"), "timestamp": stage.post()}
    for number in range(23):
        stage.ok("reactions.add", **item, name=f"emoji_{number}")
    stage.call("reactions.add", **item, name="emoji_23")


@trips("reaction.kinds", "too_many_emoji")
def the_fifty_first_emoji(stage: Stage) -> None:
    ts = stage.post()
    for number in range(50):
        stage.sandbox.react("aki", "sales", ts, f"emoji_{number}")
    stage.call("reactions.add", channel=stage.channel("sales"), timestamp=ts, name="emoji_50")


# --- views -----------------------------------------------------------------------------------------------


def trigger(stage: Stage) -> str:
    """A fresh trigger id, from a shortcut."""
    stage.sandbox.shortcut("aki", "new")
    return str(stage.app.received[-1].payload["trigger_id"])


calls("trigger.known", "invalid_trigger_id", "views.open", trigger_id="1.2.3", view=modal())
calls("view.found", "not_found", "views.update", view_id="V1", view=modal())


@trips("trigger.fresh", "expired_trigger_id")
def a_trigger_after_its_time(stage: Stage) -> None:
    stage.sandbox.settings(trigger_seconds=0.0)
    assert stage.call("views.open", trigger_id=trigger(stage), view=modal())["error"] == "expired_trigger_id"


@trips("trigger.once", "exchanged_trigger_id")
def a_trigger_used_twice(stage: Stage) -> None:
    used = trigger(stage)
    stage.ok("views.open", trigger_id=used, view=modal())
    stage.call("views.open", trigger_id=used, view=modal())


def inner_trigger(stage: Stage) -> str:
    """A trigger id from a button in an open modal."""
    stage.ok("views.open", trigger_id=trigger(stage), view=modal(button("more")))
    stage.sandbox.click("aki", "more", view=True)
    return str(stage.app.received[-1].payload["trigger_id"])


@trips("trigger.modal", "invalid_trigger_id")
def opening_from_inside_a_modal(stage: Stage) -> None:
    stage.call("views.open", trigger_id=inner_trigger(stage), view=modal())


@trips("view.stack", "push_limit_reached")
def a_fourth_modal(stage: Stage) -> None:
    stage.ok("views.push", trigger_id=inner_trigger(stage), view=modal(button("more")))
    for _ in range(2):
        stage.sandbox.click("aki", "more", view=True)
        used = stage.app.received[-1].payload["trigger_id"]
        last = stage.call("views.push", trigger_id=used, view=modal(button("more")))
    assert last["error"] == "push_limit_reached"


@trips("view.push", "not_found")
def pushing_onto_nothing(stage: Stage) -> None:
    stage.call("views.push", trigger_id=trigger(stage), view=modal())


@trips("view.hash", "hash_conflict")
def updating_with_an_old_hash(stage: Stage) -> None:
    view = stage.ok("views.open", trigger_id=trigger(stage), view=modal())["view"]
    stage.ok("views.update", view_id=view["id"], hash=view["hash"], view=modal())
    stage.call("views.update", view_id=view["id"], hash=view["hash"], view=modal())


@trips("view.external_id", "duplicate_external_id")
def an_external_id_twice(stage: Stage) -> None:
    stage.ok("views.open", trigger_id=trigger(stage), view=modal(external_id="mine"))
    used = trigger(stage)
    stage.call("views.open", trigger_id=used, view=modal(external_id="mine"))


@trips("view.type", "invalid_arguments")
def publishing_a_modal(stage: Stage) -> None:
    stage.call("views.publish", user_id=stage.user("aki"), view=modal())


@trips("blockkit.view.size", "view_too_large")
def a_view_of_more_than_250_kilobytes(stage: Stage) -> None:
    blocks = [section("x" * 3000) for _ in range(90)]
    stage.call("views.publish", user_id=stage.user("aki"), view=home(*blocks))


# --- files -----------------------------------------------------------------------------------------------


def uploaded(stage: Stage) -> str:
    """A file of the app, complete but not shared."""
    given = stage.ok("files.getUploadURLExternal", filename="dot.png", length=len(RED_DOT))
    assert stage.http.post(given["upload_url"], content=RED_DOT).text == f"OK - {len(RED_DOT)}"
    stage.ok("files.completeUploadExternal", files=[{"id": given["file_id"]}])
    return str(given["file_id"])


calls("file.found", "file_not_found", "files.info", file="F1")


@trips("file.deleted", "file_deleted")
def a_deleted_file(stage: Stage) -> None:
    file = uploaded(stage)
    stage.ok("files.delete", file=file)
    stage.call("files.info", file=file)


@trips("file.own", "cant_delete_file")
def deleting_a_file_of_somebody_else(stage: Stage) -> None:
    stage.sandbox.post("aki", "sales", files=[picture()])
    stage.call("files.delete", file=stage.sandbox.messages("sales")[-1]["files"][0]["id"])


@trips("file.visible", "not_visible")
def a_file_shared_where_the_bot_is_not(stage: Stage) -> None:
    stage.sandbox.post("aki", "support", files=[picture()])
    shared = stage.sandbox.messages("support")[-1]["files"][0]["id"]
    stage.call("files.info", file=shared)


@trips("file.length", "The length is a positive number")
def fewer_bytes_than_announced(stage: Stage) -> None:
    given = stage.ok("files.getUploadURLExternal", filename="dot.png", length=5)
    assert stage.http.post(given["upload_url"], content=b"1234").status_code == 400


@trips("file.token", "Files are downloaded with")
def a_download_without_the_token(stage: Stage) -> None:
    stage.sandbox.post("aki", "sales", files=[picture()])
    address = stage.sandbox.messages("sales")[-1]["files"][0]["url_private"]
    assert "Sign in" in stage.http.get(address).text


@trips("file.in_block", "invalid_blocks")
def a_picture_in_a_block_that_is_not_there(stage: Stage) -> None:
    image = {"type": "image", "alt_text": "a dot", "slack_file": {"id": "F0123456789"}}
    stage.call("chat.postMessage", channel=stage.channel("sales"), text="a", blocks=[image])


def picture() -> Upload:
    return Upload("dot.png", RED_DOT, "image/png")


# --- installation and sockets ----------------------------------------------------------------------------


@trips("oauth.client", "bad_client_secret")
def a_wrong_client_secret(stage: Stage) -> None:
    client = {"client_id": stage.sandbox.client_id, "client_secret": "wrong"}
    stage.call("oauth.v2.access", **client, code=stage.sandbox.install_code())


@trips("oauth.code", "invalid_code")
def a_code_used_twice(stage: Stage) -> None:
    client = {"client_id": stage.sandbox.client_id, "client_secret": stage.sandbox.client_secret}
    code = stage.sandbox.install_code()
    assert stage.ok("oauth.v2.access", **client, code=code)["access_token"] == stage.sandbox.bot_token
    stage.call("oauth.v2.access", **client, code=code)


# --- what the app answers --------------------------------------------------------------------------------


@trips("ack.in_time", "http_timeout")
def an_answer_that_comes_too_late(stage: Stage) -> None:
    stage.sandbox.settings(ack_seconds=0.1)

    def late(_: Received) -> tuple[int, None]:
        time.sleep(0.3)
        return 200, None

    stage.app.answer = late
    assert stage.sandbox.command("aki", "sales", "/hello")["outcome"] == "http_timeout"


@trips("ack.status", "http_error")
def an_answer_with_status_500(stage: Stage) -> None:
    stage.answers("command", 500)
    assert stage.sandbox.command("aki", "sales", "/hello")["outcome"] == "http_error"


@trips("ack.reachable", "connection_failed")
def an_app_that_is_not_there(stage: Stage) -> None:
    stage.sandbox.settings(request_url="http://127.0.0.1:1/")
    assert stage.sandbox.command("aki", "sales", "/hello")["outcome"] == "connection_failed"


@trips("ack.message", "invalid_command_response")
def a_command_answered_with_a_list(stage: Stage) -> None:
    stage.answers("command", 200, ["hello"])
    assert stage.sandbox.command("aki", "sales", "/hello")["outcome"] == "trouble"


def submitted(stage: Stage, answer: Any) -> dict[str, Any]:
    stage.opens(modal(field_of("name"), section("not a field", block_id="words")))
    stage.answers("view_submission", 200, answer)
    return stage.sandbox.submit("aki", {"name": "me"})


@trips("ack.view", "invalid_arguments")
def an_update_to_a_view_slack_cannot_show(stage: Stage) -> None:
    view = modal(title=plain("a title of more than 24 characters"))
    assert submitted(stage, {"response_action": "update", "view": view})["outcome"] == "trouble"


@trips("ack.errors", "invalid_errors")
def an_error_at_something_that_is_no_field(stage: Stage) -> None:
    answer = {"response_action": "errors", "errors": {"words": "no"}}
    assert submitted(stage, answer)["outcome"] == "trouble"


@trips("ack.action", "invalid_response_action")
def an_answer_slack_does_not_know(stage: Stage) -> None:
    assert submitted(stage, {"response_action": "close"})["outcome"] == "trouble"


@trips("ack.options", "invalid_options")
def options_a_select_cannot_show(stage: Stage) -> None:
    select = {"type": "external_select", "action_id": "who", "placeholder": plain("who")}
    ts = stage.post(blocks=[{"type": "actions", "elements": [select]}])
    stage.answers("block_suggestion", 200, {"options": [{"text": plain("nobody")}]})
    answer = stage.sandbox.suggest("aki", "who", channel="sales", ts=ts)
    assert (answer["outcome"], answer["options"]) == ("trouble", [])


@trips("events.hour", "")
def more_events_than_an_hour_holds(stage: Stage) -> None:
    stage.sandbox.settings(events_an_hour=0)
    stage.sandbox.post("aki", "sales", "one too many")
    stage.sandbox.settle(quiet=0)
    assert [one.payload["type"] for one in stage.app.received] == ["app_rate_limited"]


# --- response_url ----------------------------------------------------------------------------------------


def response_url(stage: Stage) -> str:
    stage.sandbox.command("aki", "sales", "/hello")
    return str(stage.app.received[-1].payload["response_url"])


@trips("response_url.known", "invalid_url")
def an_address_made_up(stage: Stage) -> None:
    url = f"{stage.sandbox.url}/response/{stage.sandbox.team_id}/abc"
    assert stage.http.post(url, json={"text": "hi"}).status_code == 404


@trips("response_url.uses", "used_url")
def a_sixth_answer(stage: Stage) -> None:
    url = response_url(stage)
    answers = [stage.http.post(url, json={"text": "hi"}).text for _ in range(6)]
    assert answers == ["ok"] * 5 + ["used_url"]


@trips("response_url.life", "expired_url")
def an_answer_after_half_an_hour(stage: Stage) -> None:
    stage.sandbox.settings(response_url_seconds=0.0)
    assert stage.http.post(response_url(stage), json={"text": "hi"}).text == "expired_url"


@trips("response_url.body", "invalid_payload")
def an_answer_that_is_no_json(stage: Stage) -> None:
    assert stage.http.post(response_url(stage), content=b"text=hi").text == "invalid_payload"


@trips("fault", "ratelimited")
def a_fault_that_was_asked_for(stage: Stage) -> None:
    stage.sandbox.fault("ratelimit", count=1)
    assert stage.call("auth.test")["error"] == "ratelimited"
    assert not stage.sandbox.refusals()


ELSEWHERE = {
    "messages_tab.enabled": "test_manifest.py",
    "home.enabled": "test_manifest.py",
    "socket.enabled": "test_manifest.py",
    "socket.ticket": "test_sockets.py",
    "socket.count": "test_sockets.py",
}


@pytest.mark.parametrize("rule", sorted(TRIPS))
def test_a_rule_is_tripped(stage: Stage, rule: str) -> None:
    trip, error = TRIPS[rule]
    trip(stage)
    last = stage.sandbox.traffic(refused=True)[-1]
    assert last["rule"] == rule
    assert (last["error"] or "").startswith(error)


def test_every_rule_of_the_table_has_something_that_trips_it() -> None:
    own = {rule.id for rule in RULES} - {rule.id for rule in BLOCK_KIT}
    assert own == {rule for rule in TRIPS if not rule.startswith("blockkit.")} | set(ELSEWHERE)


def test_rules_are_told_apart_and_say_where_they_are_from() -> None:
    assert len(BY_ID) == len(RULES)
    assert all(rule.says.endswith(".") and rule.source for rule in RULES)
