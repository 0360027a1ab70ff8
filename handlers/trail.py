"""The trail: the button that opens the whole way through a thing."""

from typing import Any

from pydantic import BaseModel
from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.delivery.outbox import About
from bot.trail import trail_page
from bot.views import trail as views
from bot.views.trail import TrailAction
from handlers import showing
from handlers.listening import begin
from handlers.payloads import BlockAction


class Opened(BaseModel):
    """What views with a list remember of where they were opened."""

    channel_id: str | None = None


def opened(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Show the trail in a view, over the one in which the button stands."""
    given = BlockAction.model_validate(body)
    kind, _, id_ = given.value.partition(":")
    in_modal = given.in_modal
    channel_id = in_modal.remembered(Opened).channel_id if in_modal is not None else given.channel_id
    with begin(context, given) as tx:
        view = views.page(tx.words, trail_page.open_(tx, About(kind, id_), channel_id))
    showing.over(client, given, view)
    ack()


def register(app: App) -> None:
    app.action(TrailAction.OPEN)(opened)
