"""The shapes of what Slack sends and answers, as lists of keys.

A shape is a text of `path:type` words: a `?` after the path marks a key that may be absent, `|` joins types,
`[]` stands for each item of a list. An object or list none of whose inner keys is named may hold anything.
Sources: SLACK.md §3, §5, §6, §9; the keys of each kind were compared with recorded payloads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


@dataclass
class _Node:
    """One place in a shape: what types stand there, and what is inside."""

    types: frozenset[str] = frozenset({"object"})
    optional: bool = False
    keys: dict[str, "_Node"] = field(default_factory=dict)
    each: "_Node | None" = None


def _under(prefix: str, words: str) -> str:
    return " ".join(f"{prefix}.{word}" for word in words.split())


_USER_NAMES = "id:string username:string name:string team_id:string"

_BOT_PROFILE = (
    "bot_profile?:object bot_profile.id:string bot_profile.app_id:string bot_profile.name:string "
    "bot_profile.user_id?:string bot_profile.icons:object bot_profile.deleted:boolean bot_profile.updated:integer bot_profile.team_id:string"
)

_MESSAGE = f"""
    type:string user?:string text:string ts:string team?:string blocks?:array attachments?:array files?:array
    client_msg_id?:string thread_ts?:string parent_user_id?:string bot_id?:string app_id?:string
    username?:string icons?:object metadata?:object metadata.event_type:string metadata.event_payload?:object
    edited?:object edited.user:string edited.ts:string upload?:boolean display_as_bot?:boolean {_BOT_PROFILE}
"""

_KEPT_MESSAGE = f"""
    {_MESSAGE} subtype?:string root?:object inviter?:string topic?:string purpose?:string name?:string
    old_name?:string hidden?:boolean reply_count?:integer reply_users_count?:integer latest_reply?:string
    reply_users?:array subscribed?:boolean is_locked?:boolean reactions?:array reactions[].name:string
    reactions[].users:array reactions[].count:integer user_team?:string source_team?:string last_read?:string
"""
"""A message as it is read back, in an answer or inside another payload."""

_POSTED_MESSAGE = f"{_MESSAGE} subtype?:string"
_UPDATED_MESSAGE = _KEPT_MESSAGE.replace(" ts:string", " ts?:string")

_VIEW = """
    id:string team_id:string type:string blocks:array private_metadata:string callback_id:string
    external_id:string state:object hash:string root_view_id:string|null previous_view_id:string|null
    clear_on_close:boolean notify_on_close:boolean app_id:string bot_id:string app_installed_team_id:string
    title?:object|null submit?:object|null close?:object|null submit_disabled?:boolean
"""

_CHANNEL = """
    id:string name?:string is_channel?:boolean is_group?:boolean is_im:boolean is_mpim?:boolean
    is_private?:boolean created:integer is_archived:boolean is_general?:boolean unlinked?:integer
    name_normalized?:string is_shared?:boolean is_org_shared?:boolean is_ext_shared?:boolean
    is_pending_ext_shared?:boolean pending_shared?:array shared_team_ids?:array context_team_id?:string
    creator?:string is_member?:boolean topic?:object topic.value:string topic.creator:string
    topic.last_set:integer purpose?:object purpose.value:string purpose.creator:string
    purpose.last_set:integer previous_names?:array num_members?:integer locale?:string user?:string
    is_user_deleted?:boolean updated?:integer priority?:integer last_read?:string is_open?:boolean
    parent_conversation?:null pending_connected_team_ids?:array internal_team_ids?:array
    connected_team_ids?:array conversation_host_id?:string
"""

_PERSON = """
    id:string team_id:string name:string deleted:boolean color?:string real_name?:string tz?:string
    tz_label?:string tz_offset?:integer is_admin?:boolean is_owner?:boolean is_primary_owner?:boolean
    is_restricted?:boolean is_ultra_restricted?:boolean is_bot:boolean is_app_user?:boolean
    is_stranger?:boolean is_email_confirmed?:boolean is_invited_user?:boolean
    who_can_share_contact_card?:string updated:integer locale?:string profile:object
    profile.real_name:string profile.real_name_normalized?:string profile.display_name:string
    profile.display_name_normalized?:string profile.email?:string profile.first_name?:string
    profile.last_name?:string profile.title?:string profile.phone?:string profile.pronouns?:string
    profile.skype?:string profile.status_text?:string profile.status_emoji?:string
    profile.status_expiration?:integer profile.avatar_hash?:string profile.image_24?:string
    profile.image_32?:string profile.image_48?:string profile.image_72?:string profile.image_192?:string
    profile.image_512?:string profile.image_1024?:string profile.image_original?:string
    profile.is_custom_image?:boolean profile.team?:string profile.bot_id?:string profile.api_app_id?:string
    profile.fields?:object|null profile.always_active?:boolean
"""

_FILE = """
    id:string created:integer timestamp?:integer name:string|null title:string mimetype:string
    filetype?:string pretty_type?:string user:string user_team?:string editable?:boolean size:integer
    mode?:string is_external?:boolean external_type?:string is_public?:boolean public_url_shared?:boolean
    display_as_bot?:boolean username?:string url_private:string url_private_download?:string
    permalink?:string permalink_public?:string alt_txt?:string channels?:array groups?:array ims?:array
    shares?:object comments_count?:integer has_rich_preview?:boolean file_access?:string
    media_display_type?:string thumb_64?:string thumb_80?:string thumb_160?:string thumb_360?:string
    thumb_360_w?:integer thumb_360_h?:integer original_w?:integer original_h?:integer
"""

_ENVELOPE = """
    token:string team_id:string api_app_id:string event:object type:string event_id:string
    event_time:integer event_context:string is_ext_shared_channel:boolean authorizations:array
    authorizations[].enterprise_id:string|null authorizations[].team_id:string
    authorizations[].user_id:string authorizations[].is_bot:boolean
    authorizations[].is_enterprise_install:boolean context_team_id?:string
    context_enterprise_id?:string|null enterprise_id?:string authed_users?:array
    event.type:string event.event_ts:string
"""


def _event(words: str) -> str:
    return f"{_ENVELOPE} {_under('event', words)}"


_IN_CHANNEL = "channel:string channel_type:string subtype:string"
_ITEM = "user:string reaction:string item_user?:string item:object item.type:string item.channel:string item.ts:string"
_RENAMED = "channel:object channel.id:string channel.name:string channel.name_normalized?:string channel.created:integer channel.is_channel?:boolean channel.is_mpim?:boolean"
_MEMBERSHIP = "user:string channel:string channel_type:string team:string inviter?:string enterprise?:string"

_EVENTS = {
    "message": f"{_MESSAGE} channel:string channel_type:string",
    "message/bot_message": f"{_MESSAGE} {_IN_CHANNEL}",
    "message/file_share": f"{_MESSAGE} {_IN_CHANNEL}",
    "message/me_message": f"{_MESSAGE} {_IN_CHANNEL}",
    "message/thread_broadcast": f"{_MESSAGE} {_IN_CHANNEL} root:object",
    "message/channel_join": f"{_MESSAGE} {_IN_CHANNEL} inviter?:string",
    "message/channel_leave": f"{_MESSAGE} {_IN_CHANNEL}",
    "message/channel_topic": f"{_MESSAGE} {_IN_CHANNEL} topic:string",
    "message/channel_purpose": f"{_MESSAGE} {_IN_CHANNEL} purpose:string",
    "message/channel_name": f"{_MESSAGE} {_IN_CHANNEL} name:string old_name:string",
    "message/channel_archive": f"{_MESSAGE} {_IN_CHANNEL}",
    "message/channel_unarchive": f"{_MESSAGE} {_IN_CHANNEL}",
    "message/message_changed": (
        f"type:string ts:string hidden:boolean {_IN_CHANNEL} message:object previous_message:object "
        f"{_under('message', _KEPT_MESSAGE)} {_under('previous_message', _KEPT_MESSAGE)}"
    ),
    "message/message_deleted": (
        f"type:string ts:string hidden:boolean deleted_ts:string {_IN_CHANNEL} previous_message:object "
        f"{_under('previous_message', _KEPT_MESSAGE)}"
    ),
    "app_mention": f"{_MESSAGE} channel:string user_team?:string source_team?:string user_profile?:object",
    "reaction_added": _ITEM,
    "reaction_removed": _ITEM,
    "member_joined_channel": _MEMBERSHIP,
    "member_left_channel": _MEMBERSHIP,
    "app_home_opened": f"user:string channel:string tab:string view?:object {_under('view', _VIEW)}",
    "channel_archive": "channel:string user:string is_moved?:integer",
    "channel_unarchive": "channel:string user:string",
    "channel_rename": _RENAMED,
    "group_archive": "channel:string user?:string is_moved?:integer",
    "group_unarchive": "channel:string user?:string",
    "group_rename": _RENAMED,
    "user_change": f"user:object cache_ts?:integer {_under('user', _PERSON)}",
    "team_join": f"user:object cache_ts?:integer {_under('user', _PERSON)}",
    "app_uninstalled": "",
    "tokens_revoked": "tokens:object tokens.oauth?:array tokens.bot?:array",
}

_WHO = f"user:object {_under('user', _USER_NAMES)}".replace("user.username", "user.username?").replace(
    "user.name:", "user.name?:"
)
_INTERACTION = f"""
    type:string token:string api_app_id:string {_WHO} team:object|null team.id:string team.domain:string
    team.enterprise_id?:string team.enterprise_name?:string
    enterprise?:object|null is_enterprise_install?:boolean bot_access_token?:string
"""
_CHANNEL_NAMES = "channel{0}:object channel.id:string channel.name:string"

_INTERACTIONS = {
    "slash_commands": """
        token:string team_id:string team_domain:string enterprise_id?:string enterprise_name?:string
        channel_id:string channel_name:string user_id:string user_name:string command:string text:string
        api_app_id:string is_enterprise_install:string|boolean response_url:string trigger_id:string
    """,
    "block_actions": f"""
        {_INTERACTION} trigger_id:string container:object container.type:string
        container.message_ts?:string container.channel_id?:string container.is_ephemeral?:boolean
        container.view_id?:string container.thread_ts?:string {_CHANNEL_NAMES.format("?")} message?:object
        {_under("message", _KEPT_MESSAGE)} view?:object {_under("view", _VIEW)} state?:object
        state.values:object response_url?:string actions:array actions[].type:string
        actions[].action_id:string actions[].block_id:string actions[].action_ts:string
        actions[].value?:string actions[].text?:object actions[].style?:string actions[].url?:string
        actions[].selected_option?:object|null actions[].selected_options?:array
        actions[].selected_user?:string|null actions[].selected_users?:array
        actions[].selected_channel?:string|null actions[].selected_channels?:array
        actions[].selected_conversation?:string|null actions[].selected_conversations?:array
        actions[].selected_date?:string|null actions[].selected_time?:string|null
        actions[].selected_date_time?:integer|null actions[].rich_text_value?:object
        actions[].placeholder?:object actions[].initial_option?:object actions[].confirm?:object
    """,
    "view_submission": f"""
        {_INTERACTION} trigger_id:string view:object {_under("view", _VIEW)} view.state.values:object
        response_urls?:array
    """,
    "view_closed": f"{_INTERACTION} view:object {_under('view', _VIEW)} view.state.values:object is_cleared:boolean",
    "shortcut": f"{_INTERACTION} callback_id:string trigger_id:string action_ts:string",
    "message_action": f"""
        {_INTERACTION.replace("api_app_id", "api_app_id?")} callback_id:string trigger_id:string
        action_ts:string message_ts:string
        response_url:string {_CHANNEL_NAMES.format("")} message:object {_under("message", _KEPT_MESSAGE)}
    """,
    "app_rate_limited": (
        "token:string type:string team_id:string minute_rate_limited:integer api_app_id:string"
    ),
    "url_verification": "token:string challenge:string type:string",
}

_NOTES = "warning?:string response_metadata?:object response_metadata.warnings?:array response_metadata.messages?:array"
_PAGE = f"{_NOTES} response_metadata.next_cursor?:string"

_ANSWERS = {
    "auth.test": """
        url:string team:string user:string team_id:string user_id:string bot_id?:string
        is_enterprise_install?:boolean enterprise_id?:string app_id?:string app_name?:string
    """,
    "apps.connections.open": "url:string",
    "chat.postMessage": f"channel:string ts:string message:object {_under('message', _POSTED_MESSAGE)}",
    "chat.update": f"channel:string ts:string text:string message:object {_under('message', _UPDATED_MESSAGE)}",
    "chat.delete": "channel:string ts:string",
    "chat.postEphemeral": "message_ts:string",
    "chat.getPermalink": "channel:string permalink:string",
    "conversations.info": f"channel:object {_under('channel', _CHANNEL)}",
    "conversations.join": f"channel:object {_under('channel', _CHANNEL)}",
    "conversations.list": f"channels:array {_under('channels[]', _CHANNEL)}",
    "users.conversations": f"channels:array {_under('channels[]', _CHANNEL)}",
    "conversations.members": "members:array",
    "conversations.open": "channel:object channel.id:string no_op?:boolean already_open?:boolean",
    "conversations.history": f"""
        messages:array {_under("messages[]", _KEPT_MESSAGE)} has_more:boolean pin_count?:integer
        channel_actions_ts?:string|null channel_actions_count?:integer latest?:string
    """,
    "conversations.replies": f"messages:array {_under('messages[]', _KEPT_MESSAGE)} has_more:boolean",
    "users.info": f"user:object {_under('user', _PERSON)}",
    "users.list": f"members:array {_under('members[]', _PERSON)} cache_ts:integer",
    "reactions.add": "",
    "reactions.remove": "",
    "reactions.get": f"""
        type:string channel:string message:object {_under("message", _KEPT_MESSAGE)} message.permalink?:string
    """,
    "views.open": f"view:object {_under('view', _VIEW)}",
    "views.push": f"view:object {_under('view', _VIEW)}",
    "views.update": f"view:object {_under('view', _VIEW)}",
    "views.publish": f"view:object {_under('view', _VIEW)}",
    "files.getUploadURLExternal": "upload_url:string file_id:string",
    "files.completeUploadExternal": f"files:array {_under('files[]', _FILE)}",
    "files.delete": "",
    "files.info": f"file:object {_under('file', _FILE)} comments?:array content?:string",
    "team.info": """
        team:object team.id:string team.name:string team.domain:string team.email_domain:string
        team.icon:object team.url?:string team.avatar_base_url?:string team.is_verified?:boolean
        team.enterprise_id?:string team.enterprise_name?:string
    """,
    "oauth.v2.access": """
        access_token:string token_type:string scope:string bot_user_id:string app_id:string team:object|null
        team.id:string team.name:string enterprise:object|null is_enterprise_install:boolean
        authed_user:object authed_user.id:string authed_user.scope?:string authed_user.access_token?:string
        authed_user.token_type?:string refresh_token?:string expires_in?:integer incoming_webhook?:object
    """,
}

REFUSAL = "refusal"
_REFUSAL = (
    f"ok:boolean error:string needed?:string provided?:string errors?:array req_method?:string {_NOTES}"
)


def _read(words: str) -> _Node:
    root = _Node()
    for word in words.split():
        path, types = word.split(":")
        node = root
        for step in path.removesuffix("?").split("."):
            node = node.keys.setdefault(step.removesuffix("[]"), _Node())
            if step.endswith("[]"):
                node.each = node = node.each or _Node()
        node.types = frozenset(types.split("|"))
        node.optional = path.endswith("?")
    return root


SHAPES: Mapping[str, _Node] = {
    **{kind: _read(_event(words)) for kind, words in _EVENTS.items()},
    **{kind: _read(words) for kind, words in _INTERACTIONS.items()},
    **{method: _read(f"ok:boolean {_PAGE} {words}") for method, words in _ANSWERS.items()},
    REFUSAL: _read(_REFUSAL),
}
"""Every kind: events by type (`message/SUBTYPE`), interactions by type, answers by method, and `refusal`."""


def kind_of(payload: Mapping[str, Any]) -> str:
    """Return the kind of a payload that the app receives."""
    if payload.get("type") == "event_callback":
        event = payload["event"]
        return f"{event['type']}/{event['subtype']}" if event.get("subtype") else str(event["type"])
    return "slash_commands" if "command" in payload else str(payload["type"])


def differences(kind: str, payload: object) -> list[str]:
    """Return in words where a payload or answer does not have the shape of its kind."""
    shape = SHAPES.get(kind)
    if shape is None:
        return [f"no shape is written down for {kind}"]
    return list(_differences(shape, payload, kind))


def _differences(node: _Node, value: object, at: str) -> Iterator[str]:
    if not any(_is(value, name) for name in node.types):
        yield f"{at} is {_name(value)}, not {' or '.join(sorted(node.types))}"
    elif isinstance(value, dict) and node.keys:
        for key, inner in node.keys.items():
            if key in value:
                yield from _differences(inner, value[key], f"{at}.{key}")
            elif not inner.optional:
                yield f"{at}.{key} is missing"
        yield from (f"{at}.{key} is not known" for key in value if key not in node.keys)
    elif isinstance(value, list) and node.each:
        for number, item in enumerate(value):
            yield from _differences(node.each, item, f"{at}[{number}]")


def _is(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _JSON_TYPES[name])


def _name(value: object) -> str:
    return next(name for name in (*_JSON_TYPES, "number") if name == "number" or _is(value, name))


def required_paths(kind: str) -> Iterator[str]:
    """Yield the dotted path of each key that is always there in a payload or answer of this kind."""

    def walk(node: _Node, at: str) -> Iterator[str]:
        for key, inner in node.keys.items():
            if inner.optional:
                continue
            path = f"{at}.{key}" if at else key
            yield path
            yield from walk(inner, path)
            if inner.each:
                yield from walk(inner.each, f"{path}[]")

    yield from walk(SHAPES[kind], "")
