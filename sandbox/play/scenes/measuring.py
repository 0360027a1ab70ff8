"""Somebody tells a plan in their room and holds it against the watchwords: one is shared in its thread, and the use noted."""

from datetime import datetime, timedelta
from functools import partial

from sandbox.company.keepsakes import Plan
from sandbox.company.seeing import block_under
from sandbox.play.colleagues import Json
from sandbox.play.diary import Later
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting
from sandbox.refusal import Impossible

MEASURE, SHARE, NOTE = "watchwords.measure", "watchword.share", "use.note"
MINUTES = (33.5, 34.0)
WITHIN = timedelta(minutes=10)


class Measuring(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        for plan in self.colleagues.memory.draw_some(self._fitting(sitting), 1):
            self.colleagues.at(sitting.minute(self.chance.uniform(*MINUTES)), partial(self._tell, plan))

    def _fitting(self, sitting: Sitting) -> list[Plan]:
        """The plans that touch what was on the table, of those the voice that most pin; else any."""
        plans = self.story.more.plans if self.story.more else ()
        free = [plan for plan in plans if self.colleagues.is_free(plan.by)]
        pins = {voice.key: len(voice.pinned_by) for voice in sitting.voices}
        most = max((pins.get(plan.about, 0) for plan in free), default=0)
        return [plan for plan in free if pins.get(plan.about, 0) == most]

    def _tell(self, plan: Plan) -> None:
        room = self.colleagues.company.room_of(plan.by)
        if ts := self.colleagues.say(plan.by, "plan", room, plan.say):
            self.colleagues.soon(partial(self._measure, plan, room, ts), 0.2, 0.4)

    def _measure(self, plan: Plan, room: str, ts: str) -> None:
        """Share the first that is shown and note what it was used for; an app may show none."""
        colleagues = self.colleagues

        def measure() -> str:
            if not colleagues.sandbox.shortcut(plan.by, MEASURE, channel=room, ts=ts)["acked"]:
                raise Impossible(f"{MEASURE} was not acknowledged")
            return ""

        colleagues.do(plan.by, "measure", room, plan.say, measure)
        views = colleagues.sandbox.views(plan.by)
        place = block_under(views[-1], "", SHARE) if views else ""
        if not place:
            colleagues.put_away(plan.by)
            return

        def share() -> str:
            colleagues.press_in_form(plan.by, SHARE, place)
            return ts

        def note() -> str:
            colleagues.press_in_form(plan.by, NOTE, place)
            colleagues.send(plan.by, {"kind": plan.kind, "decided": plan.decided})
            return ""

        colleagues.do(plan.by, "share", room, plan.say, share)
        asked = self._told_above(plan.by, place)
        colleagues.do(plan.by, "use", room, plan.decided, note)
        until = colleagues.now() + WITHIN
        colleagues.soon(partial(self._put_away, plan.by, place, asked, until), 0.1, 0.2)

    def _put_away(self, who: str, place: str, asked: list[Json], until: datetime) -> None:
        """Close the form when it says that the watchword stands in the thread."""
        if self._told_above(who, place) == asked and self.colleagues.now() < until:
            raise Later
        self.colleagues.put_away(who)

    def _told_above(self, who: str, place: str) -> list[Json]:
        """What the form says right above the buttons of a watchword."""
        told: list[Json] = []
        for block in [block for view in self.colleagues.sandbox.views(who)[-1:] for block in view["blocks"]]:
            if block.get("block_id") == place:
                return told
            told = block.get("elements") or []
        return []
