"""The stage of the end-to-end tests: a sandbox, the real app beside it, and a circle of three rooms."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sandbox.client import Sandbox

ROOT = Path(__file__).parents[2]
SUNDAY_EVENING = "2026-11-29T18:00:00+09:00"
DEPARTMENTS = {"sales": "営業", "dev": "開発", "care": "コールセンター"}
T = TypeVar("T")


LONG = 100.0
"""Seconds after which what was awaited is taken not to come: Slack sends again after a minute what met a busy database."""


def until(what: str, condition: Callable[[], T | None], seconds: float = LONG) -> T:
    """Wait for a condition and return what it gives; say what was awaited when it never comes."""
    limit = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > limit:
            raise AssertionError(f"not within {seconds:.0f} s: {what}; last: {found!r}")
        time.sleep(0.05)


SENT_AGAIN = {("event", "ack.in_time"), ("event", "ack.status"), ("event", "ack.reachable")}
"""What a busy machine does to an event: Slack sends it again, and whether it took effect once is tested elsewhere."""


def refused(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Return what Slack refused for good: calls, and commands, forms and presses that met no answer in time."""
    return [one for one in sandbox.refusals() if (one["kind"], one["rule"]) not in SENT_AGAIN]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass
class App:
    """One process of the app."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> float:
        """Ask it to stop and return how many seconds it took."""
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(timeout=15)
        return time.monotonic() - began

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None


@dataclass
class Stage:
    """A sandbox with three rooms and six colleagues, and as many processes of the app as a test starts."""

    sandbox: Sandbox
    database_url: str
    folder: Path
    mode: str
    port: int
    apps: list[App] = field(default_factory=list)
    channels: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    @property
    def bot_user_id(self) -> str:
        workspaces = self.sandbox.ask("GET", "/workspaces")["workspaces"]
        return str(next(one["bot_user_id"] for one in workspaces if one["id"] == self.sandbox.team_id))

    def environment(self, **more: str) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "ENTAKU_"))
        }
        way_in = (
            {"SLACK_APP_TOKEN": self.sandbox.app_token}
            if self.mode == "socket"
            else {"SLACK_SIGNING_SECRET": self.sandbox.signing_secret}
        )
        return (
            kept
            | way_in
            | {
                "SLACK_BOT_TOKEN": self.sandbox.bot_token,
                "SLACK_API_URL": self.sandbox.api_url,
                "ENTAKU_CLOCK_URL": f"{self.sandbox.url}/control/clock",
                "ENTAKU_HOST": "127.0.0.1",
                "PORT": str(self.port),
                "DATABASE_URL": self.database_url,
                "LANG": "en_US.UTF-8",
            }
            | more
        )

    def start_app(self, *program: str, waits: bool = True, **environment: str) -> App:
        """Start the app (or a program that is the app) and wait until Slack can reach it."""
        log = self.folder / f"app-{len(self.apps)}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, *(program or (str(ROOT / "app.py"),))],
                env=self.environment(**environment),
                cwd=self.folder,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        app = App(process, log)
        self.apps.append(app)
        if waits:
            self.wait_for(app)
        return app

    def wait_for(self, app: App) -> None:
        """Wait until Slack can reach the app."""
        sockets = len([one for one in self.apps if one.is_running])
        if self.mode == "http":
            until("the app answers", lambda: not app.is_running or answers(self.port), 60)
        else:
            until("the app has a socket", lambda: not app.is_running or self.sandbox.sockets() >= sockets, 60)
        assert app.is_running, app.log.read_text()

    def cli(self, *words: str, code: int = 0) -> str:
        """Run a command of the app beside it and return what it said."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "app.py"), *words],
            env=self.environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def add_circle(self, *more: str, day: str = "mon", at: str = "10:00") -> str:
        rooms = [
            word for key, name in DEPARTMENTS.items() for word in ("--room", f"{self.channels[key]}={name}")
        ]
        extra = ("--wins-room", self.channels["wins"], "--record-room", self.channels["record"])
        return self.cli(
            "circle", "add", "--name", "毎日の道具", *rooms, "--day", day, "--time", at, "--tz", "Asia/Tokyo",
            "--host", self.people["aki"], *extra, *more,
        )  # fmt: skip

    def bring(self, *quotes: str, by: str = "aki", room: str = "sales") -> None:
        for quote in quotes:
            answer = self.sandbox.command(by, room, "/voice", quote)
            assert answer["acked"], answer

    def to(self, instant: str) -> None:
        """Move the sandbox's clock to an instant (ISO 8601) of the week."""
        self.sandbox.set_clock(now=datetime.fromisoformat(instant))

    def card(self, room: str) -> dict[str, Any] | None:
        """Return the newest dialogue's card in a room."""
        return next((m for m in reversed(self.sandbox.messages(room)) if kind(m) == "entaku_card"), None)

    def open_dialogue(self, *quotes: str) -> dict[str, str]:
        """Bring voices, let Monday 10:00 come, and return the ts of each room's card."""
        self.bring(
            *(quotes or ("高いけど、十年使えると思えば安い", "ふたが固くて開けられない", "色が選べない"))
        )
        self.to("2026-11-30T10:00:01+09:00")
        return self.cards(*DEPARTMENTS)

    def in_the_middle(self) -> dict[str, str]:
        """Start the app, open a dialogue, go to its first question, and return the ts of each room's card."""
        self.start_app()
        self.add_circle()
        cards = self.open_dialogue()
        self.wait_for_replies(cards, 4)
        self.to("2026-11-30T10:06:00+09:00")
        self.sandbox.settle()
        return cards

    def cards(self, *rooms: str) -> dict[str, str]:
        """Wait for the dialogue's card in each room and return their ts."""
        return {room: self._card_ts(room) for room in rooms}

    def _card_ts(self, room: str) -> str:
        card = until(f"a card in {room}", lambda: self.card(room))
        assert card is not None
        return str(card["ts"])

    def wait_for_replies(self, cards: dict[str, str], count: int) -> None:
        """Wait until each thread has so many messages, its card included."""
        for room, ts in cards.items():
            self._wait_for_replies(room, ts, count)

    def _wait_for_replies(self, room: str, ts: str, count: int) -> None:
        until(f"{count} messages in {room}", lambda: len(self.sandbox.thread(room, ts)) >= count)

    def of_kind(self, room: str, ts: str, wanted: str, count: int = 1) -> list[dict[str, Any]]:
        """Wait for `count` messages of a kind in a thread and return them."""

        def found() -> list[dict[str, Any]]:
            messages = [m for m in self.sandbox.thread(room, ts) if kind(m) == wanted]
            return messages if len(messages) >= count else []

        return until(f"{count} of {wanted} in {room}", found)

    def copies(
        self, room: str, ts: str, expected: list[str], *, topic: str = "", seconds: float = LONG
    ) -> None:
        """Wait until the copies in a thread (those on a topic) read as expected, in any order."""
        until(
            f"{len(expected)} copies in {room}",
            lambda: sorted(self.texts(room, ts, topic)) == sorted(expected),
            seconds,
        )

    def texts(self, room: str, ts: str, topic: str = "") -> list[str]:
        """Return the words of the copies in a thread that begin with a topic, in the order they stand."""
        copies = [m for m in self.sandbox.thread(room, ts) if kind(m) == "entaku_copy"]
        return [text for copy in copies for text in section_texts(copy) if text.startswith(topic)]

    def close(self) -> None:
        for app in self.apps:
            if app.is_running:
                app.kill()


@dataclass(frozen=True)
class Table:
    """A dialogue at its first question, with the ts of its card in each room."""

    stage: Stage
    cards: dict[str, str]


def kind(message: dict[str, Any]) -> str:
    return str((message.get("metadata") or {}).get("event_type", ""))


def section_texts(message: dict[str, Any]) -> list[str]:
    return [b["text"]["text"] for b in message.get("blocks", []) if b["type"] == "section" and "text" in b]


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@contextmanager
def staged(
    folder: Path, mode: str, database_url: str, *, clock_start: str = SUNDAY_EVENING
) -> Iterator[Stage]:
    port = free_port()
    request_url = f"http://127.0.0.1:{port}/slack/events" if mode == "http" else None
    with Sandbox.start(
        manifest=ROOT / "manifest.yml", clock_start=clock_start, request_url=request_url
    ) as sandbox:
        stage = Stage(sandbox, database_url, folder, mode, port)
        sandbox.set_clock(paused=True)
        cast(stage)
        try:
            yield stage
        finally:
            stage.close()


def cast(stage: Stage) -> None:
    """Six colleagues, two a room, and two channels for wins and records."""
    who = {
        "aki": ("秋山 あき", "秋山あき_営業部長", "ja-JP"),
        "ben": ("Ben Carter", "Ben Carter | Sales Director", "en-US"),
        "chie": ("千葉 ちえ", "千葉ちえ", "ja-JP"),
        "dai": ("大門 大", "大門大（開発部）", "ja-JP"),
        "emi": ("江口 えみ", "江口えみ", "ja-JP"),
        "fumi": ("藤井 ふみ", "藤井ふみ", "ja-JP"),
    }
    for key, (real_name, display_name, locale) in who.items():
        stage.people[key] = stage.sandbox.add_user(
            key, real_name, display_name=display_name, locale=locale, tz="Asia/Tokyo"
        )
    seats = {
        "sales": ["aki", "ben"],
        "dev": ["chie", "dai"],
        "care": ["emi", "fumi"],
        "wins": list(who),
        "record": list(who),
    }
    for key, members in seats.items():
        stage.channels[key] = stage.sandbox.add_channel(key, members=members, bot=True)
