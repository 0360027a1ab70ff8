"""Looking back: the form that asks what one is stuck on, and the watchwords that speak to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms, shelf
from bot.views.uses import UseAction

ON_A_PAGE = 5
"""As many as a phone shows with two thumbs' scrolling."""
ASKED_CHARACTERS = 300
"""More is another story; a button must carry it through the pages (2,000 characters)."""
SITUATION_CHARACTERS = 120
PHRASE_CHARACTERS = 300


class LookAction(StrEnum):
    OPEN = "watchwords.look"
    PAGE = "watchwords.look_page"
    FORM = "watchwords.look_back"


class Asked(BaseModel):
    """What a page of answers remembers: the question, in the words of whoever has it open, and the page."""

    model_config = ConfigDict(frozen=True)

    asked: str
    page: int = 0


@dataclass(frozen=True)
class Seen:
    """A watchword that was found, with the customer's situation as far as the reader may know it."""

    id: str
    phrase: str
    is_adopted: bool
    quote: str | None
    scene: str | None
    product: str | None
    circle: str
    tz: str
    said_at: datetime


@dataclass(frozen=True)
class Found:
    asked: str
    shown: Sequence[Seen]
    is_near: bool
    """Else they may be near, and it says so."""
    by_spelling: bool
    count: int
    page: int
    """From 0."""
    pages: int
    keeps_back: Literal["inside", "unknown"] | None = None
    """Why there is more than the reader may find."""


def form(words: Words, asked: str | None = None) -> View:
    """Return the form with its one field."""
    field = forms.text_field(
        "asked",
        words("look-asked"),
        filled=asked,
        hint=words("home-search-hint"),
        longest=ASKED_CHARACTERS,
        is_long=True,
        is_optional=False,
    )
    return forms.form(
        words,
        LookAction.FORM,
        title=words("look-title"),
        submit=words("look-submit"),
        metadata="",
        blocks=[field],
    )


def answer(words: Words, found: Found) -> Message:
    """Answer `/watchwords words`: the first ones, and a button to the form, to the further ones where there are more."""
    more = found.count - len(found.shown)
    label = words("look-more-button", count=more) if more > 0 else words("look-again-button")
    value = _remembered(found.asked, 1 if more > 0 else 0)
    further = ButtonElement(text=label, action_id=LookAction.PAGE, value=value)
    return Message(_head(words, found), [*_results(words, found), ActionsBlock(elements=[further])])


def page(words: Words, found: Found) -> View:
    """Return a page of answers as a form: what was asked stands above, where it can be asked differently."""
    blocks: list[Block] = [*form(words, found.asked).blocks, DividerBlock(), *_results(words, found)]
    return forms.form(
        words,
        LookAction.FORM,
        title=words("look-title"),
        submit=words("look-submit"),
        metadata=_remembered(found.asked, found.page),
        blocks=[*blocks, *_pager(words, found)],
    )


def button(words: Words) -> ActionsBlock:
    """Return the entry that stands in the home."""
    return ActionsBlock(
        elements=[ButtonElement(text=words("home-search"), action_id=LookAction.OPEN, value="look")]
    )


def _head(words: Words, found: Found) -> str:
    if not found.shown:
        return words("home-search-none")
    return words("shelf-near" if found.is_near else "look-perhaps")


def _results(words: Words, found: Found) -> Iterator[Block]:
    yield forms.ours(_head(words, found))
    kept = shelf.kept_back(words, found.keeps_back)
    if kept:
        yield forms.ours(kept)
    if found.pages > 1:
        first = found.page * ON_A_PAGE + 1
        last = first + len(found.shown) - 1
        yield _small(words("look-place", first=first, last=last, count=found.count))
    for one in found.shown:
        yield forms.said(words("look-phrase", phrase=one.phrase), longest=PHRASE_CHARACTERS)
        yield ContextBlock(
            elements=[PlainTextObject(text=escape(line), emoji=True) for line in _facts(words, one)]
        )
        details = ButtonElement(text=words("shelf-details"), action_id=UseAction.OPEN, value=one.id)
        yield ActionsBlock(elements=[details])


def _facts(words: Words, one: Seen) -> Iterator[str]:
    situation = " ".join((one.scene or one.quote or "").split())
    if situation:
        key = "look-scene" if one.scene else "look-quote"
        yield words(key, text=shorten(situation, SITUATION_CHARACTERS)[0])
    day = words.date(one.said_at.astimezone(ZoneInfo(one.tz)).date())
    places = {"circle": shorten(one.circle, 60)[0], "day": day}
    if one.product:
        yield words("look-from-product", product=shorten(one.product, 60)[0], **places)
    else:
        yield words("look-from", **places)
    if not one.is_adopted:
        yield words("look-nominee")


def _pager(words: Words, found: Found) -> Iterator[Block]:
    """Yield buttons to the pages beside this one; Slack wants the action ids of a block to differ."""
    beside = [(found.page - 1, words("look-earlier")), (found.page + 1, words("look-later"))]
    for number, label in beside:
        if 0 <= number < found.pages:
            value = _remembered(found.asked, number)
            yield ActionsBlock(elements=[ButtonElement(text=label, action_id=LookAction.PAGE, value=value)])


def _small(text: str) -> ContextBlock:
    return ContextBlock(elements=[PlainTextObject(text=text, emoji=True)])


def _remembered(asked: str, page: int) -> str:
    return Asked(asked=shorten(asked, ASKED_CHARACTERS)[0], page=page).model_dump_json()
