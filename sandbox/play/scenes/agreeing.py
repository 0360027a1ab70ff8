"""After the close some go on pinning what others pinned: enough people of enough departments make it a watchword."""

from functools import partial

from sandbox.company import Remark
from sandbox.play.diary import Later
from sandbox.play.scenes.pinning import EMOJI
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

MINUTES = (32.5, 33.5)


class Agreeing(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        for remark in (one for one in self.story.all_remarks if one.agreed_by):
            for person in self.colleagues.free(list(remark.agreed_by)):
                agree = partial(self._agree, remark, person, sitting)
                self.colleagues.at(sitting.minute(self.chance.uniform(*MINUTES)), agree)

    def _agree(self, remark: Remark, person: str, sitting: Sitting) -> None:
        colleagues, room = self.colleagues, self.colleagues.company.room_of(person)
        try:
            ts = str(colleagues.find(room, remark.say, sitting)["ts"])
        except Later:
            return  # it was not said this time
        colleagues.react(person, "agreed", room, ts, EMOJI["pin"], remark.kept.phrase if remark.kept else "")
