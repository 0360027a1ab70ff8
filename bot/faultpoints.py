"""Fault points: the numbered places where a crash would hurt most. Tests stop the process there."""

import os
from collections.abc import Callable
from enum import IntEnum


class FaultPoint(IntEnum):
    """The way of a payload in, and of a message out."""

    RECEIVED = 1  # the inbox row is written, nothing else is
    DECIDED = 2  # rows and outbox rows are written, not committed
    COMMITTED = 3  # committed, Slack has no ack yet
    ACKED = 4  # Slack has its ack
    CLAIMED = 5  # an outbox row is claimed, and committed as being sent
    CALLING = 6  # the next thing would be the call
    ANSWERED = 7  # Slack has answered, nothing of it is stored
    STORING = 8  # the answer is written, not committed
    STORED = 9  # the answer is committed


Hook = Callable[[FaultPoint], None]
_hook: Hook | None = None


def reach(point: FaultPoint) -> None:
    """Tell the hook, if there is one, that the process is here."""
    if _hook is not None:
        _hook(point)


def install(hook: Hook | None) -> None:
    """Call `hook` at each fault point from now on; None removes it."""
    global _hook  # noqa: PLW0603  one process, one hook: passing it through every call would cost every reader
    _hook = hook


def kill_at(setting: str) -> Hook:
    """Return a hook that kills this process: `COMMITTED:3` at the third commit before an ack."""
    name, _, count = setting.partition(":")
    wanted, left = FaultPoint[name], int(count or 1)

    def hook(point: FaultPoint) -> None:
        nonlocal left
        if point is wanted:
            left -= 1
            if left == 0:
                os._exit(137)

    return hook
