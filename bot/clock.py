"""Time. Product time (agenda, reminders, retention) comes from a `Clock`; delivery runs on real time."""

import json
import threading
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.settings import Settings

POLL_SECONDS = 0.2


class Clock(Protocol):
    """Tells product time."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        ...


def real_now() -> datetime:
    """Return real time: for rate limits, retries, leases and acks, which no fast clock may hurry."""
    return datetime.now(UTC)


class RealClock:
    """Product time is real time."""

    def now(self) -> datetime:
        return real_now()


class FastClock:
    """Product time begins at `start` when made and passes `rate` times as fast as real time."""

    def __init__(self, start: datetime, rate: float) -> None:
        self._start = start.astimezone(UTC)
        self._rate = rate
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._rate)


class FollowedClock:
    """Product time is the sandbox's clock: asked for a few times a second, carried on in between."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stopped = threading.Event()
        self._told, self._rate, self._heard = self._ask()
        threading.Thread(target=self._follow, name="clock", daemon=True).start()

    def now(self) -> datetime:
        return self._told + timedelta(seconds=(time.monotonic() - self._heard) * self._rate)

    def stop(self) -> None:
        self._stopped.set()

    def _ask(self) -> tuple[datetime, float, float]:
        with urllib.request.urlopen(self._url, timeout=5) as response:  # noqa: S310  a setting, not people's input
            told = json.load(response)
        rate = 0.0 if told["paused"] else float(told["rate"])
        return datetime.fromisoformat(told["now"]).astimezone(UTC), rate, time.monotonic()

    def _follow(self) -> None:
        while not self._stopped.wait(POLL_SECONDS):
            try:
                self._told, self._rate, self._heard = self._ask()
            except OSError:
                continue  # the sandbox is away for a moment: time goes on as last told


def clock_for(settings: Settings) -> Clock:
    """Return the clock that the settings name."""
    if settings.clock_url:
        return FollowedClock(settings.clock_url)
    if settings.clock_start or settings.clock_rate != 1.0:
        return FastClock(settings.clock_start or real_now(), settings.clock_rate)
    return RealClock()
