from datetime import UTC, datetime

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import looking_back
from bot.views.looking_back import ON_A_PAGE, Found, Seen
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def seen(
    phrase: str, *, is_adopted: bool = True, scene: str | None = None, product: str | None = None
) -> Seen:
    return Seen(
        "W1", phrase, is_adopted, "毎朝のことです。" * 30, scene, product, "商品づくり", "Asia/Tokyo", TEN
    )


def found(*shown: Seen, is_near: bool = True, count: int | None = None, page: int = 0) -> Found:
    count = len(shown) if count is None else count
    pages = max(1, -(-count // ON_A_PAGE))
    return Found("値下げするか迷っている", shown, is_near, False, count, page, pages)


def test_the_form_and_an_answer_in_it(said: Words, snapshot: SnapshotAssertion) -> None:
    assert looking_back.form(said).to_dict() == snapshot
    shown = [seen("なんだか疲れる", scene="朝の台所で", product="水筒"), seen("朝が楽しみ", is_adopted=False)]
    page = looking_back.page(said, found(*shown)).to_dict()
    assert page == snapshot
    assert "なんだか疲れる" in str(page)


def test_an_answer_to_a_command_and_one_without_words(said: Words, snapshot: SnapshotAssertion) -> None:
    many = looking_back.answer(said, found(*[seen("なんだか疲れる")] * ON_A_PAGE, is_near=False, count=12))
    assert many.arguments() == snapshot
    assert "7" in texts_in(many.arguments()["blocks"])[-1]
    assert looking_back.answer(said, found()).arguments() == snapshot


def test_a_page_of_hostile_words_fits_a_form_and_a_message(said: Words) -> None:
    one = Seen(
        "w" * 12, HOSTILE[:20] + "&" * 40, False, "&" * 500, "&" * 500, "&" * 100, "&" * 80, "Asia/Tokyo", TEN
    )
    full = Found("&" * 3000, [one] * ON_A_PAGE, False, False, 30, 1, 6)
    assert problems(looking_back.answer(said, full)) == []
    view = looking_back.page(said, full).to_dict()
    assert len(view["blocks"]) <= 100
    assert len(view["private_metadata"]) <= 3000
