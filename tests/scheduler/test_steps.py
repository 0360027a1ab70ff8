import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.circles import circles
from bot.steps import Name
from bot.transaction import Database, Transaction
from models import Base, Circle, Dialogue, Early, OutboxRow, Post, Received, Step
from scheduler import beat, steps
from tests.bot.circle_of_three import seat
from tests.bot.open_table import bring
from tests.conftest import MONDAY_TEN_IN_TOKYO, TEAM, Begin, FakeClock, known

MONDAY = date(2026, 11, 30)
TEN = MONDAY_TEN_IN_TOKYO


@pytest.fixture
def circle(begin: Begin, clock: FakeClock) -> str:
    """Give the id of a circle that was set up on Wednesday before, with four voices waiting."""
    clock.set(TEN - timedelta(days=5))
    with begin() as tx:
        known(tx, "U0HOST", name="進")
        made = seat(tx)
        for number in range(4):
            bring(tx, made, f"声その{number}")
        return made.id


def count_of(database: Database, table: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def opened(database: Database) -> int:
    """Count the dialogues that are not only planned."""
    with database.reading() as session:
        return session.scalar(select(func.count()).where(Dialogue.state != "planned")) or 0


def expected(database: Database, circle_id: str) -> tuple[date | None, datetime | None]:
    with database.reading() as session:
        found = session.get_one(Circle, circle_id)
        return found.next_on, found.next_at


def open_dialogue(tx: Transaction) -> Dialogue:
    return tx.session.scalars(select(Dialogue)).one()


def test_a_new_circle_gets_its_next_occurrence_at_the_first_beat(database: Database, circle: str) -> None:
    assert beat.run_due(database) == 0
    assert expected(database, circle) == (MONDAY, TEN)


def test_a_dialogue_opens_at_its_hour_once_and_the_next_one_is_planned(
    database: Database, circle: str, clock: FakeClock
) -> None:
    beat.run_due(database)
    clock.set(TEN - timedelta(seconds=1))
    beat.run_due(database)
    assert opened(database) == 0

    clock.set(TEN)
    assert beat.run_due(database) == 1
    assert beat.run_due(database) == 0
    assert opened(database) == 1
    assert expected(database, circle) == (MONDAY + timedelta(weeks=1), TEN + timedelta(weeks=1))


def test_an_occurrence_on_a_holiday_opens_on_the_next_working_day_under_its_own_date(
    database: Database, begin: Begin, clock: FakeClock
) -> None:
    clock.set(datetime(2027, 1, 7, 1, 0, tzinfo=UTC))
    with begin() as tx:
        moved = seat(tx).id
        skipped = seat(tx, name="休む円卓", holiday_rule="skip").id
    beat.run_due(database)

    coming_of_age = date(2027, 1, 11)
    assert expected(database, moved) == (coming_of_age, datetime(2027, 1, 12, 1, 0, tzinfo=UTC))
    assert expected(database, skipped)[0] == coming_of_age + timedelta(weeks=1)


@pytest.mark.slow
def test_a_dialogue_runs_its_stages_and_closes_beat_by_beat(
    database: Database, circle: str, clock: FakeClock
) -> None:
    beat.run_due(database)
    clock.set(TEN)
    seen = []
    for _ in range(33):
        beat.run_due(database)
        with database.begin(TEAM) as tx:
            found = tx.session.scalars(select(Dialogue)).first()
            if found is not None and (found.stage, found.state) not in seen:
                seen.append((found.stage, found.state))
        clock.advance(minutes=1)

    assert seen == [
        ("writing", "open"),
        ("question_1", "open"),
        ("question_2", "open"),
        ("question_3", "open"),
        ("deciding", "open"),
        ("closed", "closed"),
    ]


@pytest.mark.slow
def test_the_decision_comes_a_minute_before_the_close_and_is_followed_up_on_the_next_working_day(
    database: Database, circle: str, clock: FakeClock
) -> None:
    beat.run_due(database)
    clock.set(TEN)
    beat.run_due(database)
    decided: dict[int, int] = {}
    for minute in range(1, 33):
        clock.set(TEN + timedelta(minutes=minute))
        beat.run_due(database)
        decided[minute] = posted(database, "decided:")
    assert (decided[28], decided[29], decided[32]) == (0, 3, 3)
    clock.set(TEN + timedelta(hours=23))
    beat.run_due(database)
    assert posted(database, "follow-up:") == 0
    clock.set(TEN + timedelta(days=1))
    beat.run_due(database)
    assert posted(database, "follow-up:") == 3


def posted(database: Database, prefix: str) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).where(Post.key.startswith(prefix))) or 0


@pytest.mark.slow
def test_ten_minutes_of_absence_do_not_post_three_prompts_in_a_row(
    database: Database, circle: str, clock: FakeClock
) -> None:
    beat.run_due(database)
    clock.set(TEN)
    beat.run_due(database)
    clock.advance(minutes=20)
    assert beat.run_due(database) == 8  # four counts of writers, three stages, the quiet

    with database.reading() as session:
        keys = session.scalars(select(OutboxRow.key).where(OutboxRow.key.startswith("stage:"))).all()
    assert sorted({key.split(":")[2] for key in keys}) == ["question_3", "writing"]


def test_an_absence_over_the_hour_keeps_the_voices_for_the_next_occurrence(
    database: Database, circle: str, clock: FakeClock
) -> None:
    beat.run_due(database)
    clock.set(TEN + timedelta(hours=2))
    beat.run_due(database)

    assert opened(database) == 0
    assert expected(database, circle)[0] == MONDAY + timedelta(weeks=1)
    clock.advance(weeks=1, hours=-2)
    beat.run_due(database)
    assert opened(database) == 1


def test_a_skipped_or_paused_occurrence_does_not_open(
    database: Database, circle: str, begin: Begin, clock: FakeClock
) -> None:
    beat.run_due(database)
    with begin() as tx:
        circles.skip(tx, circles.get(tx, circle))
    beat.run_due(database)
    assert expected(database, circle)[0] == MONDAY + timedelta(weeks=1)

    with begin() as tx:
        circles.pause(tx, circles.get(tx, circle))
    clock.set(TEN + timedelta(weeks=1))
    beat.run_due(database)
    assert opened(database) == 0

    with begin() as tx:
        circles.resume(tx, circles.get(tx, circle))
    beat.run_due(database)
    assert expected(database, circle)[0] == MONDAY + timedelta(weeks=2)


def test_a_step_that_fails_holds_up_no_other_and_is_tried_again(
    database: Database, circle: str, begin: Begin, clock: FakeClock
) -> None:
    beat.run_due(database)
    clock.set(TEN)
    with begin() as tx:
        tx.session.add(
            Step(
                workspace_id=TEAM,
                key="broken",
                name="nothing of the kind",
                due_at=TEN - timedelta(days=1),
            )
        )
    assert (
        beat.run_due(database) == 6
    )  # a night's keeping and its look at what sleeps, the invitation and the voices laid out, too late for both, Friday's letter, too late as well, and the opening
    assert opened(database) == 1
    with database.reading() as session:
        broken = session.scalars(select(Step).where(Step.key == "broken")).one()
        assert broken.done_at is None


def test_what_is_not_due_costs_nothing(database: Database, circle: str, clock: FakeClock) -> None:
    beat.run_due(database)
    before = count_of(database, OutboxRow)
    clock.advance(hours=1)
    assert beat.run_due(database) == 0
    assert count_of(database, OutboxRow) == before


def test_a_step_is_known_for_each_name() -> None:
    assert set(steps._OPERATIONS) == set(Name)


@pytest.mark.slow
def test_several_processes_open_a_dialogue_and_each_stage_once(
    database: Database, database_url: str, circle: str, clock: FakeClock
) -> None:
    beat.run_due(database)
    others = [Database(database_url, clock) for _ in range(3)]
    for minutes in (0, 5, 12):
        clock.set(TEN + timedelta(minutes=minutes))
        together = threading.Barrier(len(others))

        def strike(own: Database, together: threading.Barrier = together) -> None:
            together.wait()
            beat.run_due(own)

        threads = [threading.Thread(target=strike, args=(own,)) for own in others]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for other in others:
        other.dispose()

    assert opened(database) == 1
    with database.reading() as session:
        keys = session.scalars(select(OutboxRow.key).where(OutboxRow.kind == "post")).all()
    assert len(keys) == len(set(keys)) == 3 * (1 + 3 + 3 + 1)  # card, voices, prompts, notes


def until(condition: Callable[[], bool]) -> bool:
    """Wait up to five seconds for a condition."""
    waiting = threading.Event()
    return any(condition() or waiting.wait(0.05) for _ in range(100))


def test_the_beat_strikes_by_itself_until_it_is_stopped(database: Database, circle: str) -> None:
    striking = beat.Beat(database, interval=0.05)
    striking.start()
    try:
        assert until(lambda: expected(database, circle)[0] == MONDAY)
    finally:
        striking.stop()


def test_what_no_retry_can_need_any_more_is_forgotten_as_soon_as_the_beat_starts(
    database: Database,
) -> None:
    old = datetime(2020, 1, 1, tzinfo=UTC)
    with database.session() as session:
        session.add(Received(workspace_id=TEAM, key="event:Ev1", received_at=old))
    striking = beat.Beat(database)
    striking.start()
    try:
        assert until(lambda: count_of(database, Received) == 0)
    finally:
        striking.stop()


def test_the_beat_ends_waits_of_emojis_that_lead_nowhere(database: Database) -> None:
    event = {
        "type": "reaction_added",
        "user": "U0BEN",
        "reaction": "pushpin",
        "item": {"type": "message", "channel": "C0SALES", "ts": "1795000000.900001"},
        "event_ts": "1795000000.900002",
    }
    old = datetime(2020, 1, 1, tzinfo=UTC)
    with database.session() as session:
        session.add(
            Early(
                workspace_id=TEAM, channel_id="C0SALES", ts="1795000000.900001", event=event, received_at=old
            )
        )

    beat.run_due(database)

    assert count_of(database, Early) == 0
    with database.reading() as session:
        [note] = session.scalars(select(OutboxRow).where(OutboxRow.kind == "ephemeral")).all()
    assert note.arguments["user"] == "U0BEN"
