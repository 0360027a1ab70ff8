"""The host asks for the report and, when it has come, puts it into the record room: before every second dialogue."""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sandbox.company.seeing import button, is_from_app
from sandbox.play.colleagues import Colleagues, Json
from sandbox.play.diary import Later
from sandbox.play.scenes.scene import Scene
from sandbox.play.scenes.ways import APP
from sandbox.play.sitting import Sitting
from sandbox.refusal import Impossible

SHARE = "report.share"
A_WEEK, MINUTE = timedelta(days=7), 8
WITHIN = timedelta(minutes=30)


class Reporting(Scene):
    is_of_every_dialogue = True

    def __init__(self, colleagues: Colleagues) -> None:
        super().__init__(colleagues)
        self._dialogues = 0
        self._offered = 0
        self._shared = 0

    def sat_down(self, sitting: Sitting) -> None:
        self._dialogues += 1
        if self._dialogues % 2 == 0 or not self.colleagues.is_living_on:
            self.colleagues.at(self.colleagues.morning(sitting.opened_at + A_WEEK, MINUTE), self._ask)

    def told(self, person: str, message: Json) -> None:
        if person == self.story.circle.host and button(message, SHARE):
            self._offered += 1
            self.colleagues.soon(partial(self._share, message), 0.5, 1.5)

    def _ask(self) -> None:
        """Of this quarter, so that what came of last month's voices is in it."""
        colleagues, host = self.colleagues, self.story.circle.host
        if not colleagues.is_free(host):
            return
        today = colleagues.now().astimezone(ZoneInfo(self.story.circle.tz))
        typed = f"report {today.year}-Q{(today.month + 2) // 3}"
        room = colleagues.company.room_of(host)
        asked = partial(self._command, host, room, typed)
        colleagues.do(host, "report", room, f"/entaku {typed}", asked)
        waits = partial(self._wait, self._offered, colleagues.now() + WITHIN)
        colleagues.soon(waits, 0.3, 0.5)

    def _command(self, host: str, room: str, typed: str) -> str:
        if not self.colleagues.sandbox.command(host, room, "/entaku", typed)["acked"]:
            raise Impossible("/entaku was not acknowledged")
        return ""

    def _wait(self, had: int, until: datetime) -> None:
        """Nobody leaves before it has come; an app may make none."""
        if self._offered == had and self.colleagues.now() < until:
            raise Later

    def _share(self, offer: Json) -> None:
        colleagues, host = self.colleagues, self.story.circle.host
        had = len(self._pages())
        colleagues.do(host, "filed", APP, "", partial(colleagues.press, host, APP, offer, SHARE))
        colleagues.soon(partial(self._see, had, colleagues.now() + WITHIN), 0.3, 0.5)

    def _see(self, had: int, until: datetime) -> None:
        """Wait until it stands in the record room."""
        if len(self._pages()) <= had and self.colleagues.now() < until:
            raise Later

    def _pages(self) -> list[Json]:
        shown = self.colleagues.sandbox.messages(self.story.circle.record)
        files = [file for one in shown if is_from_app(one) for file in one.get("files") or ()]
        return [file for file in files if file["name"].endswith(".html")]
