from datetime import UTC, date, datetime
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import help as views
from models import Circle, Room
from sandbox.blockkit import check_blocks
from tests.bot.slack_in_memory import texts_in

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def circle(**changed: Any) -> Circle:
    rooms = [Room(department=department) for department in ("営業", "開発")]
    fields: dict[str, Any] = {"name": "商品づくり", "tz": "Asia/Tokyo", "rooms": rooms, "next_at": TEN}
    return Circle(**(fields | changed))


def test_help(said: Words, snapshot: SnapshotAssertion) -> None:
    message = views.overview(said, "help@example.com").arguments()
    assert message == snapshot
    assert "help@example.com" in message["text"]


def test_an_unknown_word(said: Words, snapshot: SnapshotAssertion) -> None:
    message = views.unknown(said, "setup", "help@example.com").arguments()
    assert message == snapshot
    assert "setup" in texts_in(message["blocks"])[0]


@pytest.mark.parametrize(
    ("changed", "is_open", "waiting"),
    [
        pytest.param({}, False, 1, id="next"),
        pytest.param({"next_at": None}, False, 0, id="next is being found"),
        pytest.param({"paused_at": TEN, "next_at": None}, False, 12, id="paused"),
        pytest.param({}, True, 2, id="open"),
        pytest.param({"sittings": 6}, False, 1, id="with an end"),
        pytest.param({"came_round_at": TEN, "sittings": 6, "next_at": None}, False, 1, id="come round"),
        pytest.param({"closed_at": TEN, "next_at": None}, False, 0, id="closed"),
    ],
)
def test_how_a_circle_stands(
    said: Words,
    snapshot: SnapshotAssertion,
    changed: dict[str, Any],
    is_open: bool,
    waiting: int,
) -> None:
    message = views.status(said, circle(**changed), is_open=is_open, waiting=waiting, sat=2).arguments()
    assert texts_in(message["blocks"]) == snapshot
    assert "商品づくり" in message["text"]


def test_what_a_host_is_answered(said: Words, snapshot: SnapshotAssertion) -> None:
    answers = [
        views.opened(said, circle(), 1),
        views.opened(said, circle(), 3),
        views.skipped(said, circle(), date(2026, 11, 30)),
        views.skipped(said, circle(next_at=None), None),
        views.paused(said, circle()),
        views.resumed(said, circle()),
    ]
    assert [answer.text for answer in answers] == snapshot
    assert "商品づくり" in answers[0].text


@pytest.mark.parametrize("text", ["<!here> & <@U1>", "&" * 3000, "`*_~", "🎉" * 2000])
def test_whatever_is_typed_slack_takes_the_answer(said: Words, text: str) -> None:
    seated = circle(name=text, rooms=[Room(department=text) for _ in range(20)])
    for message in (
        views.unknown(said, text, "help@example.com"),
        views.status(said, seated, is_open=False, waiting=1),
    ):
        given = message.arguments()
        assert check_blocks(given["blocks"], "message") == []
        assert "<!here>" not in str(given)
