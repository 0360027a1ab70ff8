"""What the app hears of what people and the app itself do."""

from typing import Any

import pytest

from sandbox.client import Upload
from sandbox.refusal import Impossible
from tests.sandbox.stage import Stage


def settled(stage: Stage) -> list[dict[str, Any]]:
    assert stage.sandbox.settle(quiet=0)
    return sorted(stage.app.events(), key=lambda event: event["event_ts"])


def test_a_persons_message_is_told_with_who_where_and_when(stage: Stage) -> None:
    ts = stage.sandbox.post("aki", "sales", "good morning")
    [event] = settled(stage)
    assert (event["type"], event["channel_type"], event["ts"]) == ("message", "channel", ts)
    assert (event["user"], event["text"]) == (stage.user("aki"), "good morning")
    assert event["client_msg_id"]
    assert event["blocks"][0]["type"] == "rich_text"
    assert "bot_id" not in event
    outer = stage.app.received[0].payload
    assert outer["authorizations"][0]["is_bot"]
    assert outer["team_id"] == stage.sandbox.team_id
    assert outer["event_id"].startswith("Ev")


def test_the_apps_own_post_comes_back_with_its_metadata(stage: Stage) -> None:
    metadata = {"event_type": "greeting", "event_payload": {"key": "k1"}}
    ts = stage.post(text="hi", metadata=metadata)
    [event] = settled(stage)
    assert (event["ts"], event["metadata"], "subtype" in event) == (ts, metadata, False)
    assert event["bot_profile"]["app_id"] == event["app_id"]


def test_a_reply_knows_its_thread_and_the_parent_counts_it(stage: Stage) -> None:
    parent = stage.sandbox.post("aki", "sales", "question")
    first = stage.sandbox.post("ben", "sales", "answer", parent)
    second = stage.post(text="another", thread_ts=parent)
    events = settled(stage)
    assert [event.get("thread_ts") for event in events] == [None, parent, parent]
    assert events[1]["parent_user_id"] == stage.user("aki")
    [root] = stage.sandbox.messages("sales")
    assert (root["reply_count"], root["reply_users_count"], root["latest_reply"]) == (2, 2, second)
    assert first < second


def test_a_broadcast_reply_is_seen_in_the_channel_too(stage: Stage) -> None:
    parent = stage.sandbox.post("aki", "sales", "question")
    stage.sandbox.post("ben", "sales", "for all", parent, broadcast=True)
    assert settled(stage)[1]["subtype"] == "thread_broadcast"
    assert [one["text"] for one in stage.sandbox.messages("sales")] == ["question", "for all"]


def test_an_edit_is_told_with_before_and_after(stage: Stage) -> None:
    ts = stage.sandbox.post("aki", "sales", "teh")
    stage.sandbox.edit("aki", "sales", ts, "the")
    event = settled(stage)[1]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("teh", "the")
    assert event["message"]["edited"]["user"] == stage.user("aki")
    assert event["ts"] > ts
    assert "text" not in event


def test_a_deletion_is_told_with_what_was_there(stage: Stage) -> None:
    ts = stage.sandbox.post("aki", "sales", "oh")
    stage.sandbox.delete("aki", "sales", ts)
    event = settled(stage)[1]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", ts)
    assert event["previous_message"]["text"] == "oh"
    assert stage.sandbox.messages("sales") == []


def test_a_deleted_parent_with_replies_leaves_a_tombstone(stage: Stage) -> None:
    ts = stage.sandbox.post("aki", "sales", "question")
    stage.sandbox.post("ben", "sales", "answer", ts)
    stage.sandbox.delete("aki", "sales", ts)
    event = settled(stage)[2]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert [one["text"] for one in stage.sandbox.thread("sales", ts)] == [
        "This message was deleted.",
        "answer",
    ]


def test_pictures_come_as_a_file_share(stage: Stage) -> None:
    stage.sandbox.post("aki", "sales", "look", files=[Upload("a.png", b"png", "image/png", alt_txt="a dot")])
    [event] = settled(stage)
    assert event["subtype"] == "file_share"
    [file] = event["files"]
    assert (file["mimetype"], file["size"], file["alt_txt"]) == ("image/png", 3, "a dot")


def test_a_mention_is_told_twice(stage: Stage) -> None:
    bot = stage.sandbox.user("parlour")["id"]
    stage.sandbox.post("aki", "sales", f"<@{bot}> hello")
    assert sorted(event["type"] for event in settled(stage)) == ["app_mention", "message"]


def test_reactions_name_the_message_and_its_author(stage: Stage) -> None:
    ts = stage.post(text="hi")
    stage.sandbox.react("aki", "sales", ts, "pushpin")
    stage.sandbox.unreact("aki", "sales", ts, "pushpin")
    added, removed = settled(stage)[1:]
    assert (added["type"], removed["type"]) == ("reaction_added", "reaction_removed")
    assert added["item"] == {"type": "message", "channel": stage.channel("sales"), "ts": ts}
    assert added["item_user"] == stage.sandbox.user("parlour")["id"]
    with pytest.raises(Impossible):
        stage.sandbox.unreact("aki", "sales", ts, "pushpin")


def test_the_app_hears_nothing_of_channels_it_is_not_in(stage: Stage) -> None:
    stage.sandbox.post("aki", "support", "public, unjoined")
    stage.sandbox.post("aki", "vault", "private, unjoined")
    stage.sandbox.post("aki", "board", "private, joined")
    assert [(event["text"], event["channel_type"]) for event in settled(stage)] == [
        ("private, joined", "group")
    ]


def test_coming_and_going_is_told(stage: Stage) -> None:
    stage.ok("conversations.join", channel=stage.channel("support"))
    stage.sandbox.remove("support", "@app")
    kinds = [(event["type"], event.get("subtype")) for event in settled(stage)]
    assert ("member_joined_channel", None) in kinds
    assert ("message", "channel_join") in kinds
    assert ("member_left_channel", None) in kinds
    assert ("channel_left", None) in kinds


def test_channels_are_created_renamed_and_archived(stage: Stage) -> None:
    stage.sandbox.add_channel("new", members=["aki"])
    stage.sandbox.rename("new", "newer")
    stage.sandbox.archive("newer")
    with pytest.raises(Impossible, match="archived"):
        stage.sandbox.post("aki", "newer", "too late")
    stage.sandbox.archive("newer", archived=False)
    kinds = [event["type"] for event in settled(stage) if event["type"] != "message"]
    assert kinds == ["channel_created", "channel_rename", "channel_archive", "channel_unarchive"]


def test_people_come_and_change(stage: Stage) -> None:
    dora = stage.sandbox.add_user("dora", "Dora", display_name="D")
    stage.sandbox.change_user("dora", display_name="Dora the new")
    joined, changed = settled(stage)
    assert (joined["type"], joined["user"]["id"]) == ("team_join", dora)
    assert changed["user"]["profile"]["display_name"] == "Dora the new"


def test_a_direct_message_to_the_app_is_told_as_im(stage: Stage) -> None:
    stage.sandbox.post("aki", "@app", "just us")
    [event] = settled(stage)
    assert (event["channel_type"], event["channel"][0]) == ("im", "D")
    stage.ok("chat.postMessage", channel=stage.user("aki"), text="yes")
    assert [one["text"] for one in stage.sandbox.direct_messages("aki")] == ["just us", "yes"]


def test_outsiders_are_marked_and_give_no_commands(stage: Stage) -> None:
    stage.sandbox.post("carla", "shared", "hello from outside")
    [event] = settled(stage)
    assert event["user_team"] != stage.sandbox.team_id
    assert stage.app.received[0].payload["is_ext_shared_channel"]
    seen = stage.ok("users.info", user=stage.user("carla"), include_locale=True)["user"]
    assert "locale" not in seen
    with pytest.raises(Impossible, match="another organisation"):
        stage.sandbox.command("carla", "shared", "/hello")


def test_app_home_is_told_each_time(stage: Stage) -> None:
    stage.sandbox.open_home("aki")
    stage.sandbox.open_home("aki", tab="messages")
    assert [(event["tab"], "view" in event) for event in settled(stage)] == [
        ("home", False),
        ("messages", False),
    ]


def test_other_workspaces_are_other_worlds(stage: Stage) -> None:
    other = stage.sandbox.add_workspace("Elsewhere", "elsewhere")
    other.add_user("zoe", "Zoe")
    other.add_channel("sales", members=["zoe"])
    other.post("zoe", "sales", "hello from elsewhere")
    assert settled(stage)[-1]["team"] == other.team_id
    assert stage.app.received[-1].payload["team_id"] == other.team_id
    foreign = other.channel("sales")["id"]
    assert stage.call("chat.postMessage", channel=foreign, text="hi")["error"] == "channel_not_found"
    assert stage.call("auth.test", token=other.bot_token)["team"] == "Elsewhere"
