"""A table of voices: which column is which field of the form, and each row as the form would have it.

Names and values are those that people know from the form, in both languages, or their names on the wire; width,
case, spaces and what the form adds in brackets make no difference. What could be read in two ways is refused:
a voice under the wrong day misleads, a row that comes back is put right.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import ValidationError, field_validator
from pydantic_core import PydanticCustomError

from bot.plaintext import clean, shorten
from bot.texts import LANGUAGES, Words, words
from bot.voices import tables
from bot.voices.tables import Table, Unreadable
from bot.voices.voice_form import Consent, Source, VoiceForm

LABELS = {
    "quote": "voice-quote-label",
    "scene": "voice-scene-label",
    "product": "voice-product-label",
    "source": "voice-where-label",
    "said_on": "voice-said-on-label",
    "consent": "voice-consent-label",
    "segment": "voice-segment-label",
}
"""The fields and their labels on the form, in the order in which they are listed to people."""
SHOWN_CHARACTERS = 40

_BRACKETS = re.compile(r"[(（].*")
_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})(?:([-/.])(\d{{1,2}})\2(\d{{1,2}})|年(\d{{1,2}})月(\d{{1,2}})日){_TIME}", re.ASCII
)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII)


class NoQuoteColumn(Unreadable):
    """Needs the `columns` that are there and what the one with the words is called (`quote`)."""

    key = "import-no-quote-column"


class SameColumnTwice(Unreadable):
    """Needs the `column`."""

    key = "import-same-column-twice"


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be kept: the end of a text's key, what fills its places, and the field if it is one field's."""

    why: str
    places: Mapping[str, str | int]
    field: str | None = None


@dataclass(frozen=True)
class Line:
    """A row as the form would have it, or with what stands against that."""

    number: int
    form: VoiceForm | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class VoiceTable:
    encoding: str
    delimiter: str
    ignored: tuple[str, ...]
    """Columns that are no field of the form, by the names they have in the file."""
    lines: tuple[Line, ...]


class TableRow(VoiceForm):
    """The form, filled from cells: an empty one is as if nothing had been chosen."""

    @field_validator("source", mode="before")
    @classmethod
    def _source(cls, cell: str) -> Source:
        return Source(_choice(cell, _sources()))

    @field_validator("consent", mode="before")
    @classmethod
    def _consent(cls, cell: str) -> Consent:
        return Consent(_choice(cell, _consents()))

    @field_validator("said_on", mode="before")
    @classmethod
    def _said_on(cls, cell: str) -> date:
        return _date(cell)


def read(content: bytes, said: Words) -> VoiceTable:
    """Read a file. Refuses, in the words of `said`, with the kinds of `Unreadable`."""
    table = tables.read(content, lambda name: _plain(name) in _columns())
    fields = [_columns().get(_plain(name)) for name in table.header]
    for field in LABELS:
        if fields.count(field) > 1:
            raise SameColumnTwice(column=column(said, field))
    if "quote" not in fields:
        names = said("list-separator").join(shown(name) for name in table.header)
        raise NoQuoteColumn(quote=column(said, "quote"), columns=shorten(names or "-", 200)[0])
    ignored = tuple(shown(name) for name, field in zip(table.header, fields, strict=True) if field is None)
    return VoiceTable(table.encoding, table.delimiter, ignored, tuple(_lines(table, fields)))


def column(said: Words, field: str) -> str:
    """Return what a field's column is called: its label on the form, without what the form adds in brackets."""
    return _BRACKETS.sub("", said(LABELS[field])).strip()


def options(said: Words, field: str) -> list[str]:
    """Return the words of every value that a field can have, as the form offers them."""
    if field == "source":
        return [said(f"voice-where-{source}") for source in Source]
    return [said(f"voice-consent-option-{consent}") for consent in Consent]


def shown(cell: str) -> str:
    """Return a cell fit to be shown on a terminal, in one line."""
    return shorten(" ".join(clean(cell).split()), SHOWN_CHARACTERS)[0]


def _lines(table: Table, fields: list[str | None]) -> Iterator[Line]:
    for row in table.rows:
        if row.flaw is not None:
            yield Line(row.number, None, (Problem(row.flaw, {}),))
            continue
        cells = {
            field: cell.strip()
            for field, cell in zip(fields, row.cells, strict=False)
            if field and cell.strip()
        }
        try:
            yield Line(row.number, TableRow.model_validate(cells))
        except ValidationError as error:
            yield Line(row.number, None, tuple(_problems(error)))


def _problems(error: ValidationError) -> Iterator[Problem]:
    for one in error.errors():
        yield Problem(one["type"], one.get("ctx", {}), str(one["loc"][0]))


def _choice(cell: str, values: Mapping[str, str]) -> str:
    value = values.get(_plain(cell))
    if value is None:
        raise PydanticCustomError("no-such-value", "no such value", {"value": shown(cell)})
    return value


def _date(cell: str) -> date:
    """Read a date with its year first, or with its year last where no other day could be meant.

    A time behind it, as spreadsheets add one, is left out.
    """
    text = unicodedata.normalize("NFKC", cell).strip().upper()
    if found := _YEAR_FIRST.fullmatch(text):
        year, _, *numbers = found.groups()
        month, day = (int(number) for number in numbers if number is not None)
        return _day(cell, int(year), month, day)
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if first <= 12 and second <= 12 and first != second:
            one, other = _day(cell, year, second, first), _day(cell, year, first, second)
            places = {"value": shown(cell), "one": one.isoformat(), "other": other.isoformat()}
            raise PydanticCustomError("date-ambiguous", "ambiguous", places)
        day, month = max(first, second), min(first, second)
        return _day(cell, year, month, day)
    raise _no_date(cell)


def _day(cell: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_date(cell) from None


def _no_date(cell: str) -> PydanticCustomError:
    return PydanticCustomError("date-unreadable", "no date", {"value": shown(cell)})


def _plain(text: str) -> str:
    """Return a name by which columns and values are compared."""
    letters = unicodedata.normalize("NFKC", _BRACKETS.sub("", clean(text))).casefold().replace("’", "'")
    return re.sub(r"[\s_\-]", "", letters)


@cache
def _columns() -> dict[str, str]:
    labels = {
        _plain(words(language)(label)): field for field, label in LABELS.items() for language in LANGUAGES
    }
    return labels | {_plain(field): field for field in LABELS}


@cache
def _sources() -> dict[str, str]:
    said = {_plain(words(one)(f"voice-where-{value}")): value for value in Source for one in LANGUAGES}
    return {**said, **{value: value for value in Source}}


@cache
def _consents() -> dict[str, str]:
    """Return what is understood of consent. Where nobody knows, it stays inside."""
    said = {
        _plain(words(one)(f"voice-consent-option-{value}")): value for value in Consent for one in LANGUAGES
    }
    unknown = {_plain(words(one)("import-consent-unknown")): Consent.INSIDE for one in LANGUAGES}
    return {**said, **unknown, **{value: value for value in Consent}}
