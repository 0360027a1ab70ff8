"""A circle's end: the look at what came of it, the choice of its hosts, and the line in which a closed one says thanks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, MarkdownTextObject
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms
from bot.views.circles import sentence, shown
from bot.views.dialogues import listed
from models import Circle

LINE_CHARACTERS = 90
SECTION_CHARACTERS = 1500
"""As Slack counts them, escaped: it refuses a message whose blocks hold about 12,000 characters in all."""
MOST_DIGITS = 2


class EndingAction(StrEnum):
    SITTINGS = "circle.sittings"
    GO_ON = "circle.go_on"
    GO_ON_OPEN = "circle.go_on_open"
    CLOSE = "circle.close"
    REOPEN = "circle.reopen"


class Choice(StrEnum):
    """What became of a circle that had come to its end."""

    ON = "on"
    """For the same number again."""
    OPEN = "open"
    """Without an end."""
    CLOSED = "closed"


@dataclass(frozen=True)
class Round:
    """What came of so many sittings, as far as it may be read in one place; in order of time, nothing of it counted."""

    circle: str
    sittings: int
    departments: Sequence[str]
    links: Sequence[tuple[datetime, str]] = field(default_factory=tuple)
    """When a dialogue was, and where its thread is."""
    quotes: Sequence[str] = field(default_factory=tuple)
    phrases: Sequence[str] = field(default_factory=tuple)
    done: Sequence[str] = field(default_factory=tuple)
    under_way: Sequence[str] = field(default_factory=tuple)
    wins: Sequence[str] = field(default_factory=tuple)
    keeps_back: bool = False
    """Something is left out here, since it may be read inside the company only."""
    tz: str = "UTC"


def look_back(words: Words, told: Round) -> Message:
    """Tell a room, or the record room, what came of it."""
    text = words("round-header", circle=shown(told.circle), sittings=told.sittings)
    blocks: list[Block] = [
        forms.ours(text),
        forms.ours(words("round-table", departments=_named(words, told))),
    ]
    for kind, lines in (
        ("quotes", told.quotes),
        ("phrases", told.phrases),
        ("done", told.done),
        ("under-way", told.under_way),
        ("wins", told.wins),
    ):
        blocks += _section(words, kind, lines)
    if told.links:
        blocks.append(_small(_links(words, told)))
    if told.keeps_back:
        blocks.append(_small(words("round-kept-back")))
    blocks.append(forms.ours(words("round-next")))
    return Message(text, blocks)


def choice(words: Words, circle: Circle, value: str, sittings: int, *, again: bool) -> Message:
    """Ask a host how it goes on, or remind them, once, that it waits."""
    text = words(
        "round-choose-again" if again else "round-choose", circle=shown(circle.name), sittings=sittings
    )
    buttons = [
        ButtonElement(
            text=words("host-go-on-button", sittings=sittings), action_id=EndingAction.GO_ON, value=value
        ),
        ButtonElement(text=words("host-go-on-open-button"), action_id=EndingAction.GO_ON_OPEN, value=value),
        ButtonElement(text=words("host-close-button"), action_id=EndingAction.CLOSE, value=value),
    ]
    return Message(text, [forms.ours(text), ActionsBlock(elements=list(buttons))])


def chosen(words: Words, circle: Circle, what: Choice, sittings: int) -> Message:
    """Say in the place of the choice what became of it, whoever of the hosts chose."""
    return sentence(words(f"round-chosen-{what}", circle=shown(circle.name), sittings=sittings))


def closed(words: Words, circle: Circle) -> Message:
    """Say thanks in a room, in one line, with where to find what stays."""
    record = f"<#{circle.record_channel_id}>" if circle.record_channel_id else ""
    key = "round-closed-record" if record else "round-closed"
    places = {"record": record} if record else {}
    return sentence(words(key, circle=shown(circle.name), **places))


def sittings_form(words: Words, circle: Circle, sat: int) -> View:
    """Return the form with how many sittings a circle has; `sat` of them are behind it."""
    now = words("sittings-now", sat=sat) if circle.sittings is not None else words("sittings-none-now")
    filled = str(circle.sittings) if circle.sittings is not None else None
    return forms.form(
        words,
        EndingAction.SITTINGS,
        title=words("sittings-title"),
        submit=words("sittings-submit"),
        metadata=circle.id,
        blocks=[
            forms.ours(words("sittings-what", circle=shown(circle.name))),
            forms.ours(now),
            sittings_field(words, filled),
        ],
    )


def sittings_field(words: Words, filled: str | None) -> Block:
    return forms.text_field(
        "sittings",
        words("sittings-field"),
        filled=filled,
        hint=words("sittings-hint"),
        longest=MOST_DIGITS,
    )


def sittings_kept(words: Words, circle: Circle, sat: int) -> View:
    if circle.came_round_at is not None:
        text = words("sittings-kept-now")
    elif circle.sittings is None:
        text = words("sittings-kept-none")
    else:
        text = words("sittings-kept", sittings=circle.sittings, sat=sat)
    return forms.told(words, title=words("sittings-title"), blocks=[forms.ours(text)])


def where(words: Words, circle: Circle, sat: int) -> str | None:
    """Say where a circle stands on its way: how many of its sittings are behind it. None: it has no end."""
    if circle.sittings is None or circle.is_over:
        return None
    return words("entaku-sittings", sat=sat, sittings=circle.sittings)


def _named(words: Words, told: Round) -> str:
    return listed(words, list(told.departments))


def _section(words: Words, kind: str, lines: Sequence[str]) -> Iterator[Block]:
    if not lines:
        return
    yield forms.ours(words(f"round-{kind}"))
    told, left = _fitting(words, lines)
    yield forms.said(told)
    if left:
        yield _small(words("round-more"))


def _fitting(words: Words, lines: Sequence[str]) -> tuple[str, bool]:
    """Return as many whole lines as fit, and whether some are left."""
    told: list[str] = []
    size = 0
    for line in lines:
        short = words("round-line", line=shorten(" ".join(line.split()), LINE_CHARACTERS)[0])
        size += len(escape(short)) + 1
        if size > SECTION_CHARACTERS:
            return "\n".join(told), True
        told.append(short)
    return "\n".join(told), False


def _links(words: Words, told: Round) -> str:
    days = [f"<{url}|{words.date(at.astimezone(ZoneInfo(told.tz)).date())}>" for at, url in told.links]
    return words("round-links", days=words("facts-separator").join(days))


def _small(text: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text)])
