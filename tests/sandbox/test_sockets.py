"""Socket Mode, frame by frame."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.sandbox.stage import Stage, wait_for


@pytest.fixture
def sockets(stage: Stage) -> Stage:
    stage.sandbox.settings(request_url=None)
    wait_for(lambda: stage.sandbox.sockets() == 0)
    return stage


def address(stage: Stage) -> str:
    return str(stage.call("apps.connections.open", token=stage.sandbox.app_token)["url"])


@contextmanager
def link(stage: Stage) -> Iterator[ClientConnection]:
    """A socket that has heard its hello."""
    with connect(address(stage), proxy=None) as connection:
        assert receive(connection)["type"] == "hello"
        yield connection


def receive(connection: ClientConnection, seconds: float = 3.0) -> dict[str, Any]:
    frame: dict[str, Any] = json.loads(connection.recv(timeout=seconds))
    return frame


def ack(connection: ClientConnection, envelope: dict[str, Any], payload: Any = None) -> None:
    answer = {"envelope_id": envelope["envelope_id"]}
    connection.send(json.dumps(answer if payload is None else {**answer, "payload": payload}))


def test_an_envelope_carries_the_event_and_is_acked(sockets: Stage) -> None:
    with link(sockets) as connection:
        sockets.sandbox.post("aki", "sales", "hello")
        envelope = receive(connection)
        assert (envelope["type"], envelope["retry_attempt"]) == ("events_api", 0)
        assert not envelope["accepts_response_payload"]
        assert envelope["payload"]["event"]["text"] == "hello"
        ack(connection, envelope)
        assert sockets.sandbox.settle(quiet=0)
    entry = sockets.sandbox.traffic(kind="event")[-1]
    assert [attempt["outcome"] for attempt in entry["attempts"]] == ["acked"]


def test_the_ack_may_come_through_another_socket(sockets: Stage) -> None:
    with link(sockets) as one, link(sockets) as other:
        sockets.sandbox.post("aki", "sales", "hello")
        pair = (one, other)
        for index, connection in enumerate(pair):
            try:
                envelope = receive(connection, 0.3)
            except TimeoutError:
                continue
            ack(pair[1 - index], envelope)
            break
        assert sockets.sandbox.settle(quiet=0)
    assert not sockets.sandbox.refusals()


def test_payloads_are_spread_over_the_sockets(sockets: Stage) -> None:
    with link(sockets) as one, link(sockets) as other:
        for number in range(4):
            sockets.sandbox.post("aki", "sales", f"{number}")
        for connection in (one, other):
            for _ in range(2):
                ack(connection, receive(connection))
        assert sockets.sandbox.settle(quiet=0)


def test_an_event_without_ack_comes_again_with_its_attempt_counted(sockets: Stage) -> None:
    sockets.sandbox.settings(ack_seconds=0.1, retry_waits=[0.0, 0.05, 0.05])
    with link(sockets) as connection:
        sockets.sandbox.post("aki", "sales", "hello")
        envelopes = [receive(connection) for _ in range(4)]
        assert sockets.sandbox.settle(quiet=0, retries=True)
    assert [one["retry_attempt"] for one in envelopes] == [0, 1, 2, 3]
    assert [one["retry_reason"] for one in envelopes] == ["", "timeout", "timeout", "timeout"]
    assert len({one["payload"]["event_id"] for one in envelopes}) == 1


def test_a_socket_address_is_good_once(sockets: Stage) -> None:
    url = address(sockets)
    with connect(url, proxy=None), pytest.raises(InvalidStatus), connect(url, proxy=None):
        pass
    assert sockets.sandbox.refusals()[-1]["rule"] == "socket.ticket"


def test_the_eleventh_socket_is_turned_away(sockets: Stage) -> None:
    with ExitStack() as held:
        for _ in range(10):
            held.enter_context(link(sockets))
        eleventh = held.enter_context(connect(address(sockets), proxy=None))
        assert receive(eleventh)["reason"] == "too_many_websockets"
    assert sockets.sandbox.refusals()[-1]["rule"] == "socket.count"


def test_a_socket_is_warned_before_its_end(sockets: Stage) -> None:
    sockets.sandbox.settings(socket_seconds=0.1)
    with link(sockets) as connection:
        assert receive(connection)["reason"] == "warning"
        assert receive(connection)["reason"] == "refresh_requested"
    wait_for(lambda: sockets.sandbox.sockets() == 0)


def test_without_a_socket_an_event_waits_for_its_next_attempt(sockets: Stage) -> None:
    sockets.sandbox.settings(retry_waits=[0.0, 0.3])
    sockets.sandbox.post("aki", "sales", "hello")
    with link(sockets) as connection:
        envelope = receive(connection)
        ack(connection, envelope)
        assert envelope["retry_attempt"] == 2
        assert sockets.sandbox.settle(quiet=0, retries=True)


def test_what_a_dropped_socket_did_not_ack_comes_through_the_next(sockets: Stage) -> None:
    sockets.sandbox.settings(retry_waits=[0.3])
    with link(sockets) as connection:
        sockets.sandbox.post("aki", "sales", "hello")
        first = receive(connection)
        sockets.sandbox.drop_sockets()
        with pytest.raises(ConnectionClosed):
            receive(connection)
    with link(sockets) as connection:
        again = receive(connection)
        ack(connection, again)
    assert again["payload"] == first["payload"]
    assert again["retry_attempt"] == 1


def test_a_fault_drops_the_socket_in_place_of_the_payload(sockets: Stage) -> None:
    sockets.sandbox.fault("drop_sockets", count=1)
    with link(sockets) as connection:
        sockets.sandbox.post("aki", "sales", "hello")
        with pytest.raises(ConnectionClosed):
            receive(connection)


def test_a_socket_asked_to_reconnect_gets_nothing_while_there_is_another(sockets: Stage) -> None:
    with link(sockets) as leaving:
        sockets.sandbox.refresh_sockets()
        assert receive(leaving) == {
            "type": "disconnect",
            "reason": "refresh_requested",
            "debug_info": {"host": "sandbox"},
        }
        with link(sockets) as fresh:
            for number in range(3):
                sockets.sandbox.post("aki", "sales", f"{number}")
                ack(fresh, receive(fresh))
            assert sockets.sandbox.settle(quiet=0)
