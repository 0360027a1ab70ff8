"""All that is personal in a text, found and cut."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.safeguard import (
    accounts,
    addresses,
    birth_dates,
    cards,
    emails,
    english_names,
    handles,
    identifiers,
    japanese_names,
    phones,
)
from bot.safeguard.folding import BLANK, fold
from bot.safeguard.spans import Kind, Span

HIDDEN = "●●"

# What a word beside a number says comes before what the number looks like; names come last, when those in
# addresses are gone.
_FINDERS: dict[Callable[[str], Iterator[Span]], frozenset[Kind]] = {
    emails.find: frozenset({Kind.EMAIL}),
    handles.find: frozenset({Kind.HANDLE}),
    birth_dates.find: frozenset({Kind.BIRTH_DATE}),
    identifiers.find: frozenset({Kind.IDENTIFIER}),
    accounts.find: frozenset({Kind.ACCOUNT}),
    cards.find: frozenset({Kind.CARD, Kind.MY_NUMBER}),
    phones.find: frozenset({Kind.PHONE}),
    addresses.find: frozenset({Kind.ADDRESS}),
    japanese_names.find: frozenset({Kind.NAME}),
    english_names.find: frozenset({Kind.NAME}),
}
_PATIENCE = 4
"""Rounds before a chain of things that touch each other is hidden in one go."""
_BORDER = re.compile(r"[\s、。●]")


@dataclass(frozen=True)
class Masked:
    text: str
    spans: tuple[Span, ...]
    """What was hidden, as positions in the original text."""

    @property
    def count(self) -> int:
        return len(self.spans)


def mask(
    text: str,
    hidden: str = HIDDEN,
    *,
    kinds: Collection[Kind] = frozenset(Kind),
    safe_words: Collection[str] = frozenset(),
) -> Masked:
    """The text with `hidden` in place of all that is personal, of these kinds.

    `safe_words` look like names but are not: a courier, a shop, a product. A masked text masks to itself, as long as
    `hidden` has no letters or digits at either end.
    """
    return hide(text, find(text, hidden, kinds=kinds, safe_words=safe_words), hidden)


def hide(text: str, spans: Iterable[Span], hidden: str = HIDDEN) -> Masked:
    """The text with `hidden` in place of these spans: those of `find` that a person did not call harmless, say.

    Raises ValueError for spans that overlap or lie outside the text.
    """
    parts: list[str] = []
    end = 0
    chosen = tuple(sorted(spans))
    for span in chosen:
        if not end <= span.start < span.end <= len(text):
            raise ValueError(f"no place of its own in the text: {span}")
        parts += text[end : span.start], hidden
        end = span.end
    parts.append(text[end:])
    return Masked("".join(parts), chosen)


def find(
    text: str,
    hidden: str = HIDDEN,
    *,
    kinds: Collection[Kind] = frozenset(Kind),
    safe_words: Collection[str] = frozenset(),
) -> tuple[Span, ...]:
    """Where something personal stands in the text, in order. What `hidden` already covers is passed over."""
    folded, places = fold(text, hidden)
    safe = _any_of(safe_words)
    finders = [finder for finder, its_kinds in _FINDERS.items() if not its_kinds.isdisjoint(kinds)]
    spans: list[Span] = []
    # What is found is blanked and the rest searched again: an end that touched it may count only now.
    rounds, before = 0, -1
    while len(spans) > before:
        before, rounds = len(spans), rounds + 1
        for finder in finders:
            found = _apart(span for span in finder(folded) if span.kind in kinds)
            if safe:
                found = [span for span in found if not _is_safe(span, folded, safe)]
            if rounds > _PATIENCE:
                found = _apart(_with_what_touches(span, folded) for span in found)
            if found:
                spans += [Span(places[span.start], places[span.end], span.kind) for span in found]
                folded, places = _blanked(folded, places, found)
    return tuple(sorted(spans))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Those that do not overlap: of two, the one that begins first, and then the longer."""
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _blanked(folded: str, places: list[int], spans: list[Span]) -> tuple[str, list[int]]:
    """The text with one blank for each span, and for spans side by side."""
    letters: list[str] = []
    kept: list[int] = []
    end = 0
    for span in spans:
        letters += folded[end : span.start], BLANK
        kept += places[end : span.start + 1]
        end = span.end
    letters.append(folded[end:])
    kept += places[end:]
    blanked = "".join(letters)
    if BLANK * 2 in blanked:
        doubles = [place for place in range(1, len(blanked)) if blanked[place - 1 : place + 1] == BLANK * 2]
        for place in reversed(doubles):
            del kept[place]
        blanked = re.sub(f"{BLANK}+", BLANK, blanked)
    return blanked, kept


def _with_what_touches(span: Span, folded: str) -> Span:
    start, end = span.start, span.end
    while start > 0 and not _BORDER.match(folded[start - 1]):
        start -= 1
    border = _BORDER.search(folded, end)
    return Span(start, border.start() if border else len(folded), span.kind)


def _any_of(words: Collection[str]) -> re.Pattern[str] | None:
    folded = sorted((fold(word, "")[0] for word in words if word), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, folded)), re.IGNORECASE) if folded else None


def _is_safe(span: Span, folded: str, safe: re.Pattern[str]) -> bool:
    """Whether a name stands inside one of the safe words."""
    if span.kind is not Kind.NAME:
        return False
    first = max(0, span.start - 100)
    return any(
        word.start() <= span.start and span.end <= word.end()
        for word in safe.finditer(folded, first, span.end + 100)
    )
