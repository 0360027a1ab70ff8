"""`make demo`: a company's weeks with the app beside them, live in the terminal and on a page to play in.

The sandbox, the app (any command that reads SLACK_API_URL and the tokens) and the colleagues are three parties
that meet only over HTTP. The clock leaps from one thing to the next, and slows down for the half hour.

In a terminal it goes on until it is stopped with Ctrl-C. Without one it ends after two weeks, when what the first
dialogue decided has come to something, and its exit status says whether everything held. `--keep` and `--once` choose.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from sandbox import company
from sandbox.client import Sandbox
from sandbox.company import Company, Story
from sandbox.play import Play
from sandbox.proof import Proof, prove
from sandbox.screen import Screen
from sandbox.transcript import write

ROOT = Path(__file__).resolve().parent.parent
STARTS = {"ja": "2026-11-30T10:40:00+09:00", "en": "2026-11-30T10:40:00+00:00"}
"""Right after a dialogue would have ended: neither of the two weeks that follow has a public holiday."""
FOLDER = Path("var/demo")
LOOK_SECONDS = 0.1
PICTURED_MINUTE = 23.0
PATIENCE_SECONDS = 0.3
"""After so long without a deed the clock leaps to the next one."""
LONGEST_SECONDS = 240.0
APP_STARTS_WITHIN_SECONDS = 30.0
APP_AWAY_SECONDS = 8.0
"""An app that was unplugged comes back after so long; meanwhile one sees what its absence does."""


@dataclass(frozen=True)
class Options:
    """`keeps` says that it goes on until stopped, `is_quiet` that the colleagues begin switched off."""

    language: str
    rate: float
    seed: int
    picture: Path | None
    keeps: bool
    is_quiet: bool
    port: int


def options() -> Options:
    parser = argparse.ArgumentParser(
        prog="make demo", description="Play a company's two weeks; no Slack is needed."
    )
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    parser.add_argument("--rate", type=float, default=24.0, help="minutes of the dialogue in a real minute")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--picture", type=Path, help="keep the screen at question 3 as a page of HTML")
    parser.add_argument("--port", type=int, default=0, help="where the page is; 0: any free port")
    parser.add_argument("--quiet", action="store_true", help="begin with the colleagues switched off")
    ending = parser.add_mutually_exclusive_group()
    ending.add_argument("--once", action="store_true", help="end after two weeks, as without a terminal")
    ending.add_argument("--keep", action="store_true", help="go on until stopped, as in a terminal")
    given = parser.parse_args()
    keeps = not given.once and (given.keep or given.quiet or _has_terminal())
    return Options(given.lang, given.rate, given.seed, given.picture, keeps, given.quiet, given.port)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _has_desktop() -> bool:
    return sys.platform == "darwin" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


@dataclass(frozen=True)
class Stage:
    """Everybody who takes part, the app excepted."""

    sandbox: Sandbox
    company: Company
    story: Story
    play: Play
    screen: Screen


def main() -> int:
    given = options()
    played = company.load(given.language)
    if played.story is None:
        raise ValueError("this company has no story to play")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    start = STARTS[given.language]
    with Sandbox.start(company=given.language, clock_start=start, port=given.port) as sandbox:
        sandbox.set_clock(paused=True)
        sandbox.colleagues(on=not given.is_quiet)
        environment = _environment(sandbox, given.language)
        _add_circle(sandbox, played.story, environment, given.language)
        with _app(sandbox, environment) as app:
            play = Play(sandbox, played, given.seed, patience_seconds=PATIENCE_SECONDS, lives_on=given.keeps)
            screen = Screen(Console(), sandbox, played, play, given.language)
            stage = Stage(sandbox, played, played.story, play, screen)
            screen.welcome(keeps=given.keeps)
            return _stay(stage, app, given) if given.keeps else _once(stage, given)


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


class App:
    """The app beside the sandbox, in a process of its own; its log goes to a file."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (FOLDER / "app.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own
                [sys.executable, str(ROOT / "app.py")],
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us: we end it in good order
            )

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def end(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=15)


@contextmanager
def _app(sandbox: Sandbox, environment: dict[str, str]) -> Iterator[App]:
    """Run the app for as long as the block runs."""
    app = App(environment)
    app.start()
    try:
        limit = time.monotonic() + APP_STARTS_WITHIN_SECONDS
        while not sandbox.sockets():
            if app.has_ended() or time.monotonic() > limit:
                raise SystemExit(f"The app did not start; its log: {FOLDER / 'app.log'}")
            time.sleep(LOOK_SECONDS)
        yield app
    finally:
        app.end()


# --- two weeks -------------------------------------------------------------------------------------------


def _once(stage: Stage, given: Options) -> int:
    """The two weeks alone; the exit status says whether they proved what they should."""
    began = time.monotonic()
    finished = _weeks(stage, given)
    stage.play.stop()
    stage.sandbox.set_clock(paused=True)
    proof = _prove(stage, finished=finished, has_outcome=True)
    stage.screen.summary(proof, _write(stage, proof), time.monotonic() - began)
    return 0 if proof.holds else 1


def _weeks(stage: Stage, given: Options) -> bool:
    """Let them pass; say whether the colleagues came to their end."""
    stage.play.start()
    stage.sandbox.set_clock(rate=given.rate, paused=False)
    limit = time.monotonic() + LONGEST_SECONDS
    with stage.screen.live():
        while not stage.play.over.is_set() and time.monotonic() < limit:
            stage.screen.refresh()
            if given.picture is not None and stage.play.minutes_in() > PICTURED_MINUTE:
                stage.screen.keep(given.picture)
                given = replace(given, picture=None)
            time.sleep(LOOK_SECONDS)
    return stage.play.over.is_set()


def _prove(stage: Stage, *, finished: bool, has_outcome: bool = False) -> Proof:
    stage.sandbox.settle(timeout=20, quiet=1.0)
    week = stage.play.first_week()
    return prove(stage.sandbox, stage.story, week, finished=finished, has_outcome=has_outcome)


def _write(stage: Stage, proof: Proof | None) -> Path:
    return write(FOLDER / "transcript.md", stage.sandbox, stage.company, proof)


# --- going on --------------------------------------------------------------------------------------------


def _stay(stage: Stage, app: App, given: Options) -> int:
    """Play on, week after week, until somebody presses Ctrl-C (which is how it ends well)."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if name is not signal.SIGHUP or signal.getsignal(name) is not signal.SIG_IGN:
            signal.signal(name, signal.default_int_handler)
    proof: Proof | None = None
    began = time.monotonic()
    try:
        stage.play.start()
        if not stage.sandbox.colleagues()["clock_in_hand"]:
            stage.sandbox.set_clock(rate=1.0 if given.is_quiet else given.rate, paused=False)
        if _has_desktop():
            webbrowser.open(stage.sandbox.url)
        with stage.screen.live():
            while True:
                stage.screen.refresh()
                if stage.play.over.is_set() and proof is None:
                    proof = _prove(stage, finished=True)
                    stage.screen.summary(proof, _write(stage, proof), time.monotonic() - began)
                    stage.screen.life_goes_on()
                if app.has_ended():
                    time.sleep(APP_AWAY_SECONDS)
                    app.start()
                time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        stage.play.stop()
        stage.screen.goodbye(_write(stage, proof))
    return 0


if __name__ == "__main__":
    sys.exit(main())
