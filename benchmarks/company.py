"""A year of a company: 5 circles, 20 departments, 400 people, 150 dialogues, the same for the same seed.

Rows are written in bulk, as the operations leave them when a dialogue has closed; nothing goes into the outbox.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.dialogues.agenda import DEFAULT_AGENDA
from models import (
    Base,
    Circle,
    Dialogue,
    Hand,
    Host,
    Idea,
    Improvement,
    Measurement,
    Note,
    Person,
    Reaction,
    Remark,
    Room,
    RoomMember,
    SeatedVoice,
    Thread,
    Voice,
    Watchword,
    Win,
    Workspace,
)

CIRCLES = ("商品づくり", "毎日の道具", "お店とくらし", "届けかた", "これからの電話")
DEPARTMENTS = (
    *("商品開発", "営業", "お客様相談", "品質保証"),
    *("デザイン", "製造", "店舗運営", "購買"),
    *("企画", "宣伝", "出店", "教育"),
    *("物流", "情報システム", "通販", "経理"),
    *("電話窓口", "修理", "人事", "法務"),
)
PEOPLE_EACH = 20
DIALOGUES_EACH = 30
VOICES_EACH = 3
REMARKS_EACH = 36
NOTES_EACH = 9
WAITING_EACH = 4
EVERY = timedelta(days=12)
END = datetime(2026, 11, 26, 1, tzinfo=UTC)
"""Every dialogue lies within the year before."""
QUOTES = (
    "ふたが固くて、朝だけ夫に開けてもらってるんです",
    "便利なのはわかるんですけど、結局いつもの水筒を持って出ちゃうんですよね",
    "母の弁当箱だけ、洗うのが最後になるんです",
    "説明書は読まないけど、箱の絵は見ます",
    "電話がつながる前に、もういいかなって思っちゃう",
)
SAID = (
    "お店でもよく聞きます",
    "開ける手つきを気にされていました",
    "言いにくいのかもしれません",
    "朝の台所の話ですね",
)
WHAT = ("箱の絵にふたの開けかたを足す", "保留の音を変える", "棚の札を大きくする", "返事のひな形を見なおす")
CHANGES = (
    ("開けかたの電話が減った", "complaints", "12", "5", "件"),
    ("説明の時間が短くなった", "sales_talk", "8", "6.5", "分"),
    ("返品の相談が増えた", "complaints", "3", "4", "件"),
    ("部署をこえて棚を見に行った", "team", None, None, None),
    ("「読まなくてわかる」と言ってもらえた", "other", "説明書", "箱の絵", None),
)

MEASURE = {"measure": "電話の件数", "measure_unit": "件", "measure_direction": "less"}

Rows = dict[type[Base], list[dict[str, Any]]]


@dataclass
class Company:
    """What was made, for whoever asks about it."""

    workspace_id: str
    circles: list[str] = field(default_factory=list)
    """Ids, in the order of `CIRCLES`."""
    user_ids: list[str] = field(default_factory=list)
    """Slack ids, department by department."""
    hosts: list[str] = field(default_factory=list)
    """Slack id of the host of each circle."""


def found(
    session: Session,
    workspace_id: str = "T0YEAR",
    *,
    seed: int = 1,
    end: datetime = END,
    dialogues_each: int = DIALOGUES_EACH,
) -> Company:
    """Write a year that ends then; the session commits it. Fewer dialogues of each circle make a shorter time."""
    made = _Made(random.Random(seed), Company(workspace_id), end, dialogues_each)
    made.all()
    for table in Base.metadata.sorted_tables:
        model = next((one for one in made.rows if one.__table__ is table), None)
        if model is not None:
            session.execute(insert(model), made.rows[model])
    return made.company


@dataclass
class _Made:
    chance: random.Random
    company: Company
    end: datetime
    dialogues_each: int
    rows: Rows = field(default_factory=lambda: defaultdict(list))
    people: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _ids: int = 0

    def add(self, table: type[Base], **fields: Any) -> dict[str, Any]:
        """Add a row; ids count up, so that a year is the same each time."""
        if table is not Workspace:
            self._ids += 1
            fields = {"id": f"y{self._ids:011d}", "workspace_id": self.company.workspace_id} | fields
        self.rows[table].append(fields)
        return fields

    def all(self) -> None:
        id_ = self.company.workspace_id
        self.add(
            Workspace,
            id=id_,
            name="一年の会社",
            bot_user_id=f"UBOT{id_}",
            bot_id=f"B{id_}",
            installed_at=self.end - timedelta(days=400),
        )
        for department in DEPARTMENTS:
            self.people[department] = [self._person(department) for _ in range(PEOPLE_EACH)]
        size = len(DEPARTMENTS) // len(CIRCLES)
        for number, name in enumerate(CIRCLES):
            self._circle(name, DEPARTMENTS[number * size : (number + 1) * size])

    def _person(self, department: str) -> dict[str, Any]:
        user_id = f"UY{len(self.company.user_ids):05d}"
        self.company.user_ids.append(user_id)
        return self.add(
            Person,
            user_id=user_id,
            name=f"{department}の人{len(self.company.user_ids)}",
            department=department,
            locale="ja",
            tz="Asia/Tokyo",
            learned_at=self.end - timedelta(days=399),
        )

    def _circle(self, name: str, departments: tuple[str, ...]) -> None:
        circle = self.add(
            Circle,
            name=name,
            weekday=0,
            at="10:00",
            tz="Asia/Tokyo",
            record_channel_id=f"CYREC{len(self.company.circles)}",
            wins_channel_id=f"CYWIN{len(self.company.circles)}",
            next_at=self.end + timedelta(days=4),
            created_at=self.end - timedelta(days=399),
        )
        self.company.circles.append(circle["id"])
        host = self.people[departments[0]][0]["user_id"]
        self.company.hosts.append(host)
        self.add(Host, circle_id=circle["id"], user_id=host)
        rooms = [self._room(circle, department, place) for place, department in enumerate(departments)]
        for number in range(self.dialogues_each):
            started_at = self.end - EVERY * (self.dialogues_each - number)
            self._dialogue(circle, rooms, started_at, number)
        for _ in range(WAITING_EACH):
            self._voice(circle, rooms, self.end - timedelta(days=3), heard_at=None)

    def _room(self, circle: dict[str, Any], department: str, place: int) -> dict[str, Any]:
        channel_id = f"CY{circle['id'][-6:]}{place}"
        for person in self.people[department]:
            self.add(RoomMember, channel_id=channel_id, user_id=person["user_id"], told_at=self.end)
        return self.add(
            Room, circle_id=circle["id"], channel_id=channel_id, department=department, position=place
        )

    def _voice(
        self,
        circle: dict[str, Any],
        rooms: list[dict[str, Any]],
        brought_at: datetime,
        heard_at: datetime | None,
    ) -> dict[str, Any]:
        department = self.chance.choice(rooms)["department"]
        return self.add(
            Voice,
            circle_id=circle["id"],
            submitter_id=self.chance.choice(self.people[department])["id"],
            quote=self.chance.choice(QUOTES),
            consent=self.chance.choice(("inside", "inside", "agreed", "public")),
            department=department,
            source=self.chance.choice(("shop", "phone", "survey")),
            state="heard" if heard_at else "waiting",
            brought_at=brought_at,
            heard_at=heard_at,
        )

    def _dialogue(
        self, circle: dict[str, Any], rooms: list[dict[str, Any]], started_at: datetime, number: int
    ) -> None:
        closed_at = started_at + timedelta(minutes=30)
        dialogue = self.add(
            Dialogue,
            circle_id=circle["id"],
            nominal_on=started_at.date(),
            seed="1",
            agenda=DEFAULT_AGENDA.model_dump(),
            stage="closed",
            state="closed",
            last_seq=REMARKS_EACH,
            started_at=started_at,
            notes_opened_at=started_at + timedelta(minutes=5),
            decided_at=started_at + timedelta(minutes=29),
            closed_at=closed_at,
        )
        voices = [
            self._voice(circle, rooms, started_at - timedelta(days=self.chance.randint(3, 12)), started_at)
            for _ in range(VOICES_EACH)
        ]
        for place, voice in enumerate(voices):
            self.add(
                SeatedVoice,
                dialogue_id=dialogue["id"],
                voice_id=voice["id"],
                position=place,
                reason="waited_longest",
            )
        threads = [self._thread(dialogue, room) for room in rooms]
        remarks = list(self._remarks(dialogue, threads))
        self._notes(dialogue, rooms, voices)
        self._came_of_it(circle, dialogue, rooms, voices, remarks, number)

    def _thread(self, dialogue: dict[str, Any], room: dict[str, Any]) -> dict[str, Any]:
        return self.add(
            Thread,
            dialogue_id=dialogue["id"],
            room_id=room["id"],
            channel_id=room["channel_id"],
            department=room["department"],
            position=room["position"],
            ts=self._ts(dialogue["started_at"]),
        )

    def _remarks(self, dialogue: dict[str, Any], threads: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        there = self.chance.sample(threads, self.chance.randint(2, len(threads)))
        for seq in range(1, REMARKS_EACH + 1):
            thread = self.chance.choice(there)
            author = self.chance.choice(self.people[thread["department"]])
            said_at = dialogue["started_at"] + timedelta(minutes=5, seconds=30 * seq)
            remark = self.add(
                Remark,
                dialogue_id=dialogue["id"],
                thread_id=thread["id"],
                person_id=author["id"],
                channel_id=thread["channel_id"],
                ts=self._ts(said_at),
                seq=seq,
                text=self.chance.choice(SAID),
                said_at=said_at,
            )
            if self.chance.random() < 0.2:
                self._mark(dialogue, remark, self.chance.choice(threads), "pin")
            yield remark

    def _mark(
        self, dialogue: dict[str, Any], remark: dict[str, Any], thread: dict[str, Any], meaning: str
    ) -> None:
        self.add(
            Reaction,
            person_id=self.chance.choice(self.people[thread["department"]])["id"],
            meaning=meaning,
            about_kind="remark",
            about_id=remark["id"],
            dialogue_id=dialogue["id"],
            channel_id=thread["channel_id"],
            ts=self._ts(remark["said_at"]),
            emoji="pushpin" if meaning == "pin" else "bulb",
            is_on=True,
            event_ts=self._ts(remark["said_at"]),
            changed_at=remark["said_at"],
        )

    def _notes(
        self, dialogue: dict[str, Any], rooms: list[dict[str, Any]], voices: list[dict[str, Any]]
    ) -> None:
        for place in range(NOTES_EACH):
            writer = self.chance.choice(self.people[self.chance.choice(rooms)["department"]])
            self.add(
                Note,
                dialogue_id=dialogue["id"],
                voice_id=self.chance.choice(voices)["id"],
                person_id=writer["id"],
                text=self.chance.choice(SAID),
                position=place,
            )

    def _came_of_it(
        self,
        circle: dict[str, Any],
        dialogue: dict[str, Any],
        rooms: list[dict[str, Any]],
        voices: list[dict[str, Any]],
        remarks: list[dict[str, Any]],
        number: int,
    ) -> None:
        here = {"circle_id": circle["id"], "dialogue_id": dialogue["id"]}
        closed_at = dialogue["closed_at"]
        self._watchwords(here, voices, closed_at)
        self._ideas(here, voices, remarks, closed_at)
        proposer, owner = (
            self.chance.choice(self.people[self.chance.choice(rooms)["department"]]) for _ in range(2)
        )
        if self.chance.random() < 0.8:
            measured = MEASURE if number % 2 else {}
            improvement = self._improvement(here, dialogue, proposer["id"], owner["id"], **measured)
            self._followed(improvement, rooms, closed_at)
        if number % 3 == 0:
            self._win(circle["id"], dialogue, voices[0]["id"], owner["id"])

    def _watchwords(self, here: dict[str, Any], voices: list[dict[str, Any]], closed_at: datetime) -> None:
        for place, voice in enumerate(voices[: self.chance.randint(0, 2)]):
            self.add(
                Watchword,
                **here,
                about_kind="voice",
                about_id=voice["id"],
                phrase=voice["quote"],
                pins=3,
                state="nominee" if place else "adopted",
                nominated_at=closed_at,
                adopted_at=None if place else closed_at,
            )

    def _ideas(
        self,
        here: dict[str, Any],
        voices: list[dict[str, Any]],
        remarks: list[dict[str, Any]],
        closed_at: datetime,
    ) -> None:
        for remark in self.chance.sample(remarks, self.chance.randint(0, 3)):
            voice_id = self.chance.choice([None, *(voice["id"] for voice in voices)])
            idea = {"about_kind": "remark", "about_id": remark["id"], "voice_id": voice_id, "marks": 1}
            self.add(Idea, **here, **idea, noted_at=closed_at)

    def _improvement(
        self, here: dict[str, Any], dialogue: dict[str, Any], proposer_id: str, owner_id: str, **measured: Any
    ) -> dict[str, Any]:
        closed_at = dialogue["closed_at"]
        return self.add(
            Improvement,
            **here,
            proposer_id=proposer_id,
            owner_id=owner_id,
            what=self.chance.choice(WHAT),
            when_then="月曜の朝礼のあとに",
            due_on=(closed_at + timedelta(days=7)).date(),
            state=self.chance.choice(("open", "doing", "done", "done", "released")),
            proposed_at=closed_at,
            taken_at=closed_at,
            decided_at=dialogue["decided_at"],
            **measured,
        )

    def _win(self, circle_id: str, dialogue: dict[str, Any], voice_id: str, person_id: str) -> None:
        headline, kind, before, after, unit = self.chance.choice(CHANGES)
        origin = self.chance.choice((("dialogue", dialogue["id"]), ("voice", voice_id)))
        self.add(
            Win,
            circle_id=circle_id,
            person_id=person_id,
            headline=headline,
            kind=kind,
            before=before,
            after=after,
            unit=unit,
            origin_kind=origin[0],
            origin_id=origin[1],
            cheers=3,
            posted_at=dialogue["closed_at"] + timedelta(days=8),
        )

    def _followed(
        self, improvement: dict[str, Any], rooms: list[dict[str, Any]], closed_at: datetime
    ) -> None:
        """A colleague gives a hand; what is measured was written down before and afterwards."""
        helper = self.chance.choice(self.people[self.chance.choice(rooms)["department"]])["id"]
        about = {"improvement_id": improvement["id"], "person_id": helper}
        if self.chance.random() < 0.4:
            self.add(Hand, **about, offered_at=closed_at + timedelta(days=2))
        for days in (0, 8, 11) if "measure" in improvement else ():
            noted_at = closed_at + timedelta(days=days)
            value = float(self.chance.randint(2, 40))
            self.add(Measurement, **about, value=value, measured_on=noted_at.date(), noted_at=noted_at)

    def _ts(self, at: datetime) -> str:
        self._ids += 1
        return f"{int(at.timestamp())}.{self._ids:06d}"
