"""The shelf of watchwords as a list in pages: after a command, at home, and in a view that is turned over."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.agreement import Agreement
from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms, pager, situations
from bot.views.pager import Opened
from bot.views.uses import UseAction
from bot.views.word_actions import WatchwordAction
from bot.watchwords.shelf import AWAY, EVERYTHING, Entry, Shown

JOINED_CHARACTERS = 40
LINE_CHARACTERS = 300


class ShelfAction(StrEnum):
    WHICH = "shelf.which"


def shelf(words: Words, shown: Shown) -> Message:
    """Answer `/watchwords`."""
    if not shown.entries and not shown.has_away:
        text = kept_back(words, shown.keeps_back) or words("empty-shelf")
        return Message(text, [forms.ours(text)])
    header = words("shelf-header")
    return Message(
        header, [forms.ours(header), *_which(words, shown), *_listed(words, shown), *_pager(words, shown)]
    )


def kept_back(words: Words, keeps_back: Literal["inside", "unknown"] | None) -> str | None:
    """Say that there is more than the reader may see, so that nobody takes the shelf for empty."""
    return words(f"shelf-{keeps_back}") if keeps_back else None


def opened(words: Words, shown: Shown, remembered: Opened, *, done: str | None = None) -> View:
    """Return the view in which pages are turned; `done` says what was just done."""
    return View(
        type="modal",
        callback_id=WatchwordAction.PAGE,
        title=words("home-shelf"),
        close=words("form-done"),
        private_metadata=remembered.model_copy(
            update={"place": shown.page.here, "which": shown.which}
        ).model_dump_json(),
        blocks=[
            *([forms.ours(done)] if done else []),
            *_which(words, shown),
            *_listed(words, shown),
            *_pager(words, shown),
        ],
    )


def open_button(words: Words) -> Block:
    """Return the way from the newest ones to all of them."""
    return pager.open_button(words("shelf-open"), WatchwordAction.PAGE)


def supported(words: Words, agreement: Agreement, *, is_on: bool, is_adopted: bool) -> str:
    """Say what has come of putting a phrase forward with a button, or no longer."""
    if not is_on:
        return words("shelf-let-go-done")
    if is_adopted:
        return words("shelf-adopted")
    return words("shelf-supported", people=agreement.people, departments=agreement.departments)


def lines(words: Words, shown: Shown) -> Iterator[Block]:
    was_adopted = True
    for one in shown.entries:
        if was_adopted and not one.is_adopted:
            yield forms.ours(words("shelf-nominees"))
        was_adopted = one.is_adopted
        yield from _entry(words, one)


def _listed(words: Words, shown: Shown) -> Iterator[Block]:
    if shown.entries:
        yield from lines(words, shown)
    else:
        yield forms.ours(words("empty-shelf"))


def _which(words: Words, shown: Shown) -> Iterator[Block]:
    """Yield the choice between circles, where there is one, and what was put away."""
    if len(shown.circles) < 2 and not shown.has_away:
        return
    offered = {EVERYTHING: words("shelf-all")} | dict(shown.circles if len(shown.circles) > 1 else ())
    if shown.has_away:
        offered[AWAY] = words("shelf-away")
    options = [
        Option(value=value, text=PlainTextObject(text=forms.option(text))) for value, text in offered.items()
    ]
    chosen = next((one for one in options if one.value == shown.which), options[0])
    select = StaticSelectElement(action_id=ShelfAction.WHICH, options=options, initial_option=chosen)
    yield ActionsBlock(elements=[select])


def _entry(words: Words, one: Entry) -> Iterator[Block]:
    yield line(words, one)
    if facts := _facts(words, one):
        yield ContextBlock(elements=facts)
    yield ActionsBlock(elements=list(_buttons(words, one)))


def line(words: Words, one: Entry) -> Block:
    """Return a watchword with where it came from."""
    day = words.date(one.said_at.astimezone(ZoneInfo(one.tz)).date())
    places = {"phrase": one.phrase, "circle": one.circle, "day": day}
    if one.product:
        line = words("shelf-line-product", product=one.product, **places)
    else:
        line = words("shelf-line", **places)
    return forms.said(line, longest=LINE_CHARACTERS)


def _facts(words: Words, one: Entry) -> list[PlainTextObject | MarkdownTextObject]:
    told = [words("totals-pins", count=one.pins)] if one.pins else []
    told += [words("shelf-why", why=one.why)] if one.why else []
    told += [situations.summary(words, one.uses)] if one.uses.total else []
    told += [words("shelf-joined", phrase=_short(phrase)) for _, phrase in one.joined[:3]]
    facts: list[PlainTextObject | MarkdownTextObject] = [pager.fact(line) for line in told]
    if one.link:
        link = f"<{escape(one.link)}|{words('shelf-link')}>"
        facts.append(MarkdownTextObject(text=link, verbatim=True))
    return facts


def _buttons(words: Words, one: Entry) -> Iterator[InteractiveElement]:
    yield ButtonElement(text=words("shelf-details"), action_id=UseAction.OPEN, value=one.id)
    if not one.is_adopted and not one.is_mine:
        label = words("shelf-support", count=one.pins)
        yield ButtonElement(text=label, action_id=WatchwordAction.ADOPT, value=one.id)
    elif not one.is_adopted:
        yield ButtonElement(text=words("shelf-let-go"), action_id=WatchwordAction.LET_GO, value=one.id)
    if one.joined:
        yield ButtonElement(text=words("pin-part"), action_id=WatchwordAction.PART, value=one.joined[0][0])


def _pager(words: Words, shown: Shown) -> Iterator[Block]:
    yield from pager.buttons(words, shown.page, WatchwordAction.PAGE)
    if kept := kept_back(words, shown.keeps_back):
        yield forms.ours(kept)


def _short(text: str) -> str:
    return shorten(text, JOINED_CHARACTERS)[0]
