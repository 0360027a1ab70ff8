"""Events: which of them the app gets to see, and the envelope they travel in (SLACK.md §5)."""

import secrets
from typing import TYPE_CHECKING

from sandbox.workspace import Channel, Json, Kind, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

MESSAGE_SUBSCRIPTIONS: dict[Kind, str] = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
HISTORY_SCOPES: dict[Kind, str] = {
    "channel": "channels:history",
    "group": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}
READ_SCOPES: dict[Kind, str] = {
    "channel": "channels:read",
    "group": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}
SCOPES = {
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "channel_created": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_rename": "channels:read",
    "channel_left": "channels:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_rename": "groups:read",
    "group_left": "groups:read",
}
FOR_ALL_TO_SEE = frozenset(("channel_created", "channel_archive", "channel_unarchive", "channel_rename"))
"""Events of public channels that do not ask for the bot's membership."""


def publish(slack: "Slack", workspace: Workspace, event: Json, channel: Channel | None = None) -> None:
    """Hand the event over if it is subscribed to, its scope granted, and its channel visible to the bot."""
    if not _subscribed(slack, workspace, event, channel):
        return
    if channel is not None and not _visible(workspace, event, channel):
        return
    slack.delivery.event(workspace, envelope(slack, workspace, event, channel))


def _subscribed(slack: "Slack", workspace: Workspace, event: Json, channel: Channel | None) -> bool:
    kind: str = event["type"]
    if kind == "message" and channel is not None:
        name, scope = MESSAGE_SUBSCRIPTIONS[channel.kind], HISTORY_SCOPES[channel.kind]
    elif kind in ("member_joined_channel", "member_left_channel") and channel is not None:
        name, scope = kind, READ_SCOPES[channel.kind]
    else:
        name, scope = kind, SCOPES.get(kind, "")
    return name in slack.manifest.bot_events and (not scope or scope in workspace.scopes)


def _visible(workspace: Workspace, event: Json, channel: Channel) -> bool:
    return (
        workspace.bot_user_id in channel.members
        or event.get("user") == workspace.bot_user_id
        or (channel.kind == "channel" and event["type"] in FOR_ALL_TO_SEE)
    )


def envelope(slack: "Slack", workspace: Workspace, event: Json, channel: Channel | None = None) -> Json:
    """The outer object of the Events API."""
    shared = channel is not None and channel.ext_shared
    return {
        "token": slack.state.app.verification_token,
        "team_id": workspace.id,
        "context_team_id": workspace.id,
        "context_enterprise_id": None,
        "api_app_id": slack.state.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": slack.state.next_id("Ev"),
        "event_time": slack.clock.seconds(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.id,
                "user_id": workspace.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{secrets.token_urlsafe(24)}",
    }
