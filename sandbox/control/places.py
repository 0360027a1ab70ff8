"""Workspaces, people and channels: setting the stage."""

import secrets
from dataclasses import asdict, fields

from sandbox import acts, staging
from sandbox.control.ask import Ask, Handlers, find_user
from sandbox.refusal import Impossible
from sandbox.workspace import Channel, Json, User, Workspace

CHANGEABLE = frozenset(field.name for field in fields(User)) - {"id", "team_id", "bot_id", "updated"}


def workspace_json(workspace: Workspace) -> Json:
    return {
        "id": workspace.id,
        "name": workspace.name,
        "domain": workspace.domain,
        "bot_token": workspace.bot_token,
        "bot_user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "scopes": workspace.scopes,
        "token_state": workspace.token_state,
    }


def channel_summary(channel: Channel) -> Json:
    shown = {key: value for key, value in vars(channel).items() if key not in ("messages", "threads")}
    return {**shown, "message_count": len(channel.messages)}


async def workspaces(ask: Ask) -> Json:
    return {"workspaces": [workspace_json(one) for one in ask.slack.state.workspaces.values()]}


async def add_workspace(ask: Ask) -> Json:
    return workspace_json(ask.slack.new_workspace(ask.text("name"), ask.text("domain")))


async def change_workspace(ask: Ask) -> Json:
    workspace = ask.slack.workspace(ask.text("id"))
    if "token_state" in ask.given:
        workspace.token_state = ask.given["token_state"]
    if "scopes" in ask.given:
        workspace.scopes = list(ask.given["scopes"])
    return workspace_json(workspace)


async def install_code(ask: Ask) -> Json:
    code = secrets.token_hex(10)
    ask.slack.install_codes[code] = ask.slack.workspace(ask.text("id")).id
    return {"code": code}


async def users(ask: Ask) -> Json:
    return {"users": [asdict(user) for user in ask.workspace.users.values()]}


async def add_user(ask: Ask) -> Json:
    user = staging.add_user(ask.slack, ask.workspace, ask.given)
    acts.user_changed(ask.slack, ask.workspace, user, "team_join")
    return asdict(user)


async def change_user(ask: Ask) -> Json:
    user = ask.user()
    for key, value in ask.given.items():
        if key in CHANGEABLE:
            setattr(user, key, value)
    acts.user_changed(ask.slack, ask.workspace, user)
    return asdict(user)


async def channels(ask: Ask) -> Json:
    return {"channels": [channel_summary(channel) for channel in ask.workspace.channels.values()]}


async def add_channel(ask: Ask) -> Json:
    channel = staging.add_channel(ask.slack, ask.workspace, ask.given)
    acts.created(ask.slack, ask.workspace, channel)
    return channel_summary(channel)


async def change_channel(ask: Ask) -> Json:
    channel, by = ask.channel(), _by(ask)
    if "archived" in ask.given and channel.archived != ask.given["archived"]:
        acts.archive(ask.slack, ask.workspace, channel, by, archived=ask.given["archived"])
    if "name" in ask.given and channel.name != ask.given["name"]:
        acts.rename(ask.slack, ask.workspace, channel, by, ask.text("name"))
    return channel_summary(channel)


async def invite(ask: Ask) -> Json:
    channel = ask.channel()
    for wanted in ask.need("users"):
        user = find_user(ask.workspace, wanted)
        if channel.archived:
            raise Impossible("nobody is invited into an archived channel")
        acts.join(ask.slack, ask.workspace, channel, user.id, _by(ask))
    return channel_summary(channel)


async def remove(ask: Ask) -> Json:
    channel = ask.channel()
    acts.leave(ask.slack, ask.workspace, channel, ask.user().id)
    return channel_summary(channel)


def _by(ask: Ask) -> str:
    """Who does it: the person named, or the first human of the workspace."""
    if "by" in ask.given:
        return ask.user("by").id
    human = next((user for user in ask.workspace.users.values() if user.key), None)
    return human.id if human else "USLACKBOT"


HANDLERS: Handlers = {
    ("GET", "/workspaces"): workspaces,
    ("POST", "/workspaces"): add_workspace,
    ("PATCH", "/workspaces/{id}"): change_workspace,
    ("POST", "/workspaces/{id}/code"): install_code,
    ("GET", "/users"): users,
    ("POST", "/users"): add_user,
    ("PATCH", "/users/{user}"): change_user,
    ("GET", "/channels"): channels,
    ("POST", "/channels"): add_channel,
    ("PATCH", "/channels/{channel}"): change_channel,
    ("POST", "/channels/{channel}/members"): invite,
    ("DELETE", "/channels/{channel}/members"): remove,
}
