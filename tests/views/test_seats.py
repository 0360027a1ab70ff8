from datetime import UTC, datetime

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.delivery.outbox import Message
from bot.texts import Words, words
from bot.views import seats as views
from models import Circle, Dialogue
from sandbox.blockkit import check_blocks

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
TOKYO = "Asia/Tokyo"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def dialogue(name: str = "商品づくり", state: str = "planned") -> Dialogue:
    return Dialogue(id="d1", circle=Circle(name=name, tz=TOKYO), state=state, started_at=TEN)


def answers(said: Words, name: str = "商品づくり") -> list[Message]:
    at_open, ahead = dialogue(name, "open"), dialogue(name)
    return [
        views.taken(said, ahead, name, is_moved=False, will_remind=True, tz=TOKYO),
        views.taken(said, ahead, name, is_moved=True, will_remind=False, tz=TOKYO),
        views.taken(said, at_open, name, is_moved=False, will_remind=False, tz=TOKYO),
        views.left(said, "d1", had_one=True, is_in_room=True),
        views.left(said, "d1", had_one=False, is_in_room=False),
        views.tomorrow(said, ahead, TOKYO),
        views.soon(said, ahead, TOKYO, channel_id="C0SALES"),
        views.soon(said, ahead, TOKYO, channel_id=None),
    ]


def test_what_is_said_about_seats(said: Words, snapshot: SnapshotAssertion) -> None:
    shown = [answer.arguments() for answer in answers(said)]
    assert shown == snapshot
    assert "10:00" in shown[0]["text"]
    assert "seat.leave" in str(shown[0]["blocks"])
    assert "<#C0SALES>" in str(shown[6]["blocks"])


@pytest.mark.parametrize("name", ["<!here> & <@U1>", "&" * 80, "🎉" * 40])
def test_whatever_a_circle_is_called_slack_takes_it(said: Words, name: str) -> None:
    for answer in answers(said, name):
        given = answer.arguments()
        assert check_blocks(given["blocks"], "message") == []
        assert "<!here>" not in str(given)
