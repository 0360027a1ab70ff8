"""/entaku: how Entaku is used, how a circle stands, and the words with which hosts open, skip, pause and resume."""

import unicodedata
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.circles import circles, coming_round, ending, joining, questions, setup
from bot.circles.setup import WhoSetsUp
from bot.delivery.outbox import Message
from bot.dialogues import dialogues, hosting, rehearsal
from bot.ideas import idea_list
from bot.improvements import by_hand, my_improvements
from bot.plaintext import readable
from bot.pulse import pulse
from bot.refusals import Refusal
from bot.reports import asking as reports
from bot.transaction import Transaction
from bot.views import help as views
from bot.views import hosting as host_views
from bot.views import ideas as idea_views
from bot.views import joining as join_views
from bot.views import leading as lead_views
from bot.views import my_voices as my_voice_views
from bot.views import questions as question_views
from bot.views import setup as setup_views
from bot.views import swaps as swap_views
from bot.views.circles import sentence
from bot.voices import my_voices, swaps, voices
from handlers.listening import begin
from handlers.payloads import SlashCommand
from models import Circle, Dialogue

LISTED_IMPROVEMENTS = 12
"""Slack refuses a message whose blocks hold about 12,000 characters in all."""


class WhichCircle(Refusal):
    """Neither has the channel a seat in a circle, nor is there exactly one."""

    key = "entaku-which-circle"


def command(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Answer in the ack; where a word leads to a form, open it."""
    given = SlashCommand.model_validate(body)
    typed, *more = readable(given.text, {}).split() or ["help"]
    word = unicodedata.normalize("NFKC", typed).casefold()
    with begin(context, given) as tx:
        if word in WITH_WORDS:
            answer: Message | View = WITH_WORDS[word](tx, given.channel_id, " ".join(more))
        else:
            answering = SUBCOMMANDS.get(word)
            answer = answering(tx, given.channel_id) if answering else _unknown(tx, typed)
    if isinstance(answer, View):
        client.views_open(trigger_id=given.trigger_id, view=answer)
        ack()
    else:
        ack(**answer.arguments())


def _help(tx: Transaction, _channel_id: str) -> Message:
    return views.overview(tx.words, _contact(tx))


def _unknown(tx: Transaction, word: str) -> Message:
    return views.unknown(tx.words, word, _contact(tx))


def _status(tx: Transaction, channel_id: str) -> Message:
    circle = _circle(tx, channel_id)
    is_open = dialogues.running(tx, circle) is not None
    told = views.status(
        tx.words,
        circle,
        is_open=is_open,
        waiting=len(voices.waiting(tx, circle)),
        sat=coming_round.sat(tx, circle),
        joining=[join_views.waits(tx.words, asked) for asked in joining.of_circle(tx, circle)],
    )
    return host_views.with_button(tx.words, told, circle) if circles.is_host(tx, circle) else told


def _open(tx: Transaction, channel_id: str) -> Message:
    circle = _circle(tx, channel_id)
    dialogue = hosting.open_now(tx, circle)
    return views.opened(tx.words, circle, len(dialogue.seated))


def _skip(tx: Transaction, channel_id: str) -> Message:
    circle = _circle(tx, channel_id)
    return views.skipped(tx.words, circle, hosting.skip(tx, circle))


def _pause(tx: Transaction, channel_id: str) -> Message:
    circle = _circle(tx, channel_id)
    hosting.pause(tx, circle)
    return views.paused(tx.words, circle)


def _resume(tx: Transaction, channel_id: str) -> Message:
    circle = _circle(tx, channel_id)
    if circle.closed_at is not None:
        ending.reopen(tx, circle)
    else:
        hosting.resume(tx, circle)
    return views.resumed(tx.words, circle)


def _more(tx: Transaction, channel_id: str) -> Message:
    hosting.more(tx, _sitting(tx, channel_id).id)
    return sentence(tx.words("host-more-done"))


def _next(tx: Transaction, channel_id: str) -> Message:
    hosting.next_stage(tx, _sitting(tx, channel_id).id)
    return sentence(tx.words("host-next-done"))


def _end(tx: Transaction, channel_id: str) -> Message:
    hosting.end(tx, _sitting(tx, channel_id).id)
    return sentence(tx.words("host-end-done"))


def _circle(tx: Transaction, channel_id: str) -> Circle:
    circle = circles.of_channel_or_only(tx, channel_id)
    if circle is None:
        raise WhichCircle
    return circle


def _setup(tx: Transaction, channel_id: str) -> View:
    """Open the form of a new circle, filled with what is known: this channel, this person, their time zone."""
    setup.require_allowed(tx)
    return setup_views.form(
        tx.words,
        setup.beginning(tx, channel_id),
        lets=WhoSetsUp(tx.workspace.who_sets_up) if tx.actor.is_admin else None,
    )


def _questions(tx: Transaction, channel_id: str) -> View:
    circle, asked = questions.offered(tx, _circle(tx, channel_id).id)
    return question_views.form(tx.words, circle, asked)


def _swap(tx: Transaction, channel_id: str) -> View:
    offer = swaps.offered(tx, _circle(tx, channel_id).id)
    return swap_views.form(tx.words, offer.circle, offer.laid_out, offer.waiting)


def _rehearse(tx: Transaction, channel_id: str) -> Message:
    rehearsal.rehearse(tx, _circle(tx, channel_id))
    return sentence(tx.words("rehearse-done"))


def _voices(tx: Transaction, _channel_id: str) -> Message:
    return my_voice_views.listed(tx.words, *my_voices.newest(tx))


def _ideas(tx: Transaction, channel_id: str) -> Message:
    return idea_views.listed(tx.words, idea_list.page(tx, channel_id=channel_id))


def _improvements(tx: Transaction, _channel_id: str) -> Message:
    return lead_views.listed(
        tx.words, *my_improvements.newest(tx, with_hosted=True, size=LISTED_IMPROVEMENTS)
    )


def _improve(tx: Transaction, channel_id: str) -> View:
    return lead_views.by_hand(tx.words, *by_hand.open_form(tx, channel_id))


def _pulse(tx: Transaction, channel_id: str) -> Message:
    return pulse.told(tx, _circle(tx, channel_id))


def _report(tx: Transaction, channel_id: str, period: str) -> Message:
    return reports.ask(tx, _circle(tx, channel_id), period, channel_id=channel_id)


def _sitting(tx: Transaction, channel_id: str) -> Dialogue:
    """Return the dialogue that a host of it means. Others hear nothing of whether one is open."""
    circle = _circle(tx, channel_id)
    circles.require_host(tx, circle)
    return hosting.open_dialogue(tx, circle)


def _contact(tx: Transaction) -> str:
    return tx.contact or tx.words("contact-default")


SUBCOMMANDS: dict[str, Callable[[Transaction, str], Message | View]] = {
    "help": _help,
    "status": _status,
    "open": _open,
    "skip": _skip,
    "pause": _pause,
    "resume": _resume,
    "more": _more,
    "next": _next,
    "end": _end,
    "swap": _swap,
    "rehearse": _rehearse,
    "questions": _questions,
    "pulse": _pulse,
    "setup": _setup,
    "voices": _voices,
    "ideas": _ideas,
    "improve": _improve,
    "improvements": _improvements,
}

WITH_WORDS: dict[str, Callable[[Transaction, str, str], Message | View]] = {"report": _report}
"""What is answered with the words behind the first one."""


def register(app: App) -> None:
    app.command("/entaku")(command)
