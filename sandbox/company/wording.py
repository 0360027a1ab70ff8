"""Bits of what somebody said, to be taken up by others, and lines that nobody has heard for long."""

import html
import random
import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

QUOTED = re.compile(r"[「“](.{4,}?)[」”]", re.DOTALL)
CLAUSES = re.compile(r"[、。，．・：；？！「」『』（）…\n]|[,.;:!?—–“”()\n]\s*|\s-\s")
OPENERS = re.compile(r"^(?:(?:and|but|so|because|then|or|that|which)\s+|でも|だから|って)", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*>|:[a-z0-9_+-]+:")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
LETTERS = (4, 16)  # of a Japanese bit
WORDS = (2, 8)  # of an English one


class Sayable(Protocol):
    @property
    def say(self) -> str: ...


Chosen = TypeVar("Chosen", bound=Sayable)


def quoted(text: str) -> str:
    """Return what stands between quotation marks, if something does."""
    found = QUOTED.search(text)
    return found.group(1).strip() if found else ""


def plain(text: str) -> str:
    """Return a message's text without mentions, links and emoji codes."""
    return " ".join(html.unescape(MARKUP.sub(" ", text)).split())


def bits(text: str) -> list[str]:
    """Return the clauses of a text that are short enough to be repeated; at least one, cut if need be."""
    clauses = [OPENERS.sub("", clause.strip()) for clause in CLAUSES.split(text)]
    clauses = [clause for clause in clauses if clause]
    fitting = [clause for clause in clauses if _fits(clause)]
    return fitting or [_cut(max(clauses, key=len))] if clauses else [text.strip()]


def _fits(clause: str) -> bool:
    if JAPANESE.search(clause):
        return LETTERS[0] <= len(clause) <= LETTERS[1]
    return WORDS[0] <= len(clause.split()) <= WORDS[1]


def _cut(clause: str) -> str:
    if JAPANESE.search(clause):
        return clause if len(clause) <= LETTERS[1] else clause[: LETTERS[1]] + "…"
    words = clause.split()
    return clause if len(words) <= WORDS[1] else " ".join(words[: WORDS[1]]) + "…"


def heard_in(words: Collection[str], text: str) -> str:
    """Return the longest of these words that the text holds; English ones as whole words.

    `洗/洗いもの` listens for 洗 and answers 洗いもの.
    """
    pairs = [word.partition("/") for word in words]
    found = [(heard, named or heard) for heard, _, named in pairs if _holds(text, heard)]
    return max(found, key=lambda pair: len(pair[0]))[1] if found else ""


def _holds(text: str, word: str) -> bool:
    if JAPANESE.search(word) or not word.isascii() or not word[0].isalpha():
        return word in text
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None


class Memory:
    """Which lines were said how often, so that what was said least comes first."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._said: Counter[str] = Counter()

    def said(self, line: str) -> int:
        return self._said[line]

    def note(self, line: str) -> None:
        self._said[line] += 1

    def draw(self, lines: Sequence[Chosen]) -> Chosen:
        """Return one of those said least, and remember it."""
        least = min(self._said[line.say] for line in lines)
        chosen = self._chance.choice([line for line in lines if self._said[line.say] == least])
        self.note(chosen.say)
        return chosen

    def draw_some(self, lines: Sequence[Chosen], number: int) -> list[Chosen]:
        """Return as many different ones, those said least first."""
        left, drawn = list(lines), list[Chosen]()
        while left and len(drawn) < number:
            drawn.append(self.draw(left))
            left.remove(drawn[-1])
        return drawn
