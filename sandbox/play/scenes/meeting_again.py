"""Some switch on in App Home that those of one table may find each other again; one of them asks the others."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sandbox.company.seeing import block_under, button
from sandbox.play.colleagues import Colleagues, Json
from sandbox.play.diary import Later, What
from sandbox.play.scenes.pinning import everybody
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

SWITCH, ASK = "table.on", "table.ask_again"
PEOPLE = 5
MINUTES = (6.0, 20.0)
"""Before the dialogue closes: who has switched it on by then is found."""
WEDNESDAY, MINUTE = timedelta(days=2), 70
WITHIN = timedelta(minutes=10)


class MeetingAgain(Scene):
    def __init__(self, colleagues: Colleagues) -> None:
        super().__init__(colleagues)
        self._switched: list[str] = []

    def sat_down(self, sitting: Sitting) -> None:
        if not self._switched:
            people = everybody(self.colleagues)
            self._switched = self.chance.sample(people, min(PEOPLE, len(people)))
            for person in self._switched:
                due = sitting.minute(self.chance.uniform(*MINUTES))
                self.colleagues.at(due, partial(self._open, person, SWITCH, "switch_on"))
        day = self.colleagues.morning(sitting.opened_at + WEDNESDAY, MINUTE)
        self.colleagues.at(day, partial(self._ask, tuple(self._switched)))

    def _ask(self, people: Sequence[str]) -> None:
        """One of them who is free asks those whom App Home shows."""
        free = self.colleagues.free(list(people))
        if free:
            self._open(self.chance.choice(free), ASK, "ask_again")

    def _open(self, person: str, action_id: str, what: What) -> None:
        if self.colleagues.is_free(person):
            self.colleagues.sandbox.open_home(person)
            until = self.colleagues.now() + WITHIN
            self.colleagues.soon(partial(self._press, person, action_id, what, until), 0.1, 0.2)

    def _press(self, person: str, action_id: str, what: What, until: datetime) -> None:
        """Press what App Home shows, as soon as it does; an app may not have it."""
        home = self.colleagues.sandbox.home(person) or {}
        shown: Json = {"blocks": home.get("blocks") or []}
        if button(shown, action_id):
            self.colleagues.do(person, what, "home", "", partial(self._pressed, person, shown, action_id))
        elif self.colleagues.now() < until:
            raise Later

    def _pressed(self, person: str, shown: Json, action_id: str) -> str:
        colleagues = self.colleagues
        colleagues.press_told(person, shown, action_id, block_under(shown, "", action_id))
        return colleagues.submit(person, {}) if action_id == ASK else ""
