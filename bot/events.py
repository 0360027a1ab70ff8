"""Events: what Slack says has happened, read and given to the operation it concerns.

The same door serves events as they come, those that waited for their message, and nothing else.
"""

from collections.abc import Callable
from typing import Any

from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field

from bot import inbox
from bot.bridge import bridge
from bot.bridge.bridge import SlackMessage
from bot.circles import joining, room_members, rooms
from bot.delivery import answers, posts
from bot.delivery.answers import Answer
from bot.people import people
from bot.people.people import SlackUser
from bot.reactions import reactions
from bot.transaction import Transaction
from bot.voices import addressed, clips

Event = dict[str, Any]


class Changed(BaseModel):
    """https://docs.slack.dev/reference/events/message/message_changed"""

    model_config = ConfigDict(hide_input_in_errors=True)

    channel: str
    message: SlackMessage


class Deleted(BaseModel):
    """https://docs.slack.dev/reference/events/message/message_deleted"""

    model_config = ConfigDict(hide_input_in_errors=True)

    channel: str
    deleted_ts: str
    previous_message: SlackMessage | None = None


class InChannel(BaseModel):
    """An event about a channel, and perhaps about somebody there."""

    channel: str = Field(validation_alias=AliasChoices(AliasPath("channel", "id"), "channel"))
    user: str | None = None


def happened(tx: Transaction, event: Event) -> None:
    """Let an event take effect; one that concerns nothing of ours does nothing."""
    operation = _OPERATIONS.get(event["type"])
    if operation is not None:
        operation(tx, event)


def came_from_outside(tx: Transaction, event: Event) -> None:
    """Keep that the channel of an event is shared with another organisation, where it is one of ours."""
    channel_id = event.get("channel")
    if isinstance(channel_id, str):
        rooms.shared_outside(tx, channel_id)


@answers.runs("message_known")
def message_known(tx: Transaction, subject: str, answer: Answer) -> None:
    """Run what waited for the message at `channel:ts`, now that we know what stands there."""
    del answer
    channel_id, _, ts = subject.partition(":")
    for event in inbox.take_early(tx, channel_id, ts):
        happened(tx, event)


def _message(tx: Transaction, event: Event) -> None:
    match event.get("subtype"):
        case "message_changed":
            changed = Changed.model_validate(event)
            if not _is_ours(tx, changed.message):
                bridge.changed(tx, changed.channel, changed.message, event)
        case "message_deleted":
            gone = Deleted.model_validate(event)
            bridge.deleted(tx, gone.channel, gone.deleted_ts, gone.previous_message, event)
        case _:
            message = SlackMessage.model_validate(event)
            if _is_ours(tx, message):
                _echoed(tx, event["channel"], message)
            elif not (message.is_remark and bridge.heard(tx, event["channel"], message, event)):
                _addressed(tx, event, message)


def _is_ours(tx: Transaction, message: SlackMessage) -> bool:
    return message.user == tx.workspace.bot_user_id or (
        message.bot_id is not None and message.bot_id == tx.workspace.bot_id
    )


def _addressed(tx: Transaction, event: Event, message: SlackMessage) -> None:
    channel_type = event.get("channel_type")
    if addressed.is_meant(tx, channel_type, message):
        addressed.heard(tx, event["channel"], message, is_direct=channel_type == "im")


def _echoed(tx: Transaction, channel_id: str, message: SlackMessage) -> None:
    """Our own message came back: whatever became of the call's answer, this is where it stands."""
    key = (message.metadata or {}).get("event_payload", {}).get("key")
    if key:
        posts.echoed(tx, channel_id, message.ts, key)
    elif message.files:
        clips.stands(tx, channel_id, message.ts, [file.id for file in message.files])


def _reaction(tx: Transaction, event: Event) -> None:
    reactions.changed(tx, reactions.ReactionEvent.model_validate(event))


def _joined(tx: Transaction, event: Event) -> None:
    joined = InChannel.model_validate(event)
    if joined.user == tx.workspace.bot_user_id:
        rooms.found(tx, joined.channel)
        joining.invited(tx, joined.channel)
    elif joined.user is not None:
        people.seen(tx, joined.user)
        room_members.joined(tx, joined.channel, joined.user)


def _left(tx: Transaction, event: Event) -> None:
    left = InChannel.model_validate(event)
    if left.user == tx.workspace.bot_user_id:
        rooms.lost(tx, left.channel, "not_in_channel")
    elif left.user is not None:
        room_members.left(tx, left.channel, left.user)


def _archived(tx: Transaction, event: Event) -> None:
    rooms.lost(tx, InChannel.model_validate(event).channel, "is_archived")


def _unarchived(tx: Transaction, event: Event) -> None:
    rooms.found(tx, InChannel.model_validate(event).channel)


def _renumbered(tx: Transaction, event: Event) -> None:
    rooms.renumbered(tx, event["old_channel_id"], event["new_channel_id"])


def _user_changed(tx: Transaction, event: Event) -> None:
    people.changed(tx, SlackUser.model_validate(event["user"]))


_OPERATIONS: dict[str, Callable[[Transaction, Event], None]] = {
    "message": _message,
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "channel_archive": _archived,
    "group_archive": _archived,
    "channel_unarchive": _unarchived,
    "group_unarchive": _unarchived,
    "channel_id_changed": _renumbered,
    "user_change": _user_changed,
}
