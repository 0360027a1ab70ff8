from datetime import UTC, datetime
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import home as views
from bot.views.home import Home, MyVoice, Sitting
from bot.watchwords import Shelf, Shelved
from models import Circle
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
TOKYO = "Asia/Tokyo"
EMPTY = Home([], 0, [], 0, Shelf([], 0), None)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def shelved(phrase: str = "朝が楽しみ", **changed: Any) -> Shelved:
    fields: dict[str, Any] = {
        "phrase": phrase,
        "is_adopted": True,
        "circle": "商品づくり",
        "tz": TOKYO,
        "said_at": TEN,
        "product": None,
    }
    return Shelved(**(fields | changed))


def test_a_home_with_everything(said: Words, snapshot: SnapshotAssertion) -> None:
    circle = Circle(name="商品づくり", tz=TOKYO, next_at=TEN)
    voices = [MyVoice("ふたが固い"), MyVoice("朝が楽しみ", TEN, TOKYO)]
    view = views.home(
        said,
        Home(
            [Sitting(circle, is_open=False)],
            2,
            voices,
            3,
            Shelf([shelved(), shelved("高い")], 4),
            "help@example.com",
        ),
    ).to_dict()
    assert view == snapshot
    assert view["type"] == "home"
    assert "ふたが固い" in str(view)


def test_a_home_with_nothing_in_it_yet(said: Words, snapshot: SnapshotAssertion) -> None:
    blocks = views.home(said, EMPTY).to_dict()["blocks"]
    assert texts_in(blocks) == snapshot
    assert problems(views.home(said, EMPTY)) == []


@pytest.mark.parametrize("text", [HOSTILE * 12, "&" * 500, "🎉" * 500])
def test_whatever_people_wrote_slack_takes_their_home(said: Words, text: str) -> None:
    circle = Circle(name=text[:80], tz=TOKYO, next_at=TEN)
    view = views.home(
        said,
        Home(
            [Sitting(circle, is_open=True)] * 5,
            1,
            [MyVoice(text[:500], TEN, TOKYO)] * 10,
            10**6,
            Shelf([shelved(text[:60], product=text[:100], circle=text[:80])] * 5, 10**6),
            "help@example.com",
        ),
    )
    assert problems(view) == []
    assert len(view.to_dict()["blocks"]) <= 100
    assert "<!channel>" not in str(view.to_dict())
