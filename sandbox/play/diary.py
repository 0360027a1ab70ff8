"""What colleagues mean to do, when, and what came of it."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sandbox.client import Sandbox
from sandbox.refusal import Impossible

What = Literal[
    "voice",
    "details",
    "look",
    "shared",
    "again",
    "withdrawal",
    "hold",
    "forward",
    "mine",
    "seat",
    "note",
    "unnamed",
    "remark",
    "question",
    "brought",
    "edit",
    "deletion",
    "pin",
    "light",
    "proposal",
    "vote",
    "lead",
    "phrase",
    "idea",
    "taken_up",
    "agreed",
    "plan",
    "measure",
    "share",
    "use",
    "look_back",
    "picture",
    "received",
    "win",
    "cheer",
    "answer",
    "nod",
    "thanks",
    "accept",
    "settle",
    "value",
    "hand",
    "help",
    "later",
    "done",
    "release",
    "win_edit",
    "trail",
    "report",
    "filed",
    "check_in",
    "switch_on",
    "ask_again",
    "read",
]
Act = Callable[[], object]

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
        self._acts: list[tuple[datetime, int, bool, Act]] = []
        self._number = itertools.count()

    def __bool__(self) -> bool:
        return bool(self._acts)

    def at(self, due: datetime, act: Act, *, is_again: bool = False) -> None:
        heapq.heappush(self._acts, (due, next(self._number), is_again, act))

    def next_due(self) -> datetime | None:
        acts = list(self._acts)
        return min(acts)[0].astimezone(UTC) if acts else None

    def coming(self, limit: int) -> list[tuple[datetime, bool]]:
        """The instants of the next few acts, and whether each waits for something and is tried again."""
        first = heapq.nsmallest(limit, self._acts)
        return [(due.astimezone(UTC), is_again) for due, _, is_again, _ in first]

    def drop_due(self, now: datetime) -> None:
        """Let go of what is due: whoever would do it is away."""
        while self._acts and self._acts[0][0] <= now:
            heapq.heappop(self._acts)

    def do_next(self, now: datetime) -> bool:
        """Do one thing that is due; what waits for something is tried again a little later."""
        if not self._acts or self._acts[0][0] > now:
            return False
        due, _, _, act = heapq.heappop(self._acts)
        try:
            act()
        except Later:
            self.at(max(due, now) + RETRY, act, is_again=True)
        return True


class Diary:
    """What was done, in order."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.deeds: list[Deed] = []
        self._sandbox = sandbox
        self._said: set[str] = set()

    def has_said(self, ts: str) -> bool:
        """Whether a colleague wrote the message of this ts."""
        return ts in self._said

    def do(self, who: str, what: What, where: str, words: str, act: Callable[[], str]) -> str:
        """Do something and write down that it was done, or what was in the way; answers the ts."""
        ts = trouble = ""
        try:
            ts = act()
        except Impossible as impossible:
            trouble = str(impossible)
        if ts:
            self._said.add(ts)
        self.deeds.append(Deed(self._sandbox.clock(), who, what, where, words, ts, trouble))
        return ts
