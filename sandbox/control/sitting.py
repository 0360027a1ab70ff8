"""What somebody who sits in the workspace needs beyond acting and reading: the app, what is new, whom to write to."""

from dataclasses import asdict

from sandbox.control.ask import Ask, Handlers, find_user
from sandbox.refusal import Impossible
from sandbox.workspace import Channel, Json, User, Workspace

THREADS_A_CHANNEL = 20


async def app(ask: Ask) -> Json:
    """The app as its manifest shows it to people."""
    workspace, manifest = ask.workspace, ask.slack.manifest
    return {
        "id": ask.slack.state.app.id,
        "name": manifest.name,
        "workspace": workspace.id,
        "workspace_name": workspace.name,
        "bot_user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "home_tab": manifest.home_tab,
        "messages_tab": manifest.messages_tab,
        "messages_read_only": manifest.messages_read_only,
        "interactivity": manifest.interactivity,
        "connected": bool(ask.slack.sockets.connections) if ask.slack.socket_mode else None,
        "commands": [
            {"command": one.name, "description": one.description, "usage_hint": one.usage_hint}
            for one in manifest.commands.values()
        ],
        "shortcuts": [asdict(one) for one in manifest.shortcuts],
    }


# --- what is new -----------------------------------------------------------------------------------------


def mark_key(channel: Channel, thread_ts: str | None = None) -> str:
    return f"{channel.id} {thread_ts}" if thread_ts else channel.id


async def read(ask: Ask) -> Json:
    """The person has read the channel, or one thread of it, up to `ts`; marks never go back."""
    user, channel, ts = ask.user(), ask.channel(), ask.text("ts")
    marks = ask.workspace.read_marks.setdefault(user.id, {})
    key = mark_key(channel, ask.given.get("thread_ts"))
    if ts > marks.get(key, ""):
        marks[key] = ts
        ask.slack.changes.tell("read", workspace=ask.workspace.id, user=user.id, channel=channel.id, ts=ts)
    return {"ts": marks[key]}


async def unread(ask: Ask) -> Json:
    """For each conversation of the person: what others wrote after the marks, in it and in its threads."""
    user, workspace = ask.user(), ask.workspace
    return {
        "conversations": [
            _unread(workspace, user, channel) for channel in workspace.conversations_of(user.id)
        ]
    }


def _unread(workspace: Workspace, user: User, channel: Channel) -> Json:
    marks = workspace.read_marks.get(user.id, {})
    read_to = marks.get(channel.id, "")
    new = [one.ts for one in channel.visible_roots() if one.ts > read_to and one.user != user.id]
    threads: list[Json] = []
    asked = set(new)
    for root, replies in channel.threads.items():
        thread_read_to = max(marks.get(mark_key(channel, root), ""), root)
        fresh = [ts for ts in replies if ts > thread_read_to and channel.messages[ts].user != user.id]
        if fresh:
            threads.append({"ts": root, "unread": len(fresh), "first": fresh[0], "latest": fresh[-1]})
            asked.update(fresh)
    return {
        "channel": channel.id,
        "read": read_to,
        "unread": len(new),
        "first": new[0] if new else None,
        "latest": channel.last_ts if channel.messages else None,
        "mentions": sum(f"<@{user.id}>" in channel.messages[ts].text for ts in asked),
        "threads": threads,
    }


async def app_threads(ask: Ask) -> Json:
    """Threads that began with a message of the app and have replies, newest first; a few of each channel."""
    found = [
        {"channel": channel.id, "ts": root, "replies": len(replies), "latest": replies[-1]}
        for channel in ask.workspace.channels.values()
        if channel.kind in ("channel", "group")
        for root, replies in [*channel.threads.items()][-THREADS_A_CHANNEL:]
        if replies and root in channel.messages and channel.messages[root].from_app
    ]
    return {"threads": sorted(found, key=lambda one: str(one["ts"]), reverse=True)}


# --- direct messages and ephemerals ----------------------------------------------------------------------


async def open_direct(ask: Ask) -> Json:
    """The direct message of the person with one other person, or with the app ("@app")."""
    slack, workspace, user = ask.slack, ask.workspace, ask.user()
    other = find_user(workspace, ask.text("with"))
    if other.deleted or other.id == "USLACKBOT":
        raise Impossible(f"nobody writes to {other.name}")
    if other.id == workspace.bot_user_id:
        return {"channel": slack.direct_message(workspace, user.id).id}
    members = [user.id, other.id] if other is not user else [user.id]
    channel = workspace.direct(*members)
    if channel is None:
        new_id = slack.state.next_id("D")
        channel = Channel(new_id, "", "im", slack.clock.seconds(), user.id, members=members)
        workspace.channels[channel.id] = channel
        slack.changes.tell("channel", workspace=workspace.id, channel=channel.id)
    return {"channel": channel.id}


async def dismiss(ask: Ask) -> Json:
    """The person takes an ephemeral off their screen."""
    user, ts = ask.user(), ask.text("ts")
    found = next((one for one in ask.workspace.ephemerals if one.ts == ts and one.user == user.id), None)
    if found is None or found.gone:
        raise Impossible(f"{user.name} sees no ephemeral {ts}")
    found.gone = True
    where = {"channel": found.channel, "ts": found.ts, "thread_ts": found.thread_ts}
    ask.slack.changes.tell("ephemeral", workspace=ask.workspace.id, user=user.id, **where)
    return {}


HANDLERS: Handlers = {
    ("GET", "/app"): app,
    ("GET", "/read/unread"): unread,
    ("GET", "/read/app_threads"): app_threads,
    ("POST", "/acts/read"): read,
    ("POST", "/acts/open"): open_direct,
    ("POST", "/acts/dismiss"): dismiss,
}
