"""How large a table may be: the promised one, and one that asks for more posts than Slack gives a workspace.

Both are sampled for two minutes of talk at the pace of a whole dialogue, since the budgets refill evenly.
"""

import statistics
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks import stages, talking
from benchmarks.figures import Figure
from bot.delivery.budgets import POSTS_OF_A_WORKSPACE

TALK_MINUTES = 25
"""Of a half hour, the first five are for writing."""
SAMPLE_SECONDS = 120


class Size(NamedTuple):
    rooms: int
    remarks: int
    aim_seconds: float
    """For the slowest of twenty copies."""


PROMISED, LARGE = Size(8, 300, 3), Size(20, 600, 15)


def measure(folder: Path) -> list[Figure]:
    figures = []
    for size in (PROMISED, LARGE):
        here = folder / str(size.rooms)
        here.mkdir()
        figures.append(_measure(here, size))
    return figures


def _measure(folder: Path, size: Size) -> Figure:
    with stages.open_dialogue(folder, rooms=size.rooms) as (stage, cards):
        stage.sandbox.set_clock(rate=1.0, paused=False)
        rooms, before = (
            list(cards),
            len(stage.sandbox.traffic(limit=100_000, kind="call", name="chat.postMessage")),
        )
        pause = TALK_MINUTES * 60 / size.remarks
        count = int(SAMPLE_SECONDS / pause)
        began = time.monotonic()
        for number in range(count):
            room = rooms[number % len(rooms)]
            stage.sandbox.post(stages.SPEAKERS[room], room, f"部屋をこえるひとこと{number:03}", cards[room])
            time.sleep(max(0.0, began + (number + 1) * pause - time.monotonic()))
        stage.sandbox.settle(quiet=10)
        posts = len(stage.sandbox.traffic(limit=100_000, kind="call", name="chat.postMessage")) - before
        refused = sum(entry["name"] == "chat.postMessage" for entry in stage.sandbox.refusals())
        lags = sorted(talking.lags(stage, cards))
    assert len(lags) == count * (size.rooms - 1), "a copy is missing"
    slowest = lags[int(len(lags) * 0.95)]
    asked = size.remarks / TALK_MINUTES * (size.rooms - 1)
    return Figure(
        f"{size.rooms} rooms, {size.remarks} remarks: lag to the other rooms, median / 95 of 100",
        f"{statistics.median(lags):.1f} s / {slowest:.1f} s, {len(lags)} copies in {posts} posts, {refused} refused",
        f"{asked:.0f} copies a minute; Slack gives about {POSTS_OF_A_WORKSPACE.per_minute:.0f} posts",
        f"≤ {size.aim_seconds:.0f} s for 95 of 100",
        slowest <= size.aim_seconds and refused == 0,
    )
