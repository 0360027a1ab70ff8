"""Reading an archive piece by piece: a value is parsed when it is asked for, so that no file fills the memory."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from bot.archive.flaws import Broken, NoArchive

PIECE = 1 << 16
LONGEST_VALUE = 1 << 23
"""Characters of one row; longer ones are no row of ours."""
BLANK = " \t\r\n"
ENDS_A_VALUE = frozenset(f"{BLANK},:]}}")
"""What a number that was read in part is never followed by."""


def _no_number(text: str) -> None:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_constant=_no_number)


class Reader:
    """A place in a file of JSON that moves on. Whatever is no JSON is refused as `Broken`, with its line."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._held = ""
        self._at = 0
        self._is_all = False
        self.line = 1

    def begin(self) -> None:
        """Enter the object that the file is. Refuses with `NoArchive`."""
        if self._peek() != "{":
            raise NoArchive
        self._step()

    def keys(self) -> Iterator[str]:
        """Give each key of the object; whoever asks for the next one has taken the value of the one before."""
        yield from self._members("}", self._key)
        if self._peek():
            raise Broken(line=self.line)

    def items(self) -> Iterator[Any]:
        """Give each item of the list that comes next."""
        if self._peek() != "[":
            raise Broken(line=self.line)
        self._step()
        yield from self._members("]", self.value)

    def value(self) -> Any:
        """Return the value that comes next."""
        self._peek()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._held, self._at)
            except (ValueError, RecursionError) as error:
                wrong_in = self.line + self._lines_until(error)
            else:
                if self._is_all or self._held[end : end + 1] in ENDS_A_VALUE:
                    self._step(end - self._at)
                    return found
                wrong_in = self.line
            if self._is_all or len(self._held) - self._at > LONGEST_VALUE:
                raise Broken(line=wrong_in)
            self._more(len(self._held))

    def _members(self, end: str, take: Any) -> Iterator[Any]:
        if self._peek() == end:
            self._step()
            return
        while True:
            yield take()
            after = self._peek()
            if after not in {",", end} or not after:
                raise Broken(line=self.line)
            self._step()
            if after == end:
                return

    def _key(self) -> str:
        key = self.value() if self._peek() == '"' else None
        if not isinstance(key, str) or self._peek() != ":":
            raise Broken(line=self.line)
        self._step()
        return key

    def _peek(self) -> str:
        """Return the next character that is not blank, empty at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in BLANK:
                self._step()
            if self._at < len(self._held) or self._is_all:
                return self._held[self._at : self._at + 1]
            self._more()

    def _step(self, by: int = 1) -> None:
        self.line += self._held.count("\n", self._at, self._at + by)
        self._at += by

    def _more(self, wanted: int = 0) -> None:
        try:
            piece = self._file.read(max(PIECE, wanted))
        except UnicodeDecodeError:
            raise Broken(line=self.line) from None
        self._is_all = not piece
        self._held, self._at = self._held[self._at :] + piece, 0

    def _lines_until(self, error: Exception) -> int:
        until = error.pos if isinstance(error, json.JSONDecodeError) else self._at
        return self._held.count("\n", self._at, until)
