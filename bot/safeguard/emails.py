"""E-mail addresses, also where at and dot are written out."""

import re
from collections.abc import Iterator

from bot.safeguard.spans import Kind, Span

_AT = r"(?:@| ?[(\[](?:at|アット|アットマーク)[)\]] ?|アットマーク)"
_DOT = r"(?:\.| ?[(\[](?:dot|ドット)[)\]] ?|ドット)"
_ANY_AT = re.compile(_AT, re.IGNORECASE)
_ADDRESS = re.compile(
    # Dots in a row or before the @ are against the standard, yet old addresses of Japanese carriers have them.
    rf"[A-Za-z0-9_][A-Za-z0-9._%+'-]{{0,127}}{_AT}(?:[A-Za-z0-9-]{{1,63}}{_DOT})+[A-Za-z]{{2,63}}",
    re.IGNORECASE | re.ASCII,
)


def find(folded: str) -> Iterator[Span]:
    if not _ANY_AT.search(folded):
        return
    for found in _ADDRESS.finditer(folded):
        yield Span(found.start(), found.end(), Kind.EMAIL)
