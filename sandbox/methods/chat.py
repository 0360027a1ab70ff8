"""chat.*: posts, updates, deletions, ephemerals, permalinks."""

from sandbox import acts, rules, wire
from sandbox.content import Content, metadata_of, read_content
from sandbox.methods.method import TIMESTAMP, Call, method
from sandbox.refusal import Refusal
from sandbox.responses import show_ephemeral
from sandbox.workspace import Channel, Json, Message

POST_LIMIT = 40_000
UPDATE_LIMIT = 4_000
TRUNCATED = (
    "[WARN] Your message was truncated but still posted. The `text` field accepts up to 40,000 characters."
)
_IDENTITY = ("username", "icon_url", "icon_emoji")


def _body(call: Call) -> Json:
    """The content arguments, with JSON read out of form fields."""
    arguments = call.arguments
    body: Json = {key: arguments.given[key] for key in ("text", "markdown_text") if key in arguments.given}
    refusals = {
        "blocks": Refusal("invalid_blocks_format", rules.BLOCKS_FORMAT),
        "attachments": Refusal("invalid_arguments", rules.ARGUMENT_SHAPE),
        "metadata": Refusal("invalid_metadata_format", rules.METADATA_SHAPE),
    }
    return body | {key: arguments.structure(key, refusal) for key, refusal in refusals.items()}


def _destination(call: Call) -> Channel:
    """The conversation to post in; a person's id stands for their direct message."""
    target = call.arguments.required("channel")
    user = call.workspace.users.get(target)
    if user is None:
        channel = call.channel()
        unjoined_allowed = channel.kind == "channel" and "chat:write.public" in call.workspace.scopes
        call.writable(channel, member=not unjoined_allowed)
    else:
        channel = call.slack.direct_message(call.workspace, user.id)
    if channel.kind == "im" and not call.slack.manifest.messages_tab:
        raise Refusal("messages_tab_disabled", rules.MESSAGES_TAB)
    return channel


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread to reply in; Slack takes a ts that is no parent's, and shows the reply nowhere."""
    thread_ts = call.arguments.text("thread_ts")
    if not thread_ts:
        return None
    if not isinstance(call.arguments.given["thread_ts"], str) or not TIMESTAMP.fullmatch(thread_ts):
        message = f"[ERROR] {thread_ts} is not a valid thread_ts"
        raise Refusal("invalid_thread_ts", rules.THREAD_TS_SHAPE, response_metadata={"messages": [message]})
    parent = channel.messages.get(thread_ts)
    if parent is None or parent.in_thread:
        call.complaint = rules.THREAD_TS_PARENT
    return thread_ts


def _identity(call: Call) -> Json:
    chosen = {key: call.arguments.text(key) for key in _IDENTITY if call.arguments.text(key)}
    if not chosen:
        return {}
    if "chat:write.customize" not in call.workspace.scopes:
        provided = ",".join(call.workspace.scopes)
        raise Refusal(
            "missing_scope", rules.CUSTOM_IDENTITY, needed="chat:write.customize", provided=provided
        )
    icons = {"emoji": chosen["icon_emoji"]} if "icon_emoji" in chosen else {}
    return {"username": chosen.get("username", call.bot.name), **({"icons": icons} if icons else {})}


@method("chat.postMessage", scope="chat:write")
def post_message(call: Call) -> Json:
    channel = _destination(call)
    thread_ts = _thread(call, channel)
    body = _body(call)
    text = body.get("text")
    truncated = isinstance(text, str) and len(text) > POST_LIMIT
    if truncated:
        body["text"] = text[:POST_LIMIT] if isinstance(text, str) else ""
        call.complaint = rules.TEXT_POST
    content = read_content(call.workspace, body)
    identity = _identity(call)
    call.slack.limits.check_post(call.workspace.id, channel.id)
    broadcast = bool(thread_ts) and call.arguments.flag("reply_broadcast")
    subtype = "bot_message" if identity else "thread_broadcast" if broadcast else None
    message = content.message(
        call.workspace, thread_ts, identity=identity, subtype=subtype, broadcast=broadcast
    )
    acts.post(call.slack, call.workspace, channel, message)
    answer = {
        "channel": channel.id,
        "ts": message.ts,
        "message": wire.message_json(call.slack, call.workspace, channel, message),
    }
    if truncated:
        answer["warning"] = "message_truncated"
        answer["response_metadata"] = {"messages": [TRUNCATED], "warnings": ["message_truncated"]}
    return answer


@method("chat.update", tier=3, scope="chat:write")
def update(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    if not message.from_app:
        raise Refusal("cant_update_message", rules.MESSAGE_OWN_UPDATE)
    call.writable(channel)
    body = _body(call)
    text = body.get("text")
    if isinstance(text, str) and len(text) > UPDATE_LIMIT:
        raise Refusal("msg_too_long", rules.TEXT_UPDATE)
    content = read_content(call.workspace, body)
    changes = _changes(message, content)
    if body["metadata"] is not None:
        changes["metadata"] = metadata_of(body["metadata"])
    acts.edit(call.slack, call.workspace, channel, message, call.workspace.bot_user_id, **changes)
    shown = wire.message_json(call.slack, call.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def _changes(message: Message, content: Content) -> Json:
    """Text without blocks takes the old blocks away; blocks without text keep the old text."""
    text = content.text if "text" in content.given else message.text
    keep_blocks = not content.given & {"text", "blocks"}
    return {
        "text": text,
        "blocks": message.blocks if keep_blocks else content.blocks,
        "attachments": content.attachments if "attachments" in content.given else message.attachments,
    }


@method("chat.delete", tier=3, scope="chat:write")
def delete(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    if not message.from_app:
        raise Refusal("cant_delete_message", rules.MESSAGE_OWN_DELETE)
    if message.identity:
        raise Refusal("cant_delete_message", rules.CUSTOM_DELETE)
    acts.delete(call.slack, call.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", tier=4, scope="chat:write")
def post_ephemeral(call: Call) -> Json:
    channel = call.writable(call.channel())
    user = call.user()
    if user.id not in channel.members:
        raise Refusal("user_not_in_channel", rules.EPHEMERAL_MEMBER)
    thread_ts = _thread(call, channel)
    body = _body(call)
    text = body.get("text")
    if isinstance(text, str) and len(text) > POST_LIMIT:
        raise Refusal("msg_too_long", rules.TEXT_EPHEMERAL)
    content = read_content(call.workspace, body)
    shown = show_ephemeral(call.slack, call.workspace, channel, user.id, content, thread_ts)
    return {"message_ts": shown["ts"]}


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    link = f"https://{call.workspace.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.in_thread:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}
