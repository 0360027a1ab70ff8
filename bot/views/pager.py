"""The buttons that lead to the pages beside one, and to the first of them."""

from collections.abc import Iterator

from pydantic import BaseModel
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, PlainTextObject

from bot.paging import Page
from bot.plaintext import escape, shorten
from bot.texts import Words

BEGINNING = ":0"
FACT_CHARACTERS = 200
"""As escaped."""


class Opened(BaseModel):
    """What a view with a list remembers: where it is in the list, and in which channel it was asked for."""

    place: str = BEGINNING
    channel_id: str | None = None
    which: str = "all"
    """Of which part of the list."""


def buttons(words: Words, page: Page, action_id: str) -> Iterator[Block]:
    """Yield where one is and the buttons; Slack wants the action ids of a block to differ."""
    if page.earlier is None and page.later is None:
        return
    place = words("pager-place", first=page.first + 1, last=page.first + len(page.ids), count=page.count)
    yield ContextBlock(elements=[PlainTextObject(text=place, emoji=True)])
    for value, label in ((page.earlier, words("pager-earlier")), (page.later, words("pager-later"))):
        if value is not None:
            yield ActionsBlock(elements=[ButtonElement(text=label, action_id=action_id, value=value)])


def fact(line: str) -> PlainTextObject:
    """Return a line under a thing of a list, with people's words in it as they typed them."""
    return PlainTextObject(text=escape(shorten(line, FACT_CHARACTERS, escaped=True)[0]), emoji=True)


def open_button(label: str, action_id: str) -> Block:
    """Return the button that opens a list at its beginning."""
    return ActionsBlock(elements=[ButtonElement(text=label, action_id=action_id, value=BEGINNING)])
