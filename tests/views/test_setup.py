"""The forms and messages with which a circle comes to be."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.circles.setup import SetupForm, WhoSetsUp
from bot.delivery.outbox import Message
from bot.texts import Words, words
from bot.views import hosts, joining, questions, setup
from models import AskedRoom, Circle, Voice
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def circle(**changed: Any) -> Circle:
    fields = {
        "id": "circle234567",
        "name": "商品づくり",
        "weekday": 0,
        "at": "10:00",
        "rooms": [],
        "hosts": [],
    }
    return Circle(**(fields | changed))


def asked(**changed: Any) -> AskedRoom:
    fields = {
        "id": "asked2345678",
        "purpose": "seat",
        "department": "営業",
        "state": "asked",
        "because": None,
    }
    return AskedRoom(**(fields | changed))


def test_the_form_of_a_circle(said: Words, snapshot: SnapshotAssertion) -> None:
    filled = SetupForm(rooms=["C0SALES"], hosts=["U0AKI"])
    view = setup.form(said, filled, lets=WhoSetsUp.EVERYBODY).to_dict()
    assert view == snapshot
    assert view["callback_id"] == "circle.setup"


def test_the_second_step(said: Words, snapshot: SnapshotAssertion) -> None:
    filled = SetupForm(name="商品づくり", rooms=["C1", "C2"], departments="営業")
    view = setup.departments(said, filled).to_dict()
    assert view == snapshot
    assert "<#C2>" in str(view)


def test_what_is_said_when_it_is_done(said: Words, snapshot: SnapshotAssertion) -> None:
    view = setup.done(said, circle()).to_dict()
    assert view == snapshot
    assert "circle.first" in str(view)


def test_the_form_of_a_first_dialogue(said: Words, snapshot: SnapshotAssertion) -> None:
    view = setup.first(said, circle(), [Voice(id="voice2345678", quote="水筒が\n重い")]).to_dict()
    assert view == snapshot
    assert "水筒が 重い" in str(view)


@pytest.mark.parametrize("purpose", ["seat", "wins", "record"])
def test_what_a_room_is_asked_and_told(said: Words, snapshot: SnapshotAssertion, purpose: str) -> None:
    room = asked(purpose=purpose)
    assert joining.request(said, circle(), room, "進").arguments() == snapshot
    assert joining.joined(said, circle(), room).arguments() == snapshot
    assert "商品づくり" in joining.request(said, circle(), room, None).text


def test_how_a_room_stands_that_has_not_joined(said: Words, snapshot: SnapshotAssertion) -> None:
    lines = [joining.waits(said, asked(state=state)) for state in ("looking", "asked", "uninvited")]
    lines += [
        joining.waits(said, asked(state="refused", because=because)) for because in ("archived", "shared")
    ]
    assert lines == snapshot
    assert all("営業" in line for line in lines)


def test_questions_deputies_and_the_search_for_a_host(said: Words, snapshot: SnapshotAssertion) -> None:
    views = [
        questions.form(said, circle(), ["なぜ", "どうして", "何を"]),
        questions.kept(said, circle(questions=["a", "b", "c"])),
        hosts.deputies(said, circle(), ["U0AKI"], 3),
    ]
    assert [view.to_dict() for view in views] == snapshot
    assert hosts.wanted(said, circle()).arguments() == snapshot
    assert "<@U0AKI>" in hosts.taken(said, circle(), "U0AKI").text


def test_whatever_is_typed_slack_takes_it(said: Words) -> None:
    hostile = circle(name=HOSTILE * 20)
    long = "&" * 80
    rooms = [f"C{number:010}" for number in range(20)]
    filled = SetupForm(
        name=long, rooms=rooms, departments="\n".join([long] * 20), hosts=[f"U{n:010}" for n in range(10)]
    )
    voices = [Voice(id=f"voice{number:07}", quote=HOSTILE * 10) for number in range(60)]
    room = asked(department=HOSTILE * 20)
    shown: Iterator[Message | View] = iter(
        (
            setup.form(said, filled, lets=WhoSetsUp.ADMINS),
            setup.departments(said, filled),
            setup.done(said, hostile),
            setup.first(said, hostile, voices),
            joining.request(said, hostile, room, HOSTILE * 20),
            joining.joined(said, hostile, room),
            joining.invite_us(said, hostile, room),
            questions.form(said, hostile, [HOSTILE * 5] * 3),
            hosts.wanted(said, hostile),
        )
    )
    for one in shown:
        assert problems(one) == []
