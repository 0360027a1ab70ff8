"""Clock, state, stream, traffic: running the sandbox itself."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sandbox.client import Sandbox
from sandbox.refusal import Impossible
from tests.sandbox.stage import Stage, button, modal, wait_for

HERE = Path(__file__).parent
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def test_the_clock_jumps_stands_still_and_runs_faster(stage: Stage) -> None:
    clock = stage.sandbox
    clock.set_clock(now=MONDAY, paused=True)
    assert clock.clock() == clock.clock() == MONDAY
    assert clock.advance(90) == MONDAY + timedelta(seconds=90)
    clock.set_clock(paused=False, rate=1000)
    wait_for(lambda: clock.clock() > MONDAY + timedelta(minutes=2))
    clock.set_clock(rate=1, paused=True)
    answer = stage.http.get(f"{clock.url}/control/clock").json()
    assert set(answer) == {"now", "rate", "paused"}


def test_messages_are_written_at_the_clocks_time(stage: Stage) -> None:
    stage.sandbox.set_clock(now=MONDAY, paused=True)
    ts = stage.sandbox.post("aki", "sales", "on monday")
    assert float(ts) == MONDAY.timestamp()
    assert stage.sandbox.settle(quiet=0)
    assert stage.app.received[0].payload["event_time"] == MONDAY.timestamp()


def test_a_state_is_saved_and_comes_back_whole(stage: Stage, tmp_path: Path) -> None:
    parent = stage.sandbox.post("aki", "sales", "kept")
    stage.post(text="reply", thread_ts=parent)
    stage.sandbox.react("ben", "sales", parent, "tada")
    stage.opens(modal(button("more")))
    saved = stage.sandbox.save()
    stage.sandbox.delete("aki", "sales", parent)
    stage.sandbox.close_view("aki")
    stage.sandbox.load(saved)
    [message] = stage.sandbox.messages("sales")
    assert (message["text"], message["reply_count"], message["reactions"][0]["name"]) == ("kept", 1, "tada")
    assert len(stage.sandbox.views("aki")) == 1
    path = tmp_path / "state.json"
    path.write_text(json.dumps(saved), "utf-8")
    with Sandbox.start(manifest=HERE / "manifest.yml", state=path) as other:
        assert other.bot_token == stage.sandbox.bot_token
        assert [one["text"] for one in other.thread("sales", parent)] == ["kept", "reply"]


def test_a_reset_goes_back_to_the_beginning(stage: Stage) -> None:
    stage.sandbox.post("aki", "sales", "forgotten")
    stage.sandbox.fault("refuse")
    stage.sandbox.settings(ack_seconds=1.0)
    stage.sandbox.reset()
    assert stage.sandbox.messages("sales") == []
    assert stage.sandbox.faults() == []
    assert stage.sandbox.settings()["ack_seconds"] == 3.0


def test_the_traffic_shows_both_sides_and_no_token(stage: Stage) -> None:
    stage.post(text="hi")
    stage.http.post(f"{stage.sandbox.api_url}auth.test", data={"token": stage.sandbox.bot_token})
    assert stage.sandbox.settle(quiet=0)
    traffic = stage.sandbox.traffic()
    assert [(entry["kind"], entry["name"]) for entry in traffic] == [
        ("call", "chat.postMessage"),
        ("event", "message"),
        ("call", "auth.test"),
    ]
    posted, event, _ = traffic
    assert (posted["body"]["text"], posted["answer"]["ok"], posted["status"]) == ("hi", True, 200)
    assert (event["attempts"][0]["outcome"], event["attempts"][0]["status"]) == ("acked", 200)
    assert stage.sandbox.bot_token not in json.dumps(traffic)
    assert stage.sandbox.traffic(after=posted["seq"], kind="call")[0]["name"] == "auth.test"


def test_changes_are_streamed(stage: Stage) -> None:
    heard: list[str] = []
    listening = threading.Event()

    def listen() -> None:
        with stage.http.stream("GET", f"{stage.sandbox.url}/control/stream") as response:
            for line in response.iter_lines():
                listening.set()
                if line.startswith("data: "):
                    heard.extend({json.loads(line[6:])["what"]} - {"hello", "traffic"})
                if heard[-1:] == ["reaction_added"]:
                    return

    listener = threading.Thread(target=listen)
    listener.start()
    assert listening.wait(5)
    ts = stage.sandbox.post("aki", "sales", "hello")
    stage.sandbox.react("aki", "sales", ts, "tada")
    listener.join(5)
    assert heard == ["message", "reaction_added"]


def test_a_payload_made_by_hand_is_sent_as_it_is(stage: Stage) -> None:
    answer = stage.sandbox.payload("event", {"type": "event_callback", "event": {"type": "odd", "é": "\x00"}})
    assert (answer["acked"], stage.app.events()[0]["type"]) == (True, "odd")


def test_settle_gives_up_after_its_time(stage: Stage) -> None:
    stage.sandbox.fault("delay_events", seconds=2)
    stage.sandbox.post("aki", "sales", "late")
    assert stage.sandbox.settle(0.1, quiet=0) is False
    stage.sandbox.reset()


def test_what_nobody_could_do_is_said_in_words(stage: Stage) -> None:
    with pytest.raises(Impossible, match="there is nobody called 'zoe'"):
        stage.sandbox.post("zoe", "sales", "hi")
    with pytest.raises(Impossible, match="is not in board"):
        stage.sandbox.post("ben", "board", "hi")
    with pytest.raises(Impossible, match="has been deactivated"):
        stage.sandbox.post("gone", "sales", "hi")
    with pytest.raises(Impossible, match="their own messages"):
        stage.sandbox.edit("ben", "sales", stage.sandbox.post("aki", "sales", "mine"), "yours")
    with pytest.raises(Impossible, match="no setting"):
        stage.sandbox.settings(gravity=0)
