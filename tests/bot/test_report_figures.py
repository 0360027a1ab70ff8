"""A report's figures, counted once more another way: row by row, and along the trail."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations

import pytest
from sqlalchemy import select

from benchmarks import company
from bot.keeping import erasing
from bot.keeping.erasing import Wanted, What
from bot.reports import changes, departments, figures
from bot.reports.bonds import Bond, Tie
from bot.reports.departments import Grouping, grouped
from bot.reports.figures import Figures
from bot.reports.flow import Flow
from bot.reports.period import BadPeriod, Period
from bot.trail import trail
from bot.trail.stops import Kind, Stop
from bot.transaction import Database, Transaction
from bot.voices import voices
from bot.voices.consent import Reader, Surface
from bot.wins import wins
from models import (
    Circle,
    Dialogue,
    Hand,
    Idea,
    Improvement,
    Measurement,
    Person,
    Reaction,
    Remark,
    RoomMember,
    Thread,
    Voice,
    Watchword,
    Win,
)
from tests.conftest import Begin

AUTUMN = Period(date(2026, 10, 1), 3)
YEAR = "T0YEAR"


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    """The company of the benchmarks, with four dialogues of each circle, the last in November."""
    with database.session() as session:
        company.found(session, dialogues_each=4)
    with database.begin(YEAR) as beginning:
        yield beginning


def circle_of(tx: Transaction) -> Circle:
    return tx.session.scalars(select(Circle).where(Circle.name == company.CIRCLES[0])).one()


def reported(tx: Transaction, period: Period = AUTUMN, **how: Reader) -> Figures:
    return figures.of(tx, circle_of(tx), period, Surface.REPORT, **how)


# Counting once more


def is_in(instant: datetime | None, circle: Circle, period: Period) -> bool:
    begin, end = period.bounds(circle.tz)
    return instant is not None and begin <= instant < end


def counted_again(tx: Transaction, period: Period = AUTUMN) -> Flow:
    circle = circle_of(tx)
    every = tx.session.scalars(select(Voice).where(Voice.workspace_id == YEAR)).all()
    reached = Counter[str]()
    tables: set[str] = set()
    for voice in every:
        followed = trail.follow(tx, Kind.VOICE, voice.id)
        here = [one.id for one in followed.after if one.kind is Kind.DIALOGUE and is_here(tx, one, period)]
        tables |= set(here)
        if voice.state != "heard" or not here:
            continue
        kinds = {one.kind for one in followed.after}
        reached["heard"] += 1
        reached["words"] += bool(kinds & {Kind.WATCHWORD, Kind.IDEA})
        reached["improved"] += Kind.IMPROVEMENT in kinds
        reached["won"] += Kind.WIN in kinds
    came = [
        one
        for id_ in tables
        for one in trail.follow(tx, Kind.DIALOGUE, id_).after
        if one.kind is not Kind.WIN
    ]
    decided = [
        one
        for one in tx.session.scalars(select(Improvement).where(Improvement.circle_id == circle.id))
        if one.state != "proposed" and is_in(one.decided_at, circle, period)
    ]
    posted = tx.session.scalars(select(Win).where(Win.circle_id == circle.id)).all()
    brought = [one for one in every if one.circle_id == circle.id and one.state != "withdrawn"]
    return Flow(
        brought=sum(is_in(one.brought_at, circle, period) for one in brought),
        dialogues=len(tables),
        heard=reached["heard"],
        with_words=reached["words"],
        with_improvement=reached["improved"],
        with_win=reached["won"],
        watchwords=len({one.id for one in came if one.kind is Kind.WATCHWORD}),
        ideas=len({one.id for one in came if one.kind is Kind.IDEA}),
        improvements=len(decided),
        done=sum(one.state == "done" for one in decided),
        wins=sum(is_in(one.posted_at, circle, period) for one in posted),
    )


def is_here(tx: Transaction, stop: Stop, period: Period) -> bool:
    dialogue = tx.session.get_one(Dialogue, stop.id)
    return dialogue.circle_id == circle_of(tx).id and is_in(dialogue.started_at, dialogue.circle, period)


def bonds_again(tx: Transaction, period: Period = AUTUMN) -> Counter[tuple[frozenset[str], Tie]]:
    circle = circle_of(tx)
    found: Counter[tuple[frozenset[str], Tie]] = Counter()
    for dialogue in tx.session.scalars(select(Dialogue).where(Dialogue.circle_id == circle.id)):
        if not is_in(dialogue.started_at, circle, period):
            continue
        by_channel = {thread.channel_id: thread.room.department for thread in dialogue.threads}
        by_thread = {thread.id: thread.room.department for thread in dialogue.threads}
        spoke, marked = set(), set()
        for remark in tx.session.scalars(select(Remark).where(Remark.dialogue_id == dialogue.id)):
            if remark.deleted_at is not None or remark.thread_id is None:
                continue
            spoke.add(by_thread[remark.thread_id])
            for mark in tx.session.scalars(select(Reaction).where(Reaction.about_id == remark.id)):
                if mark.is_on and mark.person_id != remark.person_id:
                    marked.add((remark.id, by_thread[remark.thread_id], by_channel[mark.channel_id]))
        found.update((frozenset(pair), Tie.TALKED) for pair in combinations(sorted(spoke), 2))
        found.update((frozenset(pair), Tie.QUOTED) for _, *pair in marked if pair[0] != pair[1])
    for one in tx.session.scalars(select(Improvement).where(Improvement.circle_id == circle.id)):
        hands = tx.session.scalars(select(Hand.person_id).where(Hand.improvement_id == one.id)).all()
        people = [tx.session.get(Person, id_) for id_ in (one.proposer_id, one.owner_id, *hands) if id_]
        at_it = {person.department for person in people if person and person.department}
        if is_in(one.decided_at, circle, period) and one.state != "proposed":
            found.update((frozenset(pair), Tie.TOOK_ON) for pair in combinations(sorted(at_it), 2))
    return found


def changes_again(tx: Transaction, period: Period = AUTUMN) -> list[tuple[str, float]]:
    found = []
    for one in tx.session.scalars(select(Improvement).where(Improvement.circle_id == circle_of(tx).id)):
        values = select(Measurement).where(Measurement.improvement_id == one.id)
        noted = [value for value in tx.session.scalars(values) if value.measured_on < period.end]
        noted.sort(key=lambda value: value.measured_on)
        if one.measure and len(noted) > 1 and noted[-1].measured_on >= period.first:
            found.append((f"improvement:{one.id}", noted[-1].value - noted[0].value))
    wins_told = tx.session.scalars(select(Win).where(Win.circle_id == circle_of(tx).id)).all()
    return sorted(
        [
            *found,
            *(
                (f"win:{win.id}", float(win.after or "") - float(win.before or ""))
                for win in wins_told
                if is_in(win.posted_at, circle_of(tx), period) and (win.before or "").isdecimal()
            ),
        ]
    )


def tied(bonds: list[Bond]) -> Counter[tuple[frozenset[str], Tie]]:
    return Counter({(frozenset((str(one.one), str(one.other))), one.tie): one.times for one in bonds})


def holds(tx: Transaction) -> None:
    tx.session.flush()
    tx.session.expire_all()
    told = reported(tx)
    assert told.flow == counted_again(tx)
    numbers = [(one.source, one.numbers) for one in told.changes]
    assert sorted((id_, float(two[1] - two[0])) for id_, two in numbers if two) == changes_again(tx)
    assert tied(list(told.now)) == bonds_again(tx)
    assert tied(list(told.before)) == bonds_again(tx, AUTUMN.before)


@pytest.mark.slow
def test_figures_are_what_the_trail_and_the_rows_tell_before_and_after_what_people_take_back(
    tx: Transaction,
) -> None:
    holds(tx)
    at_first = reported(tx)
    circle = circle_of(tx)
    assert at_first.flow.with_words
    assert at_first.flow.with_win
    assert {one.source.partition(":")[0] for one in at_first.changes} == {"improvement", "win"}
    assert {bond.tie for bond in at_first.now} == set(Tie)

    heard = select(Voice).where(Voice.circle_id == circle.id, Voice.state == "heard")
    word = tx.session.scalars(select(Watchword).where(Watchword.circle_id == circle.id)).first()
    assert word is not None
    voices.erase(tx, tx.session.get_one(Voice, word.about_id))
    holds(tx)
    assert reported(tx).flow.heard == at_first.flow.heard - 1
    wins.erase(tx, tx.session.scalars(select(Win).where(Win.circle_id == circle.id)).all()[0])
    holds(tx)
    spoke = select(Person).join(Remark, Remark.person_id == Person.id).join(Thread).order_by(Person.id)
    erasing.erase(tx, Wanted(What.PERSON, tx.session.scalars(spoke).all()[0].user_id))
    holds(tx)
    for mark in tx.session.scalars(select(Reaction)).all()[::2]:
        mark.is_on = False
    for remark in tx.session.scalars(select(Remark).join(Dialogue)).all()[::3]:
        remark.text, remark.deleted_at = "", tx.now
    joined, other = tx.session.scalars(heard.order_by(Voice.id)).all()[-2:]
    copy = voices.get(tx, other.id)
    tx.session.add(
        Voice(
            workspace_id=YEAR,
            circle_id=circle.id,
            quote="同じ声",
            state="heard",
            consent="inside",
            brought_at=copy.brought_at,
            joined_to_id=joined.id,
        )
    )
    holds(tx)


def test_nothing_of_another_workspace_is_counted(tx: Transaction, database: Database, begin: Begin) -> None:
    told = reported(tx)
    tx.workspace = tx.session.get_one(type(tx.workspace), "T0TEAM")

    empty = reported(tx)
    assert not told.is_empty
    assert empty.is_empty
    assert (empty.now, empty.phrases, empty.improvements, empty.wins, empty.changes) == ([], [], [], [], [])
    assert not empty.grouping.are_shown


def test_a_period_in_which_nothing_happened_is_empty(tx: Transaction) -> None:
    assert reported(tx, Period.read("2024-02")).is_empty


def test_a_report_names_nobody_and_holds_no_id_of_a_person(tx: Transaction) -> None:
    told = repr(reported(tx))

    for person in tx.session.scalars(select(Person)):
        assert person.id not in told
        assert person.user_id not in told
        assert person.name is None or person.name not in told


# Small groups


def some(number: int, name: str) -> set[str]:
    return {f"{name}{one}" for one in range(number)}


@pytest.mark.parametrize(
    ("sizes", "apart", "together"),
    [
        ({"a": 9, "b": 5, "c": 20}, ["a", "b", "c"], []),
        ({"a": 9, "b": 4, "c": 20}, ["c"], ["a", "b"]),
        ({"a": 9, "b": 4, "c": 1, "d": 7}, ["a", "d"], ["b", "c"]),
        ({"a": 9, "b": 2, "c": 1, "d": 7}, ["a"], ["b", "c", "d"]),
        ({"a": 3, "b": 1}, [], ["a", "b"]),
        ({"a": 30}, ["a"], []),
        ({"a": 30, "b": 0, "c": 0, "d": 12}, ["a"], ["b", "c", "d"]),
        ({}, [], []),
    ],
)
def test_a_group_of_fewer_than_five_never_stands_alone(
    sizes: dict[str, int], apart: list[str], together: list[str]
) -> None:
    people = {name: some(size, name) for name, size in sizes.items()}

    assert grouped(people) == Grouping(apart, together)


def test_who_is_in_two_small_departments_counts_once() -> None:
    same = some(4, "x")

    assert grouped({"a": same, "b": same, "c": some(9, "c"), "d": some(8, "d")}).together == ["a", "b", "d"]


def test_bonds_of_small_departments_are_told_together(tx: Transaction) -> None:
    circle = circle_of(tx)
    small = [room.channel_id for room in circle.rooms[:2]]
    members = select(RoomMember).where(RoomMember.channel_id.in_(small)).order_by(RoomMember.user_id)
    for number, member in enumerate(tx.session.scalars(members).all()):
        if number % 20 > 3:
            tx.session.delete(member)
    told = reported(tx)

    assert list(told.grouping.together) == [room.department for room in circle.rooms[:2]]
    assert {bond.one for bond in told.now} | {bond.other for bond in told.now} == {
        None,
        *(room.department for room in circle.rooms[2:]),
    }


def test_bots_are_no_people_of_a_department(tx: Transaction) -> None:
    circle = circle_of(tx)
    for person in tx.session.scalars(select(Person).where(Person.department == circle.rooms[0].department)):
        person.is_bot = True
    tx.session.flush()

    assert circle.rooms[0].department in departments.of(tx, circle).together


# Consent, changes, periods


def test_a_guest_reads_only_watchwords_that_may_leave_the_company(tx: Transaction) -> None:
    every, for_guests = reported(tx), reported(tx, reader=Reader.GUEST)
    kept = {
        word.phrase
        for word in tx.session.scalars(select(Watchword).where(Watchword.state == "adopted"))
        if tx.session.get_one(Voice, word.about_id).consent == "inside"
    }
    inside = [
        one
        for one in every.phrases
        if tx.session.get_one(Voice, tx.session.get_one(Watchword, one.id).about_id).consent == "inside"
    ]

    assert kept
    assert inside
    assert every.kept_back == 0
    assert list(for_guests.phrases) == [one for one in every.phrases if one not in inside]
    assert for_guests.kept_back == len(inside)


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("12", "5", "-7"),
        ("１２", "１３.５", "1.5"),
        ("1,200", "1200", "0"),
        ("-3", "−5", "-2"),
        ("10^3", "5", None),
    ],
)
def test_a_change_is_what_the_subtraction_gives_whichever_way_it_points(
    before: str, after: str, difference: str | None
) -> None:
    numbers = changes.Change("win:1", "", before, after, None).numbers

    assert (str(numbers[1] - numbers[0]) if numbers else None) == difference


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("２０２６年２月", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026 Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_read_as_people_type_it(typed: str, first: date, last: date) -> None:
    read = Period.read(typed)

    assert (read.first, read.last) == (first, last)
    assert Period.read(read.name) == read
    assert read.before.end == read.first
    assert read.before.months == read.months


@pytest.mark.parametrize(
    "typed", ["2026-13", "2026-00", "2026-Q5", "november", "0000-01", "26-11", "2026-11-01", ""]
)
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(BadPeriod):
        Period.read(typed)


def test_a_months_end_is_that_of_the_circles_zone() -> None:
    begin, end = Period.read("2026-11").bounds("Asia/Tokyo")

    assert begin == datetime.fromisoformat("2026-10-31T15:00:00+00:00")
    assert end == datetime.fromisoformat("2026-11-30T15:00:00+00:00")


def test_ideas_and_remarks_that_reached_their_age_are_said_to_be_missing(tx: Transaction) -> None:
    assert not reported(tx).is_partly_aged
    for dialogue in tx.session.scalars(select(Dialogue)):
        dialogue.closed_at = datetime.fromisoformat("2026-02-01T00:00:00+00:00")
    assert reported(tx).is_partly_aged
    assert tx.session.scalars(select(Idea)).first() is not None
