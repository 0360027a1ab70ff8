"""A circle's end: the form with how many sittings it has, and what hosts choose when they are over."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.circles import circles, ending
from bot.dialogues import hosting
from bot.transaction import Transaction
from bot.views import ending as views
from bot.views import hosting as host_views
from bot.views.ending import EndingAction
from handlers.listening import begin
from handlers.payloads import BlockAction, View, ViewSubmission


def asked(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = views.sittings_form(tx.words, *ending.offered(tx, given.value))
    client.views_push(trigger_id=given.trigger_id or "", view=view)
    ack()


def sittings_given(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    typed = given.fields().get("sittings") or ""
    with begin(context, given) as tx:
        view = views.sittings_kept(tx.words, *ending.set_sittings(tx, given.view.private_metadata, typed))
    ack(response_action="update", view=view)


def chosen(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Do what was chosen. The message that asked tells it by itself; the panel shows things as they stand then."""
    given = BlockAction.model_validate(body)
    operation = OPERATIONS[EndingAction(given.actions[0].action_id)]
    panel = View.model_validate(given.view) if given.view is not None else None
    with begin(context, given) as tx:
        done = operation(tx, given.value)
        if panel is not None:
            view = host_views.panel(tx.words, hosting.panel(tx, panel.private_metadata, done=done))
    if panel is not None:
        client.views_update(view_id=panel.id, view=view)
    ack()


def _go_on(tx: Transaction, meant: str) -> str:
    circle = ending.go_on(tx, meant)
    return tx.words("host-go-on-done", sittings=circle.sittings or 0)


def _go_on_open(tx: Transaction, meant: str) -> str:
    ending.go_on_open(tx, meant)
    return tx.words("host-go-on-open-done")


def _close(tx: Transaction, meant: str) -> str:
    ending.close(tx, meant)
    return tx.words("host-close-done")


def _reopen(tx: Transaction, circle_id: str) -> str:
    ending.reopen(tx, circles.get(tx, circle_id))
    return tx.words("host-reopen-done")


OPERATIONS: dict[EndingAction, Callable[[Transaction, str], str]] = {
    EndingAction.GO_ON: _go_on,
    EndingAction.GO_ON_OPEN: _go_on_open,
    EndingAction.CLOSE: _close,
    EndingAction.REOPEN: _reopen,
}


def register(app: App) -> None:
    app.action(EndingAction.SITTINGS)(asked)
    app.view(EndingAction.SITTINGS)(sittings_given)
    for action in OPERATIONS:
        app.action(action)(chosen)
