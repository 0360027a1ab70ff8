"""Small improvements: proposing one, choosing one, taking the lead or asking a colleague to."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View as SlackView

from bot.dialogues import deciding
from bot.improvements import improvements, owners
from bot.improvements.improvement_form import ImprovementForm
from bot.transaction import Transaction
from bot.views import improvement_forms as form_views
from bot.views import improvements as views
from bot.views.improvements import ImprovementAction, Opened
from handlers.listening import begin, respond_later
from handlers.payloads import BlockAction, View, ViewSubmission


def form(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        filled, opened = improvements.open_form(tx, given.value, given.channel_id or "")
        view = form_views.form(tx.words, filled, opened)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def proposed(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    opened = given.view.remembered(Opened)
    typed = ImprovementForm.model_validate(given.fields())
    with begin(context, given) as tx:
        kept = improvements.propose(tx, opened.dialogue_id or "", opened.channel_id or "", typed)
        moved = improvements.moved(tx, kept)
        view = form_views.kept(tx.words, kept.improvement.what, moved) if moved else None
    if view is not None:
        ack(response_action="update", view=view)
    else:
        ack()


def voted(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given, opened = _pressed(body)
    with begin(context, given) as tx:
        dialogue = improvements.vote(tx, given.value, opened.channel_id or "")
        text = tx.words("improve-voted", time=tx.words.time(deciding.until(dialogue), dialogue.circle.tz))
        view = _list_again(tx, given, opened)
    _answer(ack, client, given, text, view)


def listed(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    opened = Opened(dialogue_id=given.value, channel_id=given.channel_id)
    with begin(context, given) as tx:
        view = views.listed(tx.words, *improvements.to_list(tx, given.value, given.channel_id or ""), opened)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def taken(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given, opened = _pressed(body)
    with begin(context, given) as tx:
        owners.take(tx, given.value, opened.channel_id or "")
        text = tx.words("improve-taken")
        view = _list_again(tx, given, opened)
    _answer(ack, client, given, text, view)


def ask(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        improvement = owners.to_ask(tx, given.value, given.channel_id or "")
        opened = Opened(improvement_id=improvement.id, channel_id=given.channel_id)
        view = form_views.ask_form(tx.words, improvement.what, opened)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def asked(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    opened = given.view.remembered(Opened)
    typed = ImprovementForm.model_validate(given.fields())
    with begin(context, given) as tx:
        owners.ask(tx, opened.improvement_id or "", opened.channel_id or "", typed.owner or "")
    ack()


def accepted(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        owners.accept(tx, given.value)
    ack()


def declined(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        owners.decline(tx, given.value)
    ack()


def withdrawn(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        improvements.withdraw(tx, given.value)
        view = form_views.withdrawn(tx.words)
    if given.view is not None:
        client.views_update(view_id=given.view["id"], view=view)
    ack()


def _pressed(body: dict[str, Any]) -> tuple[BlockAction, Opened]:
    """Read a press on the message in a room, or in the list of all proposals that was opened there."""
    given = BlockAction.model_validate(body)
    if given.view is None:
        return given, Opened(channel_id=given.channel_id)
    return given, View.model_validate(given.view).remembered(Opened)


def _list_again(tx: Transaction, given: BlockAction, opened: Opened) -> SlackView | None:
    if given.view is None:
        return None
    shown = improvements.to_list(tx, opened.dialogue_id or "", opened.channel_id or "")
    return views.listed(tx.words, *shown, opened)


def _answer(ack: Ack, client: WebClient, given: BlockAction, text: str, view: SlackView | None) -> None:
    """Say privately what has come of a press: in the list itself, or beside the message."""
    if given.view is not None and view is not None:
        client.views_update(view_id=given.view["id"], view=view)
    ack()
    if given.response_url is not None:
        respond_later(given.response_url, text)


def register(app: App) -> None:
    app.action(ImprovementAction.PROPOSE)(form)
    app.view(ImprovementAction.PROPOSE)(proposed)
    app.action(ImprovementAction.VOTE)(voted)
    app.action(ImprovementAction.LIST)(listed)
    app.action(ImprovementAction.TAKE)(taken)
    app.action(ImprovementAction.ASK)(ask)
    app.view(ImprovementAction.ASK)(asked)
    app.action(ImprovementAction.ACCEPT)(accepted)
    app.action(ImprovementAction.DECLINE)(declined)
    app.action(ImprovementAction.WITHDRAW)(withdrawn)
