"""Payloads over HTTP: signed, retried as Slack does, and given up as Slack does."""

import json
from pathlib import Path

import pytest
from slack_bolt import App as BoltApp
from slack_bolt import BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from sandbox.outbound import sign
from tests.sandbox.stage import Answer, Received, Stage, wait_for


def test_the_signature_is_slacks_own_example() -> None:
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        b"%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signature = sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)
    assert signature == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


def test_everything_is_signed_whatever_its_form(stage: Stage) -> None:
    stage.sandbox.post("aki", "sales", "an event")
    stage.sandbox.command("aki", "sales", "/hello", "日本語 & more")
    stage.sandbox.shortcut("aki", "new")
    assert stage.sandbox.settle(quiet=0)
    verifier = SignatureVerifier(stage.sandbox.signing_secret)
    assert len(stage.app.received) == 3
    assert all(verifier.is_valid_request(one.raw, one.headers) for one in stage.app.received)
    types = sorted(one.headers["content-type"] for one in stage.app.received)
    assert types == ["application/json", *["application/x-www-form-urlencoded"] * 2]


def test_an_event_comes_three_times_more_with_the_same_id_and_then_never(stage: Stage) -> None:
    stage.sandbox.settings(retry_waits=[0.0, 0.05, 0.1])
    stage.app.answer = lambda _: (500, None)
    stage.sandbox.post("aki", "sales", "hello")
    assert stage.sandbox.settle(quiet=0.2, retries=True)
    assert [one.headers.get("x-slack-retry-num") for one in stage.app.received] == [None, "1", "2", "3"]
    reasons = [one.headers.get("x-slack-retry-reason") for one in stage.app.received]
    assert reasons == [None, "http_error", "http_error", "http_error"]
    assert len({one.payload["event_id"] for one in stage.app.received}) == 1


def test_an_event_that_was_acked_late_comes_again(stage: Stage) -> None:
    stage.sandbox.settings(retry_waits=[0.0], ack_seconds=0.1)

    def slow_at_first(received: Received) -> tuple[int, None]:
        if "x-slack-retry-num" not in received.headers:
            wait_for(lambda: len(stage.app.received) == 2)
        return 200, None

    stage.app.answer = slow_at_first
    stage.sandbox.post("aki", "sales", "hello")
    assert stage.sandbox.settle(quiet=0.1, retries=True)
    assert stage.app.received[1].headers["x-slack-retry-reason"] == "http_timeout"


def test_an_app_may_ask_not_to_be_sent_an_event_again(stage: Stage) -> None:
    stage.sandbox.settings(retry_waits=[0.0, 0.0])
    stage.app.answer = lambda _: (500, None, {"x-slack-no-retry": "1"})
    stage.sandbox.post("aki", "sales", "hello")
    assert stage.sandbox.settle(quiet=0.1, retries=True)
    assert len(stage.app.received) == 1


@pytest.mark.parametrize(("redirects", "outcome"), [(2, "acked"), (3, "too_many_redirects")])
def test_two_redirects_are_followed(stage: Stage, redirects: int, outcome: str) -> None:
    def answer(_: Received) -> Answer:
        if len(stage.app.received) <= redirects:
            return 307, None, {"Location": f"/step/{len(stage.app.received)}"}
        return 200, None

    stage.app.answer = answer
    stage.sandbox.post("aki", "sales", "hello")
    assert stage.sandbox.settle(quiet=0)
    [attempt] = stage.sandbox.traffic(kind="event")[0]["attempts"]
    assert attempt["outcome"] == outcome


def test_long_answers_are_read_to_their_end(stage: Stage) -> None:
    stage.app.answer = lambda _: (200, {"text": "いっしょに" * 50_000}, {"Connection": "close"})
    answer = stage.sandbox.command("aki", "sales", "/hello")
    assert (answer["acked"], answer["error"]) == (True, "invalid_command_response")


def test_commands_and_buttons_are_never_sent_again(stage: Stage) -> None:
    stage.sandbox.settings(retry_waits=[0.0, 0.0, 0.0])
    stage.app.answer = lambda _: (500, None)
    stage.sandbox.command("aki", "sales", "/hello")
    stage.sandbox.shortcut("aki", "new")
    assert stage.sandbox.settle(quiet=0.1, retries=True)
    assert len(stage.app.received) == 2


def test_a_bolt_app_accepts_what_the_sandbox_sends(stage: Stage) -> None:
    client = WebClient(token=stage.sandbox.bot_token, base_url=stage.sandbox.api_url)
    app = BoltApp(client=client, signing_secret=stage.sandbox.signing_secret, process_before_response=True)
    heard = []
    app.event("message")(lambda event: heard.append(event["text"]))
    app.command("/hello")(lambda ack, command: ack(f"hello {command['user_name']}"))

    def answer(received: Received) -> Answer:
        response = app.dispatch(BoltRequest(body=received.raw.decode(), headers={**received.headers}))
        body: object = response.body or None
        if isinstance(body, str) and body.startswith("{"):
            body = json.loads(body)
        return response.status, body

    stage.app.answer = answer
    stage.sandbox.post("aki", "sales", "hello")
    assert stage.sandbox.command("aki", "sales", "/hello")["message"]["text"] == "hello aki"
    assert stage.sandbox.settle()
    assert heard == ["hello"]
    assert not stage.sandbox.refusals()


def test_the_sandbox_does_not_know_the_product() -> None:
    root = Path(__file__).parent.parent.parent
    lines = [
        line
        for path in (root / "sandbox").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith(("from ", "import "))
    ]
    product = ("bot", "commands", "handlers", "models", "scheduler", "app")
    assert not [line for line in lines if line.split()[1].split(".")[0] in product]
