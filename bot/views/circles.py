"""What hosts are told about their circle and its rooms."""

from datetime import datetime

from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock

from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from models import Circle

SHOWN_NAME = 80


def shown(name: str) -> str:
    """Return a name that people typed, fit to stand within a sentence of ours."""
    return escape(shorten(" ".join(name.split()), SHOWN_NAME)[0])


def sentence(text: str) -> Message:
    """Return a message of one paragraph of ours."""
    return Message(text, [SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))])


def room_lost(words: Words, circle: Circle, department: str, error: str) -> Message:
    why = "archived" if error == "is_archived" else "outside"
    return sentence(words(f"room-lost-{why}", circle=shown(circle.name), department=shown(department)))


def missed(words: Words, circle: Circle, was_due_at: datetime) -> Message:
    """Say that a dialogue did not open because Entaku was away at its hour."""
    return sentence(
        words("open-missed", circle=shown(circle.name), moment=words.moment(was_due_at, circle.tz))
    )
