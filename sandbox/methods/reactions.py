"""reactions.*"""

import re

from sandbox import acts, rules, wire
from sandbox.methods.method import TIMESTAMP, Call, method
from sandbox.refusal import Refusal
from sandbox.workspace import Channel, Json, Message

NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")
A_PERSON = 23
KINDS = 50


def _item(call: Call) -> tuple[Channel, Message]:
    if not call.arguments.text("channel") or not call.arguments.text("timestamp"):
        raise Refusal("no_item_specified", rules.REACTION_ITEM)
    channel = call.channel()
    if not TIMESTAMP.fullmatch(call.arguments.text("timestamp")):
        raise Refusal("bad_timestamp", rules.REACTION_TS)
    return channel, call.message(channel, "timestamp")


def _name(call: Call) -> str:
    name = call.arguments.required("name")
    if not NAME.fullmatch(name):
        raise Refusal("invalid_name", rules.REACTION_NAME)
    return name


@method("reactions.add", tier=3, scope="reactions:write")
def add(call: Call) -> Json:
    name = _name(call)
    channel, message = _item(call)
    call.writable(channel)
    me = call.workspace.bot_user_id
    if me in message.reactions.get(name, ()):
        raise Refusal("already_reacted", rules.REACTION_ONCE)
    if name not in message.reactions and len(message.reactions) >= KINDS:
        raise Refusal("too_many_emoji", rules.REACTION_KINDS)
    if sum(me in people for people in message.reactions.values()) >= A_PERSON:
        raise Refusal("too_many_reactions", rules.REACTION_PERSON)
    acts.react(call.slack, call.workspace, channel, message, me, name)
    return {}


@method("reactions.remove", tier=2, scope="reactions:write")
def remove(call: Call) -> Json:
    name = _name(call)
    channel, message = _item(call)
    me = call.workspace.bot_user_id
    if me not in message.reactions.get(name, ()):
        raise Refusal("no_reaction", rules.REACTION_THERE)
    acts.unreact(call.slack, call.workspace, channel, message, me, name)
    return {}


@method("reactions.get", tier=3, scope="reactions:read")
def get(call: Call) -> Json:
    channel, message = _item(call)
    shown = wire.message_json(call.slack, call.workspace, channel, message)
    return {"type": "message", "channel": channel.id, "message": shown}
