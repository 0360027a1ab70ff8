from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.trail.stops import Kind
from bot.trail.trail_page import Page, Shown
from bot.views import trail
from sandbox.blockkit import check_view
from tests.bot.slack_in_memory import texts_in

MONDAY = date(2026, 11, 30)
HOSTILE = "<!channel> <@U1> <https://x|y> & *b* @here \u202e"
LINK = "https://t.example/archives/C1/p1?thread_ts=1.1&cid=C1"
WAY = [
    Shown(Kind.VOICE, MONDAY, "ふたがかたい", link=LINK),
    Shown(Kind.VOICE, MONDAY, None, is_erased=True),
    Shown(Kind.DIALOGUE, MONDAY, "毎日の道具", link=LINK),
    Shown(Kind.WATCHWORD, MONDAY, "かたい"),
    Shown(Kind.IDEA, MONDAY, None, is_kept_back=True),
    Shown(Kind.IMPROVEMENT, MONDAY, "音を残す", standing="done"),
]
WIN = Shown(Kind.WIN, MONDAY, "相談が減りました")


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def test_the_way_to_a_win(said: Words, snapshot: SnapshotAssertion) -> None:
    view = trail.page(said, Page(WAY, WIN, [])).to_dict()
    assert view == snapshot.use_extension(JSONSnapshotExtension)
    assert check_view(view) == []
    assert said("trail-nothing-after") in texts_in(view["blocks"])


def test_whatever_people_wrote_and_however_much_slack_takes_it_and_the_rest_is_counted(said: Words) -> None:
    many = [Shown(kind, MONDAY, HOSTILE * 40, link=LINK) for kind in Kind for _ in range(20)]
    view = trail.page(said, Page(many, WIN, many)).to_dict()
    assert check_view(view) == []
    assert "<!channel>" not in str(view)
    assert "<@U1>" not in str(view)
    assert said("home-more", count=len(many) - trail.SHOWN_BEFORE) in texts_in(view["blocks"])
