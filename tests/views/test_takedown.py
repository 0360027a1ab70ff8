from typing import Any

import pytest
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import takedown
from bot.views.takedown import Where
from sandbox.blockkit import check_view
from tests.bot.slack_in_memory import texts_in

HOSTILE = "<!channel> <@U1> <https://x|y> & *b* @here \u202e" * 100
COPIED = Where(["開発", "お客様相談"], is_told=True, is_on_shelf=True, original="営業", is_own=False)
UNNAMED = Where(["営業", "開発"], is_told=False, is_on_shelf=False, original=None, is_own=True)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def shown(view: View) -> dict[str, Any]:
    checked = view.to_dict()
    assert check_view(checked) == []
    return checked


def test_what_is_asked_before_a_line_goes(said: Words, snapshot: SnapshotAssertion) -> None:
    view = shown(takedown.form(said, {"remark:r1": ("言いすぎました", COPIED)}))
    assert view == snapshot
    assert said("takedown-original", department="営業") in texts_in(view)
    assert '"remark:r1"' in view["private_metadata"]


def test_which_of_several_lines_is_meant(said: Words, snapshot: SnapshotAssertion) -> None:
    view = shown(takedown.form(said, {"remark:r1": ("一", COPIED), "note:n1": (" ", UNNAMED)}))
    assert view == snapshot
    assert said("takedown-which") in texts_in(view)


def test_what_is_told_afterwards(said: Words, snapshot: SnapshotAssertion) -> None:
    view = shown(takedown.done(said, COPIED))
    assert view == snapshot
    assert said("takedown-original-own", department="営業") not in texts_in(view)
    assert len(shown(takedown.done(said, UNNAMED))["blocks"]) == 1


def test_any_text_and_any_names_fit(said: Words) -> None:
    where = Where([HOSTILE] * 20, is_told=True, is_on_shelf=True, original=HOSTILE, is_own=True)
    shown(takedown.form(said, {"remark:r1": (HOSTILE, where)}))
    shown(takedown.form(said, {f"remark:r{number}": (HOSTILE, where) for number in range(10)}))
