"""The agenda of a dialogue: which stage it is in at which minute."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.dialogues.agenda import DEFAULT_AGENDA, LONGEST_MINUTES, Agenda, Stage, stage_at, stages

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


def minute(number: float) -> datetime:
    return TEN + timedelta(minutes=number)


def test_the_default_agenda_takes_thirty_minutes():
    assert stages(TEN) == [
        (Stage.OPENING, minute(0), minute(0)),
        (Stage.WRITING, minute(0), minute(5)),
        (Stage.QUESTION_1, minute(5), minute(12)),
        (Stage.QUESTION_2, minute(12), minute(19)),
        (Stage.QUESTION_3, minute(19), minute(25)),
        (Stage.DECIDING, minute(25), minute(30)),
        (Stage.CLOSED, minute(30), minute(30)),
    ]


@pytest.mark.parametrize(
    ("at", "stage"),
    [
        pytest.param(-1, Stage.OPENING, id="before the opening"),
        pytest.param(0, Stage.WRITING, id="at the opening people write"),
        pytest.param(4.99, Stage.WRITING, id="just before the first question"),
        pytest.param(5, Stage.QUESTION_1, id="the first question"),
        pytest.param(12, Stage.QUESTION_2, id="the second question"),
        pytest.param(19, Stage.QUESTION_3, id="the third question"),
        pytest.param(25, Stage.DECIDING, id="deciding"),
        pytest.param(30, Stage.CLOSED, id="the close"),
        pytest.param(9999, Stage.CLOSED, id="long after"),
    ],
)
def test_the_stage_follows_from_the_start(at, stage):
    assert stage_at(TEN, minute(at)).stage is stage


def test_a_stage_knows_when_it_ends():
    assert stage_at(TEN, minute(13)).ends_at == minute(19)


def test_a_circle_may_spend_some_minutes_on_the_opening():
    agenda = Agenda(writing=2)
    assert stage_at(TEN, minute(1), agenda).stage is Stage.OPENING
    assert stage_at(TEN, minute(2), agenda).stage is Stage.WRITING


def test_minutes_are_minutes_while_the_clocks_change():
    start = datetime(2026, 11, 1, 1, 45, tzinfo=ZoneInfo("America/New_York"))
    assert stages(start)[-1].begins_at == start.astimezone(UTC) + timedelta(minutes=30)


@pytest.mark.parametrize(
    "minutes",
    [
        pytest.param({"question_1": 0}, id="no time to write"),
        pytest.param({"question_2": 5}, id="two stages at once"),
        pytest.param({"question_3": 10}, id="back in time"),
        pytest.param({"closed": 20}, id="closed before it decides"),
        pytest.param({"writing": -1}, id="before the opening"),
        pytest.param({"closed": LONGEST_MINUTES + 1}, id="far too long"),
        pytest.param({"question_4": 27}, id="a stage that does not exist"),
    ],
)
def test_an_agenda_whose_minutes_do_not_grow_is_refused(minutes):
    with pytest.raises(ValidationError):
        Agenda(**minutes)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, LONGEST_MINUTES), min_size=6, max_size=6, unique=True).map(sorted),
    st.integers(-9, 400),
)
def test_any_agenda_leads_from_stage_to_stage_without_a_gap(minutes, at):
    agenda = Agenda(**dict(zip(list(Stage)[1:], minutes, strict=True)))
    timed = stages(TEN, agenda)
    assert [stage for stage, *_ in timed] == list(Stage)
    assert all(one.ends_at == other.begins_at for one, other in pairwise(timed))
    now = stage_at(TEN, minute(at), agenda)
    assert now.begins_at <= max(TEN, minute(at))
    assert minute(at) < now.ends_at or now.stage is Stage.CLOSED


def test_an_agenda_survives_being_kept_as_json():
    assert Agenda.model_validate(DEFAULT_AGENDA.model_dump(mode="json")) == DEFAULT_AGENDA
