"""Search: which watchwords are near to what somebody asks, by meaning first and by spelling beside it.

All is ranked here, in Python, so that SQLite and PostgreSQL find the same. What a workspace is searched by is held in
memory and read anew when a row has come or gone (`bot.watchwords.vectors.version`). How it came to be so: docs/search.md.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.spelling import Spelled
from bot.transaction import Transaction
from bot.watchwords import meaning, search_parts, vectors
from bot.watchwords.meaning import Meaning
from bot.watchwords.search_parts import OF_CUSTOMERS, Part
from models import Vector

if TYPE_CHECKING:
    from bot.watchwords.meaning import Vectors

NUMBERS = "<f2"
"""Half precision finds the same and takes half the room: 1 KB for 512 numbers."""
SPELLING_WEIGHT = 0.2
"""Meaning decides; spelling helps with names and odd words. More of it finds less (docs/search.md)."""
NOTHING_BELOW = 0.15
NEAR_FROM = 0.5
"""By meaning and spelling together: less is nothing, what lies between may be near. From `python -m evaluation`."""
SPELLED_NOTHING_BELOW = 0.1
SPELLED_NEAR_FROM = 0.3
"""The same where spelling is all there is."""


OWN_FIRST = 0.01
"""Several watchwords of one dialogue share what it decided: the one whose own words are nearer comes first."""


class How(StrEnum):
    NEAR = "near"
    PERHAPS = "perhaps"


@dataclass(frozen=True)
class Question:
    """What somebody asks, read before any transaction begins; without `numbers` it is answered by spelling."""

    text: str
    numbers: "Vectors | None" = None


@dataclass(frozen=True)
class Hit:
    watchword_id: str
    score: float
    how: How


@dataclass
class _Known:
    """What one workspace is searched by."""

    version: vectors.Version
    ids: list[str]
    spelled: Spelled
    """Under twice the place of a watchword stand its customers' words, one further what colleagues added."""
    owners: Any = None
    """The places that have vectors, and where in the matrix those of each begin."""
    begins: Any = None
    is_customers: Any = None
    matrix: Any = None


@dataclass
class Search:
    """The search of this process. Without a model it goes by spelling alone."""

    meaning: Meaning | None = None
    _known: dict[str, _Known] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def model(self) -> str:
        """The version of the model; empty without one."""
        return self.meaning.version if self.meaning else ""

    def ask(self, text: str) -> Question:
        """Read a question. Takes up to `meaning.PATIENCE_SECONDS` while the model is loaded: before a transaction."""
        if self.meaning is None or not text.strip():
            return Question(text)
        read = self.meaning.read([text], patience_seconds=meaning.PATIENCE_SECONDS)
        return Question(text, None if read is None else read[0])

    def near(
        self, tx: Transaction, question: Question, *, only_customers_words: bool = False
    ) -> Iterator[Hit]:
        """Yield the watchwords of the workspace that are near, the nearest first, whoever may see them.

        `only_customers_words`: for readers who may not know what colleagues noticed and decided.
        """
        tx.session.flush()
        known = self.know(tx.session, tx.workspace.id)
        scores = _by_spelling(known, question.text, only_customers_words=only_customers_words)
        nothing, near = SPELLED_NOTHING_BELOW, SPELLED_NEAR_FROM
        if question.numbers is not None and known.matrix is not None:
            spelled = {place: SPELLING_WEIGHT * score for place, score in scores.items()}
            nothing, near = NOTHING_BELOW, NEAR_FROM
            scores = _by_meaning(
                known,
                question.numbers,
                spelled,
                at_least=nothing,
                only_customers_words=only_customers_words,
            )
        for place, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])):
            if score < nothing:
                return
            yield Hit(known.ids[place], score, How.NEAR if score >= near else How.PERHAPS)

    def know(self, session: Session, workspace_id: str) -> _Known:
        """Return what a workspace is searched by, read anew if it has changed."""
        now = vectors.version(session, workspace_id)
        known = self._known.get(workspace_id)
        if known is not None and known.version == now:
            return known
        with self._lock:
            known = self._known.get(workspace_id)
            if known is None or known.version != now:
                known = self._known[workspace_id] = _read(session, workspace_id, now, self.model)
            return known


def _read(session: Session, workspace_id: str, version: vectors.Version, model: str) -> _Known:
    texts = search_parts.of_all(session, workspace_id)
    ids = sorted({text.watchword_id for text in texts})
    places = {word_id: place for place, word_id in enumerate(ids)}
    spelled = Spelled(
        (2 * places[text.watchword_id] + (text.part not in OF_CUSTOMERS), text.text) for text in texts
    )
    known = _Known(version, ids, spelled)
    if model:
        _read_vectors(session, workspace_id, model, places, known)
    return known


def _read_vectors(
    session: Session, workspace_id: str, model: str, places: dict[str, int], known: _Known
) -> None:
    import numpy as np  # noqa: PLC0415  an extra

    made = (
        select(Vector.watchword_id, Vector.part, Vector.numbers)
        .where(Vector.workspace_id == workspace_id, Vector.model == model, Vector.numbers.is_not(None))
        .order_by(Vector.id)
    )
    rows = [row for row in session.execute(made) if row[0] in places]
    if not rows:
        return
    rows.sort(key=lambda row: places[row[0]])
    numbers = np.frombuffer(b"".join(row[2] or b"" for row in rows), dtype=NUMBERS)
    known.matrix = numbers.reshape(len(rows), -1).astype(np.float32)
    known.owners, known.begins = np.unique([places[row[0]] for row in rows], return_index=True)
    known.is_customers = np.array([Part(row[1]) in OF_CUSTOMERS for row in rows])


def _by_spelling(known: _Known, asked: str, *, only_customers_words: bool) -> dict[int, float]:
    own: dict[int, float] = {}
    shared: dict[int, float] = {}
    for number, score in known.spelled.near(asked).items():
        place, is_colleagues = divmod(number, 2)
        side = shared if is_colleagues else own
        side[place] = max(side.get(place, 0.0), score)
    if only_customers_words:
        return own
    return {
        place: max(own.get(place, 0.0), shared.get(place, 0.0)) + OWN_FIRST * own.get(place, 0.0)
        for place in own | shared
    }


def _by_meaning(
    known: _Known,
    numbers: "Vectors",
    spelled: dict[int, float],
    *,
    at_least: float,
    only_customers_words: bool,
) -> dict[int, float]:
    """Return how near watchwords are: by the nearest of their texts, and by their spelling."""
    import numpy as np  # noqa: PLC0415  an extra

    scores = known.matrix @ numbers
    if only_customers_words:
        scores = np.where(known.is_customers, scores, np.float32(-1.0))
    nearest = np.full(len(known.ids), -1.0, dtype=np.float32)
    nearest[known.owners] = np.maximum.reduceat(scores, known.begins)
    places = np.fromiter(spelled.keys(), dtype=np.intp, count=len(spelled))
    much = np.fromiter(spelled.values(), dtype=np.float32, count=len(spelled))
    nearest[places] = np.maximum(0.0, nearest[places]) + much
    near = np.flatnonzero(nearest >= at_least)
    near = near[np.argsort(-nearest[near], kind="stable")]
    return dict(zip(near.tolist(), nearest[near].tolist(), strict=True))
