"""My table at home, its form, and the first line: people as mentions that ping nobody, and never a number."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import home, my_table
from bot.views.home import Home
from bot.views.my_table import OFF, Companion, Sitting, Table
from bot.views.my_voices import Came
from sandbox.blockkit import check_view
from tests.views.refused import HOSTILE, problems

MONDAY = date(2026, 11, 30)
BEN = Companion("p1", "U0BEN", "勉", "開発")
CHIE = Companion("p2", "U0CHIE", None, None)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=300)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def at_home(said: Words, table: Table) -> list[dict[str, Any]]:
    """Return the section at home, from its heading on, and the switch."""
    view = home.home(said, Home(table=table))
    assert list(check_view(view)) == []
    blocks: list[dict[str, Any]] = view["blocks"]
    heads = [place for place, block in enumerate(blocks) if said("table-title") in str(block.get("text"))]
    end = next(place for place, block in enumerate(blocks) if block.get("block_id") == "table")
    between = blocks[heads[0] : end] if table.is_on else []
    until = next((place for place, block in enumerate(between) if block["type"] == "divider"), 0)
    return [*between[:until], blocks[end]]


def test_those_one_sat_with_and_what_was_decided_stand_at_home(
    said: Words, snapshot: SnapshotAssertion
) -> None:
    came = Came(watchword="音がしないのがいい", improvement="ふたを軽くする")
    table = Table(True, [Sitting("d1", MONDAY, "毎日の道具", [BEN, CHIE], came)])
    assert at_home(said, table) == snapshot


def test_whoever_has_not_switched_it_on_finds_the_switch_alone(said: Words) -> None:
    shown = at_home(said, OFF)
    assert [block["block_id"] for block in shown] == ["table"]
    assert "table.on" in str(shown)
    assert "table.off" in str(at_home(said, Table(True)))


def test_the_form_has_its_first_line_written(said: Words, snapshot: SnapshotAssertion) -> None:
    shown = my_table.form(said, ["p1"], "その後どうですか", [BEN, CHIE], "d1")
    assert problems(shown) == []
    assert shown.to_dict() == snapshot


def test_words_of_people_stay_words(said: Words) -> None:
    hostile = Companion("p1", "U0BEN", HOSTILE, HOSTILE)
    table = Table(True, [Sitting("d1", MONDAY, HOSTILE, [hostile], Came(HOSTILE, HOSTILE))])
    assert "<!channel>" not in str(at_home(said, table))
    for shown in (
        my_table.first_line(said, "U0AKI", HOSTILE),
        my_table.given_back(said, "left", HOSTILE, "x"),
    ):
        assert "<!channel>" not in str(shown.arguments())


COMPANIONS = st.lists(
    st.builds(
        Companion,
        st.uuids().map(lambda one: one.hex[:12]),
        st.just("U0BEN"),
        st.none() | TEXTS,
        st.none() | TEXTS,
    ),
    min_size=1,
    max_size=130,
    unique_by=lambda one: one.person_id,
)
SITTINGS = st.builds(
    Sitting,
    st.just("d1"),
    st.just(MONDAY),
    TEXTS,
    COMPANIONS,
    st.none() | st.builds(Came, st.none() | TEXTS, st.none() | TEXTS),
)


@pytest.mark.slow
@given(st.lists(SITTINGS, max_size=5), st.sampled_from(["ja", "en"]))
def test_slack_takes_it_whoever_was_there(sittings: list[Sitting], language: str) -> None:
    said = words(language)
    assert len(at_home(said, Table(True, sittings))) <= 15
    for sitting in sittings:
        chosen = [one.person_id for one in sitting.companions]
        assert problems(my_table.form(said, chosen, "x", sitting.companions, "d1")) == []
