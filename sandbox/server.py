"""The routes of the sandbox: Slack's own (Web API, sockets, files, response_urls), the control API and the page."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from sandbox import control, page, pictures, storage
from sandbox.refusal import Impossible, Limited, Refusal
from sandbox.webapi import WebApi

if TYPE_CHECKING:
    from sandbox.slack import Slack


class ApiEndpoint:
    """`/api/METHOD` without a framework between: it is asked thousands of times a minute."""

    def __init__(self, slack: "Slack") -> None:
        self._api = WebApi(slack)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["path_params"]["method"]
        body = await _body(receive)
        query = scope["query_string"].decode("latin-1")
        response = await self._api.answer(method, query, Headers(scope=scope), body)
        if response.status == 0:
            await drop_connection(receive)
            return
        content = json.dumps(response.body, ensure_ascii=False, separators=(",", ":")).encode()
        headers = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(content)).encode()),
            *((name.lower().encode(), value.encode()) for name, value in response.headers.items()),
        ]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": content})


async def _body(receive: Receive) -> bytes:
    pieces = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(pieces)


async def drop_connection(receive: Receive) -> None:
    """Close the connection without an answer; Uvicorn offers no way but the transport behind `receive`."""
    transport = receive.__self__.transport  # type: ignore[attr-defined]
    transport.abort()
    await asyncio.sleep(0.01)  # until Uvicorn has noticed


def build(slack: "Slack") -> Starlette:
    """The application; its address is set in `slack.url` before the first request."""

    async def response_url(request: Request) -> Response:
        entry = slack.log("response", "response_url", request.path_params["workspace"], None)
        try:
            try:
                entry.body = await request.json()
            except ValueError:
                entry.body = None
            entry.answer = slack.response_urls.use(request.path_params["key"], entry.body)
        except Limited as limited:
            entry.rule, entry.error = limited.rule.id, limited.error
            return PlainTextResponse(
                limited.error, status_code=429, headers={"Retry-After": str(limited.retry_after)}
            )
        except Refusal as refusal:
            entry.rule, entry.error = refusal.rule.id, refusal.error
            return PlainTextResponse(refusal.error, status_code=404 if "url" in refusal.error else 400)
        finally:
            slack.traffic.changed(entry)
        return PlainTextResponse("ok")

    async def link(socket: WebSocket) -> None:
        await slack.sockets.serve(socket)

    async def impossible(_: Request, problem: Exception) -> Response:
        return JSONResponse({"error": str(problem)}, status_code=400)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await slack.delivery.close()

    return Starlette(
        routes=[
            Route("/api/{method}", ApiEndpoint(slack), methods=["GET", "POST"]),
            Route("/response/{workspace}/{key}", response_url, methods=["POST"]),
            Route("/pictures/{name}", pictures.serve(slack)),
            Route("/upload/{workspace}/{file}", storage.take(slack), methods=["POST"]),
            Route("/files-pri/{key}/{path:path}", storage.give(slack)),
            WebSocketRoute("/link/", link),
            Mount("/control", routes=control.routes(slack)),
            *page.routes(slack),
        ],
        exception_handlers={Impossible: impossible},
        lifespan=lifespan,
    )
