"""What /entaku answers: how Entaku is used, and how a circle stands."""

from collections.abc import Sequence
from datetime import date

from bot.delivery.outbox import Message
from bot.plaintext import shorten
from bot.texts import Words
from bot.views import ending, forms
from bot.views.circles import sentence, shown
from bot.views.dialogues import listed
from models import Circle

COMMANDS = (
    *("help-voice", "help-mine", "help-circle", "help-improvements"),
    *("help-hosts", "help-words", "help-wins"),
)
HOW = ("help-stages", "help-seat", "help-seen", "help-unnamed", "help-pin", "help-peace")
WORD_CHARACTERS = 40


def overview(words: Words, contact: str) -> Message:
    """Tell on one screen how a dialogue goes, every command in a line, and whom to ask."""
    told = [
        "\n".join(f"• {words(key)}" for key in HOW),
        "\n".join(words(key) for key in COMMANDS),
        words("help-more", contact=contact),
    ]
    return Message("\n".join(told), [forms.ours(paragraph) for paragraph in told])


def unknown(words: Words, word: str, contact: str) -> Message:
    """Say that there is no such word, and which there are."""
    text = words("error-unknown-sub", word=shorten(" ".join(word.split()), WORD_CHARACTERS)[0])
    known = overview(words, contact)
    return Message(known.text, [forms.said(text), *known.blocks])


def status(
    words: Words, circle: Circle, *, is_open: bool, waiting: int, sat: int = 0, joining: Sequence[str] = ()
) -> Message:
    """Say how a circle stands: open now, paused, or when it sits next, how many voices wait, which rooms still join.

    Where it has an end: how many sittings are behind it (`sat`).
    """
    rooms = words("entaku-rooms", departments=_departments(words, circle)) if circle.rooms else ""
    way = ending.where(words, circle, sat)
    told = [stands(words, circle, is_open=is_open), way, rooms, _waiting(words, waiting), *joining]
    return _lines([line for line in told if line])


def stands(words: Words, circle: Circle, *, is_open: bool) -> str:
    """Say in a sentence whether a circle sits now, when it does next, or that it is paused or at its end."""
    if is_open:
        return words("entaku-open-now", circle=shown(circle.name))
    if circle.closed_at is not None:
        return words("entaku-closed", circle=shown(circle.name))
    if circle.came_round_at is not None:
        return words("entaku-came-round", circle=shown(circle.name))
    if circle.paused_at is not None:
        return words("entaku-paused", circle=shown(circle.name))
    return _next(words, circle)


def opened(words: Words, circle: Circle, voices: int) -> Message:
    return sentence(words("entaku-opened", circle=shown(circle.name), voices=voices))


def skipped(words: Words, circle: Circle, day: date | None) -> Message:
    if day is None:
        return sentence(stands(words, circle, is_open=False))
    return sentence(words("entaku-skipped", circle=shown(circle.name), day=words.date(day)))


def paused(words: Words, circle: Circle) -> Message:
    return sentence(words("entaku-paused", circle=shown(circle.name)))


def resumed(words: Words, circle: Circle) -> Message:
    return sentence(words("entaku-resumed", circle=shown(circle.name)))


def _next(words: Words, circle: Circle) -> str:
    """Say when a circle sits next; right after a change the beat has still to find the day."""
    if circle.next_at is None:
        return words("entaku-next-unknown", circle=shown(circle.name))
    return words("entaku-next", circle=shown(circle.name), moment=words.moment(circle.next_at, circle.tz))


def _waiting(words: Words, waiting: int) -> str:
    return words("entaku-waiting", count=waiting) if waiting else words("entaku-none-waiting")


def _departments(words: Words, circle: Circle) -> str:
    return listed(words, [room.department for room in circle.rooms])


def _lines(lines: Sequence[str]) -> Message:
    return Message("\n".join(lines), [forms.ours(line) for line in lines])
