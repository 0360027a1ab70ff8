"""Spelling: how much two texts have in common as they are written, however they were typed."""

import math
import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
ALIKE = 0.1
"""Less in common is nothing."""
KATAKANA_TO_HIRAGANA = {ord(letter): ord(letter) - 0x60 for letter in map(chr, range(0x30A1, 0x30F7))}
LONGEST_TEXT = 600
"""Letters that are looked at: what is longer says the rest of it again."""
MANY_TEXTS = 400
IN_MOST = 0.2
"""Of many texts, what stands in so large a share of them (endings, particles) tells none from another."""


def fold(text: str) -> str:
    """Return the letters and digits of a text in one spelling: width, case, kana, spaces and signs make no difference."""
    one_width = unicodedata.normalize("NFKC", text).casefold().translate(KATAKANA_TO_HIRAGANA)
    folded = "".join(letter for letter in one_width if unicodedata.category(letter)[0] in "LMN")
    return folded or "".join(one_width.split())


class Spelled:
    """Texts, each with the number of the thing it belongs to, ready to be compared with a question."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        counted = [(number, _parts(text)) for number, text in texts]
        found_in = Counter(part for _, parts in counted for part in parts)
        self._count = len(counted)
        self._owners = array("I", (number for number, _ in counted))
        self._rarity = {part: _rarity(self._count, count) for part, count in found_in.items()}
        self._places: dict[str, tuple[array[int], array[float]]] = {}
        for place, (_, parts) in enumerate(counted):
            weights = {part: _weight(times) * self._rarity[part] for part, times in parts.items()}
            length = math.hypot(*weights.values())
            for part, weight in weights.items():
                places, shares = self._places.setdefault(part, (array("I"), array("f")))
                places.append(place)
                shares.append(weight / length)

    def near(self, asked: str) -> dict[int, float]:
        """Return how near each thing is that has anything in common with a question: up to 1, by its nearest text."""
        parts = _parts(asked)
        unknown = _rarity(self._count, 0)
        weights = {part: _weight(times) * self._rarity.get(part, unknown) for part, times in parts.items()}
        length = math.hypot(*weights.values())
        sums: dict[int, float] = {}
        for part, weight in weights.items():
            places, shares = self._places.get(part, ((), ()))
            if self._count > MANY_TEXTS and len(places) > IN_MOST * self._count:
                continue
            for place, share in zip(places, shares, strict=True):
                sums[place] = sums.get(place, 0.0) + weight * share
        nearest: dict[int, float] = {}
        for place, total in sums.items():
            owner = self._owners[place]
            nearest[owner] = max(nearest.get(owner, 0.0), total / length)
        return nearest


def nearest(asked: str, things: Iterable[T], text: Callable[[T], str]) -> list[T]:
    """Return the things whose text is spelled like a question, the nearest first; equally near ones stay in order."""
    every = list(things)
    found = Spelled((number, text(thing)) for number, thing in enumerate(every)).near(asked)
    return [
        every[number]
        for number in sorted(found, key=lambda one: (-found[one], one))
        if found[number] >= ALIKE
    ]


def _parts(text: str) -> Counter[str]:
    """Return the letters of a text, and its pairs of letters, with how often each stands there."""
    folded = fold(text[:LONGEST_TEXT])
    return Counter(folded) + Counter(folded[at : at + 2] for at in range(len(folded) - 1))


def _weight(times: int) -> float:
    return 1 + math.log(times)


def _rarity(of: int, count: int) -> float:
    return math.log((1 + of) / (1 + count)) + 1
