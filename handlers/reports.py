"""Reports: the button that puts one into the record room."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.reports import asking
from bot.views import reports as views
from bot.views.reports import ReportAction
from handlers.listening import begin, respond_later
from handlers.payloads import BlockAction


def share(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    """Have the report put into the record room."""
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        asking.share(tx, given.value)
        answer = views.told(tx.words("report-shared"))
    ack()
    if given.response_url is not None:
        respond_later(given.response_url, **answer.arguments())


def register(app: App) -> None:
    app.action(ReportAction.SHARE)(share)
