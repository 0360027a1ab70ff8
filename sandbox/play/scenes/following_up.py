"""Whoever leads an improvement answers the question how it stands, in their own time: it is done, takes another week,
could use a hand, or is let go. Of what is done a small win is told.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sandbox.company.outcomes import Outcome
from sandbox.company.seeing import button, words_of
from sandbox.play.colleagues import Colleagues, Json
from sandbox.play.diary import Later
from sandbox.play.scenes.improving import open_listed, outcome_of
from sandbox.play.scenes.scene import Scene
from sandbox.play.scenes.telling import tell
from sandbox.play.scenes.ways import APP
from sandbox.play.sitting import Sitting

ACCEPT = "improvement.accept"
DONE, LATER, HAND, HELP = "improvement.done", "improvement.later", "improvement.hand", "improvement.help"
RELEASE = "improvement.release"
COURSES = (("done",), ("later", "hand", "done"), ("hand", "done"), ("silence", "release"))
"""What the leads of one dialogue after another answer, question by question; then from the beginning."""
OTHERWISE = ("later", "done")
"""The answers about an improvement of which the company's file says nothing."""
TARGET, BEFORE = timedelta(days=7), timedelta(days=2)
"""An app asks before the target date and on it, and proposes a week."""
WEDNESDAY = timedelta(days=2)
LOOKED_AT = 5
"""The minute after work begins at which leads look whether they were asked."""
WITHIN = timedelta(minutes=6)
SATURDAY = 5


class FollowingUp(Scene):
    is_of_every_dialogue = True

    def __init__(self, colleagues: Colleagues) -> None:
        super().__init__(colleagues)
        self._courses: dict[str, tuple[str, ...]] = {}
        self._asked: defaultdict[str, int] = defaultdict(int)
        self._asked_on: set[datetime] = set()
        self._targets: dict[str, datetime] = {}
        self._ended: set[str] = set()
        self._helped: set[str] = set()
        self._dialogues = 0

    def sat_down(self, sitting: Sitting) -> None:
        if self._dialogues == 0:
            due = self.colleagues.morning(sitting.opened_at + WEDNESDAY, 125)
            self.colleagues.at(due, self._ask_early)
        self._dialogues += 1
        self._look_out(sitting.opened_at + TARGET)

    def told(self, person: str, message: Json) -> None:
        """Asked to take the lead somebody does; asked how it stands they answer a little later."""
        if button(message, ACCEPT):
            accept = partial(self.colleagues.press, person, APP, message, ACCEPT)
            self.colleagues.soon(partial(self.colleagues.do, person, "accept", APP, "", accept), 2, 8)
        if button(message, DONE):
            self._asked_on.add(self.colleagues.morning(self.colleagues.now()))
            self.colleagues.soon(partial(self._answer, person, message), 3, 12)

    def shown(self, channel: str, message: Json) -> None:
        """A room is asked for a hand: somebody who sits in another room than the lead offers one."""
        if channel not in self.colleagues.rooms:
            return
        asked = next((one for one in self._messages(channel) if one["ts"] == message["ts"]), None)
        outcome = outcome_of(self.colleagues, asked) if asked and button(asked, HELP) else None
        if asked is None or outcome is None or outcome.of in self._helped:
            return
        lead = self.colleagues.leads.get(outcome.of, "")
        people = [one for one in self.colleagues.free(self.colleagues.members(channel)) if one != lead]
        if people and (not lead or self.colleagues.company.room_of(lead) != channel):
            self._helped.add(outcome.of)
            who = self.chance.choice(people)
            press = partial(self.colleagues.press, who, channel, asked, HELP)
            self.colleagues.soon(
                partial(self.colleagues.do, who, "help", channel, outcome.hand, press), 5, 25
            )

    # --- being asked -------------------------------------------------------------------------------------

    def _look_out(self, target: datetime) -> None:
        """Leads look in their messages on the mornings on which they may be asked."""
        before = target - BEFORE
        while before.weekday() >= SATURDAY:
            before -= timedelta(days=1)
        for day in (before, target):
            due = self.colleagues.morning(day, LOOKED_AT)
            self.colleagues.at(due, partial(self._wait, target, due + WITHIN))

    def _wait(self, target: datetime, until: datetime) -> None:
        """Those whose target date it is wait a while for the question; it is answered when it comes."""
        for what in self.colleagues.leads:
            self._targets.setdefault(what, target)
        expected = [
            lead
            for what, lead in self.colleagues.leads.items()
            if what not in self._ended and self._targets[what] == target
        ]
        is_asked = self.colleagues.morning(until) in self._asked_on
        if self.colleagues.free(expected) and not is_asked and self.colleagues.now() < until:
            raise Later

    def _answer(self, person: str, asked: Json) -> None:
        message = next((one for one in self._directs(person) if one["ts"] == asked["ts"]), None)
        if message is None or not button(message, DONE):
            return  # it was answered elsewhere
        outcome = outcome_of(self.colleagues, message)
        text = words_of(message)
        what = outcome.of if outcome else next((one for one in self.colleagues.leads if one in text), text)
        course = self._course(outcome)
        answer = course[min(self._asked[what], len(course) - 1)]
        self._asked[what] += 1
        answers: dict[str, Callable[[], None]] = {
            "done": partial(self._done, person, message, outcome, what),
            "later": partial(self._later, person, message, what),
            "hand": partial(self._hand, person, message, outcome),
            "release": partial(self._release, person, message, outcome),
        }
        if answer in answers:
            answers[answer]()

    def _course(self, outcome: Outcome | None) -> tuple[str, ...]:
        if outcome is None:
            return OTHERWISE
        return self._courses.setdefault(outcome.of, COURSES[len(self._courses) % len(COURSES)])

    # --- answering ---------------------------------------------------------------------------------------

    def _done(self, person: str, message: Json, outcome: Outcome | None, what: str) -> None:
        press = partial(self.colleagues.press, person, APP, message, DONE)
        self.colleagues.do(person, "done", APP, what, press)
        self._ended.add(what)
        if outcome and outcome.win.say not in self.colleagues.wins:
            self.colleagues.soon(partial(tell, self.colleagues, outcome.win, what, person), 12, 20)

    def _later(self, person: str, message: Json, what: str) -> None:
        press = partial(self.colleagues.press, person, APP, message, LATER)
        self.colleagues.do(person, "later", APP, what, press)
        self._targets[what] = self._targets.get(what, self.colleagues.now()) + TARGET
        self._look_out(self._targets[what])

    def _hand(self, person: str, message: Json, outcome: Outcome | None) -> None:
        def ask() -> str:
            self.colleagues.press(person, APP, message, HAND)
            return self.colleagues.submit(person, {"hand": outcome.hand if outcome else ""})

        self.colleagues.do(person, "hand", APP, outcome.hand if outcome else "", ask)
        if outcome:
            self._look_for_request(outcome)

    def _release(self, person: str, message: Json, outcome: Outcome | None) -> None:
        if outcome is None:
            return

        def let_go() -> str:
            self.colleagues.press(person, APP, message, RELEASE)
            return self.colleagues.submit(person, {"reason": outcome.reason})

        self.colleagues.do(person, "release", APP, outcome.reason, let_go)
        self._ended.add(outcome.of)

    def _ask_early(self) -> None:
        """The first lead of all asks for a hand without being asked: from the list of the command."""
        for outcome in self.story.outcomes:
            lead = self.colleagues.leads.get(outcome.of, "")
            if lead and self.colleagues.is_free(lead) and open_listed(self.colleagues, lead, outcome.of):
                self.colleagues.do(lead, "hand", APP, outcome.hand, partial(self._ask_in_view, lead, outcome))
                self._look_for_request(outcome)
                return

    def _look_for_request(self, outcome: Outcome) -> None:
        """Wait a while until the rooms read that a hand is wanted; days may not pass before they do."""
        until = self.colleagues.now() + WITHIN

        def wait() -> None:
            if outcome.of not in self._helped and self.colleagues.now() < until:
                raise Later

        self.colleagues.at(self.colleagues.now(), wait)

    def _ask_in_view(self, lead: str, outcome: Outcome) -> str:
        self.colleagues.press_in_form(lead, HAND)
        return self.colleagues.submit(lead, {"hand": outcome.hand})

    # --- seeing ------------------------------------------------------------------------------------------

    def _messages(self, channel: str) -> list[Json]:
        return self.colleagues.sandbox.messages(channel)

    def _directs(self, person: str) -> list[Json]:
        return self.colleagues.sandbox.direct_messages(person)
