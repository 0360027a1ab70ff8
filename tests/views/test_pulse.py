"""The pulse as people see it: what asks, the form with its promise, and the line over time."""

from datetime import UTC, datetime
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import pulse as views
from bot.views.pulse import QUESTIONS, Line, Sheet, Standing
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 12, 7, 1, 0, tzinfo=UTC)
PULSE = "pulse2345678"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def standing(**changed: Any) -> Standing:
    fields: dict[str, Any] = {
        "circle": "商品づくり",
        "lines": [Line(name, (31, None, 40)) for name in QUESTIONS],
        "enough": 5,
        "tz": "Asia/Tokyo",
        "picture_id": "F0LINE",
        "picture_says": "3.1 → 4.0",
    }
    return Standing(**(fields | changed))


def test_what_asks_in_a_thread_and_what_stands_there_afterwards(
    said: Words, snapshot: SnapshotAssertion
) -> None:
    asked = views.asked(said, PULSE, TEN, "Asia/Tokyo")
    over = [views.over(said, has_record_room=has_room) for has_room in (True, False)]
    assert [one.arguments() for one in (asked, *over)] == snapshot
    assert "pulse.answer" in str(asked.arguments())
    assert "pulse.answer" not in str([one.arguments() for one in over])
    assert [problem for one in (asked, *over) for problem in problems(one)] == []


@pytest.mark.parametrize("given", [None, {"said": "2", "heart": "5"}])
def test_the_form(said: Words, snapshot: SnapshotAssertion, given: dict[str, str] | None) -> None:
    view = views.form(said, Sheet(PULSE, TEN, "Asia/Tokyo", 5, given))
    assert view.to_dict() == snapshot
    assert ("pulse.take_back" in str(view.to_dict())) is (given is not None)
    assert problems(view) == []


def test_what_is_told_after_answering(said: Words, snapshot: SnapshotAssertion) -> None:
    sheet = Sheet(PULSE, TEN, "Asia/Tokyo", 5, {"said": "2"})
    told = [views.taken(said, sheet), views.taken_back(said)]
    assert [one.to_dict() for one in told] == snapshot
    assert said("pulse-taken-back") in str(told[1].to_dict())


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({}, id="shown"),
        pytest.param({"lines": [], "is_few": True}, id="too few"),
        pytest.param({"lines": []}, id="none yet"),
        pytest.param({"running_until": TEN, "is_off": True}, id="running for the last time"),
    ],
)
def test_how_it_stands(said: Words, snapshot: SnapshotAssertion, changed: dict[str, Any]) -> None:
    message = views.standing(said, standing(**changed))
    assert message.arguments() == snapshot
    assert ("F0LINE" in str(message.arguments())) is ("lines" not in changed)
    assert problems(message) == []


def test_whatever_a_circle_is_called_slack_takes_it(said: Words) -> None:
    kinds: list[dict[str, Any]] = [{}, {"lines": []}, {"lines": [], "is_few": True}]
    for changed in kinds:
        message = views.standing(said, standing(circle=HOSTILE * 20, picture_says="x" * 3000, **changed))
        assert problems(message) == []
        assert "<!channel>" not in str(message.arguments())
