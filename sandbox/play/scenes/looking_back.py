"""Somebody who is unsure asks in everyday words which watchwords speak to it."""

from functools import partial

from sandbox.company.keepsakes import Worry
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

MINUTES = (34.5, 36.0)


class LookingBack(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        worries = self.story.more.worries if self.story.more else ()
        free = [worry for worry in worries if self.colleagues.is_free(worry.by)]
        for worry in self.colleagues.memory.draw_some(free, 1):
            self.colleagues.at(sitting.minute(self.chance.uniform(*MINUTES)), partial(self._ask, worry))

    def _ask(self, worry: Worry) -> None:
        colleagues, room = self.colleagues, self.colleagues.company.room_of(worry.by)
        ask = partial(colleagues.command, worry.by, room, "/watchwords", worry.say)
        colleagues.do(worry.by, "look_back", room, worry.say, ask)
