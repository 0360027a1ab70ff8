"""Which waiting voices a dialogue hears: those that waited longest, as different from each other as that allows.

**Nobody waits for ever.** With k voices a dialogue, a voice that found N voices waiting when it came is heard
within ceil(N/k) + 2 dialogues. Let its lead x be the number of older voices waiting now, less the younger ones
heard before it. It came with x = N. A dialogue that passes it over hears k voices, each either older (one fewer
waiting) or younger (one more heard): x falls by exactly k. So let d = ceil(x/k) + 2 be the dialogues left to it:
each dialogue takes exactly one off, and it must be heard while d is at least 1. Withdrawals only lower x.

That can always be kept if, for each t >= 1, at most k*t voices have d <= t. True when nobody waits. A newcomer
has the largest x, since x grows with the order of arrival; it counts among d <= t only if N <= k(t-2), so they are
at most N + 1 <= k*t. Withdrawing a voice moves each younger one up by one: as the x are all different, at most
one more comes to have d <= t, and only where the withdrawn one had it, too. And a dialogue that hears the k oldest keeps
it: of those with d <= t+1, at most k(t+1), it hears k or all, which leaves at most k*t. Hence some choice is
always good, and any choice is that leaves at most k*t voices with d <= t+1 for each t >= 0. Counting from the
oldest, the j-th voice left therefore needs j <= k(d-1): while m picks are to be made, the choice is free among the
oldest voices up to the first with j - k(d-1) >= m, and that is what `choose` does. Where the number of voices was
lowered meanwhile and the promise is past keeping, the oldest are heard first.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

Arrival = tuple[datetime, str]
"""When a voice came, and its id: the order in which voices wait."""

_NEAR_DUPLICATE = 0.6  # likeness from which two voices say the same thing
_NEW_WORDS = 0.2  # likeness up to which a wording is worth naming as different
_CHOICE_FOR_EACH = 8  # voices looked at for each one wanted: those that waited longest
_COMPARED_LENGTH = 500  # characters, as long as a quote may be


class Reason(StrEnum):
    """Why a voice was picked; `Pick.detail` holds the word for the sentence."""

    ONLY_ONE = "only_one"  # no other was waiting
    WAITED_LONGEST = "waited_longest"
    ITS_TURN = "its_turn"  # longer it should not wait
    NEW_SOURCE = "new_source"  # than those picked before it, as all below
    NEW_DEPARTMENT = "new_department"
    NEW_PRODUCT = "new_product"
    NEW_WORDS = "new_words"
    NEXT_IN_LINE = "next_in_line"  # nothing sets it apart


@dataclass(frozen=True)
class Candidate:
    """A waiting voice. Empty strings are facts that nobody told."""

    id: str
    arrived_at: datetime
    text: str
    source: str = ""
    department: str = ""
    """The submitter's."""
    product: str = ""

    @property
    def arrival(self) -> Arrival:
        return self.arrived_at, self.id

    @cached_property
    def wording(self) -> frozenset[str]:
        """The pairs of neighbouring letters, by which wordings are compared."""
        letters = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", self.text[:_COMPARED_LENGTH]).casefold())
        return frozenset(map("".join, pairwise(letters))) or frozenset({letters or self.text})


@dataclass(frozen=True)
class Pick:
    candidate: Candidate
    reason: Reason

    @property
    def detail(self) -> str:
        """The source, department or product that is new; else empty."""
        match self.reason:
            case Reason.NEW_SOURCE:
                return self.candidate.source
            case Reason.NEW_DEPARTMENT:
                return self.candidate.department
            case Reason.NEW_PRODUCT:
                return self.candidate.product
            case _:
                return ""


def choose(
    waiting: Iterable[Candidate], heard: Iterable[Arrival], *, wanted: int, seed: int | str
) -> list[Pick]:
    """Up to `wanted` voices; the same for the same seed and voices, in whatever order these are given.

    `heard`: the voices that the circle has heard, of which only those matter that came after one that still waits.
    """
    if wanted < 1:
        raise ValueError(f"a dialogue cannot hear {wanted} voices")
    line = sorted(waiting, key=lambda candidate: candidate.arrival)
    alone = len(line) == 1
    left = _dialogues_left(line, sorted(heard), wanted)
    picks: list[Pick] = []
    while line and len(picks) < wanted:
        free = _free(left, picks_left=wanted - len(picks), wanted=wanted)
        place = _most_different(line[:free], [pick.candidate for pick in picks], wanted, seed) if picks else 0
        candidate = line.pop(place)
        left.pop(place)
        if alone:
            reason = Reason.ONLY_ONE
        elif not picks:
            reason = Reason.WAITED_LONGEST
        else:
            reason = _difference(
                candidate, [pick.candidate for pick in picks], forced=free == 1 and bool(line)
            )
        picks.append(Pick(candidate, reason))
    return picks


def likeness(one: Candidate, other: Candidate) -> float:
    """How alike two wordings are: 0 for no two letters in common, 1 for the same (Dice's coefficient)."""
    return 2 * len(one.wording & other.wording) / (len(one.wording) + len(other.wording))


def _dialogues_left(line: Sequence[Candidate], heard: Sequence[Arrival], wanted: int) -> list[int]:
    """In how many dialogues, this one included, each voice is to be heard (see the module's argument)."""
    leads = (
        older - (len(heard) - bisect_right(heard, candidate.arrival)) for older, candidate in enumerate(line)
    )
    return [-(-lead // wanted) + 2 for lead in leads]


def _free(left: Sequence[int], *, picks_left: int, wanted: int) -> int:
    """How many of the oldest voices the next pick may be chosen among."""
    needs = [place - wanted * (dialogues - 1) for place, dialogues in enumerate(left, start=1)]
    if any(need > picks_left for need in needs):
        return 1
    return next((place for place, need in enumerate(needs, start=1) if need == picks_left), len(left))


def _most_different(
    free: Sequence[Candidate], picked: Sequence[Candidate], wanted: int, seed: int | str
) -> int:
    """The place of the voice that adds most to those picked.

    Looked for among the oldest; further down the line only while all of them repeat what was picked.
    """
    end = _CHOICE_FOR_EACH * wanted
    begin = 0
    while begin < len(free):
        fresh = [
            place
            for place in range(begin, min(end, len(free)))
            if max(likeness(free[place], other) for other in picked) < _NEAR_DUPLICATE
        ]
        if fresh:
            return max(fresh, key=lambda place: (_novelty(free[place], picked), _chance(free[place], seed)))
        begin, end = end, 2 * end
    return 0


def _novelty(candidate: Candidate, picked: Sequence[Candidate]) -> float:
    """One point each for a new source, department and product, up to one for the wording, in tenths."""
    points = sum(
        (
            _is_new(candidate.source, [other.source for other in picked]),
            _is_new(candidate.department, [other.department for other in picked]),
            _is_new(candidate.product, [other.product for other in picked]),
        )
    )
    return points + round(1 - max(likeness(candidate, other) for other in picked), 1)


def _difference(candidate: Candidate, picked: Sequence[Candidate], *, forced: bool) -> Reason:
    if forced:
        return Reason.ITS_TURN
    if _is_new(candidate.source, [other.source for other in picked]):
        return Reason.NEW_SOURCE
    if _is_new(candidate.department, [other.department for other in picked]):
        return Reason.NEW_DEPARTMENT
    if _is_new(candidate.product, [other.product for other in picked]):
        return Reason.NEW_PRODUCT
    if max(likeness(candidate, other) for other in picked) <= _NEW_WORDS:
        return Reason.NEW_WORDS
    return Reason.NEXT_IN_LINE


def _is_new(fact: str, known: Collection[str]) -> bool:
    """Whether the fact is told and differs from all of those, width and case aside."""
    return bool(fact) and _plain(fact) not in map(_plain, known)


def _plain(fact: str) -> str:
    return unicodedata.normalize("NFKC", fact).casefold().strip()


def _chance(candidate: Candidate, seed: int | str) -> bytes:
    """A draw that depends on nothing but the seed and the voice."""
    return hashlib.sha256(f"{seed}:{candidate.id}".encode()).digest()
