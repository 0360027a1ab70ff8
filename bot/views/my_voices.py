"""What somebody reads of the voices they brought, at home and after `/entaku voices`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.paging import Page
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms, pager, trail
from bot.views.pager import Opened
from bot.views.voices import VoiceAction

CAME_CHARACTERS = 60
SHOWN_WINS = 2


@dataclass(frozen=True)
class Came:
    """What came of a voice."""

    watchword: str | None = None
    improvement: str | None = None
    wins: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class MyVoice:
    """A voice that the reader brought; `heard_at` once it was on a table, `laid_out_at` while it is to be."""

    id: str
    quote: str
    link: str | None = None
    """The message that it was brought from."""
    laid_out_at: datetime | None = None
    heard_at: datetime | None = None
    tz: str | None = None
    came: Came = field(default_factory=Came)
    is_held: bool = False
    """A host waits for a fitting moment."""
    can_change: bool = False


def listed(words: Words, voices: Sequence[MyVoice], more: int) -> Message:
    """Answer `/entaku voices`."""
    return Message(words("home-my-voices"), [forms.ours(words("voices-title")), *blocks(words, voices, more)])


def blocks(words: Words, voices: Sequence[MyVoice], more: int) -> Iterator[Block]:
    if not voices:
        yield forms.ours(words("home-no-voices"))
    for number, one in enumerate(voices):
        if number:
            yield DividerBlock()
        yield from voice(words, one)
    if more:
        yield from others(words, more)


def voice(words: Words, one: MyVoice) -> list[Block]:
    """Return a voice with where it stands, what came of it, and what can be done with it."""
    return [
        forms.said(words("voice-quoted", quote=one.quote)),
        ContextBlock(elements=_facts(words, one)),
        ActionsBlock(elements=list(_buttons(words, one))),
    ]


def others(words: Words, count: int) -> list[Block]:
    """Say how many more there are, with the way to all of them."""
    return [
        forms.ours(words("home-more", count=count)),
        pager.open_button(words("voices-open"), VoiceAction.MINE),
    ]


def opened(words: Words, page: Page, voices: Sequence[MyVoice]) -> View:
    """Return the view in which pages are turned."""
    shown = blocks(words, voices, 0)
    return View(
        type="modal",
        callback_id=VoiceAction.MINE,
        title=words("home-my-voices"),
        close=words("form-done"),
        private_metadata=Opened(place=page.here).model_dump_json(),
        blocks=[*shown, *pager.buttons(words, page, VoiceAction.MINE)],
    )


def _facts(words: Words, voice: MyVoice) -> list[PlainTextObject | MarkdownTextObject]:
    lines: list[PlainTextObject | MarkdownTextObject] = [
        PlainTextObject(text=escape(line), emoji=True) for line in _lines(words, voice)
    ]
    if voice.link:
        label = words("voices-link")
        lines.append(MarkdownTextObject(text=f"<{voice.link}|{label}>", verbatim=True))
    return lines


def _lines(words: Words, voice: MyVoice) -> Iterator[str]:
    yield _stands(words, voice)
    yield from came(words, voice.came)


def came(words: Words, came: Came) -> Iterator[str]:
    """Return a line for each thing that came of a voice."""
    if came.watchword:
        yield words("voices-watchword", phrase=_short(came.watchword))
    if came.improvement:
        yield words("voices-improvement", what=_short(came.improvement))
    for headline in came.wins[:SHOWN_WINS]:
        yield words("voices-win", headline=_short(headline))


def _stands(words: Words, voice: MyVoice) -> str:
    if voice.heard_at is not None and voice.tz is not None:
        return words("home-voice-heard", day=_day(words, voice.heard_at, voice.tz))
    if voice.laid_out_at is not None and voice.tz is not None:
        return words("home-voice-laid-out", day=_day(words, voice.laid_out_at, voice.tz))
    return words("home-voice-held" if voice.is_held else "home-voice-waiting")


def _day(words: Words, instant: datetime, tz: str) -> str:
    return words.date(instant.astimezone(ZoneInfo(tz)).date())


def _buttons(words: Words, voice: MyVoice) -> Iterator[InteractiveElement]:
    if voice.can_change:
        yield ButtonElement(text=words("voice-details-button"), action_id=VoiceAction.DETAILS, value=voice.id)
    if voice.heard_at is not None:
        yield trail.button(words, "voice", voice.id)
    label = words("voice-withdraw-button")
    sure = ConfirmObject(
        title=label,
        text=PlainTextObject(text=words("voices-withdraw-what")),
        confirm=label,
        deny=words("form-close"),
    )
    yield ButtonElement(text=label, action_id=VoiceAction.WITHDRAW, value=voice.id, confirm=sure)


def _short(text: str) -> str:
    return shorten(" ".join(text.split()), CAME_CHARACTERS)[0]
