"""Telephone numbers of Japan, of America, and of other countries with their code.

A number is one by its groups, by the numbering plan, or by the word before it.
"""

import re
from collections.abc import Iterator

from bot.safeguard.spans import Kind, Span

# Long vowel marks are typed for dashes: ０９０ー１２３４ー５６７８.
_JOIN = r"(?:[-. ・ーｰ]|\) ?[-ー]?|[- ]?\()?"
_PHONE_WORD = "tel|fax|phone|mobile|cell|call"
_START = (
    r"(?:(?<![A-Za-z0-9])(?<![A-Za-z0-9][-.])|"
    + "|".join(f"(?<={word})" for word in _PHONE_WORD.split("|"))
    + ")"
)
_END = r"(?![0-9])(?![-ー][0-9])(?:[ ,]*\(?(?:内線|ext(?:ension)?\.?|x)(?:番号)?[ :]*[0-9]{1,6}(?![0-9])\)?)?"
_DOMESTIC = re.compile(
    rf"{_START}(?:\((?=0[0-9]{{1,4}}\)))?"
    rf"(0{_JOIN}[5-9]{_JOIN}0(?:{_JOIN}[0-9]){{8}}|0{_JOIN}[1-9](?:{_JOIN}[0-9]){{8}}){_END}",
    re.IGNORECASE | re.ASCII,
)
_AMERICAN = re.compile(
    rf"{_START}(?:1[-. ])?(?:\([2-9][0-9]{{2}}\) ?|[2-9][0-9]{{2}}[-. ])[2-9][0-9]{{2}}[-. ][0-9]{{4}}{_END}"
)
_BRITISH = re.compile(rf"{_START}(?:\(0[0-9]{{2,4}}\)|\(?0\)?[0-9]{{2,5}}) [0-9]{{3,4}} ?[0-9]{{3,4}}{_END}")
_ABROAD = re.compile(r"\+ ?\(?[0-9]|(?<![0-9A-Za-z-])010[- ]")
_CALLED_OUT = re.compile(r"(?<![0-9A-Za-z-])00(?=[- ]?\(?[1-9])")
_NAMED = re.compile(
    rf"(?:{_PHONE_WORD}|電話|携帯|ケータイ|スマホ|ファックス|ファクス|連絡先)(?:番号|number|no|is|me|at|[ :.,=(はがのにへを、])*$",
    re.IGNORECASE | re.ASCII,
)
# 番号 says what it numbers (伝票番号, お客様番号); alone, or after の, it is the one to call.
_CODE = re.compile(
    r"(?:(?<=[一-龠々ァ-ヶー])番号|コード|型番|品番|ロット|シリアル|伝票|[#№]|(?<![a-z])(?:no|id|jan|sku|order|serial|lot|code)\.?)"
    r"[ :.は]{0,3}$",
    re.IGNORECASE | re.ASCII,
)
_LONGEST_WORD = 24  # characters before a number in which its word is looked for


def find(folded: str) -> Iterator[Span]:
    """Telephone numbers side by side, none inside another."""
    spans = [*_domestic(folded)]
    known = {span.start for span in spans}
    spans += *_american(folded), *_british(folded, known), *_abroad(folded)
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


def _british(folded: str, known: set[int]) -> Iterator[Span]:
    """Numbers as they are written in the United Kingdom, 020 7946 0857, where none is `known` as Japanese."""
    for found in _BRITISH.finditer(folded):
        if found.start() in known:
            continue
        is_mobile = re.fullmatch(r"07[0-9]{3} [0-9]{3} ?[0-9]{3}", found[0]) is not None
        before = folded[max(0, found.start() - _LONGEST_WORD) : found.start()]
        if _is_in_plan(found[0], "GB") or (is_mobile and not _CODE.search(before)):
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
