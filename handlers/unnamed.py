"""Remarks without a name: their form, and the buttons to rewrite one or take it back. Nothing is kept of who pressed."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.bridge import unnamed
from bot.views import unnamed as views
from bot.views.unnamed import Opened, UnnamedAction
from handlers.listening import begin
from handlers.payloads import BlockAction, View, ViewSubmission


def opened(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given, leaves_no_trace=True) as tx:
        view = views.form(tx.words, unnamed.sheet(tx, given.value, given.channel_id or ""))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def submitted(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    remembered = given.view.remembered(Opened)
    text = given.fields().get("text") or ""
    with begin(context, given, leaves_no_trace=True) as tx:
        if remembered.remark_id is not None:
            view = views.rewritten(tx.words, unnamed.rewrite(tx, remembered.remark_id, text))
        else:
            line = unnamed.say(tx, remembered.dialogue_id or "", text, form_id=given.view.id)
            view = views.said(tx.words, line)
    ack(response_action="update", view=view)


def rewrite(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Open the line over what is shown: what is being typed there stays."""
    given = BlockAction.model_validate(body)
    with begin(context, given, leaves_no_trace=True) as tx:
        view = views.rewriting(tx.words, unnamed.open_for_change(tx, given.value))
    client.views_push(trigger_id=given.trigger_id or "", view=view)
    ack()


def take_back(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    pressed_in = View.model_validate(given.view)
    with begin(context, given, leaves_no_trace=True) as tx:
        sheet = unnamed.take_back(tx, given.value)
        is_form = pressed_in.callback_id == UnnamedAction.SAY
        view = (
            views.form(tx.words, sheet, filled=_typed(pressed_in)) if is_form else views.taken_back(tx.words)
        )
    client.views_update(view_id=pressed_in.id, view=view)
    ack()


def _typed(view: View) -> str | None:
    """Return what stands in the form's field, so that showing it anew loses nothing."""
    typed: str | None = view.values.get("text", {}).get("value", {}).get("value")
    return typed


def register(app: App) -> None:
    app.action(UnnamedAction.SAY)(opened)
    app.view(UnnamedAction.SAY)(submitted)
    app.action(UnnamedAction.REWRITE)(rewrite)
    app.action(UnnamedAction.TAKE_BACK)(take_back)
