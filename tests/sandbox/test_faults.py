"""Slack on a bad day."""

import time

import httpx
import pytest

from sandbox.refusal import Impossible
from tests.sandbox.stage import Stage, wait_for


def texts(stage: Stage) -> list[str]:
    return [message["text"] for message in stage.sandbox.messages("sales")]


def post(stage: Stage, text: str) -> httpx.Response:
    return stage.http.post(
        f"{stage.sandbox.api_url}chat.postMessage",
        data={"channel": stage.channel("sales"), "text": text},
        headers={"Authorization": f"Bearer {stage.sandbox.bot_token}"},
    )


def test_a_storm_of_429_ends_after_its_count(stage: Stage) -> None:
    stage.sandbox.fault("ratelimit", method="chat.postMessage", count=2, retry_after=7)
    answers = [post(stage, f"{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["retry-after"] == "7"
    assert texts(stage) == ["2"]


def test_a_fault_strikes_only_what_it_matches(stage: Stage) -> None:
    stage.sandbox.fault("error_5xx", channel=stage.channel("board"), status=500)
    stage.sandbox.fault("refuse", method="auth.test", error="fatal_error")
    assert post(stage, "fine").status_code == 200
    assert stage.call("chat.postMessage", channel=stage.channel("board"), text="a")["ok"] is False
    assert stage.call("auth.test")["error"] == "fatal_error"
    stage.sandbox.clear_faults()
    assert stage.call("auth.test")["ok"]
    assert stage.sandbox.faults() == []


def test_a_slow_answer_comes_after_the_deed(stage: Stage) -> None:
    stage.sandbox.fault("slow", method="chat.postMessage", seconds=0.2)
    begun = time.monotonic()
    assert post(stage, "slow").json()["ok"]
    assert time.monotonic() - begun >= 0.2


def test_accepted_and_never_answered(stage: Stage) -> None:
    stage.sandbox.fault("accepted_no_answer", method="chat.postMessage", count=1)
    with pytest.raises(httpx.TransportError):
        post(stage, "there all the same")
    assert texts(stage) == ["there all the same"]


def test_accepted_late(stage: Stage) -> None:
    stage.sandbox.fault("accepted_late", method="chat.postMessage", count=1, seconds=0.2)
    with pytest.raises(httpx.TransportError):
        post(stage, "later")
    assert texts(stage) == []
    wait_for(lambda: texts(stage) == ["later"])


def test_dropped_before_it_was_done(stage: Stage) -> None:
    stage.sandbox.fault("dropped_before", method="chat.postMessage", count=1)
    with pytest.raises(httpx.TransportError):
        post(stage, "lost")
    assert texts(stage) == []


def test_chance_is_the_same_for_the_same_seed(stage: Stage) -> None:
    def outcomes(seed: int) -> list[bool]:
        stage.sandbox.clear_faults()
        stage.sandbox.fault("refuse", method="auth.test", probability=0.5, seed=seed)
        return [stage.call("auth.test")["ok"] for _ in range(20)]

    assert outcomes(1) == outcomes(1) != outcomes(2)


def test_payloads_come_twice(stage: Stage) -> None:
    stage.sandbox.fault("duplicate", payload="message")
    stage.sandbox.post("aki", "sales", "hello")
    assert stage.sandbox.settle(quiet=0.05)
    assert stage.app.texts() == ["hello", "hello"]
    assert len({one.payload["event_id"] for one in stage.app.received}) == 1


def test_payloads_come_in_another_order(stage: Stage) -> None:
    stage.sandbox.fault("reorder", payload="message", hold=8, seconds=5)
    sent = [f"{number}" for number in range(8)]
    for text in sent:
        stage.sandbox.post("aki", "sales", text)
    assert stage.sandbox.settle(quiet=0.05)
    arrived = stage.app.texts()
    assert sorted(arrived) == sent
    assert arrived != sent


def test_payloads_come_late(stage: Stage) -> None:
    stage.sandbox.fault("delay_events", payload="message", count=1, seconds=0.2)
    stage.sandbox.post("aki", "sales", "first")
    stage.sandbox.post("aki", "sales", "second")
    assert stage.sandbox.settle(quiet=0.05)
    assert stage.app.texts() == ["second", "first"]


def test_a_lost_ack_brings_the_event_again(stage: Stage) -> None:
    stage.sandbox.settings(retry_waits=[0.0])
    stage.sandbox.fault("lose_acks", count=1)
    stage.sandbox.post("aki", "sales", "hello")
    assert stage.sandbox.settle(quiet=0.05, retries=True)
    assert stage.app.texts() == ["hello", "hello"]
    assert not stage.sandbox.refusals()


def test_an_unknown_fault_is_refused(stage: Stage) -> None:
    with pytest.raises(Impossible, match="there is no fault"):
        stage.sandbox.fault("earthquake")
