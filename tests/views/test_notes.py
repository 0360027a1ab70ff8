from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import notes as views
from bot.views.notes import Asked, Line, Written
from tests.bot.slack_in_memory import texts_in

HOSTILE = "<!channel> <@U1> <https://x|y> & *b* @here"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def form(said: Words, **changed: Any) -> dict[str, Any]:
    asked = [Asked("v1", 0, "便利だけど疲れる", "閉店まぎわ"), Asked("v2", 2, "重い", None)]
    written = Written(dialogue_id="d1", channel_id="C1", voice_ids=["v1", "v2"])
    given: dict[str, Any] = {
        "filled": {"v2": "気が重い"},
        "is_named": True,
        "lead": said("silent-late"),
    } | changed
    return views.form(said, asked, written, **given).to_dict()


def test_the_form(said: Words, snapshot: SnapshotAssertion) -> None:
    shown = form(said)
    assert shown == snapshot
    inputs = {block["block_id"]: block["element"] for block in shown["blocks"] if block["type"] == "input"}
    assert list(inputs) == ["voice_1", "voice_2", "named"]
    assert inputs["voice_2"]["initial_value"] == "気が重い"


def test_nothing_that_was_written_is_put_into_the_metadata(said: Words) -> None:
    assert "気が重い" not in form(said)["private_metadata"]


def test_opened_notes(said: Words, snapshot: SnapshotAssertion) -> None:
    for message in (
        views.opened(said, 3),
        views.opened(said, 0),
        views.heading(said, 0, "便利だけど疲れる"),
        views.note(said, Line("気が重い", None, None)),
        views.note(said, Line("朝がつらい", "秋", "営業", is_late=True)),
        views.more(said, "d1", 4),
        views.hint(said, "d1"),
    ):
        assert message.arguments() == snapshot
    assert "秋" in str(views.note(said, Line("x", "秋", None)).arguments())


@pytest.mark.parametrize("text", [HOSTILE, "&" * 400, "\n" * 300])
def test_nothing_people_typed_becomes_active(said: Words, text: str) -> None:
    shown = [
        views.heading(said, 0, text).arguments()["blocks"],
        views.note(said, Line(text, text, text)).arguments()["blocks"],
        views.rest(said, [Line(text, None, None)] * 90).to_dict()["blocks"],
    ]
    for blocks in shown:
        assert len(blocks) <= 100
        assert all("<" not in part and len(part) <= 3000 for part in texts_in(blocks))
