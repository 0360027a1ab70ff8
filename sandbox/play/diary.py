"""What colleagues mean to do, when, and what came of it."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sandbox.client import Sandbox
from sandbox.refusal import Impossible

What = Literal["voice", "details", "remark", "edit", "deletion", "pin", "light", "win", "cheer"]
Act = Callable[[], None]

RETRY = timedelta(seconds=6)  # of the sandbox's clock


@dataclass(frozen=True)
class Deed:
    """Something a colleague did; `where` is a channel's key, `trouble` what kept it from happening."""

    at: datetime
    who: str
    what: What
    where: str
    words: str = ""
    ts: str = ""
    trouble: str = ""


class Later(Exception):
    """What a colleague waits for is not there yet."""


class Plan:
    """What is to be done at which time of the sandbox's clock."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []
        self._number = itertools.count()

    def __bool__(self) -> bool:
        return bool(self._acts)

    def at(self, due: datetime, act: Act) -> None:
        heapq.heappush(self._acts, (due, next(self._number), act))

    def next_due(self) -> datetime | None:
        acts = list(self._acts)
        return min(acts)[0].astimezone(UTC) if acts else None

    def do_next(self, now: datetime) -> bool:
        """Do one thing that is due; what waits for something is tried again a little later."""
        if not self._acts or self._acts[0][0] > now:
            return False
        due, _, act = heapq.heappop(self._acts)
        try:
            act()
        except Later:
            self.at(max(due, now) + RETRY, act)
        return True


class Diary:
    """What was done, in order."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.deeds: list[Deed] = []
        self._sandbox = sandbox

    def do(self, who: str, what: What, where: str, words: str, act: Callable[[], str]) -> str:
        """Do something and write down that it was done, or what was in the way; answers the ts."""
        ts = trouble = ""
        try:
            ts = act()
        except Impossible as impossible:
            trouble = str(impossible)
        self.deeds.append(Deed(self._sandbox.clock(), who, what, where, words, ts, trouble))
        return ts
