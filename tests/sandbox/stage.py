"""What tests of the sandbox have at hand: a running sandbox, an app's side of HTTP, and a plain caller."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import httpx

from sandbox.client import Sandbox

Json = dict[str, Any]
Answer = tuple[int, Any] | tuple[int, Any, dict[str, str]]


def wait_for(condition: Callable[[], Any], seconds: float = 20.0) -> Any:
    """The first truthy answer of the condition."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.01)
    raise AssertionError(f"not within {seconds} s")


@dataclass
class Received:
    """One request of the sandbox: event and interaction payloads are JSON, commands a form."""

    headers: dict[str, str]
    raw: bytes
    payload: Json

    @property
    def event(self) -> Json:
        event: Json = self.payload["event"]
        return event


@dataclass
class App:
    """An app over HTTP that keeps what it gets and answers what the test says."""

    received: list[Received] = field(default_factory=list)
    answer: Callable[[Received], Answer] = lambda _: (200, None)

    def events(self, kind: str = "", subtype: str | None = None) -> list[Json]:
        found = [one.event for one in self.received if "event" in one.payload]
        return [e for e in found if kind in ("", e["type"]) and subtype in (None, e.get("subtype"))]

    def texts(self) -> list[str]:
        return [event["text"] for event in self.events("message") if "subtype" not in event]


class Listener:
    """The HTTP server in front of an `App`."""

    def __init__(self) -> None:
        self.app = App()
        listener = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                received = Received({k.lower(): v for k, v in self.headers.items()}, raw, _payload(raw))
                app = listener.app
                app.received.append(received)
                status, body, *headers = app.answer(received)
                content = b"" if body is None else json.dumps(body).encode()
                told = {"Content-Type": "application/json", "Content-Length": str(len(content))}
                self.send_response(status)
                for name, value in (told | (headers[0] if headers else {})).items():
                    self.send_header(name, value)
                try:
                    self.end_headers()
                    self.wfile.write(content)
                except OSError:  # the sandbox has hung up: it loses an ack, or does not wait for one
                    self.close_connection = True

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/slack/events"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _payload(raw: bytes) -> Json:
    if raw.startswith(b"{"):
        found: Json = json.loads(raw)
        return found
    form = {key: values[0] for key, values in parse_qs(raw.decode(), keep_blank_values=True).items()}
    return json.loads(form["payload"]) if "payload" in form else form


@dataclass
class Stage:
    """The sandbox with the little company of `company.yml`, and an app over HTTP."""

    sandbox: Sandbox
    app: App
    listener_url: str
    http: httpx.Client

    def call(self, method: str, /, token: str | None = None, **arguments: Any) -> Json:
        """Call the Web API as JSON; answers the body whatever the status."""
        response = self.http.post(
            f"{self.sandbox.api_url}{method}",
            content=json.dumps(arguments),
            headers={
                "Authorization": f"Bearer {self.sandbox.bot_token if token is None else token}",
                "Content-Type": "application/json; charset=utf-8",
            },
        )
        answer: Json = response.json()
        return answer

    def ok(self, method: str, /, **arguments: Any) -> Json:
        answer = self.call(method, **arguments)
        assert answer["ok"], answer
        return answer

    def user(self, key: str) -> str:
        return str(self.sandbox.user(key)["id"])

    def channel(self, key: str) -> str:
        return str(self.sandbox.channel(key)["id"])

    def post(self, channel: str = "sales", text: str = "hello", **more: Any) -> str:
        """A post of the app; answers its ts."""
        return str(self.ok("chat.postMessage", channel=self.channel(channel), text=text, **more)["ts"])

    def answers(self, kind: str, status: int = 200, body: Any = None) -> None:
        """Answer payloads of one kind (their `type`, or `command`) so, all others empty."""

        def answer(received: Received) -> Answer:
            name = "command" if "command" in received.payload else received.payload.get("type")
            return (status, body) if name == kind else (200, None)

        self.app.answer = answer

    def opens(self, view: Json) -> Json:
        """Let somebody use the global shortcut, and the app open a view before it acks."""

        def answer(received: Received) -> Answer:
            if received.payload.get("type") == "shortcut":
                self.call("views.open", trigger_id=received.payload["trigger_id"], view=view)
            return 200, None

        self.app.answer = answer
        return self.sandbox.shortcut("aki", "new")


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks) or [field_of("name")],
        **more,
    }


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section("home")]}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def field_of(name: str, *, optional: bool = False, **element: Any) -> Json:
    body = {"type": "plain_text_input", "action_id": "value", **element}
    return {"type": "input", "block_id": name, "label": plain(name), "element": body, "optional": optional}


def button(action_id: str, value: str = "1") -> Json:
    element = {"type": "button", "action_id": action_id, "text": plain("Press"), "value": value}
    return {"type": "actions", "block_id": f"{action_id}.block", "elements": [element]}
