"""Bank accounts: after the word that says so, or as an IBAN with its checksum."""

import re
from collections.abc import Iterator

from bot.safeguard.spans import Kind, Span

_TYPED = re.compile(
    r"(?:普通|当座|貯蓄|総合)(?:預金|口座)?[ :、の]{0,2}(?:口座)?(?:番号)?[ :はがの、]{0,2}[0-9]{6,8}(?![0-9])"
)
_BRANCH = re.compile(
    r"(?:(?:[一-龥ァ-ヴーA-Za-z]{1,10}|みずほ|りそな|ゆうちょ|あおぞら|きらぼし|もみじ|みなと|きらやか)(?:銀行|信用金庫|信金|バンク|農協)[ 、の]{0,2})?"
    r"(?:[一-龥ぁ-んァ-ヴー]{1,8}(?:支店|出張所|本店)[ 、の]{0,2})?(?:\(?(?:店番号?)?[ :]?[0-9]{3}\)?[ 、]?)?\Z"
)
_NAMED = re.compile(r"口座(?:番号|No\.?)?[ :はがの「]{0,4}([0-9][0-9-]{4,12}[0-9])(?![0-9])", re.IGNORECASE)
_POST_BANK = re.compile(
    r"記号[ :はが]{0,2}[0-9]{5}(?:-[0-9])?[ 、とー-]{0,2}番号[ :はが]{0,2}[0-9]{1,8}(?![0-9])"
)
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?:account|acct|a/c|sort code|routing|ABA|IBAN)(?: (?:number|no|num|code))?\.?(?: is|[ :#=])*"
    r"([0-9](?:[ -]?[0-9]){5,15})(?![0-9])",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Za-z0-9]){11,30}", re.ASCII)
_IBAN_LENGTH = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24,
    "SA": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26, "UA": 29,
}  # fmt: skip


def find(folded: str) -> Iterator[Span]:
    for found in _TYPED.finditer(folded):
        first = max(0, found.start() - 40)
        branch = _BRANCH.search(folded, first, found.start())
        yield Span(branch.start() if branch else found.start(), found.end(), Kind.ACCOUNT)
    for pattern in (_NAMED, _ENGLISH):
        for found in pattern.finditer(folded):
            yield Span(found.start(1), found.end(1), Kind.ACCOUNT)
    for found in _POST_BANK.finditer(folded):
        yield Span(found.start(), found.end(), Kind.ACCOUNT)
    for found in _IBAN.finditer(folded):
        if end := _iban_end(found[0]):
            yield Span(found.start(), found.start() + end, Kind.ACCOUNT)


def _iban_end(written: str) -> int | None:
    """How many characters are an IBAN: its country's length, and 1 by ISO 7064, MOD 97-10."""
    length = _IBAN_LENGTH.get(written[:2])
    places = [place for place, letter in enumerate(written) if letter != " "]
    if length is None or len(places) < length:
        return None
    letters = "".join(written[place] for place in places[:length]).upper()
    number = int("".join(str(int(letter, 36)) for letter in letters[4:] + letters[:4]))
    return places[length - 1] + 1 if number % 97 == 1 else None
