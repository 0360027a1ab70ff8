"""The dictionary that knows Japanese names: SudachiDict, read by Sudachi.

It is mapped into memory, 30 to 60 MB of it once it is used, so it is opened when a text needs it (about 40 ms) and
let go when none has for a while.
"""

import importlib.util
import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sudachipy import Dictionary

_OLD_FORMS = str.maketrans(
    "髙﨑濵濱邉邊齋齊桒冨嶋栁德惠眞廣澤國櫻瀨龍實榮彌祐圓壽",
    "高崎浜浜辺辺斎斉桑富島柳徳恵真広沢国桜瀬竜実栄弥祐円寿",
)
"""Letters of names that few dictionaries know."""

KEPT_SECONDS = 60.0
"""Without a text that needs it."""


class Word(NamedTuple):
    start: int
    end: int
    part: tuple[str, ...]
    """Part of speech as in UniDic, in Japanese."""

    @property
    def is_name(self) -> bool:
        return self.part[2] == "人名"

    @property
    def is_surname(self) -> bool:
        return self.part[3] == "姓"

    @property
    def is_given_name(self) -> bool:
        return self.part[3] == "名"


class _Shelf:
    """Holds the dictionary open while it is in use, for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._dictionary: Dictionary | None = None
        self._used_at = 0.0

    def take(self) -> "Dictionary":
        with self._lock:
            self._used_at = time.monotonic()
            if self._dictionary is None:
                from sudachipy import Dictionary  # noqa: PLC0415 (26 ms and 5 MB that other texts never need)

                self._dictionary = Dictionary(dict="small")
                self._ask_again_in(KEPT_SECONDS)
            return self._dictionary

    def put_back(self) -> None:
        """Let it go; whoever reads in it right now keeps it until done."""
        with self._lock:
            self._dictionary = None

    def _ask_again_in(self, seconds: float) -> None:
        timer = threading.Timer(seconds, self._put_back_unused)
        timer.daemon = True
        timer.start()

    def _put_back_unused(self) -> None:
        with self._lock:
            unused = time.monotonic() - self._used_at
            if unused >= KEPT_SECONDS:
                self._dictionary = None
            elif self._dictionary is not None:
                self._ask_again_in(KEPT_SECONDS - unused)


_shelf = _Shelf()


def words(text: str) -> list[Word]:
    """The words of a text with their parts of speech."""
    tokenizer = _shelf.take().tokenizer(mode="C", fields={"pos"})  # one a thread; making one costs nothing
    return [
        Word(word.begin(), word.end(), word.part_of_speech())
        for word in tokenizer.tokenize(text.translate(_OLD_FORMS))
    ]


def parts(word: str) -> list[tuple[str, ...]]:
    """All parts of speech that this word may be, none if it is unknown."""
    return [found.part_of_speech() for found in _shelf.take().lookup(word.translate(_OLD_FORMS))]


def warm_up() -> None:
    """Have the operating system read the dictionary from the disk in the background, so that no first text waits.

    Nothing is opened or imported for it: that would delay the start. Where the system takes no such advice, nothing is
    done.
    """
    found = importlib.util.find_spec("sudachidict_small")
    if found is None or not hasattr(os, "posix_fadvise"):
        return
    for folder in found.submodule_search_locations or []:
        path = Path(folder) / "resources" / "system.dic"
        threading.Thread(target=_advise, args=(path,), name="dictionary", daemon=True).start()


def _advise(path: Path) -> None:
    with suppress(OSError), path.open("rb") as dictionary:
        os.posix_fadvise(dictionary.fileno(), 0, 0, os.POSIX_FADV_WILLNEED)
