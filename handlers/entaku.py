"""/entaku: how Entaku is used, how a circle stands, and the words with which hosts open, skip, pause and resume."""

import unicodedata
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import circles, dialogues, skips, voices
from bot.outbox import Message
from bot.plaintext import readable
from bot.refusals import Refusal
from bot.transaction import Transaction
from bot.views import help as views
from handlers.listening import begin
from handlers.payloads import SlashCommand
from models import Circle


class WhichCircle(Refusal):
    """Neither has the channel a seat in a circle, nor is there exactly one."""

    key = "entaku-which-circle"


def command(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = SlashCommand.model_validate(body)
    typed = (readable(given.text, {}).split() or ["help"])[0]
    word = unicodedata.normalize("NFKC", typed).casefold()
    with begin(context, given) as tx:
        answering = SUBCOMMANDS.get(word)
        answer = answering(tx, given.channel_id) if answering else _unknown(tx, typed)
    ack(**answer.arguments())


def _help(tx: Transaction, _channel_id: str) -> Message:
    return views.overview(tx.words, _contact(tx))


def _unknown(tx: Transaction, word: str) -> Message:
    return views.unknown(tx.words, word, _contact(tx))


def _status(tx: Transaction, channel_id: str) -> Message:
    circle = _circle(tx, channel_id)
    is_open = dialogues.running(tx, circle) is not None
    return views.status(tx.words, circle, is_open=is_open, waiting=len(voices.waiting(tx, circle)))


def _open(tx: Transaction, channel_id: str) -> Message:
    circle = _hosted(tx, channel_id)
    dialogue = dialogues.open_now(tx, circle)
    return views.opened(tx.words, circle, len(dialogue.seated))


def _skip(tx: Transaction, channel_id: str) -> Message:
    circle = _circle(tx, channel_id)
    return views.skipped(tx.words, circle, skips.skip(tx, circle))


def _pause(tx: Transaction, channel_id: str) -> Message:
    circle = _hosted(tx, channel_id)
    circles.pause(tx, circle)
    return views.paused(tx.words, circle)


def _resume(tx: Transaction, channel_id: str) -> Message:
    circle = _hosted(tx, channel_id)
    circles.resume(tx, circle)
    return views.resumed(tx.words, circle)


def _circle(tx: Transaction, channel_id: str) -> Circle:
    circle = circles.of_channel_or_only(tx, channel_id)
    if circle is None:
        raise WhichCircle
    return circle


def _hosted(tx: Transaction, channel_id: str) -> Circle:
    circle = _circle(tx, channel_id)
    circles.require_host(tx, circle)
    return circle


def _contact(tx: Transaction) -> str:
    return tx.contact or tx.words("contact-default")


SUBCOMMANDS: dict[str, Callable[[Transaction, str], Message]] = {
    "help": _help,
    "status": _status,
    "open": _open,
    "skip": _skip,
    "pause": _pause,
    "resume": _resume,
}


def register(app: App) -> None:
    app.command("/entaku")(command)
