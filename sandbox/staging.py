"""Filling a workspace with people and channels, one by one or from a company file.

A company file is YAML with `team` {name, domain}, `users` and `channels`; other keys (a story) are not ours.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sandbox.refusal import Impossible
from sandbox.workspace import Channel, Json, User, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

COMPANIES = Path(__file__).parent / "company"
_USER_TEXTS = ("display_name", "title", "department", "email", "tz", "locale", "color")


def read_company(name: str) -> Json:
    """The company in a file, or one of those that come with the sandbox (`ja`, `en`)."""
    path = Path(name) if Path(name).exists() else COMPANIES / f"{name}.yml"
    if not path.exists():
        raise Impossible(f"there is no company {name!r}")
    source: Any = yaml.safe_load(path.read_text("utf-8"))
    return dict(source)


def stage(slack: "Slack", company: Json) -> Workspace:
    """A workspace of the company's people and channels."""
    team = company.get("team") or {}
    workspace = slack.new_workspace(team.get("name", "Sandbox"), team.get("domain", "sandbox"))
    for user in company.get("users") or ():
        add_user(slack, workspace, user)
    for channel in company.get("channels") or ():
        add_channel(slack, workspace, channel)
    return workspace


def add_user(slack: "Slack", workspace: Workspace, given: Json) -> User:
    """A new person; `external` ones belong to another organisation."""
    key = str(given.get("key") or given.get("name") or "")
    if not key:
        raise Impossible("a person has a key")
    if any(key in (user.key, user.name) for user in workspace.users.values()):
        raise Impossible(f"there is somebody called {key!r} already")
    team_id = _other_team(slack) if given.get("external") else workspace.id
    texts = {name: str(given[name]) for name in _USER_TEXTS if given.get(name) is not None}
    user = User(
        slack.state.next_id("U"),
        team_id,
        key,
        str(given.get("real_name") or key),
        key=key,
        guest=bool(given.get("guest")),
        admin=bool(given.get("admin")),
        deleted=bool(given.get("deleted")),
        updated=slack.clock.seconds(),
        **texts,
    )
    workspace.users[user.id] = user
    return user


def _other_team(slack: "Slack") -> str:
    """The one organisation all outsiders of this sandbox come from."""
    known = (user.team_id for ws in slack.state.workspaces.values() for user in ws.users.values())
    return next((team for team in known if team not in slack.state.workspaces), None) or slack.state.next_id(
        "T"
    )


def add_channel(slack: "Slack", workspace: Workspace, given: Json) -> Channel:
    """A new channel; `members` by key, `bot` says whether the app is in it (it is unless told)."""
    name = str(given.get("name") or given.get("key") or "")
    if not name:
        raise Impossible("a channel has a name")
    if any(channel.name == name for channel in workspace.channels.values()):
        raise Impossible(f"there is a channel {name!r} already")
    by_key = {user.key or user.name: user.id for user in workspace.users.values()}
    by_key |= {user.id: user.id for user in workspace.users.values()}
    members = [_member(by_key, key) for key in given.get("members") or ()]
    if given.get("bot", True):
        members.append(workspace.bot_user_id)
    teams = {workspace.users[member].team_id for member in members} - {workspace.id}
    channel = Channel(
        slack.state.next_id("C"),
        name,
        "group" if given.get("private") else "channel",
        slack.clock.seconds(),
        members[0] if members else workspace.bot_user_id,
        key=str(given.get("key") or name),
        members=members,
        ext_shared=bool(given.get("ext_shared")) or bool(teams),
        shared_team_ids=sorted(teams),
        topic=str(given.get("topic") or ""),
        purpose=str(given.get("purpose") or ""),
        archived=bool(given.get("archived")),
    )
    workspace.channels[channel.id] = channel
    return channel


def _member(by_key: dict[str, str], key: str) -> str:
    if key not in by_key:
        raise Impossible(f"there is nobody called {key!r}")
    return by_key[key]
