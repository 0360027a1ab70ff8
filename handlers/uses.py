"""A watchword's page, and the form in which its uses are noted, changed and taken back."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View as Shown

from bot.transaction import Transaction
from bot.views import measuring as measure_views
from bot.views import uses as views
from bot.views.measuring import MeasureAction, Measured
from bot.views.uses import Here, Opened, UseAction
from bot.watchwords import measuring, uses, watchword_pages
from bot.watchwords.use_form import UseForm, UseKind
from bot.watchwords.uses import Place
from handlers import showing
from handlers.listening import begin
from handlers.payloads import BlockAction, View, ViewSubmission, as_we_wrote_it


def open_page(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = watchword_pages.page(tx, given.value, channel_id=given.channel_id)
    showing.over(client, given, view)
    ack()


def turn(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    watchword_id, _, page = given.value.partition(":")
    with as_we_wrote_it():
        number = int(page)
    with begin(context, given) as tx:
        view = watchword_pages.page(tx, watchword_id, number)
    client.views_update(view_id=View.model_validate(given.view).id, view=view)
    ack()


def note(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        watchword = uses.find(tx, given.value)
        opened = _opened(given, watchword.id)
        view = views.form(tx.words, watchword.phrase, None, opened)
    client.views_push(trigger_id=given.trigger_id or "", view=view)
    ack()


def change(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        use = uses.open_for_change(tx, given.value)
        watchword = uses.find(tx, use.watchword_id)
        filled = UseForm(kind=UseKind(use.kind), decided=use.decided or "")
        opened = _opened(given, watchword.id).model_copy(update={"use_id": use.id})
        view = views.form(tx.words, watchword.phrase, filled, opened)
    client.views_push(trigger_id=given.trigger_id or "", view=view)
    ack()


def take_back(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    shown = View.model_validate(given.view)
    here = shown.remembered(Here)
    with begin(context, given) as tx:
        watchword = uses.take_back(tx, given.value)
        view = watchword_pages.page(tx, watchword.id, here.page, done=tx.words("use-taken-back"))
    client.views_update(view_id=shown.id, view=view)
    ack()


def submitted(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Keep a use, and let the view below the form show it."""
    given = ViewSubmission.model_validate(body)
    opened = given.view.remembered(Opened)
    with as_we_wrote_it():
        form = UseForm.model_validate(given.fields())
    with begin(context, given) as tx:
        if opened.use_id is not None:
            uses.change(tx, opened.use_id, form)
        else:
            uses.note(tx, opened.watchword_id, form, _place(opened))
        view = _below(tx, opened)
    client.views_update(view_id=opened.view_id or "", view=view)
    ack()


def _opened(given: BlockAction, watchword_id: str) -> Opened:
    """Let the form remember the view that it lies on."""
    shown = View.model_validate(given.view)
    return Opened(
        watchword_id=watchword_id,
        view_id=shown.id,
        below=shown.private_metadata,
        is_measured=shown.callback_id == MeasureAction.MEASURE,
    )


def _place(opened: Opened) -> Place | None:
    """Return the message that was measured, if one was."""
    if not opened.is_measured:
        return None
    with as_we_wrote_it():
        measured = Measured.model_validate_json(opened.below)
    return Place(measured.channel_id, measured.message_ts)


def _below(tx: Transaction, opened: Opened) -> Shown:
    with as_we_wrote_it():
        if opened.is_measured:
            measured = Measured.model_validate_json(opened.below)
            return measure_views.measure(tx.words, measured, measuring.spoken(tx, measured))
        here = Here.model_validate_json(opened.below)
    return watchword_pages.page(tx, opened.watchword_id, here.page, done=tx.words("use-noted"))


def register(app: App) -> None:
    app.action(UseAction.OPEN)(open_page)
    app.action(re.compile(rf"^{re.escape(UseAction.PAGE)}\.\d+$"))(turn)
    app.action(UseAction.NOTE)(note)
    app.action(UseAction.CHANGE)(change)
    app.action(UseAction.TAKE_BACK)(take_back)
    app.view(UseAction.NOTE)(submitted)
