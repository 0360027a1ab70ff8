"""HTTP mode: Slack posts everything to /slack/events; /healthz and /readyz tell whoever watches over the process."""

from collections.abc import Callable, Sequence

from anyio import CapacityLimiter, to_thread
from slack_bolt import App, BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.faultpoints import FaultPoint, reach

LISTENERS = 24
"""Threads for what Slack sends: a slow database then delays some acks, not all of them."""


def serve(bolt: App, *, is_ready: Callable[[], bool]) -> Starlette:
    """Return the ASGI application."""
    limiter = CapacityLimiter(LISTENERS)

    async def events(request: Request) -> Response:
        body = await request.body()
        headers: dict[str, str | Sequence[str]] = dict(request.headers.items())
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return PlainTextResponse("not UTF-8", status_code=400)
        asked = BoltRequest(body=text, query=str(request.query_params), headers=headers)
        answered: BoltResponse = await to_thread.run_sync(bolt.dispatch, asked, limiter=limiter)
        return Response(
            content=answered.body,
            status_code=answered.status,
            headers={name: values[0] for name, values in answered.headers.items()},
            background=BackgroundTask(acked),
        )

    async def acked() -> None:
        reach(FaultPoint.ACKED)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        ready = await to_thread.run_sync(is_ready)
        return PlainTextResponse("ready" if ready else "not ready", status_code=200 if ready else 503)

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
        ]
    )
