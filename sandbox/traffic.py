"""The log of everything between app and Slack, and the stream of what changes.

Every entry has a sequence number. A call holds its arguments (never the token) and its answer; a payload its
body and each attempt to hand it over, with the app's answer. `rule` names the rule by which something was
refused or complained about. An entry goes on changing after it was added; its `version` tells who looks on what
is new to them.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

KEPT_ENTRIES = 50_000
KEPT_CHANGES = 1_000
SOON_SECONDS = 0.1


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
    version: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Counts:
    """What went by since the log began; the slowest ack with the entry it belongs to."""

    payloads: int = 0
    calls: int = 0
    refused: int = 0
    slowest_ack_ms: float = 0.0
    slowest_seq: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Traffic:
    """The last `KEPT_ENTRIES` entries; `tell` is called whenever one is new or changed."""

    def __init__(self, tell: Callable[[], None] = lambda: None) -> None:
        self.entries: deque[Entry] = deque(maxlen=KEPT_ENTRIES)
        self.seq = 0
        self.version = 0
        self._tell = tell
        self.clear()

    def clear(self) -> None:
        """Begin anew; sequence and versions go on."""
        self.entries.clear()
        self.counts = Counts()
        self._changed: deque[tuple[int, Entry]] = deque(maxlen=KEPT_ENTRIES)
        self._refused: set[int] = set()

    def add(self, kind: str, name: str, workspace: str, *, at: float, now: float, body: Any) -> Entry:
        self.seq += 1
        entry = Entry(self.seq, kind, name, workspace, at, now, body)
        self.entries.append(entry)
        self.counts.calls += kind == "call"
        self.counts.payloads += kind in ("event", "command", "interactive")
        self.changed(entry)
        return entry

    def changed(self, entry: Entry) -> None:
        """Tell that this entry is not what it was."""
        self.version += 1
        entry.version = self.version
        self._changed.append((self.version, entry))
        if entry.rule and entry.seq not in self._refused:
            self._refused.add(entry.seq)
            self.counts.refused += 1
        if entry.attempts:
            self._weigh(entry.seq, entry.attempts[-1])
        self._tell()

    def _weigh(self, seq: int, attempt: Attempt) -> None:
        if attempt.outcome == "acked" and (attempt.ack_ms or 0.0) > self.counts.slowest_ack_ms:
            self.counts.slowest_ack_ms, self.counts.slowest_seq = attempt.ack_ms or 0.0, seq

    def changed_since(self, version: int) -> Iterator[Entry]:
        """Entries that are new or changed since a version, the latest change first."""
        for number, entry in reversed(list(self._changed)):
            if number <= version:
                return
            if entry.version == number:
                yield entry

    def entry(self, seq: int) -> Entry | None:
        """The entry of this number, if it is still kept."""
        first = self.entries[0].seq if self.entries else seq + 1
        return self.entries[seq - first] if 0 <= seq - first < len(self.entries) else None

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
        self._recent: deque[dict[str, Any]] = deque(maxlen=KEPT_CHANGES)
        self._listeners: set[asyncio.Queue[dict[str, Any]]] = set()
        self._soon: set[str] = set()

    def tell(self, what: str, **where: Any) -> None:
        self.seq += 1
        change = {"seq": self.seq, "what": what, **where}
        self._recent.append(change)
        for listener in self._listeners:
            listener.put_nowait(change)

    def since(self, seq: int) -> list[dict[str, Any]]:
        """The changes after a sequence number, as far back as they are kept."""
        return [change for change in self._recent if change["seq"] > seq]

    def tell_soon(self, what: str) -> None:
        """Tell it in a moment, and once for all that comes until then."""
        if self._listeners and what not in self._soon:
            self._soon.add(what)
            asyncio.get_running_loop().call_later(SOON_SECONDS, self._tell_now, what)

    def _tell_now(self, what: str) -> None:
        self._soon.discard(what)
        self.tell(what)

    async def listen(self) -> AsyncIterator[dict[str, Any]]:
        """First `hello` with the number of the last change: from here on nothing is missed."""
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield {"seq": self.seq, "what": "hello"}
            while True:
                yield await queue.get()
        finally:
            self._listeners.discard(queue)
