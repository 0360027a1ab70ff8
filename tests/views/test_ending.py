"""A circle's end as people see it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import ending as views
from bot.views.ending import Choice, Round
from models import Circle
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
LINK = "https://x.slack.com/archives/C0SALES/p1"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def circle(**changed: Any) -> Circle:
    return Circle(**({"id": "circle234567", "name": "商品づくり", "sittings": 6} | changed))


def told(**changed: Any) -> Round:
    fields: dict[str, Any] = {
        "circle": "商品づくり",
        "sittings": 6,
        "departments": ["営業", "開発"],
        "links": [(TEN, LINK)],
        "quotes": ["水筒が重い"],
        "phrases": ["手放せない"],
        "done": ["ふたを軽くする"],
        "under_way": ["箱に絵を足す"],
        "wins": ["問い合わせが減った"],
        "keeps_back": True,
        "tz": "Asia/Tokyo",
    }
    return Round(**(fields | changed))


def test_what_came_of_it(said: Words, snapshot: SnapshotAssertion) -> None:
    message = views.look_back(said, told())
    assert message.arguments() == snapshot
    assert "手放せない" in str(message.arguments())
    assert problems(message) == []


def test_what_did_not_come_is_passed_over(said: Words) -> None:
    empty: dict[str, Any] = dict.fromkeys(("links", "quotes", "phrases", "done", "under_way", "wins"), ())
    read = "\n".join(texts_in(views.look_back(said, told(**empty, keeps_back=False)).arguments()["blocks"]))
    for key in ("quotes", "phrases", "done", "under-way", "wins"):
        assert said(f"round-{key}") not in read
    assert said("round-more") not in read


def test_however_much_came_of_it_slack_takes_it_and_the_rest_is_pointed_to(said: Words) -> None:
    many: dict[str, Any] = {
        name: [HOSTILE * 20] * 50 for name in ("quotes", "phrases", "done", "under_way", "wins")
    }
    message = views.look_back(
        said, told(**many, circle=HOSTILE * 20, departments=[HOSTILE * 9] * 20, links=[(TEN, LINK)] * 20)
    )
    assert problems(message) == []
    shown = str(message.arguments())
    assert "<!channel>" not in shown
    assert shown.count(said("round-more")) == 5


def test_the_choice_the_reminder_and_what_came_of_it(said: Words, snapshot: SnapshotAssertion) -> None:
    messages = [
        views.choice(said, circle(), "circle234567:1", 6, again=False),
        views.choice(said, circle(), "circle234567:1", 1, again=True),
        *(views.chosen(said, circle(), choice, 6) for choice in Choice),
        views.closed(said, circle()),
        views.closed(said, circle(record_channel_id="C0RECORD")),
    ]
    assert [one.arguments() for one in messages] == snapshot
    assert "circle.close" in str(messages[0].arguments())
    assert [problem for one in messages for problem in problems(one)] == []


@pytest.mark.parametrize("changed", [{}, {"sittings": None}])
def test_the_form_with_how_many(said: Words, snapshot: SnapshotAssertion, changed: dict[str, Any]) -> None:
    view = views.sittings_form(said, circle(**changed), 2)
    assert view.to_dict() == snapshot
    assert "circle.sittings" in str(view.to_dict())
    assert problems(view) == []


def test_what_is_told_when_it_is_set(said: Words, snapshot: SnapshotAssertion) -> None:
    kept = [
        views.sittings_kept(said, circle(), 2),
        views.sittings_kept(said, circle(sittings=None), 0),
        views.sittings_kept(said, circle(came_round_at=TEN), 6),
    ]
    assert [view.to_dict() for view in kept] == snapshot
    assert said("sittings-kept-none") in str(kept[1].to_dict())


def test_whatever_a_circle_is_called_slack_takes_all_of_it(said: Words) -> None:
    hostile = circle(name=HOSTILE * 20, record_channel_id="C0RECORD")
    messages = [
        views.choice(said, hostile, "circle234567:1", 99, again=True),
        *(views.chosen(said, hostile, choice, 99) for choice in Choice),
        views.closed(said, hostile),
    ]
    form = views.sittings_form(said, hostile, 3)
    assert problems(form) == []
    assert [problem for one in messages for problem in problems(one)] == []
    assert "<!channel>" not in str([form.to_dict(), *(one.arguments() for one in messages)])
