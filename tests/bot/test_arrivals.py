"""Arrivals: how it goes, once in a lifetime; where the others are, for who comes later."""

from datetime import timedelta

import pytest

from bot.circles import circles, seats
from bot.delivery.answers import Answer
from bot.dialogues import arrivals
from bot.dialogues.agenda import Stage
from bot.people import private
from bot.people.private import Kind
from bot.refusals import Gone
from bot.transaction import Transaction
from bot.views.circles import sentence
from models import Dialogue
from tests.bot.circle_of_three import CALLS, SALES
from tests.bot.open_table import AKI, BEN, Talk, open_table, thread_in
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import MONDAY_TEN_IN_TOKYO, Begin, known, outbox_rows

TEN = MONDAY_TEN_IN_TOKYO
FIRST, LATE = "はじめての席へようこそ", "途中からでもようこそ"
LINK = "https://test.slack.com/archives/C0SALES/p1"


@pytest.fixture
def tx(begin: Begin):
    with begin() as tx:
        yield tx


def table(tx: Transaction, slack: SlackInMemory, stage: Stage = Stage.WRITING) -> Dialogue:
    dialogue = open_table(tx, slack)
    for user in (AKI, BEN):
        known(tx, user, name=user).introduced_at = None
    at_stage(tx, dialogue, stage)
    return dialogue


def at_stage(tx: Transaction, dialogue: Dialogue, stage: Stage) -> None:
    dialogue.stage = stage
    tx.now = TEN + timedelta(minutes={Stage.WRITING: 1, Stage.QUESTION_1: 6, Stage.DECIDING: 26}[stage])
    tx.session.flush()


def knows(tx: Transaction, user: str) -> None:
    known(tx, user, name=user).introduced_at = TEN


def notes(tx: Transaction, user: str) -> list[str]:
    tx.session.flush()
    rows = [row for row in outbox_rows(tx, "ephemeral") if row.arguments["user"] == user]
    return [row.arguments["text"] for row in rows]


def test_the_first_word_at_the_first_table_brings_one_explanation(
    tx: Transaction, slack: SlackInMemory
) -> None:
    talk = Talk(tx, slack, table(tx, slack))
    talk.say("こんにちは")
    talk.say("もうひとつ")
    [note] = notes(tx, AKI)
    assert note.startswith(FIRST)
    assert LATE not in note
    assert known(tx, AKI, name="秋").introduced_at is not None


def test_the_first_seat_explains_in_its_answer_and_the_first_word_is_then_left_alone(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = table(tx, slack)
    _, greeting = arrivals.take_seat(tx, dialogue.id, SALES)
    assert greeting == arrivals.Greeting(is_first_time=True, catch_up=None)
    _, again = arrivals.take_seat(tx, dialogue.id, SALES)
    assert again is None
    Talk(tx, slack, dialogue).say("こんにちは")
    assert notes(tx, AKI) == []


def test_who_first_writes_when_the_questions_have_begun_is_told_where_the_others_are(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = table(tx, slack, Stage.QUESTION_1)
    knows(tx, AKI)
    thread_in(dialogue, SALES).prompt_url = LINK
    talk = Talk(tx, slack, dialogue)
    talk.say("おくれました")
    talk.say("もうひとつ")
    [note] = notes(tx, AKI)
    assert LATE in note
    assert "「問い1」" in note
    assert "10:12" in note
    [row] = outbox_rows(tx, "ephemeral")
    assert LINK in str(row.arguments["blocks"])


def test_who_was_there_from_the_beginning_is_not_late(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = table(tx, slack)
    for user in (AKI, BEN):
        knows(tx, user)
    tx.person = known(tx, BEN, name="勉")
    seats.take(tx, dialogue.id, CALLS)
    Talk(tx, slack, dialogue).say("いちばんに書きました")
    at_stage(tx, dialogue, Stage.DECIDING)
    Talk(tx, slack, dialogue).say("つづきです")
    Talk(tx, slack, dialogue, CALLS).say("最初から読んでいました", user=BEN)
    assert notes(tx, AKI) == notes(tx, BEN) == []


def test_a_late_seat_is_answered_with_where_the_others_are(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = table(tx, slack, Stage.DECIDING)
    knows(tx, AKI)
    _, greeting = arrivals.take_seat(tx, dialogue.id, SALES)
    assert greeting is not None
    assert greeting.catch_up is not None
    assert greeting.catch_up.stage is Stage.DECIDING
    Talk(tx, slack, dialogue).say("こんにちは")
    assert notes(tx, AKI) == []


def test_late_and_new_is_one_note(tx: Transaction, slack: SlackInMemory) -> None:
    Talk(tx, slack, table(tx, slack, Stage.QUESTION_1)).say("はじめまして")
    [note] = notes(tx, AKI)
    assert FIRST in note
    assert LATE in note


def test_who_wants_no_such_words_gets_none(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = table(tx, slack, Stage.QUESTION_1)
    private.switch(tx, Kind.FIRST_TIME, is_on=False)
    private.switch(tx, Kind.CATCH_UP, is_on=False)
    Talk(tx, slack, dialogue).say("こんにちは")
    assert notes(tx, AKI) == []
    assert arrivals.take_seat(tx, dialogue.id, SALES)[1] is None


def test_where_the_day_is_full_the_explanation_waits_for_the_next_table(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = table(tx, slack)
    for number in range(private.A_DAY):
        private.tell(tx, tx.actor, Kind.HEARD, sentence("おしらせ"), key=f"{number}")
    Talk(tx, slack, dialogue).say("こんにちは")
    assert notes(tx, AKI) == []
    assert known(tx, AKI, name="秋").introduced_at is None


def test_the_cards_button_tells_anybody_in_a_room_as_often_as_they_press(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = table(tx, slack, Stage.QUESTION_1)
    for _ in range(3):
        _, where = arrivals.catch_up(tx, dialogue.id, CALLS)
        assert where.stage is Stage.QUESTION_1
        assert CALLS in (where.question_url or "")
    for refused, dialogue_id, channel_id in (
        (Gone, "nothing", SALES),
        (seats.OtherTable, dialogue.id, "C0ELSEWHERE"),
    ):
        with pytest.raises(refused):
            arrivals.catch_up(tx, dialogue_id, channel_id)
    dialogue.state = "closing"
    with pytest.raises(seats.TooLate):
        arrivals.catch_up(tx, dialogue.id, SALES)


def test_the_newest_question_is_the_one_that_is_linked(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = table(tx, slack)
    thread = thread_in(dialogue, SALES)
    assert SALES in (thread.prompt_url or "")
    arrivals.prompt_linked(tx, f"{thread.id}:9999999999.9", Answer({"permalink": LINK}))
    arrivals.prompt_linked(tx, f"{thread.id}:1.1", Answer({"permalink": "https://older.example"}))
    arrivals.prompt_linked(tx, f"{thread.id}:99999999999.9", Answer(error="message_not_found"))
    assert thread.prompt_url == LINK


def test_somebody_new_at_a_circle_that_is_paused_gets_a_seat_all_the_same(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = table(tx, slack)
    circles.pause(tx, dialogue.circle)
    taken, _ = arrivals.take_seat(tx, dialogue.id, SALES)
    assert taken.department == "営業"
