"""Indexing: makes the vectors of watchwords in the background, after the commit that changed what they are found by.

One thread a process, so that no listener waits for it. It compares what is kept with what the texts say now, so nothing
has to be remembered over a crash: at the start, every hour and after each change it looks again. Vectors of another
version of the model are made anew as well.
"""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot import logs, workspaces
from bot.transaction import Database, insert_once
from bot.watchwords import search_parts
from bot.watchwords.search import NUMBERS, Search
from bot.watchwords.search_parts import Text
from models import Vector, Watchword

if TYPE_CHECKING:
    from bot.watchwords.meaning import Vectors

log = structlog.get_logger()

AGAIN_AFTER_SECONDS = 3600.0
AT_ONCE = 64
"""Texts between two commits: nobody waits long for the database."""


@dataclass(frozen=True)
class _Work:
    """What is to be done until a workspace's vectors are as its texts."""

    missing: Sequence[Text]
    useless: Sequence[int]
    has_texts: bool


class Indexing:
    """Keeps all workspaces' vectors as their texts. `start` lets it run by itself; a test calls `step`."""

    def __init__(self, database: Database, search: Search) -> None:
        self._database = database
        self._search = search
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="indexing", daemon=True)
        database.on_words_changed(self._wake.set)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout_seconds: float) -> None:
        """Finish the texts in hand; the rest is made after the next start."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout_seconds)

    def step(self) -> int:
        """Make everything that is missing and remove what is useless; return how many rows changed."""
        with self._database.reading() as session:
            workspace_ids = workspaces.ids(session)
        return sum(self._refresh(workspace_id) for workspace_id in workspace_ids)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                self.step()
            except Exception as error:  # noqa: BLE001  the outermost loop: it outlives a database that is away
                log.warning("indexing failed", error=logs.named(error))
            self._wake.wait(AGAIN_AFTER_SECONDS)

    def _refresh(self, workspace_id: str) -> int:
        model, meaning = self._search.model, self._search.meaning
        with self._database.reading() as session:
            work = _work(session, workspace_id, model)
        if work.has_texts and meaning is not None:
            meaning.warm_up()
        if work.useless:
            with self._database.session() as session:
                session.execute(delete(Vector).where(Vector.id.in_(work.useless)))
        for texts in _batches(work.missing):
            if self._stopping.is_set():
                return 0
            numbers = meaning.read([text.text for text in texts]) if meaning is not None else None
            if meaning is not None and numbers is None:
                return 0  # the model could not be loaded, which it has said
            with self._database.session() as session:
                _store(session, workspace_id, model, texts, numbers)
        if work.useless or work.missing:
            with self._database.reading() as session:
                self._search.know(session, workspace_id)
        return len(work.useless) + len(work.missing)


def _work(session: Session, workspace_id: str, model: str) -> _Work:
    kept = select(
        Vector.id, Vector.watchword_id, Vector.part, Vector.source_id, Vector.digest, Vector.model
    ).where(Vector.workspace_id == workspace_id)
    known = {tuple(row[1:]): row[0] for row in session.execute(kept)}
    wanted = {
        (*_key(text), _digest(text.text), model): text for text in search_parts.of_all(session, workspace_id)
    }
    return _Work(
        missing=[text for key, text in wanted.items() if key not in known],
        useless=[row_id for key, row_id in known.items() if key not in wanted],
        has_texts=bool(wanted),
    )


def _store(
    session: Session, workspace_id: str, model: str, texts: Sequence[Text], numbers: "Vectors | None"
) -> None:
    """Keep the vectors of texts that still read so; a text that goes at this moment waits for us and takes them along."""
    ids = sorted({text.watchword_id for text in texts})
    locked = select(Watchword.id).where(Watchword.workspace_id == workspace_id, Watchword.id.in_(ids))
    session.execute(locked.order_by(Watchword.id).with_for_update()).all()
    now = {_key(text): text.text for text in search_parts.of_all(session, workspace_id, ids)}
    rows = [
        {
            "workspace_id": workspace_id,
            "watchword_id": text.watchword_id,
            "part": text.part.value,
            "source_id": text.source_id,
            "digest": _digest(text.text),
            "model": model,
            "numbers": None if numbers is None else numbers[place].astype(NUMBERS).tobytes(),
        }
        for place, text in enumerate(texts)
        if now.get(_key(text)) == text.text
    ]
    if rows:  # another process may have been here at the same time
        session.connection().execute(insert_once(Vector, session.get_bind().dialect.name), rows)


def _key(text: Text) -> tuple[str, str, str]:
    return text.watchword_id, text.part.value, text.source_id


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _batches(texts: Sequence[Text]) -> Iterator[Sequence[Text]]:
    for first in range(0, len(texts), AT_ONCE):
        yield texts[first : first + AT_ONCE]
