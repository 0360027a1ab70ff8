from datetime import UTC, datetime

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import watchwords
from bot.watchwords import Shelf, Shelved
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def shelved(phrase: str, *, is_adopted: bool = True, product: str | None = None) -> Shelved:
    return Shelved(phrase, is_adopted, "商品づくり", "Asia/Tokyo", TEN, product)


def test_the_shelf(said: Words, snapshot: SnapshotAssertion) -> None:
    found = [shelved("なんだか疲れる", product="水筒"), shelved("朝が楽しみ", is_adopted=False)]
    message = watchwords.shelf(said, Shelf(found, 12))
    assert message.arguments() == snapshot
    assert "12" in texts_in(message.arguments()["blocks"])[-1]


def test_an_empty_shelf_and_a_search_without_an_answer(said: Words, snapshot: SnapshotAssertion) -> None:
    assert watchwords.shelf(said, Shelf([], 0)).arguments() == snapshot
    assert watchwords.near(said, Shelf([], 0)).arguments() == snapshot


def test_a_full_shelf_fits_a_message(said: Words) -> None:
    one = Shelved(
        HOSTILE[:20] + "&" * 40,
        is_adopted=True,
        circle="&" * 80,
        tz="Asia/Tokyo",
        said_at=TEN,
        product="&" * 100,
    )
    full = Shelf([one] * watchwords.SHOWN, 970)
    for message in (watchwords.shelf(said, full), watchwords.near(said, full)):
        assert problems(message) == []
        assert len(message.blocks) <= 50
