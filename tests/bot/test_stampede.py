"""Two hundred people pin and unpin copies in five rooms within ten seconds."""

import random
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count, pairwise

import pytest
from sqlalchemy import select

from bot import events
from bot.circles.circles import RoomForm
from bot.refusals import Busy
from bot.transaction import Database
from bot.watchwords import watchwords
from models import Dialogue, OutboxRow, Post
from scheduler.beat import run_due
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, FakeClock, known

ROOMS = {SALES: "営業", "C0DEV": "開発", "C0CALLS": "お客様相談", "C0MAKE": "製造", "C0PLAN": "企画"}
PEOPLE, SECONDS, AFTERWARDS, LISTENERS = 200, 10, 16, 6
UNPINNED = 0.4
TEXTS = ("軽さより長さ", "ふたの音が好き", "朝の一口")
Place = tuple[str, str]


def lay(database: Database, slack: SlackInMemory) -> dict[str, list[Place]]:
    """Open a table in five rooms with three remarks; return where each of them stands."""
    with database.begin(TEAM) as tx:
        rooms = [RoomForm(channel_id=channel, department=name) for channel, name in ROOMS.items()]
        dialogue = open_table(tx, slack, rooms=rooms)
        talk = Talk(tx, slack, dialogue)
        said = {text: talk.say(text) for text in TEXTS}
        for number in range(PEOPLE):
            known(tx, f"U0P{number}", name="人")
        slack.deliver(tx)
        return {
            text: [(SALES, ts), *(place for place, told in slack.messages.items() if text in str(told))]
            for text, ts in said.items()
        }


def react(database: Database, user: str, place: Place, at: int, added: bool) -> None:
    """Let one event of Slack's take effect; one that met a locked database comes again, as Slack sends it."""
    event = {
        "type": "reaction_added" if added else "reaction_removed",
        "user": user,
        "reaction": "pushpin",
        "item": {"type": "message", "channel": place[0], "ts": place[1]},
        "event_ts": f"1795000100.{at:06d}",
    }
    for _ in range(20):
        with suppress(Busy), database.begin(TEAM) as tx:
            events.happened(tx, event)
            return
    raise AssertionError("the records stayed locked")


def updates(database: Database, slack: SlackInMemory) -> Counter[str]:
    """Carry out what waits, and return how often each message was written anew."""
    with database.begin(TEAM) as tx:
        keys = tx.session.scalars(select(OutboxRow.key).where(OutboxRow.kind == "update")).all()
        slack.deliver(tx)
    return Counter(keys)


class Crowd:
    """People who pin and unpin, and what stands in the end."""

    def __init__(self, places: dict[str, list[Place]]) -> None:
        self.places = places
        self.standing: dict[str, set[tuple[str, Place]]] = {text: set() for text in places}
        self._chance = random.Random(7)
        self._at = count(1)

    def act(self, numbers: range) -> list[tuple[str, Place, int, bool]]:
        """Return what these people do, in the order in which it happens to arrive."""
        done = []
        for number in numbers:
            user, text = f"U0P{number}", self._chance.choice(TEXTS)
            for place in self._chance.sample(self.places[text], self._chance.choice((1, 1, 2))):
                done.append((user, place, next(self._at), True))
                self.standing[text].add((user, place))
                if self._chance.random() < UNPINNED:
                    done.append((user, place, next(self._at), False))
                    self.standing[text].discard((user, place))
        self._chance.shuffle(done)  # Slack promises no order
        return done

    @property
    def sums(self) -> dict[str, int]:
        return {text: len({user for user, _ in marks}) for text, marks in self.standing.items() if marks}


@pytest.mark.slow
@pytest.mark.long
def test_the_sums_are_right_and_each_message_is_written_anew_at_most_once_in_fifteen_seconds(
    database: Database, clock: FakeClock, slack: SlackInMemory
) -> None:
    crowd = Crowd(lay(database, slack))
    written: dict[str, list[float]] = defaultdict(list)
    with ThreadPoolExecutor(LISTENERS) as listeners:
        for second in range(SECONDS + AFTERWARDS):
            each = PEOPLE // SECONDS if second < SECONDS else 0
            acts = crowd.act(range(second * each, (second + 1) * each))
            for done in [listeners.submit(react, database, *act) for act in acts]:
                done.result()
            clock.advance(seconds=1)
            run_due(database)
            for key in updates(database, slack):
                written[key].append(clock.now().timestamp())

    with database.begin(TEAM) as tx:
        dialogue = tx.session.scalars(select(Dialogue)).one()
        assert {word.phrase: word.pins for word in watchwords.nominees(tx, dialogue)} == crowd.sums
        notices = tx.session.scalars(select(Post.key).where(Post.key.startswith("pinned:"))).all()
        assert len(notices) == len(TEXTS)
    assert sum(key.startswith("copy:") for key in written) == len(TEXTS) * (len(ROOMS) - 1)
    for key, times in written.items():
        assert all(later - earlier >= 15 for earlier, later in pairwise(times)), key
    told = [text for channel in ROOMS for text in slack.texts(channel)]
    for phrase, pins in crowd.sums.items():
        assert sum(phrase in text and f"推した人 {pins}" in text for text in told) == len(ROOMS) - 1
