"""What a host is shown to do next: one thing, the most urgent, by the rule that the host's guide tells."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.home.one_thing import Facts, Thing, choose

DOCS = Path(__file__).parents[2] / "docs"
FEW: dict[str, Any] = {"sits_next": True, "voices_wanted": 3, "voices_there": 2}
EVERYTHING = Facts(
    has_lost_room=True,
    is_open=True,
    has_come_round=True,
    is_paused=True,
    is_closed=True,
    has_unled=True,
    **FEW,
)


@pytest.mark.parametrize(
    ("so", "thing"),
    [
        ({"has_lost_room": True}, Thing.ROOM),
        ({"is_open": True}, Thing.SITTING),
        ({"has_come_round": True}, Thing.ROUND),
        (FEW, Thing.VOICES),
        ({"has_unled": True}, Thing.LEAD),
        ({"is_paused": True}, Thing.PAUSE),
        ({"is_closed": True}, Thing.OVER),
        ({}, Thing.NOTHING),
        (FEW | {"voices_there": 3}, Thing.NOTHING),
        (FEW | {"voices_there": 9}, Thing.NOTHING),
        (FEW | {"sits_next": False}, Thing.NOTHING),
    ],
)
def test_each_thing_comes_of_its_own_fact(so: dict[str, Any], thing: Thing) -> None:
    assert choose(Facts(**so)) is thing


GONE_ONE_BY_ONE = (
    "has_lost_room",
    "is_open",
    "has_come_round",
    "sits_next",
    "has_unled",
    "is_paused",
    "is_closed",
)


def test_of_several_the_most_urgent_comes_first() -> None:
    facts, order = EVERYTHING, []
    for gone in GONE_ONE_BY_ONE:
        order.append(choose(facts))
        facts = replace(facts, **{gone: False})
    assert [*order, choose(facts)] == list(Thing)


@given(
    st.builds(
        Facts,
        **{one.name: st.booleans() if one.type == "bool" else st.integers(0, 5) for one in fields(Facts)},
    )
)
def test_what_is_shown_is_so(facts: Facts) -> None:
    is_so = {
        Thing.ROOM: facts.has_lost_room,
        Thing.SITTING: facts.is_open,
        Thing.ROUND: facts.has_come_round,
        Thing.VOICES: facts.voices_there < facts.voices_wanted and facts.sits_next,
        Thing.LEAD: facts.has_unled,
        Thing.PAUSE: facts.is_paused,
        Thing.OVER: facts.is_closed,
        Thing.NOTHING: True,
    }
    assert is_so[choose(facts)]


@pytest.mark.parametrize("page", ["hosts.md", "hosts.ja.md"])
def test_the_hosts_guide_lists_as_many_steps_of_the_rule(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    head = {"hosts.md": "One thing to do next", "hosts.ja.md": "つぎのひとつ"}[page]
    rule = text.split(f"**{head}")[1].split("\n\n")[1]
    assert [line[:2] for line in rule.splitlines()] == [f"{number}." for number in range(1, len(Thing) + 1)]
