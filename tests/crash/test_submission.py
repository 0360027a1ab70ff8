"""A submission interrupted at each step: nothing typed is lost or doubled, and its original stays nowhere.

Slack sends an event again until it has its ack. A form or a command comes once: it stays before whoever typed it, with
Slack's own error or our words, and they send it again.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import time_machine
from slack_bolt import BoltRequest, BoltResponse
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot import faultpoints
from bot.faultpoints import FaultPoint
from bot.texts import words
from bot.voices import importing, voice_table
from models import OutboxRow, Post, Received, Voice
from tests.conftest import MONDAY_TEN_IN_TOKYO, TEAM, FakeClock, install
from tests.crash.conftest import FreshDatabase
from tests.crash.process import Crash, Process
from tests.crash.small_slack import Json, Payload, SmallSlack

pytestmark = pytest.mark.slow

AKI, DIRECT = "U0AKI", "D0AKI"
NUMBER, OTHER_NUMBER = "090-1234-5678", "080-8765-4321"
TYPED = f"ふたが固い。電話は{NUMBER}です"
KEPT = "ふたが固い。電話は●●です"
ANSWER_WITHIN = 60
"""Turns of delivery; what is unsure after a crash is looked for half a minute of real time."""
PICTURE = {
    "id": "F1",
    "name": f"電話{OTHER_NUMBER}.png",
    "mimetype": "image/png",
    "url_private": f"https://files.slack.com/files-pri/T-F1/{OTHER_NUMBER}.png",
    "permalink": f"https://test.slack.com/files/U0AKI/F1/{OTHER_NUMBER}.png",
    "size": 9,
}


class Once:
    """A hook that ends the process the first time it comes to a point."""

    def __init__(self, point: FaultPoint) -> None:
        self.point, self.has_crashed = point, False

    def __call__(self, point: FaultPoint) -> None:
        if point is self.point and not self.has_crashed:
            self.has_crashed = True
            raise Crash


class Shop:
    """A process, its database and a Slack, in which one person brings a voice."""

    def __init__(self, database_url: str) -> None:
        self.url, self.clock = database_url, FakeClock()
        self.slack = SmallSlack({AKI: "秋"}, {})
        self.process = Process(self.url, self.clock, self.slack)
        with self.process.database.session() as session:
            install(session)

    def restart(self) -> None:
        self.process.end()
        self.process = Process(self.url, self.clock, self.slack)
        self.process.start()

    def send(self, body: Json) -> BoltResponse | None:
        """Let Slack send a payload; None: the process ended before it had its ack."""
        try:
            return self.process._bolt.dispatch(BoltRequest(mode="socket_mode", body=deepcopy(body)))
        except Crash:
            self.restart()
            return None

    def receive(self, body: Json) -> None:
        """Let Slack, or whoever typed, send a payload until it has its ack."""
        payload = Payload(body)
        for _ in range(3):
            try:
                self.process.receive(payload)
            except Crash:
                self.restart()
            if payload.is_acked:
                return
        raise AssertionError("never acked")

    def deliver(self, real_time: Any) -> None:
        for _ in range(ANSWER_WITHIN):
            try:
                claims = self.process.delivery.claim(limit=8)
                for claim in claims:
                    self.process.delivery._carry_out(claim)
            except Crash:
                self.restart()
                continue
            for payload in self.slack.payloads:
                self.process.receive(payload)
            self.slack.payloads.clear()
            real_time.shift(1)
            if not self.rows(OutboxRow):
                return
        raise AssertionError("something waits for ever")

    def rows(self, model: type[Any]) -> list[Any]:
        with self.process.database.reading() as session:
            return list(session.scalars(select(model)))

    def bytes(self) -> bytes:
        """Return what stands in the files of the database."""
        path = Path(str(make_url(self.url).database))
        return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


@pytest.fixture
def shop(fresh_database: FreshDatabase) -> Iterator[Shop]:
    shop = Shop(fresh_database())
    yield shop
    faultpoints.install(None)
    shop.process.end()


@pytest.fixture
def real_time() -> Iterator[Any]:
    with time_machine.travel(MONDAY_TEN_IN_TOKYO, tick=False) as traveller:
        yield traveller


def form(quote: str = TYPED, *, looked: bool, view_id: str = "V1") -> Json:
    """Return what Slack sends of a form with a picture, before or after its writer has looked at what was found."""
    values: dict[str, Any] = {
        "quote": {"value": {"type": "plain_text_input", "value": quote}},
        "files": {"value": {"type": "file_input", "files": [PICTURE]}},
    }
    if looked:
        values["not_personal"] = {"value": {"type": "checkboxes", "selected_options": []}}
    view: Json = {"type": "modal", "id": view_id, "callback_id": "voice.submit", "private_metadata": ""}
    view |= {"blocks": [{"type": "input", "block_id": "quote"}], "state": {"values": values}}
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": AKI, "team_id": TEAM},
        "view": view,
    }


def command() -> Json:
    who = {"team_id": TEAM, "user_id": AKI, "channel_id": "C0SALES", "trigger_id": "1.2.3"}
    return {"command": "/voice", "text": TYPED} | who


def message() -> Json:
    said: Json = {
        "type": "message",
        "subtype": "file_share",
        "channel": DIRECT,
        "channel_type": "im",
        "user": AKI,
    }
    said |= {"text": TYPED, "ts": "1795000000.000001", "files": [PICTURE]}
    return {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": said}


WAYS: dict[str, Callable[[], Json]] = {
    "form": lambda: form(looked=True),
    "command": command,
    "direct message": message,
}
each_way = pytest.mark.parametrize("way", WAYS)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def assert_kept_once(shop: Shop, way: str, logged: str) -> None:
    [voice] = shop.rows(Voice)
    assert voice.quote == KEPT
    assert KEPT.encode() in shop.bytes()
    if way != "command":
        [file] = voice.files
        assert (file["id"], file["name"], file["url"], file["permalink"]) == ("F1", "電話●●.png", None, None)
    answers = [post for post in shop.rows(Post) if post.key.startswith("brought:")]
    assert len(answers) == (way == "direct message")
    assert all(count == 1 for count in shop.slack.sent.values())
    assert_nowhere(shop, logged)


def assert_nowhere(shop: Shop, logged: str) -> None:
    """No byte of the original stays: not in the database's files, its rows, what was posted, or the log."""
    posted = json.dumps([one for _, one in shop.slack.ours()], ensure_ascii=False)
    for number in (NUMBER, OTHER_NUMBER):
        assert number.encode() not in shop.bytes()
        assert number not in logged + posted


@on_sqlite
@each_way
@pytest.mark.parametrize("point", FaultPoint, ids=lambda point: point.name)
def test_a_voice_is_kept_once_wherever_the_process_ends(
    shop: Shop, way: str, point: FaultPoint, real_time: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    fuse = Once(point)
    faultpoints.install(fuse)
    shop.receive(WAYS[way]())
    shop.deliver(real_time)
    assert fuse.has_crashed or (way, point) == ("command", FaultPoint.RECEIVED)  # which the inbox never knows
    assert_kept_once(shop, way, "".join(capsys.readouterr()))


@on_sqlite
@pytest.mark.parametrize("point", [FaultPoint.RECEIVED, FaultPoint.DECIDED], ids=lambda point: point.name)
def test_the_look_at_hits_keeps_nothing_however_it_ends(
    shop: Shop, point: FaultPoint, real_time: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    faultpoints.install(Once(point))
    answer = None
    while answer is None:
        answer = shop.send(form(looked=False))
    view = json.loads(answer.body)["view"]
    assert TYPED in json.dumps(view["blocks"], ensure_ascii=False)  # what was typed stands in its field
    for number in (NUMBER, OTHER_NUMBER):
        assert number not in view["private_metadata"]
    assert (shop.rows(Voice), [row for row in shop.rows(OutboxRow) if row.method != "users.info"]) == ([], [])
    assert shop.rows(Received) == []
    assert_nowhere(shop, "".join(capsys.readouterr()))

    shop.receive(form(looked=True))  # Slack keeps the view's id when it is updated
    shop.deliver(real_time)
    assert_kept_once(shop, "form", "".join(capsys.readouterr()))


@on_sqlite
@each_way
def test_while_the_database_is_locked_what_was_typed_is_not_lost(
    shop: Shop, way: str, real_time: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with shop.process.database.session():
        answer = shop.send(WAYS[way]())
    assert answer is not None
    body = json.loads(answer.body) if answer.body else {}
    if way == "form":
        assert list(body["errors"]) == ["quote"]  # so the form stays, with everything in it
    elif way == "command":
        assert TYPED in json.dumps(body, ensure_ascii=False)
    else:
        assert answer.status == 500  # so Slack sends it again
    assert shop.rows(Voice) == []
    shop.receive(WAYS[way]())
    shop.deliver(real_time)
    assert_kept_once(shop, way, "".join(capsys.readouterr()))


@on_sqlite
def test_words_for_whose_form_the_trigger_is_too_old_come_back(
    shop: Shop, real_time: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    long = command() | {"text": f"{TYPED}{'あ' * 500}"}  # its form is needed, and Slack cannot be reached
    answer = shop.send(long)
    assert answer is not None
    assert long["text"] in json.dumps(json.loads(answer.body), ensure_ascii=False).replace("\\n", "")
    assert shop.rows(Voice) == []
    assert_nowhere(shop, "".join(capsys.readouterr()))


@on_sqlite
def test_an_import_that_is_killed_is_run_again_and_keeps_each_row_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importing, "ROWS_TOGETHER", 2)
    cells = [f"ふたが固い{number}。電話は{NUMBER}です" for number in range(5)]
    table = voice_table.read(("お客様の言葉\r\n" + "\r\n".join(cells)).encode("cp932"), words("ja"))
    fuse = Once(FaultPoint.DECIDED)
    batches = []

    def crash_in_the_second(_done: int) -> None:
        batches.append(_done)
        faultpoints.install(fuse)

    with pytest.raises(Crash):
        importing.run(shop.process.database, TEAM, table.lines, on_progress=crash_in_the_second)
    assert len(shop.rows(Voice)) == 2
    shop.restart()
    report = importing.run(shop.process.database, TEAM, table.lines)

    assert (report.kept, report.already_there, batches) == (3, 2, [2])
    assert sorted(voice.quote for voice in shop.rows(Voice)) == [
        f"ふたが固い{number}。電話は●●です" for number in range(5)
    ]
    assert_nowhere(shop, "".join(capsys.readouterr()))
