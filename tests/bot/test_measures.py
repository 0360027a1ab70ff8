"""Measures: values with who and when, asked for two and six weeks after an improvement was done."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.improvements import by_hand, leading, measured, measures
from bot.improvements.improvement_form import ByHandForm, MeasureForm, NotANumber, ValueForm, number
from bot.improvements.led import NotYourLead
from bot.improvements.measures import NoMeasure, NothingBefore, NotMeasuredYet
from bot.keeping import erasing_people
from bot.refusals import Empty
from bot.texts import words
from bot.transaction import Transaction
from models import Improvement
from tests.bot.circle_of_three import seat
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock, known

TODAY = date(2026, 11, 30)


@pytest.fixture
def led(tx: Transaction) -> Improvement:
    known(tx, AKI, name="秋")
    seat(tx)
    acting(tx, AKI)
    form = ByHandForm(what="絵を大きく", owner=AKI, due=TODAY, measure="1週間の問い合わせ")
    return by_hand.begin(tx, form).improvement


def on_days(tx: Transaction, led: Improvement, *values: str) -> None:
    """Write a value down on each day up to today."""
    for ago, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
        measures.note(tx, led.id, ValueForm(value=value, measured_on=TODAY - timedelta(days=ago)))


def test_a_measure_has_a_name_a_unit_a_direction_and_a_first_value(tx: Transaction, led: Improvement) -> None:
    form = MeasureForm(measure="問い合わせ", unit="件", direction="less", first="１２件")
    measures.settle(tx, led.id, form)
    known_now = measured.series(tx, led)
    assert known_now is not None
    assert (known_now.name, known_now.unit, known_now.direction) == ("問い合わせ", "件", "less")
    [first] = known_now.points
    assert (first.day, first.value, first.who) == (TODAY, 12.0, "秋")


def test_a_day_has_one_value_the_newest_with_who_wrote_it(tx: Transaction, led: Improvement) -> None:
    on_days(tx, led, "12", "9")
    acting(tx, "U0HOST").name = "進"
    measures.note(tx, led.id, ValueForm(value="8"))
    shown = measured.series(tx, led)
    assert shown is not None
    assert [(point.value, point.who) for point in shown.points] == [(12.0, "秋"), (8.0, "進")]
    assert measured.change(tx, words("ja"), led) == "1週間の問い合わせ　12から8へ、−4"


def test_the_same_as_before_is_one_tap_and_counts_once(tx: Transaction, led: Improvement) -> None:
    with pytest.raises(NothingBefore):
        measures.same(tx, led.id)
    measures.note(tx, led.id, ValueForm(value="7", measured_on=TODAY - timedelta(days=3)))
    for _ in range(2):
        measures.same(tx, led.id)
    assert [one.value for one in measured.values(tx, led)] == [7.0, 7.0]


@pytest.mark.parametrize(
    ("typed", "value"), [("12", 12.0), (" １２．５ ", 12.5), ("1,200 件", 1200.0), ("-3", -3.0), ("−3", -3.0)]
)
def test_numbers_are_read_as_people_write_them(typed: str, value: float) -> None:
    assert number("value", typed, "件") == value


@pytest.mark.parametrize("typed", ["十", "1.2345", "1e9", "10000000000", "1,2", "12個", "nan", "1 2"])
def test_what_is_no_number_is_said_at_its_field(typed: str) -> None:
    with pytest.raises(NotANumber) as refused:
        number("value", typed, "件")
    assert refused.value.field == "value"


def test_a_value_needs_a_measure_a_day_that_has_come_and_the_lead(tx: Transaction, led: Improvement) -> None:
    with pytest.raises(Empty):
        measures.note(tx, led.id, ValueForm(value=" "))
    with pytest.raises(NotMeasuredYet):
        measures.note(tx, led.id, ValueForm(value="1", measured_on=TODAY + timedelta(days=1)))
    led.measure = None
    with pytest.raises(NoMeasure):
        measures.note(tx, led.id, ValueForm(value="1"))
    acting(tx, BEN)
    with pytest.raises(NotYourLead):
        measures.settle(tx, led.id, MeasureForm(measure="数"))


def test_the_question_is_answered_in_its_own_place_with_the_chart(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    measures.note(tx, led.id, ValueForm(value="12"))
    leading.done(tx, led.id)
    tx.now = clock.advance(days=14)
    assert led.ended_at is not None
    for _ in range(2):
        measures.ask(tx, led.id, led.ended_at, 2)
    slack.deliver(tx)
    [asked] = [text for text in slack.texts(AKI) if "2週間です" in text]
    assert "前と同じ（12）" in asked
    measures.note(tx, led.id, ValueForm(value="6"))
    slack.deliver(tx)
    [answered] = [text for text in slack.texts(AKI) if "値を受けとりました" in text]
    assert "12から6へ、−6" in answered


def test_what_goes_on_again_or_was_renamed_away_is_not_asked_for(
    tx: Transaction, slack: SlackInMemory, led: Improvement
) -> None:
    leading.done(tx, led.id)
    done_at = led.ended_at
    assert done_at is not None
    leading.begin(tx, led.id)
    measures.ask(tx, led.id, done_at, 2)
    slack.deliver(tx)
    assert slack.texts(AKI) == []


def test_a_value_outlives_who_wrote_it_without_them(tx: Transaction, led: Improvement) -> None:
    measures.note(tx, led.id, ValueForm(value="12"))
    tx.person = None
    erasing_people.erase(tx, AKI, Counter())
    shown = measured.series(tx, led)
    assert shown is not None
    assert [(point.value, point.who) for point in shown.points] == [(12.0, None)]


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)))
def test_a_number_that_is_shown_is_read_as_the_same(value: float) -> None:
    for language in ("ja", "en"):
        assert number("value", words(language).number(value), None) == value
