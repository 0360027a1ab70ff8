from typing import Any

import pytest
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import bridge, unnamed
from bot.views.bridge import Spoken
from bot.views.unnamed import SHOWN_LINES, UNNAMED_CHARACTERS, Line, Sheet
from sandbox.blockkit import check_blocks, check_view
from tests.bot.slack_in_memory import texts_in

HOSTILE = "<!channel> <@U1> <https://x|y> & *b* @here \u202e"
LINE = Line("r1", "ほんとうは、こわいのだと思います", "木もれび")


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


def test_the_form_with_what_it_promises(said: Words, snapshot: SnapshotAssertion) -> None:
    view = shown(unnamed.form(said, Sheet("d1", is_few=True, own=[LINE])))
    assert view == snapshot
    assert said("unnamed-few") in texts_in(view)
    assert said("unnamed-notes") in texts_in(view)


def test_among_many_the_form_does_not_warn(said: Words) -> None:
    view = shown(unnamed.form(said, Sheet("d1", is_few=False, own=[])))
    assert said("unnamed-few") not in texts_in(view)


def test_what_the_author_is_told(said: Words, snapshot: SnapshotAssertion) -> None:
    for view in (unnamed.said(said, LINE), unnamed.rewriting(said, LINE), unnamed.rewritten(said, LINE)):
        assert shown(view) == snapshot
        assert LINE.text in str(view.to_dict())
    assert said("unnamed-taken-back") in texts_in(shown(unnamed.taken_back(said)))


def test_a_copy_without_a_name(said: Words, snapshot: SnapshotAssertion) -> None:
    spoken = Spoken("r1", None, "", None, LINE.text, alias=LINE.alias)
    message = bridge.copy(said, [spoken]).arguments()
    assert message == snapshot
    assert check_blocks(message["blocks"], "message") == []
    assert said("unnamed-text", alias=LINE.alias, text=LINE.text) == message["text"]


def test_any_text_and_many_lines_fit(said: Words) -> None:
    text = (HOSTILE * 30)[:UNNAMED_CHARACTERS]
    lines = [Line(f"r{number}", text, "木もれび") for number in range(SHOWN_LINES + 20)]
    shown(unnamed.form(said, Sheet("d1", is_few=True, own=lines), filled=text))
    for view in (unnamed.said(said, lines[0]), unnamed.rewriting(said, lines[0])):
        shown(view)
