"""The form of a win. It changes with the kind, and what was typed meanwhile stays or comes back."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, Field
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    InputBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.texts import Words
from bot.views import forms
from bot.views.wins import WinAction, kind_name
from bot.views.wins import origin as in_a_sentence
from bot.wins.origins import FromDialogue, FromVoice, Origin
from bot.wins.win_form import FIELDS, NUMBERS, PICTURES_AT_MOST, THANKED, Kind, Period, WinForm, longest

KIND = "kind"
"""The field whose choice changes the form."""
REMEMBERED = NUMBERS
"""Fields that some kinds do not have."""


class Opened(BaseModel):
    """What a form remembers: the channel it was opened in, the win it changes, and what was typed for another kind."""

    channel_id: str | None = None
    win_id: str | None = None
    typed: dict[str, str] = Field(default_factory=dict)


def form(
    words: Words, filled: WinForm, origins: Mapping[str, Origin], opened: Opened, pictures: Sequence[str] = ()
) -> View:
    """Return the form of a kind; `pictures`: ids of those that the win has already."""
    blocks: list[Block] = [
        _kind(words, filled.kind),
        forms.text_field(
            "headline",
            words("wins-what"),
            filled=filled.headline,
            hint=words(f"wins-hint-{filled.kind.replace('_', '-')}"),
            is_long=True,
            is_optional=False,
        ),
        *(_detail(words, filled, name) for name in FIELDS[filled.kind]),
    ]
    if origins:
        offered = {value: _choice(words, origin) for value, origin in origins.items()}
        blocks.append(forms.choice_field("origin", words("wins-from"), offered, filled.origin))
    thanks = {Kind.TEAM: "wins-thanks-team", Kind.KINDNESS: "wins-thanks-kindness"}.get(
        filled.kind, "wins-thanks"
    )
    blocks.append(forms.people_field("thanks", words(thanks), filled.thanks, THANKED))
    blocks += _pictures(words, pictures)
    if opened.win_id is not None:
        blocks.append(_withdraw(words, opened.win_id))
    return forms.form(
        words,
        WinAction.SUBMIT,
        title=words("wins-modal-title"),
        submit=words("wins-send"),
        metadata=opened.model_dump_json(),
        blocks=blocks,
    )


def _kind(words: Words, kind: Kind) -> InputBlock:
    field = forms.choice_field(
        KIND, words("wins-kind"), {one: kind_name(words, one) for one in Kind}, kind, is_optional=False
    )
    field.dispatch_action = True
    return field


def _detail(words: Words, filled: WinForm, name: str) -> Block:
    if name == "period":
        periods = {str(one): words(f"wins-over-{one}") for one in Period}
        return forms.choice_field("period", words("wins-period"), periods, filled.period)
    is_talk = filled.kind is Kind.SALES_TALK
    label = f"wins-{name}-words" if is_talk else f"wins-{name}"
    return forms.text_field(
        name,
        words(label),
        filled=getattr(filled, name),
        longest=longest(filled.kind)[name],
        is_long=is_talk,
    )


def _pictures(words: Words, pictures: Sequence[str]) -> list[Block]:
    room = PICTURES_AT_MOST - len(pictures)
    blocks: list[Block] = []
    if pictures:
        named = {id_: words("wins-picture", n=number) for number, id_ in enumerate(pictures, 1)}
        blocks.append(forms.tick_field("without", words("wins-without"), named))
    hint = words("wins-files-hint", max=PICTURES_AT_MOST)
    blocks.append(forms.upload_field("files", words("wins-files"), hint, at_most=max(1, room)))
    return blocks


def _withdraw(words: Words, win_id: str) -> Block:
    label = words("wins-withdraw")
    sure = ConfirmObject(
        title=label,
        text=PlainTextObject(text=words("wins-withdraw-what")),
        confirm=label,
        deny=words("form-close"),
    )
    button = ButtonElement(text=label, action_id=WinAction.WITHDRAW, value=win_id, confirm=sure)
    return ActionsBlock(elements=[button])


def _choice(words: Words, origin: Origin) -> str:
    if isinstance(origin, FromDialogue):
        return words("wins-choice-dialogue", date=words.date(origin.held_on))
    if isinstance(origin, FromVoice):
        return (
            words("wins-choice-quote", quote=origin.quote)
            if origin.quote is not None
            else in_a_sentence(words, origin)
        )
    if origin.text is None:
        return in_a_sentence(words, origin)
    return words(f"wins-choice-{origin.kind}", text=origin.text)
