"""A Slack with a record, in this process: keeps what it was sent, and misbehaves as a test tells it to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.delivery.slack import Answered, NotSent, Outcome, RateLimited, Refused, Unknown
from tests.conftest import TEAM


@dataclass
class RecordingSlack:
    """Keeps the messages of each channel; `trouble` says what becomes of the next calls, one word a call."""

    trouble: list[str] = field(default_factory=list)
    channels: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    calls: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    workspace_ids: tuple[str, ...] = (TEAM,)
    last_ts: int = 0

    def call(self, workspace_id: str, method: str, arguments: Mapping[str, Any]) -> Outcome:
        del workspace_id
        self.calls.append((method, arguments))
        what = self.trouble.pop(0) if self.trouble else "fine"
        if what == "rate limited":
            return RateLimited(5)
        if what == "not sent":
            return NotSent("connection refused")
        if what == "bug":
            raise UnicodeEncodeError("ascii", "棚", 0, 1, "a bug of ours")
        if what == "lost":
            return Unknown("timeout")
        if what.startswith("refuse "):
            return Refused(what.removeprefix("refuse "))
        answer = self._perform(method, arguments)
        return Unknown("timeout") if what == "done without an answer" else answer

    def find_post(
        self, workspace_id: str, channel_id: str, thread_ts: str | None, since: str | None, key: str
    ) -> Outcome:
        del workspace_id, thread_ts, since
        for message in self.channels.get(channel_id, []):
            if message["metadata"]["event_payload"]["key"] == key:
                return Answered({"ts": message["ts"], "channel": channel_id})
        return Answered()

    def texts(self, channel_id: str) -> list[str]:
        return [message["text"] for message in self.channels.get(channel_id, [])]

    def _perform(self, method: str, arguments: Mapping[str, Any]) -> Answered:
        if method == "chat.postMessage":
            self.last_ts += 1
            ts = f"1700000000.{self.last_ts:06}"
            self.channels.setdefault(arguments["channel"], []).append(dict(arguments) | {"ts": ts})
            return Answered({"channel": arguments["channel"], "ts": ts})
        if method in {"chat.update", "chat.delete"}:
            [message] = [m for m in self.channels[arguments["channel"]] if m["ts"] == arguments["ts"]]
            if method == "chat.delete":
                self.channels[arguments["channel"]].remove(message)
            else:
                message.update(arguments)
        return Answered({"ok": True})
