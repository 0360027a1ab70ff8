"""Which waiting voices a dialogue hears: those that waited longest, as different from each other as that allows.

**Nobody waits for ever.** With k voices a dialogue, a voice that found N voices waiting when it came is heard within
ceil((N + F)/k) + 2 dialogues, where F counts the voices heard meanwhile that a host had moved (held, swapped out,
chosen or brought forward). The voices that no host moved are the line. Let the lead x of one of them be the older ones
of the line waiting now, less the younger ones of the line heard before it: it came with x = N at most. A dialogue that
passes it over hears k voices; each lowers x by one, unless a host had moved it. So while x > -2k, the dialogues that
passed it over are fewer than (N + F)/k + 2, which is the promise.

**How x > -2k is kept.** Leads grow with the order of arrival and are all different: between two neighbours in the line
x grows by one for the older of them and by one for each voice heard from between them. With m places left to fill, a voice
has to be heard now if x <= m - 2k, and as different numbers above -2k those are at most m. While they are fewer, the
choice is free: whichever voice of the line is heard, m and all other leads fall by one, and the same voices are due.
When they are m, one of them is heard. A moved voice takes a place and lowers no lead: then those due have to be at most
m - 1, which again they are. A newcomer has x >= 0. A voice that leaves the line (withdrawn, held, moved) lowers the
leads of the younger by one: the next one at -2k + 1 would fall too low, but then no voice is older than it; one more
may become due, but only if the one that left was due as well.

**Joining** lets voices leave the line as they are heard, with the pick that says the same: a withdrawal for the others.
As what is joined to one voice is alike among itself, the next of it takes the place and the rest along if that voice
is withdrawn before the dialogue, so none of them is late. Only words rewritten in between can part them.

Where the number of voices was lowered meanwhile and the promise is past keeping, the oldest are heard first. A moved
voice that is let go waits at its old place: every dialogue first hears whichever came first of all.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.voices.candidates import Arrival, Candidate, joining, plain
from bot.voices.likeness import likeness

_NEAR_DUPLICATE = 0.6  # likeness from which two voices do not sit together while others wait
_NEW_WORDS = 0.2  # likeness up to which a wording is worth naming as different
_CHOICE_FOR_EACH = 8  # voices looked at for each one wanted: those that waited longest


class Reason(StrEnum):
    """Why a voice was picked; `Pick.detail` holds the word for the sentence."""

    ONLY_ONE = "only_one"  # no other was waiting
    WAITED_LONGEST = "waited_longest"
    ITS_TURN = "its_turn"  # longer it should not wait
    NEW_SOURCE = "new_source"  # than those picked before it, as all below
    NEW_DEPARTMENT = "new_department"
    NEW_PRODUCT = "new_product"
    NEW_SEGMENT = "new_segment"
    NEW_WORDS = "new_words"
    NEXT_IN_LINE = "next_in_line"  # nothing sets it apart
    CHOSEN = "chosen"  # by a host


FACTS = {
    Reason.NEW_SOURCE: "source",
    Reason.NEW_DEPARTMENT: "department",
    Reason.NEW_PRODUCT: "product",
    Reason.NEW_SEGMENT: "segment",
}
"""What can be new at the table, the first named first."""


@dataclass(frozen=True)
class Pick:
    candidate: Candidate
    reason: Reason
    joined: tuple[Candidate, ...] = ()
    """Those that say the same and are heard with it."""

    @property
    def detail(self) -> str:
        """The fact that is new; else empty."""
        return str(getattr(self.candidate, FACTS[self.reason])) if self.reason in FACTS else ""


def choose(
    waiting: Iterable[Candidate],
    heard: Iterable[Arrival],
    *,
    wanted: int,
    seed: int | str,
    beside: Sequence[Candidate] = (),
) -> list[Pick]:
    """Fill a table up to `wanted` voices; the same for the same seed and voices, in whatever order these are given.

    `heard`: the voices of the line that the circle has heard or laid out, of which only those matter that came after
    one that still waits. `beside`: what is on the table already.
    """
    if wanted < 1:
        raise ValueError(f"a dialogue cannot hear {wanted} voices")
    line = _Line(waiting, sorted(heard), wanted, places=wanted - len(beside))
    alone = len(line.voices) == 1 and not beside
    picks: list[Pick] = []
    while line.voices and line.places > 0:
        others = [*beside, *(pick.candidate for pick in picks)]
        free = line.free()
        forward = line.brought_forward()
        if forward is not None:
            candidate, reason = forward, Reason.CHOSEN
        elif not others:
            candidate, reason = line.voices[0], Reason.ONLY_ONE if alone else Reason.WAITED_LONGEST
        else:
            candidate = _most_different(free, others, wanted, seed)
            is_forced = len(free) == 1 and len(line.voices) > 1
            reason = Reason.ITS_TURN if is_forced else _difference(candidate, others)
        line.hear(candidate)
        joined = joining(candidate, line.voices)
        line.leave(joined)
        picks.append(Pick(candidate, reason, tuple(joined)))
    return picks


class _Line:
    """The waiting voices in order of arrival, each with its lead, while the places of a table are filled."""

    def __init__(
        self, waiting: Iterable[Candidate], heard: Sequence[Arrival], wanted: int, *, places: int
    ) -> None:
        self.voices = sorted(waiting, key=lambda candidate: candidate.arrival)
        self.places = places
        self._due_up_to = places - 2 * wanted
        self._leads: dict[str, int] = {}
        for voice in self.voices:
            if not voice.is_moved:
                younger_heard = len(heard) - bisect_right(heard, voice.arrival)
                self._leads[voice.id] = len(self._leads) - younger_heard

    def free(self) -> list[Candidate]:
        """Return the voices that the next pick may be chosen among."""
        due = []
        for voice in self.voices:
            lead = self._leads.get(voice.id)
            if lead is not None and lead > self._due_up_to:
                break
            due += [voice] if lead is not None else []
        if len(due) < self.places:
            return self.voices
        return due if len(due) == self.places else due[:1]

    def brought_forward(self) -> Candidate | None:
        """Return the voice that a host brought forward first."""
        forward = [(voice.forward_at, voice.id, voice) for voice in self.voices if voice.forward_at]
        return min(forward)[-1] if forward else None

    def hear(self, voice: Candidate) -> None:
        self.voices.remove(voice)
        self.places -= 1
        if self._leads.pop(voice.id, None) is None:
            self._due_up_to -= 1

    def leave(self, voices: Collection[Candidate]) -> None:
        """Let voices go without a place of their own."""
        gone = {voice.id for voice in voices}
        if not gone:
            return
        passed = 0
        for voice in self.voices:
            if voice.id in self._leads:
                self._leads[voice.id] -= passed
                passed += voice.id in gone
        self.voices = [voice for voice in self.voices if voice.id not in gone]


def _most_different(
    free: Sequence[Candidate], picked: Sequence[Candidate], wanted: int, seed: int | str
) -> Candidate:
    """Return the voice that adds most to those picked.

    Looked for among the oldest; further down the line only while all of them repeat what was picked.
    """
    end = _CHOICE_FOR_EACH * wanted
    begin = 0
    while begin < len(free):
        fresh = [voice for voice in free[begin:end] if _nearest(voice, picked) < _NEAR_DUPLICATE]
        if fresh:
            return max(fresh, key=lambda voice: (_novelty(voice, picked), _chance(voice, seed)))
        begin, end = end, 2 * end
    return free[0]


def _novelty(candidate: Candidate, picked: Sequence[Candidate]) -> float:
    """One point for each fact that is new, up to one for the wording, in tenths."""
    points = sum(_is_new(fact, candidate, picked) for fact in FACTS.values())
    return points + round(1 - _nearest(candidate, picked), 1)


def _difference(candidate: Candidate, picked: Sequence[Candidate]) -> Reason:
    for reason, fact in FACTS.items():
        if _is_new(fact, candidate, picked):
            return reason
    return Reason.NEW_WORDS if _nearest(candidate, picked) <= _NEW_WORDS else Reason.NEXT_IN_LINE


def _nearest(candidate: Candidate, picked: Sequence[Candidate]) -> float:
    return max(likeness(candidate.wording, other.wording) for other in picked)


def _is_new(fact: str, candidate: Candidate, picked: Sequence[Candidate]) -> bool:
    """Whether a fact is told and differs from all of those, width and case aside."""
    told = plain(getattr(candidate, fact))
    return bool(told) and told not in {plain(getattr(other, fact)) for other in picked}


def _chance(candidate: Candidate, seed: int | str) -> bytes:
    """A draw that depends on nothing but the seed and the voice."""
    return hashlib.sha256(f"{seed}:{candidate.id}".encode()).digest()
