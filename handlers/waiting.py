"""The waiting list that hosts open from their panel, and what they press in it."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.transaction import Transaction
from bot.views import waiting as views
from bot.views.hosts import HostAction
from bot.voices import waiting
from handlers import showing
from handlers.listening import begin
from handlers.payloads import BlockAction, View, as_we_wrote_it


def show(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = views.waiting(tx.words, waiting.listed(tx, given.value))
    showing.over(client, given, view)
    ack()


def turn(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = views.waiting(tx.words, waiting.listed(tx, *_place(given.value)))
    client.views_update(view_id=View.model_validate(given.view).id, view=view)
    ack()


def pressed(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Perform what the button of a voice says, and show the list as it is then."""
    given = BlockAction.model_validate(body)
    shown = View.model_validate(given.view)
    circle_id, page = _place(shown.private_metadata)
    operation = OPERATIONS[HostAction(given.actions[0].action_id)]
    with begin(context, given) as tx:
        done = operation(tx, circle_id, given.value)
        view = views.waiting(tx.words, waiting.listed(tx, circle_id, page, done=done))
    client.views_update(view_id=shown.id, view=view)
    ack()


def _place(value: str) -> tuple[str, int]:
    circle_id, _, page = value.partition(":")
    with as_we_wrote_it():
        return circle_id, int(page)


def _hold(tx: Transaction, circle_id: str, voice_id: str) -> str:
    waiting.hold(tx, circle_id, voice_id)
    return tx.words("waiting-hold-done")


def _let_go(tx: Transaction, circle_id: str, voice_id: str) -> str:
    waiting.let_go(tx, circle_id, voice_id)
    return tx.words("waiting-let-go-done")


def _forward(tx: Transaction, circle_id: str, voice_id: str) -> str:
    waiting.forward(tx, circle_id, voice_id)
    return tx.words("waiting-forward-done")


OPERATIONS: dict[HostAction, Callable[[Transaction, str, str], str]] = {
    HostAction.HOLD: _hold,
    HostAction.LET_GO: _let_go,
    HostAction.FORWARD: _forward,
}


def register(app: App) -> None:
    app.action(HostAction.WAITING)(show)
    app.action(HostAction.WAITING_PAGE)(turn)
    for action in OPERATIONS:
        app.action(action)(pressed)
