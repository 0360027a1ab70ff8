"""Paging: long lists are read in pages, and what comes or goes meanwhile moves nobody to another place.

A place in a list is told by the id of the thing before the page, and by its number for when that is gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """The ids on one page, and the places of the pages beside it."""

    ids: Sequence[str]
    first: int
    """The number of the first of them, from 0."""
    count: int
    """On all pages."""
    earlier: str | None = None
    later: str | None = None
    here: str = ":0"
    """The place of this page."""


def cut(ids: Sequence[str], place: str | None, size: int) -> Page:
    """Return the page at a place. Raises ValueError for what is no place."""
    first = _first(ids, place)
    if first >= len(ids):
        first = max(0, len(ids) - size)
    after = first + size
    return Page(
        ids=ids[first:after],
        first=first,
        count=len(ids),
        earlier=_place(ids, max(0, first - size)) if first > 0 else None,
        later=_place(ids, after) if after < len(ids) else None,
        here=_place(ids, first),
    )


def _first(ids: Sequence[str], place: str | None) -> int:
    if not place:
        return 0
    before, _, number = place.partition(":")
    at = max(0, int(number))
    return ids.index(before) + 1 if before in ids else at if before else 0


def _place(ids: Sequence[str], first: int) -> str:
    return f"{ids[first - 1] if first else ''}:{first}"
