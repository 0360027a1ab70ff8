"""A person sits among the colleagues: they answer, like, cheer, leave that person's chair free, and live on."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.client import Sandbox
from sandbox.company import Company, load
from sandbox.company.seeing import shows
from sandbox.company.wording import bits
from sandbox.play import Deed, Play
from tests.sandbox.test_play import Table, until

pytestmark = [pytest.mark.slow, pytest.mark.long]

STARTS = {"ja": "2026-11-24T09:00+09:00", "en": "2026-11-24T09:00+00:00"}
RATE = 240
MINE = {
    "ja": {
        "voice": "ふたを開けるときだけ、だれかを呼ぶのが、ちょっとさびしいんです",
        "remark": "うちの母も、ふたを開けるのは朝いちばんの仕事だと言っていました",
        "room": "おはようございます",
        "direct": "色の見本って、まだありますか",
        "win": "見本を棚のいちばん下に移したら、手に取る人がふえました",
    },
    "en": {
        "voice": "I only call somebody over to open the lid, and that makes me feel a bit alone.",
        "remark": "My mother says opening the lid is the first job of her morning.",
        "room": "Good morning",
        "direct": "Do you still have the colour samples?",
        "win": "Moved the samples to the lowest shelf, and more people pick them up.",
    },
}


@dataclass
class Life:
    """One sandbox with a small app, colleagues, and a person: the circle's host."""

    language: str
    company: Company
    sandbox: Sandbox
    table: Table
    play: Play

    @property
    def me(self) -> str:
        assert self.company.story
        return self.company.story.circle.host

    @property
    def words(self) -> dict[str, str]:
        return MINE[self.language]

    def deeds(self, what: str) -> list[Deed]:
        return [deed for deed in self.play.deeds if deed.what == what]

    def somebody_answers(self, channel: str, thread_ts: str | None = None) -> dict[str, Any]:
        """Wait for something that neither I nor the app said there."""

        def said() -> list[dict[str, Any]]:
            found = (
                self.sandbox.thread(channel, thread_ts)[1:] if thread_ts else self.sandbox.messages(channel)
            )
            mine = self.sandbox.user(self.me)["id"]
            return [one for one in found if one.get("user") != mine and not one.get("bot_id")]

        until(lambda: bool(said()))
        return said()[-1]

    def sit_down(self) -> None:
        """Go to the next opening, where the table opens with all voices that wait."""
        waiting = self.table.voices[:]
        self.table.voices.clear()
        before = self.play.sitting
        self.sandbox.leap("opening")
        waiting += self.table.voices
        self.table.voices.clear()
        self.table.open([Words(one) for one in waiting])  # type: ignore[misc]
        until(lambda: self.play.sitting is not before)

    def be_at_the_table(self) -> None:
        """Sit at a dialogue that has most of its half hour before it."""
        if self.play.sitting is None:
            self.sit_down()
        elif self.play.minutes_in() > 8:
            self.sit_down_again()

    def sit_down_again(self) -> None:
        """Let the dialogue end and colleagues get to their win, and go to the next one."""
        sitting = self.play.sitting
        assert sitting is not None
        self.sandbox.set_clock(now=max(sitting.minute(29.5), self.sandbox.clock()))
        until(lambda: self.sandbox.clock() > sitting.minute(51) and self.play.next_due() is not None)
        self.sit_down()


@dataclass
class Words:
    quote: str


@pytest.fixture(scope="module", params=["ja", "en"])
def life(request: pytest.FixtureRequest) -> Iterator[Life]:
    with lived(request.param) as life:
        yield life


@pytest.fixture(params=["ja", "en"])
def new_life(request: pytest.FixtureRequest) -> Iterator[Life]:
    """Give one in which nobody has said anything yet."""
    with lived(request.param) as life:
        yield life


@contextmanager
def lived(language: str) -> Iterator[Life]:
    company = load(language)
    assert company.story
    with Sandbox.start(company=language, clock_start=STARTS[language], clock_rate=RATE) as sandbox:
        sandbox.settings(rate_limits=False)
        app = App(
            token=sandbox.bot_token,
            signing_secret=sandbox.signing_secret,
            client=WebClient(token=sandbox.bot_token, base_url=sandbox.api_url),
            process_before_response=True,
        )
        ids = {channel["key"]: channel["id"] for channel in sandbox.channels()}
        rooms = {room.channel: ids[room.channel] for room in company.story.circle.rooms}
        table = Table(app.client, rooms, ids[company.story.circle.wins])
        table.listen(app)
        handler = SocketModeHandler(app, sandbox.app_token)
        handler.connect()
        play = Play(sandbox, company, seed=5, lives_on=True)
        sandbox.play_as(company.story.circle.host, seconds=3600)
        play.start()
        until(lambda: sandbox.next("colleague")["kind"] == "colleague")
        try:
            yield Life(language, company, sandbox, table, play)
        finally:
            play.stop()
            handler.close()


def test_what_a_person_brings_is_on_the_table_and_talked_about(life):
    life.sandbox.command(life.me, "everyone", "/voice", life.words["voice"])
    life.sit_down()
    assert life.play.sitting.others == (life.words["voice"],)
    assert len(life.play.sitting.voices) == 2
    taken_up = bits(life.words["voice"])
    until(lambda: any(bit in deed.words for deed in life.deeds("remark") for bit in taken_up))


def test_a_remark_is_answered_from_another_room_within_minutes_and_liked(life):
    life.be_at_the_table()
    own_room = life.company.room_of(life.me)
    channel = life.table.rooms[own_room]
    ts = life.sandbox.post(life.me, channel, life.words["remark"], life.table.threads[channel])
    said_at = life.sandbox.clock()
    until(lambda: bool(life.deeds("answer")))
    answer = life.deeds("answer")[0]
    assert answer.where != own_room
    assert answer.at - said_at < timedelta(minutes=15)

    def is_liked() -> bool:
        shown = [one for room in life.table.rooms for one in life.sandbox.thread(*thread_of(life, room))]
        return any(one.get("reactions") for one in shown if shows(one, life.words["remark"]))

    until(is_liked)
    assert ts


def thread_of(life: Life, room: str) -> tuple[str, str]:
    channel = life.table.rooms[room]
    return channel, life.table.threads[channel]


def test_a_greeting_in_a_room_is_answered_in_its_thread(life):
    ts = life.sandbox.post(life.me, life.company.room_of(life.me), life.words["room"])
    answer = life.somebody_answers(life.company.room_of(life.me), ts)
    greetings = life.company.story.more.manners.greeting.says
    assert answer["text"] in {line.say for line in greetings}


def test_a_direct_message_is_answered_by_whoever_it_was_written_to(life):
    other = life.company.users[6]  # who sits in another room
    opened = life.sandbox.ask("POST", "/acts/open", user=life.me, **{"with": other.key})
    life.sandbox.post(life.me, opened["channel"], life.words["direct"])
    answer = life.somebody_answers(opened["channel"])
    assert answer["user"] == life.sandbox.user(other.key)["id"]
    assert "thread_ts" not in answer


def test_a_person_s_win_is_cheered_and_spoken_of(life):
    life.sandbox.command(life.me, life.company.story.circle.wins, "/wins", life.words["win"])

    def mine() -> dict[str, Any]:
        return next(one for one in life.sandbox.messages(life.table.wins) if shows(one, life.words["win"]))

    until(lambda: sum(one["count"] for one in mine().get("reactions", ())) >= 3)
    life.somebody_answers(life.table.wins, mine()["ts"])


def test_nobody_acts_as_the_person_who_is_present(life):
    assert [deed for deed in life.play.deeds if deed.who == life.me] == []


def test_later_dialogues_are_other_ones(new_life):
    life = new_life
    life.sandbox.command(life.me, "everyone", "/voice", life.words["voice"])
    life.sit_down()
    first = remarks_of_a_half_hour(life)
    life.sit_down_again()
    assert len(life.play.sitting.voices) == 3
    second = remarks_of_a_half_hour(life)
    life.sit_down_again()
    third = remarks_of_a_half_hour(life)
    assert len(second) >= 20
    assert len(third) >= 20
    assert not first & second
    assert not second & third
    assert not first & third
    in_rooms = Counter(deed.where for deed in remarks_since_the_opening(life))
    assert min(in_rooms[room] for room in life.table.rooms) >= 6, in_rooms
    assert life.play.troubles() == []


def remarks_of_a_half_hour(life: Life) -> set[str]:
    until(lambda: life.play.minutes_in() > 30)
    return {deed.words for deed in remarks_since_the_opening(life)}


def remarks_since_the_opening(life: Life) -> list[Deed]:
    sitting = life.play.sitting
    assert sitting is not None
    return [deed for deed in life.deeds("remark") if deed.at > sitting.opened_at]


def test_colleagues_who_are_switched_off_are_silent(life):
    life.sandbox.colleagues(on=False)
    finished = life.sandbox.clock() + timedelta(minutes=20)
    until(lambda: life.sandbox.clock() > finished)  # whoever was at something has done it
    done = len(life.play.deeds)
    ts = life.sandbox.post(life.me, life.company.room_of(life.me), life.words["room"])
    life.sandbox.advance(600)
    later = life.sandbox.clock() + timedelta(minutes=3)
    until(lambda: life.sandbox.clock() > later)
    assert life.sandbox.thread(life.company.room_of(life.me), ts)[1:] == []
    assert len(life.play.deeds) == done
    life.sandbox.colleagues(on=True)
