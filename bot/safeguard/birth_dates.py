"""Dates of birth: a date, and beside it a word that says so. Any other date stays."""

import re
from collections.abc import Iterator

from bot.safeguard.spans import Kind, Span

_N = "[0-9〇一二三四五六七八九十]{1,4}"
_ERA = "明治|大正|昭和|平成|令和|[MTSHR]"
_DAY = rf"{_N}月{_N}日|[0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9/])"
_DATE = (
    rf"(?:西暦)?(?:[12][0-9]{{3}}|二〇[〇一二三四五六七八九]{{2}}|一九[〇一二三四五六七八九]{{2}}|(?:{_ERA})(?:{_N}|元))"
    rf" ?[-/.年ー] ?{_N} ?[-/.月ー] ?{_N}(?![0-9])日?"
)
_BORN = "生年月日|誕生日|バースデー|生まれた日|生まれ(?=[は:])"
_JAPANESE = (
    re.compile(
        rf"(?:{_BORN})(?:です|[はがもの:=(「、 ]){{0,4}}({_DATE}|{_DAY}|(?:19|20)[0-9]{{6}}(?![0-9]))"
    ),
    re.compile(rf"(?<![0-9])({_DATE}|{_DAY})[ (]?(?:に?(?:生まれ|産まれ|誕生)|生(?![一-龥]))"),
    re.compile(rf"(?<![0-9])({_DATE}|{_DAY})(?:は|が)[^、。\n0-9]{{0,8}}(?:{_BORN})"),
)
_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])\.?"
)
_NTH = "[0-3]?[0-9](?:st|nd|rd|th)?(?![0-9])"
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?:date of birth|birth ?date|birthday|b-?day|D\.?O\.?B\.?|born)(?: is| was| on| in| falls|'s|[ :=(,])*"
    rf"((?:the )?{_NTH}(?: of)? {_MONTH}(?:,? [12][0-9]{{3}})?|{_MONTH} {_NTH}(?:,? [12][0-9]{{3}})?"
    r"|[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[12][0-9])?[0-9]{2}(?![0-9]))",
    re.IGNORECASE,
)


def find(folded: str) -> Iterator[Span]:
    for pattern in (*_JAPANESE, _ENGLISH):
        for found in pattern.finditer(folded):
            yield Span(found.start(1), found.end(1), Kind.BIRTH_DATE)
