"""How long a circle takes to pick its voices, and join what says the same, when ten thousand wait."""

import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure
from bot.voices.candidates import Candidate
from bot.voices.selection import choose

WAITING = 10_000
RUNS = 7
FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)


def _line() -> list[Candidate]:
    """Return voices that nobody has looked at yet; one in a hundred says what the first says."""
    chance = random.Random(1)
    words = ["".join(chance.choices("便利だけど重い高色字が", k=80)) for _ in range(WAITING)]
    return [
        Candidate(
            id=f"v{day}",
            arrived_at=FIRST_DAY + timedelta(days=day),
            text=words[day] if day % 100 else f"{words[0]}です",
            source=chance.choice(["shop", "phone"]),
        )
        for day in range(WAITING)
    ]


def measure(_: Path) -> list[Figure]:
    took = []
    for _run in range(RUNS):
        line = _line()
        heard = [candidate.arrival for candidate in line[WAITING // 2 :]]
        began = time.perf_counter()
        choose(line, heard, wanted=3, seed="1")
        took.append(time.perf_counter() - began)
    median = 1000 * statistics.median(took)
    return [
        Figure(f"picking three of {WAITING:,} voices", f"{median:.0f} ms", "-", "≤ 200 ms", median <= 200)
    ]
