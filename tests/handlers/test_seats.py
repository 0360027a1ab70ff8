from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import inspect, select, text

from bot.transaction import Database
from handlers import seats as handler
from models import Dialogue, Seat
from tests.bot.circle_of_three import CALLS, SALES
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin
from tests.handlers.stage import Calls, press, submit

URL = {"response_url": "https://hooks.example/1"}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what was told to whoever pressed a button."""
    answers: list[str] = []
    monkeypatch.setattr(handler, "respond_later", lambda _, text, blocks: answers.append(text))
    return answers


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    answers: list[str] = []
    monkeypatch.setattr("handlers.listening.respond_later", lambda _, text: answers.append(text))
    return answers


@pytest.fixture
def dialogue_id(begin: Begin) -> str:
    with begin() as tx:
        tx.actor.introduced_at = tx.now
        return open_table(tx, SlackInMemory()).id


def at(channel_id: str) -> dict[str, Any]:
    return URL | {"channel": {"id": channel_id}}


def seated(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(seat.person.user_id, seat.room.channel_id) for seat in session.scalars(select(Seat))]


def test_the_button_gives_a_seat_and_says_where_also_pressed_twice(
    app: App, database: Database, dialogue_id: str, told: list[str]
) -> None:
    press(app, "seat.take", dialogue_id, **at(SALES))
    press(app, "seat.take", dialogue_id, **at(SALES))
    assert seated(database) == [("U0AKI", SALES)]
    assert told == ["営業の部屋に、席を用意しました。読むだけでもだいじょうぶです。"] * 2

    press(app, "seat.take", dialogue_id, **at(CALLS))
    assert seated(database) == [("U0AKI", CALLS)]
    assert told[-1] == "席をお客様相談の部屋に移しました。"


def test_the_seat_can_be_left_in_the_other_language_and_twice(
    app: App, begin: Begin, database: Database, dialogue_id: str, told: list[str]
) -> None:
    with begin("U0ERI", name="Eri", locale="en"):
        pass
    press(app, "seat.take", dialogue_id, user="U0ERI", **at(SALES))
    press(app, "seat.leave", dialogue_id, user="U0ERI", **at(SALES))
    press(app, "seat.leave", dialogue_id, user="U0ERI", **at("D0ERI"))
    assert seated(database) == []
    assert told[1:] == [
        "Your seat is free again. You can come back any time.",
        "You have no seat right now. You can take one any time.",
    ]


def test_too_late_or_elsewhere_the_words_are_kind(
    app: App, database: Database, dialogue_id: str, refused: list[str]
) -> None:
    press(app, "seat.take", dialogue_id, **at("C0ELSEWHERE"))
    with database.session() as session:
        session.get_one(Dialogue, dialogue_id).state = "closed"
    press(app, "seat.take", dialogue_id, **at(SALES))
    press(app, "seat.take", "nothing", **at(SALES))
    assert refused == [
        "ここからは席につけません。円卓の部屋にあるボタンから、席につけます。",
        "このミニ対話は、もうむすびになりました。次の回に席を用意できます。",
        "それは、もうここにはありません。",
    ]
    assert seated(database) == []


def test_the_silent_form_can_be_tried_and_keeps_nothing(
    app: App, database: Database, dialogue_id: str, calls: Calls
) -> None:
    press(app, "note.try", dialogue_id, **at(SALES))
    form = calls.opened()
    before = everything(database)
    answered = submit(app, form, voice_1="ためしの一行")
    assert "どこにも残っていません" in str(answered["view"])
    assert everything(database) == before
    assert "ためしの一行" not in str(before)


def everything(database: Database) -> dict[str, list[str]]:
    with database.reading() as session:
        names = inspect(session.connection()).get_table_names()
        return {
            name: sorted(map(str, session.execute(text(f'SELECT * FROM "{name}"')).all())) for name in names
        }


def test_who_comes_midway_is_told_where_the_others_are(
    app: App, begin: Begin, database: Database, dialogue_id: str, told: list[str], refused: list[str]
) -> None:
    with begin("U0ERI", name="Eri", locale="en"):
        pass
    press(app, "seat.catch_up", dialogue_id, user="U0ERI", **at(SALES))
    assert told == [
        "Welcome, joining midway is fine.\nNow: Writing time, until 10:05.\nThe closing is at 10:30."
    ]
    press(app, "seat.catch_up", dialogue_id, **at("C0ELSEWHERE"))
    assert len(refused) == 1
