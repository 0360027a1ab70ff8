"""Socket Mode: the app's sockets, the envelopes that travel through them and their acks (SLACK.md §4)."""

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox import rules
from sandbox.payload import Answer, PayloadKind
from sandbox.refusal import Refusal
from sandbox.workspace import Json

if TYPE_CHECKING:
    from sandbox.slack import Slack

ENVELOPE_TYPES: dict[PayloadKind, str] = {
    "event": "events_api",
    "command": "slash_commands",
    "interactive": "interactive",
}
CONNECTIONS = 10
WARNING_SECONDS = 10.0


@dataclass(eq=False)
class Connection:
    socket: WebSocket
    unacked: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)
    open: bool = True
    leaving: bool = False


class Sockets:
    """Up to ten connections; each payload goes through just one of them, in turn."""

    def __init__(self, slack: "Slack") -> None:
        self._slack = slack
        self._tickets: set[str] = set()
        self.connections: list[Connection] = []
        self._turn = 0

    def open(self) -> str:
        """An address good for one connection."""
        if not self._slack.manifest.socket_mode:
            raise Refusal("not_allowed_token_type", rules.SOCKET_ENABLED)
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return f"{self._slack.url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._slack.state.app.id}"

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection from its hello to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            self._slack.complain("socket", "link", rules.SOCKET_TICKET)
            await socket.close(code=4001)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        if len(self.connections) >= CONNECTIONS:
            self._slack.complain("socket", "link", rules.SOCKET_COUNT)
            await self._disconnect(socket, "too_many_websockets")
            await socket.close()
            return
        connection = Connection(socket)
        self.connections.append(connection)
        self._slack.changes.tell_soon("sockets")
        end = asyncio.create_task(self._end_of_life(connection))
        try:
            await socket.send_text(json.dumps(self._hello()))
            while True:
                self._read(await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            end.cancel()
            self._gone(connection)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": "sandbox",
                "build_number": 1,
                "approximate_connection_time": int(self._slack.settings.socket_seconds),
            },
            "connection_info": {"app_id": self._slack.state.app.id},
        }

    def _read(self, frame: str) -> None:
        """An ack; it may come through any connection."""
        try:
            ack = json.loads(frame)
        except ValueError:
            return
        for connection in self.connections:
            waiting = connection.unacked.pop(ack.get("envelope_id"), None)
            if waiting and not waiting.done():
                waiting.set_result(ack.get("payload"))

    async def hand_over(self, kind: PayloadKind, payload: Json, number: int, reason: str) -> Answer:
        """Send one envelope and wait for its ack."""
        connection = self._next()
        if connection is None:
            return Answer("connection_failed", route="no socket")
        envelope: Json = {
            "envelope_id": str(uuid4()),
            "type": ENVELOPE_TYPES[kind],
            "payload": payload,
            "accepts_response_payload": kind != "event",
        }
        if kind == "event":
            envelope |= {"retry_attempt": number, "retry_reason": "timeout" if reason else ""}
        ack: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        connection.unacked[envelope["envelope_id"]] = ack
        try:
            await connection.socket.send_text(json.dumps(envelope, ensure_ascii=False))
            body = await asyncio.wait_for(ack, self._slack.settings.ack_seconds)
        except TimeoutError:
            return Answer("http_timeout", route="socket")
        except (WebSocketDisconnect, ConnectionError, RuntimeError):
            return Answer("connection_failed", route="socket")
        finally:
            connection.unacked.pop(envelope["envelope_id"], None)
        return Answer("acked", body, 200, route="socket")

    def _next(self) -> Connection | None:
        ready = [one for one in self.connections if one.open and not one.leaving]
        ready = ready or [one for one in self.connections if one.open]
        if not ready:
            return None
        self._turn += 1
        return ready[self._turn % len(ready)]

    async def drop(self) -> None:
        """Close every socket without a word, as a broken network does."""
        for connection in list(self.connections):
            self._gone(connection)
            await _closed(connection.socket)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to reconnect on every socket; they close once the app has."""
        for connection in list(self.connections):
            connection.leaving = True
            await self._disconnect(connection.socket, reason)

    async def _end_of_life(self, connection: Connection) -> None:
        life = self._slack.settings.socket_seconds
        await asyncio.sleep(max(0.0, life - WARNING_SECONDS))
        if connection.open:
            connection.leaving = True
            await self._disconnect(connection.socket, "warning")
            await asyncio.sleep(min(WARNING_SECONDS, life))
        if connection.open:
            await self._disconnect(connection.socket, "refresh_requested")
            await _closed(connection.socket)

    async def _disconnect(self, socket: WebSocket, reason: str) -> None:
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        await socket.send_text(json.dumps(frame))

    def _gone(self, connection: Connection) -> None:
        connection.open = False
        if connection in self.connections:
            self.connections.remove(connection)
            self._slack.changes.tell_soon("sockets")
        for waiting in connection.unacked.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("the socket was closed"))


async def _closed(socket: WebSocket) -> None:
    try:
        await socket.close()
    except (RuntimeError, WebSocketDisconnect):
        return  # the app was faster
