import time

import pytest

from bot.search import fold, nearest

SHELF = [
    "便利だけど、なんだか疲れる",
    "フタがかたい",
    "値段より、説明がほしい",
    "Too heavy to carry",
    "高いけど安心できる",
]


def near(asked: str) -> list[str]:
    return nearest(asked, SHELF, str)


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
def test_what_is_spelled_alike_is_found(asked: str, found: str) -> None:
    assert near(asked)[0] == found


@pytest.mark.parametrize("asked", ["宇宙旅行", "ξ", "!!!", "   ", "値下げ"])
def test_nothing_near_is_said_to_be_nothing(asked: str) -> None:
    assert near(asked) == []


def test_what_holds_the_words_comes_before_what_is_only_alike() -> None:
    assert nearest("説明がほしい", ["説明はほしい", "もっと説明がほしいです"], str) == [
        "もっと説明がほしいです",
        "説明はほしい",
    ]


def test_equally_near_phrases_stay_in_the_order_they_came_in() -> None:
    phrases = [f"重い{number}" for number in range(5)]
    assert nearest("重い", phrases, str) == phrases


def test_signs_alone_are_compared_as_they_are() -> None:
    assert fold(" ♪ ♪ ") == "♪♪"


def test_a_shelf_of_thousands_is_searched_within_an_instant() -> None:
    phrases = [f"お客様の言葉その{number}、便利だけどなんだか疲れる" for number in range(5000)]
    began = time.process_time()
    nearest("迷ったときに立ち返る言葉" * 20, phrases, str)
    assert time.process_time() - began < 2
