"""The voices that wait, as a host sees them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import waiting as views
from models import Circle, Voice
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def row(number: int = 2, *, is_shown: bool = True, days: int = 3, **changed: Any) -> views.Row:
    fields: dict[str, Any] = {
        "id": f"voice{number:07}",
        "quote": "水筒が重い",
        "brought_at": TEN,
        "consent": "inside",
    }
    return views.Row(Voice(**(fields | changed)), is_shown=is_shown, days=days)


def listed(*rows: views.Row, **changed: Any) -> views.Listed:
    fields: dict[str, Any] = {"count": len(rows), "page": 0, "pages": 1}
    circle = Circle(id="circle234567", name=changed.pop("name", "商品づくり"), tz="Asia/Tokyo")
    return views.Listed(circle, rows, **(fields | changed))


def test_a_list_with_everything(said: Words, snapshot: SnapshotAssertion) -> None:
    rows = [
        row(2, forward_at=TEN, source="shop", segment="学生"),
        row(3, days=0, held_at=TEN),
        row(4, is_shown=False, quote="ないしょ", segment="ひみつ"),
    ]
    view = views.waiting(said, listed(*rows, count=20, page=1, pages=3, can_swap=True, done="✓")).to_dict()
    assert view == snapshot
    assert "ないしょ" not in str(view)
    assert "ひみつ" not in str(view)
    assert {"circle234567:0", "circle234567:2"} <= {
        element["value"]
        for block in view["blocks"]
        for element in block.get("elements", ())
        if "value" in element
    }


def test_a_list_of_nobody(said: Words, snapshot: SnapshotAssertion) -> None:
    view = views.waiting(said, listed())
    assert texts_in(view.to_dict()["blocks"]) == snapshot
    assert problems(view) == []


def test_whatever_voices_say_slack_takes_the_list(said: Words) -> None:
    rows = [
        row(number, quote=HOSTILE * 12, segment=HOSTILE, source="shop") for number in range(views.ON_A_PAGE)
    ]
    view = views.waiting(said, listed(*rows, name=HOSTILE * 10, count=99, page=1, pages=9, can_swap=True))
    assert problems(view) == []
    assert "<!channel>" not in str(view.to_dict())
