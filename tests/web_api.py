"""The Web API over HTTP on a free port, answered by a function of a test."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from slack_sdk import WebClient

POLL_SECONDS = 0.01
"""How soon the server hears that it shall stop."""
Answering = Callable[[str, dict[str, Any]], dict[str, Any]]


@contextmanager
def web_api(answer: Answering) -> Iterator[WebClient]:
    """Give a client whose calls `answer` gets: the method and its arguments."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            is_json = "json" in self.headers["Content-Type"]
            given = json.loads(body or "{}") if is_json else {k: v[0] for k, v in parse_qs(body).items()}
            told = json.dumps(answer(self.path.rsplit("/", 1)[-1], given)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
        yield WebClient(token="xoxb-1", base_url=f"http://127.0.0.1:{server.server_port}/api/")
        server.shutdown()
