"""What hosts do with a watchword that sleeps: under the message that asks them, and on its page."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.transaction import Transaction
from bot.views import asleep as views
from bot.views.asleep import AsleepAction, Outcome
from bot.watchwords import asleep, watchword_pages
from handlers.listening import begin
from handlers.payloads import BlockAction
from models import Watchword

OPERATIONS: dict[str, tuple[Callable[[Transaction, str], Watchword], Outcome]] = {
    AsleepAction.REVIVE: (asleep.revive, Outcome.REVIVED),
    AsleepAction.RETIRE: (asleep.retire, Outcome.RETIRED),
    AsleepAction.BRING_BACK: (asleep.bring_back, Outcome.BACK),
}


def pressed(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Perform what the button says; the message that asked, or the page, tells it."""
    given = BlockAction.model_validate(body)
    operation, outcome = OPERATIONS[given.actions[0].action_id]
    with begin(context, given) as tx:
        watchword = operation(tx, given.value)
        page = watchword_pages.page(tx, watchword.id, done=views.done(tx.words, watchword, outcome))
    if given.view is not None:
        client.views_update(view_id=given.view["id"], view=page)
    ack()


def register(app: App) -> None:
    for action in OPERATIONS:
        app.action(action)(pressed)
