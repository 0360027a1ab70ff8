"""How a win looks: its post in the wins room, and what people along its trail and its author are told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    ImageBlock,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.basic_components import SlackFile
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms, trail, win_numbers
from bot.views.circles import shown
from bot.views.trail import Step
from bot.wins.origins import FromDialogue, FromVoice, Origin
from bot.wins.win_form import Kind
from models import Win

NEWS_CHARACTERS = 100


class WinAction(StrEnum):
    SUBMIT = "win.submit"
    DETAILS = "win.details"
    CHEER = "win.cheer"
    WITHDRAW = "win.withdraw"


class Part(StrEnum):
    """What somebody did along the trail of a win."""

    BROUGHT = "brought"
    LEADS = "leads"
    SAID = "said"


@dataclass(frozen=True)
class Told:
    """A win with everything that its post shows."""

    id: str
    headline: str
    kind: Kind
    author: str | None
    before: str | None
    after: str | None
    unit: str | None
    origin: Origin | None
    thanks: Sequence[str]
    """User ids."""
    cheers: int
    period: str | None = None
    steps: Sequence[Step] = field(default_factory=tuple)
    """The way to it, in the order of the trail."""
    pictures: Sequence[str] = field(default_factory=tuple)
    """Ids of our files."""


def post(words: Words, told: Told) -> Message:
    headline = words("wins-headline", what=told.headline)
    blocks: list[Block] = [forms.said(headline)]
    if told.kind is Kind.SALES_TALK:
        blocks += _side_by_side(words, told)
    else:
        blocks += [
            forms.said(line)
            for line in win_numbers.lines(words, told.before, told.after, told.unit, told.period)
        ]
    if told.thanks:
        blocks.append(forms.ours(words("wins-thanks-line", people=_thanked(words, told.thanks))))
    if told.origin is not None:
        blocks.append(forms.said(origin(words, told.origin)))
    if told.steps:
        blocks.append(trail.line(words, told.steps))
    for number, file_id in enumerate(told.pictures, 1):
        alt = words("wins-picture-alt", n=number, count=len(told.pictures))
        blocks.append(ImageBlock(slack_file=SlackFile(id=file_id), alt_text=alt))
    blocks.append(_small(_author(words, told)))
    if told.cheers:
        blocks.append(_small(words("wins-cheered", count=told.cheers)))
    blocks.append(ActionsBlock(elements=_buttons(words, told)))
    return Message(escape(headline), blocks)


def shared(words: Words, win: Win, channel_id: str) -> Message:
    """Answer a command: where the win stands, in the words that are kept, and how to add to it."""
    details = ButtonElement(text=words("wins-details"), action_id=WinAction.DETAILS, value=win.id)
    blocks = [*_kept(words, win, channel_id), ActionsBlock(elements=[details])]
    return Message(words("wins-shared", channel=f"<#{channel_id}>"), blocks)


def shared_view(words: Words, win: Win, channel_id: str) -> View:
    """Answer a form, in its own place."""
    return forms.told(words, title=words("wins-modal-title"), blocks=_kept(words, win, channel_id))


def withdrawn_view(words: Words) -> View:
    """Say in the place of the form that the win is gone."""
    return forms.told(words, title=words("wins-modal-title"), blocks=[forms.ours(words("wins-withdrawn"))])


def news(words: Words, headline: str, part: Part) -> Message:
    """Tell somebody of a win to which they came somewhere on the way."""
    line = words(f"wins-news-{part}", headline=shorten(" ".join(headline.split()), NEWS_CHARACTERS)[0])
    return Message(escape(line), [forms.said(line)])


def origin(words: Words, origin: Origin) -> str:
    """Return what a win came from, in a sentence of plain text."""
    if isinstance(origin, FromDialogue):
        return words("wins-from-dialogue", date=words.date(origin.held_on))
    if isinstance(origin, FromVoice):
        return _from_voice(words, origin)
    if origin.text is None:
        return words(f"wins-from-{origin.kind}-of", date=words.date(origin.since))
    return words(f"wins-from-{origin.kind}", text=origin.text)


def _from_voice(words: Words, origin: FromVoice) -> str:
    if origin.quote is not None:
        return words("wins-from-quote", quote=origin.quote)
    month = words.month(origin.brought_on)
    if origin.product is not None:
        return words("wins-from-product", product=origin.product, month=month)
    return words("wins-from-voice", month=month)


def _buttons(words: Words, told: Told) -> list[ButtonElement]:
    cheer = ButtonElement(text=words("wins-cheer"), action_id=WinAction.CHEER, value=told.id)
    details = ButtonElement(text=words("wins-change-button"), action_id=WinAction.DETAILS, value=told.id)
    if not told.steps:
        return [cheer, details]
    return [cheer, trail.button(words, "win", told.id), details]


def _side_by_side(words: Words, told: Told) -> list[Block]:
    """Return old and new words beside each other; on a phone the new ones stand below."""
    said = [
        PlainTextObject(text=escape(words(key, text=text)), emoji=True)
        for key, text in (("wins-words-before", told.before), ("wins-words-after", told.after))
        if text
    ]
    return [SectionBlock(fields=said)] if said else []


def _kept(words: Words, win: Win, channel_id: str) -> list[Block]:
    return [
        forms.ours(words("wins-shared", channel=f"<#{channel_id}>")),
        forms.said(words("wins-headline", what=win.headline)),
    ]


def _thanked(words: Words, user_ids: Sequence[str]) -> str:
    """Return mentions: thanks are meant to reach whom they are for."""
    return words("list-separator").join(words("wins-person", person=f"<@{one}>") for one in user_ids)


def _author(words: Words, told: Told) -> str:
    author = told.author
    name = words("wins-person", person=shown(author)) if author else words("somebody")
    if told.kind is Kind.OTHER:
        return name
    return words("wins-byline", name=name, kind=kind_name(words, told.kind))


def kind_name(words: Words, kind: Kind | str) -> str:
    return words(f"wins-kind-{kind.replace('_', '-')}")


def _small(text: str) -> Block:
    return ContextBlock(elements=[PlainTextObject(text=text, emoji=True)])
