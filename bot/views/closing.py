"""How a dialogue looks when it has closed: in its threads, on its card, in the record room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block, HeaderBlock, PlainTextObject, SectionBlock

from bot.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views.circles import sentence, shown
from bot.views.dialogues import listed, paragraph, quoted
from models import SeatedVoice

PHRASE_CHARACTERS = 200
"""As escaped; a phrase has at most 60."""
SHOWN_PHRASES = 10


@dataclass(frozen=True)
class Outcome:
    """What came of a dialogue, in numbers and in customers' words."""

    voices: int
    remarks: int
    ideas: int
    watchword: str | None
    phrases: Sequence[str]
    """The other pinned phrases, the most pinned first."""


def closing(words: Words, outcome: Outcome) -> Message:
    thanks = words("close-body")
    return Message(
        thanks, [HeaderBlock(text=words("close-header")), paragraph(thanks), *_came(words, outcome)]
    )


def closed_card(
    words: Words,
    *,
    departments: Sequence[str],
    voices: int,
    started_at: datetime,
    closed_at: datetime,
    tz: str,
) -> Message:
    body = words("close-card", departments=listed(words, departments), voices=voices)
    time = words("close-time", start=words.moment(started_at, tz), end=words.time(closed_at, tz))
    return Message(body, [HeaderBlock(text=words("close-header")), paragraph(body), paragraph(time)])


def record(
    words: Words, *, circle: str, departments: Sequence[str], outcome: Outcome, started_at: datetime, tz: str
) -> Message:
    """Return the record for everyone who was not there; its voices follow as replies."""
    moment = words.moment(started_at, tz)
    body = words("record-body", circle=shown(circle), moment=moment, departments=listed(words, departments))
    return Message(body, [HeaderBlock(text=words("record-header")), paragraph(body), *_came(words, outcome)])


def recorded_voice(words: Words, seated: SeatedVoice, tz: str) -> Message:
    blocks = quoted(words, seated, tz)
    return Message(words("record-voice", n=seated.position + 1), blocks)


def heard(words: Words, started_at: datetime, tz: str, *, remarks: int) -> Message:
    """Tell somebody that the voice they brought was on the table."""
    return sentence(words("heard-dm", moment=words.moment(started_at, tz), count=remarks))


def _came(words: Words, outcome: Outcome) -> list[Block]:
    numbers = words("close-numbers", voices=outcome.voices, remarks=outcome.remarks, ideas=outcome.ideas)
    watchword = (
        words("close-watchword", watchword=_phrase(outcome.watchword))
        if outcome.watchword is not None
        else words("close-no-watchword")
    )
    blocks = [paragraph(numbers), _plain(watchword)]
    if outcome.phrases:
        lines = [words("close-phrase", phrase=_phrase(phrase)) for phrase in outcome.phrases[:SHOWN_PHRASES]]
        blocks.append(_plain("\n".join([words("close-phrases"), *lines])))
    return blocks


def _phrase(phrase: str) -> str:
    return escape(shorten(phrase, PHRASE_CHARACTERS, escaped=True)[0])


def _plain(text: str) -> Block:
    return SectionBlock(text=PlainTextObject(text=text, emoji=True))
