"""Private messages: the person's own hours, two a day and five a week, what is urgent first."""

import ast
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.delivery.outbox import Message
from bot.people import private
from bot.people.private import A_DAY, A_WEEK, Kind
from bot.transaction import Transaction
from bot.views.circles import sentence
from models import Person, PrivateDay, PrivateMessage, new_id
from scheduler import beat
from tests.bot.catalogue import ROOT, SOURCES
from tests.conftest import MONDAY_TEN_IN_TOKYO, Begin, FakeClock, known, outbox_rows

HOUR = timedelta(hours=1)
TEN = MONDAY_TEN_IN_TOKYO
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def tx(begin: Begin):
    with begin() as tx:
        yield tx


def at(tx: Transaction, instant: datetime) -> Transaction:
    tx.now = instant
    return tx


def told(tx: Transaction) -> list[str]:
    """Return the keys of what went out, oldest first."""
    return [row.key for row in outbox_rows(tx, "post")]


def notes(tx: Transaction) -> int:
    return len(outbox_rows(tx, "ephemeral"))


def waiting(tx: Transaction) -> list[str]:
    return sorted(tx.session.scalars(select(PrivateMessage.key)))


def word(text: str = "おしらせ") -> Message:
    return sentence(text)


def tell(tx: Transaction, key: str, kind: Kind = Kind.HEARD, **more) -> None:
    private.tell(tx, tx.actor, kind, word(key), key=key, **more)


def beat_at(tx: Transaction, instant: datetime) -> None:
    at(tx, instant)
    for _, person_id in private.due(tx.session, instant):
        private.send_due(tx, person_id)


def test_in_working_hours_a_message_goes_out_at_once(tx: Transaction) -> None:
    tell(tx, "a")

    [row] = outbox_rows(tx, "post")
    assert (row.lane, row.key, row.arguments["text"]) == ("U0AKI", "a", "a")
    assert waiting(tx) == []


@pytest.mark.parametrize(
    ("asked_at", "comes_at"),
    [
        ("2026-11-30T08:59", "2026-11-30T09:00"),
        ("2026-11-30T18:00", "2026-12-01T09:00"),
        ("2026-11-30T17:59", "2026-11-30T17:59"),
        ("2026-11-27T20:00", "2026-11-30T09:00"),  # over a weekend
        ("2026-11-02T19:00", "2026-11-04T09:00"),  # over 文化の日
        ("2026-12-31T19:00", "2027-01-04T09:00"),  # over 元日 and a weekend
    ],
)
def test_outside_of_working_hours_it_waits_for_the_next_ones(
    tx: Transaction, asked_at: str, comes_at: str
) -> None:
    at(tx, _tokyo(asked_at))
    tell(tx, "a")
    due = _tokyo(comes_at)
    if asked_at != comes_at:
        assert told(tx) == []
        beat_at(tx, due - timedelta(minutes=1))
        assert told(tx) == []
        beat_at(tx, due)
    assert told(tx) == ["a"]
    assert waiting(tx) == []


def _tokyo(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=TOKYO).astimezone(UTC)


def test_the_hours_are_those_of_the_person_not_of_the_table(tx: Transaction) -> None:
    tx.actor.tz = "Europe/Paris"  # ten in Tokyo is two in the night there
    tell(tx, "a")
    assert told(tx) == []
    beat_at(tx, TEN + 7 * HOUR)
    assert told(tx) == ["a"]


def test_two_a_day_and_five_a_week_and_the_rest_waits(tx: Transaction) -> None:
    for number in range(7):
        tell(tx, f"{number}")
    assert told(tx) == ["0", "1"]

    days = []
    for day in range(1, 8):
        before = len(told(tx))
        for hour in range(24):
            beat_at(tx, TEN + timedelta(days=day - 1, hours=hour))
        days.append(len(told(tx)) - before)
    assert days == [2, 1, 0, 0, 0, 0, 2]

    assert told(tx) == ["0", "1", "2", "3", "4", "5", "6"]


def test_an_urgent_message_comes_at_any_hour_but_counts(tx: Transaction) -> None:
    at(tx, TEN - 5 * HOUR)
    for number in range(3):
        tell(tx, f"{number}", Kind.REMINDER, urgent=True, latest=tx.now + HOUR)
    assert told(tx) == ["0", "1"]

    tell(tx, "later")
    beat_at(tx, TEN)
    assert told(tx) == ["0", "1"]
    assert waiting(tx) == ["later"]  # the third had lapsed


def test_a_day_keeps_a_place_free_for_what_is_urgent_later(tx: Transaction) -> None:
    soon = TEN + 3 * HOUR
    tell(tx, "urgent", Kind.REMINDER, urgent=True, earliest=soon, latest=soon + HOUR)
    tell(tx, "a")
    tell(tx, "b")
    assert told(tx) == ["a"]
    beat_at(tx, soon)
    assert told(tx) == ["a", "urgent"]
    beat_at(tx, TEN + timedelta(days=1))
    assert told(tx) == ["a", "urgent", "b"]


def test_what_nobody_needs_any_more_lapses(tx: Transaction) -> None:
    at(tx, TEN + 10 * HOUR)
    tell(tx, "never", latest=TEN + 12 * HOUR)
    tell(tx, "tomorrow", latest=TEN + timedelta(days=1))
    assert waiting(tx) == ["tomorrow"]
    beat_at(tx, TEN + timedelta(days=1, hours=1))
    assert (told(tx), waiting(tx)) == ([], [])


def test_each_kind_can_be_switched_off_and_on_again(tx: Transaction) -> None:
    at(tx, TEN + 10 * HOUR)
    tell(tx, "waits")
    private.switch(tx, Kind.HEARD, is_on=False)
    private.switch(tx, Kind.HEARD, is_on=False)
    tell(tx, "not wanted")
    assert waiting(tx) == []
    tell(tx, "other", Kind.IMPROVEMENT)
    private.switch(tx, Kind.HEARD, is_on=True)
    tell(tx, "wanted again")
    assert waiting(tx) == ["other", "wanted again"]
    assert tx.actor.muted == []


def test_what_a_host_has_to_know_comes_at_once_and_takes_no_place(tx: Transaction) -> None:
    at(tx, TEN + 10 * HOUR)
    private.switch(tx, Kind.HOSTING, is_on=False)
    for number in range(4):
        tell(tx, f"{number}", Kind.HOSTING)
    assert len(told(tx)) == 4
    beat_at(tx, TEN + timedelta(days=1))
    tell(tx, "a")
    assert told(tx)[-1] == "a"


def test_what_was_told_or_waits_is_not_told_again(tx: Transaction) -> None:
    tell(tx, "a")
    tell(tx, "a")
    at(tx, TEN + 10 * HOUR)
    tell(tx, "b")
    tell(tx, "b")
    private.drop(tx, "b")
    assert (told(tx), waiting(tx)) == (["a"], [])


def test_notes_in_a_thread_keep_to_the_same_numbers(tx: Transaction) -> None:
    place: Any = {"channel_id": "C0SALES", "thread_ts": "1.1"}
    assert private.beside(tx, tx.actor, Kind.CATCH_UP, word(), **place)
    assert private.beside(tx, tx.actor, Kind.FIRST_TIME, word(), **place)
    assert not private.beside(tx, tx.actor, Kind.CATCH_UP, word(), **place)
    assert not private.beside(tx, tx.actor, Kind.NUDGE, word(), **place, leaves_trace=False)
    assert notes(tx) == 2
    assert tx.session.scalar(select(PrivateDay.sent)) == 2


def test_a_note_that_leaves_no_trace_takes_its_place_all_the_same(tx: Transaction) -> None:
    place: Any = {"channel_id": "C0SALES", "thread_ts": "1.1"}
    assert private.beside(tx, tx.actor, Kind.NUDGE, word(), **place, leaves_trace=False)
    assert tx.session.scalars(select(PrivateDay)).all() == []
    tell(tx, "a")
    tell(tx, "b")
    assert (told(tx), waiting(tx)) == (["a"], ["b"])
    beat_at(tx, TEN + timedelta(days=1))
    assert told(tx) == ["a", "b"]


def test_bots_are_told_nothing(tx: Transaction) -> None:
    tx.actor.is_bot = True
    tell(tx, "a")
    assert (told(tx), waiting(tx)) == ([], [])


def test_the_beat_sends_what_waits_whoever_it_is_for(begin: Begin, database, clock: FakeClock) -> None:
    clock.advance(hours=10)
    with begin() as tx:
        tell(tx, "a")
        ben = known(tx, "U0BEN", name="勉")
        private.tell(tx, ben, Kind.HEARD, word(), key="b")
        assert told(tx) == []
    clock.advance(hours=14)
    beat.run_due(database)
    beat.run_due(database)
    with begin() as tx:
        assert sorted(told(tx)) == ["a", "b"]
        assert waiting(tx) == []


MESSAGE = st.tuples(
    st.integers(0, 24 * 10),  # told in this hour
    st.booleans(),  # urgent
    st.integers(0, 30),  # earliest so many hours later
    st.none() | st.integers(0, 60),  # lapses so many hours after that
)


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(messages=st.lists(MESSAGE, max_size=15), zone=st.sampled_from(["Asia/Tokyo", "America/New_York"]))
def test_whatever_is_told_nobody_gets_more_and_nothing_else_is_lost(
    begin: Begin, messages: list[tuple[int, bool, int, int | None]], zone: str
) -> None:
    with begin() as tx:
        tx.actor.tz = zone
        came: dict[str, datetime] = {}
        to_tell = sorted((TEN + message[0] * HOUR, number) for number, message in enumerate(messages))
        while to_tell or waiting(tx):
            next_due = tx.session.scalar(select(func.min(PrivateMessage.due_at)))
            now = at(tx, min(one for one in (next_due, *(instant for instant, _ in to_tell)) if one)).now
            if to_tell and to_tell[0][0] == now:
                _, number = to_tell.pop(0)
                _, urgent, later, lapses = messages[number]
                earliest = now + later * HOUR
                latest = None if lapses is None else earliest + lapses * HOUR
                tell(tx, f"{number}", urgent=urgent, earliest=earliest, latest=latest)
            else:
                beat_at(tx, now)
            for key in told(tx):
                came.setdefault(key, now)
        tx.session.rollback()
    local = {key: instant.astimezone(ZoneInfo(zone)) for key, instant in came.items()}
    days = [instant.date() for instant in local.values()]
    weeks = [instant.isocalendar()[:2] for instant in local.values()]
    assert all(days.count(day) <= A_DAY for day in days)
    assert all(weeks.count(week) <= A_WEEK for week in weeks)
    for number, (told_in, urgent, later, lapses) in enumerate(messages):
        earliest = TEN + (told_in + later) * HOUR
        instant = local.get(f"{number}")
        if instant is None:
            assert lapses is not None
            continue
        assert earliest <= instant
        assert lapses is None or instant <= earliest + lapses * HOUR
        assert urgent or (9 <= instant.hour < 18 and instant.weekday() < 5)


ANYTHING = st.tuples(
    st.integers(0, 24 * 10),  # in this hour
    st.sampled_from([kind for kind in Kind if kind is not Kind.HOSTING]),
    st.sampled_from(["tell", "urgent", "beside", "untraced"]),
)


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happens=st.lists(ANYTHING, min_size=3, max_size=25))
def test_over_all_features_together_nobody_gets_more(
    begin: Begin, happens: list[tuple[int, Kind, str]]
) -> None:
    """Whichever features tell somebody something, as messages or as notes in a thread, in whatever order."""
    with begin() as tx:
        known_person = tx.actor
        known_person.id = new_id()  # what came to others is remembered outside of the database
        tx.session.flush()
        came: list[datetime] = []
        nudged: list[datetime] = []  # beside these something urgent may come all the same
        for number, (hour, kind, how) in enumerate(sorted(happens)):
            now = TEN + hour * HOUR
            while (due := tx.session.scalar(select(func.min(PrivateMessage.due_at)))) and due < now:
                before = len(told(tx))
                beat_at(tx, due)
                came += [due] * (len(told(tx)) - before)
            before = len(told(tx)) + notes(tx)
            at(tx, now)
            if how in {"beside", "untraced"}:
                place: Any = {"channel_id": "C0SALES", "thread_ts": "1.1"}
                leaves_trace = how == "beside"
                is_shown = private.beside(tx, tx.actor, kind, word(), **place, leaves_trace=leaves_trace)
                nudged += [now] if is_shown and not leaves_trace else []
            else:
                tell(tx, f"{number}", kind, urgent=how == "urgent")
            came += [now] * (len(told(tx)) + notes(tx) - before)
        tx.session.rollback()
    for number, unit in ((A_DAY, datetime.date), (A_WEEK, week)):
        all_told = Counter(unit(one.astimezone(TOKYO)) for one in came)
        nudges = Counter(unit(one.astimezone(TOKYO)) for one in nudged)
        assert all(count - nudges[when] <= number for when, count in all_told.items())
        assert all(count <= 2 * number for count in all_told.values())


def week(instant: datetime) -> tuple[int, int]:
    return instant.isocalendar()[:2]


def test_a_nudge_takes_no_place_from_what_is_urgent(tx: Transaction) -> None:
    place: Any = {"channel_id": "C0SALES", "thread_ts": "1.1"}
    tell(tx, "a")
    assert private.beside(tx, tx.actor, Kind.NUDGE, word(), **place, leaves_trace=False)
    tell(tx, "b")
    tell(tx, "asked to take the lead", urgent=True)
    assert (told(tx), waiting(tx)) == (["a", "asked to take the lead"], ["b"])


ASKED_FOR = {
    ("bot/voices/addressed.py", "_answer"): "they wrote to Entaku, or named it",
    (
        "bot/bridge/bridge.py",
        "_hint",
    ): "they wrote in the writing time: why it stays in their room until the reveal",
    ("bot/circles/hosts.py", "taken"): "they pressed",
    ("bot/watchwords/pinning.py", "_offer_joining"): "they pinned",
    ("bot/watchwords/pinning.py", "_offer_words"): "they pinned",
    ("bot/reactions/reactions.py", "_ask_which"): "they marked a message that holds several",
    ("bot/reactions/reactions.py", "_offer"): "they marked",
    ("bot/delivery/slack.py", "_draw"): "they asked for a picture or a slide",
    ("bot/delivery/slack.py", "_report"): "they asked for a report",
    ("bot/dialogues/rehearsal.py", "rehearse_for"): "they asked for a rehearsal",
}
"""Where something goes to one person besides `bot.people.private`, at once: each answers what they did just now."""
ROOMS = re.compile(r"(room|thread|asked|other)\.channel_id")
ROOMS_IN_ARGUMENTS = {
    ("bot/people/asking_again.py", "opened"),
    ("bot/voices/customer_questions.py", "_draft"),
    ("bot/letters/letters.py", "write"),
    ("bot/pulse/pulse.py", "end"),
    ("bot/dialogues/record.py", "_keep"),
    ("bot/dialogues/record.py", "_keep_remarks"),
    ("bot/circles/retrospect.py", "tell"),
    ("bot/watchwords/sharing.py", "looked_at"),
    ("bot/wins/win_posts.py", "post"),
}
"""Which are given the channel of a thread, a record room, a wins room or a group message that somebody asked for."""


@pytest.mark.slow
def test_nothing_goes_to_one_person_unasked_but_through_this_one_place() -> None:
    """Read from the sources: whoever writes to a person elsewhere stands in the list above, with the reason."""
    found: set[tuple[str, str]] = set()
    for path in SOURCES:
        name = path.relative_to(ROOT).as_posix()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and name not in {
                "bot/people/private.py",
                "bot/delivery/outbox.py",
            }:
                found |= {(name, function.name) for call in ast.walk(function) if _is_to_one(call)}
    assert found - ROOMS_IN_ARGUMENTS == set(ASKED_FOR)
    assert found >= ROOMS_IN_ARGUMENTS


def _is_to_one(call: ast.AST) -> bool:
    if not isinstance(call, ast.Call):
        return False
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "Draft":
        return not call.args or ROOMS.fullmatch(ast.unparse(call.args[0])) is None
    return name == "ephemeral" or "conversations_open" in name


def test_nobody_is_written_to_in_another_workspace(tx: Transaction) -> None:
    assert tx.session.scalars(select(Person.workspace_id)).all() == [tx.workspace.id]
