"""The home tab: what stands in it, in both languages, and that Slack takes it however much there is."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.circles.rooms import Purpose
from bot.home.one_thing import Thing
from bot.paging import Page
from bot.people.private import SWITCHED
from bot.texts import Words, words
from bot.views import home as views
from bot.views.home import Home
from bot.views.host_home import Hosted, Lost, Unled
from bot.views.leading import Line
from bot.views.my_voices import Came, MyVoice
from bot.views.next_dialogues import OwnSeat, Sitting
from bot.views.recent_wins import RecentWin
from bot.watchwords.shelf import Shown
from models import Circle
from sandbox.blockkit import check_view
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE
from tests.views.test_shelf import entry

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
TOKYO = "Asia/Tokyo"
LINK = "https://test.slack.com/archives/C1/p1"
ONE = Page(["a"], 0, 1)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def circle(name: str = "商品づくり", **more: Any) -> Circle:
    return Circle(id="circle1", name=name, tz=TOKYO, next_at=TEN, voices_wanted=3, **more)


def hosted(**changed: Any) -> Hosted:
    made = Hosted(circle(), is_open=False, waiting=2, seated=["営業", "開発"], thing=Thing.VOICES, missing=1)
    return replace(made, **changed)


def line(what: str) -> Line:
    return Line(id="improvement1", what=what, state="open", due_on=date(2026, 7, 3))


def win(headline: str, **changed: Any) -> RecentWin:
    return replace(RecentWin("win1", headline, "商品づくり", TEN, TOKYO), **changed)


def stands(view: dict[str, Any]) -> list[str]:
    """Return what is written in a view and on its buttons, in its order."""
    return texts_in(view["blocks"])


FULL = Home(
    sittings=[
        Sitting(circle(), is_open=True, seat=OwnSeat("dialogue1", "営業", "C0SALES")),
        Sitting(circle("毎日の道具"), is_open=False, can_take="next:circle1"),
        Sitting(circle("お店"), is_open=False),
    ],
    more_circles=2,
    hosted=[hosted(), hosted(thing=Thing.NOTHING, seated=None)],
    more_hosted=1,
    voices=[
        MyVoice("v1", "ふたが固い", can_change=True, link=LINK),
        MyVoice("v2", "色が選べない", laid_out_at=TEN, tz=TOKYO, can_change=True),
        MyVoice(
            "v3", "朝が楽しみ", heard_at=TEN, tz=TOKYO, came=Came("朝の一口", "見本を置く", ["売れました"])
        ),
    ],
    more_voices=3,
    improvements=[line("絵を大きく")],
    more_improvements=4,
    wins=[win("電話が減った", link=LINK), win("朝が早くなった")],
    more_wins=5,
    shelf=Shown(ONE, [entry("朝が楽しみ"), entry("高い")]),
    ideas=["絵を大きくする"],
    contact="help@example.com",
)


MOST = replace(
    FULL,
    sittings=[FULL.sittings[1]] * 5,
    hosted=[hosted()] * 5,
    voices=[FULL.voices[2]] * 10,
    improvements=[FULL.improvements[0]] * 5,
    wins=[FULL.wins[0]] * 3,
    shelf=Shown(ONE, [entry("高い")] * 5, keeps_back="inside"),
    ideas=[FULL.ideas[0]] * 3,
    done="…",
)
"""As much of everything as is ever read."""


def test_a_home_with_everything(said: Words, snapshot: SnapshotAssertion) -> None:
    view = views.home(said, FULL)
    assert view == snapshot
    assert list(check_view(view)) == []
    assert "ふたが固い" in str(view)


def test_a_home_with_nothing_in_it_yet(said: Words, snapshot: SnapshotAssertion) -> None:
    view = views.home(said, Home())
    assert stands(view) == snapshot
    assert list(check_view(view)) == []
    assert said("empty-wins") in stands(view)


def test_who_hosts_nothing_reads_nothing_of_hosting(said: Words) -> None:
    assert said("home-hosting") in stands(views.home(said, FULL))
    assert said("home-hosting") not in stands(views.home(said, replace(FULL, hosted=[])))


LOST = [Lost("営業", "is_archived"), Lost(Purpose.WINS, "not_in_channel")]


@pytest.mark.parametrize(
    ("one", "action_id"),
    [
        (hosted(thing=Thing.ROOM, lost=LOST), "circle.look_again"),
        (hosted(thing=Thing.ROOM, lost=LOST[1:]), "circle.look_again"),
        (hosted(thing=Thing.SITTING, is_open=True), "host.open"),
        (hosted(thing=Thing.VOICES), "voice.new"),
        (hosted(thing=Thing.LEAD, unled=Unled("improvement1", "絵を大きく")), "improvement.open"),
        (hosted(thing=Thing.PAUSE, circle=circle(paused_at=TEN), seated=None), "host.open"),
        (hosted(thing=Thing.NOTHING, seated=[]), "host.open"),
    ],
)
def test_a_host_reads_one_thing_to_do_next_with_one_button(
    said: Words, one: Hosted, action_id: str, snapshot: SnapshotAssertion
) -> None:
    view = views.home(said, Home(hosted=[one]))
    blocks = view["blocks"]
    first = next(place for place, block in enumerate(blocks) if said("home-hosting") in texts_in([block]))
    assert texts_in(blocks[first : first + 4]) == snapshot
    assert blocks[first + 3]["accessory"]["action_id"] == action_id
    assert blocks[first + 4]["type"] == "divider"
    assert list(check_view(view)) == []


def test_many_departments_are_named_in_part_and_counted(said: Words) -> None:
    names = [f"部署{number}" for number in range(9)]
    text = str(stands(views.home(said, Home(hosted=[hosted(seated=names)]))))
    assert "部署5" in text
    assert "部署6" not in text
    assert "3" in text


def test_of_what_does_not_fit_it_is_said_how_much_there_is(said: Words) -> None:
    view = views.home(said, replace(MOST, more_voices=7))
    shown = json.dumps(view).count("voice.withdraw")
    assert 1 <= shown < 10
    assert said("home-more", count=17 - shown) in stands(view)
    assert said("voices-open") in stands(view)


# Whatever there is, Slack takes it

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=500),
    st.sampled_from(
        [HOSTILE * 12, "&" * 500, "🎉" * 500, "<" * 500, "家" * 500, "👩‍👩‍👧‍👦" * 70, "a\n" * 250]
    ),
)
COUNTS = st.integers(0, 10**6)


@st.composite
def homes(draw: st.DrawFn) -> Home:
    """A home with as much of everything as there can be, in the longest words."""
    text = draw(TEXTS)
    name, phrase, what, headline = text[:80], text[:60], text[:100], text[:200]
    there = circle(name, paused_at=draw(st.sampled_from([None, TEN])))
    seat = draw(st.sampled_from([None, OwnSeat("dialogue1", name, "C0SALES")]))
    lost = [Lost(name, "is_archived")] * draw(st.integers(0, 20)) + [
        Lost(Purpose.WINS, "x"),
        Lost(Purpose.RECORD, "x"),
    ]
    one = Hosted(
        there,
        is_open=draw(st.booleans()),
        waiting=draw(COUNTS),
        seated=draw(st.sampled_from([None, [], [name] * 20])),
        thing=draw(st.sampled_from(Thing)),
        lost=lost,
        missing=draw(st.integers(0, 5)),
        unled=Unled("improvement1", what),
    )
    voice = MyVoice(
        "v",
        text[:500],
        link=draw(st.sampled_from([None, LINK])),
        heard_at=TEN,
        tz=TOKYO,
        came=Came(phrase, what, [headline] * 3),
        can_change=True,
    )
    hosts = draw(st.integers(0, 5))
    return Home(
        sittings=[Sitting(there, is_open=False, seat=seat, can_take="next:circle1")]
        * draw(st.integers(0, 5)),
        more_circles=draw(COUNTS),
        hosted=[one] * hosts,
        more_hosted=draw(COUNTS) if hosts else 0,
        voices=[voice] * draw(st.integers(0, 10)),
        more_voices=draw(COUNTS),
        improvements=[line(what)] * draw(st.integers(0, 5)),
        more_improvements=draw(COUNTS),
        wins=[win(headline, circle=name, link=LINK)] * draw(st.integers(0, 3)),
        more_wins=draw(COUNTS),
        shelf=Shown(
            ONE,
            [entry(phrase, product=what, circle=name)] * draw(st.integers(0, 5)),
            keeps_back=draw(st.sampled_from([None, "inside", "unknown"])),
        ),
        ideas=[what] * draw(st.integers(0, 3)),
        contact=draw(st.sampled_from([None, "help@example.com"])),
        muted=draw(st.sampled_from([(), SWITCHED])),
        done=draw(st.sampled_from([None, "…"])),
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
@settings(max_examples=60)
@given(shown=homes())
def test_slack_takes_every_home(language: str, shown: Home) -> None:
    said = words(language)
    view = views.home(said, shown)
    assert list(check_view(view)) == []
    assert len(view["blocks"]) <= 100
    assert len(json.dumps(view)) <= 250_000
    assert "<!channel>" not in str(view)
    written = json.dumps(view)
    for things, besides, action_id, key in (
        (shown.voices, shown.more_voices, "voice.withdraw", "home-more"),
        (shown.hosted, shown.more_hosted, "circle.waiting", "home-hosting-more"),
        (shown.improvements, shown.more_improvements, "improvement.open", "lead-more"),
        (shown.wins, shown.more_wins, "win:win1", "home-wins-more"),
    ):
        stand = written.count(f'"{action_id}"')
        if action_id == "improvement.open":  # a host's one thing can be one, too
            stand -= sum(one.thing is Thing.LEAD for one in shown.hosted[: written.count('"circle.waiting"')])
        others = len(things) + besides - stand
        assert not things or stand >= 1
        assert not others or said(key, count=others) in stands(view)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_longest_home_is_shortened_and_each_of_its_sections_stays(language: str) -> None:
    said = words(language)
    view = views.home(said, MOST)
    assert 95 <= len(view["blocks"]) <= 100
    heads = [block["text"]["text"] for block in view["blocks"] if block["type"] == "header"]
    titles = ("next", "hosting", "my-voices", "improvements", "wins", "shelf", "ideas", "settings", "how")
    assert heads == [said(f"home-{title}") for title in titles]
