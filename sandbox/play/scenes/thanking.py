"""In a dialogue some thank for words of another room with 🙏, on the copy that stands in their own."""

from functools import partial

from sandbox.company.seeing import is_from_app, shows
from sandbox.play.scenes.pinning import everybody
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

EMOJI = "pray"
THANKS = 3
MINUTES = (9.0, 23.0)


class Thanking(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        people = everybody(self.colleagues)
        for person in self.chance.sample(people, min(THANKS, len(people))):
            due = sitting.minute(self.chance.uniform(*MINUTES))
            self.colleagues.at(due, partial(self._thank, person, sitting))

    def _thank(self, person: str, sitting: Sitting) -> None:
        """The newest copy here of what a colleague has said elsewhere; with none there is nothing to thank for yet."""
        colleagues, room = self.colleagues, self.colleagues.company.room_of(person)
        if not sitting.is_open(colleagues.now()):
            return
        said = [one for one in colleagues.diary.deeds if one.what == "remark" and one.where != room]
        for message in reversed(colleagues.sandbox.thread(room, sitting.threads[room])[1:]):
            words = next(
                (one.words for one in said if is_from_app(message) and shows(message, one.words)), ""
            )
            if words:
                colleagues.react(person, "thanks", room, message["ts"], EMOJI, words)
                return
