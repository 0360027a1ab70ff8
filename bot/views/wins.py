"""How a win looks: its post in the wins room, its form, and what its author is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.origins import FromDialogue, Origin
from bot.outbox import Message
from bot.plaintext import escape
from bot.texts import Words
from bot.views import forms
from bot.views.circles import shown
from bot.win_form import LONGEST, THANKED, Kind, WinForm
from models import Win


class WinAction(StrEnum):
    SUBMIT = "win.submit"
    DETAILS = "win.details"
    CHEER = "win.cheer"


class Opened(BaseModel):
    """What a form remembers: the channel it was opened in, and the win it changes."""

    channel_id: str | None = None
    win_id: str | None = None


@dataclass(frozen=True)
class Told:
    """A win with everything that its post shows."""

    id: str
    headline: str
    kind: Kind
    author: str | None
    numbers: Sequence[str]
    """Before and after, as far as they were given."""
    unit: str | None
    origin: Origin | None
    thanks: Sequence[str]
    """User ids."""
    cheers: int


def post(words: Words, told: Told) -> Message:
    headline = words("wins-headline", what=told.headline)
    blocks: list[Block] = [forms.said(headline)]
    if told.numbers:
        blocks.append(forms.said(_numbers(told)))
    if told.thanks:
        blocks.append(forms.ours(words("wins-thanks-line", people=_thanked(words, told.thanks))))
    if told.origin is not None:
        blocks.append(forms.said(_origin(words, told.origin)))
    blocks.append(_small(_author(words, told)))
    if told.cheers:
        blocks.append(_small(words("wins-cheered", count=told.cheers)))
    button = ButtonElement(text=words("wins-cheer"), action_id=WinAction.CHEER, value=told.id)
    blocks.append(ActionsBlock(elements=[button]))
    return Message(escape(headline), blocks)


def form(words: Words, filled: WinForm, origins: Mapping[str, Origin], opened: Opened) -> View:
    blocks: list[Block] = [
        forms.text_field(
            "headline", words("wins-what"), filled=filled.headline, is_long=True, is_optional=False
        ),
        forms.choice_field(
            "kind", words("wins-kind"), {kind: _kind(words, kind) for kind in Kind}, filled.kind
        ),
        *(_number(words, filled, name) for name in LONGEST),
    ]
    if origins:
        offered = {value: _choice(words, origin) for value, origin in origins.items()}
        blocks.append(forms.choice_field("origin", words("wins-from"), offered, filled.origin))
    blocks.append(forms.people_field("thanks", words("wins-thanks"), filled.thanks, THANKED))
    return forms.form(
        words,
        WinAction.SUBMIT,
        title=words("wins-modal-title"),
        submit=words("wins-send"),
        metadata=opened.model_dump_json(),
        blocks=blocks,
    )


def shared(words: Words, win: Win, channel_id: str) -> Message:
    """Answer a command: where the win stands, in the words that are kept, and how to add to it."""
    details = ButtonElement(text=words("wins-details"), action_id=WinAction.DETAILS, value=win.id)
    blocks = [*_kept(words, win, channel_id), ActionsBlock(elements=[details])]
    return Message(words("wins-shared", channel=f"<#{channel_id}>"), blocks)


def shared_view(words: Words, win: Win, channel_id: str) -> View:
    """Answer a form, in its own place."""
    return forms.told(words, title=words("wins-modal-title"), blocks=_kept(words, win, channel_id))


def _kept(words: Words, win: Win, channel_id: str) -> list[Block]:
    return [
        forms.ours(words("wins-shared", channel=f"<#{channel_id}>")),
        forms.said(words("wins-headline", what=win.headline)),
    ]


def _number(words: Words, filled: WinForm, name: str) -> Block:
    return forms.text_field(name, words(f"wins-{name}"), filled=getattr(filled, name), longest=LONGEST[name])


def _numbers(told: Told) -> str:
    return " ".join([" → ".join(told.numbers), *([told.unit] if told.unit else [])])


def _thanked(words: Words, user_ids: Sequence[str]) -> str:
    """Return mentions: thanks are meant to reach whom they are for."""
    return words("list-separator").join(words("wins-person", person=f"<@{one}>") for one in user_ids)


def _author(words: Words, told: Told) -> str:
    author = told.author
    name = words("wins-person", person=shown(author)) if author else words("somebody")
    if told.kind is Kind.OTHER:
        return name
    return words("wins-byline", name=name, kind=_kind(words, told.kind))


def _origin(words: Words, origin: Origin) -> str:
    if isinstance(origin, FromDialogue):
        return words("wins-from-dialogue", date=words.date(origin.held_on))
    if origin.quote is not None:
        return words("wins-from-quote", quote=origin.quote)
    month = words.month(origin.brought_on)
    if origin.product is not None:
        return words("wins-from-product", product=origin.product, month=month)
    return words("wins-from-voice", month=month)


def _choice(words: Words, origin: Origin) -> str:
    if isinstance(origin, FromDialogue):
        return words("wins-choice-dialogue", date=words.date(origin.held_on))
    if origin.quote is not None:
        return words("wins-choice-quote", quote=origin.quote)
    return _origin(words, origin)


def _kind(words: Words, kind: Kind) -> str:
    return words(f"wins-kind-{kind.replace('_', '-')}")


def _small(text: str) -> Block:
    return ContextBlock(elements=[PlainTextObject(text=text, emoji=True)])
