"""Who is behind the scenes: the people played by a person just now, the colleagues, and what comes next.

None of it belongs to Slack or to a saved state. Colleagues (`sandbox.play`) tell what they mean to do; a page
tells whom it plays; the clock can then be moved to whatever comes first.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from sandbox.clock import Clock
from sandbox.refusal import Impossible

Kind = Literal["colleague", "opening", "stage", "close", "hour"]
KINDS: tuple[Kind, ...] = ("colleague", "opening", "stage", "close")
PRESENT_SECONDS = 120.0
"""Real seconds after which a person counts as gone if the page says no more; browsers slow down hidden pages."""
HOUR = 3600.0
STEP = 0.02
LEAP_SECONDS = 30.0
"""So long a leap waits for what colleagues do on the way, all in all; on a busy machine one deed takes seconds."""
WAITS = "waits"
"""Words of what a colleague will try again: it waits for the app."""
PATIENCE_SECONDS = 4.0
"""So long passing time lets the app do its part before it goes on to where that is tried again, from then on a little each."""
A_LITTLE = 0.2
OPENING_SECONDS = 30.0
"""So long it waits until colleagues sit at a dialogue that opens on the way."""
PASSING_SECONDS = 170.0
"""So long weeks wait, all in all."""


@dataclass(frozen=True)
class Coming:
    """Something that will happen, at an instant (epoch seconds) of the sandbox's clock."""

    at: float
    kind: Kind
    words: str = ""


@dataclass
class Backstage:
    """`colleagues_on` is what the switch says; `has_colleagues` whether any have ever told of themselves."""

    clock: Clock
    colleagues_on: bool = True
    has_colleagues: bool = False
    clock_in_hand: bool = False
    """Whether somebody moved the clock by hand: colleagues then leave it alone."""
    opens: Callable[[float], float] | None = None
    """When the company's circle opens next, from its file: for when no colleagues tell."""
    passing_to: float | None = None
    """To which instant the clock is being moved just now, past dialogues that are held on the way."""
    _present: dict[str, float] = field(default_factory=dict)
    _coming: list[Coming] = field(default_factory=list)
    _told: int = 0

    # --- who is played ---------------------------------------------------------------------------------------

    def arrive(self, user: str, seconds: float = PRESENT_SECONDS) -> None:
        self._present[user] = time.monotonic() + seconds

    def leave(self, user: str) -> None:
        self._present.pop(user, None)

    def present(self) -> list[str]:
        """The people played just now; when the last has gone, the clock is in nobody's hands."""
        now = time.monotonic()
        self._present = {user: until for user, until in self._present.items() if until > now}
        if not self._present:
            self.clock_in_hand = False
        return list(self._present)

    # --- what comes ------------------------------------------------------------------------------------------

    def announce(self, coming: Iterable[Coming]) -> None:
        """Take in everything that the colleagues know of, in place of what they told before."""
        self.has_colleagues = True
        self._coming = sorted(coming, key=lambda one: one.at)
        self._told += 1

    def next(self, kinds: Iterable[Kind] = KINDS) -> Coming:
        """The first of what is to come of these kinds; with nothing told, the next full hour."""
        now = self.clock.now()
        wanted = set(kinds) if self.colleagues_on else set(kinds) - {"colleague"}
        found = next((one for one in self._known(now) if one.at > now and one.kind in wanted), None)
        return found or Coming((now // HOUR + 1) * HOUR, "hour")

    def coming(self, limit: int = 5) -> list[Coming]:
        now = self.clock.now()
        return [one for one in self._known(now) if one.at > now][:limit]

    def _known(self, now: float) -> list[Coming]:
        if self.opens is None or any(one.kind == "opening" for one in self._coming):
            return self._coming
        return sorted([*self._coming, Coming(self.opens(now), "opening")], key=lambda one: one.at)

    async def leap(self, target: float) -> None:
        """Move the clock to an instant, stopping wherever colleagues have something to do on the way.

        Whoever is slow is waited for: colleagues tell of a few things ahead only, and what was told before the one they
        are at would lead past all that comes after it.
        """
        deadline = time.monotonic() + LEAP_SECONDS
        while self._goes_on(deadline) and (stop := self._stop(("colleague",), target)):
            self.clock.set(now=stop.at)
            await self._until_told(deadline)
        self.clock.set(now=max(target, self.clock.now()))

    async def pass_to(self, target: float) -> None:
        """As `leap`, over days or weeks: dialogues on the way open, are held with a few words, and close.

        What waits for the app is given real time before it is tried again.
        """
        self.passing_to = target
        deadline = moved_at = time.monotonic()
        deadline += PASSING_SECONDS
        while self._goes_on(deadline) and (stop := self._stop(("colleague", "opening", "close"), target)):
            if stop.words == WAITS:
                await asyncio.sleep(A_LITTLE)
                await self._until_tried(deadline)
                if time.monotonic() < moved_at + PATIENCE_SECONDS:
                    continue
            else:
                moved_at = time.monotonic()
            self.clock.set(now=max(stop.at, self.clock.now()))
            if stop.kind == "opening":
                await self._until_seated(min(deadline, time.monotonic() + OPENING_SECONDS))
            else:
                await self._until_told(deadline)
        self.clock.set(now=max(target, self.clock.now()))
        self.passing_to = None

    def _goes_on(self, deadline: float) -> bool:
        return self.colleagues_on and time.monotonic() < deadline

    def _stop(self, kinds: tuple[Kind, ...], target: float) -> Coming | None:
        """The first thing of these kinds before the target, if there is one."""
        stop = self.next(kinds)
        return stop if stop.kind in kinds and stop.at < target else None

    async def _until_tried(self, deadline: float) -> None:
        """Until nothing is due that colleagues have not told of since."""
        while time.monotonic() < deadline:
            await asyncio.sleep(STEP)
            if not self._is_due():
                return

    def _is_due(self) -> bool:
        return any(one.kind == "colleague" and one.at <= self.clock.now() for one in self._coming)

    async def _until_seated(self, deadline: float) -> None:
        """Until colleagues tell of a dialogue's close: they sit at it."""
        while time.monotonic() < deadline:
            await asyncio.sleep(STEP)
            if self.next(("close",)).kind == "close":
                return

    async def _until_told(self, deadline: float) -> None:
        """Until colleagues have told anew what is to come, and nothing of it is due."""
        told = self._told
        while time.monotonic() < deadline:
            await asyncio.sleep(STEP)
            if self._told > told and not self._is_due():
                return


def read_kinds(words: object) -> tuple[Kind, ...]:
    """The kinds named in `to`: `next` is all of them, else a comma between each."""
    if words == "next":
        return KINDS
    named = tuple(str(words).split(","))
    found: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind in named)
    if not found or len(found) != len(named):
        raise Impossible(f"the clock goes to next, or to one of {', '.join(KINDS)}")
    return found
