"""The home tab: somebody opened Entaku itself."""

from typing import Any

from pydantic import AliasPath, Field
from slack_bolt import Ack, App, BoltContext

from bot import home
from handlers.listening import begin
from handlers.payloads import EventPayload


class HomeOpened(EventPayload):
    """https://docs.slack.dev/reference/events/app_home_opened: `tab` is `home` or `messages`."""

    tab: str = Field("home", validation_alias=AliasPath("event", "tab"))


def opened(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = HomeOpened.model_validate(body)
    with begin(context, given) as tx:
        home.opened(tx, given.tab)
    ack()


def register(app: App) -> None:
    app.event("app_home_opened")(opened)
