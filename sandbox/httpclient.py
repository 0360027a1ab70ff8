"""Posting to the app with little ado: kept-alive connections, time limits, up to two redirects.

A general client costs a millisecond a request, which would make the sandbox the slower side of a benchmark.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import h11

REDIRECTS = 2
IDLE_CONNECTIONS = 32
_READ = 65_536


class TooManyRedirects(Exception):
    """The third redirect in a row."""


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    content: bytes

    def body(self) -> Any:
        """JSON where it is JSON, else text; None for an empty body."""
        if not self.content:
            return None
        text = self.content.decode("utf-8", "replace")
        if "json" not in self.headers.get("content-type", ""):
            return text
        try:
            return json.loads(text)
        except ValueError:
            return text


@dataclass
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    state: h11.Connection = field(default_factory=lambda: h11.Connection(our_role=h11.CLIENT))

    async def exchange(self, target: str, headers: list[tuple[str, str]], body: bytes) -> Response:
        self.writer.write(
            (self.state.send(h11.Request(method="POST", target=target, headers=headers)) or b"")
            + (self.state.send(h11.Data(data=body)) or b"")
            + (self.state.send(h11.EndOfMessage()) or b"")
        )
        head: h11.Response | None = None
        pieces = []
        while True:
            event = self.state.next_event()
            if event is h11.NEED_DATA:
                self.state.receive_data(await self.reader.read(_READ))
            elif isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                pieces.append(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                found = {name.decode(): value.decode("latin-1") for name, value in head.headers}
                return Response(head.status_code, found, b"".join(pieces))
            elif not isinstance(event, h11.InformationalResponse):
                raise ConnectionError("the app closed the connection")

    def reusable(self) -> bool:
        """Make ready for the next request, if both sides keep the connection."""
        if self.state.our_state is not h11.DONE or self.state.their_state is not h11.DONE:
            return False
        self.state.start_next_cycle()
        return not self.reader.at_eof()


class HttpClient:
    """Keeps connections by host; every error of the network is a `ConnectionError`."""

    def __init__(self) -> None:
        self._idle: dict[tuple[str, str], list[_Connection]] = {}

    def close(self) -> None:
        for connections in self._idle.values():
            for connection in connections:
                connection.writer.close()
        self._idle.clear()

    async def post(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> Response:
        """The answer within `seconds`; raises TimeoutError, ConnectionError or TooManyRedirects."""
        try:
            async with asyncio.timeout(seconds):
                for _ in range(REDIRECTS + 1):
                    response = await self._once(urlsplit(url), body, headers)
                    if response.status not in (301, 302, 307, 308):
                        return response
                    url = urljoin(url, response.headers.get("location", ""))
        except TimeoutError:
            raise
        except (OSError, h11.ProtocolError) as problem:
            raise ConnectionError(str(problem)) from problem
        raise TooManyRedirects

    async def _once(self, url: SplitResult, body: bytes, headers: dict[str, str]) -> Response:
        given = [("Host", url.netloc), ("Content-Length", str(len(body))), *headers.items()]
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        connection = await self._connect(url)
        kept = False
        try:
            response = await connection.exchange(target, given, body)
            idle = self._idle.setdefault((url.scheme, url.netloc), [])
            kept = connection.reusable() and len(idle) < IDLE_CONNECTIONS
            if kept:
                idle.append(connection)
            return response
        finally:
            if not kept:
                connection.writer.close()

    async def _connect(self, url: SplitResult) -> _Connection:
        """An idle connection that is still open, or a new one."""
        idle = self._idle.get((url.scheme, url.netloc), [])
        while idle:
            connection = idle.pop()
            if not connection.reader.at_eof() and not connection.writer.is_closing():
                return connection
            connection.writer.close()
        secure = url.scheme == "https"
        port = url.port or (443 if secure else 80)
        return _Connection(*await asyncio.open_connection(url.hostname, port, ssl=secure or None))
