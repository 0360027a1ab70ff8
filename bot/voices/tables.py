"""Tables that other programs saved as text: which encoding and which sign between the cells, said rather than guessed.

Encodings are tried strictly, in this order: what a mark at the beginning says (UTF-8, or UTF-16 as Excel writes it),
UTF-8, and CP932, the Shift_JIS of Windows. Bytes that are none of these are no text to us. A file in an encoding that
is not among them can happen to be valid CP932 and then reads as nonsense, which is why what was found is told.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from bot.refusals import Refusal

DELIMITERS = (",", "\t", ";")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_UNMARKED = (("utf-8", "UTF-8"), ("cp932", "CP932"))
_NO_LETTERS = frozenset("\x00\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3")
"""NUL is in no text; the rest is what Python's CP932 makes of bytes that Shift_JIS does not have."""


class Unreadable(Refusal):
    """Nothing can be made of the file as a whole."""

    key = "import-not-text"


class NotText(Unreadable):
    key = "import-not-text"


class NothingInIt(Unreadable):
    key = "import-nothing-in-it"


class Flaw(StrEnum):
    """Why a row cannot be relied on: its words may stand in the wrong cells."""

    QUOTE_MARK = "quote-mark"
    """Something follows a closing quotation mark, or one is never closed."""
    TOO_MANY_CELLS = "too-many-cells"


@dataclass(frozen=True)
class Row:
    number: int
    """As a spreadsheet counts: the header is 1 if nothing stands above it, and empty rows count."""
    cells: tuple[str, ...]
    flaw: Flaw | None = None


@dataclass(frozen=True)
class Table:
    encoding: str
    """As people know it: UTF-8, UTF-16, CP932."""
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    """Those that are not empty."""


def read(content: bytes, known: Callable[[str], bool]) -> Table:
    """Read a table; the delimiter is the one by which most names of its header are `known`.

    In a table of one column that tells nothing: then it is the one by which most rows fit. Refuses with `NotText` and
    `NothingInIt`.
    """
    text, encoding = decoded(content)
    names = {delimiter: _header(text, delimiter) for delimiter in DELIMITERS}
    most = max(sum(map(known, header)) for header in names.values())
    tables = [
        Table(encoding, delimiter, header, tuple(_fitting_rows(text, delimiter, len(header))))
        for delimiter, header in names.items()
        if sum(map(known, header)) == most
    ]
    return min(tables, key=lambda table: sum(row.flaw is not None for row in table.rows))


def decoded(content: bytes) -> tuple[str, str]:
    """Return a file as text, and its encoding. Refuses with `NotText`."""
    marked = [(codec, name) for mark, codec, name in _MARKS if content.startswith(mark)]
    for codec, name in marked or _UNMARKED:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if _NO_LETTERS.isdisjoint(text) or (codec != "cp932" and "\x00" not in text):
            return text, name
    raise NotText


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Give the rows that are not empty. A row that breaks the rules of quotation marks is told as such."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a cut cell would go on as rows of its own
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return
        except csv.Error:
            yield Row(number, (), Flaw.QUOTE_MARK)
            continue
        if any(cell.strip() for cell in cells):
            yield Row(number, cells)


def _header(text: str, delimiter: str) -> tuple[str, ...]:
    """Return the names of the columns, without the empty ones that spreadsheets leave at the end."""
    header = next(_rows(text, delimiter), None)
    if header is None:
        raise NothingInIt
    names = list(header.cells)
    while names and not names[-1].strip():
        names.pop()
    return tuple(names)


def _fitting_rows(text: str, delimiter: str, width: int) -> Iterator[Row]:
    """Give the rows below the header; one with words beyond its last column is told as such."""
    for row in islice(_rows(text, delimiter), 1, None):
        is_wide = any(cell.strip() for cell in row.cells[width:])
        yield Row(row.number, row.cells[:width], Flaw.TOO_MANY_CELLS if is_wide else row.flaw)
