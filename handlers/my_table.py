"""My table at home: its switch, and the form in which one asks people again."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.home import home
from bot.people import asking_again, my_table
from bot.people.asking_again import AskForm
from bot.views import my_table as views
from bot.views.my_table import TableAction
from handlers import showing
from handlers.listening import begin
from handlers.payloads import BlockAction, ViewSubmission


def on(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    _switch(ack, body, context, is_on=True)


def off(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    _switch(ack, body, context, is_on=False)


def _switch(ack: Ack, body: dict[str, Any], context: BoltContext, *, is_on: bool) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        my_table.switch(tx, is_on=is_on)
        home.show(tx, done=tx.words("table-on-done" if is_on else "table-off-done"))
    ack()


def ask(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        filled, offered = asking_again.open_form(tx, given.value)
        view = views.form(tx.words, filled.whom, filled.line, offered, given.value)
    showing.over(client, given, view)
    ack()


def asked(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    typed = AskForm.model_validate(given.fields())
    with begin(context, given) as tx:
        asking_again.ask(tx, given.view.private_metadata, typed)
        told = views.asked(tx.words)
    ack(response_action="update", view=told.to_dict())


def register(app: App) -> None:
    app.action(TableAction.ON)(on)
    app.action(TableAction.OFF)(off)
    app.action(TableAction.ASK)(ask)
    app.view(TableAction.ASK)(asked)
