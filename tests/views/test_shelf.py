"""The shelf, the ideas, and what is said of words as they are pinned."""

from datetime import UTC, datetime
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.delivery.outbox import About
from bot.ideas.idea_list import Ideas, Listed
from bot.improvements.improvement_form import ImprovementForm
from bot.paging import Page
from bot.texts import Words, words
from bot.views import ideas, pinning, shelf
from bot.views.ideas import OpenedIdea
from bot.views.improvements import Proposal
from bot.views.pager import Opened
from bot.watchwords.phrases import PhraseForm
from bot.watchwords.shelf import Entry, Shown
from models import Watchword
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
LINK = "https://test.slack.com/archives/C1/p1795000000000001?thread_ts=1.1&cid=C1"
MIDDLE = Page(["a", "b"], first=6, count=20, earlier=":0", later="b:8", here="x:6")
ONLY = Page(["a"], first=0, count=1)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def entry(phrase: str, **changed: Any) -> Entry:
    fields: dict[str, Any] = {
        "id": "w1",
        "phrase": phrase,
        "is_adopted": True,
        "circle": "商品づくり",
        "tz": "Asia/Tokyo",
        "said_at": TEN,
        "product": None,
        "pins": 3,
    }
    return Entry(**(fields | changed))


def idea(text: str, **changed: Any) -> Listed:
    fields: dict[str, Any] = {
        "id": "i1",
        "text": text,
        "is_waiting": True,
        "voices": ["ふたが固い"],
        "circle": "商品づくり",
        "held_at": TEN,
        "tz": "Asia/Tokyo",
        "link": LINK,
        "is_own": False,
    }
    return Listed(**(fields | changed))


def test_the_shelf(said: Words, snapshot: SnapshotAssertion) -> None:
    entries = [
        entry("なんだか疲れる", product="水筒", why="朝に思い出す", link=LINK),
        entry("朝が楽しみ", is_adopted=False),
        entry("朝が楽しみです", is_adopted=False, is_mine=True, joined=(("w3", "朝は楽しみ"),)),
    ]
    message = shelf.shelf(said, Shown(MIDDLE, entries))
    assert message.arguments() == snapshot
    told = texts_in(message.arguments()["blocks"])
    assert told.index(said("shelf-nominees")) == 6
    assert said("pager-later") in told


def test_an_empty_list_says_how_to_begin(said: Words, snapshot: SnapshotAssertion) -> None:
    nothing = Page([], 0, 0)
    assert texts_in(shelf.shelf(said, Shown(nothing, [])).arguments()["blocks"]) == snapshot
    assert texts_in(ideas.listed(said, Ideas(nothing, [])).arguments()["blocks"]) == snapshot
    for view in (
        shelf.opened(said, Shown(nothing, []), Opened()),
        ideas.opened(said, Ideas(nothing, []), Opened()),
    ):
        assert problems(view) == []


def test_the_ideas(said: Words, snapshot: SnapshotAssertion) -> None:
    listed = [idea("絵を大きくする"), idea("音が好き", is_waiting=False, is_own=True, voices=[], link=None)]
    view = ideas.opened(said, Ideas(MIDDLE, listed), Opened(channel_id="C1")).to_dict()
    assert view == snapshot
    assert '"place":"x:6"' in view["private_metadata"]


def test_what_is_said_of_words_that_are_pinned(said: Words, snapshot: SnapshotAssertion) -> None:
    word = Watchword(id="w1", phrase="朝が楽しみです", pins=3)
    about = About("voice", "v1")
    messages = [
        pinning.put_forward(said, "朝が楽しみ"),
        pinning.adopted(said, "朝が楽しみ", TEN, "Asia/Tokyo"),
        pinning.taken_back(said),
        pinning.source_gone(said),
        pinning.which_words(said, about, ["朝が楽しみ", "夜は眠い"]),
        pinning.chosen(said, "朝が楽しみ"),
        pinning.nearly_same(said, word, word),
        pinning.joined(said, "w2", word),
        ideas.begun(said, Proposal("i1", "絵を大きくする")),
    ]
    assert [message.arguments() for message in messages] == snapshot
    form = pinning.trim(said, about, "朝が楽しみです。夜は眠い。", PhraseForm(phrase="朝が楽しみです"))
    assert form.to_dict() == snapshot
    assert "朝が楽しみです。夜は眠い。" in texts_in(form.to_dict())


@pytest.mark.parametrize("text", [HOSTILE, "&" * 500, "🎉" * 500])
def test_whatever_people_wrote_slack_takes_it(said: Words, text: str) -> None:
    full = entry(
        text[:60],
        is_adopted=False,
        is_mine=True,
        circle=text[:80],
        product=text[:100],
        why=text[:100],
        joined=(("w", text[:60]),) * 9,
        link=LINK,
    )
    shown = Shown(MIDDLE, [full] * 6)
    found = Ideas(MIDDLE, [idea(text[:100], voices=[text] * 5, circle=text[:80], is_own=True)] * 6)
    word = Watchword(id="w1", phrase=text[:60], pins=3)
    for message in (
        shelf.shelf(said, shown),
        ideas.listed(said, found),
        pinning.put_forward(said, text[:60]),
        pinning.which_words(said, About("voice", "v1"), [text[:60]] * 5),
        pinning.nearly_same(said, word, word),
        ideas.begun(said, Proposal("i1", text[:100])),
    ):
        assert problems(message) == []
        assert "<!channel>" not in " ".join(texts_in(message.arguments()["blocks"]))
    for view in (
        shelf.opened(said, shown, Opened(), done="…"),
        ideas.opened(said, found, Opened(), done="…"),
        ideas.write(said, OpenedIdea(dialogue_id="d"), {"v1": text, "v2": text}),
        ideas.take_up(said, ImprovementForm(what=text[:100]), OpenedIdea(idea_id="i")),
        pinning.trim(said, About("voice", "v1"), text, PhraseForm(phrase=text[:60])),
    ):
        assert problems(view) == []
