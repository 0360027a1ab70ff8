"""What hosts see of their work."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.dialogues.agenda import Stage
from bot.texts import Words, words
from bot.views import hosting as views
from bot.views import swaps
from models import Circle, SeatedVoice, Voice
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def circle(**changed: Any) -> Circle:
    fields: dict[str, Any] = {
        "id": "circle234567",
        "name": "商品づくり",
        "tz": "Asia/Tokyo",
        "next_on": date(2026, 12, 7),
        "next_at": TEN + timedelta(days=7),
        "has_pulse": True,
    }
    return Circle(**(fields | changed))


def sitting(**changed: Any) -> views.Sitting:
    fields: dict[str, Any] = {
        "dialogue_id": "dialogue2345",
        "stage": Stage.QUESTION_1,
        "following": Stage.QUESTION_2,
        "stage_ends_at": TEN + timedelta(minutes=12),
        "closes_at": TEN + timedelta(minutes=30),
        "can_extend": True,
    }
    return views.Sitting(**(fields | changed))


def test_the_panel_while_a_dialogue_is_open(said: Words, snapshot: SnapshotAssertion) -> None:
    view = views.panel(said, views.Panel(circle(), sitting(), waiting=2))
    assert view.to_dict() == snapshot
    assert "10:12" in " ".join(texts_in(view.to_dict()["blocks"]))


def test_the_panel_between_dialogues(said: Words, snapshot: SnapshotAssertion) -> None:
    view = views.panel(said, views.Panel(circle(), None, waiting=1, done="✓"))
    assert view.to_dict() == snapshot
    assert "✓" in str(view.to_dict())


def test_the_panel_of_a_circle_that_is_paused(said: Words, snapshot: SnapshotAssertion) -> None:
    view = views.panel(said, views.Panel(circle(paused_at=TEN, next_on=None, next_at=None), None, waiting=0))
    assert view.to_dict() == snapshot
    assert "circle.resume" in str(view.to_dict())


def test_the_panel_of_a_circle_that_has_come_round(said: Words, snapshot: SnapshotAssertion) -> None:
    waits = circle(came_round_at=TEN, sittings=6, next_on=None, next_at=None)
    view = views.panel(said, views.Panel(waits, None, waiting=0, sat=6, choice="circle234567:1"))
    assert view.to_dict() == snapshot
    for action in ("circle.go_on", "circle.go_on_open", "circle.close"):
        assert f"'{action}'" in str(view.to_dict())
    assert "circle.pause" not in str(view.to_dict())


def test_the_panel_of_a_circle_that_has_closed(said: Words, snapshot: SnapshotAssertion) -> None:
    view = views.panel(said, views.Panel(circle(closed_at=TEN, next_on=None, next_at=None), None, waiting=0))
    assert view.to_dict() == snapshot
    assert "circle.reopen" in str(view.to_dict())
    assert "circle.sittings" not in str(view.to_dict())


def test_the_panel_of_a_circle_that_asks_for_no_pulse_and_has_an_end(said: Words) -> None:
    shown = str(
        views.panel(said, views.Panel(circle(has_pulse=False, sittings=6), None, waiting=0, sat=2)).to_dict()
    )
    assert "circle.pulse_on" in shown
    assert said("entaku-sittings", sat=2, sittings=6) in shown


def test_in_the_last_stage_only_its_close_can_be_moved(said: Words) -> None:
    last = sitting(stage=Stage.DECIDING, following=Stage.CLOSED, can_extend=False)
    shown = str(views.panel(said, views.Panel(circle(), last, waiting=0)).to_dict())
    assert "dialogue.end" in shown
    assert "dialogue.next" not in shown
    assert "dialogue.more" not in shown


def test_whatever_a_circle_is_called_slack_takes_the_panel(said: Words) -> None:
    hostile = circle(name=HOSTILE * 20)
    for now in (sitting(), None):
        view = views.panel(said, views.Panel(hostile, now, waiting=99))
        assert problems(view) == []
        assert "<!channel>" not in str(view.to_dict())


def test_the_form_with_which_a_voice_is_swapped(said: Words, snapshot: SnapshotAssertion) -> None:
    laid_out = [SeatedVoice(voice_id="voice2345678", position=0, voice=Voice(quote="水筒が重い"))]
    view = swaps.form(said, circle(), laid_out, [Voice(id="voice3456789", quote="ふたが固い")])
    assert view.to_dict() == snapshot
    assert "ふたが固い" in str(view.to_dict())


def test_whatever_voices_say_slack_takes_the_form_that_swaps_them(said: Words) -> None:
    laid_out = [
        SeatedVoice(voice_id=f"voice{n}", position=n, voice=Voice(quote=HOSTILE * 10)) for n in range(5)
    ]
    waiting = [Voice(id=f"voice{number:07}", quote=HOSTILE * 10) for number in range(200)]
    assert problems(swaps.form(said, circle(name=HOSTILE * 10), laid_out, waiting)) == []
    assert swaps.done(said).to_dict()
