"""What happens to the installation itself: tokens revoked, the app taken out."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import workspaces
from handlers.listening import begin
from handlers.payloads import EventPayload


def removed(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = EventPayload.model_validate(body)
    with begin(context, given) as tx:
        workspaces.stop(tx, given.event["type"])
    ack()


def register(app: App) -> None:
    app.event("app_uninstalled")(removed)
    app.event("tokens_revoked")(removed)
