"""Card numbers and My Number (the Japanese individual number), by their check digits."""

import re
from collections.abc import Iterator

from bot.safeguard.spans import Kind, Span

_START, _END = r"(?<![0-9A-Za-z])(?<![0-9][-.])", r"(?![0-9])(?![-ー][0-9])"
_CARD = re.compile(
    rf"{_START}(?:[2-6][0-9]{{3}}(?P<s>[- ー]?)[0-9]{{4}}(?P=s)[0-9]{{4}}(?P=s)[0-9]{{4}}(?:(?P=s)[0-9]{{3}})?"
    rf"|3[0-9]{{3}}(?P<t>[- ー]?)[0-9]{{6}}(?P=t)[0-9]{{4,5}}){_END}"
)
_CARD_WORD = re.compile(r"(?:カード|カード番号|card|card (?:number|no\.?))(?: is|は|[ :#])*\Z", re.IGNORECASE)
_TWELVE = re.compile(rf"{_START}[0-9]{{4}}(?P<s>[- ー]?)[0-9]{{4}}(?P=s)[0-9]{{4}}{_END}")
_MY_NUMBER_WORD = re.compile("マイナンバー|個人番号|my ?number", re.IGNORECASE)
_CODE_WORD = re.compile(r"(?:JAN|UPC|バーコード|barcode|ISBN)[^0-9]{0,6}\Z", re.IGNORECASE)


def find(folded: str) -> Iterator[Span]:
    for found in _CARD.finditer(folded):
        before = folded[max(0, found.start() - 20) : found.start()]
        # A mistyped number beside its word is hidden, too.
        if _CARD_WORD.search(before) or (_is_card(found[0]) and not _CODE_WORD.search(before)):
            yield Span(found.start(), found.end(), Kind.CARD)
    for found in _TWELVE.finditer(folded):
        before = folded[max(0, found.start() - 12) : found.start()]
        named = _MY_NUMBER_WORD.search(before) or _MY_NUMBER_WORD.search(
            folded, found.end(), found.end() + 10
        )
        if named or (_is_my_number(found[0]) and not _CODE_WORD.search(before)):
            yield Span(found.start(), found.end(), Kind.MY_NUMBER)


def _digits(number: str) -> list[int]:
    return [int(digit) for digit in number if digit.isdigit()]


def _is_card(number: str) -> bool:
    """Luhn's sum (ISO/IEC 7812)."""
    digits = _digits(number)
    if digits[0] == 2 and not 2221 <= int("".join(map(str, digits[:4]))) <= 2720:
        return False
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_my_number(number: str) -> bool:
    """The check digit of an individual number, after the ordinance of 2014 on My Number, article 5."""
    *digits, check = _digits(number)
    weights = [*range(2, 8), *range(2, 7)]
    rest = sum(digit * weight for digit, weight in zip(reversed(digits), weights, strict=True)) % 11
    return check == (0 if rest <= 1 else 11 - rest)
