"""When a dialogue closes somebody writes down what they noticed; a little later an idea is taken up as an improvement."""

from functools import partial

from sandbox.company.keepsakes import Idea, TakenUp
from sandbox.company.seeing import block_under
from sandbox.play.diary import Later
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting
from sandbox.refusal import Impossible

WRITE, TAKE_UP = "idea.write", "idea.take_up"
WRITTEN, TAKEN_UP = (31.0, 32.0), (35.0, 36.0)
UNTIL = 33.0
"""What is not shown by then is let be: no app has to have it."""


class Noticing(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        colleagues, more = self.colleagues, self.story.more
        written = [one for one in more.ideas if colleagues.is_free(one.by)] if more else []
        for idea in colleagues.memory.draw_some(written, 1):
            due = sitting.minute(self.chance.uniform(*WRITTEN))
            colleagues.at(due, partial(self._write, idea, sitting))
        if more and more.taken_up:
            colleagues.at(sitting.minute(self.chance.uniform(*TAKEN_UP)), self._take_one_up)

    def _write(self, idea: Idea, sitting: Sitting) -> None:
        colleagues, room = self.colleagues, self.colleagues.company.room_of(idea.by)
        shown = colleagues.showing(room, WRITE, sitting)
        if shown is None:
            if colleagues.now() < sitting.minute(UNTIL):
                raise Later
            return

        def write() -> str:
            colleagues.press(idea.by, room, shown, WRITE)
            return colleagues.submit(idea.by, {"idea": idea.say})

        colleagues.do(idea.by, "idea", room, idea.say, write)

    def _take_one_up(self) -> None:
        """The first that still waits in the list of whoever would take it up."""
        for one in self.story.more.taken_up if self.story.more else ():
            if (
                self.colleagues.is_free(one.by)
                and not self.colleagues.memory.said(one.say)
                and self._take(one)
            ):
                self.colleagues.memory.note(one.say)
                return

    def _take(self, taken: TakenUp) -> bool:
        colleagues, room = self.colleagues, self.colleagues.company.room_of(taken.by)
        listed = colleagues.listing(taken.by, room, "/entaku", "ideas", TAKE_UP)
        place = block_under(listed, taken.idea, TAKE_UP) if listed else ""
        if not listed or not place:
            return False

        def take() -> str:
            answer = colleagues.sandbox.click(taken.by, TAKE_UP, ephemeral=listed["ts"], block_id=place)
            if not answer["acked"]:
                raise Impossible(f"{TAKE_UP} was not acknowledged")
            wishes = {"what": taken.say, "when_then": taken.when, "helps": taken.helps}
            return colleagues.submit(taken.by, wishes)

        colleagues.do(taken.by, "taken_up", room, taken.say, take)
        colleagues.leads[taken.say] = taken.by
        return True
