"""Gentle hands: one word a person and dialogue, off unless wanted, and nothing of it is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, select, text

from bot.bridge import unnamed
from bot.circles import seats
from bot.dialogues import closing, dialogue_rows, dialogues, gentle, notes
from bot.dialogues.agenda import Stage
from bot.people import private
from bot.people.private import Kind
from bot.transaction import Database, Transaction
from models import Dialogue, NudgeMark, OutboxRow, Seat
from scheduler import beat
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import AKI, BEN, CHIE, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import MONDAY_TEN_IN_TOKYO, Begin, FakeClock, known, outbox_rows

TEN = MONDAY_TEN_IN_TOKYO
MINUTE = timedelta(minutes=1)
JUDGE, MUCH, QUIET = "「評価はあとで」", "たくさん書いてくれて", "読んでくれて"


@pytest.fixture
def tx(begin: Begin):
    with begin() as tx:
        yield tx


def table(tx: Transaction, slack: SlackInMemory, *, wanted: bool = True) -> Dialogue:
    """Open a dialogue whose people know how it goes already."""
    dialogue = open_table(tx, slack)
    dialogue.circle.has_gentle_notes = wanted
    for user, name in ((AKI, "秋"), (BEN, "勉"), (CHIE, "千恵")):
        known(tx, user, name=name).introduced_at = tx.now
    tx.session.flush()
    return dialogue


def sit(tx: Transaction, dialogue: Dialogue, user: str, channel_id: str = SALES) -> None:
    tx.person = known(tx, user, name=user)
    seats.take(tx, dialogue.id, channel_id)


def words_to(tx: Transaction, user: str | None = None) -> list[str]:
    """Return the private words in threads, as text."""
    tx.session.flush()
    rows = [row for row in outbox_rows(tx, "ephemeral") if user in {None, row.arguments["user"]}]
    return [row.arguments["text"] for row in rows]


def test_a_verdict_is_answered_once_where_the_circle_wants_that(
    tx: Transaction, slack: SlackInMemory
) -> None:
    talk = Talk(tx, slack, table(tx, slack))
    talk.say("それは間違いです")
    talk.say("その意見はおかしいです")
    talk.say("お子さんの声が後ろで聞こえました", user=BEN)
    [told] = words_to(tx)
    assert told.startswith(JUDGE)
    [row] = outbox_rows(tx, "ephemeral")
    assert (row.arguments["user"], row.arguments["thread_ts"]) == (AKI, talk.thread_ts)
    assert "private.off" in str(row.arguments["blocks"])


def test_without_the_circles_wish_nobody_is_told_and_nothing_counted(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = table(tx, slack, wanted=False)
    talk = Talk(tx, slack, dialogue)
    for _ in range(20):
        talk.say("それは間違いです")
    talk.say("はい", user=BEN)
    talk.say("はい", user=CHIE)
    talk.say("それは間違いです")
    assert words_to(tx) == []
    dialogue.circle.has_gentle_notes = True
    talk.say("続けます")
    assert words_to(tx) == []


def test_who_talks_far_above_their_share_is_told_once(tx: Transaction, slack: SlackInMemory) -> None:
    talk = Talk(tx, slack, table(tx, slack))
    for number in range(5):
        talk.say(f"ひとこと{number}")
    assert words_to(tx) == []
    talk.say("なるほど", user=BEN)
    talk.say("そうですね", user=CHIE)
    for number in range(10):
        talk.say(f"つづき{number}")
    assert [told[: len(MUCH)] for told in words_to(tx)] == [MUCH]
    assert words_to(tx, BEN) == []


def test_in_a_lively_round_nobody_talks_too_much(tx: Transaction, slack: SlackInMemory) -> None:
    talk = Talk(tx, slack, table(tx, slack))
    for number in range(12):
        for user in (AKI, BEN, CHIE):
            talk.say(f"ひとこと{number}", user=user)
    assert words_to(tx) == []


def test_the_same_event_again_counts_once(tx: Transaction, slack: SlackInMemory) -> None:
    talk = Talk(tx, slack, table(tx, slack))
    message = talk.message("なるほど")
    for _ in range(20):
        talk.send(message)
    talk.say("はい", user=BEN)
    talk.say("はい", user=CHIE)
    talk.say("もうひとつ")
    assert words_to(tx) == []


def test_only_who_sits_and_wrote_nothing_is_invited_once(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = table(tx, slack, wanted=False)
    for user in (AKI, BEN, CHIE):
        sit(tx, dialogue, user)
    known(tx, "U0DAN", name="段")  # in the room, but not at the table
    tx.now = TEN + 6 * MINUTE
    Talk(tx, slack, dialogue).say("わたしは書きました", user=BEN)
    tx.person = known(tx, CHIE, name="千恵")
    unnamed.say(tx, dialogue.id, "名前なしで書きました", form_id="V1")
    tx.now = TEN + 15 * MINUTE
    gentle.invite_quiet(tx, dialogue)
    gentle.invite_quiet(tx, dialogue)
    [told] = words_to(tx)
    assert told.startswith(QUIET)
    [row] = outbox_rows(tx, "ephemeral")
    assert row.arguments["user"] == AKI
    assert "remark.unnamed" in str(row.arguments["blocks"])
    assert "private.off" in str(row.arguments["blocks"])


@pytest.mark.parametrize("is_named", [True, False])
def test_who_wrote_a_note_is_not_quiet(tx: Transaction, slack: SlackInMemory, is_named: bool) -> None:
    dialogue = table(tx, slack)
    sit(tx, dialogue, AKI)
    notes.write(tx, dialogue.id, {dialogue.seated[0].voice_id: "気が重い"}, is_named=is_named)
    tx.now += timedelta(minutes=15)
    gentle.invite_quiet(tx, dialogue)
    assert words_to(tx) == []


def test_who_sat_down_a_minute_ago_is_left_to_read(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = table(tx, slack)
    tx.now = TEN + 14 * MINUTE
    sit(tx, dialogue, AKI)
    tx.now = TEN + 15 * MINUTE
    gentle.invite_quiet(tx, dialogue)
    assert words_to(tx) == []


def test_it_is_one_word_of_any_kind_a_person_and_dialogue(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = table(tx, slack)
    sit(tx, dialogue, AKI)
    tx.now = TEN + 15 * MINUTE
    gentle.invite_quiet(tx, dialogue)
    Talk(tx, slack, dialogue).say("それは間違いです")
    assert [told[: len(QUIET)] for told in words_to(tx)] == [QUIET]


def test_who_switched_nudges_off_gets_none(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = table(tx, slack)
    sit(tx, dialogue, AKI)
    private.switch(tx, Kind.NUDGE, is_on=False)
    tx.now = TEN + 15 * MINUTE
    gentle.invite_quiet(tx, dialogue)
    Talk(tx, slack, dialogue).say("それは間違いです")
    assert words_to(tx) == []
    assert tx.session.scalars(select(NudgeMark)).all() == []


@pytest.mark.slow
def test_the_beat_invites_the_quiet_at_the_fifteenth_minute(
    begin: Begin, database: Database, clock: FakeClock, slack: SlackInMemory
) -> None:
    with begin() as tx:
        dialogue = table(tx, slack)
        sit(tx, dialogue, AKI)
    for minute in range(1, 20):
        clock.set(TEN + minute * MINUTE)
        beat.run_due(database)
        with begin() as tx:
            slack.deliver(tx)
            assert len(words_to(tx)) == int(minute >= 15)


def rows_naming(database: Database, what: str) -> list[str]:
    """Return every table that holds `what` in some row."""
    found = []
    with database.reading() as session:
        for name in inspect(session.connection()).get_table_names():
            rows = session.execute(text(f'SELECT * FROM "{name}"')).all()
            found += [name for row in rows if what in str(tuple(row))]
    return sorted(set(found))


@pytest.mark.slow
def test_after_the_close_no_row_tells_who_had_a_word(
    begin: Begin, database: Database, slack: SlackInMemory
) -> None:
    with begin() as tx:
        dialogue = table(tx, slack)
        sit(tx, dialogue, BEN, DEVELOPMENT)
        sit(tx, dialogue, AKI, CALLS)
        talk = Talk(tx, slack, dialogue)
        talk.say("それは間違いです", user=BEN)
        tx.now = TEN + 15 * MINUTE
        gentle.invite_quiet(tx, dialogue)
        assert len(words_to(tx)) == 2
        marks = tx.session.scalars(select(NudgeMark.mark)).all()
        assert len(marks) == 2
        assert not any(user in mark for mark in marks for user in (AKI, BEN))
        for row in outbox_rows(tx, "ephemeral"):  # delivery has shown them
            tx.session.delete(row)
    for mark in marks:
        assert rows_naming(database, mark) == ["nudge_marks"]
    assert "private_days" not in {table for user in (AKI, BEN) for table in rows_naming(database, user)}
    with database.reading() as session:
        assert session.scalars(select(OutboxRow).where(OutboxRow.kind == "ephemeral")).all() == []
    with begin() as tx:
        dialogue = dialogue_rows.lock(tx, dialogue.id)
        dialogue.state = "closing"
        closing.close(tx, dialogue)
    for mark in marks:
        assert rows_naming(database, mark) == []
    with database.reading() as session:
        assert session.scalars(select(Seat)).all() == []
    assert rows_naming(database, "nudge") == ["steps"] or rows_naming(database, "nudge") == []


def test_the_card_says_it_where_the_circle_wants_it(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = table(tx, slack)
    dialogue.stage = Stage.QUESTION_1
    told = "本人だけへの声かけ"
    assert told in " ".join(texts_in(dialogues.card(tx, dialogue).arguments()["blocks"]))
    dialogue.circle.has_gentle_notes = False
    assert told not in " ".join(texts_in(dialogues.card(tx, dialogue).arguments()["blocks"]))
