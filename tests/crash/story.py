"""A story: people bring voices, a dialogue opens, everybody talks, it closes, while the process crashes again and again.

A seed decides who does what, in which order payloads come, which call is made when, and where the process ends. Slack
sends an event until it is acked; what people typed or pressed is never sent again, but they try again at once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from unittest.mock import patch

import time_machine
from sqlalchemy import func, select

from bot import faultpoints
from bot.delivery.settling import Claim
from bot.delivery.slack import CALL_TIMEOUT_SECONDS
from bot.faultpoints import FaultPoint
from models import Dialogue, OutboxRow
from scheduler import steps
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, RECORD, SALES, WINS, seat
from tests.conftest import MONDAY_TEN_IN_TOKYO, TEAM, FakeClock, install
from tests.crash.process import Crash, Fuse, Process
from tests.crash.small_slack import Json, Payload, SmallSlack, kind_of

ROOMS = (SALES, DEVELOPMENT, CALLS)
MEMBERS = {SALES: ["U0AKI", "U0HOST"], DEVELOPMENT: ["U0CHIE"], CALLS: ["U0DAI"]}
NAMES = {"U0AKI": "秋", "U0CHIE": "千恵", "U0DAI": "大", "U0HOST": "進"}
PIN, CHEER = "pushpin", "tada"
ACTS = 5
TURNS = 500
"""A story that has not come to rest after so many turns never will."""


@dataclass
class Said:
    """A remark as its author left it: `words` is a token that occurs nowhere else."""

    channel: str
    message: Json
    number: int
    edits: int = 0
    is_deleted: bool = False

    @property
    def words(self) -> str:
        return f"R{self.number}e{self.edits}"


@dataclass
class Story:
    """Everything that a run of one seed came to; `tests.crash.whole` says what must hold of it."""

    database_url: str
    point: FaultPoint
    seed: int
    loses_a_room: bool = False
    voices: list[str] = field(default_factory=list)
    wins: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.point.name}:{self.seed}")
        self.clock = FakeClock(MONDAY_TEN_IN_TOKYO - timedelta(minutes=self.chance.choice([30, 30, 30, 120])))
        self.slack = SmallSlack(NAMES, MEMBERS)
        self.fuse = Fuse(self.point, self.chance)
        self._in_hand: list[Claim] = []
        self._views = 0
        self._longest_call = 0.0
        self._worked = False

    def play(self) -> None:
        ids = Random(self.seed)
        with (
            time_machine.travel(MONDAY_TEN_IN_TOKYO, tick=False) as self._real_time,
            patch("secrets.randbelow", ids.randrange),  # of which ids are made: a seed tells one story
        ):
            self._process = Process(self.database_url, self.clock, self.slack)
            self._set_up()
            self.slack.meanwhile = self._meanwhile
            faultpoints.install(self.fuse)
            try:
                self._before()
                self._open()
                self._talk()
                self._close()
            finally:
                faultpoints.install(None)
                self._process.end()

    # --- what happens ------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        with self._process.database.session() as session:
            install(session)
        with self._process.database.begin(TEAM) as tx:
            record_room = self.chance.choice([None, RECORD])
            steps.plan_next(tx, seat(tx, record_room=record_room))

    def _before(self) -> None:
        for number in range(self.chance.choice([1, 1, 1, 2])):
            quote = f"V{number}：高いけど、十年使えると思えば安い"
            self._press(self._command("/voice", quote) if self.chance.random() < 0.5 else self._form(quote))
            self.voices.append(quote)
            self._go_on(4)
        self.clock.advance(minutes=1)

    def _open(self) -> None:
        self.clock.set(MONDAY_TEN_IN_TOKYO + timedelta(seconds=self.chance.randint(0, 50)))
        self._until("a card stands", lambda: any(self._card(room) for room in ROOMS))

    def _talk(self) -> None:
        """People talk; half an hour passes in steps that may be longer than a stage."""
        acts = (self._say, self._say, self._edit, self._delete, self._react, self._react)
        self._say()
        minutes = sorted(self.chance.sample(range(1, 29), 2))
        moments = sorted(self.chance.sample(range(ACTS), self.chance.choice([0, 1, 1, 2])))
        leaves_at = self.chance.randrange(ACTS) if self.loses_a_room else None
        for number in range(ACTS):
            if moments and number == moments[0]:
                moments.pop(0)
                self.clock.set(MONDAY_TEN_IN_TOKYO + timedelta(minutes=minutes.pop(0)))
            if number == leaves_at:
                self.slack.put_bot_out(CALLS)
            self.chance.choice(acts)()
            self._go_on(self.chance.randint(0, 5))
        if self.chance.random() < 0.5:
            self._share_a_win()

    def _close(self) -> None:
        self.clock.set(MONDAY_TEN_IN_TOKYO + timedelta(minutes=30, seconds=self.chance.randint(0, 50)))
        self._until("the dialogue is closed", self._is_closed)
        self._edit()
        self._delete()
        self._react()
        self._cheer()
        self._until_all_is_quiet()
        self.clock.advance(minutes=5)
        self._until_all_is_quiet()

    # --- what people do ----------------------------------------------------------------------------------

    def _say(self) -> None:
        open_rooms = [room for room in ROOMS if self._card(room) and room != self.slack.lost_channel]
        if not open_rooms:
            return
        channel = self.chance.choice(open_rooms)
        card = self._card(channel)
        assert card is not None
        said = Said(channel, {}, len(self.said))
        user = self.chance.choice(MEMBERS[channel])
        said.message = self.slack.say(user, channel, card["ts"], said.words)
        self.said.append(said)

    def _edit(self) -> None:
        said = self._one_that_stands()
        if said is not None:
            said.edits += 1
            self.slack.edit(said.channel, said.message, said.words)

    def _delete(self) -> None:
        said = self._one_that_stands()
        if said is not None:
            said.is_deleted = True
            self.slack.delete(said.channel, said.message)

    def _one_that_stands(self) -> Said | None:
        standing = [s for s in self.said if not s.is_deleted and s.channel != self.slack.lost_channel]
        return self.chance.choice(standing) if standing else None

    def _react(self) -> None:
        """Pin a voice, a remark or a copy, or take the pin away; of a message with several remarks only one is."""
        channel = self.chance.choice([room for room in ROOMS if room != self.slack.lost_channel])
        kinds = {"entaku_voice", "entaku_copy", ""}
        pinnable = [m for m in self.slack.standing(channel) if kind_of(m) in kinds and not _is_shared(m)]
        if pinnable:
            user = self.chance.choice(MEMBERS[channel])
            self.slack.react(user, channel, self.chance.choice(pinnable), PIN)

    def _share_a_win(self) -> None:
        headline = "W0：問い合わせが半分になった"
        self._press(self._command("/wins", headline))
        self.wins.append(headline)
        self._go_on(5)

    def _cheer(self) -> None:
        for message in self.slack.standing(WINS, "entaku_win"):
            for user in self.chance.sample(sorted(NAMES), 2):
                self.slack.react(user, WINS, message, CHEER)

    def _command(self, name: str, text: str) -> Payload:
        user = self.chance.choice(MEMBERS[SALES])
        who = {"team_id": TEAM, "user_id": user, "channel_id": SALES, "trigger_id": "1.2.3"}
        return Payload({"command": name, "text": text} | who)

    def _form(self, quote: str) -> Payload:
        self._views += 1
        view = {
            "type": "modal",
            "id": f"V{self._views}",
            "callback_id": "voice.submit",
            "private_metadata": "",
            "blocks": [],
            "state": {"values": {"quote": {"value": {"type": "plain_text_input", "value": quote}}}},
        }
        user = {"id": self.chance.choice(MEMBERS[SALES]), "team_id": TEAM}
        return Payload({"type": "view_submission", "team": {"id": TEAM}, "user": user, "view": view})

    # --- what the process does, in whatever order --------------------------------------------------------

    def _press(self, payload: Payload) -> None:
        """Type or press something, and again at once as long as nothing comes back; at times twice anyway."""
        presses = self.chance.choice([1, 1, 2])
        while not payload.is_acked or presses > 1:
            presses -= payload.is_acked
            self._try(lambda: self._process.receive(payload))

    def _go_on(self, turns: int) -> None:
        for _ in range(turns):
            self._try(self.chance.choices([self._hear, self._send, self._beat], [3, 4, 1])[0])
            if self.chance.random() < 0.4:
                self._pass_time(self.chance.uniform(0.1, 4))

    def _until(self, what: str, condition: Callable[[], bool]) -> None:
        """Go on until a condition holds, moving real time on where nothing else moves."""
        for turn in range(TURNS):
            if condition():
                return
            self._go_on(3)
            if turn % 10 == 9:
                self._pass_time(1)
        raise AssertionError(f"not within {TURNS} turns: {what}")

    def _until_all_is_quiet(self) -> None:
        idle = 0
        for _ in range(TURNS):
            self._worked = False
            self._try(self._everything)
            idle = 0 if self._worked else idle + 1
            if idle and not self.slack.payloads and not self._waiting():
                return
            if idle:
                self._pass_time(min(idle, 5))
        raise AssertionError(f"not quiet within {TURNS} turns: {self._waiting()} calls wait")

    def _everything(self) -> None:
        self._hear()
        self._send()
        if not self._worked:
            self._beat()

    def _hear(self) -> None:
        """Receive one of the next payloads; now and then one comes again although it was acked."""
        if not self.slack.payloads:
            return
        self._worked = True
        payload = self.chance.choice(self.slack.payloads[:4])
        try:
            self._process.receive(payload)
        finally:
            if payload.is_acked and self.chance.random() < 0.9 and payload in self.slack.payloads:
                self.slack.payloads.remove(payload)

    def _meanwhile(self) -> None:
        """Receive payloads while a call is under way: its own echo may well be among them."""
        while self.chance.random() < 0.3:
            self._hear()

    def _send(self) -> None:
        """Take calls on, or make one of those taken on: they need not be made in the order they were claimed."""
        if not self._in_hand or self.chance.random() < 0.1:
            self._in_hand += self._process.delivery.claim(limit=self.chance.choice([1, 8]))
            self._worked |= bool(self._in_hand)
        else:
            self._carry_out()

    def _carry_out(self) -> None:
        if self._in_hand:
            self._worked = True
            claim = self._in_hand.pop(self.chance.randrange(len(self._in_hand)))
            self._process.delivery._carry_out(claim)

    def _beat(self) -> None:
        self._worked |= bool(self._process.beat())

    def _pass_time(self, seconds: float) -> None:
        """Let real time pass; no call takes so long that its claim runs out."""
        self._longest_call += seconds
        while self._in_hand and self._longest_call > CALL_TIMEOUT_SECONDS:
            self._try(self._carry_out)
        if not self._in_hand:
            self._longest_call = 0.0
        self._real_time.shift(seconds)

    def _try(self, act: Callable[[], object]) -> None:
        """Let the process do something. If it crashes, another one starts, and may crash as well."""
        try:
            act()
        except Crash:
            self._process.end()
            self._in_hand.clear()
            self._process = Process(self.database_url, self.clock, self.slack)
            self._try(self._process.start)

    # --- what can be seen --------------------------------------------------------------------------------

    def _card(self, channel: str) -> Json | None:
        return next(iter(self.slack.standing(channel, "entaku_card")), None)

    def _is_closed(self) -> bool:
        with self._process.database.reading() as session:
            state: str | None = session.scalar(select(Dialogue.state))
        return state == "closed"

    def _waiting(self) -> int:
        with self._process.database.reading() as session:
            return session.scalar(select(func.count()).select_from(OutboxRow)) or 0


def _is_shared(message: Json) -> bool:
    """Say whether a message was posted with several remarks in it."""
    return [block["type"] for block in message.get("blocks", [])].count("context") > 1
