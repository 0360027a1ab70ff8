"""A real Bolt app on a socket: what it does needs nothing but the sandbox's address."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt import App as BoltApp
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.client import Sandbox
from tests.sandbox.stage import Stage, modal, wait_for

pytestmark = pytest.mark.slow


@dataclass
class Greeter:
    """Answers in threads, and asks for a name with a form."""

    heard: list[Any] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def listen(self, app: BoltApp) -> None:
        app.event("message")(self.message)
        app.command("/hello")(self.hello)
        app.view("greeting")(self.greeting)

    def message(self, event: Any, say: Any) -> None:
        self.heard.append(event)
        if "bot_id" not in event:
            say("hello back", thread_ts=event["ts"])

    def hello(self, ack: Any, body: Any, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(callback_id="greeting"))
        ack("opened")

    def greeting(self, ack: Any, view: Any) -> None:
        name = view["state"]["values"]["name"]["value"]["value"]
        if len(name) < 2:
            ack(response_action="errors", errors={"name": "longer, please"})
            return
        self.names.append(name)
        ack()


@pytest.fixture(scope="module")
def connected(running: Sandbox) -> Iterator[Greeter]:
    running.reset()
    greeter = Greeter()
    app = BoltApp(
        client=WebClient(token=running.bot_token, base_url=running.api_url),
        ignoring_self_events_enabled=False,
    )
    greeter.listen(app)
    handler = SocketModeHandler(app, running.app_token, ping_interval=0.5)
    handler.connect()
    wait_for(running.sockets)
    yield greeter
    handler.close()
    wait_for(lambda: running.sockets() == 0)


@pytest.fixture
def greeter(connected: Greeter, stage: Stage) -> Greeter:
    stage.sandbox.settings(request_url=None)
    connected.heard.clear()
    connected.names.clear()
    return connected


def test_it_answers_in_the_thread_and_hears_itself(stage: Stage, greeter: Greeter) -> None:
    ts = stage.sandbox.post("aki", "sales", "hello")
    assert stage.sandbox.settle()
    assert [one["text"] for one in stage.sandbox.thread("sales", ts)] == ["hello", "hello back"]
    heard = [(one["text"], "bot_id" in one) for one in greeter.heard]
    assert heard == [("hello", False), ("hello back", True)]
    assert not stage.sandbox.refusals()


def test_it_asks_for_a_name_with_a_form(stage: Stage, greeter: Greeter) -> None:
    answer = stage.sandbox.command("aki", "sales", "/hello")
    assert (answer["message"]["text"], answer["view"]["callback_id"]) == ("opened", "greeting")
    assert stage.sandbox.submit("aki")["errors"] == {"name": "Please complete this required field."}
    assert stage.sandbox.submit("aki", {"name": "x"})["errors"] == {"name": "longer, please"}
    assert stage.sandbox.submit("aki", {"name": "Aki"})["outcome"] == "closed"
    assert (greeter.names, stage.sandbox.views("aki")) == (["Aki"], [])


def test_it_comes_back_after_its_socket_was_dropped(stage: Stage, greeter: Greeter) -> None:
    stage.sandbox.settings(retry_waits=[0.5] * 10)
    stage.sandbox.drop_sockets()
    stage.sandbox.post("aki", "sales", "after the drop")
    wait_for(lambda: [one["text"] for one in greeter.heard[:1]] == ["after the drop"])
    stage.sandbox.refresh_sockets()
    wait_for(lambda: stage.sandbox.sockets() == 1)
    ts = stage.sandbox.post("aki", "sales", "after the refresh")
    wait_for(lambda: len(stage.sandbox.thread("sales", ts)) == 2)


def test_its_uploads_arrive_and_are_shared(stage: Stage, greeter: Greeter) -> None:
    client = WebClient(token=stage.sandbox.bot_token, base_url=stage.sandbox.api_url)
    client.files_upload_v2(
        channel=stage.channel("sales"), filename="note.txt", content="hello", initial_comment="see"
    )
    shared = stage.sandbox.messages("sales")[-1]
    assert (shared["subtype"], shared["text"], shared["files"][0]["size"]) == ("file_share", "see", 5)
    address = shared["files"][0]["url_private"]
    downloaded = stage.http.get(address, headers={"Authorization": f"Bearer {stage.sandbox.bot_token}"})
    assert downloaded.content == b"hello"


def test_the_sdk_reads_every_page(stage: Stage, greeter: Greeter) -> None:
    client = WebClient(token=stage.sandbox.bot_token, base_url=stage.sandbox.api_url)
    stage.sandbox.settings(request_url="http://127.0.0.1:1/", retry_waits=[])
    for number in range(7):
        stage.sandbox.post("aki", "sales", f"{number}")
    pages = client.conversations_history(channel=stage.channel("sales"), limit=3)
    assert [[one["text"] for one in page["messages"]] for page in pages] == [
        ["6", "5", "4"],
        ["3", "2", "1"],
        ["0"],
    ]
    assert client.users_list(limit=2)["response_metadata"]["next_cursor"]
    assert client.auth_test().headers["x-oauth-scopes"].startswith("app_mentions:read,")
