"""Somebody writes a customer's words to the app, thinks better of it, and takes them back."""

from datetime import datetime, timedelta
from functools import partial

from sandbox.company import SecondThought
from sandbox.company.seeing import button
from sandbox.play.colleagues import Json
from sandbox.play.diary import Later
from sandbox.play.scenes.scene import Scene
from sandbox.play.scenes.ways import APP

WITHDRAW = "voice.withdraw"
IN_GOOD_TIME = timedelta(hours=2)
"""So long before the opening at the latest."""
WITHIN = timedelta(minutes=10)


class TakingBack(Scene):
    def week_begins(self, begins: datetime, opens: datetime) -> None:
        thoughts = self.story.more.second_thoughts if self.story.more else ()
        fitting = [one for one in thoughts if one.when.first_after(begins) < opens - IN_GOOD_TIME]
        for thought in self.colleagues.memory.draw_some(fitting, 1):
            self.colleagues.at(thought.when.first_after(begins), partial(self._bring, thought))

    def _bring(self, thought: SecondThought) -> None:
        if self.colleagues.say(thought.by, "voice", APP, thought.say):
            until = self.colleagues.now() + WITHIN
            self.colleagues.soon(partial(self._take_back, thought, until), 0.1, 0.3)

    def _take_back(self, thought: SecondThought, until: datetime) -> None:
        answer = self._answer(thought)
        if answer is not None:
            press = partial(self.colleagues.press, thought.by, APP, answer, WITHDRAW)
            self.colleagues.do(thought.by, "withdrawal", APP, thought.say, press)
        elif self.colleagues.now() < until:
            raise Later

    def _answer(self, thought: SecondThought) -> Json | None:
        """What the app has answered, with the button under it; an app may have none."""
        answers = self.colleagues.sandbox.direct_messages(thought.by)
        return next((one for one in reversed(answers) if button(one, WITHDRAW)), None)
