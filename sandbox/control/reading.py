"""Reading what a person would see."""

from dataclasses import asdict

from sandbox import wire
from sandbox.control.ask import Ask, Handlers
from sandbox.workspace import Channel, Json, Message


def _shown(ask: Ask, channel: Channel, message: Message) -> Json:
    return wire.message_json(ask.slack, ask.workspace, channel, message)


async def messages(ask: Ask) -> Json:
    """Roots and broadcasts, oldest first; with `limit` the newest of them (`before` a ts), and whether there are more."""
    channel, before = ask.channel(), ask.given.get("before")
    found = [message for message in channel.visible_roots() if not before or message.ts < before]
    limit = int(ask.given.get("limit", 0))
    shown = found[-limit:] if limit else found
    return {"messages": [_shown(ask, channel, one) for one in shown], "more": len(shown) < len(found)}


async def some(ask: Ask) -> Json:
    """The messages of these `ts` (with commas between) as they are now; null for what is gone."""
    channel = ask.channel()
    found = {ts: channel.messages.get(ts) for ts in ask.text("ts").split(",")}
    return {"messages": {ts: one and _shown(ask, channel, one) for ts, one in found.items()}}


async def thread(ask: Ask) -> Json:
    """The parent (unless it is gone) and its replies."""
    channel, ts = ask.channel(), ask.text("ts")
    parent = channel.messages.get(ts)
    found = [*([parent] if parent else []), *channel.replies(ts)]
    return {"messages": [_shown(ask, channel, message) for message in found]}


async def ephemerals(ask: Ask) -> Json:
    """What only this person sees, oldest first."""
    user, workspace = ask.user(), ask.workspace
    found = [asdict(one) for one in workspace.ephemerals if one.user == user.id and not one.gone]
    return {"ephemerals": found}


async def directs(ask: Ask) -> Json:
    """The person's direct messages with the app."""
    workspace = ask.workspace
    channel = workspace.direct(workspace.bot_user_id, ask.user().id)
    if channel is None:
        return {"channel": None, "messages": []}
    found = [_shown(ask, channel, message) for message in channel.messages.values()]
    return {"channel": channel.id, "messages": found}


async def views(ask: Ask) -> Json:
    """The modals open before the person, the top one last."""
    workspace = ask.workspace
    stack = workspace.modals.get(ask.user().id, [])
    return {"views": [wire.view_json(ask.slack, workspace, workspace.views[one]) for one in stack]}


async def home(ask: Ask) -> Json:
    workspace = ask.workspace
    view = workspace.homes.get(ask.user().id)
    return {"view": wire.view_json(ask.slack, workspace, workspace.views[view]) if view else None}


HANDLERS: Handlers = {
    ("GET", "/read/messages"): messages,
    ("GET", "/read/some"): some,
    ("GET", "/read/thread"): thread,
    ("GET", "/read/ephemerals"): ephemerals,
    ("GET", "/read/directs"): directs,
    ("GET", "/read/views"): views,
    ("GET", "/read/home"): home,
}
