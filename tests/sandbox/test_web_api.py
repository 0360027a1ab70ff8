"""Answers of the Web API that are no refusals."""

import json
import re
from typing import Any

from tests.sandbox.stage import Stage, section


def form(stage: Stage, method: str, **arguments: str) -> dict[str, Any]:
    token = {"Authorization": f"Bearer {stage.sandbox.bot_token}"}
    answer: dict[str, Any] = stage.http.post(
        f"{stage.sandbox.api_url}{method}", data=arguments, headers=token
    ).json()
    assert answer["ok"], answer
    return answer


def test_forms_carry_json_and_numbers_for_booleans(stage: Stage) -> None:
    blocks = json.dumps([section("in a form")])
    channel = stage.channel("sales")
    posted = form(stage, "chat.postMessage", channel=channel, text="a", blocks=blocks)
    assert posted["message"]["blocks"][0]["text"]["text"] == "in a form"
    info = form(stage, "conversations.info", channel=channel, include_num_members="1")
    assert info["channel"]["num_members"] == 3


def test_a_token_may_stand_in_the_form(stage: Stage) -> None:
    address = f"{stage.sandbox.api_url}auth.test"
    assert stage.http.post(address, data={"token": stage.sandbox.bot_token}).json()["ok"]
    answer = stage.http.post(address, json={"token": stage.sandbox.bot_token}).json()
    assert answer["error"] == "not_authed"


def test_a_post_is_answered_as_slack_keeps_it(stage: Stage) -> None:
    text = "📌 see https://example.com & <b>, <@U1>"
    answer = stage.ok("chat.postMessage", channel=stage.channel("sales"), text=text, blocks=[section("💡")])
    message = answer["message"]
    assert message["text"] == ":pushpin: see <https://example.com> &amp; &lt;b&gt;, <@U1>"
    assert message["blocks"][0]["block_id"]
    assert message["blocks"][0]["text"]["text"] == ":bulb:"
    assert message["team"] == stage.sandbox.team_id
    assert re.fullmatch(r"\d{10}\.\d{6}", answer["ts"])


def test_bad_blocks_are_answered_with_pointers(stage: Stage) -> None:
    answer = stage.call("chat.postMessage", channel=stage.channel("sales"), blocks=[section("x" * 3001)])
    complaint = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert complaint in answer["errors"]
    assert f"[ERROR] {complaint}" in answer["response_metadata"]["messages"]


def test_timestamps_are_unique_and_rise_even_when_time_stands_still(stage: Stage) -> None:
    stage.sandbox.set_clock(paused=True)
    stamps = [stage.sandbox.post("aki", "sales", f"{number}") for number in range(20)]
    stage.sandbox.set_clock(paused=False)
    assert stamps == sorted(set(stamps))


def test_metadata_is_whole_only_when_asked_for(stage: Stage) -> None:
    metadata = {"event_type": "greeting", "event_payload": {"key": "k1"}}
    ts, channel = stage.post(metadata=metadata), stage.channel("sales")
    [short] = stage.ok("conversations.history", channel=channel)["messages"]
    assert short["metadata"] == {"event_type": "greeting"}
    [whole] = stage.ok("conversations.replies", channel=channel, ts=ts, include_all_metadata=True)["messages"]
    assert whole["metadata"] == metadata


def test_an_update_keeps_metadata_and_drops_blocks_unless_given(stage: Stage) -> None:
    metadata = {"event_type": "greeting", "event_payload": {"key": "k1"}}
    ts, channel = stage.post(metadata=metadata, blocks=[section("block")]), stage.channel("sales")
    message = stage.ok("chat.update", channel=channel, ts=ts, text="only text")["message"]
    assert "blocks" not in message
    assert (message["metadata"], message["edited"]["user"]) == (metadata, message["user"])
    message = stage.ok("chat.update", channel=channel, ts=ts, text="bare", metadata={})["message"]
    assert "metadata" not in message


def test_replies_are_read_between_two_moments(stage: Stage) -> None:
    parent, channel = stage.sandbox.post("aki", "sales", "question"), stage.channel("sales")
    replies = [stage.sandbox.post("ben", "sales", f"{number}", parent) for number in range(4)]

    def read(**more: Any) -> list[str]:
        answer = stage.ok("conversations.replies", channel=channel, ts=parent, **more)
        return [message["text"] for message in answer["messages"]]

    assert read() == ["question", "0", "1", "2", "3"]
    assert read(oldest=replies[1]) == ["question", "2", "3"]
    assert read(oldest=replies[1], inclusive=True) == ["question", "1", "2", "3"]
    assert read(latest=replies[1]) == ["question", "0"]
    assert read(limit=2) == ["question", "0"]
    assert [m["text"] for m in stage.ok("conversations.history", channel=channel)["messages"]] == ["question"]


def test_lists_show_what_the_bot_may_see(stage: Stage) -> None:
    types = "public_channel,private_channel"
    listed = stage.ok("conversations.list", types=types)["channels"]
    assert sorted(one["name"] for one in listed) == ["board", "sales", "shared", "support"]
    assert {one["name"]: one["is_member"] for one in listed}["support"] is False
    mine = stage.ok("users.conversations", types=types)["channels"]
    assert sorted(one["name"] for one in mine) == ["board", "sales", "shared"]
    names = [one["name"] for one in stage.ok("users.list")["members"]]
    assert "carla" not in names
    assert "slackbot" in names


def test_a_person_is_shown_with_locale_and_without_mail(stage: Stage) -> None:
    user = stage.ok("users.info", user=stage.user("aki"), include_locale=True)["user"]
    assert (user["locale"], user["tz"], user["tz_offset"]) == ("ja-JP", "Asia/Tokyo", 32400)
    assert user["profile"]["title"] == "営業部長"
    assert "email" not in user["profile"]
    picture = stage.http.get(user["profile"]["image_72"])
    assert picture.content.startswith(b"\x89PNG")
    gone = stage.ok("users.info", user=stage.user("gone"))["user"]
    assert gone["deleted"]
    assert "tz" not in gone


def test_a_permalink_of_a_reply_names_its_thread(stage: Stage) -> None:
    parent = stage.post()
    reply = stage.post(thread_ts=parent)
    channel = stage.channel("sales")
    link = stage.ok("chat.getPermalink", channel=channel, message_ts=reply)["permalink"]
    assert link.endswith(f"/archives/{channel}/p{reply.replace('.', '')}?thread_ts={parent}&cid={channel}")


def test_a_conversation_is_opened_once(stage: Stage) -> None:
    first = stage.ok("conversations.open", users=stage.user("aki"))
    again = stage.ok("conversations.open", users=stage.user("aki"), return_im=True)
    assert again["channel"]["id"] == first["channel"]["id"]
    assert (again["already_open"], again["channel"]["is_im"]) == (True, True)


def test_a_group_message_needs_its_scope_and_at_most_eight_people_who_are_there(stage: Stage) -> None:
    both = f"{stage.user('aki')},{stage.user('ben')}"
    refused = stage.call("conversations.open", users=both)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "mpim:write")
    stage.sandbox.change_workspace(scopes=["chat:write", "im:write", "mpim:write"])
    first = stage.ok("conversations.open", users=both, return_im=True)["channel"]
    assert (first["is_mpim"], first["is_im"]) == (True, False)
    assert stage.ok("conversations.open", users=f"{both},{stage.user('ben')}")["channel"]["id"] == first["id"]
    assert stage.call("chat.postMessage", channel=first["id"], text="hi")["ok"]
    for users, error in (
        (f"{both},{stage.user('gone')}", "user_disabled"),
        (f"{both},U0NOBODY", "user_not_found"),
        (",".join(f"U0{number}" for number in range(9)), "too_many_users"),
    ):
        assert stage.call("conversations.open", users=users)["error"] == error
    assert stage.call("conversations.history", channel=first["id"])["error"] == "missing_scope"


def test_the_retry_after_of_a_limit_is_in_whole_seconds(stage: Stage) -> None:
    for _ in range(6):
        response = stage.http.post(
            f"{stage.sandbox.api_url}chat.postMessage",
            data={"channel": stage.channel("sales"), "text": "a"},
            headers={"Authorization": f"Bearer {stage.sandbox.bot_token}"},
        )
    assert (response.status_code, response.headers["retry-after"]) == (429, "1")
    assert stage.call("chat.postMessage", channel=stage.channel("board"), text="a")["ok"]


def test_what_was_refused_does_not_count_against_the_channel(stage: Stage) -> None:
    for _ in range(10):
        assert stage.call("chat.postMessage", channel=stage.channel("sales"))["error"] == "no_text"
    assert stage.call("chat.postMessage", channel=stage.channel("sales"), text="a")["ok"]
