"""The play: a thread in which the colleagues look up now and then, and do what is due."""

import random
import re
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from sandbox.client import Sandbox
from sandbox.company import Company
from sandbox.company.wording import plain
from sandbox.play.colleagues import Colleagues, Heard
from sandbox.play.diary import Deed
from sandbox.play.director import Director
from sandbox.play.scenes import SCENES
from sandbox.play.sitting import Lookout, Sitting

Json = dict[str, Any]

LOOK_SECONDS = 0.1  # real time between two looks
MENTION = re.compile(r"<@([A-Z0-9]+)")
SPOKEN = {None, "file_share", "thread_broadcast", "me_message"}
OVERDUE = timedelta(hours=1)
"""A dialogue that has not opened by then does not open this week."""
AFTERGLOW = timedelta(minutes=20)
"""So long after the close a new week begins, when everything that was planned for that day is done."""
SAME_DAY = timedelta(hours=1)
"""What is planned for later than this comes in the week that follows."""


@dataclass(frozen=True)
class Week:
    """What was done in one week, and its dialogue."""

    deeds: tuple[Deed, ...]
    sitting: Sitting | None

    def troubles(self) -> list[Deed]:
        return [deed for deed in self.deeds if deed.trouble]


class Play:
    """The weeks of one company, played in a thread of its own; the same seed gives the same rhythm.

    `over` is set when the first dialogue is over; where nobody lives on, when what came of it until the next would open is.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        company: Company,
        seed: int = 0,
        *,
        patience_seconds: float | None = None,
        lives_on: bool = False,
    ) -> None:
        """With `patience_seconds`, the play moves the clock on when nobody has done anything for so long.

        With `lives_on`, people may sit among the colleagues: the first week is played for them, too, and is
        not the last.
        """
        self.over = threading.Event()
        self._sandbox = sandbox
        self._colleagues = Colleagues(sandbox, company, random.Random(seed))
        self._colleagues.is_living_on = lives_on
        self._circle = self._colleagues.story.circle
        self._director = Director(self._colleagues, patience_seconds)
        self._lookout = Lookout(sandbox, self._colleagues.story)
        self._scenes = [scene(self._colleagues) for scene in SCENES]
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="play", daemon=True)
        self._sittings: list[Sitting] = []
        self._heard_to = 0
        self._opening: datetime | None = None
        self._has_sat = False
        self._first_week: Week | None = None

    # --- what is seen of it ------------------------------------------------------------------------------

    @property
    def deeds(self) -> list[Deed]:
        """What was done so far."""
        return self._colleagues.diary.deeds

    @property
    def sitting(self) -> Sitting | None:
        """The dialogue that is open, or was open last."""
        return self._colleagues.sitting

    def troubles(self) -> list[Deed]:
        return [deed for deed in self.deeds if deed.trouble]

    def first_week(self) -> Week:
        """The first week, as far as it has come."""
        return self._first_week or Week(tuple(self.deeds), self.sitting)

    def next_due(self) -> datetime | None:
        """When somebody does something next, so that a director can move the clock there."""
        return self._colleagues.plan.next_due()

    def opens_after(self, instant: datetime) -> datetime:
        """When the circle's next dialogue opens."""
        return self._circle.opens.first_after(instant.astimezone(ZoneInfo(self._circle.tz))).astimezone(UTC)

    def minutes_in(self) -> float:
        """How many minutes of the dialogue have passed; 0 before it opens."""
        if self.sitting is None:
            return 0.0
        return (self._sandbox.clock() - self.sitting.opened_at).total_seconds() / 60

    # --- beginning and ending ----------------------------------------------------------------------------

    def start(self) -> None:
        """Begin with the week that follows the clock's present time."""
        self._heard_to = int(self._sandbox.colleagues()["seq"])
        self._lookout.begin()
        self._begin_week(self._sandbox.clock())
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=10)

    # --- the thread --------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._look()
                self._stopping.wait(LOOK_SECONDS)
        except httpx.TransportError:  # the sandbox has gone: nobody is left to play for
            self.over.set()

    def _look(self) -> None:
        """Look up once: hear, do what is due, watch for a dialogue, tell what comes."""
        seen = self._sandbox.colleagues(after=self._heard_to)
        self._heard_to = seen["seq"]
        self._colleagues.played = frozenset(seen["present"])
        now = datetime.fromisoformat(seen["clock"]["now"])
        if any(message["from_app"] for message in seen["messages"]):
            self._lookout.stir()
        if seen["on"]:
            self._hear(seen["messages"])
            while self._colleagues.plan.do_next(now) and not self._stopping.is_set():
                self._director.something_happened()
        else:
            self._colleagues.plan.drop_due(now)
        self._watch(now, passing_to=seen.get("passing_to"))
        self._turn_week(now)
        self._director.tell(self.sitting, self._week_turns(), now)
        self._director.move_on(
            now,
            in_hand=seen["clock_in_hand"] or not seen["on"],
            is_watched=bool(seen["present"]),
            is_sitting=self._has_sat and self.sitting is not None and not self._is_done(self.sitting, now),
        )

    def _hear(self, messages: list[Json]) -> None:
        """Tell the scenes what people said and what the app has posted."""
        for message in messages:
            channel = self._colleagues.channel_of(message["channel"])
            if message["from_app"]:
                if channel["kind"] == "im":
                    self._tell(channel, message["ts"])
                elif not message["thread_ts"]:
                    for scene in self._scenes:
                        scene.shown(channel["key"], message)
                continue
            is_person = message["user"] in self._colleagues.keys and message["subtype"] in SPOKEN
            if is_person and not self._colleagues.diary.has_said(message["ts"]):
                for scene in self._scenes:
                    scene.heard(self._as_heard(channel, message))

    def _tell(self, channel: Json, ts: str) -> None:
        """Tell the scenes what the app has written to one colleague."""
        keys = [self._colleagues.keys[one] for one in channel["members"] if one in self._colleagues.keys]
        for person in self._colleagues.free(keys):
            message = next((one for one in self._sandbox.direct_messages(person) if one["ts"] == ts), None)
            for scene in self._scenes if message else ():
                scene.told(person, message or {})

    def _as_heard(self, channel: Json, message: Json) -> Heard:
        thread_ts = message["thread_ts"] if message["thread_ts"] != message["ts"] else None
        room = channel["key"] if channel["key"] in self._colleagues.rooms else ""
        sitting = next(
            (one for one in self._sittings if room and one.threads[room] == thread_ts),
            None,
        )
        at = datetime.fromtimestamp(float(message["ts"]), UTC)
        return Heard(
            channel["id"],
            message["ts"],
            thread_ts,
            message["user"],
            plain(message["text"]),
            at,
            room,
            sitting,
            frozenset(MENTION.findall(message["text"])),
        )

    # --- dialogues and weeks -----------------------------------------------------------------------------

    def _is_done(self, sitting: Sitting, now: datetime) -> bool:
        """Whether it has closed, and what was planned for the time right after it is done."""
        if sitting.is_open(now):
            return False
        return not self._is_busy(now) or now > (sitting.closes_at or sitting.opened_at) + AFTERGLOW

    def _is_busy(self, now: datetime) -> bool:
        due = self._colleagues.plan.next_due()
        return due is not None and due < now + SAME_DAY

    def _watch(self, now: datetime, *, passing_to: str | None) -> None:
        if self.sitting and self.sitting.is_open(now):
            return
        found = self._lookout.look(now)
        if found is None:
            return
        if passing_to and found.closes_at and found.closes_at < datetime.fromisoformat(passing_to):
            found = replace(found, is_brief=True)
        if not self._colleagues.is_living_on:
            self._colleagues.ends_at = self.opens_after(found.opened_at + OVERDUE)
        self._colleagues.sitting = found
        self._sittings.append(found)
        self._has_sat = True
        self._director.something_happened()
        for scene in self._scenes:
            if scene.is_of_every_dialogue or not found.is_brief:
                scene.sat_down(found)

    def _week_turns(self) -> datetime | None:
        """When a new week begins at the earliest: some time after the dialogue, or after it should have opened."""
        if self._has_sat and self.sitting:
            return (self.sitting.closes_at or self.sitting.opened_at) + AFTERGLOW
        return self._opening and self._opening + OVERDUE

    def _turn_week(self, now: datetime) -> None:
        """The week is over when its dialogue is, and what was planned for that day; or when no dialogue has come."""
        is_busy = self._is_busy(now) if self._colleagues.is_living_on else bool(self._colleagues.plan)
        if self._has_sat and not is_busy and not self.over.is_set() and self._is_past(now):
            self._first_week = self.first_week()
            self.over.set()
        turns = self._week_turns()
        is_busy = self._has_sat and is_busy
        if turns and now >= turns and not is_busy and self._colleagues.is_living_on:
            self._colleagues.week += 1
            self._begin_week(now)

    def _is_past(self, now: datetime) -> bool:
        return self.sitting is None or not self.sitting.is_open(now)

    def _begin_week(self, now: datetime) -> None:
        local = now.astimezone(ZoneInfo(self._circle.tz))
        self._has_sat = False
        self._opening = self._opening_of_week(local)
        for scene in self._scenes:
            scene.week_begins(local, self._opening)
        self._director.begin_week(self._opening.astimezone(UTC))

    def _opening_of_week(self, local: datetime) -> datetime:
        """The next opening; in a first week that nobody joins, the one after the last voice has been brought."""
        if self._colleagues.is_living_on:
            return self._circle.opens.first_after(local)
        last = max(voice.when.first_after(local) for voice in self._colleagues.story.voices)
        return self._circle.opens.first_after(last)
