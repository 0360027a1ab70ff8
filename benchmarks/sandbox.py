"""How quick the sandbox is, so that it never holds up what is measured beside it."""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from slack_sdk import WebClient

from benchmarks.figures import Figure
from sandbox.blockkit import check_blocks
from sandbox.client import Sandbox

PARLOUR = Path("tests/sandbox")
POSTS = 500
CHECKS = 200


def measure(_: Path) -> list[Figure]:
    return [_checking(), _posting()]


def _checking() -> Figure:
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "言葉 " * 50}} for _ in range(10)
    ]
    ours = _median(lambda: check_blocks(blocks, "message"))
    floor = _median(lambda: json.loads(json.dumps(blocks)))
    return Figure(
        "checking a message of ten blocks",
        f"{ours * 1e6:.0f} µs ({ours / floor:.1f} ×)",
        f"writing and reading it as JSON: {floor * 1e6:.0f} µs",
        "≤ 5 ×",
        ours <= 5 * floor,
    )


def _posting() -> Figure:
    with Sandbox.start(manifest=PARLOUR / "manifest.yml", company=PARLOUR / "company.yml") as sandbox:
        sandbox.settings(rate_limits=False, events_an_hour=0)
        channel = sandbox.add_channel("quick", members=[], bot=True)
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        for number in range(POSTS):
            client.chat_postMessage(channel=channel, text=str(number))
        spent = [entry["ms"] for entry in sandbox.traffic(kind="call", name="chat.postMessage")]
    median = statistics.median(spent)
    return Figure("a post, within the sandbox", f"{median:.2f} ms", "-", "≤ 1 ms", median <= 1)


def _median(act: Callable[[], object]) -> float:
    took = []
    for _ in range(CHECKS):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)
