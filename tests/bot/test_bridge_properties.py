"""Invariants 1 and 3 of the bridge: whatever is repeated or reordered, every room ends with the same remarks."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.transaction import Database, Transaction
from models import Remark
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, install, known
from tests.databases import empty_tables

ROOMS = (SALES, DEVELOPMENT, CALLS)


@dataclass(frozen=True)
class Happening:
    """One thing that is told: `say`, `edit` or `delete` of a remark, or what delivery does in between."""

    kind: str
    remark: int = 0
    edit: int = 0


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Happening], int]:
    """Return events of a few remarks, repeated and in any order, with deliveries in between."""
    remarks = draw(st.integers(1, 5))
    told: list[Happening] = []
    for remark in range(remarks):
        own = [Happening("say", remark)]
        own += [Happening("edit", remark, edit) for edit in range(1, draw(st.integers(0, 2)) + 1)]
        own += [Happening("delete", remark)] * draw(st.integers(0, 1))
        told += own + draw(st.lists(st.sampled_from(own), max_size=2))
    between = draw(
        st.lists(st.sampled_from(["deliver", "deliver together", "begin sending"]).map(Happening), max_size=8)
    )
    return draw(st.permutations(told + between)), remarks


def text_of(remark: int, edit: int) -> str:
    return f"R{remark}E{edit}."


def play(tx: Transaction, slack: SlackInMemory, history: list[Happening], remarks: int) -> None:
    dialogue = open_table(tx, slack)
    slack.messages.clear()
    talks = [Talk(tx, slack, dialogue, ROOMS[remark % len(ROOMS)]) for remark in range(remarks)]
    places = [slack.next_ts() for _ in range(remarks)]
    for happening in history:
        talk, ts = talks[happening.remark], places[happening.remark]
        match happening.kind:
            case "say":
                talk.send(talk.message(text_of(happening.remark, 0), ts=ts))
            case "edit":
                at = f"1795000001.{happening.edit:06d}"
                talk.edit(ts, text_of(happening.remark, happening.edit), at=at)
            case "delete":
                talk.delete(ts)
            case "deliver":
                slack.deliver(tx)
            case "deliver together":
                slack.deliver(tx, joins=True)
            case "begin sending":
                slack.begin_sending(tx)
    slack.deliver(tx)


def expected(history: list[Happening], remark: int) -> str | None:
    """Return what everybody reads of a remark in the end: its newest words, or nothing."""
    own = [happening for happening in history if happening.remark == remark]
    if any(happening.kind == "delete" for happening in own):
        return None
    return text_of(remark, max(happening.edit for happening in own))


@pytest.mark.slow
@given(given=histories())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_room_ends_with_the_same_remarks_in_the_one_order(
    given: tuple[list[Happening], int], database: Database
) -> None:
    history, remarks = given
    slack = SlackInMemory()
    empty_tables(database.engine)
    with database.session() as session:
        install(session)
    with database.begin(TEAM) as tx:
        tx.person = known(tx, "U0AKI", name="秋")
        play(tx, slack, history, remarks)
        order = tx.session.scalars(select(Remark).order_by(Remark.seq)).all()
        place_of: dict[str | None, Any] = {remark.ts: remark for remark in order}
        assert len(place_of) == len(order) == remarks
        for room in ROOMS:
            shown = " ".join(slack.texts(room))
            wanted = [
                expected(history, number)
                for number in sorted(range(remarks), key=lambda n: _seq(order, n))
                if ROOMS[number % len(ROOMS)] != room
            ]
            assert [word for word in shown.split() if word.startswith("R")] == [w for w in wanted if w]


def _seq(order: Any, number: int) -> int:
    by_place = sorted(order, key=lambda remark: remark.ts)
    return int(by_place[number].seq)
