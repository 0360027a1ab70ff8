from collections.abc import Sequence
from typing import Any

import pytest
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.people.private import SWITCHED, Kind
from bot.texts import Words, words
from bot.views import private as views
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import problems


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def shown(said: Words, muted: Sequence[str], **more: Any) -> dict[str, Any]:
    view = View(type="home", blocks=views.settings(said, muted, **more))
    assert problems(view) == []
    return view.to_dict()


def test_each_kind_can_be_ticked_and_the_hours_are_told(said: Words, snapshot: SnapshotAssertion) -> None:
    view = shown(said, ["nudge"])
    assert texts_in(view["blocks"]) == snapshot
    groups = [block["elements"][0] for block in view["blocks"] if block["type"] == "actions"]
    offered = [option["value"] for group in groups for option in group["options"]]
    assert offered == list(SWITCHED)
    ticked = [option["value"] for group in groups for option in group["initial_options"]]
    assert ticked == [kind for kind in SWITCHED if kind is not Kind.NUDGE]


def test_who_wants_nothing_finds_nothing_ticked(said: Words) -> None:
    assert "initial_options" not in str(shown(said, list(SWITCHED)))


def test_a_group_is_called_otherwise_as_soon_as_another_kind_is_ticked(said: Words) -> None:
    many: list[Sequence[str]] = [[], ["reminder"], ["heard"], ["nudge"], SWITCHED]
    names = [
        {block["block_id"] for block in shown(said, muted)["blocks"] if block["type"] == "actions"}
        for muted in many
    ]
    assert len({frozenset(one) for one in names}) == len(names)


def test_the_home_says_what_was_done_in_it(said: Words) -> None:
    assert "そうしました" in texts_in(shown(said, [], done="そうしました")["blocks"])


def test_the_button_under_a_message_says_what_it_did(said: Words) -> None:
    assert views.off_done(said, Kind.NUDGE) != views.off_done(said, Kind.HEARD)
