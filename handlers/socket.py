"""Socket Mode: Slack sends everything through a socket that the app opened, so no address is needed."""

import json
from collections.abc import Callable
from threading import Thread
from time import time

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.faultpoints import FaultPoint, reach

LISTENERS = 24
HEAD_OF_A_FRAME = 200


class Socket(SocketModeHandler):
    """Bolt's handler, which also tells of each new connection: what came while none was open must be read."""

    def __init__(self, bolt: App, app_token: str, *, on_connected: Callable[[], None]) -> None:
        super().__init__(bolt, app_token, concurrency=LISTENERS)
        self._on_connected = on_connected
        self.client.on_message_listeners.append(self._message)

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as Bolt's own
        start = time()
        answered = run_bolt_app(self.app, req)
        send_response(client, req, answered, start)
        reach(FaultPoint.ACKED)

    def _message(self, message: str) -> None:
        if '"hello"' in message[:HEAD_OF_A_FRAME] and json.loads(message).get("type") == "hello":
            Thread(target=self._on_connected, name="connected", daemon=True).start()
