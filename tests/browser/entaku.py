"""Entaku beside a sandbox whose page is looked at: the stage of the end-to-end tests with a company of the demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox import company
from sandbox.client import Sandbox
from sandbox.company import Company
from tests.e2e.stage import ROOT, App, Stage, free_port, until

SUNDAY_EVENING = {"ja": "2026-11-29T18:00:00+09:00", "en": "2026-11-29T18:00:00+00:00"}
MONDAY = {"ja": "2026-11-30T{}+09:00", "en": "2026-11-30T{}+00:00"}
START_SECONDS = 60.0


@dataclass
class Entaku(Stage):
    """A circle of three rooms of the company on a Sunday evening; the clock stands still until a test moves it.

    `cards` has the ts of the dialogue's card in each room once there is one.
    """

    language: str = "ja"
    company: Company = field(default_factory=lambda: company.load("ja"))
    cards_of: dict[str, str] = field(default_factory=dict)

    @property
    def rooms(self) -> list[str]:
        """The keys of the circle's channels."""
        assert self.company.story
        return [room.channel for room in self.company.story.circle.rooms]

    @property
    def host(self) -> str:
        assert self.company.story
        return self.company.story.circle.host

    def someone_in(self, room: str, number: int = 0) -> str:
        """The key of a colleague who sits in a room."""
        return self.company.channel(room).members[number]

    def monday(self, clock: str) -> None:
        """Move to a time of the Monday that follows, `10:06:00`."""
        self.to(MONDAY[self.language].format(clock))

    def wait_for(self, app: App) -> None:
        """Wait until the app has a socket; beside a browser on a small machine that can take its time."""
        until("the app has a socket", lambda: not app.is_running or self.sandbox.sockets(), START_SECONDS)
        assert app.is_running, app.log.read_text()

    def seat(self) -> None:
        """Start the app and add the company's circle."""
        assert self.company.story
        circle = self.company.story.circle
        self.start_app()
        rooms = [
            word
            for room in circle.rooms
            for word in ("--room", f"{self.channels[room.channel]}={room.department}")
        ]
        self.cli(
            "circle", "add", "--name", circle.name, *rooms, "--day", "mon", "--time", "10:00", "--tz", circle.tz,
            "--lang", self.language, "--host", self.people[circle.host],
            "--wins-room", self.channels[circle.wins], "--record-room", self.channels[circle.record],
        )  # fmt: skip

    def open_dialogue(self, *quotes: str) -> dict[str, str]:
        """Bring voices, let Monday 10:00 come, and return the ts of each room's card."""
        assert self.company.story
        said = quotes or [voice.quote for voice in self.company.story.voices[:3]]
        room = self.rooms[0]
        people = sorted(self.company.channel(room).members, key=lambda one: one != self.host)
        for quote, by in zip(said, people, strict=False):
            self.bring(quote, by=by, room=room)
        self.monday("10:00:01")
        self.cards_of = self.cards(*self.rooms)
        self.wait_for_replies(self.cards_of, len(said) + 1)
        return self.cards_of

    def in_the_middle(self) -> dict[str, str]:
        """Open a dialogue and go to its first question; return the ts of each room's card."""
        self.open_dialogue()
        self.monday("10:06:00")
        self.sandbox.settle()
        return self.cards_of


@contextmanager
def seated(folder: Path, language: str) -> Iterator[Entaku]:
    """Give a sandbox with the company, the app connected in Socket Mode and its circle."""
    with Sandbox.start(
        manifest=ROOT / "manifest.yml", company=language, clock_start=SUNDAY_EVENING[language]
    ) as sandbox:
        sandbox.set_clock(paused=True)
        stage = Entaku(
            sandbox,
            f"sqlite:///{folder}/entaku.sqlite3",
            folder,
            "socket",
            free_port(),
            channels={one["key"]: one["id"] for one in sandbox.channels() if one["key"]},
            people={one["key"]: one["id"] for one in sandbox.users() if one["key"]},
            language=language,
            company=company.load(language),
        )
        try:
            stage.seat()
            yield stage
        finally:
            stage.close()
