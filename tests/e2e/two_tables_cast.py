"""Who sits at the two tables, what they say in their own words, and how they find a button and press it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from bot.texts import words
from sandbox.client import Sandbox
from sandbox.refusal import Impossible
from tests.e2e.stage import Stage, until

Json = dict[str, Any]
Cards = dict[str, str]
"""The ts of a dialogue's card by room."""


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
    """Everybody brings the same ones, which are heard as one."""
    later: tuple[str, ...]
    """Voices for the dialogues of the day after."""
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

    def says(self, what: str) -> str:
        return SAID[what][self.language]


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
        later=(
            "名前を書くところがない",
            "洗うと音が変わる",
            "箱が大きすぎて棚に入らない",
            "子どもには持ち上げられない",
            "説明書の字が小さい",
            "冬は手がすべる",
        ),
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
        later=(
            "There is no room for a name",
            "It rattles after washing",
            "The box does not fit the shelf",
            "My child cannot lift it",
            "Tiny letters in the manual",
            "Slippery in winter gloves",
        ),
        phone="Ring me on 090-1234-5678 after lunch",
        talk="I felt that myself",
    ),
)
NEW_TABLES = (
    Table(
        language="ja",
        name="あすの台所",
        rooms={"hall": "品質", "annex": "物流", "vault": "法務", "attic": "保守", "bridge": "広報"},
        wins="wins-new",
        record="record-new",
        hosts=("jun", "ben"),
        far=("chie", "kim"),
        quotes=("持ち手が熱くなります", "音が気になりました", "しまう場所がない"),
        later=(),
        phone="でんわは090-1234-5678のほうへ",
        talk="なるほどと思いました",
    ),
    Table(
        language="en",
        name="Kitchens Tomorrow",
        rooms={"loft": "Quality", "yard": "Logistics", "cellar": "Legal", "shed": "Upkeep", "pier": "Press"},
        wins="wins-fresh",
        record="record-fresh",
        hosts=("ben", "aki"),
        far=("hal", "rin"),
        quotes=("The handle gets hot", "It hums at night", "Nowhere to put it"),
        later=(),
        phone="Ring me on 090-1234-5678 after lunch",
        talk="I had not seen it that way",
    ),
)
"""Circles that are set up in Slack by the first host, who sits in the first room. In the second room somebody accepts;
the third is private without us, the fourth archived, the fifth shared."""
PRIVATE_ROOMS = tuple(list(table.rooms)[2] for table in NEW_TABLES)
NEWCOMERS = {
    "kim": ("Kim Lee", "en-US"),
    "jun": ("純", "ja-JP"),
    "rin": ("凛", "ja-JP"),
    "gail": ("Gail Moss", "en-GB"),
    "hal": ("Hal Wood", "en-US"),
}
SAID = {
    "scene": {"ja": "ならんで待っていたとき", "en": "While queuing outside"},
    "headline": {"ja": "説明がらくになりました", "en": "Explaining got easier"},
    "product": {"ja": "水筒", "en": "Flask"},
    "typed": {"ja": "なにこれ", "en": "whatever"},
    "line": {"ja": "ながいひとことです", "en": "A rather long remark"},
    "note": {"ja": "朝いちばんの手が冷たそう", "en": "Cold hands come to mind"},
    "named note": {"ja": "わが家の棚を思い出した", "en": "My own shelf looks alike"},
    "late note": {"ja": "帰り道で気づいたこと", "en": "It struck me on my way"},
    "note of many lines": {"ja": "\n".join("ひ" * 70), "en": "\n".join("x" * 70)},
    "unnamed": {"ja": "じつは自分も困っています", "en": "Honestly it puzzles me too"},
    "unnamed again": {"ja": "じつは少しだけ困っています", "en": "Honestly it puzzles me a bit"},
    "question": {"ja": "どんな朝でしたか", "en": "Which morning was it"},
    "answer": {"ja": "雨の朝でした", "en": "It rained that morning"},
    "first idea": {"ja": "ふたに目じるしをつける", "en": "Mark the lid"},
    "second idea": {"ja": "説明書を一枚にする", "en": "One page of paper"},
    "late idea": {"ja": "見本を棚におく", "en": "Put one on show"},
    "helps": {"ja": "はじめて買う人", "en": "First buyers"},
    "own question": {"ja": "なにを待っていたのか", "en": "What had they waited for"},
    "verdict": {"ja": "それは間違いです", "en": "That is wrong"},
}
"""What people type, by language."""


@dataclass(frozen=True)
class Colleague:
    """Somebody at a table, who finds things in Slack and presses them."""

    stage: Stage
    table: Table
    key: str

    @property
    def sandbox(self) -> Sandbox:
        return self.stage.sandbox

    @property
    def room(self) -> str:
        return self.table.room_of(self.key)

    def command(self, name: str, text: str = "") -> Json:
        return _acked(self.sandbox.command(self.key, self.room, name, text))

    def click(self, action_id: str, **where: Any) -> Json:
        """Press a button, and again as people do where the answer is that the records are busy."""
        answer = _acked(self.sandbox.click(self.key, action_id, **where))
        for _ in range(5):
            if not self._is_told_to_press_again():
                break
            self.sandbox.close_view(self.key)
            answer = _acked(self.sandbox.click(self.key, action_id, **where))
        return answer

    def leave_ticked_but(self, *kinds: str) -> None:
        """Tick every kind of private messages at home but these, and wait until the home shows it."""
        for block in until(f"the settings of {self.key}", self._ticks):
            offered = [option["value"] for option in block["elements"][0]["options"]]
            wanted = [value for value in offered if value not in kinds]
            self.click("private.choose", home=True, block_id=block["block_id"], value=wanted)
            state = "".join("0" if value in kinds else "1" for value in offered)
            name = f"{block['block_id'].rpartition(':')[0]}:{state}"
            until(name, partial(self._shows_ticks, name))

    def _shows_ticks(self, block_id: str) -> bool:
        return block_id in [one["block_id"] for one in self._ticks()]

    def _ticks(self) -> list[Json]:
        blocks = (self.sandbox.home(self.key) or {}).get("blocks", ())
        return [one for one in blocks if str(one.get("block_id")).startswith("private:")]

    def submit(self, **values: Any) -> Json:
        return self.sandbox.submit(self.key, values)

    def close(self) -> None:
        """Close whatever form is open."""
        if self.sandbox.views(self.key):
            self.sandbox.close_view(self.key, everything=True)

    def fill_in(self, **values: Any) -> Json:
        """Hand in the form that is open, which takes it, and close what comes in its place."""
        answer = self.submit(**values)
        assert answer["outcome"] in {"updated", "closed"}, answer
        self.close()
        return answer

    def _is_told_to_press_again(self) -> bool:
        busy = {words(language)("error-busy") for language in ("ja", "en")}
        views = self.sandbox.views(self.key)
        return bool(views) and any(text in str(views[-1]["blocks"]) for text in busy)

    def newest_ephemeral(self) -> str:
        return str(self.sandbox.ephemerals(self.key)[-1]["ts"])

    def press(self, action_id: str, ts: str, *, number: int = -1, of: int = 1) -> Json:
        """Press a button in a thread: in the newest message that has `of` of them, the one of this number."""
        return self._press(
            lambda: self.sandbox.thread(self.room, ts), action_id, "ts", number, of, channel=self.room
        )

    def press_in_room(self, action_id: str) -> Json:
        return self._press(lambda: self.sandbox.messages(self.room), action_id, "ts", channel=self.room)

    def press_beside(self, action_id: str) -> Json:
        """Press a button in the newest note that only this person sees and that has it."""
        return self._press(lambda: self.sandbox.ephemerals(self.key), action_id, "ephemeral")

    def press_in_person(self, action_id: str) -> Json:
        """Press a button in the newest direct message that has it."""
        return self._press(lambda: self.sandbox.direct_messages(self.key), action_id, "ts", channel="@app")

    def _press(
        self,
        messages: Callable[[], Sequence[Json]],
        action_id: str,
        at: str,
        number: int = -1,
        of: int = 1,
        **where: str,
    ) -> Json:
        """Press a button as soon as it is there; if its message is written anew meanwhile, in the new one."""

        def pressed() -> Json | None:
            message, block_id = _holding(messages(), action_id, number, of) or (None, "")
            if message is None:
                return None
            try:
                return self.click(action_id, block_id=block_id, **{at: message["ts"]}, **where)
            except Impossible:
                return None

        answer = until(f"{self.key} presses {action_id}", pressed)
        assert answer is not None
        return answer

    def press_in_view(self, action_id: str, **more: Any) -> Json:
        return self.click(action_id, view=True, **more)

    def say(self, text: str, ts: str) -> str:
        return self.sandbox.post(self.key, self.room, text, ts)

    def press_by_hand(self, action_id: str, value: str) -> None:
        """Send a press of a button that is not there (any more), as a script might; the answer comes as to the last one."""
        mine = next(body for body in self._pressed() if body.get("response_url"))
        action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
        room = {"id": self.stage.channels[self.room], "name": self.room}
        self.sandbox.payload("interactive", mine | {"actions": [action], "channel": room})

    def pressed_last(self, action_id: str) -> str:
        """Return the value of the button of this kind that was pressed last."""
        actions = (action for body in self._pressed() for action in body.get("actions", ()))
        return next(str(action["value"]) for action in actions if action["action_id"] == action_id)

    def _pressed(self) -> Iterator[Json]:
        """Yield what this person pressed, the newest first."""
        everything = _pressed(self.sandbox.url)
        after = everything[-1]["seq"] if everything else 0
        everything += self.sandbox.traffic(kind="interactive", after=after, limit=100_000)
        for entry in reversed(everything):
            if entry["body"]["user"]["id"] == self.stage.people[self.key]:
                yield entry["body"]


def everybody(stage: Stage, table: Table) -> tuple[Colleague, Colleague, Colleague, Colleague]:
    """Return the two hosts and the two in the far room: of each pair one reads the other language."""
    first, second = (Colleague(stage, table, key) for key in table.hosts)
    third, fourth = (Colleague(stage, table, key) for key in table.far)
    return first, second, third, fourth


def take_down_line(person: Colleague, message: Json, text: str) -> None:
    """Take down the line of a message in one's own room that reads so."""
    place = {"channel": person.room, "ts": message["ts"]}
    view = person.sandbox.shortcut(person.key, "remark.take_down", **place)["view"]
    which = [
        option["value"]
        for block in view["blocks"]
        if block["type"] == "input"
        for option in block["element"]["options"]
        if text in option["text"]["text"]
    ]
    person.fill_in(**({"line": which[0]} if which else {}))


@cache
def _pressed(url: str) -> list[Json]:
    """Return the list in which the presses in a sandbox are kept, so that none is asked for twice."""
    del url
    return []


def button_value(messages: Sequence[Json], action_id: str) -> str:
    """Return the id that stands in the newest button of this kind."""
    return next(
        str(element["value"])
        for message in reversed(messages)
        for _, element in _elements(message)
        if element.get("action_id") == action_id
    )


def _holding(messages: Sequence[Json], action_id: str, number: int, of: int) -> tuple[Json, str] | None:
    """Return the newest message with so many of these elements, and the block of the one of this number."""
    for message in reversed(messages):
        blocks = [block for block, element in _elements(message) if element.get("action_id") == action_id]
        if len(blocks) >= of:
            return message, blocks[number]
    return None


def _elements(message: Json) -> list[tuple[str, Json]]:
    """Return each element that can be pressed with the id of its block."""
    return [
        (block["block_id"], element)
        for block in message.get("blocks", ())
        for element in [*block.get("elements", ()), *filter(None, [block.get("accessory")])]
    ]


def _acked(answer: Json) -> Json:
    assert answer["acked"], answer
    return answer
