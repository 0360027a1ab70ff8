"""Acting as a colleague: what a person can do in Slack's own client."""

from base64 import b64decode
from mimetypes import guess_type
from typing import Any
from uuid import uuid4

from sandbox import acts, interactions, submissions, suggestions, wire
from sandbox.control.ask import Ask, Handlers
from sandbox.refusal import Impossible
from sandbox.text import rich_text, typed
from sandbox.workspace import Channel, File, Json, Message, User, Workspace


def _in(ask: Ask, user: User, channel: Channel) -> None:
    """Only members write, and nobody in an archived channel."""
    if user.deleted:
        raise Impossible(f"{user.name} has been deactivated")
    if user.id not in channel.members:
        raise Impossible(f"{user.name} is not in {channel.name or channel.id}")
    if channel.archived:
        raise Impossible(f"{channel.name} is archived")
    manifest = ask.slack.manifest
    with_app = channel.kind == "im" and ask.workspace.bot_user_id in channel.members
    if with_app and (not manifest.messages_tab or manifest.messages_read_only):
        raise Impossible("the app does not take messages (messages tab)")


def _typed(workspace: Workspace, text: str) -> str:
    return typed(text, lambda found: found in workspace.users or found in workspace.channels)


# --- messages --------------------------------------------------------------------------------------------


async def post(ask: Ask) -> Json:
    """Post as a person; broadcast shows a reply in the channel, too."""
    user, channel, workspace = ask.user(), ask.channel(), ask.workspace
    _in(ask, user, channel)
    text = _typed(workspace, str(ask.given.get("text") or ""))
    files = [_upload(ask, user, one) for one in ask.given.get("files") or ()]
    if not text.strip() and not files:
        raise Impossible("a message has text or files")
    thread_ts = ask.given.get("thread_ts")
    parent = channel.messages.get(thread_ts or "")
    if thread_ts and (parent is None or parent.in_thread):
        raise Impossible(f"there is no thread {thread_ts} in {channel.name}")
    broadcast = bool(ask.given.get("broadcast")) and bool(thread_ts)
    message = Message(
        "",
        user.id,
        text,
        blocks=_blocks(ask, text),
        files=[file.id for file in files],
        thread_ts=thread_ts,
        subtype="file_share" if files else "thread_broadcast" if broadcast else None,
        broadcast=broadcast,
        team_id=user.team_id,
        client_msg_id=str(uuid4()),
        details=_outsider(workspace, user),
    )
    acts.post(ask.slack, workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts, "files": message.files}


def _outsider(workspace: Workspace, user: User) -> Json:
    """What a message of another organisation's member carries more."""
    if user.team_id == workspace.id:
        return {}
    profile = {"name": user.name, "real_name": user.real_name, "display_name": user.display_name}
    return {"user_team": user.team_id, "source_team": user.team_id, "user_profile": profile}


def _blocks(ask: Ask, text: str) -> list[Json]:
    return [{**block, "block_id": ask.slack.new_block_id()} for block in rich_text(text)]


def _upload(ask: Ask, user: User, given: Json) -> File:
    content = b64decode(given["content"])
    file = File(
        ask.slack.state.next_id("F"),
        given["name"],
        given.get("title") or given["name"],
        user.id,
        ask.slack.clock.seconds(),
        given.get("mimetype") or guess_type(given["name"])[0] or "application/octet-stream",
        len(content),
        content,
        alt_txt=given.get("alt_txt") or "",
        uploaded=True,
        complete=True,
    )
    ask.workspace.files[file.id] = file
    return file


async def edit(ask: Ask) -> Json:
    user = ask.user()
    channel, message = ask.message()
    _in(ask, user, channel)
    if message.user != user.id:
        raise Impossible("people edit their own messages")
    text = _typed(ask.workspace, ask.text("text"))
    acts.edit(ask.slack, ask.workspace, channel, message, user.id, text=text, blocks=_blocks(ask, text))
    return {"channel": channel.id, "ts": message.ts}


async def delete(ask: Ask) -> Json:
    user = ask.user()
    channel, message = ask.message()
    if message.user != user.id and not user.admin:
        raise Impossible("people delete their own messages")
    acts.delete(ask.slack, ask.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


async def react(ask: Ask) -> Json:
    user, name = ask.user(), ask.text("name")
    channel, message = ask.message()
    _in(ask, user, channel)
    if user.id in message.reactions.get(name, ()):
        raise Impossible(f"{user.name} has reacted with {name} already")
    acts.react(ask.slack, ask.workspace, channel, message, user.id, name)
    return {}


async def unreact(ask: Ask) -> Json:
    user, name = ask.user(), ask.text("name")
    channel, message = ask.message()
    if user.id not in message.reactions.get(name, ()):
        raise Impossible(f"{user.name} has not reacted with {name}")
    acts.unreact(ask.slack, ask.workspace, channel, message, user.id, name)
    return {}


async def join(ask: Ask) -> Json:
    user, channel = ask.user(), ask.channel()
    if channel.private or channel.archived:
        raise Impossible(f"{channel.name} cannot be joined")
    acts.join(ask.slack, ask.workspace, channel, user.id)
    return {}


async def leave(ask: Ask) -> Json:
    acts.leave(ask.slack, ask.workspace, ask.channel(), ask.user().id)
    return {}


# --- what the app hears of -------------------------------------------------------------------------------


async def command(ask: Ask) -> Json:
    words = ask.text("command"), str(ask.given.get("text") or "")
    return await interactions.command(ask.slack, ask.workspace, ask.user(), ask.channel(), *words)


def _surface(ask: Ask, user: User) -> interactions.Surface:
    workspace, given = ask.workspace, ask.given
    if given.get("home"):
        return interactions.home_surface(workspace, user)
    if given.get("view"):
        return interactions.modal_surface(workspace, user)
    if given.get("ephemeral"):
        return interactions.ephemeral_surface(workspace, user, ask.text("ephemeral"))
    return interactions.message_surface(workspace, user, *ask.message())


async def click(ask: Ask) -> Json:
    """Use an element; in a view, what is typed into its fields by then goes along."""
    user, workspace, given = ask.user(), ask.workspace, ask.given
    surface = _surface(ask, user)
    if surface.view:
        submissions.fill(surface.view, _values(ask, user))
    return await interactions.click(
        ask.slack,
        workspace,
        user,
        surface,
        ask.text("action_id"),
        block_id=given.get("block_id"),
        value=given.get("value"),
    )


async def shortcut(ask: Ask) -> Json:
    place = ask.message() if "ts" in ask.given else None
    return await interactions.shortcut(ask.slack, ask.workspace, ask.user(), ask.text("callback_id"), place)


async def suggest(ask: Ask) -> Json:
    user = ask.user()
    typed_text = str(ask.given.get("text") or "")
    return await suggestions.suggest(
        ask.slack,
        ask.workspace,
        user,
        _surface(ask, user),
        ask.text("action_id"),
        typed_text,
        block_id=ask.given.get("block_id"),
    )


async def submit(ask: Ask) -> Json:
    user = ask.user()
    return await submissions.submit(ask.slack, ask.workspace, user, _values(ask, user))


def _values(ask: Ask, user: User) -> Json:
    """Plain values by block_id; files given in a field are uploaded first, as Slack's client does."""

    def given(one: Any) -> Any:
        if not isinstance(one, dict) or not one.keys() & {"content", "id"}:
            return one
        file = _upload(ask, user, one) if "content" in one else ask.workspace.files.get(one["id"])
        if file is None or file.user != user.id:
            raise Impossible(f"{user.name} has uploaded no file {one['id']}")
        return wire.file_json(ask.slack, ask.workspace, file)

    return {
        block_id: [given(one) for one in value] if isinstance(value, list) else value
        for block_id, value in dict(ask.given.get("values") or {}).items()
    }


async def upload(ask: Ask) -> Json:
    """Upload a file before the form it belongs to is sent."""
    user = ask.user()
    ask.need("content")
    file = _upload(ask, user, {**ask.given, "name": ask.text("name")})
    return wire.file_json(ask.slack, ask.workspace, file)


async def close(ask: Ask) -> Json:
    everything = bool(ask.given.get("all"))
    return await submissions.close(ask.slack, ask.workspace, ask.user(), everything=everything)


async def home(ask: Ask) -> Json:
    interactions.open_home(ask.slack, ask.workspace, ask.user(), str(ask.given.get("tab") or "home"))
    return {}


HANDLERS: Handlers = {
    ("POST", "/acts/command"): command,
    ("POST", "/acts/click"): click,
    ("POST", "/acts/shortcut"): shortcut,
    ("POST", "/acts/suggest"): suggest,
    ("POST", "/acts/upload"): upload,
    ("POST", "/acts/submit"): submit,
    ("POST", "/acts/close"): close,
    ("POST", "/acts/home"): home,
    ("POST", "/acts/post"): post,
    ("POST", "/acts/edit"): edit,
    ("POST", "/acts/delete"): delete,
    ("POST", "/acts/react"): react,
    ("POST", "/acts/unreact"): unreact,
    ("POST", "/acts/join"): join,
    ("POST", "/acts/leave"): leave,
}
