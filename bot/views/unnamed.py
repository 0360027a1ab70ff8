"""How somebody says something without a name: the form with what it promises, and what they are told afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    MarkdownTextObject,
)
from slack_sdk.models.views import View

from bot.texts import Words
from bot.views import forms

UNNAMED_CHARACTERS = 1000
SHOWN_LINES = 10
SHOWN_CHARACTERS = 300


class UnnamedAction(StrEnum):
    SAY = "remark.unnamed"
    REWRITE = "remark.rewrite"
    TAKE_BACK = "remark.take_back"


class Opened(BaseModel):
    """What a form remembers: the dialogue it speaks in, or the remark it changes."""

    dialogue_id: str | None = None
    remark_id: str | None = None


@dataclass(frozen=True)
class Line:
    """A remark of one's own, as typed."""

    id: str
    text: str
    alias: str
    """What its author goes by, as the rooms read it."""
    is_held: bool = False
    """It is still the time to write: it goes out when the notes are opened."""


@dataclass(frozen=True)
class Sheet:
    """What whoever opens the form finds there."""

    dialogue_id: str
    is_few: bool
    """Too few have spoken to stay hidden among them."""
    own: Sequence[Line]
    """What they said without a name so far, the newest last."""


def button(words: Words, dialogue_id: str) -> ButtonElement:
    """Return the button that stands on the card and under each stage's question."""
    return ButtonElement(text=words("unnamed-button"), action_id=UnnamedAction.SAY, value=dialogue_id)


def form(words: Words, sheet: Sheet, *, filled: str | None = None) -> View:
    """Return the form: what is promised and what is not, the field, and one's own lines so far."""
    own = [block for line in sheet.own[-SHOWN_LINES:] for block in _own(words, line)]
    if own:
        own = [DividerBlock(), forms.ours(words("unnamed-own")), *own]
    opened = Opened(dialogue_id=sheet.dialogue_id)
    return _form(words, opened, [*_promise(words, sheet), _field(words, filled), *own])


def rewriting(words: Words, line: Line) -> View:
    return _form(words, Opened(remark_id=line.id), [_field(words, line.text)])


def said(words: Words, line: Line) -> View:
    """Tell that a remark is on its way, with what its author can do about it until the close."""
    told = forms.ours(words("unnamed-held" if line.is_held else "unnamed-said", alias=line.alias))
    return forms.told(words, title=words("unnamed-title"), blocks=[told, *_own(words, line)])


def rewritten(words: Words, line: Line) -> View:
    blocks = [forms.ours(words("unnamed-rewritten")), forms.said(line.text)]
    return forms.told(words, title=words("unnamed-title"), blocks=blocks)


def taken_back(words: Words) -> View:
    return forms.told(words, title=words("unnamed-title"), blocks=[forms.ours(words("unnamed-taken-back"))])


def _form(words: Words, opened: Opened, blocks: Sequence[Block]) -> View:
    return forms.form(
        words,
        UnnamedAction.SAY,
        title=words("unnamed-title"),
        submit=words("unnamed-send"),
        metadata=opened.model_dump_json(),
        blocks=blocks,
    )


def _promise(words: Words, sheet: Sheet) -> list[Block]:
    lines = [words("unnamed-notes"), words("unnamed-until"), words("unnamed-audit")]
    blocks: list[Block] = [ContextBlock(elements=[MarkdownTextObject(text=line)]) for line in lines]
    if sheet.is_few:
        blocks.insert(0, forms.ours(words("unnamed-few")))
    return blocks


def _field(words: Words, filled: str | None) -> Block:
    return forms.text_field(
        "text",
        words("unnamed-label", max=UNNAMED_CHARACTERS),
        filled=filled,
        hint=words("unnamed-hint"),
        longest=UNNAMED_CHARACTERS,
        is_long=True,
        is_optional=False,
    )


def _own(words: Words, line: Line) -> list[Block]:
    rewrite = ButtonElement(text=words("unnamed-rewrite"), action_id=UnnamedAction.REWRITE, value=line.id)
    take_back = ButtonElement(
        text=words("unnamed-take-back"), action_id=UnnamedAction.TAKE_BACK, value=line.id
    )
    return [forms.said(line.text, longest=SHOWN_CHARACTERS), ActionsBlock(elements=[rewrite, take_back])]
