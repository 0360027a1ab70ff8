"""Sentences with what is personal in them marked, and how much of it is found."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.safeguard import Kind, Span, mask

DATA = Path(__file__).parent / "data"
LANGUAGES = ("ja", "en")
PARTS = ("made", "held")
"""`made` is what rules are written with; `held` was set aside before; see decision 12 for how far it still is unseen."""


@dataclass(frozen=True)
class Sentence:
    text: str
    spans: tuple[Span, ...]


@dataclass
class Score:
    wanted: Counter[Kind] = field(default_factory=Counter)
    hidden: Counter[Kind] = field(default_factory=Counter)
    """Of those wanted, whole: what is left of a number may be enough to find it."""
    found: Counter[Kind] = field(default_factory=Counter)
    right: Counter[Kind] = field(default_factory=Counter)
    """Of those found, at least half of them marked."""

    def recall(self, kinds: Iterable[Kind]) -> float:
        kinds = list(kinds)
        return _share(sum(self.hidden[kind] for kind in kinds), sum(self.wanted[kind] for kind in kinds))

    def precision(self, kinds: Iterable[Kind]) -> float:
        kinds = list(kinds)
        return _share(sum(self.right[kind] for kind in kinds), sum(self.found[kind] for kind in kinds))

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.wanted + other.wanted,
            self.hidden + other.hidden,
            self.found + other.found,
            self.right + other.right,
        )


def sentences(language: str, part: str) -> list[Sentence]:
    lines = (DATA / f"personal.{language}.{part}.tsv").read_text(encoding="utf-8").splitlines()
    return [_read(line.replace(r"\n", "\n")) for line in lines]


def score(labelled: Iterable[Sentence]) -> Score:
    total = Score()
    for sentence in labelled:
        spans = mask(sentence.text).spans
        covered = {place for span in spans for place in range(span.start, span.end)}
        marked = {place for span in sentence.spans for place in range(span.start, span.end)}
        for span in sentence.spans:
            total.wanted[span.kind] += 1
            total.hidden[span.kind] += covered.issuperset(range(span.start, span.end))
        for span in spans:
            total.found[span.kind] += 1
            total.right[span.kind] += (
                2 * len(marked & {*range(span.start, span.end)}) >= span.end - span.start
            )
    return total


def _read(line: str) -> Sentence:
    """A line as it stands in the file: `{name|佐藤}様より` marks 佐藤."""
    text, spans, end = "", [], 0
    for mark in re.finditer(r"\{(\w+)\|([^}]+)\}", line):
        text += line[end : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[2]), Kind(mark[1])))
        text += mark[2]
        end = mark.end()
    return Sentence(text + line[end:], tuple(spans))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
