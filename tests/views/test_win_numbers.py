"""The numbers of a win: the change is computed, told whichever way it went, and never more than it is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import Words, words
from bot.views.win_numbers import lines, signed
from bot.wins.win_change import between

JA = words("ja")
UNLIKE = JA("wins-change-unlike")


def told(before: str | None, after: str | None, unit: str | None = None, said: Words = JA) -> list[str]:
    return list(lines(said, before, after, unit, None))[1:]


def test_both_numbers_stand_with_what_they_count_and_over_which_time() -> None:
    assert list(lines(JA, "12", "3", "件", "month")) == ["12 → 3 件（1か月あたり）", "変化　−9 件（−75%）"]
    english = ["12 → 3 calls, over a month", "Change: −9 calls (−75%)"]
    assert list(lines(words("en"), "12", "3", "calls", "month")) == english


@pytest.mark.parametrize(
    ("before", "after", "unit", "change"),
    [
        pytest.param("3", "12", "件", "変化　+9 件（+300%）", id="it got worse"),
        pytest.param("12", "12", "件", "変化　±0（変わっていません）", id="as before"),
        pytest.param("0", "4", "件", "変化　+4 件", id="from nothing no share can be told"),
        pytest.param("4", "0", "件", "変化　−4 件（−100%）", id="to nothing"),
        pytest.param("10000", "1", None, "変化　−9,999（−99.9%）", id="almost to nothing is not to nothing"),
        pytest.param("10000", "9999", None, "変化　−1", id="a share that rounds to nothing is left out"),
        pytest.param("12.5", "10", "分", "変化　−2.5 分（−20%）", id="fractions"),
        pytest.param("1,200", "１，１００", "件", "変化　−100 件（−8.3%）", id="full width and thousands"),
        pytest.param("12件", "3件", None, "変化　−9 件（−75%）", id="written with their unit"),
        pytest.param("12件", "3", "件", "変化　−9 件（−75%）", id="one of them written with it"),
        pytest.param("40", "35", "%", "変化　−5ポイント", id="shares differ by points"),
        pytest.param("40%", "35%", None, "変化　−5ポイント", id="shares written as such"),
        pytest.param("-5", "5", None, "変化　+10", id="from below nothing"),
    ],
)
def test_the_change_is_told_with_its_sign(before: str, after: str, unit: str | None, change: str) -> None:
    assert told(before, after, unit) == [change]


@pytest.mark.parametrize(
    ("before", "after", "unit"),
    [
        pytest.param("12件", "3人", None, id="of different things"),
        pytest.param("週に12件", "月に3件", None, id="over different times"),
        pytest.param("12", "少し", "件", id="a number and words"),
        pytest.param("10〜12", "3", "件", id="a range"),
        pytest.param("12件", "3", "人", id="against the unit that was told"),
    ],
)
def test_what_cannot_be_compared_is_not_and_this_is_said(before: str, after: str, unit: str | None) -> None:
    assert told(before, after, unit) == [UNLIKE]


def test_words_alone_need_no_word_about_numbers() -> None:
    assert list(lines(JA, "たくさん", "少し", None, None)) == ["たくさん → 少し"]


def test_one_number_alone_says_which_it_is() -> None:
    assert list(lines(JA, "12", None, "件", None)) == ["前は12 件"]
    assert list(lines(JA, None, "3", None, "week")) == ["今は3（1週間あたり）"]
    assert list(lines(JA, None, None, "件", "week")) == []


NUMBERS = st.decimals(0, Decimal(10) ** 20, places=3, allow_nan=False, allow_infinity=False)


@given(NUMBERS, NUMBERS)
def test_whatever_the_numbers_the_change_is_exact_and_no_share_says_more_than_is_so(
    before: Decimal, after: Decimal
) -> None:
    change = between(f"{before:f}", f"{after:f}", None)
    assert change is not None
    assert before + change.difference == after
    if change.share is not None:
        assert (change.share > 0) == (after > before)
        assert (change.share == -100) == (after == 0)
    assert (signed(change.difference)[0] == "−") == (after < before)
