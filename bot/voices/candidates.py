"""Voices that may be picked, as the selection sees them, and which of them are heard as one (`bot.voices.likeness`)."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.voices import likeness

Arrival = tuple[datetime, str]
"""When a voice came, and its id: the order in which voices wait."""


@dataclass(frozen=True)
class Candidate:
    """A waiting voice that may be picked. Empty strings are facts that nobody told."""

    id: str
    arrived_at: datetime
    text: str
    source: str = ""
    department: str = ""
    """The submitter's."""
    product: str = ""
    segment: str = ""
    """The kind of customer."""
    is_moved: bool = False
    """A host held it once, swapped it out or brought it forward: the promise is not for it."""
    forward_at: datetime | None = None
    """When a host brought it forward."""

    @property
    def arrival(self) -> Arrival:
        return self.arrived_at, self.id

    @cached_property
    def wording(self) -> likeness.Wording:
        return likeness.wording(self.text)

    @cached_property
    def gist(self) -> str:
        return likeness.gist(self.text)

    @cached_property
    def said(self) -> tuple[str, ...]:
        return likeness.said(self.text)


def joining(
    candidate: Candidate, waiting: Iterable[Candidate], already: Sequence[Candidate] = ()
) -> list[Candidate]:
    """Return those that say the same as a voice, as each other and as those joined to it already."""
    kinds = {(one.said, plain(one.product)): one for one in (candidate, *already)}
    joined = []
    for other in waiting:
        if other.gist == candidate.gist and all(says_the_same(other, one) for one in kinds.values()):
            kinds.setdefault((other.said, plain(other.product)), other)
            joined.append(other)
    return joined


def says_the_same(one: Candidate, other: Candidate) -> bool:
    """Say whether one of them may be heard for both; words that could be about anything need the same product."""
    products = {plain(one.product), plain(other.product)}
    if len(products - {""}) > 1 or likeness.likeness(one.wording, other.wording) < likeness.SAME:
        return False
    names_product = products != {""} and len(products) == 1
    is_clear = names_product or (likeness.says_enough(one.said) and likeness.says_enough(other.said))
    return is_clear and likeness.say_the_same(one.said, other.said)


def plain(fact: str) -> str:
    return unicodedata.normalize("NFKC", fact).casefold().strip()
