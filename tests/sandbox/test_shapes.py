"""The shapes say what Slack sends: compared with recorded payloads where those lie beside the checkout."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.contract import sandbox_side
from sandbox.shapes import REFUSAL, SHAPES, differences, kind_of, required_paths

SAMPLES = Path(__file__).parents[2].parent / "shared" / "slack-samples"

EVENT_FILES = {
    "message": "MessagePayload",
    "message/bot_message": "MessageBotPayload",
    "message/file_share": "MessageFileSharePayload",
    "message/me_message": "MessageMePayload",
    "message/thread_broadcast": "MessageThreadBroadcastPayload",
    "message/channel_join": "MessageChannelJoinPayload",
    "message/channel_leave": "MessageChannelLeavePayload",
    "message/channel_topic": "MessageChannelTopicPayload",
    "message/channel_name": "MessageChannelNamePayload",
    "message/channel_archive": "MessageChannelArchivePayload",
    "message/message_changed": "MessageChangedPayload",
    "message/message_deleted": "MessageDeletedPayload",
    "app_mention": "AppMentionPayload",
    "reaction_added": "ReactionAddedPayload",
    "reaction_removed": "ReactionRemovedPayload",
    "member_joined_channel": "MemberJoinedChannelPayload",
    "member_left_channel": "MemberLeftChannelPayload",
    "app_home_opened": "AppHomeOpenedPayload",
    "channel_archive": "ChannelArchivePayload",
    "channel_unarchive": "ChannelUnarchivePayload",
    "channel_rename": "ChannelRenamePayload",
    "group_archive": "GroupArchivePayload",
    "group_unarchive": "GroupUnarchivePayload",
    "group_rename": "GroupRenamePayload",
    "user_change": "UserChangePayload",
    "team_join": "TeamJoinPayload",
    "app_uninstalled": "AppUninstalledPayload",
    "tokens_revoked": "TokensRevokedPayload",
}
INTERACTION_FILES = {
    "slash_commands": "slash-commands/SlashCommandPayload",
    "block_actions": "interactive-components/BlockActionPayload",
    "message_action": "interactive-components/MessageShortcutPayload",
    "view_submission": "views/ViewSubmissionPayload",
    "view_closed": "views/ViewClosedPayload",
}


DOCUMENTED = {
    "event.event_ts": "each inner event has one (SLACK.md §5); some recorded ones lack it",
    "view.blocks": "a view has blocks (SLACK.md §3); recorded interactions left them out",
    "view.state.values": "what was filled in (SLACK.md §6); recorded interactions left it out",
}


OPEN = ("blocks", "event_payload", "files")
"""What may hold anything, or was emptied in the recorded answers."""

BEYOND = {
    "bot_profile.user_id": "newer payloads name the bot's user in its profile",
    "warning": "a post without charset or cut at 40,000 characters says so (SLACK.md §1)",
    "response_metadata.warnings": "the same, as a list",
    "message.ts": "SLACK.md §3 gives updated and reacted-to messages whole; the recorded ones were bare",
    "message.edited": "the same",
    "message.thread_ts": "the same, of a message with replies",
    "message.reply_count": "the same",
    "message.reply_users": "the same",
    "message.latest_reply": "the same",
    "message.subscribed": "the same",
    "message.is_locked": "the same",
    "channels[].num_members": "recorded for conversations.list, whose objects these are",
    "user.profile.fields": "recorded for users.list, whose objects these are",
}
"""Keys beyond the recorded answers, by how their path goes on, and why they are sent all the same."""


def sample(kind: str) -> Any:
    if kind in EVENT_FILES:
        file = SAMPLES / "events" / f"{EVENT_FILES[kind]}.json"
    elif kind in INTERACTION_FILES:
        file = SAMPLES / "app-backend" / f"{INTERACTION_FILES[kind]}.json"
    else:
        file = SAMPLES / "api" / f"{kind}.json"
        file = file if file.exists() else file.with_suffix(".trimmed.json")
    if not file.exists():
        pytest.skip("no sample of this kind")
    return json.loads(file.read_text())


def keys(value: Any, at: str = "") -> set[str]:
    if isinstance(value, list):
        return {key for item in value for key in keys(item, f"{at}[]")}
    if not isinstance(value, dict):
        return set()
    inner = {f"{at}.{key}" if at else key: part for key, part in value.items()}
    return set(inner) | {key for path, part in inner.items() for key in keys(part, path)}


@pytest.mark.skipif(not SAMPLES.exists(), reason="no recorded payloads beside the checkout")
@pytest.mark.parametrize("kind", sorted(set(SHAPES) - {REFUSAL}))
def test_each_key_that_is_always_there_exists_in_the_recorded_payload_of_its_kind(kind):
    assert set(required_paths(kind)) - keys(sample(kind)) - set(DOCUMENTED) == set()


@pytest.mark.skipif(not SAMPLES.exists(), reason="no recorded payloads beside the checkout")
@pytest.mark.parametrize("kind", sorted(EVENT_FILES) + sorted(INTERACTION_FILES))
def test_the_kind_of_a_recorded_payload_is_read_from_it(kind):
    recorded = sample(kind)
    if kind in EVENT_FILES:
        recorded["type"] = "event_callback"
    assert kind_of(recorded) == kind


REACTION: dict[str, Any] = {
    "type": "event_callback",
    "token": "t",
    "team_id": "T1",
    "api_app_id": "A1",
    "event_id": "Ev1",
    "event_time": 1,
    "event_context": "4-x",
    "is_ext_shared_channel": False,
    "authorizations": [
        {
            "enterprise_id": None,
            "team_id": "T1",
            "user_id": "U1",
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ],
    "event": {
        "type": "reaction_added",
        "user": "U1",
        "reaction": "pushpin",
        "item": {"type": "message", "channel": "C1", "ts": "1.000001"},
        "event_ts": "1.000002",
    },
}


def test_a_payload_of_the_right_shape_has_no_differences():
    assert differences("reaction_added", REACTION) == []
    assert differences(REFUSAL, {"ok": False, "error": "channel_not_found"}) == []


def test_missing_unknown_and_mistyped_keys_are_named_with_their_place():
    event = {**REACTION["event"], "item": {"type": "message", "channel": "C1"}, "emoji": "x", "user": 1}
    assert differences("reaction_added", {**REACTION, "event": event}) == [
        "reaction_added.event.user is integer, not string",
        "reaction_added.event.item.ts is missing",
        "reaction_added.event.emoji is not known",
    ]


def test_items_of_lists_are_compared_one_by_one():
    (difference,) = differences("users.conversations", {"ok": True, "channels": [{}]})[:1]
    assert difference == "users.conversations.channels[0].id is missing"


def test_a_kind_without_a_shape_is_itself_a_difference():
    assert differences("message/unheard_of", {}) == ["no shape is written down for message/unheard_of"]


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, dict[str, Any]]]:
    """What the sandbox answers to the calls of the contract."""
    with sandbox_side() as side:
        side.run()
        return side.answers


def test_every_answer_of_the_sandbox_has_its_shape(answers):
    found = [
        difference
        for method, answer in answers
        for difference in differences(method if answer["ok"] else REFUSAL, answer)
    ]
    assert found == []
    assert len({method for method, answer in answers if answer["ok"]}) >= 14


@pytest.mark.skipif(not SAMPLES.exists(), reason="no recorded payloads beside the checkout")
def test_each_key_the_sandbox_answers_exists_in_the_recorded_answer_of_its_method(answers):
    unknown = {
        f"{method}: {key}"
        for method, answer in answers
        if answer["ok"]
        for key in keys(answer) - keys(sample(method))
        if not any(part in key for part in (*OPEN, *BEYOND))
    }
    assert unknown == set()
