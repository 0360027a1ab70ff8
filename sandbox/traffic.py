"""The log of everything between app and Slack, and the stream of what changes.

Every entry has a sequence number. A call holds its arguments (never the token) and its answer; a payload its
body and each attempt to hand it over, with the app's answer. `rule` names the rule by which something was
refused or complained about.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field
from typing import Any

KEPT_ENTRIES = 50_000


@dataclass
class Attempt:
    """One try at handing over a payload; `ack_ms` is how long the app took."""

    number: int
    at: float
    route: str = ""
    outcome: str = "under way"
    ack_ms: float | None = None
    status: int | None = None
    body: Any = None


@dataclass
class Entry:
    """`at` is real epoch seconds, `now` the sandbox's own time."""

    seq: int
    kind: str  # call, event, command, interactive, response
    name: str
    workspace: str
    at: float
    now: float
    body: Any
    answer: Any = None
    status: int | None = None
    ms: float | None = None
    error: str | None = None
    rule: str | None = None
    fault: str | None = None
    attempts: list[Attempt] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Traffic:
    """The last `KEPT_ENTRIES` entries."""

    def __init__(self) -> None:
        self.entries: deque[Entry] = deque(maxlen=KEPT_ENTRIES)
        self.seq = 0

    def add(self, kind: str, name: str, workspace: str, *, at: float, now: float, body: Any) -> Entry:
        self.seq += 1
        entry = Entry(self.seq, kind, name, workspace, at, now, body)
        self.entries.append(entry)
        return entry

    def find(
        self,
        *,
        after: int = 0,
        kind: str | None = None,
        name: str | None = None,
        workspace: str | None = None,
        refused: bool = False,
        limit: int = 1000,
    ) -> list[Entry]:
        """Entries after a sequence number, oldest first; what belongs to no workspace is part of each."""
        found = [
            entry
            for entry in self.entries
            if entry.seq > after
            and (kind is None or entry.kind == kind)
            and (name is None or entry.name == name)
            and (workspace is None or entry.workspace in ("", workspace))
            and (not refused or entry.rule)
        ]
        return found[:limit]


class Changes:
    """What changed, told to whoever listens (a page in a browser, a test)."""

    def __init__(self) -> None:
        self.seq = 0
        self._listeners: set[asyncio.Queue[dict[str, Any]]] = set()

    def tell(self, what: str, **where: Any) -> None:
        self.seq += 1
        for listener in self._listeners:
            listener.put_nowait({"seq": self.seq, "what": what, **where})

    async def listen(self) -> AsyncIterator[dict[str, Any]]:
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._listeners.discard(queue)
