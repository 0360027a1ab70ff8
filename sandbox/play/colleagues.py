"""The colleagues of one company: what they know, and what they can do, as people do it in Slack.

Scenes (`sandbox.play.scenes`) act through this object alone.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.client import Sandbox, Upload
from sandbox.company import Company, Story
from sandbox.company.seeing import button, fill, shows
from sandbox.company.wording import Memory
from sandbox.play.diary import Diary, Later, Plan, What
from sandbox.play.sitting import Sitting
from sandbox.refusal import Impossible

Json = dict[str, Any]
LAST_MINUTE = 29.5
TRIES = 4
WORK_BEGINS = 9


@dataclass(frozen=True)
class Heard:
    """What a person said, without markup; `mentions` are ids.

    `channel` is an id, `room` the circle's room it stands in, if it does.
    """

    channel: str
    ts: str
    thread_ts: str | None
    user: str
    text: str
    at: datetime
    room: str = ""
    sitting: Sitting | None = None
    mentions: frozenset[str] = frozenset()


class Colleagues:
    """`week` counts from 1; `is_living_on` says that a person may sit among them, so they bring fewer voices."""

    def __init__(self, sandbox: Sandbox, company: Company, chance: random.Random) -> None:
        if company.story is None:
            raise ValueError("this company has no story to play")
        self.sandbox = sandbox
        self.company = company
        self.story: Story = company.story
        self.chance = chance
        self.memory = Memory(chance)
        self.diary = Diary(sandbox)
        self.plan = Plan()
        self.sitting: Sitting | None = None
        self.week = 1
        self.is_living_on = False
        self.played: frozenset[str] = frozenset()
        """The ids of those whom a person plays just now."""
        self.ids = {user["key"]: user["id"] for user in sandbox.users() if user["key"]}
        self.keys = {user_id: key for key, user_id in self.ids.items()}
        self.app_id = sandbox.bot_user()
        self._tries: Counter[tuple[str, str]] = Counter()
        self._channels: dict[str, Json] = {}
        self.rooms = [room.channel for room in self.story.circle.rooms]
        self.ends_at: datetime | None = None
        """When there is nothing more to play; what would come later is not planned."""
        self.leads: dict[str, str] = {}
        """Who took the lead of which improvement, by the words it was proposed in."""
        self.wins: set[str] = set()
        """The small wins that colleagues told, in their words."""

    # --- what they know ----------------------------------------------------------------------------------

    def now(self) -> datetime:
        return self.sandbox.clock()

    def is_free(self, person: str) -> bool:
        """Whether nobody plays this person just now."""
        return self.ids.get(person) not in self.played

    def free(self, people: list[str]) -> list[str]:
        return [person for person in people if self.is_free(person)]

    def members(self, room: str) -> list[str]:
        return list(self.company.channel(room).members)

    def channel_of(self, channel_id: str) -> Json:
        """A conversation by id, read anew if it is not known yet."""
        if channel_id not in self._channels:
            self._channels = {one["id"]: one for one in self.sandbox.channels()}
        return self._channels[channel_id]

    def find(self, room: str, words: str, sitting: Sitting) -> Json:
        """The message of a room's thread that shows these words, the original or a copy; `Later` without one."""
        for message in self.sandbox.thread(room, sitting.threads[room])[1:]:
            if shows(message, words):
                return message
        raise Later

    def showing(self, room: str, action_id: str, sitting: Sitting) -> Json | None:
        """The newest message of a room's thread, its card included, that shows this button; an app may have none."""
        shown = self.sandbox.thread(room, sitting.threads[room])
        return next((one for one in reversed(shown) if button(one, action_id)), None)

    # --- when --------------------------------------------------------------------------------------------

    def at(self, due: datetime, act: Callable[[], object]) -> None:
        if self.ends_at is None or due < self.ends_at:
            self.plan.at(due, act)

    def morning(self, day: datetime, minutes: float = 0) -> datetime:
        """Return so many minutes after work begins on a day, in the circle's time zone."""
        local = day.astimezone(ZoneInfo(self.story.circle.tz))
        return local.replace(hour=WORK_BEGINS, minute=0, second=0, microsecond=0) + timedelta(minutes=minutes)

    def soon(self, act: Callable[[], object], first: float = 0.4, last: float = 1.2) -> None:
        """In some minutes of the sandbox's clock."""
        self.at(self.now() + timedelta(minutes=self.chance.uniform(first, last)), act)

    # --- what they do ------------------------------------------------------------------------------------

    def do(self, who: str, what: What, where: str, words: str, act: Callable[[], str]) -> str:
        """Do something as somebody, unless a person plays them; answers the ts."""
        return self.diary.do(who, what, where, words, act) if self.is_free(who) else ""

    def command(self, who: str, room: str, command: str, text: str) -> str:
        answer = self.sandbox.command(who, room, command, text)
        if not answer["acked"]:
            raise Impossible(f"{command} was not acknowledged")
        if text and self._is_put_off(answer.get("message"), who, text):
            raise Later
        return ""

    def _is_put_off(self, private: Json | None, who: str, text: str) -> bool:
        """Whether an answer is a bare line, with nothing to press: the app is busy, people try again."""
        if not private or private.get("blocks") or self._tries[who, text] >= TRIES:
            return False
        self._tries[who, text] += 1
        return True

    def by_form(self, who: str, room: str, command: str, wishes: dict[str, str]) -> str:
        """Open the command's form and fill it in."""
        self.command(who, room, command, "")
        return self.submit(who, wishes)

    def submit(self, who: str, wishes: dict[str, str]) -> str:
        """Fill in the form on top, send it and put away what is left."""
        self.send(who, wishes)
        return self.put_away(who)

    def send(
        self, who: str, wishes: dict[str, str], files: Mapping[str, Sequence[Upload]] | None = None
    ) -> None:
        """Fill in the form on top and send it; `files` are those of each of its fields."""
        answer = self.sandbox.submit(who, {**fill(self.form(who), wishes), **(files or {})})
        if answer["outcome"] in ("errors", "trouble"):
            raise Impossible(f"the form was not taken: {answer.get('errors') or answer['outcome']}")

    def put_away(self, who: str) -> str:
        """Close a page of thanks: nobody shall find it open who sits down here later."""
        if self.sandbox.views(who):
            self.sandbox.close_view(who, everything=True)
        return ""

    def press(self, who: str, room: str, message: Json, action_id: str, block_id: str = "") -> str:
        answer = self.sandbox.click(who, action_id, channel=room, ts=message["ts"], block_id=block_id or None)
        if not answer["acked"]:
            raise Impossible(f"{action_id} was not acknowledged")
        return ""

    def press_in_form(self, who: str, action_id: str, block_id: str = "") -> str:
        """Press a button of the form on top."""
        answer = self.sandbox.click(who, action_id, view=True, block_id=block_id or None)
        if not answer["acked"]:
            raise Impossible(f"{action_id} was not acknowledged")
        return ""

    def choose_in_form(self, who: str, field: str, value: str) -> str:
        """Choose something in the form on top that the app answers with another form."""
        if not self.sandbox.click(who, "value", view=True, block_id=field, value=value)["acked"]:
            raise Impossible(f"{field} was not acknowledged")
        return ""

    def press_told(self, who: str, told: Json, action_id: str, block_id: str = "") -> str:
        """Press a button of what a command answered, or of App Home (which has no `ts`)."""
        place = {"ephemeral": told["ts"]} if "ts" in told else {"home": True}
        if not self.sandbox.click(who, action_id, block_id=block_id or None, **place)["acked"]:
            raise Impossible(f"{action_id} was not acknowledged")
        return ""

    def listing(self, who: str, room: str, command: str, text: str, action_id: str) -> Json | None:
        """What a command answers this person privately, if it shows this button; an app may have none."""
        told: Json | None = self.sandbox.command(who, room, command, text).get("message")
        return told if told and button(told, action_id) else None

    def form(self, who: str) -> Json:
        """The form that lies before somebody."""
        views = self.sandbox.views(who)
        if not views:
            raise Impossible("no form opened")
        return views[-1]

    def say(self, who: str, what: What, channel: str, words: str, thread_ts: str | None = None) -> str:
        return self.do(who, what, channel, words, lambda: self.sandbox.post(who, channel, words, thread_ts))

    def react(self, who: str, what: What, channel: str, ts: str, name: str, words: str = "") -> str:
        def act() -> str:
            self.sandbox.react(who, channel, ts, name)
            return ts

        return self.do(who, what, channel, words, act)
