"""Virtual time of the sandbox: when messages are written, what the app may follow.

Rate limits, acks, triggers and retries run on real time and do not ask this clock.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime


def parse_instant(text: str) -> float:
    """Epoch seconds of an ISO 8601 instant; without an offset it is read as UTC."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return instant.timestamp()


@dataclass
class Clock:
    """A clock that can run faster, stand still and jump.

    `base` is the virtual time (epoch seconds) at the real instant `since` (monotonic seconds).
    """

    base: float = field(default_factory=time.time)
    rate: float = 1.0
    paused: bool = False
    since: float = field(default_factory=time.monotonic)

    def now(self) -> float:
        """Virtual epoch seconds."""
        if self.paused:
            return self.base
        return self.base + (time.monotonic() - self.since) * self.rate

    def seconds(self) -> int:
        return int(self.now())

    def set(
        self,
        *,
        now: float | None = None,
        rate: float | None = None,
        paused: bool | None = None,
        advance: float = 0.0,
    ) -> None:
        """Change what is given, all from this instant on; `advance` is in virtual seconds."""
        self.base = (self.now() if now is None else now) + advance
        self.since = time.monotonic()
        if rate is not None:
            self.rate = rate
        if paused is not None:
            self.paused = paused

    def as_json(self) -> dict[str, object]:
        instant = datetime.fromtimestamp(self.now(), UTC)
        return {"now": instant.isoformat(), "rate": self.rate, "paused": self.paused}
