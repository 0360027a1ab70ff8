"""Bonds: what happened between two departments of a circle in a period, counted by occasions, never by people.

talked     both spoke, under their names, in one dialogue: counted once for each dialogue
quoted     somebody in a room of one marked, with 📌 or 💡, what was said in the other: once for each remark and room
took_on    people of both proposed, lead or give a hand with an improvement that was decided: once for each improvement

What is said without a name belongs to no department, and so to no bond.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from itertools import combinations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from bot.reports.departments import Grouping
from bot.reports.period import Period
from bot.tally import Meaning
from bot.transaction import Transaction
from models import Circle, Dialogue, Hand, Improvement, Person, Reaction, Remark, Room, Thread

Group = str | None
"""The name of a department; None: those that are shown together."""


class Tie(StrEnum):
    """What binds two departments."""

    TALKED = auto()
    QUOTED = auto()
    TOOK_ON = auto()


TIES = list(Tie)


@dataclass(frozen=True)
class Bond:
    """How often one thing bound two groups; they are in the order of the table."""

    one: Group
    other: Group
    tie: Tie
    times: int


def between(tx: Transaction, circle: Circle, period: Period, grouping: Grouping) -> list[Bond]:
    """Return the bonds of a period between the groups that are shown; none where there is only one."""
    if not grouping.are_shown:
        return []
    order: list[Group] = [*grouping.apart, *([None] if grouping.together else [])]
    begin, end = period.bounds(circle.tz)
    held = [*_closed(tx, circle), Dialogue.started_at >= begin, Dialogue.started_at < end]
    ties = {
        Tie.TALKED: _talked(tx, held, grouping),
        Tie.QUOTED: _quoted(tx, held, grouping),
        Tie.TOOK_ON: _took_on(tx, circle, grouping, begin, end),
    }
    counted: Counter[tuple[int, int, Tie]] = Counter()
    for tie, pairs in ties.items():
        for pair in pairs:
            first, second = sorted(order.index(group) for group in pair)
            if first != second:
                counted[first, second, tie] += 1
    return [
        Bond(order[first], order[second], tie, times)
        for (first, second, tie), times in sorted(
            counted.items(), key=lambda one: (one[0][:2], TIES.index(one[0][2]))
        )
    ]


Pairs = Iterator[tuple[Group, Group]]


def _talked(tx: Transaction, held: list[ColumnElement[bool]], grouping: Grouping) -> Pairs:
    spoke = (
        select(Remark.dialogue_id, Room.department)
        .join(Dialogue, Dialogue.id == Remark.dialogue_id)
        .join(Thread, Thread.id == Remark.thread_id)
        .join(Room, Room.id == Thread.room_id)
        .where(*held, *_stands(tx))
        .distinct()
    )
    tables: dict[str, set[Group]] = defaultdict(set)
    for dialogue_id, department in tx.session.execute(spoke):
        tables[dialogue_id].add(grouping.group(department))
    for groups in tables.values():
        yield from combinations(groups, 2)


def _quoted(tx: Transaction, held: list[ColumnElement[bool]], grouping: Grouping) -> Pairs:
    said_in, marked_in, room, other = aliased(Thread), aliased(Thread), aliased(Room), aliased(Room)
    marked = (
        select(Remark.id, room.department, other.department)
        .join(Dialogue, Dialogue.id == Remark.dialogue_id)
        .join(said_in, said_in.id == Remark.thread_id)
        .join(room, room.id == said_in.room_id)
        .join(Reaction, (Reaction.about_kind == "remark") & (Reaction.about_id == Remark.id))
        .join(Person, Person.id == Reaction.person_id)
        .join(
            marked_in,
            (marked_in.dialogue_id == Remark.dialogue_id) & (marked_in.channel_id == Reaction.channel_id),
        )
        .join(other, other.id == marked_in.room_id)
        .where(
            *held,
            *_stands(tx),
            Reaction.workspace_id == tx.workspace.id,
            Reaction.is_on,
            Reaction.meaning.in_((Meaning.PIN, Meaning.IDEA)),
            Reaction.person_id.is_distinct_from(Remark.person_id),
            Person.is_bot.is_(False),
        )
        .distinct()
    )
    found = {
        (remark_id, grouping.group(said), grouping.group(marked))
        for remark_id, said, marked in tx.session.execute(marked)
    }
    return ((said, marked) for _, said, marked in found)


def _took_on(tx: Transaction, circle: Circle, grouping: Grouping, begin: datetime, end: datetime) -> Pairs:
    """Pair whoever proposed, leads and gives a hand; in one improvement each two groups once."""
    decided = (
        Improvement.workspace_id == tx.workspace.id,
        Improvement.circle_id == circle.id,
        Improvement.state != "proposed",
        Improvement.decided_at >= begin,
        Improvement.decided_at < end,
    )
    at_it = or_(Person.id == Improvement.proposer_id, Person.id == Improvement.owner_id)
    taken = select(Improvement.id, Person.department).join(Person, at_it).where(*decided)
    helped = (
        select(Improvement.id, Person.department)
        .join(Hand, Hand.improvement_id == Improvement.id)
        .join(Person, Person.id == Hand.person_id)
        .where(*decided)
    )
    at_table = {*grouping.apart, *grouping.together}
    together: dict[str, set[Group]] = defaultdict(set)
    for improvement_id, department in tx.session.execute(taken.union(helped)):
        if department in at_table:
            together[improvement_id].add(grouping.group(department))
    for groups in together.values():
        yield from combinations(groups, 2)


def _closed(tx: Transaction, circle: Circle) -> list[ColumnElement[bool]]:
    return [
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id == circle.id,
        Dialogue.state == "closed",
    ]


def _stands(tx: Transaction) -> list[ColumnElement[bool]]:
    """Return the condition under which a remark is still there; one whose age took it is not."""
    return [Remark.workspace_id == tx.workspace.id, Remark.deleted_at.is_(None), Remark.text != ""]
