"""What a channel reads that a circle would like to seat, and what its asker is told."""

from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.delivery.outbox import Message
from bot.texts import Words
from bot.views import forms
from bot.views.circles import sentence, shown
from models import AskedRoom, Circle


class JoinAction(StrEnum):
    ACCEPT = "room.accept"


def request(words: Words, circle: Circle, asked: AskedRoom, asker: str | None) -> Message:
    """Ask a room: who would like it, for what, and that nothing begins unless somebody says yes."""
    text = words(
        f"join-request-{asked.purpose}",
        circle=shown(circle.name),
        department=shown(asked.department),
        day=words.weekday(circle.weekday),
        time=circle.at,
        who=shown(asker) if asker else words("somebody"),
    )
    accept = ButtonElement(
        text=words("join-button"), action_id=JoinAction.ACCEPT, value=asked.id, style="primary"
    )
    return Message(text, [forms.ours(text), ActionsBlock(elements=[accept])])


def joined(words: Words, circle: Circle, asked: AskedRoom) -> Message:
    return sentence(
        words(
            f"join-done-{asked.purpose}",
            circle=shown(circle.name),
            department=shown(asked.department),
            day=words.weekday(circle.weekday),
            time=circle.at,
        )
    )


def members_only(words: Words, channel_id: str) -> Message:
    """Tell somebody who only looks in, in person: in the room Slack would show it to members alone."""
    return sentence(words("join-members-only", room=f"<#{channel_id}>"))


def invite_us(words: Words, circle: Circle, asked: AskedRoom) -> Message:
    return sentence(words("join-invite-us", circle=shown(circle.name), room=room_name(words, asked)))


def waits(words: Words, asked: AskedRoom) -> str:
    """Say in a line why a room has not joined yet, and what would help."""
    state = asked.because if asked.state == "refused" and asked.because else asked.state
    return words(f"join-waits-{state}", room=room_name(words, asked))


def room_name(words: Words, asked: AskedRoom) -> str:
    """Return a room by what it stands for: the name of a private channel is for its members."""
    return (
        words("join-department", department=shown(asked.department))
        if asked.purpose == "seat"
        else words(f"join-room-{asked.purpose}")
    )
