"""Clock, faults, traffic, sockets, saved states: running the sandbox itself."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sandbox.backstage import read_kinds
from sandbox.clock import parse_instant
from sandbox.control.ask import Ask, Handlers
from sandbox.refusal import Impossible
from sandbox.workspace import Json

if TYPE_CHECKING:
    from sandbox.slack import Slack


async def clock(ask: Ask) -> Json:
    return ask.slack.clock.as_json()


async def set_clock(ask: Ask) -> Json:
    given, backstage = ask.given, ask.slack.backstage
    backstage.clock_in_hand |= bool(given.get("by_hand"))
    if "to" in given:
        await backstage.leap(backstage.next(read_kinds(given["to"])).at)
    if "pass_to" in given:
        await backstage.pass_to(parse_instant(given["pass_to"]))
    ask.slack.clock.set(
        now=parse_instant(given["now"]) if "now" in given else None,
        rate=given.get("rate"),
        paused=given.get("paused"),
        advance=float(given.get("advance", 0)),
    )
    ask.slack.changes.tell("clock", **ask.slack.clock.as_json())
    return ask.slack.clock.as_json()


async def settings(ask: Ask) -> Json:
    return asdict(ask.slack.settings)


async def change_settings(ask: Ask) -> Json:
    ask.slack.change_settings(**ask.given)
    return asdict(ask.slack.settings)


async def faults(ask: Ask) -> Json:
    return {"faults": [fault.as_json() for fault in ask.slack.faults.active]}


async def add_fault(ask: Ask) -> Json:
    how = dict(ask.given)
    try:
        fault = ask.slack.faults.add(how.pop("kind", ""), **how)
    except TypeError as problem:
        raise Impossible(str(problem)) from None
    ask.slack.changes.tell("faults")
    return fault.as_json()


async def remove_faults(ask: Ask) -> Json:
    if "id" in ask.given:
        ask.slack.faults.remove(int(ask.given["id"]))
    else:
        ask.slack.faults.active.clear()
    ask.slack.changes.tell("faults")
    return {}


async def traffic(ask: Ask) -> Json:
    given = ask.given
    found = ask.slack.traffic.find(
        after=int(given.get("after", 0)),
        kind=given.get("kind"),
        name=given.get("name"),
        workspace=given.get("workspace"),
        refused=str(given.get("refused", "")).lower() in ("1", "true"),
        limit=int(given.get("limit", 1000)),
    )
    return {"entries": [entry.as_json() for entry in found], "seq": ask.slack.traffic.seq}


async def payload(ask: Ask) -> Json:
    body = ask.need("body")
    answer = await ask.slack.delivery.raw(
        ask.workspace, ask.need("kind"), str(ask.given.get("name", "by hand")), body
    )
    return {
        "acked": answer.acked,
        "outcome": answer.outcome,
        "status": answer.status,
        "body": answer.body,
        "ack_ms": answer.ack_ms,
    }


async def rate_limited(ask: Ask) -> Json:
    ask.slack.delivery.tell_rate_limited(ask.workspace)
    return {}


async def sockets(ask: Ask) -> Json:
    slack = ask.slack
    return {"connections": len(slack.sockets.connections), "mode": "socket" if slack.socket_mode else "http"}


async def change_sockets(ask: Ask) -> Json:
    if ask.given.get("drop"):
        await ask.slack.sockets.drop()
    elif reason := ask.given.get("refresh"):
        await ask.slack.sockets.refresh(reason)
    return await sockets(ask)


async def settle(ask: Ask) -> Json:
    """Wait until nothing is under way and the app has not called for `quiet` seconds.

    Payloads that wait for their next attempt count only with `retries`.
    """
    slack, given = ask.slack, ask.given
    quiet, retries = float(given.get("quiet", 0.3)), bool(given.get("retries"))
    deadline = time.monotonic() + float(given.get("timeout", 10))
    while True:
        busy = slack.delivery.under_way + (slack.delivery.waiting if retries else 0)
        now = time.monotonic()
        settled = not busy and now - slack.last_busy_at() >= quiet
        if settled or now >= deadline:
            return {"settled": settled, "under_way": busy, "waiting": slack.delivery.waiting}
        await asyncio.sleep(0.01)


async def save(ask: Ask) -> Json:
    return ask.slack.save()


async def load(ask: Ask) -> Json:
    try:
        ask.slack.load({"state": ask.need("state"), "clock": ask.need("clock")})
    except (KeyError, TypeError, ValueError):
        raise Impossible("that is no state saved by a sandbox") from None
    return {}


async def reset(ask: Ask) -> Json:
    """Back to how the sandbox began; faults, limits and traffic begin anew, too."""
    ask.slack.reset()
    return {}


def stream(slack: "Slack") -> Callable[[Request], Awaitable[Response]]:
    """Server-Sent Events of every change."""

    async def events() -> AsyncIterator[str]:
        async for change in slack.changes.listen():
            yield f"data: {json.dumps(change, ensure_ascii=False)}\n\n"

    async def answer(_: Request) -> Response:
        return StreamingResponse(events(), media_type="text/event-stream")

    return answer


HANDLERS: Handlers = {
    ("GET", "/clock"): clock,
    ("PUT", "/clock"): set_clock,
    ("GET", "/settings"): settings,
    ("PATCH", "/settings"): change_settings,
    ("GET", "/faults"): faults,
    ("POST", "/faults"): add_fault,
    ("DELETE", "/faults"): remove_faults,
    ("GET", "/traffic"): traffic,
    ("POST", "/payloads"): payload,
    ("POST", "/rate-limited"): rate_limited,
    ("GET", "/sockets"): sockets,
    ("POST", "/sockets"): change_sockets,
    ("POST", "/settle"): settle,
    ("GET", "/state"): save,
    ("PUT", "/state"): load,
    ("DELETE", "/state"): reset,
}
