"""How an improvement looks to who leads it, to the rooms that are asked for a hand, and at home."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.delivery.outbox import Message
from bot.improvements.improvement_form import ImprovementForm, MeasureForm
from bot.texts import Words, words
from bot.views import leading as views
from bot.views import measures
from bot.views.leading import HandWanted, Led, OpenedLead
from bot.views.measures import Direction, Point, Series
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

DUE = date(2026, 7, 3)
MEASURED = Series(
    "問い合わせ",
    "件",
    Direction.LESS,
    [Point(DUE, 12, "秋"), Point(date(2026, 7, 17), 9, "秋"), Point(date(2026, 8, 14), 6, None)],
)
LED = Led(
    id="improvement1",
    what="絵を大きく",
    state="open",
    circle="商品づくり",
    when_then="箱を開けたら、絵を見る",
    helps="はじめての人",
    due_on=DUE,
    is_own=True,
    owner="秋",
    has_owner=True,
    reason=None,
    hand_asked=True,
    helpers=["勉", None],
    may_withdraw=True,
    measured=MEASURED,
)
WANTED = HandWanted(
    "improvement1", "絵を大きく", "写真をえらぶ人", "秋", "営業", ["勉"], is_open=True, state="open"
)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def text(shown: Message | View) -> list[str]:
    assert problems(shown) == []
    return texts_in(shown.to_dict() if isinstance(shown, View) else shown.arguments()["blocks"])


def test_everything_that_is_asked_and_shown(said: Words, snapshot: SnapshotAssertion) -> None:
    opened = OpenedLead(improvement_id="improvement1")
    everything = {
        "before": text(views.due(said, LED.id, LED.what, DUE, "before")),
        "day": text(views.due(said, LED.id, LED.what, DUE, "day")),
        "unled": text(views.unled(said, LED.id, LED.what)),
        "helped": text(views.helped(said, LED.what, "U0BEN")),
        "hand": text(views.hand_wanted(said, WANTED)),
        "over": text(views.hand_wanted(said, replace(WANTED, is_open=False, state="done"))),
        "opened": text(views.opened(said, LED)),
        "listed": text(views.listed(said, [LED, replace(LED, state="released", reason="箱")], 3)),
        "by hand": text(views.by_hand(said, ImprovementForm(due=DUE), {"c1": "商品", "c2": "店"}, "c1")),
        "hand form": text(views.hand_form(said, LED.what, opened)),
        "release form": text(views.release_form(said, LED.what, opened)),
        "asked": text(measures.asked(said, LED.id, LED.what, 2, MEASURED)),
        "settle form": text(measures.settle_form(said, MeasureForm(measure="数"), "{}", has_values=False)),
        "value form": text(measures.value_form(said, "数", DUE, "{}")),
    }
    assert everything == snapshot


def test_what_has_ended_offers_to_begin_again_and_nothing_else_of_its_state(said: Words) -> None:
    buttons = [
        element["action_id"]
        for block in views.opened(said, replace(LED, state="done")).to_dict()["blocks"]
        for element in block.get("elements", [])
    ]
    assert buttons[:2] == ["improvement.begin", "improvement.change"]


def test_nothing_people_wrote_becomes_active_and_slack_takes_the_longest(said: Words) -> None:
    long = (HOSTILE * 9)[:400]
    led = replace(
        LED,
        what=long,
        when_then=long,
        helps=long,
        circle=long[:80],
        reason=long,
        owner=long,
        helpers=[long] * 40,
        measured=replace(MEASURED, name=long[:100], unit=long[:20]),
    )
    shown: list[Any] = [
        views.opened(said, led),
        views.listed(said, [led] * 12, 1),
        views.due(said, led.id, long, DUE, "day"),
        views.hand_wanted(said, replace(WANTED, what=long, wanted=long, owner=long, helpers=[long] * 40)),
        measures.asked(said, led.id, long, 6, led.measured),
    ]
    for one in shown:
        assert problems(one) == []
        raw = str(one.to_dict() if isinstance(one, View) else one.arguments())
        assert "<!channel>" not in raw
        assert "<@U1>" not in raw


def test_what_waits_is_told_in_one_line(said: Words) -> None:
    for state in ("quiet", "hand", "done", "released", "on"):
        line = views.waits(said, "絵を大きく", state)
        assert "絵を大きく" in line
        assert "\n" not in line
