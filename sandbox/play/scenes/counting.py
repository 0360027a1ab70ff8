"""By what one notices the change: the lead names it in App Home with how it was before, and writes values down later."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial

from sandbox.company.outcomes import Outcome
from sandbox.company.seeing import button
from sandbox.play.colleagues import Colleagues, Json
from sandbox.play.diary import Later
from sandbox.play.scenes.improving import is_at_home, open_at_home, open_listed, outcome_of
from sandbox.play.scenes.scene import Scene
from sandbox.play.scenes.ways import APP
from sandbox.play.sitting import Sitting

MEASURE, VALUE, SAME = "improvement.measure", "improvement.value", "improvement.same"
TUESDAY, FRIDAY = timedelta(days=1), timedelta(days=4)
WITHIN = timedelta(minutes=10)


class Counting(Scene):
    is_of_every_dialogue = True

    def __init__(self, colleagues: Colleagues) -> None:
        super().__init__(colleagues)
        self._named: set[str] = set()
        self._written: Counter[str] = Counter()

    def sat_down(self, sitting: Sitting) -> None:
        due = self.colleagues.morning(sitting.opened_at + TUESDAY, self.chance.uniform(30, 50))
        self.colleagues.at(due, self._go_home)
        again = self.colleagues.morning(sitting.opened_at + FRIDAY, 90)
        self.colleagues.at(again, self._count)

    def told(self, person: str, message: Json) -> None:
        """Asked some weeks after it was done, somebody writes a value down; with none left it is the same as before."""
        outcome = outcome_of(self.colleagues, message) if button(message, VALUE) else None
        if outcome:
            self.colleagues.soon(partial(self._answer, person, message, outcome), 5, 20)

    def _go_home(self) -> None:
        """The lead of what has no measure yet opens App Home."""
        for outcome in self.story.outcomes:
            lead = self.colleagues.leads.get(outcome.of, "")
            if not lead or outcome.of in self._named or not self.colleagues.is_free(lead):
                continue
            self._named.add(outcome.of)
            self.colleagues.sandbox.open_home(lead)
            until = self.colleagues.now() + WITHIN
            self.colleagues.soon(partial(self._name, lead, outcome, until), 0.1, 0.2)

    def _name(self, lead: str, outcome: Outcome, until: datetime) -> None:
        if is_at_home(self.colleagues, lead, outcome.of):
            settle = partial(self._settle, lead, outcome)
            self.colleagues.do(lead, "settle", "home", outcome.measure.name, settle)
        elif self.colleagues.now() < until:
            raise Later
        else:
            self._named.discard(outcome.of)

    def _settle(self, lead: str, outcome: Outcome) -> str:
        measure = outcome.measure
        open_at_home(self.colleagues, lead, outcome.of)
        self.colleagues.press_in_form(lead, MEASURE)
        wishes = {"measure": measure.name, "unit": measure.unit, "direction": measure.direction}
        return self.colleagues.submit(lead, {**wishes, "first": measure.first})

    def _count(self) -> None:
        """On Friday a value is written down of what was named this week."""
        for outcome in self.story.outcomes:
            lead = self.colleagues.leads.get(outcome.of, "")
            is_due = outcome.of in self._named and not self._written[outcome.of]
            if is_due and self.colleagues.is_free(lead) and open_listed(self.colleagues, lead, outcome.of):
                self._write_down(lead, outcome)

    def _write_down(self, lead: str, outcome: Outcome) -> None:
        """Write a value down, unless time leapt past the naming: then there is nothing to write it beside."""
        shown = self.colleagues.sandbox.views(lead)
        if not shown or not button(shown[-1], VALUE):
            self.colleagues.put_away(lead)
            return
        write = partial(self._write, lead, outcome)
        self.colleagues.do(lead, "value", "home", outcome.measure.then[0], write)
        self._written[outcome.of] += 1

    def _write(self, lead: str, outcome: Outcome) -> str:
        self.colleagues.press_in_form(lead, VALUE)
        return self.colleagues.submit(lead, {"value": outcome.measure.then[self._written[outcome.of]]})

    def _answer(self, person: str, message: Json, outcome: Outcome) -> None:
        values = outcome.measure.then[self._written[outcome.of] :]

        def answer() -> str:
            if not values:
                return self.colleagues.press(person, APP, message, SAME)
            self.colleagues.press(person, APP, message, VALUE)
            return self.colleagues.submit(person, {"value": values[0]})

        self.colleagues.do(person, "value", APP, values[0] if values else "", answer)
        self._written[outcome.of] += 1
