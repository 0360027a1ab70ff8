"""What is said about a picture or a slide of a watchword, and the buttons that ask for them."""

from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.delivery.outbox import Message
from bot.texts import Words
from bot.views import forms


class MaterialAction(StrEnum):
    PICTURE = "watchword.card"
    SLIDE = "watchword.slide"


def buttons(words: Words, watchword_id: str) -> Block:
    """Return what makes a watchword into something to show."""
    picture = ButtonElement(
        text=words("material-picture-button"), action_id=MaterialAction.PICTURE, value=watchword_id
    )
    slide = ButtonElement(
        text=words("material-slide-button"), action_id=MaterialAction.SLIDE, value=watchword_id
    )
    return ActionsBlock(elements=[picture, slide])


def coming(words: Words) -> Message:
    return told(words("material-coming"))


def handed_over(words: Words, standing: str, *, missing: int) -> str:
    """Return what stands above the files: ours alone, nothing that people wrote."""
    lines = [words("material-here"), standing]
    if missing:
        lines.append(words("material-missing", count=missing))
    return "\n".join(lines)


def told(text: str) -> Message:
    return Message(text, [forms.ours(text)])
