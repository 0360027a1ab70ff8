"""Colleagues who play a company's week in the sandbox.

They see only what Slack shows them. During the week they bring voices; when the app opens a thread that shows
those voices in every room of the circle, they talk about them at the pace of the sandbox's clock: one
rewrites, one takes something back, some put 📌 on a voice, a remark or a copy, some 💡. After the half hour
they post wins and cheer.

    python -m sandbox.play --url http://127.0.0.1:8123 --company ja --patience 1
"""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from sandbox.client import Sandbox
from sandbox.company import Company, Remark, Story, Voice, Win
from sandbox.company.rhythm import pace
from sandbox.company.seeing import button, fill, is_from_app, shows
from sandbox.play.diary import Deed, Diary, Later, Plan, What
from sandbox.refusal import Impossible

__all__ = ["Deed", "Play", "Sitting"]

Json = dict[str, Any]

LOOK_SECONDS = 0.1  # real time between two looks at the rooms
LAST_MINUTE = 29.5
CHEERS = ("tada", "clap", "raised_hands")


@dataclass(frozen=True)
class Sitting:
    """A dialogue as it is seen: its threads by room and the voices they show."""

    opened_at: datetime
    threads: dict[str, str]
    voices: tuple[Voice, ...]

    def minute(self, minutes: float) -> datetime:
        return self.opened_at + timedelta(minutes=minutes)


class Play:
    """The week of one company, played in a thread of its own; the same seed gives the same rhythm."""

    def __init__(
        self, sandbox: Sandbox, company: Company, seed: int = 0, *, patience_seconds: float | None = None
    ) -> None:
        """With `patience_seconds`, the play moves the clock on when nobody has done anything for so long."""
        if company.story is None:
            raise ValueError("this company has no story to play")
        self.over = threading.Event()
        self._sandbox = sandbox
        self._company = company
        self._story: Story = company.story
        self._chance = random.Random(seed)
        self._patience_seconds = patience_seconds
        self._diary = Diary(sandbox)
        self._plan = Plan()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="play", daemon=True)
        self._opening: datetime | None = None
        self._seen_roots: set[tuple[str, str]] = set()
        self._glimpse: tuple[object, int] = (None, 0)
        self.sitting: Sitting | None = None

    @property
    def deeds(self) -> list[Deed]:
        """What was done so far."""
        return self._diary.deeds

    def troubles(self) -> list[Deed]:
        return [deed for deed in self.deeds if deed.trouble]

    def next_due(self) -> datetime | None:
        """When somebody does something next, so that a director can move the clock there."""
        return self._plan.next_due()

    def opens_after(self, instant: datetime) -> datetime:
        """When the circle's next dialogue opens."""
        circle = self._story.circle
        return circle.opens.first_after(instant.astimezone(ZoneInfo(circle.tz))).astimezone(UTC)

    def minutes_in(self) -> float:
        """How many minutes of the dialogue have passed; 0 before it opens."""
        if self.sitting is None:
            return 0.0
        return (self._sandbox.clock() - self.sitting.opened_at).total_seconds() / 60

    def start(self) -> None:
        """Begin with the week that follows the clock's present time."""
        local = self._sandbox.clock().astimezone(ZoneInfo(self._story.circle.tz))
        for voice in self._story.voices:
            self._plan.at(voice.when.first_after(local), partial(self._bring, voice))
        last = max(voice.when.first_after(local) for voice in self._story.voices)
        self._opening = self.opens_after(last)
        for room in self._rooms():
            self._seen_roots |= {(room, one["ts"]) for one in self._sandbox.messages(room)}
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=10)

    # --- the thread --------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            self._live()
        except httpx.TransportError:  # the sandbox has gone: nobody is left to play for
            self.over.set()

    def _live(self) -> None:
        calm_since = time.monotonic()
        while not self._stopping.is_set():
            now = self._sandbox.clock()
            while self._plan.do_next(now) and not self._stopping.is_set():
                calm_since = time.monotonic()
            if self.sitting and not self._plan:
                self.over.set()
            if not self.sitting:
                self._look_for_dialogue()
                if self._patience_seconds and time.monotonic() - calm_since > self._patience_seconds:
                    self._move_clock_on(now)
                    calm_since = time.monotonic()
            self._stopping.wait(LOOK_SECONDS)

    def _move_clock_on(self, now: datetime) -> None:
        """To the next voice, or to the minute before the table opens; never past that."""
        target = self._plan.next_due()
        if target is None and self._opening:
            target, self._opening = self._opening - timedelta(minutes=1), None
        if target and target > now:
            self._sandbox.set_clock(now=target)

    def _soon(self, act: Callable[[], None]) -> None:
        self._plan.at(self._sandbox.clock() + timedelta(minutes=self._chance.uniform(0.4, 1.2)), act)

    def _rooms(self) -> list[str]:
        return [room.channel for room in self._story.circle.rooms]

    # --- voices ------------------------------------------------------------------------------------------

    def _bring(self, voice: Voice) -> None:
        room = self._company.room_of(voice.by)
        wishes = {
            "quote": voice.quote,
            "scene": voice.scene,
            "source": voice.source,
            "product": voice.product,
            "segment": voice.segment,
            "consent": voice.consent,
        }
        if voice.way == "form":
            self._diary.do(
                voice.by, "voice", room, voice.quote, lambda: self._by_form(voice.by, room, "/voice", wishes)
            )
            return
        self._diary.do(
            voice.by, "voice", room, voice.quote, lambda: self._command(voice.by, room, "/voice", voice.quote)
        )
        if voice.consent != "inside":
            self._add_details(voice, room, wishes)

    def _command(self, who: str, room: str, command: str, text: str) -> str:
        answer = self._sandbox.command(who, room, command, text)
        if not answer["acked"]:
            raise Impossible(f"{command} was not acknowledged")
        return ""

    def _by_form(self, who: str, room: str, command: str, wishes: dict[str, str]) -> str:
        self._command(who, room, command, "")
        return self._submit(who, wishes)

    def _submit(self, who: str, wishes: dict[str, str]) -> str:
        views = self._sandbox.views(who)
        if not views:
            raise Impossible("no form opened")
        answer = self._sandbox.submit(who, fill(views[-1], wishes))
        if answer["outcome"] in ("errors", "trouble"):
            raise Impossible(f"the form was not taken: {answer.get('errors') or answer['outcome']}")
        return ""

    def _add_details(self, voice: Voice, room: str, wishes: dict[str, str]) -> None:
        """Press the button under the private answer, if it shows one."""
        for private in reversed(self._sandbox.ephemerals(voice.by)):
            if button(private, "voice.details"):
                break
        else:
            return

        def press() -> str:
            self._sandbox.click(voice.by, "voice.details", ephemeral=private["ts"])
            return self._submit(voice.by, wishes)

        self._diary.do(voice.by, "details", room, voice.scene, press)

    # --- the dialogue ------------------------------------------------------------------------------------

    def _look_for_dialogue(self) -> None:
        """Notice threads of the app that show the same voices in every room."""
        threads: dict[str, str] = {}
        shown: dict[str, tuple[str, ...]] = {}
        for room in self._rooms():
            for root in reversed(self._sandbox.messages(room)):
                if (room, root["ts"]) in self._seen_roots or not is_from_app(root):
                    continue
                voices = self._voices_in(room, root["ts"])
                if voices:
                    threads[room], shown[room] = root["ts"], voices
                    break
        complete = len(shown) == len(self._rooms()) and len(set(shown.values())) == 1
        sight = (tuple(threads.items()), tuple(shown.items())) if complete else None
        self._glimpse = (sight, self._glimpse[1] + 1 if sight and sight == self._glimpse[0] else 0)
        if complete and self._glimpse[1] >= 5:  # nothing was added for half a second: all voices are there
            self._sit_down(threads, next(iter(shown.values())))

    def _voices_in(self, room: str, ts: str) -> tuple[str, ...]:
        replies = [one for one in self._sandbox.thread(room, ts)[1:] if is_from_app(one)]
        return tuple(
            voice.key for voice in self._story.voices if any(shows(reply, voice.quote) for reply in replies)
        )

    def _sit_down(self, threads: dict[str, str], keys: tuple[str, ...]) -> None:
        opened_at = datetime.fromtimestamp(min(float(ts) for ts in threads.values()), UTC)
        voices = tuple(voice for voice in self._story.voices if voice.key in keys)
        sitting = self.sitting = Sitting(opened_at, threads, voices)
        for voice in voices:
            for person in voice.pinned_by:
                due = sitting.minute(self._chance.uniform(6, 25))
                self._plan.at(due, self._reaction(person, "pin", voice.quote, sitting))
        for minute, remark in pace(self._story, keys, self._chance):
            self._plan.at(sitting.minute(minute), partial(self._say, remark, sitting))
        for number, win in enumerate(self._story.wins):
            due = sitting.minute(32 + 2.5 * number + self._chance.uniform(0, 1))
            self._plan.at(due, partial(self._celebrate, win))

    def _say(self, remark: Remark, sitting: Sitting) -> None:
        room = self._company.room_of(remark.by)
        now = self._sandbox.clock()
        if remark.answers and now < sitting.minute(LAST_MINUTE):
            question = next(one for one in self._story.remarks if one.key == remark.answers)
            self._find(room, question.say, sitting)
        ts = self._diary.do(
            remark.by,
            "remark",
            room,
            remark.say,
            lambda: self._sandbox.post(remark.by, room, remark.say, sitting.threads[room]),
        )
        if not ts:
            return
        if remark.edited_to:
            self._soon(partial(self._edit, remark, room, ts))
        if remark.taken_back:
            self._soon(partial(self._take_back, remark, room, ts))
        for person in remark.pinned_by:
            self._soon(self._reaction(person, "pin", remark.say, sitting))
        for person in remark.lit_by:
            self._soon(self._reaction(person, "light", remark.say, sitting))

    def _edit(self, remark: Remark, room: str, ts: str) -> None:
        def rewrite() -> str:
            self._sandbox.edit(remark.by, room, ts, remark.edited_to)
            return ts

        self._diary.do(remark.by, "edit", room, remark.edited_to, rewrite)

    def _take_back(self, remark: Remark, room: str, ts: str) -> None:
        def delete() -> str:
            self._sandbox.delete(remark.by, room, ts)
            return ts

        self._diary.do(remark.by, "deletion", room, remark.say, delete)

    def _find(self, room: str, words: str, sitting: Sitting) -> Json:
        """The message of a room's thread that shows these words: the original or a copy."""
        for message in self._sandbox.thread(room, sitting.threads[room])[1:]:
            if shows(message, words):
                return message
        raise Later

    def _reaction(self, person: str, what: What, words: str, sitting: Sitting) -> Callable[[], None]:
        """Somebody reacts to what shows these words in their own room, be it original or copy."""
        room = self._company.room_of(person)
        name = "pushpin" if what == "pin" else "bulb"

        def react() -> str:
            ts = str(self._find(room, words, sitting)["ts"])
            self._sandbox.react(person, room, ts, name)
            return ts

        def give_up() -> str:
            raise Impossible("these words never showed up here")

        def act() -> None:
            in_time = self._sandbox.clock() < sitting.minute(LAST_MINUTE)
            try:
                self._diary.do(person, what, room, words, react)
            except Later:
                if in_time:
                    raise
                self._diary.do(person, what, room, words, give_up)

        return act

    # --- wins --------------------------------------------------------------------------------------------

    def _celebrate(self, win: Win) -> None:
        room = self._story.circle.wins
        if win.way == "form":
            origin = next(voice.quote for voice in self._story.voices if voice.key == win.origin)
            wishes = {
                "headline": win.say,
                "before": win.before,
                "after": win.after,
                "unit": win.unit,
                "origin": origin,
                "thanks": self._sandbox.user(win.thanks)["id"] if win.thanks else "",
            }
            self._diary.do(win.by, "win", room, win.say, lambda: self._by_form(win.by, room, "/wins", wishes))
        else:
            self._diary.do(
                win.by, "win", room, win.say, lambda: self._command(win.by, room, "/wins", win.say)
            )
        until = self._sandbox.clock() + timedelta(minutes=10)
        for person in win.cheered_by:
            self._soon(partial(self._cheer, person, win, until))

    def _cheer(self, person: str, win: Win, until: datetime) -> None:
        room = self._story.circle.wins
        shown = [one for one in self._sandbox.messages(room) if is_from_app(one) and shows(one, win.say)]
        if not shown and self._sandbox.clock() < until:
            raise Later

        def cheer() -> str:
            if not shown:
                raise Impossible("this win never showed up")
            self._sandbox.react(person, room, shown[-1]["ts"], self._chance.choice(CHEERS))
            return str(shown[-1]["ts"])

        self._diary.do(person, "cheer", room, win.say, cheer)
