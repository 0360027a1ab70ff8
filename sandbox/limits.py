"""Slack's rate limits, on real time.

Slack publishes tiers and hints; the sandbox reads them strictly: a tier is what fits into any 60 seconds, for
each method, workspace and token. Posts have one a second in each channel with bursts of five, and 300 a
minute in the workspace (SLACK.md §2).
"""

import math
import time
from collections import deque
from dataclasses import dataclass, field

from sandbox import rules
from sandbox.refusal import Limited
from sandbox.rule import Rule

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
SPECIAL = 600
"""Calls a minute of auth.test and chat.getPermalink: "hundreds"."""
POSTS_A_MINUTE = 300
BURST = 5
WINDOW_SECONDS = 60.0


@dataclass
class _Bucket:
    """One a second, up to `BURST` at once."""

    left: float = BURST
    since: float = field(default_factory=time.monotonic)

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0.0 for now."""
        self.left = min(BURST, self.left + now - self.since)
        self.since = now
        return max(0.0, 1.0 - self.left)


@dataclass
class Limits:
    """`enabled` off lets everything pass: for measuring what is not about limits."""

    enabled: bool = True
    _calls: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)
    _buckets: dict[tuple[str, ...], _Bucket] = field(default_factory=dict)

    def check_method(self, method: str, a_minute: int, workspace: str, token: str) -> None:
        self._within(a_minute, rules.RATE_METHOD, method, workspace, token)

    def check_post(self, workspace: str, channel: str) -> None:
        """Both limits are checked before either counts."""
        if not self.enabled:
            return
        now = time.monotonic()
        bucket = self._bucket("channel", workspace, channel)
        if wait := bucket.wait(now):
            raise Limited(rules.RATE_CHANNEL, math.ceil(wait))
        self._within(POSTS_A_MINUTE, rules.RATE_WORKSPACE, "posts", workspace)
        bucket.left -= 1

    def check_response_url(self, key: str) -> None:
        if not self.enabled:
            return
        bucket = self._bucket("response_url", key)
        if wait := bucket.wait(time.monotonic()):
            raise Limited(rules.RATE_RESPONSE_URL, math.ceil(wait))
        bucket.left -= 1

    def clear(self) -> None:
        self._calls.clear()
        self._buckets.clear()

    def _bucket(self, *key: str) -> _Bucket:
        return self._buckets.setdefault(key, _Bucket())

    def _within(self, a_minute: int, rule: Rule, *key: str) -> None:
        if not self.enabled:
            return
        now = time.monotonic()
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - WINDOW_SECONDS:
            calls.popleft()
        if len(calls) >= a_minute:
            raise Limited(rule, max(1, math.ceil(calls[0] + WINDOW_SECONDS - now)))
        calls.append(now)
