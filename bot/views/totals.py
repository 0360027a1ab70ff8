"""How many people marked a thing: one small line under it."""

from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject

from bot.texts import Words


@dataclass(frozen=True)
class Marks:
    """How many people marked a thing."""

    pins: int = 0
    ideas: int = 0


NO_MARKS = Marks()


def marked(words: Words, marks: Marks) -> list[Block]:
    """Return the line; nothing where nobody did."""
    counts = {"totals-pins": marks.pins, "totals-ideas": marks.ideas}
    parts = [words(key, count=count) for key, count in counts.items() if count]
    if not parts:
        return []
    line = MarkdownTextObject(text=words("list-separator").join(parts), verbatim=True)
    return [ContextBlock(elements=[line])]
