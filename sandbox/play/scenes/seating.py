"""Colleagues take a seat at the card, two of each room; the card then shows their departments."""

from functools import partial

from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

TAKE = "seat.take"
OF_A_ROOM = 2


class Seating(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        for room in self.colleagues.rooms:
            free = self.colleagues.free(self.colleagues.members(room))
            for person in self.chance.sample(free, min(OF_A_ROOM, len(free))):
                self.colleagues.soon(partial(self._take, person, room, sitting), 0.1, 1.5)

    def _take(self, person: str, room: str, sitting: Sitting) -> None:
        colleagues = self.colleagues
        card = colleagues.showing(room, TAKE, sitting)
        if card is None or not sitting.is_open(colleagues.now()):
            return
        colleagues.do(person, "seat", room, "", lambda: colleagues.press(person, room, card, TAKE))
