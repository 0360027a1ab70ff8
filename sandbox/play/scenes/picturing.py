"""Somebody has a watchword made into a picture, which comes as a direct message."""

from datetime import datetime, timedelta
from functools import partial

from sandbox.company.seeing import block_under
from sandbox.play.colleagues import Json
from sandbox.play.diary import Later
from sandbox.play.scenes.scene import Scene
from sandbox.play.scenes.ways import APP
from sandbox.play.sitting import Sitting
from sandbox.refusal import Impossible

OPEN, PICTURE = "watchword.uses", "watchword.card"
MINUTES = (34.2, 34.8)
WITHIN = timedelta(minutes=30)


class Picturing(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        makers = self.story.more.picture_makers if self.story.more else ()
        free = self.colleagues.free(list(makers))
        if free:
            make = partial(self._make, free[(self.colleagues.week - 1) % len(free)])
            self.colleagues.at(sitting.minute(self.chance.uniform(*MINUTES)), make)

    def _make(self, person: str) -> None:
        """Open the page of the first watchword of the shelf and press the button there; an app may have none."""
        colleagues, room = self.colleagues, self.colleagues.company.room_of(person)
        listed = colleagues.listing(person, room, "/watchwords", "", OPEN)
        if listed is None:
            return
        first = block_under(listed, "", OPEN)
        until, had = colleagues.now() + WITHIN, len(self._files(person))

        def make() -> str:
            colleagues.sandbox.click(person, OPEN, ephemeral=listed["ts"], block_id=first)
            colleagues.press_in_form(person, PICTURE)
            return colleagues.put_away(person)

        colleagues.do(person, "picture", room, "", make)
        colleagues.soon(partial(self._receive, person, had, until), 0.3, 0.5)

    def _receive(self, person: str, had: int, until: datetime) -> None:
        colleagues = self.colleagues
        files = self._files(person)[had:]
        if not files and colleagues.now() < until:
            raise Later

        def look() -> str:
            if not files:
                raise Impossible("no picture came")
            return ""

        colleagues.do(person, "received", APP, ", ".join(file["name"] for file in files), look)

    def _files(self, person: str) -> list[Json]:
        shown = self.colleagues.sandbox.direct_messages(person)
        return [file for message in shown for file in message.get("files") or ()]
