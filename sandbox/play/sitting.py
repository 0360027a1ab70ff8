"""A dialogue as colleagues see it: threads of the app that show the same voices in every room."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.client import Sandbox
from sandbox.company import Story, Voice
from sandbox.company.seeing import is_from_app, shows, words_of
from sandbox.company.wording import quoted

Json = dict[str, Any]

SHORTEST_CALM_SECONDS = 0.5
LONGEST_CALM_SECONDS = 1.5
CALM = timedelta(minutes=2.5)
"""So long the rooms must show the same: then all voices are there. Of the sandbox's clock, within those real seconds."""


@dataclass(frozen=True)
class Sitting:
    """`voices` are those of the company's file, `others` the words of those that somebody else brought.

    `is_brief` says that time leaps past it: colleagues hold it with a few words.
    """

    opened_at: datetime
    threads: dict[str, str]
    voices: tuple[Voice, ...]
    others: tuple[str, ...] = ()
    closes_at: datetime | None = None
    is_brief: bool = False

    def minute(self, minutes: float) -> datetime:
        return self.opened_at + timedelta(minutes=minutes)

    def is_open(self, now: datetime) -> bool:
        return self.closes_at is None or now < self.closes_at


class Lookout:
    """Looks for new dialogues in the rooms."""

    def __init__(self, sandbox: Sandbox, story: Story) -> None:
        self._sandbox = sandbox
        self._story = story
        self._rooms = [room.channel for room in story.circle.rooms]
        self._seen_roots: set[tuple[str, str]] = set()
        self._sight: object = None
        self._since = (time.monotonic(), datetime.now(UTC))
        self._is_stirred = True

    def stir(self) -> None:
        """Say that the app has posted something: looking is worth it."""
        self._is_stirred = True

    def begin(self) -> None:
        """Take what stands there already for old."""
        for room in self._rooms:
            self._seen_roots |= {(room, one["ts"]) for one in self._sandbox.messages(room)}

    def look(self, now: datetime) -> Sitting | None:
        """Return a dialogue once, when it has stood unchanged for a moment."""
        if not self._is_stirred:
            return None
        found = {room: seen for room in self._rooms if (seen := self._look_into(room))}
        shown = {voices for _, voices in found.values()}
        self._is_stirred = bool(found)
        complete = len(found) == len(self._rooms) and len(shown) == 1
        sight = tuple(found.items()) if complete else None
        if sight is None or sight != self._sight:
            self._sight, self._since = sight, (time.monotonic(), now)
        if sight is None or not self._is_calm(now):
            return None
        self._sight = None
        self._seen_roots |= {(room, ts) for room, (ts, _) in found.items()}
        return self._sit_down({room: ts for room, (ts, _) in found.items()}, next(iter(shown)))

    def _is_calm(self, now: datetime) -> bool:
        began, began_at = self._since
        seconds = time.monotonic() - began
        if seconds < SHORTEST_CALM_SECONDS:
            return False
        return seconds >= LONGEST_CALM_SECONDS or now - began_at >= CALM

    def _look_into(self, room: str) -> tuple[str, tuple[str, ...]] | None:
        """The newest thread of the app that shows voices, and what they are."""
        for root in reversed(self._sandbox.messages(room)):
            if (room, root["ts"]) in self._seen_roots or not is_from_app(root):
                continue
            voices = self._voices_in(room, root["ts"])
            if voices:
                return str(root["ts"]), voices
        return None

    def _voices_in(self, room: str, ts: str) -> tuple[str, ...]:
        """The keys of known voices, the words of others."""
        shown = []
        for reply in self._sandbox.thread(room, ts)[1:]:
            if not is_from_app(reply):
                continue
            known = next((one.key for one in self._story.all_voices if shows(reply, one.quote)), "")
            shown.append(known or quoted(words_of(reply)))
        return tuple(dict.fromkeys(words for words in shown if words))

    def _sit_down(self, threads: dict[str, str], shown: tuple[str, ...]) -> Sitting:
        opened_at = datetime.fromtimestamp(min(float(ts) for ts in threads.values()), UTC)
        voices = tuple(voice for voice in self._story.all_voices if voice.key in shown)
        others = tuple(words for words in shown if words not in {voice.key for voice in voices})
        closes_at = opened_at + timedelta(minutes=self._story.circle.minutes)
        return Sitting(opened_at, threads, voices, others, closes_at)
