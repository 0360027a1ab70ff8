"""How a trail looks: in one line on a win, and as a page that is read from the top down, on a phone as well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.trail.stops import Kind
from bot.trail.trail_page import Page, Shown
from bot.views import forms

TEXT_CHARACTERS = 200
ARROW = " → "
SHOWN_BEFORE, SHOWN_AFTER = 20, 20
"""A view holds 100 blocks, and a stop takes two."""


class TrailAction(StrEnum):
    OPEN = "trail.open"


@dataclass(frozen=True)
class Step:
    """What stands of one kind on the way to a win."""

    kind: Kind
    count: int
    on: date
    """Of the first of them."""
    link: str | None = None
    """To the first of them that the readers can open."""
    is_erased: bool = False
    """Nothing of it is left."""


def button(words: Words, kind: str, id_: str) -> ButtonElement:
    """Return the button that opens the trail through a thing."""
    return ButtonElement(text=words("trail-button"), action_id=TrailAction.OPEN, value=f"{kind}:{id_}")


def line(words: Words, steps: Sequence[Step]) -> Block:
    """Return the way to a win in one line: what it was born from, each with a link where there is one."""
    parts = [_part(words, step) for step in steps]
    way = ARROW.join([*parts, words("trail-kind-win")])
    return ContextBlock(elements=[MarkdownTextObject(text=words("trail-line", way=way), verbatim=True)])


def page(words: Words, shown: Page) -> View:
    blocks: list[Block] = []
    if shown.before:
        blocks += [
            _heading(words, "trail-before"),
            *_stops(words, shown.before, SHOWN_BEFORE),
            DividerBlock(),
        ]
    blocks += [
        _heading(words, "trail-here"),
        *_stop(words, shown.start),
        DividerBlock(),
        _heading(words, "trail-after"),
    ]
    if shown.after:
        blocks += _stops(words, shown.after, SHOWN_AFTER)
    else:
        blocks.append(forms.ours(words("trail-nothing-after")))
    return View(type="modal", title=words("trail-button"), close=words("form-done"), blocks=blocks)


def _part(words: Words, step: Step) -> str:
    name = words(f"trail-kind-{step.kind}")
    if step.is_erased:
        return words("trail-part-erased", name=name)
    if step.kind is Kind.DIALOGUE:
        name = words("trail-part-dated", name=name, date=words.date(step.on))
    elif step.count > 1:
        name = words("trail-part-several", name=name, count=step.count)
    return f"<{escape(step.link)}|{name}>" if step.link else name


def _heading(words: Words, key: str) -> Block:
    return SectionBlock(text=MarkdownTextObject(text=f"*{words(key)}*", verbatim=True))


def _stops(words: Words, stops: Sequence[Shown], at_most: int) -> Iterator[Block]:
    for stop in stops[:at_most]:
        yield from _stop(words, stop)
    if len(stops) > at_most:
        yield forms.ours(words("home-more", count=len(stops) - at_most))


def _stop(words: Words, stop: Shown) -> Iterator[Block]:
    kind, day = words(f"trail-kind-{stop.kind}"), words.date(stop.on)
    facts: list[PlainTextObject | MarkdownTextObject] = [
        PlainTextObject(text=words("trail-fact", kind=kind, day=day), emoji=True)
    ]
    if stop.standing:
        facts.append(PlainTextObject(text=words(f"trail-standing-{stop.standing}"), emoji=True))
    if stop.link:
        facts.append(MarkdownTextObject(text=f"<{escape(stop.link)}|{words('trail-link')}>", verbatim=True))
    yield ContextBlock(elements=facts)
    if stop.is_erased:
        yield forms.ours(words("trail-erased"))
    elif stop.is_kept_back:
        yield forms.ours(words("trail-kept-back"))
    elif stop.text:
        yield forms.said(_text(words, stop, shorten(" ".join(stop.text.split()), TEXT_CHARACTERS)[0]))


def _text(words: Words, stop: Shown, text: str) -> str:
    if stop.kind in {Kind.VOICE, Kind.WATCHWORD}:
        return words("voice-quoted", quote=text)
    return text
