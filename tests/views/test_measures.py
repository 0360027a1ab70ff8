"""The chart in plain text: true to its values, as short as a phone is narrow, and readable without its bars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import words
from bot.views import measures
from bot.views.measures import BAR_CELLS, CELL, Direction, Point, Series
from tests.views.refused import problems

VALUES = st.floats(-1e9, 1e9).map(lambda value: round(value, 3))
ANYTHING = st.text(max_size=100)


def series(values: list[float], name: str = "問い合わせ", unit: str | None = "件") -> Series:
    first = date(2026, 7, 3)
    points = [Point(first + timedelta(weeks=week), value, "秋") for week, value in enumerate(values)]
    return Series(name, unit, Direction.LESS, points)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_value_has_its_day_who_wrote_it_and_a_bar_of_its_share(language: str) -> None:
    shown = measures.chart(words(language), series([12, 6, 0])).splitlines()
    bars = [line for line in shown if CELL in line]
    assert bars == [CELL * 10, CELL * 5]
    if language == "ja":
        assert shown[1] == "へるとうれしい数です。"
        assert shown[2] == "7月3日（金）　はじめ 12件（秋さん）"
        assert shown[-1] == "問い合わせ　12件から0件へ、−12件"
    else:
        assert shown[2] == "Fri 3 Jul: 12 件 at first (秋)"
        assert shown[-1] == "問い合わせ: 12 件 to 0 件, −12 件"


def test_a_change_against_the_hope_is_shown_with_its_sign_as_it_is() -> None:
    assert "+3件" in measures.chart(words("ja"), series([3, 6]))
    assert "±0件" in measures.chart(words("ja"), series([3, 3]))


@given(VALUES, VALUES)
def test_a_bar_is_never_longer_than_that_of_a_larger_value(one: float, other: float) -> None:
    largest = max(abs(one), abs(other))
    smaller, larger = sorted((one, other), key=abs)
    assert len(measures.bar(smaller, largest)) <= len(measures.bar(larger, largest)) <= BAR_CELLS
    assert (measures.bar(smaller, largest) == "") == (smaller == 0)
    assert not larger or len(measures.bar(larger, largest)) == BAR_CELLS


@pytest.mark.slow
@given(st.lists(VALUES, max_size=60), ANYTHING, ANYTHING)
def test_the_first_and_the_newest_value_are_always_there_and_slack_takes_it(
    values: list[float], name: str, unit: str
) -> None:
    said = words("ja")
    shown = measures.noted(said, "絵を大きく", series(values, name, unit))
    chart = measures.chart(said, series(values, name, unit or None))
    assert len(chart) < 3000
    for value in values[:1] + values[-1:]:
        assert said.number(value) in chart
    assert problems(shown) == []
