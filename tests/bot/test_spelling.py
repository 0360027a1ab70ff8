import time

import pytest

from bot.spelling import Spelled, fold

SHELF = [
    "便利だけど、なんだか疲れる",
    "フタがかたい",
    "値段より、説明がほしい",
    "Too heavy to carry",
    "高いけど安心できる",
]


def near(asked: str) -> list[str]:
    found = Spelled(enumerate(SHELF)).near(asked)
    return [SHELF[number] for number in sorted(found, key=lambda number: -found[number])]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("疲れる", "便利だけど、なんだか疲れる", id="a part of it"),
        pytest.param("ふたがカタイ", "フタがかたい", id="the other kana"),
        pytest.param("ﾌﾀが かたい", "フタがかたい", id="half width, with a space"),
        pytest.param("ＴＯＯ　ＨＥＡＶＹ", "Too heavy to carry", id="full width, capitals"),
        pytest.param("値段か説明か迷っている", "値段より、説明がほしい", id="words in common"),
        pytest.param(
            "高いけど安心できると言われたらどうするか", "高いけど安心できる", id="a question that holds it"
        ),
    ],
)
def test_what_is_spelled_alike_comes_first(asked: str, found: str) -> None:
    assert near(asked)[0] == found


@pytest.mark.parametrize("asked", ["ξ", "!!!", "   ", ""])
def test_nothing_in_common_is_nothing_found(asked: str) -> None:
    assert near(asked) == []


def test_a_thing_is_as_near_as_the_nearest_of_its_texts() -> None:
    found = Spelled([(0, "宇宙旅行"), (0, "重い"), (1, "重いふた")]).near("重い")
    assert found[0] == pytest.approx(1)
    assert found[0] > found[1] > 0


def test_signs_alone_are_compared_as_they_are() -> None:
    assert fold(" ♪ ♪ ") == "♪♪"


@pytest.mark.slow
def test_a_shelf_of_thousands_is_searched_within_an_instant() -> None:
    spelled = Spelled(
        (number, f"お客様の言葉その{number}、便利だけどなんだか疲れる") for number in range(5000)
    )
    began = time.process_time()
    assert spelled.near("迷ったときに立ち返る言葉その4711" * 20)
    assert time.process_time() - began < 1
