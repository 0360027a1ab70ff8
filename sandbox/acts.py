"""What people and apps do in a workspace: it changes the state and is told to the app as Slack tells it.

Nothing here asks whether it is allowed; the Web API (`methods/`) and the control API (`control/`) do.
"""

from typing import TYPE_CHECKING

from sandbox import wire
from sandbox.events import publish
from sandbox.workspace import Channel, Json, Message, User, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

CHANNEL_TYPES = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}


def new_ts(slack: "Slack", channel: Channel) -> str:
    """A ts of the virtual now, later than all others of the channel."""
    seconds, micros = divmod(int(slack.clock.now() * 1_000_000), 1_000_000)
    ts = f"{seconds:010d}.{micros:06d}"
    if ts <= channel.last_ts:
        seconds, micros = divmod(int(channel.last_ts.replace(".", "")) + 1, 1_000_000)
        ts = f"{seconds:010d}.{micros:06d}"
    channel.last_ts = ts
    return ts


def _in_channel(channel: Channel, ts: str, message: Json) -> Json:
    return {**message, "channel": channel.id, "channel_type": channel.kind, "event_ts": ts}


def post(slack: "Slack", workspace: Workspace, channel: Channel, message: Message) -> Message:
    """Add the message (its ts is given here) and tell of it, and of the mention of the bot in it."""
    message.ts = new_ts(slack, channel)
    channel.messages[message.ts] = message
    if message.in_thread and message.thread_ts in channel.messages:
        channel.threads.setdefault(message.thread_ts, []).append(message.ts)
    for file in message.files:
        workspace.files[file].shares.append((channel.id, message.ts))
    shown = wire.message_json(slack, workspace, channel, message)
    publish(slack, workspace, _in_channel(channel, message.ts, shown), channel)
    mention = f"<@{workspace.bot_user_id}"
    if mention in message.text and channel.kind != "im" and not message.from_app and not message.details:
        heard = {key: value for key, value in shown.items() if key not in ("subtype", "root")}
        told = {**_in_channel(channel, message.ts, heard), "type": "app_mention"}
        del told["channel_type"]
        publish(slack, workspace, told, channel)
    _tell(slack, workspace, channel, "message", message.ts, message.thread_ts)
    return message


def _tell(
    slack: "Slack", workspace: Workspace, channel: Channel, what: str, ts: str, thread_ts: str | None
) -> None:
    """Tell whoever looks on; a reply is to be looked for in its thread."""
    where = {"thread_ts": thread_ts} if thread_ts and thread_ts != ts else {}
    slack.changes.tell(what, workspace=workspace.id, channel=channel.id, ts=ts, **where)


def note(
    slack: "Slack", workspace: Workspace, channel: Channel, user: str, subtype: str, text: str, **details: str
) -> None:
    """A line Slack itself writes into the channel: somebody joined, it was renamed …"""
    post(slack, workspace, channel, Message("", user, text, subtype=subtype, details=dict(details)))


def _changed(
    slack: "Slack", workspace: Workspace, channel: Channel, before: Json, after: Json, subtype: str
) -> None:
    ts = new_ts(slack, channel)
    event: Json = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "ts": ts,
        "previous_message": before,
    }
    if subtype == "message_changed":
        event["message"] = after
    else:
        event["deleted_ts"] = before["ts"]
    publish(slack, workspace, _in_channel(channel, ts, event), channel)
    _tell(slack, workspace, channel, subtype, before["ts"], before.get("thread_ts"))


def edit(
    slack: "Slack", workspace: Workspace, channel: Channel, message: Message, editor: str, **changes: object
) -> None:
    """Set the given fields of the message and tell of the change."""
    before = wire.message_json(slack, workspace, channel, message)
    for field, value in changes.items():
        setattr(message, field, value)
    message.edited = {"user": editor, "ts": f"{slack.clock.seconds():010d}.000000"}
    after = wire.message_json(slack, workspace, channel, message)
    _changed(slack, workspace, channel, before, after, "message_changed")


def delete(slack: "Slack", workspace: Workspace, channel: Channel, message: Message) -> None:
    """Take the message away; a parent with replies leaves a tombstone, as Slack does."""
    before = wire.message_json(slack, workspace, channel, message)
    if channel.threads.get(message.ts):
        channel.messages[message.ts] = Message(
            message.ts,
            "USLACKBOT",
            "This message was deleted.",
            subtype="tombstone",
            details={"hidden": True},
        )
        after = wire.message_json(slack, workspace, channel, channel.messages[message.ts])
        _changed(slack, workspace, channel, before, after, "message_changed")
        return
    del channel.messages[message.ts]
    if message.in_thread and message.thread_ts in channel.threads:
        channel.threads[message.thread_ts].remove(message.ts)
    _changed(slack, workspace, channel, before, before, "message_deleted")


def react(
    slack: "Slack", workspace: Workspace, channel: Channel, message: Message, user: str, name: str
) -> None:
    message.reactions.setdefault(name, []).append(user)
    _reacted(slack, workspace, channel, message, user, "reaction_added", name)


def unreact(
    slack: "Slack", workspace: Workspace, channel: Channel, message: Message, user: str, name: str
) -> None:
    message.reactions[name].remove(user)
    if not message.reactions[name]:
        del message.reactions[name]
    _reacted(slack, workspace, channel, message, user, "reaction_removed", name)


def _reacted(
    slack: "Slack",
    workspace: Workspace,
    channel: Channel,
    message: Message,
    user: str,
    what: str,
    name: str,
) -> None:
    event: Json = {
        "type": what,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "event_ts": f"{slack.clock.now():.6f}",
    }
    if message.user:
        event["item_user"] = message.user
    publish(slack, workspace, event, channel)
    _tell(slack, workspace, channel, what, message.ts, message.thread_ts)


def join(slack: "Slack", workspace: Workspace, channel: Channel, user: str, inviter: str = "") -> None:
    if user in channel.members:
        return
    channel.members.append(user)
    slack.changes.tell("joined", workspace=workspace.id, channel=channel.id, user=user)
    invited = {"inviter": inviter} if inviter else {}
    event = {**_membership(slack, workspace, channel, user, "member_joined_channel"), **invited}
    publish(slack, workspace, event, channel)
    if channel.kind in ("channel", "group"):
        text = f"<@{user}> has joined the channel"
        note(slack, workspace, channel, user, "channel_join", text, **invited)


def leave(slack: "Slack", workspace: Workspace, channel: Channel, user: str) -> None:
    """The person leaves or is removed; the bot hears of its own leaving as `channel_left`, too."""
    if user not in channel.members:
        return
    if user != workspace.bot_user_id:
        note(slack, workspace, channel, user, "channel_leave", f"<@{user}> has left the channel")
    publish(slack, workspace, _membership(slack, workspace, channel, user, "member_left_channel"), channel)
    channel.members.remove(user)
    if user == workspace.bot_user_id:
        left = {"type": f"{channel.kind}_left", "channel": channel.id, "event_ts": f"{slack.clock.now():.6f}"}
        publish(slack, workspace, left)
    slack.changes.tell("left", workspace=workspace.id, channel=channel.id, user=user)


def _membership(slack: "Slack", workspace: Workspace, channel: Channel, user: str, what: str) -> Json:
    return {
        "type": what,
        "user": user,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "team": workspace.users[user].team_id,
        "event_ts": f"{slack.clock.now():.6f}",
    }


def archive(
    slack: "Slack", workspace: Workspace, channel: Channel, user: str, *, archived: bool = True
) -> None:
    """Archive the channel or take it back out of the archive."""
    what = "archive" if archived else "unarchive"
    if archived:
        note(slack, workspace, channel, user, "channel_archive", f"<@{user}> archived the channel")
    channel.archived = archived
    publish(
        slack, workspace, _channel_event(slack, channel.kind, what, channel=channel.id, user=user), channel
    )
    slack.changes.tell(what, workspace=workspace.id, channel=channel.id)


def rename(slack: "Slack", workspace: Workspace, channel: Channel, user: str, name: str) -> None:
    old, channel.name = channel.name, name
    channel.previous_names.insert(0, old)
    text = f'<@{user}> has renamed the channel from "{old}" to "{name}"'
    note(slack, workspace, channel, user, "channel_name", text, old_name=old, name=name)
    told = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
    publish(slack, workspace, _channel_event(slack, channel.kind, "rename", channel=told), channel)
    slack.changes.tell("channel", workspace=workspace.id, channel=channel.id)


def created(slack: "Slack", workspace: Workspace, channel: Channel) -> None:
    told = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": channel.creator,
        "is_shared": channel.ext_shared,
        "is_org_shared": False,
        "context_team_id": workspace.id,
        "is_channel": True,
    }
    if channel.kind == "channel":
        publish(slack, workspace, _channel_event(slack, channel.kind, "created", channel=told), channel)
    slack.changes.tell("channel", workspace=workspace.id, channel=channel.id)


def _channel_event(slack: "Slack", kind: str, what: str, **fields: object) -> Json:
    return {"type": f"{kind}_{what}", **fields, "event_ts": f"{slack.clock.now():.6f}"}


def user_changed(slack: "Slack", workspace: Workspace, user: User, what: str = "user_change") -> None:
    """Tell of a person who is new (`team_join`) or changed."""
    user.updated = slack.clock.seconds()
    shown = wire.user_json(slack, workspace, user, email="users:read.email" in workspace.scopes)
    event = {"type": what, "user": shown, "cache_ts": user.updated, "event_ts": f"{slack.clock.now():.6f}"}
    publish(slack, workspace, event)
    slack.changes.tell(what, workspace=workspace.id, user=user.id)
