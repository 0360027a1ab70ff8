"""What a home shows of a circle to its hosts: how it stands, what waits, who has a seat, and one thing to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock
from slack_sdk.models.views import View

from bot.circles.rooms import Purpose
from bot.home.one_thing import Thing
from bot.texts import Words
from bot.views import forms, hosts
from bot.views import help as help_views
from bot.views.circles import shown
from bot.views.dialogues import listed
from bot.views.hosts import HostAction
from bot.views.leading import LeadAction
from bot.views.voices import VoiceAction
from models import Circle

SHOWN_NAMES = 6


@dataclass(frozen=True)
class Lost:
    """A room that nothing can be posted in: its department, or what else the circle has it for."""

    room: str | Purpose
    because: str
    """Slack's error."""


@dataclass(frozen=True)
class Unled:
    """An improvement that nobody leads."""

    id: str
    what: str


@dataclass(frozen=True)
class Hosted:
    """A circle, as its hosts read of it."""

    circle: Circle
    is_open: bool
    waiting: int
    """Voices that wait for it and are not held."""
    seated: Sequence[str] | None
    """Departments with a seat in its next or open dialogue; None: no dialogue is open or planned yet."""
    thing: Thing
    lost: Sequence[Lost] = ()
    missing: int = 0
    """Voices that the next dialogue would have room for."""
    unled: Unled | None = None


def hosted(words: Words, one: Hosted) -> list[Block]:
    stands = forms.ours("\n".join([_stands(words, one), *_lost(words, one.lost)]))
    stands.accessory = hosts.button(words, one.circle.id)
    waiting = forms.ours("\n".join([_waiting(words, one.waiting), *_seated(words, one.seated)]))
    waiting.accessory = ButtonElement(
        text=words("host-waiting-button"), action_id=HostAction.WAITING, value=one.circle.id
    )
    return [stands, waiting, _next(words, one)]


def looking(words: Words) -> View:
    """Say that Slack is being asked whether lost rooms let us in again."""
    return forms.told(words, title=words("host-button"), blocks=[forms.ours(words("home-do-room-done"))])


def _stands(words: Words, one: Hosted) -> str:
    if one.circle.paused_at is None or one.circle.is_over or one.is_open:
        return help_views.stands(words, one.circle, is_open=one.is_open)
    day = words.date(one.circle.paused_at.astimezone(ZoneInfo(one.circle.tz)).date())
    return words("home-hosting-paused", circle=shown(one.circle.name), day=day)


def _lost(words: Words, lost: Sequence[Lost]) -> list[str]:
    return (
        [words("home-hosting-lost", rooms=_names(words, [_name(words, one) for one in lost]))] if lost else []
    )


def _waiting(words: Words, waiting: int) -> str:
    return words("entaku-waiting", count=waiting) if waiting else words("entaku-none-waiting")


def _seated(words: Words, departments: Sequence[str] | None) -> list[str]:
    if departments is None:
        return []
    if not departments:
        return [words("home-hosting-no-seats")]
    return [words("open-seated", departments=_names(words, departments))]


def _names(words: Words, names: Sequence[str]) -> str:
    """Return the first names and how many more there are, fit to stand within a sentence."""
    first = listed(words, names[:SHOWN_NAMES])
    return (
        words("home-hosting-names", names=first, count=len(names) - SHOWN_NAMES)
        if names[SHOWN_NAMES:]
        else first
    )


def _name(words: Words, lost: Lost) -> str:
    return words(f"room-for-{lost.room}") if isinstance(lost.room, Purpose) else lost.room


def _next(words: Words, one: Hosted) -> SectionBlock:
    line, button = _thing(words, one)
    block = forms.ours(words("home-do", line=line))
    block.accessory = button
    return block


def _thing(words: Words, one: Hosted) -> tuple[str, ButtonElement]:
    match one.thing:
        case Thing.ROOM:
            first = one.lost[0]
            why = "archived" if first.because == "is_archived" else "outside"
            label = words("home-do-room-button")
            again = ButtonElement(text=label, action_id=HostAction.LOOK_AGAIN, value=one.circle.id)
            return words(f"home-do-room-{why}", room=shown(_name(words, first))), again
        case Thing.VOICES:
            line = words("home-do-voices", missing=one.missing, wanted=one.circle.voices_wanted)
            return line, ButtonElement(text=words("voice-modal-title"), action_id=VoiceAction.NEW)
        case Thing.LEAD if one.unled is not None:
            line = words("home-do-lead", improvement=shown(one.unled.what))
            return line, ButtonElement(
                text=words("lead-open-button"), action_id=LeadAction.OPEN, value=one.unled.id
            )
        case _:
            return words(f"home-do-{one.thing}"), hosts.button(words, one.circle.id)
