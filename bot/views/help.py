"""What /entaku answers: how Entaku is used, and how a circle stands."""

from collections.abc import Sequence
from datetime import date

from bot.outbox import Message
from bot.plaintext import shorten
from bot.texts import Words
from bot.views import forms
from bot.views.circles import sentence, shown
from bot.views.dialogues import listed
from models import Circle

COMMANDS = ("help-voice", "help-circle", "help-words", "help-wins")
WORD_CHARACTERS = 40


def overview(words: Words, contact: str) -> Message:
    """Tell every command in a line, and whom to ask."""
    lines = [*(words(key) for key in COMMANDS), words("help-more", contact=contact)]
    return Message("\n".join(lines), [forms.ours(line) for line in lines])


def unknown(words: Words, word: str, contact: str) -> Message:
    """Say that there is no such word, and which there are."""
    text = words("error-unknown-sub", word=shorten(" ".join(word.split()), WORD_CHARACTERS)[0])
    known = overview(words, contact)
    return Message(known.text, [forms.said(text), *known.blocks])


def status(words: Words, circle: Circle, *, is_open: bool, waiting: int) -> Message:
    """Say how a circle stands: open now, paused, or when it sits next, and how many voices wait for it."""
    rooms = words("entaku-rooms", departments=_departments(words, circle))
    return _lines([stands(words, circle, is_open=is_open), rooms, _waiting(words, waiting)])


def stands(words: Words, circle: Circle, *, is_open: bool) -> str:
    """Say in a sentence whether a circle sits now, when it does next, or that it is paused."""
    if is_open:
        return words("entaku-open-now", circle=shown(circle.name))
    if circle.paused_at is not None:
        return words("entaku-paused", circle=shown(circle.name))
    return _next(words, circle)


def opened(words: Words, circle: Circle, voices: int) -> Message:
    return sentence(words("entaku-opened", circle=shown(circle.name), voices=voices))


def skipped(words: Words, circle: Circle, day: date | None) -> Message:
    if day is None:
        return sentence(_next(words, circle))
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
