"""How long a question waits for an answer when ten thousand watchwords stand on the shelf, the model included."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.figures import Figure
from bot import schema
from bot.clock import RealClock
from bot.transaction import Database
from bot.watchwords import looking_back, meaning
from bot.watchwords.indexing import Indexing
from bot.watchwords.search import Search
from evaluation import cases, shelf
from evaluation.cases import Phrase

WATCHWORDS = 10_000
RUNS = 9


class Ready:
    """The model, which reads the texts of the shelf only once each: they repeat, and making them is not measured."""

    def __init__(self, embedder: meaning.Embedder) -> None:
        self.version = embedder.version
        self._embedder = embedder
        self._known: dict[str, meaning.Vectors] = {}

    def load(self) -> None:
        self._embedder.load()

    def read(self, texts: list[str]) -> "meaning.Vectors":
        if len(texts) == 1:
            return self._embedder.read(texts)
        bare = [text.rpartition(" ")[0] for text in texts]
        unknown = sorted(set(bare) - set(self._known))
        if unknown:
            self._known.update(zip(unknown, self._embedder.read(unknown), strict=True))
        return np.stack([self._known[text] for text in bare])


def measure(folder: Path) -> list[Figure]:
    embedder = meaning.find()
    figures = [_figure(folder / "spelling.sqlite3", "by spelling", Search(), "-", None)]
    if embedder is not None:
        search = Search(meaning.Meaning(Ready(embedder)))  # type: ignore[arg-type]
        figures.append(_figure(folder / "meaning.sqlite3", "by meaning", search, "≤ 250 ms", 250))
        figures.append(_reading(embedder))
    return figures


def _figure(path: Path, how: str, search: Search, aim: str, longest: float | None) -> Figure:
    url = f"sqlite:///{path}"
    schema.migrate(url)
    database = Database(url, RealClock())
    with database.session() as session:
        shelf.fill(session, list(_many()), only_phrases=False)
    Indexing(database, search).step()
    took = []
    for one in cases.asked()[:RUNS]:
        began = time.perf_counter()
        question = search.ask(one.text)
        with database.begin(shelf.TEAM) as tx:
            tx.person = shelf.reader(tx.session)
            looking_back.look_back(tx, search, question)
        took.append(time.perf_counter() - began)
    database.dispose()
    median = 1000 * statistics.median(took)
    return Figure(
        f"looking back at {WATCHWORDS:,} watchwords, {how}",
        f"{median:.0f} ms",
        "-",
        aim,
        longest is None or median <= longest,
    )


def _many() -> Iterator[Phrase]:
    """Yield phrases with a scene and a product, each other than all before."""
    known = cases.phrases()
    for number in range(WATCHWORDS):
        one = known[number % len(known)]
        parts = {"scene": f"{known[number % 97].phrase} {number}", "product": f"product {number % 40}"}
        yield Phrase(f"w{number}", f"{one.phrase} {number}", parts, is_aside=False)


def _reading(embedder: meaning.Embedder) -> Figure:
    """What the model alone takes of it."""
    texts = [one.text for one in cases.asked()[:RUNS]]
    took = []
    for text in texts:
        began = time.perf_counter()
        embedder.read([text])
        took.append(time.perf_counter() - began)
    return Figure("reading a question", f"{1000 * statistics.median(took):.0f} ms", "-", "-", True)
