"""The text in plain signs, so that one pattern finds every way of writing.

Each character is folded for itself, whatever stands beside it: a text folds the same after a part of it was hidden.
"""

import re
import unicodedata

BLANK = "●"
"""Stands for whatever is hidden; no pattern matches it."""

_LATIN = re.compile(f"[\\t\\n -~À-ÿ{BLANK}]+")  # a blank is no end: what it hid may have been English
_CAPITAL = re.compile("[A-ZÀ-Þ]")
_DASHES = frozenset("−─━⁃")  # written for a dash, though not punctuation
_UNSEEN = {"Cf", "Mn", "Me"}  # zero width, variation selectors, keycaps


def fold(text: str, hidden: str) -> tuple[str, list[int]]:
    """The text in ASCII digits, signs and dashes, and the original place of each character and of the end.

    What is already hidden becomes one `BLANK`.
    """
    letters: list[str] = []
    places: list[int] = []
    end = 0
    for found in re.finditer(f"(?:{re.escape(hidden)}|{BLANK})+" if hidden else f"{BLANK}+", text):
        _append(text, end, found.start(), letters, places)
        letters.append(BLANK)
        places.append(found.start())
        end = found.end()
    _append(text, end, len(text), letters, places)
    return "".join(letters), [*places, len(text)]


def english(folded: str) -> list[tuple[int, int]]:
    """Where English with a capital letter can stand: most of a Japanese text needs no search for it."""
    stretches = (found.span() for found in _LATIN.finditer(folded))
    return [(start, end) for start, end in stretches if _CAPITAL.search(folded, start, end)]


def _append(text: str, start: int, end: int, letters: list[str], places: list[int]) -> None:
    for place in range(start, end):
        letter = text[place]
        if not letter.isascii():
            category = unicodedata.category(letter)
            if category in _UNSEEN:
                continue
            letter = _folded(letter, category)
        letters.append(letter)
        places.append(place)


def _folded(letter: str, category: str) -> str:
    if category == "Pd" or letter in _DASHES:
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Zs":
        return " "
    if letter == "’":
        return "'"
    if "！" <= letter <= "～":
        return chr(ord(letter) - 0xFEE0)
    return letter
