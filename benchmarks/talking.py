"""How soon the other rooms read what one room says: in steady talk, and in a burst under Slack's limits."""

import json
import statistics
import time
from pathlib import Path

from slack_sdk import WebClient

from benchmarks import stages
from benchmarks.figures import Figure
from tests.e2e.stage import Stage, answers, until

BURST = 60
BURST_SECONDS = 10.0
STEADY = 12
STEADY_PAUSE_SECONDS = 3.0
LONGEST_SECONDS = 180.0


def measure_steady(folder: Path) -> list[Figure]:
    with stages.open_dialogue(folder) as (stage, cards):
        stage.sandbox.set_clock(rate=1.0, paused=False)
        for number in range(STEADY):
            room = list(cards)[number % len(cards)]
            stage.sandbox.post(stages.SPEAKERS[room], room, f"静かなひとこと{number:02}", cards[room])
            time.sleep(STEADY_PAUSE_SECONDS)
        stage.sandbox.settle(quiet=1)
        took = lags(stage, cards)
        call = _one_call(stage)
    lag = statistics.median(took)
    return [
        Figure(
            "lag to the other rooms, one remark in 3 s, median",
            f"{lag * 1000:.0f} ms",
            f"one Slack call: {call * 1000:.0f} ms",
            "≤ 300 ms beyond one call",
            lag - call <= 0.3,
        )
    ]


def lags(stage: Stage, cards: dict[str, str]) -> list[float]:
    """Return the seconds between a remark and its copies, as Slack's own ts tell."""
    said: dict[str, float] = {}
    took: list[float] = []
    threads = {room: stage.sandbox.thread(room, ts) for room, ts in cards.items()}
    for messages in threads.values():
        said |= {m["text"]: float(m["ts"]) for m in messages if not m.get("bot_id")}
    for messages in threads.values():
        for message in messages:
            if message.get("bot_id"):
                shown = json.dumps(message.get("blocks"), ensure_ascii=False)
                took += [float(message["ts"]) - ts for words, ts in said.items() if words in shown]
    return took


def _one_call(stage: Stage) -> float:
    client = WebClient(token=stage.sandbox.bot_token, base_url=stage.sandbox.api_url)
    took = []
    for number in range(5):
        began = time.perf_counter()
        client.chat_postMessage(channel=stage.channels["wins"], text=f"call {number}")
        took.append(time.perf_counter() - began)
        time.sleep(1.1)
    return statistics.median(took)


def measure_burst(folder: Path) -> list[Figure]:
    with stages.open_dialogue(folder) as (stage, cards):
        ours = _burst(stage, cards)
        refused = sum(entry["name"] == "chat.postMessage" for entry in stage.sandbox.refusals())
        stage.apps[-1].stop()
        roots = _naive_threads(stage, list(cards))
        environment = {
            "SLACK_BOT_TOKEN": stage.sandbox.bot_token,
            "SLACK_API_URL": stage.sandbox.api_url,
            "SLACK_SIGNING_SECRET": stage.sandbox.signing_secret,
            "NAIVE_THREADS": json.dumps({stage.channels[room]: ts for room, ts in roots.items()}),
        }
        with stages.other_bot("benchmarks.naive", environment, stage.port):
            until("the naive bot answers", lambda: answers(stage.port))
            naive = _burst(stage, roots)
    return [
        Figure(
            "60 remarks in 10 s over 4 rooms: complete after the last",
            f"{ours:.1f} s, {refused} refused",
            f"posting from the listener: {naive:.1f} s",
            "≤ 5 s",
            ours <= 5,
        )
    ]


def _burst(stage: Stage, roots: dict[str, str]) -> float:
    """Return how many seconds after the last remark the last room was complete."""
    began = time.monotonic()
    expected: dict[str, set[str]] = {room: set() for room in roots}
    for number in range(BURST):
        room = list(roots)[number % len(roots)]
        words = f"burst{number:03}"
        stage.sandbox.post(stages.SPEAKERS[room], room, words, roots[room])
        for other in roots:
            if other != room:
                expected[other].add(words)
        time.sleep(max(0.0, began + (number + 1) * BURST_SECONDS / BURST - time.monotonic()))
    last = time.monotonic()

    def complete() -> bool:
        return all(
            all(words in json.dumps(stage.sandbox.thread(room, ts)) for words in expected[room])
            for room, ts in roots.items()
        )

    until("all rooms are complete", complete, LONGEST_SECONDS)
    return time.monotonic() - last


def _naive_threads(stage: Stage, rooms: list[str]) -> dict[str, str]:
    return {room: stage.sandbox.post(stages.SPEAKERS[room], room, "a thread") for room in rooms}
