"""When somebody's circles sit next, as their home tells it, with a seat."""

from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.texts import Words
from bot.views import forms, seats
from bot.views import help as help_views
from bot.views.circles import shown
from models import Circle


@dataclass(frozen=True)
class OwnSeat:
    """The reader's seat in a dialogue."""

    dialogue_id: str
    department: str
    channel_id: str


@dataclass(frozen=True)
class Sitting:
    """A circle, whether its dialogue is open now, and the reader's seat or what the button of one carries."""

    circle: Circle
    is_open: bool
    seat: OwnSeat | None = None
    can_take: str | None = None
    """None: there is no seat for them from here."""


def sitting(words: Words, one: Sitting) -> list[Block]:
    lines = [help_views.stands(words, one.circle, is_open=one.is_open)]
    if one.seat is not None:
        room = f"<#{one.seat.channel_id}>"
        lines.append(words("home-seat", department=shown(one.seat.department), room=room))
    block = forms.ours("\n".join(lines))
    if one.seat is not None:
        block.accessory = seats.leave_button(words, one.seat.dialogue_id)
    elif one.can_take is not None:
        block.accessory = seats.take_button(words, one.can_take)
    return [block]
