"""How thanks for somebody's words are told: in one line, with links to the words and no number of anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.delivery.outbox import Message
from bot.plaintext import escape
from bot.texts import Words
from bot.views.circles import sentence

SHOWN_PLACES = 5


@dataclass(frozen=True)
class Place:
    """Where somebody's words stand."""

    day: date
    """Of the dialogue."""
    link: str | None
    """None where they cannot go any more."""


def told(words: Words, places: Sequence[Place]) -> Message:
    links = [
        words("thanks-place", link=escape(place.link), day=words.date(place.day))
        for place in places
        if place.link
    ]
    if not links:
        return sentence(words("thanks-told"))
    shown = words("list-separator").join(links[:SHOWN_PLACES])
    key = "thanks-told-there" if len(links) <= SHOWN_PLACES else "thanks-told-there-and-more"
    return sentence(words(key, places=shown))
