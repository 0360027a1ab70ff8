"""The message shortcut that takes a line down, and its form. Nothing is kept of who pressed: a line may be unnamed."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.bridge import takedown
from bot.delivery.outbox import About
from bot.views import takedown as views
from bot.views.takedown import TAKE_DOWN, WHICH, Opened
from handlers.listening import begin
from handlers.payloads import Shortcut, ViewSubmission


def asked(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = Shortcut.model_validate(body)
    with begin(context, given, leaves_no_trace=True) as tx:
        lines = takedown.at(tx, given.channel_id or "", given.message.get("ts") or "")
        told = {f"{one.about.kind}:{one.about.id}": (one.text, takedown.where(tx, one)) for one in lines}
        view = views.form(tx.words, told)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def submitted(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    remembered = given.view.remembered(Opened)
    kind, _, row_id = (remembered.about or given.fields().get(WHICH) or "").partition(":")
    with begin(context, given, leaves_no_trace=True) as tx:
        line = takedown.take_down(tx, About(kind, row_id))
        view = views.done(tx.words, takedown.where(tx, line))
    ack(response_action="update", view=view)


def register(app: App) -> None:
    app.shortcut(TAKE_DOWN)(asked)
    app.view(TAKE_DOWN)(submitted)
