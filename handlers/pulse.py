"""The pulse: its form, and the button to take an answer back. Nothing is kept of who pressed."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.pulse import pulse_answers
from bot.views import pulse as views
from bot.views.pulse import PulseAction
from handlers.listening import begin
from handlers.payloads import BlockAction, View, ViewSubmission


def opened(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given, leaves_no_trace=True) as tx:
        view = views.form(tx.words, pulse_answers.sheet(tx, given.value, given.channel_id or ""))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def submitted(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    with begin(context, given, leaves_no_trace=True) as tx:
        view = views.taken(tx.words, pulse_answers.give(tx, given.view.private_metadata, given.fields()))
    ack(response_action="update", view=view)


def take_back(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    pressed_in = View.model_validate(given.view)
    with begin(context, given, leaves_no_trace=True) as tx:
        pulse_answers.take_back(tx, given.value)
        view = views.taken_back(tx.words)
    client.views_update(view_id=pressed_in.id, view=view)
    ack()


def register(app: App) -> None:
    app.action(PulseAction.ANSWER)(opened)
    app.view(PulseAction.SUBMIT)(submitted)
    app.action(PulseAction.TAKE_BACK)(take_back)
