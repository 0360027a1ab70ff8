"""At the end colleagues decide: two propose one small improvement each, others choose, one takes the lead.

In a dialogue that time leaps past one of them proposes something and leads it.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sandbox.company import Improvement
from sandbox.company.seeing import block_under
from sandbox.play.colleagues import Json
from sandbox.play.diary import Later, What
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

PROPOSE, VOTE, TAKE = "improvement.propose", "improvement.vote", "improvement.take"
PROPOSED = 2
VOTERS = 4
MINUTES: dict[str, tuple[float, float]] = {PROPOSE: (25.3, 26.0), VOTE: (26.6, 27.4), TAKE: (27.6, 28.0)}
UNTIL: dict[str, float] = {PROPOSE: 34.0, VOTE: 28.6, TAKE: 38.0}
"""What is not shown by then is let be: no app has to have it. Where nothing was decided, both go after the close as well."""


class Deciding(Scene):
    is_of_every_dialogue = True

    def sat_down(self, sitting: Sitting) -> None:
        proposals = self._choose(1 if sitting.is_brief else PROPOSED)
        for proposal in proposals:
            self.colleagues.at(self._when(PROPOSE, sitting), partial(self._propose, proposal, sitting))
        if not proposals or sitting.is_brief:
            return
        people = [one for one in self._everybody() if one not in {proposal.by for proposal in proposals}]
        voters = self.chance.sample(people, min(VOTERS, len(people)))
        for number, person in enumerate(voters):
            chosen = proposals[-1] if number == 0 else proposals[0]
            vote = partial(self._press, person, "vote", VOTE, chosen, sitting)
            self.colleagues.at(self._when(VOTE, sitting), vote)
        for person in voters[-1:]:
            lead = partial(self._press, person, "lead", TAKE, proposals[0], sitting)
            self.colleagues.at(self._when(TAKE, sitting), lead)

    def _when(self, what: str, sitting: Sitting) -> datetime:
        return sitting.minute(self.chance.uniform(*MINUTES[what]))

    def _everybody(self) -> list[str]:
        colleagues = self.colleagues
        return [one for room in colleagues.rooms for one in colleagues.free(colleagues.members(room))]

    def _choose(self, number: int) -> list[Improvement]:
        improvements: Sequence[Improvement] = self.story.more.improvements if self.story.more else ()
        free = [one for one in improvements if self.colleagues.is_free(one.by)]
        return self.colleagues.memory.draw_some(free, number)

    # --- doing it ----------------------------------------------------------------------------------------

    def _propose(self, proposal: Improvement, sitting: Sitting) -> None:
        colleagues, room = self.colleagues, self.colleagues.company.room_of(proposal.by)
        shown = colleagues.showing(room, PROPOSE, sitting)
        if shown is None:
            self._wait(sitting, PROPOSE)
            return
        wishes = {"what": proposal.say, "when_then": proposal.when, "helps": proposal.helps}
        if sitting.is_brief:
            wishes["owner"] = colleagues.ids[proposal.by]

        def propose() -> str:
            colleagues.press(proposal.by, room, shown, PROPOSE)
            return colleagues.submit(proposal.by, wishes)

        colleagues.do(proposal.by, "proposal", room, proposal.say, propose)
        if sitting.is_brief:
            colleagues.leads[proposal.say] = proposal.by

    def _press(self, person: str, what: What, action_id: str, chosen: Improvement, sitting: Sitting) -> None:
        """Press the button under a proposal once it stands in this person's room."""
        colleagues, room = self.colleagues, self.colleagues.company.room_of(person)
        shown: Json | None = colleagues.showing(room, action_id, sitting)
        place = block_under(shown, chosen.say, action_id) if shown else ""
        if shown is None or not place:
            self._wait(sitting, action_id)
            return
        press = partial(colleagues.press, person, room, shown, action_id, place)
        colleagues.do(person, what, room, chosen.say, press)
        if what == "lead" and colleagues.is_free(person):
            colleagues.leads[chosen.say] = person

    def _wait(self, sitting: Sitting, action_id: str) -> None:
        if self.colleagues.now() < sitting.minute(UNTIL[action_id]):
            raise Later
