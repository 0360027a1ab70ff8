"""Measures: what is measured of an improvement, and its values by button or form."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.improvements import measured, measures
from bot.improvements.improvement_form import MeasureForm, ValueForm
from bot.views import measures as views
from bot.views.leading import OpenedLead
from bot.views.measures import MeasureAction
from handlers import showing
from handlers.leading import close_over, over, pressed, shown_again
from handlers.listening import begin
from handlers.payloads import BlockAction, ViewSubmission


def settle(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        filled, has_values = measures.to_settle(tx, given.value)
        view = views.settle_form(tx.words, filled, over(given).model_dump_json(), has_values=has_values)
    showing.over(client, given, view)
    ack()


def settled(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = ViewSubmission.model_validate(body)
    remembered = given.view.remembered(OpenedLead)
    typed = MeasureForm.model_validate(given.fields())
    with begin(context, given) as tx:
        improvement = measures.settle(tx, remembered.improvement_id or "", typed)
        told = views.kept(tx.words, measured.series(tx, improvement))
        again = shown_again(tx, remembered)
    close_over(ack, client, remembered, told, again)


def note(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        name, today = measures.to_note(tx, given.value)
        view = views.value_form(tx.words, name, today, over(given).model_dump_json())
    showing.over(client, given, view)
    ack()


def noted(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = ViewSubmission.model_validate(body)
    remembered = given.view.remembered(OpenedLead)
    typed = ValueForm.model_validate(given.fields())
    with begin(context, given) as tx:
        improvement = measures.note(tx, remembered.improvement_id or "", typed)
        told = views.kept(tx.words, measured.series(tx, improvement))
        again = shown_again(tx, remembered)
    close_over(ack, client, remembered, told, again)


def same(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    pressed(ack, body, context, client, measures.same)


def register(app: App) -> None:
    app.action(MeasureAction.SETTLE)(settle)
    app.view(MeasureAction.SETTLE)(settled)
    app.action(MeasureAction.NOTE)(note)
    app.view(MeasureAction.NOTE)(noted)
    app.action(MeasureAction.SAME)(same)
