"""A circle over years without a database: who waits, what hosts do, and how long anybody waited against the promise.

`python -m tests.bot.histories 10000` plays as many circles of two years and prints what came of them.
"""

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from bot.voices.candidates import Arrival, Candidate, joining
from bot.voices.selection import Pick, choose

MONDAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)

QUOTES = [
    "便利だけど、片づけるのが面倒です",
    "便利だけれど、片づけるのがめんどうです",
    "重くて、母には持てません",
    "色がもう少し選べたらうれしい",
    "説明書の字が小さくて読めません",
    "The lid never fits the second time",
    "👍",
]


def voice(day: int, **facts: Any) -> Candidate:
    """A voice that came on a day, as different from the others as nothing else is said."""
    facts = {"id": f"v{day:04}", "text": QUOTES[day % len(QUOTES)]} | facts
    return Candidate(arrived_at=MONDAY + timedelta(days=day), **facts)


class Circle:
    """Its line, and for each voice that no host moved in how many dialogues it has to be heard."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.arrived = 0
        self.waiting: dict[str, Candidate] = {}
        self.held: dict[str, Candidate] = {}
        self.heard: list[Arrival] = []
        self.found: dict[str, int] = {}
        """How many waited when a voice came, and how many moved ones were heard since."""
        self.passed: dict[str, int] = {}
        """How many dialogues passed it over."""
        self.waits: list[tuple[int, int]] = []
        """Of each voice that was heard and that no host moved: its dialogues, and how many were promised."""

    def come(self, **facts: Any) -> None:
        came = voice(self.arrived, **facts)
        self.found[came.id] = sum(not one.is_moved for one in self.waiting.values())
        self.passed[came.id] = 0
        self.waiting[came.id] = came
        self.arrived += 1

    def promised(self, id_: str) -> int:
        return ceil(self.found[id_] / self.wanted) + 2

    def late(self) -> list[str]:
        return [
            one.id
            for one in self.waiting.values()
            if not one.is_moved and self.passed[one.id] >= self.promised(one.id)
        ]

    def move(self, what: str, chance: random.Random) -> None:
        """Withdraw one that waits, hold it, or bring it forward; or let one go that is held."""
        there = self.held if what == "let_go" else self.waiting
        if not there:
            return
        one = there.pop(chance.choice(sorted(there)))
        if what == "hold":
            self.held[one.id] = _moved(one)
        elif what == "let_go":
            self.waiting[one.id] = one
        elif what == "forward":
            self.waiting[one.id] = _moved(one, forward_at=MONDAY)

    def sit(self, seed: int, change: str = "") -> list[Pick]:
        """Lay a table, let it change, and hear it."""
        self.alternatives = [
            voice.source for voice in sorted(self.waiting.values(), key=lambda one: one.arrival)
        ]
        table = self._choose(seed, [])
        if table and change == "withdraw":
            gone = table.pop(seed % len(table))
            self.waiting |= {one.id: one for one in gone.joined}
            table += self._choose(seed, [pick.candidate for pick in table])
        elif table and change == "swap" and self.waiting:
            self._swap(table, seed)
        for pick in table:
            moved = pick.candidate.is_moved
            if not moved:
                self.heard.append(pick.candidate.arrival)
            for one in (pick.candidate, *pick.joined):
                if not one.is_moved:
                    self.waits.append((self.passed[one.id] + 1, self.promised(one.id)))
        for id_ in self.waiting:
            self.passed[id_] += 1
            self.found[id_] += sum(pick.candidate.is_moved for pick in table)
        return table

    def _choose(self, seed: int, beside: list[Candidate]) -> list[Pick]:
        laid_out = [one.arrival for one in beside if not one.is_moved]
        picks = choose(
            self.waiting.values(), [*self.heard, *laid_out], wanted=self.wanted, seed=seed, beside=beside
        )
        for pick in picks:
            for one in (pick.candidate, *pick.joined):
                del self.waiting[one.id]
        return picks

    def _swap(self, table: list[Pick], seed: int) -> None:
        out = table.pop(seed % len(table))
        comes = self.waiting.pop(sorted(self.waiting)[seed % len(self.waiting)])
        self.waiting |= {one.id: _moved(one) for one in (out.candidate, *out.joined)}
        joined = joining(comes, list(self.waiting.values()))
        for one in joined:
            del self.waiting[one.id]
        table.append(Pick(_moved(comes), out.reason, tuple(joined)))


def _moved(one: Candidate, *, forward_at: datetime | None = None) -> Candidate:
    """Return a voice as it is once a host moved it."""
    facts = {name: getattr(one, name) for name in ("text", "source", "department", "product", "segment")}
    return Candidate(id=one.id, arrived_at=one.arrived_at, is_moved=True, forward_at=forward_at, **facts)


SOURCES = [f"source {number}" for number in range(10)]
WEIGHTS = [2.0**-number for number in range(10)]
"""Half of all voices come from the first source, one in a thousand from the last."""
WEEKS = 104
COMPLAINTS = ["ふたが固くて開けられない", "電話がつながるまで長く待たされた", "説明書の字が小さくて読めない"]
"""What is said again and again; everything else is said once."""


@dataclass
class Figures:
    """What came of many circles."""

    dialogues: int = 0
    waits: Counter[tuple[int, int]] = field(default_factory=Counter)
    """How many dialogues a voice waited, and how many were promised."""
    sources: Counter[int] = field(default_factory=Counter)
    """Sources at a full table, by how many tables."""
    oldest_sources: Counter[int] = field(default_factory=Counter)
    """As many as there would have been at the table of those that waited longest."""
    late: int = 0

    @property
    def nearest_to_the_bound(self) -> float:
        return max(waited / promised for waited, promised in self.waits)

    @property
    def longest(self) -> tuple[int, int]:
        return max(self.waits)


def mean(counted: Counter[int]) -> float:
    return sum(value * times for value, times in counted.items()) / counted.total()


def two_years(figures: Figures, seed: int) -> None:
    """Play a circle: voices come in bursts, one in ten repeats a complaint, and its host does something now and then."""
    chance = random.Random(seed)
    circle = Circle(wanted=3)
    for week in range(WEEKS):
        for _ in range(chance.choice((0, 1, 2, 2, 3, 3, 4, 9))):
            [source] = chance.choices(SOURCES, WEIGHTS)
            repeats = chance.random() < 0.1
            text = chance.choice(COMPLAINTS) if repeats else f"{chance.getrandbits(60):x}"
            circle.come(source=source, text=text)
        if chance.random() < 0.2:
            circle.move(chance.choice(("withdraw", "hold", "let_go", "forward")), chance)
        table = circle.sit(week, chance.choices(("", "swap", "withdraw"), (18, 1, 1))[0])
        figures.late += len(circle.late())
        if len(table) == 3:
            figures.dialogues += 1
            figures.sources[len({pick.candidate.source for pick in table})] += 1
            figures.oldest_sources[len(set(circle.alternatives[:3]))] += 1
    figures.waits.update(circle.waits)


def main() -> None:
    figures = Figures()
    for seed in range(int(sys.argv[1])):
        two_years(figures, seed)
    lines = (
        f"{figures.dialogues:,} full tables, {figures.waits.total():,} voices, {figures.late} late",
        f"longest wait (waited, promised): {figures.longest}; nearest: {figures.nearest_to_the_bound:.2f}",
        f"sources at a table: {mean(figures.sources):.2f}, oldest first: {mean(figures.oldest_sources):.2f}",
        str({n: round(figures.sources[n] / figures.sources.total(), 3) for n in (1, 2, 3)}),
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
