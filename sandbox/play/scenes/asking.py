"""Somebody would like to ask the customer something, and a colleague who meets that customer brings the answer back."""

from functools import partial

from sandbox.company import Question
from sandbox.play.diary import Later, What
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

ASK, ANSWER = "customer_question.ask", "customer_question.answer"
ASKED, ANSWERED = (13.0, 16.0), (20.0, 23.5)
"""Between which minutes of the dialogue."""
UNTIL = 24.5
"""What is not shown by then is let be: no app has to have it."""


class Asking(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        questions = self.story.more.questions if self.story.more else ()
        free = self.colleagues.is_free
        possible = [one for one in questions if free(one.by) and free(one.brings)]
        for question in self.colleagues.memory.draw_some(possible, 1):
            ask = partial(self._ask, question, sitting)
            self.colleagues.at(sitting.minute(self.chance.uniform(*ASKED)), ask)
            self.colleagues.at(
                sitting.minute(self.chance.uniform(*ANSWERED)), partial(self._answer, question, sitting)
            )

    def _ask(self, question: Question, sitting: Sitting) -> None:
        self._fill(question.by, "question", ASK, ("question", question.say), sitting)

    def _answer(self, question: Question, sitting: Sitting) -> None:
        self._fill(question.brings, "brought", ANSWER, ("answer", question.answer), sitting)

    def _fill(
        self, person: str, what: What, action_id: str, field: tuple[str, str], sitting: Sitting
    ) -> None:
        """Press a button in this person's room and write the words into the field of the form that opens."""
        colleagues, room = self.colleagues, self.colleagues.company.room_of(person)
        shown = colleagues.showing(room, action_id, sitting)
        if shown is None:
            if colleagues.now() < sitting.minute(UNTIL):
                raise Later
            return
        name, words = field

        def fill() -> str:
            colleagues.press(person, room, shown, action_id)
            return colleagues.submit(person, {name: words})

        colleagues.do(person, what, room, words, fill)
