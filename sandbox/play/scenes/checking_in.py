"""When the app asks the rooms how things are going, some answer after the dialogue, each for themselves."""

from functools import partial

from sandbox.play.colleagues import Json
from sandbox.play.scenes.pinning import everybody
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

ANSWER = "pulse.answer"
QUESTIONS = ("said", "know", "customer", "heart")
STEPS = ("3", "4", "4", "5")
PEOPLE = 7
MINUTE = 34.0
"""The question comes with the close."""
LATER = (1.0, 50.0)


class CheckingIn(Scene):
    is_of_every_dialogue = True

    def sat_down(self, sitting: Sitting) -> None:
        self.colleagues.at(sitting.minute(MINUTE), partial(self._look, sitting))

    def _look(self, sitting: Sitting) -> None:
        """Where it is asked this time, some find the time for it within the hour."""
        people = everybody(self.colleagues)
        for person in self.chance.sample(people, min(PEOPLE, len(people))):
            room = self.colleagues.company.room_of(person)
            asked = self.colleagues.showing(room, ANSWER, sitting)
            if asked is not None:
                answer = partial(self._answer, person, room, asked)
                self.colleagues.soon(
                    partial(self.colleagues.do, person, "check_in", room, "", answer), *LATER
                )

    def _answer(self, person: str, room: str, asked: Json) -> str:
        self.colleagues.press(person, room, asked, ANSWER)
        steps = {question: self.chance.choice(STEPS) for question in QUESTIONS}
        return self.colleagues.submit(person, steps)
