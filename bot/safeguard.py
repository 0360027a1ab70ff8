"""Customers' telephone numbers and e-mail addresses, hidden before anything is kept.

The text is folded one character at a time (full width, digits of any script, dashes) with each character's place
in the original, searched, and cut in the original. Patterns name ASCII letters and digits themselves: to `re`,
Japanese letters are part of a word and hide its borders. What could be a price, a code or a date stays: a number
is a telephone number by its groups, by the numbering plan, or by the word before it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

HIDDEN = "●●"


class Kind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, order=True)
class Span:
    """What was hidden, as positions in the original text (`end` exclusive)."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Masked:
    text: str
    spans: tuple[Span, ...]

    @property
    def count(self) -> int:
        return len(self.spans)


def mask(text: str, hidden: str = HIDDEN) -> Masked:
    """The text with `hidden` in place of each telephone number and e-mail address.

    A masked text masks to itself, as long as `hidden` has no digits, no `@`, and no letter at either end.
    """
    spans = _found(text)
    parts: list[str] = []
    end = 0
    for span in spans:
        parts += text[end : span.start], hidden
        end = span.end
    parts.append(text[end:])
    return Masked("".join(parts), spans)


def _found(text: str) -> tuple[Span, ...]:
    folded, places = _fold(text)
    spans: list[Span] = []
    # What is found is blanked and the rest searched again: an end that touched it may count only now.
    while found := [*_addresses(folded)] or [*_numbers(folded)]:
        for span in found:
            spans.append(Span(places[span.start], places[span.end], span.kind))
            folded = folded[: span.start] + "●" * (span.end - span.start) + folded[span.end :]
    return tuple(sorted(spans))


# --- folding ----------------------------------------------------------------------------------------------

_DASHES = frozenset("−─━⁃")  # written for a dash, though not punctuation
_LONG_VOWELS = frozenset("ーｰ")  # so are these, but only beside a number: ０９０ー１２３４
_UNSEEN = {"Cf", "Mn", "Me"}  # zero width, variation selectors, keycaps


def _fold(text: str) -> tuple[str, list[int]]:
    """The text in ASCII digits, signs and dashes, and the original place of each character and of the end."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        category = "L" if letter.isascii() else unicodedata.category(letter)
        if category in _UNSEEN:
            continue
        after_number = bool(letters) and letters[-1] in "0123456789)"
        letters.append("-" if after_number and letter in _LONG_VOWELS else _folded(letter, category))
        places.append(place)
    return "".join(letters), [*places, len(text)]


def _folded(letter: str, category: str) -> str:
    if category == "Pd" or letter in _DASHES:
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Zs":
        return " "
    if "！" <= letter <= "～":
        return chr(ord(letter) - 0xFEE0)
    return letter


# --- e-mail addresses -------------------------------------------------------------------------------------

_AT = r"(?:@| ?[(\[](?:at|アット|アットマーク)[)\]] ?|アットマーク)"
_DOT = r"(?:\.| ?[(\[](?:dot|ドット)[)\]] ?|ドット)"
_ADDRESS = re.compile(
    # Dots in a row or before the @ are against the standard, yet old addresses of Japanese carriers have them.
    rf"[A-Za-z0-9_][A-Za-z0-9._%+'-]{{0,127}}{_AT}(?:[A-Za-z0-9-]{{1,63}}{_DOT})+[A-Za-z]{{2,63}}",
    re.IGNORECASE | re.ASCII,
)


def _addresses(folded: str) -> Iterator[Span]:
    for found in _ADDRESS.finditer(folded):
        yield Span(found.start(), found.end(), Kind.EMAIL)


# --- telephone numbers ------------------------------------------------------------------------------------

_JOIN = r"(?:[-. ・]|\) ?-?|[- ]?\()?"
_PHONE_WORD = "tel|fax|phone|mobile|cell|call"
_START = (
    r"(?:(?<![A-Za-z0-9])(?<![A-Za-z0-9][-.])|"
    + "|".join(f"(?<={word})" for word in _PHONE_WORD.split("|"))
    + ")"
)
_END = r"(?![0-9])(?!-[0-9])(?:[ ,]*\(?(?:内線|ext(?:ension)?\.?|x)(?:番号)?[ :]*[0-9]{1,6}(?![0-9])\)?)?"
_DOMESTIC = re.compile(
    rf"{_START}(?:\((?=0[0-9]{{1,4}}\)))?"
    rf"(0{_JOIN}[5-9]{_JOIN}0(?:{_JOIN}[0-9]){{8}}|0{_JOIN}[1-9](?:{_JOIN}[0-9]){{8}}){_END}",
    re.IGNORECASE | re.ASCII,
)
_AMERICAN = re.compile(
    rf"{_START}(?:1[-. ])?(?:\([2-9][0-9]{{2}}\) ?|[2-9][0-9]{{2}}[-. ])[2-9][0-9]{{2}}[-. ][0-9]{{4}}{_END}"
)
_ABROAD = re.compile(r"\+ ?\(?[0-9]|(?<![0-9A-Za-z-])010[- ]")
_CALLED_OUT = re.compile(r"(?<![0-9A-Za-z-])00(?=[- ]?\(?[1-9])")
_NAMED = re.compile(
    rf"(?:{_PHONE_WORD}|電話|携帯|ケータイ|スマホ|ファックス|ファクス|連絡先)(?:番号|number|no|is|me|at|[ :.,=(はがのにへを、])*$",
    re.IGNORECASE | re.ASCII,
)
_CODE = re.compile(
    r"(?:番号|コード|型番|品番|ロット|シリアル|伝票|[#№]|(?<![a-z])(?:no|id|jan|sku|order|serial|lot|code)\.?)"
    r"[ :.は]{0,3}$",
    re.IGNORECASE | re.ASCII,
)
_LONGEST_WORD = 24  # characters before a number in which its word is looked for


def _numbers(folded: str) -> Iterator[Span]:
    """Telephone numbers side by side, none inside another."""
    spans = [*_domestic(folded), *_american(folded), *_abroad(folded)]
    end = 0
    for span in sorted(spans):
        if span.start >= end:
            yield span
            end = span.end


def _domestic(folded: str) -> Iterator[Span]:
    """Japanese numbers with their leading 0: ten digits, or eleven where they begin 050 to 090."""
    for found in _DOMESTIC.finditer(folded):
        groups = re.findall("[0-9]+", found[1])
        grouped = len(groups) >= 3 and min(map(len, groups)) >= 2
        before = folded[max(0, found.start() - _LONGEST_WORD) : found.start()]
        if _NAMED.search(before):
            certain = True
        elif _CODE.search(before):
            certain = grouped and _is_in_plan("".join(groups), "JP")
        else:
            certain = grouped or (min(map(len, groups)) >= 2 and _is_in_plan("".join(groups), "JP"))
        if certain:
            yield Span(found.start(), found.end(), Kind.PHONE)


def _american(folded: str) -> Iterator[Span]:
    """Numbers as Americans write them at home: (415) 555-2671."""
    for found in _AMERICAN.finditer(folded):
        if _is_in_plan(found[0], "US"):
            yield Span(found.start(), found.end(), Kind.PHONE)


def _abroad(folded: str) -> Iterator[Span]:
    """Numbers with their country: +81 90 …, 0044 …, 010-1-…"""
    dialled = _CALLED_OUT.sub(" +", folded)  # as long as before
    if not _ABROAD.search(dialled):
        return
    from phonenumbers import PhoneNumberMatcher  # noqa: PLC0415 (40 ms that most texts never need)

    for found in PhoneNumberMatcher(dialled, "JP"):
        if found.raw_string.lstrip("( ").startswith(("+", "010")):
            began_with_zeros = folded.startswith("00", found.start - 1) and dialled[found.start] == "+"
            yield Span(found.start - began_with_zeros, found.end, Kind.PHONE)


def _is_in_plan(number: str, region: str) -> bool:
    """Whether the country's numbering plan has such a number."""
    from phonenumbers import NumberParseException, is_valid_number, parse  # noqa: PLC0415 (as above)

    try:
        return is_valid_number(parse(number, region))
    except NumberParseException:
        return False
