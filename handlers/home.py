"""The home tab: somebody opened Entaku itself."""

from typing import Any

from pydantic import AliasPath, Field
from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.home import home, host_home
from bot.views import host_home as views
from bot.views.hosts import HostAction
from handlers.listening import begin
from handlers.payloads import BlockAction, EventPayload


class HomeOpened(EventPayload):
    """https://docs.slack.dev/reference/events/app_home_opened: `tab` is `home` or `messages`."""

    tab: str = Field("home", validation_alias=AliasPath("event", "tab"))


def opened(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = HomeOpened.model_validate(body)
    with begin(context, given) as tx:
        home.opened(tx, given.tab)
    ack()


def look_again(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Ask Slack about lost rooms; where one lets us in again, the home follows."""
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        host_home.look_again(tx, given.value)
        view = views.looking(tx.words)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def register(app: App) -> None:
    app.action(HostAction.LOOK_AGAIN)(look_again)
    app.event("app_home_opened")(opened)
