"""What is searched and asked: a shelf of watchwords, questions with their answers, and which of them are kept aside.

`data/phrases-ja.tsv` holds phrases alone and `data/queries-ja.tsv` what is asked for them; `data/shelf-*.yml` watchwords
with all that Entaku knows of where they came from. Kept aside from the start, and never tuned on, is every second theme
of the phrases (the letters of an id are its theme) and every watchword of the shelves with an even number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
KINDS = {
    "syn": "synonyms",
    "eng": "katakana English",
    "para": "paraphrase",
    "script": "script variants",
    "oku": "okurigana",
    "width": "width",
}


@dataclass(frozen=True)
class Phrase:
    """A watchword; `parts` holds what is known beside its phrase."""

    id: str
    phrase: str
    parts: Mapping[str, str]
    is_aside: bool


@dataclass(frozen=True)
class Asked:
    text: str
    answers: frozenset[str]
    language: str
    kind: str
    from_shelf: bool
    """Asked of a watchword with all its parts, not of a mere phrase."""
    is_aside: bool


@cache
def phrases() -> list[Phrase]:
    rows = [line.split("\t") for line in _lines("phrases-ja.tsv")]
    aside = _aside([row[0] for row in rows])
    bare = [Phrase(row_id, text, {}, _theme(row_id) in aside) for row_id, text in rows]
    return bare + [
        Phrase(
            row["id"],
            row["phrase"],
            {name: row[name] for name in ("quote", "scene", "product", "improvement")}
            | {"idea": row["ideas"][0]},
            _is_even(row["id"]),
        )
        for row in _shelves()
    ]


@cache
def asked() -> list[Asked]:
    aside = _aside([line.split("\t")[0] for line in _lines("phrases-ja.tsv")])
    of_phrases = []
    for line in _lines("queries-ja.tsv"):
        answers, kind, text = line.split("\t")
        ids = answers.split(",")
        of_phrases.append(
            Asked(text, frozenset(ids), "ja", KINDS[kind], False, is_aside=_theme(ids[0]) in aside)
        )
    return of_phrases + [
        Asked(text, frozenset([row["id"]]), _language(text), kind, True, is_aside=_is_even(row["id"]))
        for row in _shelves()
        for kind, text in row["queries"].items()
    ]


def nothing() -> list[str]:
    """Return what no watchword speaks to."""
    return [line.split("\t")[1] for line in _lines("nothing.tsv")]


@cache
def _shelves() -> list[dict[str, Any]]:
    files = (DATA / f"shelf-{language}.yml" for language in ("ja", "en"))
    return [row for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))]


def _lines(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").splitlines()


def _theme(row_id: str) -> str:
    return re.sub(r"\d", "", row_id)


def _aside(ids: list[str]) -> set[str]:
    return set(list(dict.fromkeys(map(_theme, ids)))[1::2])


def _is_even(row_id: str) -> bool:
    return int(re.sub(r"\D", "", row_id)) % 2 == 0


def _language(text: str) -> str:
    return "en" if text.isascii() else "ja"
