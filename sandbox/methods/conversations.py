"""conversations.*: channels, their members, their messages."""

from sandbox import acts, rules, wire
from sandbox.events import READ_SCOPES
from sandbox.methods.method import TIMESTAMP, Call, method, page
from sandbox.refusal import Refusal
from sandbox.workspace import Channel, Json, Kind, Message

TYPES: dict[str, Kind] = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
MOST_PEOPLE = 8


def listed_kinds(call: Call) -> list[Kind]:
    """The kinds asked for with `types`; each needs its scope."""
    names = call.arguments.listed("types") or ["public_channel"]
    if any(name not in TYPES for name in names):
        raise Refusal("invalid_types", rules.TYPES_KNOWN)
    kinds = [TYPES[name] for name in names]
    for kind in kinds:
        call.need(READ_SCOPES[kind])
    return kinds


@method("conversations.list", tier=2)
def list_(call: Call) -> Json:
    kinds = listed_kinds(call)
    unarchived = call.arguments.flag("exclude_archived")
    found = [
        channel
        for channel in call.workspace.channels.values()
        if channel.kind in kinds
        and not (unarchived and channel.archived)
        and (not channel.private or call.workspace.bot_user_id in channel.members)
    ]
    return page(call, found, lambda channel: wire.channel_json(call.workspace, channel), name="channels")


@method("conversations.info", tier=3)
def info(call: Call) -> Json:
    channel = call.channel()
    call.need_for(channel)
    shown = wire.channel_json(call.workspace, channel)
    if not call.arguments.flag("include_num_members"):
        shown.pop("num_members", None)
    if call.arguments.flag("include_locale"):
        shown["locale"] = "ja-JP"
    return {"channel": shown}


@method("conversations.members", tier=4)
def members(call: Call) -> Json:
    channel = call.channel()
    call.need_for(channel)
    return page(call, channel.members, str, name="members")


@method("conversations.join", tier=3, scope="channels:join")
def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "channel":
        raise Refusal("method_not_supported_for_channel_type", rules.CHANNEL_TYPE)
    if channel.archived:
        raise Refusal("is_archived", rules.CHANNEL_ARCHIVED)
    answer: Json = {}
    if call.workspace.bot_user_id in channel.members:
        warning = "already_in_channel"
        answer = {"warning": warning, "response_metadata": {"warnings": [warning]}}
    acts.join(call.slack, call.workspace, channel, call.workspace.bot_user_id)
    return {"channel": wire.channel_json(call.workspace, channel), **answer}


@method("conversations.open", tier=3)
def open_(call: Call) -> Json:
    """The direct message with one person, or a group of up to eight."""
    if call.arguments.text("channel"):
        channel = call.channel()
        return {"no_op": True, "already_open": True, "channel": _opened(call, channel)}
    people = list(dict.fromkeys(call.arguments.listed("users")))
    if call.workspace.bot_user_id in people:
        raise Refusal("invalid_user_combination", rules.OPEN_OTHERS)
    if not people:
        raise Refusal("users_list_not_supplied", rules.OPEN_USERS)
    if len(people) > MOST_PEOPLE:
        raise Refusal("too_many_users", rules.OPEN_USERS)
    call.need("im:write" if len(people) == 1 else "mpim:write")
    for user in map(call.user_of, people):
        if user.deleted:
            raise Refusal("user_disabled", rules.USER_DISABLED)
    known = call.workspace.direct(call.workspace.bot_user_id, *people)
    channel = call.slack.direct_message(call.workspace, *people)
    state = {"no_op": True, "already_open": True} if known else {}
    return {**state, "channel": _opened(call, channel)}


def _opened(call: Call, channel: Channel) -> Json:
    if call.arguments.flag("return_im"):
        return wire.channel_json(call.workspace, channel)
    return {"id": channel.id}


@method("conversations.history", tier=3)
def history(call: Call) -> Json:
    """What stands outside threads, newest first."""
    channel = _readable(call)
    found = _between(call, channel.visible_roots())
    found.reverse()
    answer = _shown(call, channel, found, default=100, most=999)
    return {**answer, "pin_count": 0}


@method("conversations.replies", tier=3)
def replies(call: Call) -> Json:
    """A message and its replies, oldest first; the parent stands on the first page."""
    channel = _readable(call)
    ts = call.arguments.required("ts")
    parent = channel.messages.get(ts)
    if parent is None:
        raise Refusal("thread_not_found", rules.THREAD_FOUND)
    if parent.in_thread:
        return _shown(call, channel, [parent], default=1000, most=1000)
    found = [parent, *_between(call, channel.replies(ts))]
    return _shown(call, channel, found, default=1000, most=1000)


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need_for(channel, history=True)
    if call.workspace.bot_user_id not in channel.members:
        raise Refusal("not_in_channel", rules.CHANNEL_MEMBER)
    return channel


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = _moment(call, "oldest"), _moment(call, "latest")
    if call.arguments.flag("inclusive"):
        return [m for m in messages if (not oldest or m.ts >= oldest) and (not latest or m.ts <= latest)]
    return [m for m in messages if (not oldest or m.ts > oldest) and (not latest or m.ts < latest)]


def _moment(call: Call, name: str) -> str:
    """`oldest` or `latest` as a ts; whole seconds are fine, too."""
    given = call.arguments.text(name)
    if not given or given == "0":
        return ""
    seconds, _, micros = given.partition(".")
    ts = f"{seconds:0>10}.{micros:0<6}"
    if not TIMESTAMP.fullmatch(ts):
        raise Refusal(f"invalid_ts_{name}", rules.OLDEST_SHAPE)
    return ts


def _shown(call: Call, channel: Channel, found: list[Message], *, default: int, most: int) -> Json:
    whole = call.arguments.flag("include_all_metadata")

    def show(message: Message) -> Json:
        return wire.message_json(call.slack, call.workspace, channel, message, metadata=whole)

    answer = page(call, found, show, name="messages", default=default, most=most)
    return {**answer, "has_more": bool(answer["response_metadata"]["next_cursor"])}
