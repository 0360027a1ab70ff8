"""Searching by spelling: phrases near to what somebody typed, however it was typed."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

NEAR = 0.25
"""The share of letter pairs that a phrase and a question must have in common to be called near."""
KANA_PAIR = 0.5
"""Two hiragana say less than a pair with a kanji: many are endings and particles that every sentence has."""
HOLDS = 1.0
"""Added where one holds the other as it is: such phrases come before all that are only alike."""
_KATAKANA_TO_HIRAGANA = {ord(letter): ord(letter) - 0x60 for letter in map(chr, range(0x30A1, 0x30F7))}


def fold(text: str) -> str:
    """Return the letters and digits of a text in one spelling: width, case, kana, spaces and signs make no difference."""
    one_width = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA_TO_HIRAGANA)
    folded = "".join(letter for letter in one_width if unicodedata.category(letter)[0] in "LMN")
    return folded or "".join(one_width.split())


def nearest(asked: str, things: Iterable[T], phrase: Callable[[T], str]) -> list[T]:
    """Return the things whose phrase is near to what was asked, the nearest first; equally near ones stay in order."""
    folded = fold(asked)
    found = [(nearness(folded, fold(phrase(thing))), thing) for thing in things]
    near = [(much, thing) for much, thing in found if much >= NEAR]
    return [thing for _, thing in sorted(near, key=lambda pair: -pair[0])]


def nearness(asked: str, phrase: str) -> float:
    """Return how near two folded texts are: from 0 to 1 by common letter pairs, more if one holds the other."""
    if not asked or not phrase:
        return 0.0
    mine, its = _pairs(asked), _pairs(phrase)
    alike = _weight(mine & its) / min(_weight(mine), _weight(its)) if mine and its else 0.0
    return alike + HOLDS if asked in phrase or phrase in asked else alike


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _weight(pairs: set[str]) -> float:
    return sum(KANA_PAIR if all("ぁ" <= letter <= "ゖ" for letter in pair) else 1.0 for pair in pairs)
