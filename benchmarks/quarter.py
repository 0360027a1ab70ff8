"""A quarter of a circle of 400 people through the operations: how many private messages the busiest of them gets.

Thirteen dialogues with voices, seats, notes, remarks, questions for customers, proposals, owners who are asked, pins and
wins. A few people are in everything, as in every company; the hours are those of the beat.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update

from benchmarks.figures import Figure
from bot import events
from bot.circles import circles, seats
from bot.circles.circles import CircleForm, RoomForm
from bot.dialogues import arrivals, notes
from bot.improvements import improvements, owners
from bot.improvements.improvement_form import ImprovementForm
from bot.people.private import A_DAY, A_WEEK
from bot.steps import Name
from bot.transaction import Database, Transaction
from bot.voices import customer_questions, voices
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import Base, Dialogue, OutboxRow, Person, Post, PrivateMessage, Step, Workspace
from scheduler import beat
from tests.bot.slack_in_memory import SlackInMemory

PEOPLE, ROOMS, WEEKS = 400, 2, 13
BUSY = 3
"""People who are in everything."""
BEGINS = datetime(2026, 9, 28, 0, 0, tzinfo=UTC)
TEAM = "T0TEAM"
DAY = timedelta(days=1)


@dataclass
class Clock:
    at: datetime = BEGINS

    def now(self) -> datetime:
        return self.at


@dataclass
class Told:
    """Private messages that came: whom, on which day of theirs, about what."""

    days: Counter[tuple[str, date]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def busiest_day(self) -> int:
        return max(self.days.values(), default=0)

    def busiest_week(self) -> int:
        weeks: Counter[tuple[str, date]] = Counter()
        for (user, day), count in self.days.items():
            weeks[user, day - day.weekday() * DAY] += count
        return max(weeks.values(), default=0)

    def busiest_quarter(self) -> int:
        people: Counter[str] = Counter()
        for (user, _), count in self.days.items():
            people[user] += count
        return max(people.values(), default=0)


class Quarter:
    """The company, its weeks, and what came to whom."""

    def __init__(self, url: str) -> None:
        self.clock = Clock()
        self.database = Database(url, self.clock)
        self.slack = SlackInMemory()
        self.told = Told()
        self.chance = random.Random(1)
        self._zones: dict[str, str] = {}

    def live(self) -> Told:
        self._found()
        for week in range(WEEKS):
            monday = BEGINS + week * 7 * DAY
            self._until(monday + timedelta(hours=1))
            self._bring()
            self._until(monday + 1 * DAY + timedelta(hours=2))
            self._sit_down()
            self._until(monday + 2 * DAY + timedelta(hours=1))
            self._talk(week)
            self._until(monday + 3 * DAY + timedelta(hours=3))
            self._win(week)
        self._until(BEGINS + WEEKS * 7 * DAY)
        self.database.dispose()
        return self.told

    def _found(self) -> None:
        with self.database.session() as session:
            session.add(
                Workspace(id=TEAM, name="Company", bot_user_id="U0BOT", bot_id="B0", installed_at=BEGINS)
            )
        with self.database.begin(TEAM) as tx:
            for number in range(PEOPLE):
                tz = ("Asia/Tokyo", "Asia/Tokyo", "Asia/Tokyo", "Europe/Berlin")[number % 4]
                known = {"asked_at": tx.now, "learned_at": tx.now, "locale": "ja", "tz": tz}
                tx.session.add(Person(workspace_id=TEAM, user_id=user(number), name=f"人{number}", **known))
                self._zones[user(number)] = tz
            rooms = [
                RoomForm(channel_id=channel(number), department=f"部署{number}") for number in range(ROOMS)
            ]
            form = {"name": "商品づくり", "rooms": rooms, "day": "wed", "time": "10:00", "tz": "Asia/Tokyo"}
            circles.add(
                tx,
                CircleForm.model_validate(
                    form | {"hosts": [user(0)], "wins_room": "C0WINS", "record_room": "C0REC"}
                ),
            )
        beat.run_due(self.database)
        with self.database.session() as session:  # its nights of keeping tell nobody anything, and take long
            far = BEGINS + 2 * WEEKS * 7 * DAY
            session.execute(update(Step).where(Step.name == Name.KEEP).values(due_at=far))

    def _until(self, instant: datetime) -> None:
        """Let the beat do what falls due, each at its time, and read what came of it."""
        while True:
            beat.run_due(self.database)
            self._deliver()
            due = self._next_due()
            if due is None or due > instant:
                break
            self.clock.at = max(due, self.clock.at + timedelta(seconds=1))
        self.clock.at = max(instant, self.clock.at)

    def _next_due(self) -> datetime | None:
        with self.database.reading() as session:
            step = session.scalar(select(func.min(Step.due_at)).where(Step.done_at.is_(None)))
            waiting = session.scalar(select(func.min(PrivateMessage.due_at)))
        return min((one for one in (step, waiting) if one is not None), default=None)

    def _deliver(self) -> None:
        with self.database.reading() as session:
            if session.scalar(select(OutboxRow.id).limit(1)) is None:
                return
        with self.database.begin(TEAM) as tx:
            for row in tx.session.scalars(select(OutboxRow)).all():
                to = row.arguments.get("user") if row.kind == "ephemeral" else row.lane
                if row.kind in {"post", "ephemeral"} and str(to).startswith("U"):
                    self.told.days[str(to), self._day(str(to))] += 1
                    self.told.kinds[row.key.split(":")[0]] += 1
                if row.kind in {"ephemeral", "ask"}:
                    tx.session.delete(row)
            self.slack.deliver(tx)

    def _day(self, to: str) -> date:
        return self.clock.at.astimezone(ZoneInfo(self._zones[to])).date()

    def _bring(self) -> None:
        """The busy bring voices each week, others now and then."""
        with self.database.begin(TEAM) as tx:
            for number in [*range(BUSY), *self.chance.sample(range(BUSY, PEOPLE), 3)]:
                _act(tx, number)
                voices.bring(tx, _words(self.chance), channel_id=channel(number % ROOMS))

    def _sit_down(self) -> None:
        with self.database.begin(TEAM) as tx:
            planned = tx.session.scalars(select(Dialogue).where(Dialogue.state == "planned")).one()
            for number in [*range(BUSY), *self.chance.sample(range(BUSY, PEOPLE), 8)]:
                _act(tx, number)
                seats.take(tx, planned.id, channel(number % ROOMS))

    def _talk(self, week: int) -> None:
        """What happens in the half hour: writing, talking, asking customers, proposing, asking for a lead, pinning."""
        with self.database.begin(TEAM) as tx:
            dialogue = _open(tx)
            dialogue_id, first = dialogue.id, dialogue.seated[0].voice_id
            for number in range(BUSY):
                _act(tx, number)
                notes.write(
                    tx,
                    dialogue_id,
                    {first: f"書きとめ{number}"},
                    is_named=True,
                    channel_id=channel(number % ROOMS),
                )
        self._until(self.clock.at + timedelta(minutes=6))
        with self.database.begin(TEAM) as tx:
            for number in range(BUSY):
                self._say(tx, _open(tx), number, f"{week}週目の{number}番のひとこと")
            for number in range(BUSY):
                _act(tx, number)
                on_table = _open(tx).seated
                about = on_table[number % len(on_table)].voice_id
                customer_questions.ask(tx, dialogue_id, about, f"{number}番：いつ使いますか")
        self._until(self.clock.at + timedelta(minutes=20))
        with self.database.begin(TEAM) as tx:
            self._pin(tx, dialogue_id)
            for number in range(BUSY):
                _act(tx, number)
                form = ImprovementForm(what=f"{week}週目の{number}番の案")
                kept = improvements.propose(tx, dialogue_id, channel(number % ROOMS), form).improvement
                owners.ask(tx, kept.id, channel(number % ROOMS), user((number + 1) % BUSY))
            for number in self.chance.sample(range(PEOPLE), 2):
                _act(tx, number)
                arrivals.take_seat(tx, dialogue_id, channel(number % ROOMS))
        self._until(self.clock.at + timedelta(minutes=10))

    def _say(self, tx: Transaction, dialogue: Dialogue, number: int, text: str) -> None:
        thread = next(one for one in dialogue.threads if one.channel_id == channel(number % ROOMS))
        message = {"type": "message", "user": user(number), "text": text, "ts": self.slack.next_ts()}
        tx.person = None
        events.happened(tx, message | {"channel": thread.channel_id, "thread_ts": thread.ts})

    def _pin(self, tx: Transaction, dialogue_id: str) -> None:
        """The busy pin each voice, each in the room where it stands first."""
        posted = select(Post).where(Post.key.startswith(f"voice:{dialogue_id}:"), Post.ts.is_not(None))
        by_voice = {post.about_id: post for post in tx.session.scalars(posted.order_by(Post.key.desc()))}
        for post in by_voice.values():
            item = {"type": "message", "channel": post.channel_id, "ts": post.ts}
            for number in range(BUSY):
                told = {"type": "reaction_added", "user": user(number), "reaction": "pushpin", "item": item}
                tx.person = None
                events.happened(tx, told | {"item_user": "U0BOT", "event_ts": self.slack.next_ts()})

    def _win(self, week: int) -> None:
        with self.database.begin(TEAM) as tx:
            closed = select(Dialogue).where(Dialogue.state == "closed").order_by(Dialogue.started_at.desc())
            dialogue = tx.session.scalars(closed.limit(1)).one()
            for number, seated in enumerate(dialogue.seated):
                _act(tx, PEOPLE - 1 - number)
                form = WinForm(
                    headline=f"{week}週目の成功{number}", origin=f"voice:{seated.voice_id}", thanks=[user(1)]
                )
                wins.submit(tx, form, channel_id=channel(0))


def user(number: int) -> str:
    return f"U0P{number:04d}"


def channel(number: int) -> str:
    return f"C0ROOM{number}"


def _words(chance: random.Random) -> str:
    """Return words that nobody else says, so that nothing is offered to be joined."""
    return "".join(chance.choices("便利だけど重い高色字が朝昼夜紙箱", k=24))


def _act(tx: Transaction, number: int) -> None:
    tx.person = tx.session.scalars(select(Person).where(Person.user_id == user(number))).one()


def _open(tx: Transaction) -> Dialogue:
    return tx.session.scalars(select(Dialogue).where(Dialogue.state == "open")).one()


def live(folder: Path) -> Told:
    """Live through the quarter in a database of its own."""
    url = f"sqlite:///{folder}/quarter.sqlite3"
    quarter = Quarter(url)
    Base.metadata.create_all(quarter.database.engine)
    return quarter.live()


def measure(folder: Path) -> list[Figure]:
    told = live(folder)
    what = f"private messages to the busiest of {PEOPLE} people"
    counts: Sequence[tuple[str, int, int]] = (
        ("a day", told.busiest_day(), A_DAY),
        ("a week", told.busiest_week(), A_WEEK),
        (f"a quarter, {WEEKS} dialogues", told.busiest_quarter(), WEEKS * A_WEEK),
    )
    return [
        Figure(f"{what}, {when}", str(count), "-", f"≤ {most}", count <= most) for when, count, most in counts
    ]
