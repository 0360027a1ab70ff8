"""`make evaluate`: how well watchwords are found, for the cases tuned on and for those kept aside.

It goes the way of the product: rows in a database, their vectors made by `bot.watchwords.indexing`, questions answered by
`bot.watchwords.search`. hit@1 and hit@3: the share of questions with a right watchword at the first place, or among three.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bot import schema
from bot.clock import RealClock
from bot.transaction import Database
from bot.watchwords import meaning
from bot.watchwords.indexing import Indexing
from bot.watchwords.search import NEAR_FROM, NOTHING_BELOW, Search
from evaluation import cases, shelf
from evaluation.cases import Asked

WAYS = {
    "mere phrases: spelling": (False, False, False),
    "mere phrases: meaning": (False, True, False),
    "shelf, by its phrases: spelling": (True, False, True),
    "shelf, by its phrases: meaning": (True, True, True),
    "shelf, by all that is known: spelling": (True, False, False),
    "shelf, by all that is known: meaning": (True, True, False),
}
"""Whether the shelf with all its parts is searched, among the mere phrases; by meaning; by its phrases only."""
Answers = dict[str, list[tuple[str, float]]]
"""For each question the watchwords found, with their scores, the nearest first."""


def answers(url: str, *, is_shelf: bool, with_model: bool, only_phrases: bool) -> Answers:
    """Fill an empty database, index it and ask everything."""
    schema.migrate(url)
    database = Database(url, RealClock())
    search = Search(meaning.Meaning(embedder) if with_model and (embedder := meaning.find()) else None)
    with database.session() as session:
        there = [one for one in cases.phrases() if is_shelf or not one.parts]
        shelf.fill(session, there, only_phrases=only_phrases)
    Indexing(database, search).step()
    found: Answers = {}
    with database.begin(shelf.TEAM) as tx:
        asked = [one.text for one in cases.asked() if one.from_shelf == is_shelf]
        for text in [*asked, *cases.nothing()]:
            hits = search.near(tx, search.ask(text))
            found[text] = [(hit.watchword_id, hit.score) for hit in hits]
    database.dispose()
    return found


def share(found: Answers, asked: Sequence[Asked], among: int) -> float:
    """Return the share of questions with a right answer among the first."""
    right = [any(word_id in one.answers for word_id, _ in found[one.text][:among]) for one in asked]
    return sum(right) / len(right)


def told(found: Answers, which: Callable[[Asked], bool]) -> str:
    """Return hit@1 and hit@3 of some questions, and how many those are."""
    asked = [one for one in cases.asked() if one.text in found and which(one)]
    return f"{share(found, asked, 1):.2f} / {share(found, asked, 3):.2f} ({len(asked)})" if asked else "-"


def compare(found: dict[str, Answers]) -> Table:
    table = Table(title="hit@1 / hit@3 (questions)")
    for column in ("", "tuned on", "kept aside", "both"):
        table.add_column(column)
    for way, answered in found.items():
        table.add_row(way, *_parts(answered, lambda _: True))
    return table


def by_kind(way: str, answered: Answers) -> Table:
    table = Table(title=f"{way}, hit@1 / hit@3 (questions)")
    for column in ("kind", "language", "tuned on", "kept aside", "both"):
        table.add_column(column)
    kinds = {(one.kind, one.language) for one in cases.asked() if one.text in answered}
    for kind, language in sorted(kinds):
        table.add_row(
            kind,
            language,
            *_parts(answered, partial(_is_of, kind, language)),
        )
    return table


def _is_of(kind: str, language: str, one: Asked) -> bool:
    return (one.kind, one.language) == (kind, language)


def _parts(answered: Answers, which: Callable[[Asked], bool]) -> list[str]:
    return [
        told(answered, lambda one: which(one) and not one.is_aside),
        told(answered, lambda one: which(one) and one.is_aside),
        told(answered, which),
    ]


def thresholds(answered: Answers) -> str:
    """Return how far the best answers to real questions and to nonsense are apart."""

    def best(texts: Sequence[str]) -> str:
        scores = [answered[text][0][1] if answered[text] else 0.0 for text in texts]
        near = sum(score >= NEAR_FROM for score in scores)
        none = sum(score < NOTHING_BELOW for score in scores)
        of = np.percentile(scores, [5, 25, 50, 75, 95]).round(2).tolist()
        return f"best score at 5/25/50/75/95 %: {of}; near {near}, perhaps {len(scores) - near - none}, nothing {none}"

    tuned = [one.text for one in cases.asked() if not one.is_aside and one.text in answered]
    right = [
        one.text
        for one in cases.asked()
        if not one.is_aside and answered.get(one.text) and answered[one.text][0][0] in one.answers
    ]
    return "\n".join(
        f"{name}: {best(texts)}"
        for name, texts in (("asked", tuned), ("rightly answered", right), ("nonsense", cases.nothing()))
    )


def main() -> int:
    console = Console(width=140)
    found = {}
    for way, (is_shelf, with_model, only_phrases) in WAYS.items():
        console.print(f"asking: {way} …")
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'evaluation.sqlite3'}"
            found[way] = answers(url, is_shelf=is_shelf, with_model=with_model, only_phrases=only_phrases)
    console.print(compare(found))
    for way in ("mere phrases: meaning", "shelf, by all that is known: meaning"):
        console.print(by_kind(way, found[way]))
        console.print(thresholds(found[way]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
