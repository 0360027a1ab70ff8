"""Looking on at the traffic, and pulling the plug."""

import json
import threading
from typing import Any

import pytest

from sandbox.client import Sandbox
from sandbox.refusal import Impossible
from sandbox.traffic import KEPT_ENTRIES, Attempt, Changes, Traffic
from tests.sandbox.stage import Stage, wait_for

Json = dict[str, Any]


def look(stage: Stage, **wanted: Any) -> Json:
    return stage.sandbox.ask("GET", "/traffic/lines", **wanted)


def names(found: Json) -> list[str]:
    return [one["name"] for one in found["lines"]]


def test_a_line_tells_who_and_where_and_how_long_it_took(stage: Stage) -> None:
    stage.sandbox.post("aki", "sales", "おはよう")
    stage.sandbox.settle()
    stage.post(text="hello")
    [payload, call, *_] = look(stage)["lines"]
    assert (payload["kind"], payload["name"], payload["outcome"]) == ("event", "message", "acked")
    assert (payload["who"], payload["where"]) == (stage.user("aki"), stage.channel("sales"))
    assert payload["ms"] > 0
    assert (call["kind"], call["name"], call["where"]) == ("call", "chat.postMessage", stage.channel("sales"))
    assert "body" not in call


def test_lines_are_found_by_kind_name_refusal_and_any_words_in_them(stage: Stage) -> None:
    stage.sandbox.post("aki", "sales", "ふたが固い")
    stage.sandbox.command("ben", "sales", "/hello", "there")
    stage.sandbox.settle()
    stage.post(text="hello")
    stage.call("chat.postMessage", channel="CNOWHERE", text="lost")
    assert names(look(stage, kind="command")) == ["/hello"]
    assert names(look(stage, name="POST")) == ["chat.postMessage"] * 2
    assert [one["error"] for one in look(stage, refused=1)["lines"]] == ["channel_not_found"]
    assert names(look(stage, text="ふたが")) == ["message"]
    assert names(look(stage, text="ben ito")) == ["/hello"]
    assert names(look(stage, text="nobody said this")) == []


def test_older_lines_come_page_by_page(stage: Stage) -> None:
    for number in range(5):
        stage.call("auth.test", number=number)
    newest = look(stage, limit=2)
    assert newest["more"]
    older = look(stage, limit=3, before=newest["lines"][0]["seq"])
    assert len(older["lines"]) == 3
    assert older["lines"][-1]["seq"] == newest["lines"][0]["seq"] - 1
    assert not older["more"]


def test_what_changed_since_a_version_is_told_again(stage: Stage) -> None:
    stage.sandbox.fault("slow", method="auth.test", seconds=0.5)
    calling = threading.Thread(target=lambda: stage.call("auth.test"))
    calling.start()
    begun = wait_for(lambda: (found := look(stage))["lines"] and found)
    assert begun["lines"][0]["ms"] is None
    calling.join()
    [ended] = look(stage, version=begun["version"])["lines"]
    assert ended["seq"] == begun["lines"][0]["seq"]
    assert ended["ms"] >= 500
    assert look(stage, version=look(stage)["version"])["lines"] == []


def test_all_of_an_entry_has_the_sentence_of_the_rule_it_broke(stage: Stage) -> None:
    stage.call("chat.postMessage", channel="CNOWHERE", text="lost")
    [refused] = look(stage, refused=1)["lines"]
    told = stage.sandbox.ask("GET", "/traffic/entry", seq=refused["seq"])
    assert told["body"]["text"] == "lost"
    assert told["answer"] == {"ok": False, "error": "channel_not_found"}
    assert told["broken"] in stage.sandbox.ask("GET", "/rules")["rules"]
    assert told["broken"]["says"] == "The conversation exists in this workspace."
    with pytest.raises(Impossible, match="no entry"):
        stage.sandbox.ask("GET", "/traffic/entry", seq=10**9)


def test_payloads_calls_refusals_and_the_slowest_ack_are_counted_until_a_reset(stage: Stage) -> None:
    stage.sandbox.command("aki", "sales", "/hello")
    stage.call("auth.test")
    stage.call("chat.postMessage", channel="CNOWHERE", text="c")
    counts = look(stage)["counts"]
    assert (counts["payloads"], counts["calls"], counts["refused"]) == (1, 2, 1)
    assert look(stage, kind="command")["lines"][0]["seq"] == counts["slowest_seq"]
    stage.sandbox.reset()
    assert look(stage)["counts"]["calls"] == 0


def test_the_log_forgets_its_oldest_entries_and_finds_the_others() -> None:
    traffic = Traffic()
    for _ in range(KEPT_ENTRIES + 10):
        traffic.add("call", "auth.test", "", at=0, now=0, body={})
    assert traffic.entry(10) is None
    kept = traffic.entry(KEPT_ENTRIES)
    assert kept
    assert kept.seq == KEPT_ENTRIES
    kept.attempts.append(Attempt(0, 0.0, outcome="acked", ack_ms=9.0))
    version = traffic.version
    traffic.changed(kept)
    assert list(traffic.changed_since(version)) == [kept]


def test_a_burst_of_traffic_is_told_a_few_times(stage: Stage) -> None:
    heard: list[str] = []
    listening = threading.Event()

    def listen() -> None:
        with stage.http.stream("GET", f"{stage.sandbox.url}/control/stream") as response:
            for line in response.iter_lines():
                listening.set()
                if line.startswith("data: "):
                    heard.append(json.loads(line[6:])["what"])
                if "faults" in heard:
                    return

    listener = threading.Thread(target=listen)
    listener.start()
    assert listening.wait(5)
    for _ in range(30):
        stage.call("auth.test")
    wait_for(lambda: "traffic" in heard)
    stage.sandbox.fault("slow")
    listener.join(5)
    assert 1 <= heard.count("traffic") < 15


def test_an_unplugged_app_hears_nothing_and_reaches_nobody_until_it_is_plugged_in_again(stage: Stage) -> None:
    off = [stage.sandbox.fault("unreachable"), stage.sandbox.fault("dropped_before")]
    answer = stage.sandbox.command("aki", "sales", "/hello")
    assert (answer["acked"], answer["outcome"]) == (False, "connection_failed")
    assert stage.app.received == []
    assert [one["rule"] for one in look(stage, refused=1)["lines"]] == ["fault"]
    for fault in off:
        stage.sandbox.ask("DELETE", "/faults", id=fault)
    assert stage.sandbox.command("aki", "sales", "/hello")["acked"]


def test_a_fault_is_told_to_whoever_looks_on() -> None:
    with Sandbox.start(manifest="tests/sandbox/manifest.yml") as sandbox:
        heard: list[str] = []
        listening = threading.Event()

        def listen() -> None:
            with sandbox._http.stream("GET", "/stream") as response:
                for line in response.iter_lines():
                    listening.set()
                    if line.startswith("data: "):
                        heard.extend({json.loads(line[6:])["what"]} - {"hello"})
                    if heard.count("faults") == 2:
                        return

        listener = threading.Thread(target=listen)
        listener.start()
        assert listening.wait(5)
        sandbox.fault("slow")
        sandbox.clear_faults()
        listener.join(5)
        assert heard == ["faults", "faults"]


@pytest.mark.parametrize("odd", [{"state": {}, "clock": {}}, {"state": "x", "clock": 1}])
def test_a_file_that_is_no_saved_state_is_refused_and_changes_nothing(stage: Stage, odd: Json) -> None:
    stage.sandbox.post("aki", "sales", "still here")
    with pytest.raises(Impossible, match="no state saved"):
        stage.sandbox.ask("PUT", "/state", **odd)
    assert [one["text"] for one in stage.sandbox.messages("sales")] == ["still here"]


def test_listeners_alone_are_told() -> None:
    changes = Changes()
    changes.tell_soon("traffic")
    assert changes.seq == 0


def test_the_sockets_tell_how_payloads_travel(stage: Stage) -> None:
    assert stage.sandbox.ask("GET", "/sockets") == {"connections": 0, "mode": "http"}
    stage.sandbox.settings(request_url=None)
    assert stage.sandbox.ask("GET", "/sockets")["mode"] == "socket"
