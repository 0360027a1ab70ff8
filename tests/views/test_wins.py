from datetime import date, timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.trail.stops import Kind as StopKind
from bot.views import win_forms, wins
from bot.views.trail import Step
from bot.views.win_forms import Opened
from bot.views.wins import Part, Told
from bot.wins.origins import FromDialogue, FromVoice, FromWords, Origin
from bot.wins.win_form import FIELDS, Kind, Period, WinForm
from models import Win
from sandbox.blockkit import check_blocks, check_view
from tests.bot.slack_in_memory import texts_in

MONDAY = date(2026, 11, 30)
HOSTILE = "<!channel> <@U1> <https://x|y> & *b* @here \u202e"
LONGEST = ("<&>" * 67)[:200]
STEPS = [
    Step(StopKind.VOICE, 3, MONDAY, "https://t.example/archives/C1/p1"),
    Step(StopKind.DIALOGUE, 1, MONDAY, "https://t.example/archives/C1/p2"),
    Step(StopKind.IDEA, 1, MONDAY, is_erased=True),
    Step(StopKind.IMPROVEMENT, 1, MONDAY),
]


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def told(**changed: Any) -> Told:
    fields: dict[str, Any] = {
        "id": "w1",
        "headline": "ふたの説明を書きかえました",
        "kind": Kind.COMPLAINTS,
        "author": "秋",
        "before": "12",
        "after": "3",
        "unit": "件",
        "period": Period.MONTH,
        "steps": STEPS,
        "pictures": ["F0PICTURE"],
        "origin": FromDialogue(MONDAY),
        "thanks": ["U0BEN", "U0CHIE"],
        "cheers": 3,
    }
    return Told(**(fields | changed))


def shown(said: Words, **changed: Any) -> dict[str, Any]:
    return wins.post(said, told(**changed)).arguments()


def test_a_post_with_everything(said: Words, snapshot: SnapshotAssertion) -> None:
    message = shown(said)
    assert message == snapshot
    assert check_blocks(message["blocks"], "message") == []


def test_a_post_of_words_alone_shows_words_author_and_button(said: Words) -> None:
    bare: dict[str, Any] = {
        "kind": Kind.OTHER,
        "before": None,
        "after": None,
        "unit": None,
        "steps": [],
        "pictures": [],
        "origin": None,
        "thanks": [],
        "cheers": 0,
    }
    blocks = shown(said, author=None, **bare)["blocks"]
    assert [block["type"] for block in blocks] == ["section", "context", "actions"]
    assert said("somebody") in texts_in(blocks)


@pytest.mark.parametrize("cheers", [1, 2, 1200])
def test_cheers_are_counted_in_words(said: Words, snapshot: SnapshotAssertion, cheers: int) -> None:
    assert texts_in(shown(said, cheers=cheers)["blocks"])[-4] == snapshot


@pytest.mark.parametrize(
    ("origin", "part"),
    [
        pytest.param(FromVoice("ふたがかたい", "水筒", MONDAY), "ふたがかたい", id="a quote"),
        pytest.param(FromVoice(None, "水筒", MONDAY), "水筒", id="a product"),
        pytest.param(FromVoice(None, None, MONDAY), "2026", id="a month"),
        pytest.param(FromWords("watchword", "ふたの音", MONDAY), "ふたの音", id="a watchword"),
        pytest.param(FromWords("idea", None, MONDAY), "30", id="an idea kept back"),
        pytest.param(FromWords("improvement", "音を残す", MONDAY), "音を残す", id="an improvement"),
    ],
)
def test_where_a_win_came_from(said: Words, snapshot: SnapshotAssertion, origin: Origin, part: str) -> None:
    text = texts_in(shown(said, origin=origin, before=None, after=None)["blocks"])[2]
    assert part in text
    assert text == snapshot


@pytest.mark.parametrize("kind", [Kind.SALES_TALK, Kind.KINDNESS, Kind.OTHER])
def test_the_form(said: Words, snapshot: SnapshotAssertion, kind: Kind) -> None:
    filled = WinForm(headline="よかった", kind=kind, origin="voice:v1", thanks=["U0BEN"])
    origins: dict[str, Origin] = {
        "dialogue:d1": FromDialogue(MONDAY),
        "voice:v1": FromVoice("ふたがかたい", None, MONDAY),
        "voice:v2": FromVoice(None, "水筒", MONDAY),
        "improvement:i1": FromWords("improvement", "音を残す", MONDAY),
    }
    view = win_forms.form(said, filled, origins, Opened(channel_id="C1", win_id="w1"), ["F1"]).to_dict()
    assert view == snapshot
    assert check_view(view) == []
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert names == ["kind", "headline", *FIELDS[kind], "origin", "thanks", "without", "files"]


def test_a_form_without_anything_to_choose_leaves_the_choice_out(said: Words) -> None:
    view = win_forms.form(said, WinForm(), {}, Opened()).to_dict()
    assert {"origin", "without"}.isdisjoint(block["block_id"] for block in view["blocks"])


def test_old_and_new_words_stand_side_by_side(said: Words, snapshot: SnapshotAssertion) -> None:
    blocks = shown(said, kind=Kind.SALES_TALK, before="軽いです", after="片手で開きます")["blocks"]
    assert [field["type"] for field in blocks[1]["fields"]] == ["plain_text", "plain_text"]
    assert blocks[1] == snapshot


@pytest.mark.parametrize("part", Part)
def test_what_people_along_the_trail_are_told(said: Words, snapshot: SnapshotAssertion, part: Part) -> None:
    assert wins.news(said, HOSTILE, part).arguments() == snapshot


def test_what_the_author_is_told(said: Words, snapshot: SnapshotAssertion) -> None:
    win = Win(id="w1", headline="ふたの説明を書きかえました")
    assert wins.shared(said, win, "C0WINS").arguments() == snapshot
    view = wins.shared_view(said, win, "C0WINS").to_dict()
    assert view == snapshot
    assert win.headline in " ".join(texts_in(view["blocks"]))


@pytest.mark.parametrize(
    "text", [pytest.param(HOSTILE, id="hostile"), pytest.param(LONGEST, id="as long as it gets")]
)
def test_whatever_people_write_slack_takes_it_and_nothing_becomes_active(said: Words, text: str) -> None:
    origin = FromVoice((text * 3)[:500], text[:100], MONDAY)
    typed = {"headline": text, "author": text, "before": text, "after": text, "unit": text[:20]}
    for kind in (Kind.COMPLAINTS, Kind.SALES_TALK):
        message = shown(said, **typed, kind=kind, origin=origin)
        assert check_blocks(message["blocks"], "message") == []
        assert "<!channel>" not in str(message)
        assert "<@U1>" not in str(message)
    win = Win(id="w1", headline=text)
    assert check_blocks(wins.shared(said, win, "C0WINS").arguments()["blocks"], "message") == []
    assert check_view(wins.shared_view(said, win, "C0WINS").to_dict()) == []


@pytest.mark.parametrize("headline", ["", HOSTILE, "あ" * 3000, "🎉" * 1500])
def test_the_form_opens_with_whatever_was_typed(said: Words, headline: str) -> None:
    origins: dict[str, Origin] = {
        f"dialogue:d{number}": FromDialogue(MONDAY - timedelta(days=7 * number)) for number in range(10)
    }
    origins |= {f"voice:v{number}": FromVoice("<&>" * 150, "水筒", MONDAY) for number in range(50)}
    filled = WinForm(headline=headline, origin="voice:v49", thanks=[f"U{number}" for number in range(10)])
    assert check_view(win_forms.form(said, filled, origins, Opened(channel_id="C1")).to_dict()) == []
