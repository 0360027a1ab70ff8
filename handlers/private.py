"""Which private messages reach somebody: ticked in App Home, or switched off under a message of that kind."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.home import home
from bot.people import private
from bot.people.private import Kind
from bot.refusals import Gone
from bot.views import private as views
from bot.views.private import PrivateAction
from handlers.listening import begin, respond_later
from handlers.payloads import BlockAction


def off(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        kind = _kind(given.value)
        private.switch(tx, kind, is_on=False)
        done = views.off_done(tx.words, kind)
    ack()
    if given.response_url is not None:
        respond_later(given.response_url, done)


def choose(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        if not given.ticked <= given.offered:
            raise Gone
        private.choose(tx, offered=given.offered, wanted=given.ticked, at=given.pressed_at)
        home.show(tx)
    ack()


def _kind(value: str) -> Kind:
    if value not in private.SWITCHED:
        raise Gone
    return Kind(value)


def register(app: App) -> None:
    app.action(PrivateAction.OFF)(off)
    app.action(PrivateAction.CHOOSE)(choose)
