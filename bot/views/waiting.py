"""The voices that wait, as a host sees them: each with when it came, where from, and what can be done with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.texts import Words
from bot.views import forms
from bot.views.circles import shown
from bot.views.dialogues import listed as as_list
from bot.views.hosts import HostAction
from models import Circle, Voice

ON_A_PAGE = 8


@dataclass(frozen=True)
class Row:
    voice: Voice
    is_shown: bool
    """Whether the reader may read its words."""
    days: int
    """Since it came."""


@dataclass(frozen=True)
class Listed:
    circle: Circle
    rows: Sequence[Row]
    count: int
    """On all pages."""
    page: int
    """From 0."""
    pages: int
    can_swap: bool = False
    """Voices are laid out for the next dialogue."""
    done: str | None = None
    """What was just done, in words."""


def waiting(words: Words, listed: Listed) -> View:
    blocks: list[Block] = [forms.ours(listed.done), DividerBlock()] if listed.done else []
    if listed.count:
        blocks.append(forms.ours(words("waiting-what", circle=shown(listed.circle.name), count=listed.count)))
    else:
        blocks.append(forms.ours(words("waiting-none")))
    for row in listed.rows:
        blocks += [DividerBlock(), *_row(words, listed.circle, row)]
    blocks += [DividerBlock()] if listed.rows else []
    blocks += [*_pager(words, listed), *_foot(words, listed)]
    return View(
        type="modal",
        title=words("waiting-title"),
        close=words("form-done"),
        private_metadata=f"{listed.circle.id}:{listed.page}",
        blocks=blocks,
    )


def _row(words: Words, circle: Circle, row: Row) -> Iterator[Block]:
    voice = row.voice
    yield forms.said(words("voice-quoted", quote=voice.quote) if row.is_shown else words("waiting-inside"))
    day = words.date(voice.brought_at.astimezone(ZoneInfo(circle.tz)).date())
    came = words("waiting-since", day=day, days=row.days) if row.days else words("waiting-today", day=day)
    facts = [words(f"voice-where-{voice.source}")] if voice.source else []
    facts += [voice.segment] if voice.segment and row.is_shown else []
    state = "waiting-held" if voice.held_at else "waiting-forward" if voice.forward_at else None
    lines = [came, *([as_list(words, facts)] if facts else []), *([words(state)] if state else [])]
    yield ContextBlock(elements=[PlainTextObject(text=line, emoji=True) for line in lines])
    can = [
        (voice.held_at is None, HostAction.HOLD, words("waiting-hold-button")),
        (voice.held_at or voice.forward_at, HostAction.LET_GO, words("waiting-let-go-button")),
        (voice.forward_at is None, HostAction.FORWARD, words("waiting-forward-button")),
    ]
    yield ActionsBlock(
        elements=[
            ButtonElement(text=label, action_id=action, value=voice.id)
            for is_so, action, label in can
            if is_so
        ]
    )


def _pager(words: Words, listed: Listed) -> Iterator[Block]:
    """Yield buttons that lead to the other voices; Slack wants the action ids of a block to differ."""
    beside = [(listed.page - 1, words("waiting-earlier")), (listed.page + 1, words("waiting-later"))]
    there = [(page, label) for page, label in beside if 0 <= page < listed.pages]
    for page, label in there:
        value = f"{listed.circle.id}:{page}"
        yield ActionsBlock(
            elements=[ButtonElement(text=label, action_id=HostAction.WAITING_PAGE, value=value)]
        )


def _foot(words: Words, listed: Listed) -> Iterator[Block]:
    if listed.can_swap:
        label = words("host-swap-button")
        swap = ButtonElement(text=label, action_id=HostAction.SWAP, value=listed.circle.id)
        yield forms.ours(words("host-swap-what"))
        yield ActionsBlock(elements=[swap])
    yield ContextBlock(elements=[PlainTextObject(text=words("waiting-told"), emoji=True)])
