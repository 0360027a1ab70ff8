"""Emojis that people set and take away, and the button that says which remark one is for."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import events
from bot.reactions import reactions
from bot.reactions.reactions import Item
from bot.tally import Meaning
from bot.views.reactions import ReactionAction
from handlers.listening import begin, respond_later
from handlers.payloads import BlockAction, EventPayload, as_we_wrote_it


def changed(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = EventPayload.model_validate(body)
    with begin(context, given) as tx:
        events.happened(tx, given.event)
    ack()


def chosen(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with as_we_wrote_it():
        kind, channel, ts, remark_id = given.value.split(":")
        meaning = Meaning(kind)
    with begin(context, given) as tx:
        reactions.choose(tx, meaning, Item(channel=channel, ts=ts), remark_id)
        words = tx.words
    ack()
    if given.response_url is not None:
        respond_later(given.response_url, words("reaction-chosen"))


def register(app: App) -> None:
    app.event("reaction_added")(changed)
    app.event("reaction_removed")(changed)
    app.action(ReactionAction.CHOOSE)(chosen)
