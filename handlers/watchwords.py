"""The shelf of watchwords: /watchwords."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import watchwords
from bot.plaintext import readable
from bot.views import watchwords as views
from handlers.listening import begin
from handlers.payloads import SlashCommand


def command(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    """Look back: at all watchwords, or at those near to somebody's words."""
    given = SlashCommand.model_validate(body)
    asked = readable(given.text, {}).strip()
    with begin(context, given) as tx:
        if asked:
            answer = views.near(tx.words, watchwords.near(tx, asked, views.SHOWN))
        else:
            answer = views.shelf(tx.words, watchwords.shelf(tx, views.SHOWN))
    ack(**answer.arguments())


def register(app: App) -> None:
    app.command("/watchwords")(command)
