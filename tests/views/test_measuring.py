from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import asleep, measuring, uses
from bot.views.measuring import Measured, Spoken
from bot.views.uses import Opened
from bot.watchwords.situations import Situation
from bot.watchwords.use_form import UseForm, UseKind
from bot.watchwords.uses import Page, Shown, Summary
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
USED = Summary({UseKind.PLANNING: 2, UseKind.COSTS: 1}, TEN)
PLACE = Measured(channel_id="C1", message_ts="2.2", thread_ts="1.1", watchword_ids=["a", "b", "c"])


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def situation(phrase: str, *, is_customers: bool = True, **known: str | None) -> Situation:
    return Situation(phrase, phrase, is_customers, "商品づくり", date(2026, 7, 3), **known)


FATHER = situation(
    "頼まずに開けたい",
    quote="ふたが固くて、朝だけ夫に開けてもらってるんです。頼まずに開けたい",
    scene="朝の台所で、出かける前に。",
    segment="60代",
    product="水筒",
)
COLLEAGUE = situation("開けるたびに謝っている", is_customers=False)
BEGUN = situation("倒れると転がる", scene="秋の試飲会で。", improvement="底を四角くしてみる")


def test_three_watchwords_ask_three_questions(said: Words, snapshot: SnapshotAssertion) -> None:
    three = [
        Spoken(FATHER, USED),
        Spoken(COLLEAGUE, Summary(), share="posted"),
        Spoken(BEGUN, Summary(), share="refused", because="outside"),
    ]
    view = measuring.measure(said, PLACE, three)
    assert problems(view) == []
    assert view.to_dict() == snapshot


def test_customers_of_whom_little_is_known_are_not_asked_about_alike(said: Words) -> None:
    three = [Spoken(situation(phrase), Summary()) for phrase in "あいう"]
    texts = texts_in(measuring.measure(said, PLACE, three).to_dict()["blocks"])
    asked = [text for text in texts if text.startswith("*")]
    assert len(set(asked)) == 3


def test_nothing_near_and_nothing_to_read_are_told_apart(said: Words, snapshot: SnapshotAssertion) -> None:
    assert measuring.measure(said, PLACE, []).to_dict() == snapshot
    without = PLACE.model_copy(update={"has_words": False})
    assert measuring.measure(said, without, []).to_dict() == snapshot


@pytest.mark.parametrize("user_id", ["U0AKI", None])
def test_what_stands_in_the_thread(said: Words, snapshot: SnapshotAssertion, user_id: str | None) -> None:
    message = measuring.shared(said, FATHER, user_id)
    assert problems(message) == []
    assert message.arguments() == snapshot


def test_the_page_of_a_watchword(said: Words, snapshot: SnapshotAssertion) -> None:
    shown = [
        Shown("a", UseKind.COSTS, "ふたの部品は削らない", TEN, "https://x.slack.com/p1", True, False),
        Shown("b", UseKind.PLANNING, None, TEN, None, False, True),
    ]
    view = uses.detail(
        said,
        FATHER,
        USED,
        Page(shown, 1, 3),
        tz="Asia/Tokyo",
        link="https://x.slack.com/p2",
        has_trail=True,
        is_host=True,
        done=said("use-noted"),
    )
    assert problems(view) == []
    assert view.to_dict() == snapshot


def test_the_page_of_one_that_was_put_away_and_never_used(said: Words, snapshot: SnapshotAssertion) -> None:
    view = uses.detail(
        said, FATHER, Summary(), Page([], 0, 1), tz="UTC", link=None, is_away=True, is_host=True
    )
    assert view.to_dict() == snapshot


def test_the_form_of_a_use(said: Words, snapshot: SnapshotAssertion) -> None:
    view = uses.form(said, "頼まずに開けたい", None, Opened(watchword_id="a", view_id="V1"))
    assert problems(view) == []
    assert view.to_dict() == snapshot
    filled = UseForm(kind=UseKind.SALES, decided="棚の札を書きかえる")
    assert "棚の札を書きかえる" in str(uses.form(said, "…", filled, Opened(watchword_id="a")).to_dict())


def test_what_hosts_are_asked_and_what_the_rooms_read_again(said: Words, snapshot: SnapshotAssertion) -> None:
    asked = asleep.asked(said, FATHER, USED, 3)
    assert problems(asked) == []
    assert asked.arguments() == snapshot


def test_the_longest_words_fit_into_every_view(said: Words) -> None:
    long = (HOSTILE * 100)[:500]
    known = dict.fromkeys(("quote", "scene", "segment", "product", "why", "improvement"), long)
    one = situation((HOSTILE * 9)[:60], is_customers=True, **known)
    many = Summary(dict.fromkeys(UseKind, 999), TEN)
    spoken = [Spoken(replace(one, id=word), many, share="refused", because="shared") for word in "abc"]
    shown = [
        Shown(word, UseKind.OTHER, long[:100], TEN, "https://x.slack.com/p1", True, True)
        for word in "abcdefgh"
    ]
    page = uses.detail(
        said, one, many, Page(shown, 1, 9), tz="UTC", link="https://x.slack.com/p", is_host=True
    )
    for view in (measuring.measure(said, PLACE, spoken), page, asleep.asked(said, one, many, 3)):
        assert problems(view) == []
    assert problems(measuring.shared(said, one, "U0AKI")) == []
