"""Handing payloads to the app: events with Slack's retries, commands and interactions once.

An event that is not acked within three seconds is sent again at once, after a minute and after five, then
given up. Commands and interactions are never sent again (SLACK.md §4).
"""

import asyncio
import time
from collections import deque
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from sandbox import rules
from sandbox.outbound import Outbound
from sandbox.payload import Answer, PayloadKind
from sandbox.rule import Rule
from sandbox.traffic import Attempt, Entry
from sandbox.workspace import Json, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

OUTCOME_RULES: dict[str, Rule] = {
    "http_timeout": rules.ACK_IN_TIME,
    "http_error": rules.ACK_STATUS,
    "too_many_redirects": rules.ACK_STATUS,
    "connection_failed": rules.ACK_REACHABLE,
}


class Delivery:
    """`under_way` counts payloads being handed over, `waiting` those that wait for their next attempt."""

    def __init__(self, slack: "Slack") -> None:
        self._slack = slack
        self.http = Outbound(slack)
        self.under_way = 0
        self.waiting = 0
        self.last_at = time.monotonic()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._held: list[tuple[Workspace, Json, Entry]] = []
        self._sent_at: deque[float] = deque()
        self._limit_told_at = float("-inf")

    async def close(self) -> None:
        await asyncio.gather(*self.forget(), return_exceptions=True)
        self.http.close()

    def forget(self) -> list[asyncio.Task[Any]]:
        """Give up everything that is on its way or waits for its next attempt."""
        self._release()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        self._sent_at.clear()
        self._limit_told_at = float("-inf")
        return tasks

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run work beside everything else, until it is done or forgotten."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- events ------------------------------------------------------------------------------------------

    def event(self, workspace: Workspace, body: Json) -> None:
        """Send an event on its way, as the faults have it."""
        name = body.get("event", body)["type"]
        if not self._within_the_hour(workspace, body):
            return
        faults = self._slack.faults
        twice = faults.on_payload("duplicate", name, "event", workspace=workspace.id)
        for _ in range(2 if twice else 1):
            entry = self._log("event", name, workspace, body)
            if shuffled := faults.on_payload("reorder", name, "event", workspace=workspace.id):
                entry.fault = "reorder"
                self._hold(workspace, body, entry, shuffled.hold, shuffled.seconds)
                continue
            late = faults.on_payload("delay_events", name, "event", workspace=workspace.id)
            self.spawn(self._event(workspace, body, entry, late.seconds if late else 0.0))

    def _within_the_hour(self, workspace: Workspace, body: Json) -> bool:
        """Count the event; beyond Slack's 30,000 an hour it is lost, and that is told once a minute."""
        now = time.monotonic()
        while self._sent_at and self._sent_at[0] <= now - 3600:
            self._sent_at.popleft()
        if len(self._sent_at) < self._slack.settings.events_an_hour:
            self._sent_at.append(now)
            return True
        lost = self._log("event", "lost", workspace, body)
        lost.rule = rules.EVENTS_AN_HOUR.id
        self._slack.traffic.changed(lost)
        if now - self._limit_told_at >= 60:
            self._limit_told_at = now
            self.tell_rate_limited(workspace)
        return False

    def tell_rate_limited(self, workspace: Workspace) -> None:
        app = self._slack.state.app
        body = {
            "token": app.verification_token,
            "type": "app_rate_limited",
            "team_id": workspace.id,
            "minute_rate_limited": self._slack.clock.seconds() // 60 * 60,
            "api_app_id": app.id,
        }
        self.spawn(self._event(workspace, body, self._log("event", "app_rate_limited", workspace, body), 0.0))

    def _hold(self, workspace: Workspace, body: Json, entry: Entry, hold: int, seconds: float) -> None:
        self._held.append((workspace, body, entry))
        self.under_way += 1
        if len(self._held) >= hold:
            self._release()
        elif len(self._held) == 1:
            asyncio.get_running_loop().call_later(seconds, self._release)

    def _release(self) -> None:
        held, self._held = self._held, []
        self._slack.chance.shuffle(held)
        self.under_way -= len(held)
        for workspace, body, entry in held:
            self.spawn(self._event(workspace, body, entry, 0.0))

    async def _event(self, workspace: Workspace, body: Json, entry: Entry, delay: float) -> None:
        reason = ""
        self.under_way += 1
        try:
            if delay:
                entry.fault = "delay_events"
                await asyncio.sleep(delay)
            for number, wait in enumerate([0.0, *self._slack.settings.retry_waits]):
                if number:
                    await self._wait(wait)
                answer = await self._attempt("event", workspace, body, entry, number, reason)
                if answer.acked or answer.no_retry:
                    return
                reason = answer.outcome
        finally:
            self.under_way -= 1

    async def _wait(self, seconds: float) -> None:
        self.under_way -= 1
        self.waiting += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self.waiting -= 1
            self.under_way += 1

    # --- commands and interactions -----------------------------------------------------------------------

    async def ask(self, kind: PayloadKind, name: str, workspace: Workspace, body: Json) -> Answer:
        """Hand over a payload that somebody waits on; once, whatever comes of it."""
        entry = self._log(kind, name, workspace, body)
        self.under_way += 1
        try:
            if self._slack.faults.on_payload("duplicate", name, kind, workspace=workspace.id):
                entry.fault = "duplicate"
                self.spawn(
                    self._attempt(kind, workspace, body, self._log(kind, name, workspace, body), 0, "")
                )
            return await self._attempt(kind, workspace, body, entry, 0, "")
        finally:
            self.under_way -= 1

    async def raw(self, workspace: Workspace, kind: PayloadKind, name: str, body: Json) -> Answer:
        """Hand over a payload made by hand, once."""
        return await self._attempt(kind, workspace, body, self._log(kind, name, workspace, body), 0, "")

    # --- one attempt -------------------------------------------------------------------------------------

    async def _attempt(
        self, kind: PayloadKind, workspace: Workspace, body: Json, entry: Entry, number: int, reason: str
    ) -> Answer:
        attempt = Attempt(number, time.time())
        entry.attempts.append(attempt)
        self._slack.traffic.changed(entry)
        begun = time.monotonic()
        answer = await self._hand_over(kind, entry, workspace, body, number, reason)
        self.last_at = time.monotonic()
        answer.entry = entry
        answer.ack_ms = attempt.ack_ms = round((time.monotonic() - begun) * 1000, 2)
        attempt.outcome, attempt.status, attempt.body = answer.outcome, answer.status, answer.body
        attempt.route = answer.route
        if not answer.acked:
            entry.rule = rules.FAULT.id if entry.fault in _LOSING else OUTCOME_RULES[answer.outcome].id
            entry.error = answer.outcome
        self._slack.traffic.changed(entry)
        return answer

    async def _hand_over(
        self, kind: PayloadKind, entry: Entry, workspace: Workspace, body: Json, number: int, reason: str
    ) -> Answer:
        slack = self._slack
        names = (entry.name, kind)
        if slack.faults.on_payload("unreachable", *names, workspace=workspace.id):
            entry.fault = "unreachable"
            return Answer("connection_failed", route="unplugged")
        if slack.socket_mode:
            if slack.faults.on_payload("drop_sockets", *names, workspace=workspace.id):
                entry.fault = "drop_sockets"
                await slack.sockets.drop()
            answer = await slack.sockets.hand_over(kind, body, number, reason)
        else:
            answer = await self.http.hand_over(kind, body, number, reason)
        if answer.acked and slack.faults.on_payload("lose_acks", *names, workspace=workspace.id):
            entry.fault = "lose_acks"
            return Answer("http_timeout", answer.body, answer.status, route=answer.route)
        return answer

    def _log(self, kind: PayloadKind, name: str, workspace: Workspace, body: Json) -> Entry:
        return self._slack.log(kind, name, workspace.id, body)


_LOSING = ("lose_acks", "drop_sockets", "unreachable")
