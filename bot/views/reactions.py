"""What somebody is asked privately about an emoji they set."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, PlainTextObject, SectionBlock

from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms
from bot.views.voices import VoiceAction

SHOWN_CHARACTERS = 150


class ReactionAction(StrEnum):
    CHOOSE = "reaction.choose"


@dataclass(frozen=True)
class Option:
    """A remark that the emoji can be for; `value` says so to the button."""

    value: str
    text: str


def which(words: Words, options: Sequence[Option]) -> Message:
    """Ask which of the remarks in one message is meant."""
    asked = words("reaction-which")
    blocks: list[Block] = [forms.ours(asked)]
    for option in options:
        button = ButtonElement(
            text=words("reaction-this"), action_id=ReactionAction.CHOOSE, value=option.value
        )
        text = shorten(" ".join(option.text.split()) or words("reaction-no-words"), SHOWN_CHARACTERS)[0]
        blocks.append(SectionBlock(text=PlainTextObject(text=escape(text), emoji=True), accessory=button))
    return Message(asked, blocks)


def offer(words: Words) -> Message:
    """Offer to bring a message as a customer's voice."""
    text = words("reaction-offer")
    button = ButtonElement(text=words("voice-modal-title"), action_id=VoiceAction.NEW)
    return Message(text, [forms.ours(text), ActionsBlock(elements=[button])])
