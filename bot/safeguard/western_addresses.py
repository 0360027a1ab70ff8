"""Postal addresses as they are written in English: in America, in the United Kingdom, and in Japan."""

import re
from collections.abc import Iterator

from bot.safeguard.folding import english
from bot.safeguard.spans import Kind, Span

_STREET = (
    "Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Pl|Terrace|Close|Crescent|Gardens"
    "|Square|Mews|Row|Hill|Grove|Parkway|Pkwy|Highway|Hwy|Circle|Walk|Park|Broadway|Quay|Green"
)
_AREA = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|FK|FY|GL"
    "|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR|NW|N"
    "|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD"
    "|WF|WN|WR|WS|WV|W|YO|ZE"
)
_POSTCODE = rf"(?:{_AREA})[0-9][0-9A-Z]? ?[0-9](?!GB|TB)[ABD-HJLNP-UW-Z]{{2}}(?![A-Za-z0-9])"
_ZIP = r"[0-9]{5}(?:-[0-9]{4})?(?![0-9])"
_TOWN = r"[A-Z][A-Za-z.'-]{1,20}(?: [A-Z][A-Za-z.'-]{1,20}){0,2}"
_END = rf"(?:,? {_TOWN})?(?:,? [A-Z]{{2}}(?![A-Za-z0-9]))?(?:,? (?:{_ZIP}|{_POSTCODE}))?"
_ROOM = r"(?:Flat|Apt|Apartment|Unit|Suite|Room|Floor)\.? ?#?[0-9]{0,4}[A-Za-z]?(?![A-Za-z])"
_HOUSE = re.compile(
    rf"(?<![A-Za-z0-9.,$£€-])(?:{_ROOM},? )?[0-9]{{1,5}}[A-Za-z]?,? (?:[A-Z0-9][A-Za-z0-9.']{{0,20}} ){{1,4}}"
    rf"(?:{_STREET})(?![A-Za-z])\.?(?:,? (?:{_ROOM}|#[0-9A-Za-z-]{{1,6}}))?"
    rf"(?:, {_TOWN}(?=[, ]))?(?:,? {_TOWN}(?=,? (?:[A-Z]{{2}},? [0-9]{{5}}|{_POSTCODE})))?"
    rf"(?:,? [A-Z]{{2}}(?![A-Za-z0-9]))?(?:,? (?:{_ZIP}|{_POSTCODE}))?"
)
_BEFORE_A_CODE = re.compile(
    # Streets without a word for street (17 Kingsway, 8 The Moorings): the code after the town says what they are.
    rf"(?<![A-Za-z0-9.,$£€-])(?:{_ROOM},? )?[0-9]{{1,5}}[A-Za-z]?,? {_TOWN}(?:, {_TOWN}){{1,2}},?"
    rf" (?:{_POSTCODE}|[A-Z]{{2}},? {_ZIP})"
)
_BOX = re.compile(rf"(?<![A-Za-z])P\.? ?O\.? ?Box [0-9]{{1,6}}{_END}", re.IGNORECASE)
_LONE_POSTCODE = re.compile(rf"(?<![A-Za-z0-9]){_POSTCODE}")
_LONE_ZIP = re.compile(rf"(?<![A-Za-z])zip(?: ?code)?(?: is|[ :])*({_ZIP})", re.IGNORECASE)
_JAPANESE = re.compile(
    r"(?<![A-Za-z0-9-])[0-9]{1,4}(?:-[0-9]{1,4}){1,3},? [A-Z][a-z]{1,20}(?:-(?:cho|machi|dori))?(?: [A-Z][a-z]{1,20})?,?"
    r" [A-Z][a-z]{1,20}(?:-(?:ku|shi|gun|machi|cho)| City)(?:,? [A-Z][a-z]{1,12}(?:-(?:shi|ken|to|fu|ku))?){0,2}"
    r"(?:,? [0-9]{3}-[0-9]{4})?(?:,? Japan)?"
)


def find(folded: str) -> Iterator[Span]:
    for stretch in english(folded):
        for pattern in (_HOUSE, _BEFORE_A_CODE, _BOX, _JAPANESE, _LONE_POSTCODE):
            for found in pattern.finditer(folded, *stretch):
                yield Span(found.start(), found.end(), Kind.ADDRESS)
    for found in _LONE_ZIP.finditer(folded):
        yield Span(found.start(1), found.end(1), Kind.ADDRESS)
