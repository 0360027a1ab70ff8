"""A whole half hour at ninety times its speed, with the app killed twice in the middle: eight people in three rooms.

One talks over everybody, two say nothing; people edit, delete, share files, write too much, and mention everybody.
"""

import itertools
import random
import re
import time
from dataclasses import dataclass, field

import pytest

from sandbox.client import Upload
from tests.e2e.stage import Stage, kind, refused, section_texts, until

pytestmark = [pytest.mark.slow, pytest.mark.long]

RATE = 90
TOKEN = re.compile(r"【(\d+)】(v\d+)?")
ROOM_OF = {
    **dict.fromkeys(("aki", "ben", "gen"), "sales"),
    **dict.fromkeys(("chie", "dai"), "dev"),
    **dict.fromkeys(("emi", "fumi", "hana"), "care"),
}
SILENT = {"dai", "hana"}
LOUD = "aki"
TALKING = sorted(set(ROOM_OF) - SILENT)
REMARKS = 60
KILLED_AT = (8.5, 20.5)
"""Minutes of the dialogue."""


@dataclass
class Said:
    number: int
    room: str
    person: str
    ts: str
    version: int = 1
    is_gone: bool = False

    @property
    def token(self) -> tuple[str, str]:
        return str(self.number), f"v{self.version}" if self.version > 1 else ""


@dataclass
class Talkers:
    """What people do, drawn by chance, and how things should stand after it."""

    stage: Stage
    cards: dict[str, str]
    chance: random.Random = field(default_factory=lambda: random.Random(30))
    said: list[Said] = field(default_factory=list)

    def act(self) -> None:
        self.chance.choices([self.say, self.edit, self.delete], [6, 2, 1])[0]()

    def say(self) -> None:
        person = LOUD if self.chance.random() < 0.4 else self.chance.choice(TALKING)
        room = ROOM_OF[person]
        number = len(self.said)
        text, files = self._words(number)
        ts = self.stage.sandbox.post(person, room, text, self.cards[room], files=files)
        self.said.append(Said(number, room, person, ts))

    def edit(self) -> None:
        if one := self._one():
            one.version += 1
            self.stage.sandbox.edit(
                one.person, one.room, one.ts, f"【{one.number}】v{one.version} なおしました"
            )

    def delete(self) -> None:
        if one := self._one():
            one.is_gone = True
            self.stage.sandbox.delete(one.person, one.room, one.ts)

    def _one(self) -> Said | None:
        standing = [one for one in self.said if not one.is_gone]
        return self.chance.choice(standing) if standing else None

    def _words(self, number: int) -> tuple[str, list[Upload]]:
        begins = f"【{number}】"
        match number % 12:
            case 3:
                return begins + "四千字の話です。" * 500, []
            case 5:
                everybody = " ".join(f"<@{user}>" for user in self.stage.people.values())
                return f"{begins} <!channel> <!here> {everybody * 6}", []
            case 7:
                return begins + "メモを添えます", [Upload("memo.txt", b"memo", "text/plain")]
            case 9:
                return begins + "*太字* `code` <https://example.com|ここ>\n> 引用\n• ひとつ", []
            case _:
                return begins + "思ったことです", []

    def expected_in(self, room: str) -> set[tuple[str, str]]:
        return {one.token for one in self.said if one.room != room and not one.is_gone}


def shown_in(stage: Stage, room: str, ts: str) -> list[tuple[str, str]]:
    """Return the remarks that stand as copies in a thread, in order: number and version."""
    sections = [
        text
        for message in stage.sandbox.thread(room, ts)[1:]
        if message.get("bot_id")
        for text in section_texts(message)
    ]
    return [(found[1], found[2] or "") for text in sections if (found := TOKEN.match(text))]


def _is_closed(stage: Stage, room: str, ts: str) -> bool:
    return [kind(message) for message in stage.sandbox.thread(room, ts)].count("entaku_close") == 1


def test_a_whole_half_hour_stands_in_one_order_in_every_room(stage: Stage) -> None:
    sandbox = stage.sandbox
    for key in ("gen", "hana"):
        stage.people[key] = sandbox.add_user(key, key, display_name=key, locale="ja-JP", tz="Asia/Tokyo")
        sandbox.invite(ROOM_OF[key], key)
    sandbox.settings(retry_waits=[0.5, 2.0, 5.0])
    stage.start_app()
    stage.add_circle()
    cards = stage.open_dialogue()
    talkers = Talkers(stage, cards)
    opened_at = sandbox.clock()
    sandbox.set_clock(rate=RATE, paused=False)

    killed = list(KILLED_AT)
    while (minute := (sandbox.clock() - opened_at).total_seconds() / 60) < 29.5:
        if killed and minute > killed[0]:
            killed.pop(0)
            stage.apps[-1].kill()
            talkers.act()
            stage.start_app(waits=False)
        if len(talkers.said) < REMARKS * minute / 29:
            talkers.act()
        else:
            time.sleep(0.05)
    sandbox.set_clock(paused=True)
    stage.wait_for(stage.apps[-1])
    stage.to("2026-11-30T10:30:01+09:00")
    until(
        "the close in every room", lambda: all(_is_closed(stage, room, ts) for room, ts in cards.items()), 60
    )
    talkers.edit()
    talkers.delete()

    def is_whole() -> bool:
        return all(set(shown_in(stage, room, ts)) == talkers.expected_in(room) for room, ts in cards.items())

    until("every remark in every room", is_whole, 60)
    sandbox.settle(quiet=1.0)
    shown = {room: shown_in(stage, room, ts) for room, ts in cards.items()}
    for room, remarks in shown.items():
        assert sorted(remarks) == sorted(talkers.expected_in(room)), f"{room}: each once, as it reads now"
    for one, other in itertools.combinations(shown.values(), 2):
        both = set(one) & set(other)
        assert [token for token in one if token in both] == [token for token in other if token in both]
    assert refused(sandbox) == []
    assert len(talkers.said) >= REMARKS * 0.9
