"""Who hosts a circle: the button that leads to what hosts can do, deputies, and the search for a new host."""

from collections.abc import Sequence
from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, ButtonElement
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.texts import Words
from bot.views import forms
from bot.views.circles import sentence, shown
from models import Circle


class HostAction(StrEnum):
    OPEN = "host.open"
    TAKE = "host.take"
    DEPUTIES = "host.deputies"
    ACTS = "host.acts"
    MORE = "dialogue.more"
    NEXT = "dialogue.next"
    END = "dialogue.end"
    START = "dialogue.open"
    REHEARSE = "dialogue.rehearse"
    SWAP = "voice.swap"
    WAITING = "circle.waiting"
    WAITING_PAGE = "circle.waiting_page"
    HOLD = "voice.hold"
    LET_GO = "voice.let_go"
    FORWARD = "voice.forward"
    SKIP = "circle.skip"
    PAUSE = "circle.pause"
    RESUME = "circle.resume"
    GENTLE_ON = "circle.gentle_on"
    GENTLE_OFF = "circle.gentle_off"
    PULSE_ON = "circle.pulse_on"
    PULSE_OFF = "circle.pulse_off"
    LETTER_ON = "circle.letter_on"
    LETTER_OFF = "circle.letter_off"
    QUESTIONS = "circle.questions"
    LOOK_AGAIN = "circle.look_again"


def button(words: Words, circle_id: str) -> ButtonElement:
    """Return the button that stands on the card and under what hosts are answered."""
    return ButtonElement(text=words("host-button"), action_id=HostAction.OPEN, value=circle_id)


def deputies(words: Words, circle: Circle, chosen: Sequence[str], at_most: int) -> View:
    """Return the form in which a host names deputies."""
    field = forms.people_field("deputies", words("deputies-field", max=at_most), chosen, at_most)
    return forms.form(
        words,
        HostAction.DEPUTIES,
        title=words("deputies-title"),
        submit=words("deputies-submit"),
        metadata=circle.id,
        blocks=[forms.ours(words("deputies-what", circle=shown(circle.name))), field],
    )


def deputies_named(words: Words) -> View:
    return forms.told(words, title=words("deputies-title"), blocks=[forms.ours(words("deputies-done"))])


def named(words: Words, user_ids: Sequence[str]) -> str:
    """Return people as one list; Slack shows their names."""
    return words("list-separator").join(words("wins-person", person=f"<@{user_id}>") for user_id in user_ids)


def wanted(words: Words, circle: Circle) -> Message:
    """Ask a room for somebody who hosts the circle from now on."""
    text = words("host-wanted", circle=shown(circle.name))
    press = ButtonElement(text=words("host-take-button"), action_id=HostAction.TAKE, value=circle.id)
    return Message(text, [forms.ours(text), ActionsBlock(elements=[press])])


def taken(words: Words, circle: Circle, user_id: str) -> Message:
    return sentence(words("host-taken", circle=shown(circle.name), person=f"<@{user_id}>"))


def already(words: Words) -> Message:
    return sentence(words("host-already"))
