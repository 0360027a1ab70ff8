"""Sections: what a long view is made of, and how they are made to fit into what Slack takes.

A view has at most 100 blocks and 250 kB. Where there is more, the longest sections show fewer of their things and say how
many more there are; their heads, their buttons and at least one thing of each stay.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock

BLOCKS = 100
BYTES = 240_000
"""What stands around the blocks has the rest."""


def _nothing(_: int) -> Sequence[Block]:
    return ()


@dataclass(frozen=True)
class Section:
    """A part of a view under a heading of its own."""

    head: Sequence[Block]
    things: Sequence[Sequence[Block]] = ()
    """What can be left for the line that says that there is more: each is shown whole or not at all."""
    tail: Sequence[Block] = ()
    beyond: int = 0
    """How many more there are than these."""
    more: Callable[[int], Sequence[Block]] = _nothing
    """Returns how it is said that there are so many more. Nothing: a button in the tail leads to all of them."""

    def blocks(self) -> list[Block]:
        more = self.more(self.beyond) if self.beyond else ()
        return [*self.head, *(block for thing in self.things for block in thing), *more, *self.tail]

    def shorter(self) -> "Section":
        """Return the section without its last thing, which is counted instead."""
        return replace(self, things=self.things[:-1], beyond=self.beyond + 1)


def fitting(sections: Sequence[Section], *, blocks: int = BLOCKS, size: int = BYTES) -> list[dict[str, Any]]:
    """Return the blocks of these sections as Slack takes them, a line between two sections, in so many blocks and bytes."""
    shown = list(sections)
    while True:
        made = _with_dividers(shown)
        if len(made) > blocks:
            place = _heaviest(shown, len)
        else:
            done = [block.to_dict() for block in made]
            if _bytes(done) <= size:
                return done
            place = _heaviest(shown, lambda blocks: _bytes([block.to_dict() for block in blocks]))
        if place is None:
            return [block.to_dict() for block in made]
        shown[place] = shown[place].shorter()


def _heaviest(sections: Sequence[Section], weight: Callable[[list[Block]], int]) -> int | None:
    """Return which section takes most of what is short; None where each is down to one thing."""
    can_go = [place for place, one in enumerate(sections) if len(one.things) > 1]

    def weighs(place: int) -> int:
        return weight([block for thing in sections[place].things for block in thing])

    return max(can_go, key=weighs, default=None)


def _with_dividers(sections: Sequence[Section]) -> list[Block]:
    made: list[Block] = []
    for section in sections:
        made += [DividerBlock(), *section.blocks()] if made else section.blocks()
    return made


def _bytes(blocks: Sequence[dict[str, Any]]) -> int:
    """Return how long blocks are as Slack's client writes them: what is not ASCII takes six bytes or twelve."""
    return len(json.dumps(blocks))
