"""What a host sees who rehearses: the course of a dialogue without its buttons."""

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.delivery.outbox import Message
from bot.texts import Words
from bot.views.circles import sentence, shown
from models import Circle


def introduction(words: Words, circle: Circle) -> Message:
    return sentence(words("rehearse-intro", circle=shown(circle.name)))


def still(message: Message) -> Message:
    """Return a message without what could be pressed."""
    return Message(
        message.text, [_still(block) for block in message.blocks if not isinstance(block, ActionsBlock)]
    )


def _still(block: Block) -> Block:
    if isinstance(block, SectionBlock) and block.accessory is not None:
        return SectionBlock(text=block.text)
    return block
