"""What its submitter sees of a voice: the form, and the private answer with what was hidden."""

from enum import StrEnum

from pydantic import BaseModel
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.outbox import Message
from bot.plaintext import escape
from bot.texts import Words
from bot.views import forms
from bot.voice_form import LONGEST, Brought, Consent, Source, VoiceForm


class VoiceAction(StrEnum):
    NEW = "voice.new"
    FROM_MESSAGE = "voice.from_message"
    SUBMIT = "voice.submit"
    DETAILS = "voice.details"
    WITHDRAW = "voice.withdraw"


class Opened(BaseModel):
    """What a form remembers: the channel it was opened in, and the voice it changes."""

    channel_id: str | None = None
    voice_id: str | None = None


def form(words: Words, filled: VoiceForm, opened: Opened) -> View:
    blocks = [
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
    ]
    return forms.form(
        words,
        VoiceAction.SUBMIT,
        title=words("voice-modal-title"),
        submit=words("voice-send"),
        metadata=opened.model_dump_json(),
        blocks=blocks,
    )


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
    blocks = [*_kept(words, kept), ActionsBlock(elements=[_withdraw(words, kept)])]
    return forms.told(words, title=words("voice-modal-title"), blocks=blocks)


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
