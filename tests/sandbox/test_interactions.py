"""Commands, buttons, forms and App Home, from the person's side."""

from datetime import date
from typing import Any

import pytest

from sandbox.client import Upload
from sandbox.refusal import Impossible
from tests.sandbox.stage import Json, Received, Stage, button, field_of, home, modal, plain, section


def payload(stage: Stage, kind: str) -> Json:
    return next(one.payload for one in reversed(stage.app.received) if one.payload.get("type") == kind)


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def select(name: str, *values: str, **more: Any) -> Json:
    return {
        "type": "static_select",
        "action_id": name,
        "placeholder": plain("choose"),
        "options": [option(value) for value in values],
        **more,
    }


def test_a_command_says_who_where_and_what(stage: Stage) -> None:
    answer = stage.sandbox.command("aki", "sales", "/hello", " there  ")
    given = stage.app.received[-1].payload
    assert (given["command"], given["text"], given["channel_name"]) == ("/hello", "there", "sales")
    assert given["response_url"].startswith(stage.sandbox.url)
    assert (answer["acked"], answer["message"]) == (True, None)
    assert answer["ack_ms"] > 0


def test_mentions_in_a_command_are_escaped_where_the_manifest_says_so(stage: Stage) -> None:
    ben = stage.user("ben")
    stage.sandbox.command("aki", "sales", "/hello", f"<@{ben}>")
    stage.sandbox.command("aki", "sales", "/escaped", f"<@{ben}>")
    assert [one.payload["text"] for one in stage.app.received] == ["@ben", f"<@{ben}|ben>"]


def test_the_answer_to_a_command_is_seen_by_one_or_by_all(stage: Stage) -> None:
    stage.answers("command", 200, {"text": "for you"})
    assert stage.sandbox.command("aki", "sales", "/hello")["message"]["text"] == "for you"
    stage.answers("command", 200, {"text": "for all", "response_type": "in_channel"})
    stage.sandbox.command("aki", "sales", "/hello")
    assert [one["text"] for one in stage.sandbox.ephemerals("aki")] == ["for you"]
    assert [one["text"] for one in stage.sandbox.messages("sales")] == ["for all"]


def test_blocks_slack_cannot_show_are_a_refusal_in_an_answer_too(stage: Stage) -> None:
    stage.answers("command", 200, {"text": "a", "blocks": [section("x" * 3001)]})
    answer = stage.sandbox.command("aki", "sales", "/hello")
    assert (answer["outcome"], answer["error"]) == ("trouble", "invalid_blocks")
    assert stage.sandbox.refusals()[-1]["rule"].startswith("blockkit.")


def test_a_button_on_a_message_says_where_it_was_pressed(stage: Stage) -> None:
    parent = stage.post(text="parent")
    ts = stage.post(text="card", blocks=[button("go", "42")], thread_ts=parent)
    stage.sandbox.click("ben", "go", channel="sales", ts=ts)
    given = payload(stage, "block_actions")
    assert given["actions"][0]["value"] == "42"
    assert given["user"]["id"] == stage.user("ben")
    assert (given["container"]["message_ts"], given["container"]["thread_ts"]) == (ts, parent)
    assert given["message"]["text"] == "card"
    with pytest.raises(Impossible, match="no element"):
        stage.sandbox.click("ben", "stop", channel="sales", ts=ts)


def test_a_button_on_an_ephemeral_can_replace_and_delete_it(stage: Stage) -> None:
    stage.answers("command", 200, {"text": "sure?", "blocks": [button("go")]})
    ts = stage.sandbox.command("aki", "sales", "/hello")["message"]["ts"]
    stage.sandbox.click("aki", "go", ephemeral=ts)
    given = payload(stage, "block_actions")
    assert "message" not in given
    assert given["container"]["is_ephemeral"]
    url = given["response_url"]
    assert stage.http.post(url, json={"replace_original": True, "text": "done"}).text == "ok"
    assert [one["text"] for one in stage.sandbox.ephemerals("aki")] == ["done"]
    assert stage.http.post(url, json={"delete_original": True}).text == "ok"
    assert stage.sandbox.ephemerals("aki") == []
    assert (
        stage.call("chat.update", channel=stage.channel("sales"), ts=ts, text="no")["error"]
        == "message_not_found"
    )


def test_a_response_url_changes_the_message_its_button_stood_on(stage: Stage) -> None:
    ts = stage.post(text="card", blocks=[button("go")])
    stage.sandbox.click("aki", "go", channel="sales", ts=ts)
    url = payload(stage, "block_actions")["response_url"]
    stage.http.post(url, json={"text": "only you"})
    stage.http.post(url, json={"text": "all", "response_type": "in_channel", "replace_original": False})
    stage.http.post(url, json={"replace_original": True, "text": "closed"})
    assert [one["text"] for one in stage.sandbox.messages("sales")] == ["closed", "all"]
    assert [one["text"] for one in stage.sandbox.ephemerals("aki")] == ["only you"]
    stage.http.post(url, json={"delete_original": True})
    assert [one["text"] for one in stage.sandbox.messages("sales")] == ["all"]


def test_choices_in_a_message_are_its_state(stage: Stage) -> None:
    chooser = {"type": "actions", "block_id": "b", "elements": [select("size", "small", "large")]}
    ts = stage.post(text="card", blocks=[chooser, button("go")])
    stage.sandbox.click("aki", "size", channel="sales", ts=ts, value="large")
    assert payload(stage, "block_actions")["actions"][0]["selected_option"]["value"] == "large"
    stage.sandbox.click("aki", "go", channel="sales", ts=ts)
    values = payload(stage, "block_actions")["state"]["values"]
    assert values["b"]["size"]["selected_option"]["value"] == "large"
    with pytest.raises(Impossible, match="offers"):
        stage.sandbox.click("aki", "size", channel="sales", ts=ts, value="huge")


def test_shortcuts_are_told_with_and_without_a_message(stage: Stage) -> None:
    ts = stage.sandbox.post("ben", "sales", "worth keeping")
    stage.sandbox.shortcut("aki", "keep", channel="sales", ts=ts)
    assert payload(stage, "message_action")["message"]["text"] == "worth keeping"
    stage.sandbox.shortcut("aki", "new")
    assert "channel" not in payload(stage, "shortcut")
    with pytest.raises(Impossible, match="no such shortcut"):
        stage.sandbox.shortcut("aki", "keep")


def test_every_kind_of_field_is_filled_in_plainly(stage: Stage) -> None:
    def field(name: str, **element: Any) -> Json:
        return {
            "type": "input",
            "block_id": name,
            "label": plain(name),
            "optional": True,
            "element": {"action_id": "value", **element},
        }

    choices = [option("a"), option("b")]
    stage.opens(
        modal(
            field("text", type="plain_text_input", multiline=True),
            field("mail", type="email_text_input"),
            field("number", type="number_input", is_decimal_allowed=True),
            field("one", type="static_select", options=choices),
            field("some", type="multi_static_select", options=choices),
            field("radio", type="radio_buttons", options=choices),
            field("boxes", type="checkboxes", options=choices),
            field("person", type="users_select"),
            field("people", type="multi_users_select"),
            field("room", type="conversations_select", response_url_enabled=True),
            field("day", type="datepicker", initial_date="2026-01-01"),
            field("hour", type="timepicker"),
            field("untouched", type="plain_text_input", initial_value="as it was"),
        )
    )
    aki, sales = stage.user("aki"), stage.channel("sales")
    done = stage.sandbox.submit(
        "aki",
        {
            "text": "two\nlines",
            "mail": "a@b.example",
            "number": 1.5,
            "one": "b",
            "some": ["a", "b"],
            "radio": "a",
            "boxes": ["b"],
            "person": aki,
            "people": [aki],
            "room": sales,
            "day": "2026-02-03",
            "hour": "10:30",
        },
    )
    assert done["outcome"] == "closed"
    given = payload(stage, "view_submission")
    values = {name: state["value"] for name, state in given["view"]["state"]["values"].items()}
    assert values["text"] == {"type": "plain_text_input", "value": "two\nlines"}
    assert values["number"]["value"] == "1.5"
    assert values["one"]["selected_option"]["value"] == "b"
    assert [one["value"] for one in values["some"]["selected_options"]] == ["a", "b"]
    assert values["boxes"]["selected_options"][0]["value"] == "b"
    assert (values["person"]["selected_user"], values["people"]["selected_users"]) == (aki, [aki])
    assert (values["day"]["selected_date"], values["hour"]["selected_time"]) == ("2026-02-03", "10:30")
    assert values["untouched"]["value"] == "as it was"
    assert given["response_urls"][0]["channel_id"] == sales


def test_files_are_handed_in_with_a_form(stage: Stage) -> None:
    stage.opens(modal(field_of("files", type="file_input", max_files=2), field_of("on", type="datepicker")))
    upload = Upload("a.png", b"png", "image/png")
    assert stage.sandbox.submit("aki", {"files": [upload], "on": date(2026, 11, 2)})["outcome"] == "closed"
    values = payload(stage, "view_submission")["view"]["state"]["values"]
    [file] = values["files"]["value"]["files"]
    assert (file["name"], values["on"]["value"]["selected_date"]) == ("a.png", "2026-11-02")
    assert stage.ok("files.info", file=file["id"])["file"]["size"] == 3


@pytest.mark.parametrize(
    ("element", "value", "words"),
    [
        ({"type": "plain_text_input", "max_length": 3}, "four", "3 characters or fewer"),
        ({"type": "plain_text_input"}, "x" * 3001, "3000 characters or fewer"),
        ({"type": "plain_text_input", "min_length": 3}, "no", "at least 3"),
        ({"type": "email_text_input"}, "nobody", "email"),
        ({"type": "url_text_input"}, "example", "URL"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole number"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "9"}, "10", "within the limits"),
        ({"type": "plain_text_input"}, "", "required"),
    ],
)
def test_slacks_own_client_finds_fault_first(stage: Stage, element: Json, value: str, words: str) -> None:
    stage.opens(modal(field_of("name", **element)))
    answer = stage.sandbox.submit("aki", {"name": value})
    assert words in answer["errors"]["name"]
    assert not [one for one in stage.app.received if one.payload.get("type") == "view_submission"]


def test_three_modals_lie_on_each_other_and_close_one_by_one(stage: Stage) -> None:
    stage.opens(modal(button("more"), field_of("name", optional=True)))

    def push(received: Received) -> tuple[int, None]:
        if received.payload.get("type") == "block_actions":
            view = modal(button("more"), field_of("name", optional=True))
            stage.ok("views.push", trigger_id=received.payload["trigger_id"], view=view)
        return 200, None

    stage.app.answer = push
    first = stage.sandbox.views("aki")[0]["id"]
    for _ in range(2):
        assert stage.sandbox.click("aki", "more", view=True)["view"]["root_view_id"] == first
    assert len(stage.sandbox.views("aki")) == 3
    assert stage.sandbox.submit("aki")["outcome"] == "closed"
    assert len(stage.sandbox.views("aki")) == 2
    stage.answers("view_submission", 200, {"response_action": "clear"})
    assert stage.sandbox.submit("aki")["outcome"] == "cleared"
    assert stage.sandbox.views("aki") == []


def test_a_button_in_a_form_tells_what_is_typed_so_far(stage: Stage) -> None:
    stage.opens(modal(button("more"), field_of("name"), field_of("other", optional=True)))
    stage.sandbox.click("aki", "more", view=True, values={"name": "A"})
    values = payload(stage, "block_actions")["view"]["state"]["values"]
    assert (values["name"]["value"]["value"], values["other"]["value"]["value"]) == ("A", None)


def test_a_file_is_uploaded_before_its_form_is_sent(stage: Stage) -> None:
    stage.opens(modal(field_of("files", type="file_input")))
    given = Upload("a.txt", b"words", "text/plain").as_json()
    file = stage.sandbox.ask("POST", "/acts/upload", user="aki", **given)
    with pytest.raises(Impossible, match="has uploaded no file"):
        stage.sandbox.submit("aki", {"files": [{"id": "F404"}]})
    assert stage.sandbox.submit("aki", {"files": [{"id": file["id"]}]})["outcome"] == "closed"
    values = payload(stage, "view_submission")["view"]["state"]["values"]
    assert [(one["id"], one["size"]) for one in values["files"]["value"]["files"]] == [(file["id"], 5)]


def test_an_update_keeps_what_was_typed_in_fields_of_the_same_name(stage: Stage) -> None:
    stage.opens(modal(field_of("name"), field_of("other", optional=True)))
    view = modal(field_of("name"), field_of("new", optional=True), button("more"))
    stage.answers("view_submission", 200, {"response_action": "update", "view": view})
    answer = stage.sandbox.submit("aki", {"name": "Aki", "other": "gone"})
    assert answer["outcome"] == "updated"
    values = stage.sandbox.views("aki")[0]["state"]["values"]
    assert values["name"]["value"]["value"] == "Aki"
    assert values["new"]["value"]["value"] is None
    assert "other" not in values


def test_an_answer_can_push_another_form(stage: Stage) -> None:
    stage.opens(modal())
    stage.answers("view_submission", 200, {"response_action": "push", "view": modal(title=plain("Second"))})
    assert stage.sandbox.submit("aki", {"name": "Aki"})["outcome"] == "pushed"
    assert [view["title"]["text"] for view in stage.sandbox.views("aki")] == ["A form", "Second"]


def test_a_form_that_is_not_acked_stays_open(stage: Stage) -> None:
    stage.opens(modal())
    stage.answers("view_submission", 500)
    answer = stage.sandbox.submit("aki", {"name": "Aki"})
    assert (answer["outcome"], answer["error"]) == ("trouble", "http_error")
    assert len(stage.sandbox.views("aki")) == 1


def test_closing_is_told_where_the_app_wants_to_know(stage: Stage) -> None:
    stage.opens(modal(notify_on_close=True))
    assert stage.sandbox.close_view("aki") == {"told": 1, "acked": True}
    assert payload(stage, "view_closed")["is_cleared"] is False
    stage.opens(modal())
    assert stage.sandbox.close_view("aki", everything=True)["told"] == 0
    with pytest.raises(Impossible, match="no modal"):
        stage.sandbox.close_view("aki")


def test_home_is_published_and_its_buttons_work(stage: Stage) -> None:
    assert stage.sandbox.home("aki") is None
    first = stage.ok("views.publish", user_id=stage.user("aki"), view=home(section("one")))["view"]
    second = stage.ok("views.publish", user_id=stage.user("aki"), view=home(section("two"), button("go")))[
        "view"
    ]
    assert first["id"] == second["id"]
    assert first["hash"] != second["hash"]
    stage.sandbox.click("aki", "go", home=True)
    assert payload(stage, "block_actions")["view"]["type"] == "home"
    shown = stage.sandbox.home("aki")
    assert shown is not None
    assert shown["blocks"][0]["text"]["text"] == "two"
    stale = stage.call("views.publish", user_id=stage.user("aki"), view=home(), hash=first["hash"])
    assert stale["error"] == "hash_conflict"


def test_a_bad_view_is_answered_with_pointers(stage: Stage) -> None:
    stage.sandbox.shortcut("aki", "new")
    trigger = payload(stage, "shortcut")["trigger_id"]
    view = modal(*[section("a") for _ in range(101)])
    answer = stage.call("views.open", trigger_id=trigger, view=view)
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]",
    ]
    assert stage.ok("views.open", trigger_id=trigger, view=modal())
