"""What its submitter sees of a voice: the form, and the private answer with what was hidden."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, Field
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.files import SlackFile
from bot.plaintext import escape
from bot.texts import Words
from bot.views import forms
from bot.views.circles import sentence
from bot.voices.voice_check import Hit
from bot.voices.voice_form import (
    FILES_AT_MOST,
    HEARD_BY_CHARACTERS,
    LONGEST,
    Brought,
    Consent,
    Source,
    VoiceForm,
)

SHOWN_HITS = 10
"""Slack shows no more boxes to tick in one place; what has none stays hidden."""


class VoiceAction(StrEnum):
    NEW = "voice.new"
    MINE = "voice.mine"
    """What somebody brought, in pages."""
    FROM_MESSAGE = "voice.from_message"
    SUBMIT = "voice.submit"
    DETAILS = "voice.details"
    WITHDRAW = "voice.withdraw"


class Opened(BaseModel):
    """What a form remembers: the channel it was opened in, and the voice it changes."""

    channel_id: str | None = None
    voice_id: str | None = None
    files: list[SlackFile] = Field(default_factory=list)
    message_ts: str | None = None
    """The message there that its words come from."""


def form(
    words: Words, filled: VoiceForm, opened: Opened, *, hits: Sequence[Hit] = (), masked: str = ""
) -> View:
    """Return the form. With `hits` it asks which of them lead to nobody; `masked`: the words without them."""
    blocks = [
        *(_look(words, hits, masked) if hits else ()),
        forms.text_field(
            "quote",
            words("voice-quote-label"),
            filled=filled.quote,
            hint=words("voice-quote-hint"),
            is_long=True,
            is_optional=False,
        ),
        _detail(words, filled, "scene", is_long=True),
        forms.choice_field(
            "source",
            words("voice-where-label"),
            {source: words(f"voice-where-{source}") for source in Source},
            filled.source,
        ),
        _detail(words, filled, "segment"),
        forms.date_field("said_on", words("voice-said-on-label"), filled.said_on),
        _detail(words, filled, "product"),
        forms.choice_field(
            "consent",
            words("voice-consent-label"),
            {consent: words(f"voice-consent-option-{consent}") for consent in Consent},
            filled.consent,
        ),
        _note(words("voice-consent-inside")),
        *(_who(words, filled) if opened.voice_id is None else ()),
        forms.upload_field(
            "files", words("voice-files-label"), words("voice-files-hint"), at_most=FILES_AT_MOST
        ),
    ]
    return forms.form(
        words,
        VoiceAction.SUBMIT,
        title=words("voice-modal-title"),
        submit=words("voice-send"),
        metadata=opened.model_dump_json(),
        blocks=blocks,
    )


def _look(words: Words, hits: Sequence[Hit], masked: str) -> list[Block]:
    """Show what would be hidden, and let its writer say what may stay."""
    shown = hits[:SHOWN_HITS]
    options = {hit.token: words("voice-quoted", quote=hit.text) for hit in shown}
    return [
        forms.ours(words("voice-look", count=len(hits))),
        forms.said(words("voice-quoted", quote=masked)),
        forms.tick_field("not_personal", words("voice-look-label"), options, hint=words("voice-look-hint")),
        DividerBlock(),
    ]


def _who(words: Words, filled: VoiceForm) -> list[Block]:
    """Return what is asked on a device that many share."""
    return [
        forms.text_field(
            "heard_by", words("voice-heard-by-label"), filled=filled.heard_by, longest=HEARD_BY_CHARACTERS
        ),
        forms.tick_field(
            "unnamed",
            words("voice-unnamed-label"),
            {"unnamed": words("voice-unnamed-option")},
            hint=words("voice-unnamed-hint"),
            ticked=bool(filled.unnamed),
        ),
    ]


def brought(words: Words, kept: Brought) -> Message:
    """Answer a command: thanks, the words as they are kept, and what can be done with them."""
    thanks = words("voice-thanks")
    details = ButtonElement(
        text=words("voice-details-button"), action_id=VoiceAction.DETAILS, value=kept.voice.id
    )
    buttons = ActionsBlock(elements=[details, _withdraw(words, kept)])
    quote = words("voice-quoted", quote=escape(kept.voice.quote))
    return Message(f"{thanks} {quote}", [*_kept(words, kept), buttons])


def brought_view(words: Words, kept: Brought) -> View:
    """Answer a form, in its own place. Its details are given already; another form on top would pile up."""
    last: Block = (
        _note(words("voice-unnamed-kept"))
        if kept.voice.submitter_id is None
        else ActionsBlock(elements=[_withdraw(words, kept)])
    )
    blocks = [*_kept(words, kept), last]
    return forms.told(words, title=words("voice-modal-title"), blocks=blocks)


def withdrawn(words: Words) -> Message:
    return sentence(words("voice-withdraw"))


def withdrawn_view(words: Words) -> View:
    return forms.told(words, title=words("voice-modal-title"), blocks=[forms.ours(words("voice-withdraw"))])


def _detail(words: Words, filled: VoiceForm, name: str, *, is_long: bool = False) -> Block:
    return forms.text_field(
        name,
        words(f"voice-{name}-label"),
        filled=getattr(filled, name),
        longest=LONGEST[name],
        is_long=is_long,
    )


def _kept(words: Words, kept: Brought) -> list[Block]:
    blocks: list[Block] = [
        forms.ours(words("voice-thanks")),
        forms.said(words("voice-quoted", quote=kept.voice.quote)),
    ]
    if kept.hidden:
        blocks.append(_note(words("voice-masked-preview", count=kept.hidden)))
    if kept.has_twin:
        blocks.append(_note(words("voice-duplicate")))
    return blocks


def _note(text: str) -> Block:
    return ContextBlock(elements=[PlainTextObject(text=text, emoji=True)])


def _withdraw(words: Words, kept: Brought) -> ButtonElement:
    return ButtonElement(
        text=words("voice-withdraw-button"), action_id=VoiceAction.WITHDRAW, value=kept.voice.id
    )
