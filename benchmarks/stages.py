"""The stage of the benchmarks: a sandbox with four rooms or more and the app, or another bot, beside it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.stage import ROOT, Stage, staged

SPEAKERS = {"sales": "aki", "dev": "chie", "care": "emi", "shop": "gen"} | {
    f"room{number}": f"person{number}" for number in range(5, 21)
}
"""Who speaks in which room."""
DEPARTMENTS = {"sales": "営業", "dev": "開発", "care": "コールセンター", "shop": "店舗"}


@contextmanager
def open_dialogue(folder: Path, *, rooms: int = 4) -> Iterator[tuple[Stage, dict[str, str]]]:
    """Give a stage whose app has a dialogue open in its rooms, at its first question, and the cards' ts."""
    with staged(folder, "http", f"sqlite:///{folder}/entaku.sqlite3") as stage:
        keys = list(SPEAKERS)[:rooms]
        for room in keys[3:]:
            person = SPEAKERS[room]
            stage.people[person] = stage.sandbox.add_user(person, f"源 {person}", display_name=person)
            stage.channels[room] = stage.sandbox.add_channel(room, members=[person], bot=True)
        stage.start_app()
        seats = [
            word
            for room in keys
            for word in ("--room", f"{stage.channels[room]}={DEPARTMENTS.get(room, room)}")
        ]
        stage.cli(
            "circle", "add", "--name", "b", *seats, "--day", "mon", "--time", "10:00", "--tz", "Asia/Tokyo",
            "--wins-room", stage.channels["wins"],
        )  # fmt: skip
        stage.bring("高いけど、十年使えると思えば安い", "ふたが固くて開けられない", "色が選べない")
        stage.to("2026-11-30T10:00:01+09:00")
        cards = stage.cards(*keys)
        stage.wait_for_replies(cards, 5)
        stage.to("2026-11-30T10:06:00+09:00")
        stage.sandbox.settle(quiet=3)
        yield stage, cards


@contextmanager
def other_bot(module: str, environment: dict[str, str], port: int) -> Iterator[None]:
    """Run one of the bots that Entaku is measured against."""
    process = subprocess.Popen(
        [sys.executable, "-m", module], env=os.environ | environment | {"PORT": str(port)}, cwd=ROOT
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def message_event(
    stage: Stage, room: str, user: str, text: str, ts: str, thread_ts: str, number: int
) -> bytes:
    """The body of a message event as Slack would send it."""
    event: dict[str, Any] = {
        "type": "message",
        "channel": stage.channels[room],
        "channel_type": "channel",
        "user": stage.people[user],
        "text": text,
        "ts": ts,
        "event_ts": ts,
        "thread_ts": thread_ts,
        "team": stage.sandbox.team_id,
    }
    body = {
        "type": "event_callback",
        "token": "",
        "team_id": stage.sandbox.team_id,
        "api_app_id": "A0",
        "event_id": f"EvBENCH{number}",
        "event_time": 0,
        "event": event,
        "authorizations": [
            {"team_id": stage.sandbox.team_id, "enterprise_id": None, "user_id": "U", "is_bot": True}
        ],
    }
    return json.dumps(body).encode()
