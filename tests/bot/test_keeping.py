"""Keeping: what has reached its age goes at night, in bounded batches, once, and leaves the rest alone."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.circles import acts
from bot.keeping import keeping
from bot.people import people, private
from bot.periods import Periods, months_before
from bot.steps import Name
from bot.transaction import Database, Transaction
from bot.watchwords import shelf
from models import (
    Act,
    Base,
    CustomerQuestion,
    Dialogue,
    Hand,
    Improvement,
    Measurement,
    Note,
    Post,
    PrivateDay,
    Reaction,
    Remark,
    Step,
    Voice,
    Watchword,
    Win,
)
from scheduler import beat
from tests.bot import whole_table
from tests.bot.circle_of_three import seat
from tests.bot.open_table import AKI, CHIE
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_reactions import react
from tests.conftest import TEAM, Begin, FakeClock, install, outbox_rows


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    return whole_table.hold(tx, slack, clock)


def after(tx: Transaction, clock: FakeClock, *, days: int) -> dict[str, int]:
    tx.now = clock.advance(days=days)
    counts = keeping.enforce(tx)
    tx.session.expire_all()
    return dict(counts)


def count(tx: Transaction, table: type[Base]) -> int:
    return tx.session.scalar(select(func.count()).select_from(table)) or 0


def texts(tx: Transaction) -> str:
    """Return every word that the database still holds of people and customers."""
    columns: list[Any] = [Remark.text, Note.text, Voice.quote, CustomerQuestion.text, Improvement.what]
    columns += [Win.headline, Watchword.phrase]
    return "|".join(text for column in columns for text in tx.session.scalars(select(column)))


def test_before_its_age_everything_stays(tx: Transaction, dialogue: Dialogue, clock: FakeClock) -> None:
    before = texts(tx)
    assert after(tx, clock, days=12) == {}
    assert texts(tx) == before


def test_after_six_months_remarks_and_notes_are_empty_rows_that_name_nobody(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    counts = after(tx, clock, days=190)

    assert counts["remarks"] == 2
    assert counts["notes"] == 1
    remarks = tx.session.scalars(select(Remark)).all()
    assert {(one.text, one.person_id) for one in remarks} == {("", None)}
    assert all(one.deleted_at for one in remarks)
    [note] = tx.session.scalars(select(Note)).all()
    assert (note.text, note.person_id, note.is_gone) == ("", None, True)
    assert "棚.png" not in str([one.files for one in remarks])


def test_pins_go_after_six_months_and_the_watchword_keeps_their_sum(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    [adopted] = tx.session.scalars(select(Watchword).where(Watchword.state == "adopted"))
    assert (adopted.about_kind, adopted.pins) == ("voice", 2)

    after(tx, clock, days=190)

    assert tx.session.scalars(select(Reaction.about_kind)).all() == ["win"]
    [kept] = tx.session.scalars(select(Watchword))
    assert (kept.id, kept.pins, kept.phrase) == (adopted.id, 2, "声その1")
    react(tx, AKI, *whole_table.place(tx, "voice:"))
    tx.session.refresh(kept)
    assert kept.pins == 2


def test_a_proposal_that_was_not_chosen_goes_with_the_remarks_and_the_chosen_one_stays(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    assert after(tx, clock, days=190)["proposals"] == 1
    chosen = tx.session.scalars(select(Improvement)).one()
    assert chosen.what == "ふたを軽くする"
    about = {"workspace_id": tx.workspace.id, "improvement_id": chosen.id, "person_id": chosen.proposer_id}
    tx.session.add(Hand(offered_at=tx.now, **about))
    tx.session.add(Measurement(value=1.0, measured_on=tx.now.date(), noted_at=tx.now, **about))
    tx.session.flush()
    assert after(tx, clock, days=3 * 366)["improvements"] == 1
    assert [*tx.session.scalars(select(Hand)), *tx.session.scalars(select(Measurement))] == []


def test_our_own_file_with_a_picture_goes_from_slack_after_a_year(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    assert "files" not in after(tx, clock, days=190)
    assert after(tx, clock, days=190)["files"] == 1
    deletions = [row.arguments for row in outbox_rows(tx, "ask") if row.method == "files.delete"]
    assert deletions == [{"file": whole_table.OUR_FILE}]
    assert tx.session.scalars(select(Remark.files)).all() == [[], []]


def test_after_three_years_a_voice_is_an_empty_row_of_nobody_and_its_watchword_stays(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    assert after(tx, clock, days=3 * 366)["voices"] == 1
    [voice] = tx.session.scalars(select(Voice))
    assert (voice.quote, voice.scene, voice.department, voice.state) == ("", None, None, "withdrawn")
    assert voice.submitter_id != people.seen(tx, CHIE).id
    assert count(tx, CustomerQuestion) == 0
    assert [one.phrase for one in shelf.page(tx).entries] == ["声その1"]


def test_a_voice_that_lies_on_the_table_of_a_planned_dialogue_is_left_there(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    [voice] = tx.session.scalars(select(Voice))
    voice.state = "seated"
    assert "voices" not in after(tx, clock, days=4 * 366)


def test_a_win_goes_with_its_cheers_and_an_emoji_on_its_message_is_only_an_emoji(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    at = whole_table.place(tx, "win:")
    assert after(tx, clock, days=3 * 366)["wins"] == 1
    assert count(tx, Win) == count(tx, Reaction) == 0
    react(tx, AKI, *at, emoji="tada")
    assert count(tx, Reaction) == 0


def test_the_audit_log_goes_after_a_year(tx: Transaction, dialogue: Dialogue, clock: FakeClock) -> None:
    before = count(tx, Act)
    assert before > 0
    assert after(tx, clock, days=380)["acts"] == before


def test_where_private_messages_stand_and_how_many_there_were_goes(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    tx.session.add(
        Post(
            workspace_id=TEAM,
            key=f"heard:x:{AKI}",
            channel_id="D0AKI",
            ts="1795000000.000001",
            state="posted",
        )
    )
    tx.session.flush()
    assert count(tx, PrivateDay) >= 1
    assert after(tx, clock, days=20)["private_days"] >= 1
    assert after(tx, clock, days=180)["private_posts"] >= 1
    assert not tx.session.scalars(select(Post).where(Post.channel_id == "D0AKI")).all()


def test_a_year_after_an_account_is_gone_its_person_is_erased_as_on_request(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    people.seen(tx, CHIE).left_at = tx.now
    assert "left" not in after(tx, clock, days=350)
    assert after(tx, clock, days=20)["left"] == 1
    assert people.find(tx, CHIE) is None
    assert [voice.quote for voice in tx.session.scalars(select(Voice))] == ["声その1"]


def test_done_twice_it_is_done(tx: Transaction, dialogue: Dialogue, clock: FakeClock) -> None:
    assert after(tx, clock, days=5 * 366)
    assert after(tx, clock, days=0) == {}


def test_zero_means_for_ever(tx: Transaction, dialogue: Dialogue, clock: FakeClock) -> None:
    tx.periods = Periods(voices=0, files=0, remarks=1, improvements=0, wins=0)
    counts = after(tx, clock, days=10 * 366)
    assert {"voices", "files", "improvements", "wins", "watchwords"} & set(counts) == set()


def test_the_log_tells_counts_and_nobodys_words(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    with capture_logs() as logs:
        after(tx, clock, days=5 * 366)
    [line] = [one for one in logs if one["event"] == "reached its age"]
    assert line["voices"] == 1
    assert all(
        isinstance(value, int)
        for key, value in line.items()
        if key not in {"event", "log_level", "workspace"}
    )


def test_no_call_takes_more_than_a_batch(
    tx: Transaction, dialogue: Dialogue, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "BATCH", 1)
    assert after(tx, clock, days=190)["remarks"] == 1
    assert after(tx, clock, days=0)["remarks"] == 1
    assert "remarks" not in after(tx, clock, days=0)


def test_another_workspace_is_left_alone(
    database: Database, tx: Transaction, dialogue: Dialogue, clock: FakeClock
) -> None:
    install(tx.session, "T0OTHER")
    tx.session.flush()
    other = database.join(tx.session, tx.session.get_one(type(tx.workspace), "T0OTHER"))
    before = texts(tx)
    other.now = clock.advance(days=5 * 366)
    assert keeping.enforce(other) == {}
    assert texts(tx) == before


# --- each night


def planned(database: Database) -> list[datetime]:
    with database.reading() as session:
        found = select(Step.due_at).where(Step.name == Name.KEEP, Step.done_at.is_(None))
        return list(session.scalars(found))


def test_a_night_is_planned_once_and_then_the_next(
    database: Database, begin: Begin, clock: FakeClock
) -> None:
    with begin() as tx:
        seat(tx).paused_at = tx.now
    beat.run_due(database)
    beat.run_due(database)
    at_three_in_tokyo = datetime(2026, 11, 30, 18, tzinfo=UTC)
    assert planned(database) == [at_three_in_tokyo]

    clock.set(at_three_in_tokyo)
    assert beat.run_due(database) == 2  # this, and which watchwords sleep
    assert planned(database) == [at_three_in_tokyo + timedelta(days=1)]
    clock.advance(days=1)
    assert beat.run_due(database) == 2  # this, and which watchwords sleep
    with database.reading() as session:
        steps = session.scalars(select(Step).where(Step.name == Name.KEEP)).all()
        assert len(steps) == 2  # the one just done, until the next night, and the one to come


def test_what_one_call_cannot_take_goes_on_a_minute_later(
    database: Database, begin: Begin, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "BATCH", 2)
    with begin() as tx:
        for _ in range(5):
            acts.log(tx, acts.ActKind.CIRCLE_PAUSE)
    clock.advance(days=400)
    beat.run_due(database)
    clock.advance(days=1)
    for left in (3, 1, 0):
        beat.run_due(database)
        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Act)) == left
        clock.advance(minutes=1)


@pytest.mark.slow
def test_several_processes_do_a_night_once(database: Database, begin: Begin, clock: FakeClock) -> None:
    with begin() as tx:
        for _ in range(20):
            acts.log(tx, acts.ActKind.CIRCLE_PAUSE)
    clock.advance(days=400)
    beat.run_due(database)
    clock.advance(days=1)
    with capture_logs() as logs:
        beats = [threading.Thread(target=beat.run_due, args=(database,)) for _ in range(4)]
        for one in beats:
            one.start()
        for one in beats:
            one.join()
    assert [one["acts"] for one in logs if one["event"] == "reached its age"] == [20]
    assert len(planned(database)) == 1


@pytest.mark.parametrize(
    ("now", "months", "before"),
    [
        (datetime(2026, 8, 31, tzinfo=UTC), 6, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), 1, datetime(2025, 12, 15, tzinfo=UTC)),
        (datetime(2028, 2, 29, tzinfo=UTC), 36, datetime(2025, 2, 28, tzinfo=UTC)),
        (datetime(2026, 12, 1, tzinfo=UTC), 12, datetime(2025, 12, 1, tzinfo=UTC)),
    ],
)
def test_months_are_those_of_the_calendar(now: datetime, months: int, before: datetime) -> None:
    assert months_before(now, months) == before


def test_the_private_days_that_are_kept_are_those_that_the_numbers_of_a_week_need() -> None:
    assert timedelta(days=7) <= private.DAYS_KEPT
