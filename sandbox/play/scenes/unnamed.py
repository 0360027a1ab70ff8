"""In the middle of a dialogue somebody says something without their name."""

from functools import partial

from sandbox.company import Line
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

SAY = "remark.unnamed"
MINUTES = (12.5, 18.0)


class Unnamed(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        lines = self.story.more.unnamed if self.story.more else ()
        free = [line for line in lines if self.colleagues.is_free(line.by)]
        for line in self.colleagues.memory.draw_some(free, 1):
            due = sitting.minute(self.chance.uniform(*MINUTES))
            self.colleagues.at(due, partial(self._say, line, sitting))

    def _say(self, line: Line, sitting: Sitting) -> None:
        colleagues, room = self.colleagues, self.colleagues.company.room_of(line.by)
        shown = colleagues.showing(room, SAY, sitting)
        if shown is None or not sitting.is_open(colleagues.now()):
            return

        def say() -> str:
            colleagues.press(line.by, room, shown, SAY)
            return colleagues.submit(line.by, {"text": line.say})

        colleagues.do(line.by, "unnamed", room, line.say, say)
