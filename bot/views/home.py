"""The home tab, section by section: what comes next, what one hosts, brought and leads, what is new, and the settings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock

from bot.texts import Words
from bot.views import (
    forms,
    host_home,
    ideas,
    leading,
    looking_back,
    my_table,
    my_voices,
    next_dialogues,
    private,
    recent_wins,
    sections,
    shelf,
)
from bot.views import help as help_views
from bot.views.host_home import Hosted
from bot.views.leading import Line
from bot.views.my_voices import MyVoice
from bot.views.next_dialogues import Sitting
from bot.views.recent_wins import RecentWin
from bot.views.sections import Section
from bot.views.voices import VoiceAction
from bot.watchwords.shelf import Shown


@dataclass(frozen=True)
class Home:
    """What somebody's home shows; each `more_` says how many of a kind there are besides."""

    sittings: Sequence[Sitting] = ()
    more_circles: int = 0
    hosted: Sequence[Hosted] = ()
    more_hosted: int = 0
    voices: Sequence[MyVoice] = ()
    more_voices: int = 0
    improvements: Sequence[Line] = ()
    """Those that the reader leads."""
    more_improvements: int = 0
    table: my_table.Table = my_table.OFF
    wins: Sequence[RecentWin] = ()
    more_wins: int = 0
    shelf: Shown = field(default_factory=Shown.nothing)
    ideas: Sequence[str] = ()
    contact: str | None = None
    muted: Sequence[str] = ()
    """The kinds of private messages that the reader switched off."""
    done: str | None = None
    """What the reader just changed."""


def home(words: Words, shown: Home) -> dict[str, Any]:
    """Return the whole of it; what does not fit is behind a line that says how much there is besides."""
    parts = [
        _next(words, shown),
        *_hosting(words, shown),
        _voices(words, shown),
        _improvements(words, shown),
        _wins(words, shown),
        _shelf(words, shown),
        _ideas(words, shown),
        *_table(words, shown),
        _settings(words, shown),
        _how(words, shown),
    ]
    return {"type": "home", "blocks": sections.fitting(parts)}


def _next(words: Words, shown: Home) -> Section:
    bring = ButtonElement(text=words("voice-modal-title"), action_id=VoiceAction.NEW, style="primary")
    none = words("home-no-circle", contact=shown.contact or words("contact-default"))
    return Section(
        head=_head(words("home-next"), none if not shown.sittings else None),
        things=[next_dialogues.sitting(words, one) for one in shown.sittings],
        beyond=shown.more_circles,
        more=lambda count: [forms.ours(words("home-sittings-more", count=count))],
        tail=[ActionsBlock(elements=[bring])],
    )


def _hosting(words: Words, shown: Home) -> list[Section]:
    if not shown.hosted:
        return []
    return [
        Section(
            head=_head(words("home-hosting")),
            things=[host_home.hosted(words, one) for one in shown.hosted],
            beyond=shown.more_hosted,
            more=lambda count: [forms.ours(words("home-hosting-more", count=count))],
        )
    ]


def _voices(words: Words, shown: Home) -> Section:
    return Section(
        head=_head(words("home-my-voices"), words("home-no-voices") if not shown.voices else None),
        things=[my_voices.voice(words, one) for one in shown.voices],
        beyond=shown.more_voices,
        more=lambda count: my_voices.others(words, count),
    )


def _improvements(words: Words, shown: Home) -> Section:
    none = words("empty-improvements") if not shown.improvements else None
    return Section(
        head=_head(words("home-improvements"), none),
        things=[[leading.line(words, one)] for one in shown.improvements],
        beyond=shown.more_improvements,
        more=lambda count: [forms.ours(words("lead-more", count=count))],
        tail=[leading.begin_button(words)],
    )


def _wins(words: Words, shown: Home) -> Section:
    return Section(
        head=_head(words("home-wins"), words("empty-wins") if not shown.wins else None),
        things=[recent_wins.win(words, one) for one in shown.wins],
        beyond=shown.more_wins,
        more=lambda count: [forms.ours(words("home-wins-more", count=count))],
    )


def _shelf(words: Words, shown: Home) -> Section:
    """All of it is behind the button."""
    kept = shelf.kept_back(words, shown.shelf.keeps_back)
    none = (kept or words("empty-shelf")) if not shown.shelf.entries else None
    return Section(
        head=_head(words("home-shelf"), none),
        things=[[shelf.line(words, one)] for one in shown.shelf.entries],
        tail=[
            *([forms.ours(kept)] if kept and none is None else []),
            *([shelf.open_button(words)] if none is None else []),
            looking_back.button(words),
        ],
    )


def _ideas(words: Words, shown: Home) -> Section:
    """All of them are behind the button."""
    return Section(
        head=_head(words("home-ideas"), words("empty-ideas") if not shown.ideas else None),
        things=[[ideas.line(words, one)] for one in shown.ideas],
        tail=[ideas.open_button(words)] if shown.ideas else [],
    )


def _table(words: Words, shown: Home) -> list[Section]:
    if not shown.table.is_on:
        return []
    none = words("table-empty") if not shown.table.sittings else None
    things = [list(my_table.sitting(words, one)) for one in shown.table.sittings]
    return [Section(head=_head(words("table-title"), none), things=things)]


def _settings(words: Words, shown: Home) -> Section:
    settings = private.settings(words, shown.muted, done=shown.done)
    return Section(head=settings, tail=[my_table.switch(words, shown.table)])


def _how(words: Words, shown: Home) -> Section:
    contact = shown.contact or words("contact-default")
    return Section(head=[*_head(words("home-how")), *help_views.overview(words, contact).blocks])


def _head(title: str, none: str | None = None) -> list[Block]:
    """Return a heading; `none` says kindly that there is nothing under it yet."""
    return [HeaderBlock(text=title), *([forms.ours(none)] if none else [])]
