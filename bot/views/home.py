"""The home tab: when one sits next, the voices one brought, the newest watchwords, and how it works."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

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

from bot.texts import Words
from bot.views import forms, watchwords
from bot.views import help as help_views
from bot.views.voices import VoiceAction
from bot.watchwords import Shelf
from models import Circle


@dataclass(frozen=True)
class Sitting:
    """A circle, and whether its dialogue is open now."""

    circle: Circle
    is_open: bool


@dataclass(frozen=True)
class MyVoice:
    """A voice that the reader brought; `heard_at` in `tz` once it was on a table."""

    quote: str
    heard_at: datetime | None = None
    tz: str | None = None


@dataclass(frozen=True)
class Home:
    sittings: Sequence[Sitting]
    more_circles: int
    voices: Sequence[MyVoice]
    more_voices: int
    shelf: Shelf
    contact: str | None


def home(words: Words, shown: Home) -> View:
    bring = ButtonElement(text=words("voice-modal-title"), action_id=VoiceAction.NEW, style="primary")
    contact = shown.contact or words("contact-default")
    blocks: list[Block] = [
        HeaderBlock(text=words("home-next")),
        *_sittings(words, shown, contact),
        ActionsBlock(elements=[bring]),
        DividerBlock(),
        HeaderBlock(text=words("home-my-voices")),
        *_voices(words, shown),
        DividerBlock(),
        HeaderBlock(text=words("home-shelf")),
        *_shelf(words, shown.shelf),
        DividerBlock(),
        HeaderBlock(text=words("home-how")),
        *help_views.overview(words, contact).blocks,
    ]
    return View(type="home", blocks=blocks)


def _sittings(words: Words, shown: Home, contact: str) -> list[Block]:
    if not shown.sittings:
        return [forms.ours(words("home-no-circle", contact=contact))]
    lines: list[Block] = [
        forms.ours(help_views.stands(words, one.circle, is_open=one.is_open)) for one in shown.sittings
    ]
    return lines + _more(words, shown.more_circles)


def _voices(words: Words, shown: Home) -> list[Block]:
    if not shown.voices:
        return [forms.ours(words("home-no-voices"))]
    blocks: list[Block] = []
    for voice in shown.voices:
        state = ContextBlock(elements=[PlainTextObject(text=_state(words, voice), emoji=True)])
        blocks += [forms.said(words("voice-quoted", quote=voice.quote)), state]
    return blocks + _more(words, shown.more_voices)


def _state(words: Words, voice: MyVoice) -> str:
    if voice.heard_at is None or voice.tz is None:
        return words("home-voice-waiting")
    return words("home-voice-heard", day=words.date(voice.heard_at.astimezone(ZoneInfo(voice.tz)).date()))


def _shelf(words: Words, shelf: Shelf) -> list[Block]:
    if not shelf.shown:
        return [forms.ours(words("empty-shelf"))]
    lines: list[Block] = [watchwords.line(words, one) for one in shelf.shown]
    return lines + watchwords.more(words, shelf)


def _more(words: Words, count: int) -> list[Block]:
    return [forms.ours(words("home-more", count=count))] if count else []
