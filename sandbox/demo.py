"""`make demo`: a company's week with the app beside it, live in the terminal, and what it proved.

The sandbox, the app (any command that reads SLACK_API_URL and the tokens) and the colleagues are three parties
that meet only over HTTP. The clock leaps from one thing to the next, and slows down for the half hour.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.live import Live

from sandbox import company
from sandbox.client import Sandbox
from sandbox.company import Story
from sandbox.play import Play
from sandbox.proof import prove
from sandbox.screen import Screen
from sandbox.transcript import write

ROOT = Path(__file__).resolve().parent.parent
STARTS = {"ja": "2026-11-30T10:40:00+09:00", "en": "2026-11-30T10:40:00+00:00"}
"""Right after a dialogue would have ended: the week that follows has no public holiday on its Monday."""
FOLDER = Path("var/demo")
LOOK_SECONDS = 0.1
PICTURED_MINUTE = 23.0
PATIENCE_SECONDS = 0.5
"""After so long without a deed the clock leaps to the next one."""
LONGEST_SECONDS = 240.0
APP_STARTS_WITHIN_SECONDS = 30.0


@dataclass(frozen=True)
class Options:
    language: str
    rate: float
    seed: int
    picture: Path | None


def options() -> Options:
    parser = argparse.ArgumentParser(
        prog="make demo", description="Play a company's week; no Slack is needed."
    )
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    parser.add_argument("--rate", type=float, default=24.0, help="minutes of the dialogue in a real minute")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--picture", type=Path, help="keep the screen at question 3 as a page of HTML")
    given = parser.parse_args()
    return Options(given.lang, given.rate, given.seed, given.picture)


def main() -> int:
    given = options()
    played = company.load(given.language)
    if played.story is None:
        raise ValueError("this company has no story to play")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    console = Console()
    began = time.monotonic()
    with Sandbox.start(company=given.language, clock_start=STARTS[given.language]) as sandbox:
        sandbox.set_clock(paused=True)
        environment = _environment(sandbox, given.language)
        _add_circle(sandbox, played.story, environment, given.language)
        with _app(sandbox, environment):
            play = Play(sandbox, played, given.seed, patience_seconds=PATIENCE_SECONDS)
            screen = Screen(sandbox, played, play, given.language)
            finished = _play(sandbox, play, screen, console, given)
            sandbox.settle(timeout=20, quiet=1.0)
            proof = prove(sandbox, played.story, play, finished=finished)
        transcript = write(FOLDER / "transcript.md", sandbox, played, proof)
    screen.summary(console, proof, transcript, time.monotonic() - began)
    return 0 if proof.holds else 1


def _environment(sandbox: Sandbox, language: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SLACK_", "ENTAKU_", "DATABASE_"))
    }
    return kept | {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "ENTAKU_CLOCK_URL": f"{sandbox.url}/control/clock",
        "DATABASE_URL": f"sqlite:///{(FOLDER / 'entaku.sqlite3').absolute()}",
        "LANG": "ja_JP.UTF-8" if language == "ja" else "en_US.UTF-8",
    }


def _add_circle(sandbox: Sandbox, story: Story, environment: dict[str, str], language: str) -> None:
    circle = story.circle
    rooms = [
        word
        for room in circle.rooms
        for word in ("--room", f"{sandbox.channel(room.channel)['id']}={room.department}")
    ]
    words = [
        *("circle", "add", "--name", circle.name, *rooms),
        *(
            "--day",
            company.DAYS[circle.opens.weekday],
            "--time",
            f"{circle.opens.at:%H:%M}",
            "--tz",
            circle.tz,
        ),
        *("--lang", language, "--host", sandbox.user(circle.host)["id"]),
        *("--wins-room", sandbox.channel(circle.wins)["id"]),
        *("--record-room", sandbox.channel(circle.record)["id"]),
    ]
    subprocess.run([sys.executable, str(ROOT / "app.py"), *words], env=environment, check=True)  # noqa: S603  our own


@contextmanager
def _app(sandbox: Sandbox, environment: dict[str, str]) -> Iterator[None]:
    """Run the app for as long as the block runs; its log goes to a file."""
    with (FOLDER / "app.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  our own
            [sys.executable, str(ROOT / "app.py")], env=environment, stdout=log, stderr=log
        )
        try:
            limit = time.monotonic() + APP_STARTS_WITHIN_SECONDS
            while not sandbox.sockets():
                if process.poll() is not None or time.monotonic() > limit:
                    raise SystemExit(f"The app did not start; its log: {FOLDER / 'app.log'}")
                time.sleep(LOOK_SECONDS)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=15)


def _play(sandbox: Sandbox, play: Play, screen: Screen, console: Console, given: Options) -> bool:
    """Let the week pass; say whether the colleagues came to its end."""
    play.start()
    sandbox.set_clock(rate=given.rate, paused=False)
    limit = time.monotonic() + LONGEST_SECONDS
    live = Live(console=console, refresh_per_second=8, transient=True) if console.is_terminal else None
    with live or _nothing():
        while not play.over.is_set() and time.monotonic() < limit:
            if live is not None:
                live.update(screen.draw(console))
            else:
                screen.tell(console)
            if given.picture is not None and play.minutes_in() > PICTURED_MINUTE:
                screen.keep(given.picture)
                given = replace(given, picture=None)
            time.sleep(LOOK_SECONDS)
    finished = play.over.is_set()
    play.stop()
    return finished


@contextmanager
def _nothing() -> Iterator[None]:
    yield


if __name__ == "__main__":
    sys.exit(main())
