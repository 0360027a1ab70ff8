"""The private words of gentle hands, each with the button that stops them."""

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InteractiveElement

from bot.delivery.outbox import Message
from bot.people.private import Kind
from bot.texts import Words
from bot.views import forms, unnamed
from bot.views.private import PrivateAction


def quiet(words: Words, dialogue_id: str) -> Message:
    return _word(words, words("nudge-quiet-dm"), unnamed.button(words, dialogue_id))


def judging(words: Words) -> Message:
    return _word(words, words("nudge-judge-dm"))


def talking(words: Words) -> Message:
    return _word(words, words("nudge-overtalk-dm"))


def _word(words: Words, line: str, *buttons: InteractiveElement) -> Message:
    stop = ButtonElement(text=words("nudge-off-button"), action_id=PrivateAction.OFF, value=Kind.NUDGE)
    blocks: list[Block] = [forms.ours(line), ActionsBlock(elements=[*buttons, stop])]
    return Message(line, blocks)
