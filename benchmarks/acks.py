"""How long Slack waits for the ack of a bridged message, and how many a second go through."""

import http.client
import statistics
import threading
import time
from pathlib import Path

from slack_sdk.signature import SignatureVerifier

from benchmarks import stages
from benchmarks.figures import Figure
from tests.e2e.stage import Stage, answers, free_port, until

SEQUENTIAL = 400
THREADS = 8
SECONDS = 6.0
FIRST_TS = 1_900_000_000


class Sender:
    """Sends signed message events of one person over one connection."""

    def __init__(self, stage: Stage, cards: dict[str, str], port: int, first: int) -> None:
        self._stage, self._cards, self._number = stage, cards, first
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._sign = SignatureVerifier(stage.sandbox.signing_secret)

    def send(self) -> float:
        """Send one event and return how many seconds its ack took."""
        self._number += 1
        ts = f"{FIRST_TS + self._number}.000100"
        text = f"ひとこと{self._number}"
        body = stages.message_event(
            self._stage, "sales", "aki", text, ts, self._cards["sales"], self._number
        ).decode()
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": self._sign.generate_signature(timestamp=stamp, body=body) or "",
        }
        began = time.perf_counter()
        self._connection.request("POST", "/slack/events", body.encode(), headers)
        response = self._connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"the event was answered {response.status}")
        return time.perf_counter() - began


def median_ack_ms(stage: Stage, cards: dict[str, str], port: int, first: int) -> float:
    sender = Sender(stage, cards, port, first)
    for _ in range(50):
        sender.send()
    return 1000 * statistics.median(sender.send() for _ in range(SEQUENTIAL))


def events_a_second(stage: Stage, cards: dict[str, str], port: int, first: int) -> float:
    sent = [0] * THREADS
    until_time = time.monotonic() + SECONDS

    def work(number: int) -> None:
        sender = Sender(stage, cards, port, first + number * 1_000_000)
        while time.monotonic() < until_time:
            sender.send()
            sent[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(sent) / (time.monotonic() - began)


def measure(folder: Path) -> list[Figure]:
    with stages.open_dialogue(folder) as (stage, cards):
        port = free_port()
        environment = {
            "SLACK_SIGNING_SECRET": stage.sandbox.signing_secret,
            "BARE_DATABASE": str(folder / "bare.sqlite3"),
        }
        with stages.other_bot("benchmarks.bare", environment, port):
            until("the bare bot answers", lambda: answers(port))
            bare, ours = [], []
            for turn in range(3):
                bare.append(median_ack_ms(stage, cards, port, 10_000_000 * (turn + 1)))
                ours.append(median_ack_ms(stage, cards, stage.port, 100_000_000 + 10_000_000 * turn))
            bare_rate = events_a_second(stage, cards, port, 200_000_000)
        our_rate = events_a_second(stage, cards, stage.port, 300_000_000)
    floor, measured = statistics.median(bare), statistics.median(ours)
    return [
        Figure(
            "ack of a bridged message, median",
            f"{measured:.2f} ms ({measured / floor:.2f} ×)",
            f"bare Bolt listener, same rows: {floor:.2f} ms",
            "≤ 2 ×",
            measured <= 2 * floor,
        ),
        Figure(
            "events a second, sustained",
            f"{our_rate:.0f} ({our_rate / bare_rate:.2f} ×)",
            f"bare: {bare_rate:.0f}",
            "≥ 500",
            our_rate >= 500,
        ),
    ]
