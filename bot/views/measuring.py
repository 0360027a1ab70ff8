"""A message held against the watchwords: the form with what they ask back, and what is put into its thread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.plaintext import escape
from bot.texts import Words
from bot.views import forms, situations
from bot.views.circles import shown
from bot.views.uses import UseAction
from bot.watchwords.situations import Situation
from bot.watchwords.uses import Summary


class MeasureAction(StrEnum):
    MEASURE = "watchwords.measure"
    SHARE = "watchword.share"


class Measured(BaseModel):
    """What the form remembers: where the message stands and which watchwords are near; not a word of it."""

    channel_id: str
    message_ts: str
    thread_ts: str
    watchword_ids: list[str]
    has_words: bool = True


@dataclass(frozen=True)
class Spoken:
    """A watchword that speaks to the message."""

    situation: Situation
    used: Summary
    share: str | None = None
    """`asked`, `posted` or `refused`, once somebody pressed."""
    because: str | None = None


def measure(words: Words, measured: Measured, spoken: Sequence[Spoken]) -> View:
    return View(
        type="modal",
        callback_id=MeasureAction.MEASURE,
        title=words("measure-title"),
        close=words("form-done"),
        private_metadata=measured.model_dump_json(),
        blocks=[*_words(words, measured, spoken), _kept_nothing(words)],
    )


def shared(words: Words, situation: Situation, user_id: str | None) -> Message:
    """Return what stands in the thread: who put it there, the customer's words, their situation and a question."""
    by = words("measure-shared", who=f"<@{user_id}>") if user_id else words("measure-shared-by-somebody")
    phrase = words("voice-quoted", quote=situation.phrase)
    blocks: list[Block] = [
        forms.ours(by),
        HeaderBlock(text=phrase),
        *situations.blocks(words, situation),
        forms.ours(f"*{_question(words, situation, set())}*"),
    ]
    return Message(f"{by} {escape(phrase)}", blocks)


def refused(words: Words, because: str) -> Message:
    """Tell somebody who closed the form that nothing was put into the thread."""
    line = words(f"measure-share-{because}")
    return Message(line, [forms.ours(line)])


def _words(words: Words, measured: Measured, spoken: Sequence[Spoken]) -> Iterable[Block]:
    if not spoken:
        yield forms.ours(words("measure-none" if measured.has_words else "measure-no-words"))
        return
    yield forms.ours(words("measure-intro"))
    asked: set[str] = set()
    for one in spoken:
        yield DividerBlock()
        yield HeaderBlock(text=words("voice-quoted", quote=one.situation.phrase))
        used = [situations.summary(words, one.used)] if one.used.total else []
        yield from situations.blocks(words, one.situation, *used)
        yield forms.ours(f"*{_question(words, one.situation, asked)}*")
        yield from _share(words, one)


def _question(words: Words, one: Situation, asked: set[str]) -> str:
    """Return what the customer would ask back, from what is known of them; each question stands in a form once."""
    key = next(key for key in _questions(one) if key not in asked)
    asked.add(key)
    if key == "measure-ask-improvement":
        return words(key, improvement=shown(one.improvement or ""))
    if key == "measure-ask-why":
        return words(key, why=shown(one.why or ""))
    return words(key)


def _questions(one: Situation) -> Iterable[str]:
    if one.improvement:
        yield "measure-ask-improvement"
    if one.why:
        yield "measure-ask-why"
    if one.is_customers:
        yield "measure-ask-choose"
        if one.scene:
            yield "measure-ask-moment"
        yield from ("measure-ask-say", "measure-ask-day")
    yield from ("measure-ask-words", "measure-ask-matter", "measure-ask-alive")


def _share(words: Words, one: Spoken) -> Iterable[Block]:
    note = ButtonElement(text=words("use-note-button"), action_id=UseAction.NOTE, value=one.situation.id)
    share = ButtonElement(
        text=words("measure-share-button"), action_id=MeasureAction.SHARE, value=one.situation.id
    )
    if one.share == "refused":
        yield forms.ours(words(f"measure-share-{one.because or 'outside'}"))
    elif one.share is not None:
        state = words("measure-share-asked" if one.share == "asked" else "measure-share-posted")
        yield ContextBlock(elements=[PlainTextObject(text=state, emoji=True)])
    can_share = one.share is None or one.share == "refused"
    yield ActionsBlock(block_id=one.situation.id, elements=[share, note] if can_share else [note])


def _kept_nothing(words: Words) -> Block:
    return ContextBlock(elements=[PlainTextObject(text=words("measure-kept-nothing"), emoji=True)])
