"""A Japanese and an English table, each with people of both languages who do everything there is to do."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.e2e.stage import Stage, kind, until

LINES = {"ja": "ながいひとことです", "en": "A rather long remark"}


@dataclass(frozen=True)
class Table:
    """A circle as the test plays it: who sits where, and what they say."""

    language: str
    name: str
    rooms: dict[str, str]
    """Departments by room."""
    wins: str
    record: str
    hosts: tuple[str, str]
    """One of each language, in the first room."""
    far: tuple[str, str]
    """One of each language, in the second room."""
    quotes: tuple[str, ...]
    phone: str
    talk: str

    @property
    def people(self) -> tuple[str, ...]:
        return self.hosts + self.far

    @property
    def first_room(self) -> str:
        return next(iter(self.rooms))

    @property
    def far_room(self) -> str:
        return list(self.rooms)[1]

    def room_of(self, person: str) -> str:
        return self.first_room if person in self.hosts else self.far_room


TABLES = (
    Table(
        language="ja",
        name="毎日の道具",
        rooms={"sales": "営業", "dev": "開発"},
        wins="wins",
        record="record",
        hosts=("aki", "ben"),
        far=("chie", "kim"),
        quotes=("高いけど十年使えます", "ふたが固くて開けられない", "色が選べません"),
        phone="でんわは090-1234-5678のほうへ",
        talk="わたしもそう思いました",
    ),
    Table(
        language="en",
        name="Everyday Tools",
        rooms={"store": "Shop floor", "plant": "Factory"},
        wins="wins-en",
        record="record-en",
        hosts=("gail", "jun"),
        far=("hal", "rin"),
        quotes=("Dear but it lasts", "The lid is too tight", "I cannot pick a colour"),
        phone="Ring me on 090-1234-5678 after lunch",
        talk="I felt that myself",
    ),
)
NEWCOMERS = {
    "kim": ("Kim Lee", "en-US"),
    "jun": ("純", "ja-JP"),
    "rin": ("凛", "ja-JP"),
    "gail": ("Gail Moss", "en-GB"),
    "hal": ("Hal Wood", "en-US"),
}
SCENES = {"ja": "ならんで待っていたとき", "en": "While queuing outside"}
HEADLINES = {"ja": "説明がらくになりました", "en": "Explaining got easier"}
PRODUCTS = {"ja": "水筒", "en": "Flask"}
TYPED = {"ja": "なにこれ", "en": "whatever"}


def play(stage: Stage) -> None:
    """Start the app, let everybody do everything, hold a dialogue at each table, and lose a room of each."""
    _seat(stage)
    stage.sandbox.set_clock(
        paused=False
    )  # who came first must be known: the oldest voice is heard for certain
    for table in TABLES:
        for person in table.people:
            _do_everything(stage, table, person)
    stage.sandbox.set_clock(paused=True)
    _sit(stage)
    _lose_a_room(stage)
    stage.sandbox.settle(quiet=0.6)


def _seat(stage: Stage) -> None:
    """Start the app with two circles whose rooms hold people of both languages."""
    sandbox = stage.sandbox
    for key, (name, locale) in NEWCOMERS.items():
        stage.people[key] = sandbox.add_user(key, name, display_name=name, locale=locale, tz="Asia/Tokyo")
    stage.start_app(ENTAKU_CONTACT="help@example.com")
    sandbox.invite("dev", "kim")
    sandbox.invite("wins", "kim")
    english = TABLES[1]
    seats = {
        "store": english.hosts,
        "plant": english.far,
        "wins-en": english.people,
        "record-en": english.people,
    }
    for room, members in seats.items():
        stage.channels[room] = sandbox.add_channel(room, members=members, bot=True)
    for table in TABLES:
        rooms = [
            w for room, name in table.rooms.items() for w in ("--room", f"{stage.channels[room]}={name}")
        ]
        hosts = [word for host in table.hosts for word in ("--host", stage.people[host])]
        stage.cli(
            "circle", "add", "--name", table.name, *rooms, *hosts, "--lang", table.language,
            "--day", "mon", "--time", "10:00", "--tz", "Asia/Tokyo",
            "--wins-room", stage.channels[table.wins], "--record-room", stage.channels[table.record],
        )  # fmt: skip
    until("everybody is known by name", lambda: sandbox.settle(quiet=0.6))


def _do_everything(stage: Stage, table: Table, person: str) -> None:
    actions = Colleague(stage, table, person)
    actions.bring_voices()
    actions.use_forms()
    actions.look_around()
    actions.pin_what_is_nothing_of_ours()
    actions.share_wins()
    neighbour = table.people[table.people.index(person) - 1]
    if stage.sandbox.ephemerals(neighbour):
        actions.press_what_is_somebody_elses(neighbour)


def _button_value(messages: list[dict[str, Any]], action_id: str) -> str:
    """Return the id that stands in the newest button of this kind."""
    buttons = (
        element
        for message in reversed(messages)
        for block in message["blocks"]
        for element in block.get("elements", [])
    )
    return next(str(one["value"]) for one in buttons if one.get("action_id") == action_id)


@dataclass(frozen=True)
class Colleague:
    """Somebody at a table with everything that they do by themselves."""

    stage: Stage
    table: Table
    key: str

    @property
    def room(self) -> str:
        return self.table.room_of(self.key)

    def bring_voices(self) -> None:
        for quote in (*self.table.quotes, self.table.quotes[0], self.table.phone):
            assert self._command("/voice", quote)["message"]
        ts = self._newest_ephemeral()
        self._click("voice.details", ephemeral=ts)
        assert self._submit({"said_on": "2030-01-01"})["outcome"] == "errors"
        assert self._submit({"said_on": None, "consent": "refused"})["outcome"] == "errors"
        details = {
            "consent": "agreed",
            "product": PRODUCTS[self.table.language],
            "scene": SCENES[self.table.language],
        }
        assert self._submit(details)["outcome"] == "updated"
        self.stage.sandbox.close_view(self.key, everything=True)
        self._command("/voice", self.table.talk)
        ts = self._newest_ephemeral()
        self._click("voice.withdraw", ephemeral=ts)
        self._click("voice.details", ephemeral=ts)

    def use_forms(self) -> None:
        assert self._command("/voice")["view"]
        assert self._submit({"quote": "   "})["outcome"] == "errors"
        assert self._submit({"quote": "あ" * 501})["outcome"] == "errors"
        assert self._submit({"quote": self.table.talk})["outcome"] == "updated"
        self._click("voice.withdraw", view=True)
        self.stage.sandbox.close_view(self.key, everything=True)
        assert self.stage.sandbox.shortcut(self.key, "voice.new")["view"]
        self.stage.sandbox.close_view(self.key, everything=True)
        said = self.stage.sandbox.post(self.key, self.room, self.table.talk)
        message = {"channel": self.room, "ts": said}
        assert self.stage.sandbox.shortcut(self.key, "voice.from_message", **message)["view"]
        self.stage.sandbox.close_view(self.key, everything=True)
        self._command("/voice", "\n".join([self.table.talk] * 300))

    def look_around(self) -> None:
        for typed in ("", "help", "status", TYPED[self.table.language]):
            assert self._command("/entaku", typed)["message"]
        for typed in ("", self.table.quotes[1], "宇宙旅行 space travel"):
            assert self._command("/watchwords", typed)["message"]
        is_host = self.key in self.table.hosts
        for typed in ("pause", "status", "resume", "status") if is_host else ("open", "skip", "pause"):
            assert self._command("/entaku", typed)["message"]
        self.stage.sandbox.open_home(self.key)

    def pin_what_is_nothing_of_ours(self) -> None:
        sandbox = self.stage.sandbox
        before = len(sandbox.ephemerals(self.key))
        said = sandbox.post(self.key, self.room, self.table.talk)
        sandbox.react(self.key, self.room, said, "pushpin")
        until("the offer", lambda: len(sandbox.ephemerals(self.key)) > before)
        self._click("voice.new", ephemeral=self._newest_ephemeral())
        sandbox.close_view(self.key, everything=True)

    def share_wins(self) -> None:
        headline = HEADLINES[self.table.language]
        assert self._command("/wins", headline)["message"]
        self._click("win.details", ephemeral=self._newest_ephemeral())
        assert self._submit({"headline": " "})["outcome"] == "errors"
        filled = {"kind": "team", "before": "3", "after": "1", "thanks": [self.stage.people[self.key]]}
        assert self._submit(filled | {"headline": headline})["outcome"] == "updated"
        self.stage.sandbox.close_view(self.key, everything=True)
        assert self._command("/wins")["view"]
        self.stage.sandbox.close_view(self.key, everything=True)
        self._command("/wins", "\n".join([headline] * 300))

    def press_what_is_somebody_elses(self, neighbour: str) -> None:
        """Press buttons of a neighbour's answers, and of nothing at all, as a script might."""
        sandbox = self.stage.sandbox
        shown = len(sandbox.ephemerals(self.key))
        for action_id in ("voice.details", "win.details"):
            for value in (_button_value(sandbox.ephemerals(neighbour), action_id), "nosuchthing1"):
                sandbox.payload("interactive", self._press(action_id, value))
        until("the refusals", lambda: len(sandbox.ephemerals(self.key)) == shown + 4)

    def _press(self, action_id: str, value: str) -> dict[str, Any]:
        """Return a press with the address at which the app may answer the last real one."""
        pressed = (entry["body"] for entry in reversed(self.stage.sandbox.traffic(kind="interactive")))
        mine: dict[str, Any] = next(
            body
            for body in pressed
            if body.get("response_url") and body["user"]["id"] == self.stage.people[self.key]
        )
        action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
        return mine | {"actions": [action]}

    def look_back(self) -> None:
        """Do what can only be done when a dialogue has been held."""
        sandbox = self.stage.sandbox
        for typed in ("", self.table.talk):
            self._command("/watchwords", typed)
        if self.key == self.table.hosts[0]:
            self._open_what_was_heard()
        form = self._command("/wins")["view"]
        origins = next(
            block["element"]["options"] for block in form["blocks"] if block["block_id"] == "origin"
        )
        headline = HEADLINES[self.table.language]
        filled = {"headline": f"{headline}{self.key}", "origin": origins[0]["value"]}
        assert self._submit(filled)["outcome"] == "updated"
        sandbox.close_view(self.key, everything=True)
        win = until("a win", lambda: sandbox.messages(self.table.wins))[-1]
        sandbox.click(self.key, "win.cheer", channel=self.table.wins, ts=win["ts"])
        sandbox.command(self.key, self.table.wins, "/entaku", "status")
        self._command("/entaku", "status")

    def _open_what_was_heard(self) -> None:
        """Ask to change each voice of one's own: whoever came first has one that was heard."""
        own = [
            one for one in self.stage.sandbox.ephemerals(self.key) if "voice.details" in str(one["blocks"])
        ]
        for brought in own:
            if self._click("voice.details", ephemeral=brought["ts"])["view"]:
                self.stage.sandbox.close_view(self.key, everything=True)

    def _command(self, name: str, text: str = "") -> dict[str, Any]:
        answer = self.stage.sandbox.command(self.key, self.room, name, text)
        assert answer["acked"], answer
        return answer

    def _click(self, action_id: str, **where: Any) -> dict[str, Any]:
        answer = self.stage.sandbox.click(self.key, action_id, **where)
        assert answer["acked"], answer
        return answer

    def _submit(self, values: dict[str, Any]) -> dict[str, Any]:
        return self.stage.sandbox.submit(self.key, values)

    def _newest_ephemeral(self) -> str:
        return str(self.stage.sandbox.ephemerals(self.key)[-1]["ts"])


def _sit(stage: Stage) -> None:
    """Let both dialogues open, talk in a burst, read a long remark, pin a shared message, and let both close."""
    stage.to("2026-11-30T10:00:01+09:00")
    cards = {table.name: stage.cards(*table.rooms) for table in TABLES}
    stage.to("2026-11-30T10:06:00+09:00")
    for table in TABLES:
        _talk(stage, table, cards[table.name])
    for table in TABLES:
        _pin_a_shared_message(stage, table, cards[table.name])
        for host in table.hosts:
            for word in ("status", "open"):
                stage.sandbox.command(host, table.first_room, "/entaku", word)
    for minute, wanted, count in ((12, "stage", 3), (19, "stage", 4), (25, "stage", 5), (30, "close", 1)):
        stage.to(f"2026-11-30T10:{minute}:01+09:00")
        for room, ts in (place for table in TABLES for place in cards[table.name].items()):
            stage.of_kind(room, ts, f"entaku_{wanted}", count)
    for table in TABLES:
        _look_back(stage, table, cards[table.name])


def _talk(stage: Stage, table: Table, cards: dict[str, str]) -> None:
    room = table.first_room
    for number in range(8):
        stage.sandbox.post(table.hosts[number % 2], room, f"{table.talk}{number}", cards[room])
    stage.sandbox.post(table.hosts[0], room, _long(LINES[table.language]), cards[room])


def _pin_a_shared_message(stage: Stage, table: Table, cards: dict[str, str]) -> None:
    """Somebody of each language pins a message that holds several remarks, and chooses; and reads the long one."""
    sandbox, room = stage.sandbox, table.far_room

    def copies() -> list[dict[str, Any]]:
        return [m for m in sandbox.thread(room, cards[room]) if kind(m) == "entaku_copy"]

    def long_ones() -> list[dict[str, Any]]:
        return [m for m in copies() if "remark.read" in str(m["blocks"])]

    [long] = until("the long remark", long_ones, 40)
    shared = next(m for m in copies() if str(m["blocks"]).count(table.talk) > 1)
    for number, person in enumerate(table.far):
        before = len(sandbox.ephemerals(person))
        sandbox.react(person, room, shared["ts"], "pushpin")
        until("the question", partial(_has_more_than, stage, person, before))
        asked = sandbox.ephemerals(person)[-1]
        button = [block for block in asked["blocks"] if "accessory" in block][number]
        sandbox.click(person, "reaction.choose", ephemeral=asked["ts"], block_id=button["block_id"])
        sandbox.click(person, "remark.read", channel=room, ts=long["ts"])
        sandbox.close_view(person, everything=True)


def _has_more_than(stage: Stage, person: str, ephemerals: int) -> bool:
    return len(stage.sandbox.ephemerals(person)) > ephemerals


def _look_back(stage: Stage, table: Table, cards: dict[str, str]) -> None:
    for room, ts in cards.items():
        stage.sandbox.post(
            next(one for one in table.people if table.room_of(one) == room), room, table.talk, ts
        )
        stage.of_kind(room, ts, "entaku_after")
    for person in table.people:
        Colleague(stage, table, person).look_back()
    for host in table.hosts:
        stage.sandbox.command(host, table.first_room, "/entaku", "skip")


def _lose_a_room(stage: Stage) -> None:
    """Take the bot out of a room of each circle: its hosts are told."""
    for table in TABLES:
        stage.sandbox.remove(table.far_room, stage.bot_user_id)
    for host in TABLES[0].hosts + TABLES[1].hosts:
        until(f"{host} is told", partial(_is_told_of_loss, stage, host))


def _long(line: str) -> str:
    """Return some 12,000 characters, which can be parted at the end of each line."""
    return "\n".join([line] * (12_000 // len(line)))


def _is_told_of_loss(stage: Stage, host: str) -> bool:
    return any(kind(message) == "entaku_room_lost" for message in stage.sandbox.direct_messages(host))
