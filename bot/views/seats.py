"""Seats: the button that takes one, what it is answered with, and the reminders."""

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock, InteractiveElement

from bot.delivery.outbox import Message
from bot.people.private import Kind
from bot.texts import Words
from bot.views import forms
from bot.views.circles import shown
from bot.views.private import PrivateAction
from bot.views.seat_action import SeatAction
from models import Dialogue


def take_button(words: Words, dialogue_id: str) -> ButtonElement:
    return ButtonElement(text=words("open-button-join"), action_id=SeatAction.TAKE, value=dialogue_id)


def leave_button(words: Words, dialogue_id: str) -> ButtonElement:
    return ButtonElement(text=words("seat-leave"), action_id=SeatAction.LEAVE, value=dialogue_id)


def taken(
    words: Words,
    dialogue: Dialogue,
    department: str,
    *,
    is_moved: bool,
    will_remind: bool,
    tz: str,
    greeting: Message | None = None,
) -> Message:
    """Say where somebody's seat is, and how to leave it; a `greeting` comes with it."""
    lines = [words("seat-moved" if is_moved else "seat-taken", department=shown(department))]
    if dialogue.state == "planned":
        lines.append(words("seat-when", moment=words.moment(dialogue.started_at, tz)))
    if will_remind:
        lines.append(words("seat-will-remind"))
    answer = _with_buttons(lines, [leave_button(words, dialogue.id)])
    if greeting is None:
        return answer
    return Message(f"{answer.text}\n{greeting.text}", [*answer.blocks, DividerBlock(), *greeting.blocks])


def left(words: Words, dialogue_id: str, *, had_one: bool, is_in_room: bool) -> Message:
    """Say that a seat is free again; in a room it can be taken anew."""
    line = words("seat-left" if had_one else "seat-none")
    return _with_buttons([line], [take_button(words, dialogue_id)] if is_in_room else [])


def tomorrow(words: Words, dialogue: Dialogue, tz: str) -> Message:
    """Remind somebody the day before, in the hour of their own zone."""
    line = words(
        "seat-remind-day", circle=shown(dialogue.circle.name), moment=words.moment(dialogue.started_at, tz)
    )
    return _with_buttons([line], [leave_button(words, dialogue.id), _stop(words)])


def soon(words: Words, dialogue: Dialogue, tz: str, *, channel_id: str | None) -> Message:
    """Remind somebody ten minutes before, with the room where they sit."""
    line = words(
        "seat-remind-soon", circle=shown(dialogue.circle.name), time=words.time(dialogue.started_at, tz)
    )
    lines = [line, words("seat-remind-where", room=f"<#{channel_id}>")] if channel_id else [line]
    return _with_buttons(lines, [leave_button(words, dialogue.id), _stop(words)])


def _stop(words: Words) -> ButtonElement:
    return ButtonElement(text=words("seat-remind-stop"), action_id=PrivateAction.OFF, value=Kind.REMINDER)


def _with_buttons(lines: list[str], buttons: list[InteractiveElement]) -> Message:
    blocks: list[Block] = [forms.ours(line) for line in lines]
    if buttons:
        blocks.append(ActionsBlock(elements=buttons))
    return Message("\n".join(lines), blocks)
