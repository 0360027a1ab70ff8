"""Colleagues bring customers' voices.

In the first week they bring all they have, each in its own way (`ways`). Where a person sits among them they bring as many
as the table has places, and keep the last place free until shortly before the opening: so what the person brings
is heard at once.
"""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sandbox.company import Again, Voice
from sandbox.play.colleagues import Colleagues, Heard
from sandbox.play.diary import Later
from sandbox.play.scenes import ways
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

PLACES = 3
LAST_CALL = timedelta(minutes=25)
"""So long before the opening a place that nobody has taken is filled."""
TELEPHONE = timedelta(hours=1)
OTHERWISE = {"direct", "mention", "message"}


class Bringing(Scene):
    is_of_every_dialogue = True

    def __init__(self, colleagues: Colleagues) -> None:
        super().__init__(colleagues)
        self._brought: set[str] = set()
        self._heard = 0
        self._otherwise = 0
        """So many voices came by another way than the command."""

    def week_begins(self, begins: datetime, opens: datetime) -> None:
        if not self.colleagues.is_living_on:
            for voice in self.story.voices:
                self._plan(voice, voice.when.first_after(begins))
            return
        soon = self._in_time(begins, opens)
        for voice in soon[: max(0, PLACES - 1 - self._waiting())]:
            self._plan(voice, voice.when.first_after(begins))
        self.colleagues.at(max(opens - LAST_CALL, begins), self._fill_the_table)

    def sat_down(self, sitting: Sitting) -> None:
        self._heard += len(sitting.voices) + len(sitting.others)

    def heard(self, said: Heard) -> None:
        """What a person writes to the app itself waits like what stands after the command."""
        channel = self.colleagues.channel_of(said.channel)
        others = [one for one in channel["members"] if one in self.colleagues.keys and one != said.user]
        is_direct = channel["kind"] == "im" and not others
        is_meant = is_direct or self.colleagues.app_id in said.mentions
        self._otherwise += is_meant and said.sitting is None

    def _plan(self, voice: Voice, due: datetime) -> None:
        self._brought.add(voice.key)
        self.colleagues.at(due, partial(self._bring, voice))
        if voice.again:
            later = voice.again.when.first_after(due.astimezone(ZoneInfo(self.story.circle.tz)))
            if not self.colleagues.is_living_on:
                self.colleagues.at(later, partial(self._bring_again, voice.again))

    def _waiting(self) -> int:
        """How many voices have been brought, by colleagues or by people, and not been heard."""
        commands = self.colleagues.sandbox.traffic(kind="command", name="/voice", limit=100_000)
        return max(0, len(commands) + self._otherwise - self._heard)

    def _left(self) -> list[Voice]:
        left = [voice for voice in self.story.all_voices if voice.key not in self._brought]
        return self.chance.sample(left, len(left))

    def _in_time(self, begins: datetime, opens: datetime) -> list[Voice]:
        """Voices of the days before the opening; a week may be short when it was begun late."""
        return [one for one in self._left() if one.when.first_after(begins) < opens - TELEPHONE]

    def _fill_the_table(self) -> None:
        for voice in self._left()[: max(0, PLACES - self._waiting())]:
            self._plan(voice, self.colleagues.now())

    # --- one voice ---------------------------------------------------------------------------------------

    def _bring(self, voice: Voice) -> None:
        colleagues = self.colleagues
        room = colleagues.company.room_of(voice.by)
        if not colleagues.is_free(voice.by):
            others = colleagues.free([one for one in colleagues.members(room) if one != voice.said_by])
            if not others:
                raise Later
            voice = replace_bringer(voice, self.chance.choice(others))
        self._otherwise += voice.way in OTHERWISE
        ways.bring(colleagues, voice)

    def _bring_again(self, again: Again) -> None:
        """Nearly the same words need no place of their own: they are heard with the others."""
        self.colleagues.say(again.by, "again", ways.APP, again.quote)


def replace_bringer(voice: Voice, by: str) -> Voice:
    return voice.model_copy(update={"by": by})
