"""At the end of the week somebody reads what has come of it in the record room, and leaves a sign."""

from datetime import datetime, timedelta
from functools import partial

from sandbox.company.seeing import is_from_app
from sandbox.play.diary import Later
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

FRIDAY, HOUR, MINUTE = timedelta(days=4), timedelta(hours=7), 2
"""An hour before work ends, when a week's letter comes."""
WITHIN = timedelta(minutes=20)
SIGN = "seedling"


class Reading(Scene):
    is_of_every_dialogue = True

    def sat_down(self, sitting: Sitting) -> None:
        due = self.colleagues.morning(sitting.opened_at + FRIDAY, MINUTE) + HOUR
        had = len(self._posts())
        self.colleagues.at(due, partial(self._read, had, due + WITHIN))

    def _read(self, had: int, until: datetime) -> None:
        """Wait for what is new since; an app may write nothing there."""
        posts = self._posts()[had:]
        letter = next((post for post in posts if post >= str(until.timestamp() - 3600)), "")
        if letter:
            room = self.story.circle.record
            readers = self.colleagues.free(self.colleagues.members(room))
            if readers:
                self.colleagues.react(self.chance.choice(readers), "read", room, letter, SIGN)
        elif self.colleagues.now() < until:
            raise Later

    def _posts(self) -> list[str]:
        shown = self.colleagues.sandbox.messages(self.story.circle.record)
        return [str(one["ts"]) for one in shown if is_from_app(one)]
