"""How a dialogue looks: its card, the voices on its table, what each stage asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.agenda import Stage, TimedStage
from bot.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views.circles import sentence
from models import SeatedVoice

LISTED_NAME = 40
LISTED_CHARACTERS = 1000
QUOTE_CHARACTERS = 2500
"""A quote has at most 500, which escaping can stretch so far; Fluent puts no more into a sentence."""
FACT_CHARACTERS = 500
RULES = ("rules-1", "rules-2", "rules-3", "rules-4")
PROMPTS = {
    Stage.WRITING: "stage-writing",
    Stage.QUESTION_1: "stage-question-1",
    Stage.QUESTION_2: "stage-question-2",
    Stage.QUESTION_3: "stage-question-3",
    Stage.DECIDING: "stage-deciding",
}


@dataclass(frozen=True)
class Card:
    """What the card of a dialogue says."""

    departments: Sequence[str]
    shared_departments: Sequence[str]
    """Those whose room is shared with another organisation."""
    has_record_room: bool
    voices: int
    stage: Stage
    stage_ends_at: datetime
    starts_at: datetime
    closes_at: datetime
    tz: str


def card(words: Words, card: Card) -> Message:
    start, end = words.time(card.starts_at, card.tz), words.time(card.closes_at, card.tz)
    minutes = round((card.closes_at - card.starts_at).total_seconds() / 60)
    departments = listed(words, card.departments)
    body = words("open-body", voices=card.voices, minutes=minutes, departments=departments)
    blocks: list[Block] = [
        HeaderBlock(text=words("open-header")),
        paragraph(body),
        paragraph(words("open-time", start=start, end=end)),
        now_at(words, card.stage, card.stage_ends_at, card.tz),
        DividerBlock(),
        paragraph("\n".join([words("rules-header"), *(f"• {words(rule)}" for rule in RULES)])),
        ContextBlock(elements=[_ours(line) for line in _where_seen(words, card, departments)]),
    ]
    return Message(body, blocks)


def voice(words: Words, seated: SeatedVoice, tz: str) -> Message:
    """Return a voice as it lies on the table: quote, scene, where it comes from, why it was picked."""
    blocks = quoted(words, seated, tz)
    blocks.append(ContextBlock(elements=[_ours(words(f"picked-{seated.reason.replace('_', '-')}"))]))
    return Message(_quote(words, seated), blocks)


def quoted(words: Words, seated: SeatedVoice, tz: str) -> list[Block]:
    """Return the blocks with a voice's words, which stay plain text, and where they come from."""
    told = seated.voice
    blocks: list[Block] = [_plain(_quote(words, seated))]
    if told.scene:
        blocks.append(_plain(words("open-voice-scene", scene=_typed(told.scene, FACT_CHARACTERS))))
    facts = listed(words, [fact for fact in (told.product, told.segment) if fact])
    month = words.month(told.brought_at.astimezone(ZoneInfo(tz)).date())
    line = (
        words("open-voice-facts", facts=facts, month=month)
        if facts
        else words("open-voice-month", month=month)
    )
    blocks.append(ContextBlock(elements=[PlainTextObject(text=line, emoji=True)]))
    return blocks


def voice_inside_only(words: Words, seated: SeatedVoice) -> Message:
    """Return what a room shared with another organisation reads instead of a voice that stays inside."""
    return sentence(words("open-voice-inside-only", n=seated.position + 1))


def prompt(words: Words, current: TimedStage, tz: str) -> Message | None:
    """Return what a stage asks, and until when; None for a stage that asks nothing."""
    key = PROMPTS.get(current.stage)
    if key is None:
        return None
    minutes = round((current.ends_at - current.begins_at).total_seconds() / 60)
    question = words(key, minutes=minutes) if current.stage is Stage.WRITING else words(key)
    until = words("stage-until", time=words.time(current.ends_at, tz))
    return Message(question, [paragraph(question), ContextBlock(elements=[_ours(until)])])


def nothing_to_open(words: Words) -> Message:
    return sentence(words("open-nothing"))


def invitation(words: Words, opens_at: datetime, tz: str, *, missing: int, wanted: int) -> Message:
    return sentence(
        words("open-invitation", moment=words.moment(opens_at, tz), missing=missing, wanted=wanted)
    )


def now_at(words: Words, stage: Stage, ends_at: datetime, tz: str) -> Block:
    """Return the line with the current stage and the clock time at which it ends."""
    name = words(f"stage-name-{stage.replace('_', '-')}")
    return paragraph(words("open-stage", stage=name, time=words.time(ends_at, tz)))


def listed(words: Words, names: Sequence[str]) -> str:
    """Return names that people typed as one list, escaped and fit to stand within a sentence."""
    short = [shorten(" ".join(name.split()), LISTED_NAME)[0] for name in names]
    return _typed(words("list-separator").join(short), LISTED_CHARACTERS) if short else ""


def paragraph(text: str) -> Block:
    return SectionBlock(text=_ours(text))


def _where_seen(words: Words, card: Card, departments: str) -> list[str]:
    kept = "open-where-record" if card.has_record_room else "open-where"
    lines = [words(kept, departments=departments)]
    if card.shared_departments:
        lines.append(words("open-shared", departments=listed(words, card.shared_departments)))
    return lines


def _quote(words: Words, seated: SeatedVoice) -> str:
    quote = _typed(seated.voice.quote, QUOTE_CHARACTERS)
    return words("open-voice", n=seated.position + 1, quote=quote)


def _typed(text: str, room: int) -> str:
    return escape(shorten(text, room, escaped=True)[0])


def _ours(text: str) -> MarkdownTextObject:
    return MarkdownTextObject(text=text, verbatim=True)


def _plain(text: str) -> Block:
    return SectionBlock(text=PlainTextObject(text=text, emoji=True))
