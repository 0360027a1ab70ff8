"""Material: the buttons that make a watchword into a picture or a slide."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.material import asking
from bot.material.sheet import Kind
from bot.views import material as views
from bot.views.material import MaterialAction
from bot.watchwords import watchword_pages
from handlers import showing
from handlers.listening import begin
from handlers.payloads import BlockAction


def _make(kind: Kind) -> Callable[[Ack, dict[str, Any], BoltContext, WebClient], None]:
    def make(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        """Have a watchword drawn; its files come as a direct message. What was pressed says so."""
        given = BlockAction.model_validate(body)
        with begin(context, given) as tx:
            asking.ask(tx, given.value, kind)
            answer = views.coming(tx.words)
            page = watchword_pages.page(tx, given.value, done=answer.text) if given.in_modal else None
        showing.answer(ack, client, given, page, **answer.arguments())

    return make


def register(app: App) -> None:
    app.action(MaterialAction.PICTURE)(_make(Kind.PICTURE))
    app.action(MaterialAction.SLIDE)(_make(Kind.SLIDE))
