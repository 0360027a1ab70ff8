"""How things look on the wire: the JSON objects of people, channels, messages, files and views."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sandbox.workspace import Channel, File, Json, Message, User, View, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

_PLAIN = ("subtype", "user", "client_msg_id", "blocks", "attachments", "edited")
PICTURE_SIZES = (24, 32, 48, 72, 192, 512)


def user_json(
    slack: "Slack", workspace: Workspace, user: User, *, locale: bool = False, email: bool = False
) -> Json:
    """A person; outsiders show neither e-mail nor locale, the deactivated no time zone (SLACK.md §9)."""
    outside = user.team_id != workspace.id
    profile: Json = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.display_name,
        "display_name_normalized": user.display_name,
        "title": user.title,
        "phone": "",
        "skype": "",
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": user.color,
        "team": user.team_id,
        "fields": {},
        **{f"image_{size}": f"{slack.url}/pictures/{user.id}-{size}.png" for size in PICTURE_SIZES},
    }
    if email and user.email and not outside:
        profile["email"] = user.email
    if user.bot_id:
        profile |= {"bot_id": user.bot_id, "api_app_id": slack.state.app.id}
    answer: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "profile": profile,
        "is_bot": bool(user.bot_id),
        "is_app_user": False,
        "updated": user.updated,
    }
    if user.deleted:
        return answer
    answer |= {
        "color": user.color,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": _offset(slack.clock.now(), user.tz),
        "is_admin": user.admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.guest,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if outside:
        answer["is_stranger"] = False
    elif locale:
        answer["locale"] = user.locale
    return answer


def _offset(now: float, tz: str) -> int:
    offset = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(tz)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def channel_json(workspace: Workspace, channel: Channel, *, member_flag: bool = True) -> Json:
    if channel.kind == "im":
        person = next((m for m in channel.members if m != workspace.bot_user_id), workspace.bot_user_id)
        return {
            "id": channel.id,
            "created": channel.created,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "user": person,
            "is_user_deleted": workspace.users[person].deleted,
            "priority": 0,
            "context_team_id": workspace.id,
        }
    answer: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.private,
        "created": channel.created,
        "creator": channel.creator,
        "is_archived": channel.archived,
        "is_general": channel.name == "general",
        "unlinked": 0,
        "is_shared": channel.ext_shared,
        "is_org_shared": False,
        "is_ext_shared": channel.ext_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "shared_team_ids": [workspace.id, *channel.shared_team_ids],
        "context_team_id": workspace.id,
        "updated": channel.created * 1000,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "previous_names": channel.previous_names,
        "num_members": len(channel.members),
    }
    if member_flag:
        answer["is_member"] = workspace.bot_user_id in channel.members
    return answer


def bot_profile(slack: "Slack", workspace: Workspace) -> Json:
    picture = f"{slack.url}/pictures/{workspace.bot_user_id}"
    return {
        "id": workspace.bot_id,
        "app_id": slack.state.app.id,
        "user_id": workspace.bot_user_id,
        "name": slack.state.app.name,
        "icons": {f"image_{size}": f"{picture}-{size}.png" for size in (36, 48, 72)},
        "deleted": False,
        "updated": 0,
        "team_id": workspace.id,
    }


def message_json(
    slack: "Slack", workspace: Workspace, channel: Channel, message: Message, *, metadata: bool = True
) -> Json:
    """A message as answers and events show it; without `metadata` only its event_type is told."""
    answer: Json = {"type": "message", "ts": message.ts, "text": message.text}
    answer |= {key: value for key in _PLAIN if (value := getattr(message, key))}
    if message.team_id:
        answer["team"] = message.team_id
    if message.from_app:
        answer |= {
            "bot_id": workspace.bot_id,
            "app_id": slack.state.app.id,
            "bot_profile": bot_profile(slack, workspace),
        }
    if message.files:
        answer["files"] = [file_json(slack, workspace, workspace.files[one]) for one in message.files]
        answer["upload"] = False
    if message.metadata:
        answer["metadata"] = message.metadata if metadata else {"event_type": message.metadata["event_type"]}
    answer |= message.identity | message.details | _thread_json(channel, message)
    if message.reactions:
        answer["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ]
    return answer


def _thread_json(channel: Channel, message: Message) -> Json:
    if message.in_thread:
        parent = channel.messages.get(message.thread_ts or "")
        answer: Json = {"thread_ts": message.thread_ts}
        if parent and parent.user:
            answer["parent_user_id"] = parent.user
        if message.broadcast and parent:
            answer["root"] = {"ts": parent.ts, "text": parent.text, **_counts(channel, parent)}
        return answer
    return _counts(channel, message)


def _counts(channel: Channel, parent: Message) -> Json:
    replies = channel.replies(parent.ts)
    if not replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": parent.ts,
        "reply_count": len(replies),
        "reply_users": people,
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def file_json(slack: "Slack", workspace: Workspace, file: File) -> Json:
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    places = [
        (ts, workspace.channels[channel]) for channel, ts in file.shares if channel in workspace.channels
    ]
    shares: Json = {}
    for ts, channel in places:
        side = "private" if channel.private else "public"
        share = {"ts": ts, "channel_name": channel.name, "team_id": workspace.id}
        shares.setdefault(side, {}).setdefault(channel.id, []).append(share)
    address = f"{slack.url}/files-pri/{workspace.id}-{file.id}"
    answer: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2].lower() if "." in file.name else "binary",
        "pretty_type": file.mimetype,
        "user": file.user,
        "user_team": workspace.id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": "public" in shares,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{address}/{file.name}",
        "url_private_download": f"{address}/download/{file.name}",
        "permalink": f"{slack.url}/files/{file.user}/{file.id}/{file.name}",
        "channels": [channel.id for _, channel in places if channel.kind == "channel"],
        "groups": [channel.id for _, channel in places if channel.kind in ("group", "mpim")],
        "ims": [channel.id for _, channel in places if channel.kind == "im"],
        "shares": shares,
        "has_rich_preview": False,
        "file_access": "visible",
    }
    if file.mimetype.startswith("image/"):
        answer |= {f"thumb_{size}": answer["url_private"] for size in (64, 80, 160, 360)}
    if file.alt_txt:
        answer["alt_txt"] = file.alt_txt
    return answer


def view_json(slack: "Slack", workspace: Workspace, view: View) -> Json:
    definition = view.definition
    answer: Json = {
        "id": view.id,
        "team_id": workspace.id,
        "type": view.type,
        "blocks": definition["blocks"],
        "private_metadata": definition.get("private_metadata", ""),
        "callback_id": definition.get("callback_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "title": definition.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": definition.get("clear_on_close", False),
        "notify_on_close": definition.get("notify_on_close", False),
        "close": definition.get("close"),
        "submit": definition.get("submit"),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": slack.state.app.id,
        "external_id": definition.get("external_id", ""),
        "app_installed_team_id": workspace.id,
        "bot_id": workspace.bot_id,
    }
    return answer
