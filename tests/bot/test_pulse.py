"""The pulse: asked after every fourth dialogue, told at its end alone, and only where enough people answered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.delivery.answers import Answer
from bot.dialogues import hosting, rehearsal
from bot.keeping import erasing_people
from bot.keeping.erased import Counts
from bot.pulse import pulse, pulse_answers
from bot.pulse.pulse_answers import ENOUGH, NothingChosen, PulseOver
from bot.refusals import Gone, NotYours
from bot.reports import figures, telling
from bot.reports.period import Period
from bot.texts import words
from bot.transaction import Database, Transaction
from bot.views.pulse import QUESTIONS
from bot.voices.consent import Surface
from models import Circle, Dialogue, Pulse, PulseAnswer, PulseKey
from scheduler.beat import run_due
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, RECORD, SALES, seat
from tests.bot.open_table import bring, open_table
from tests.bot.pulses import close, held
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock, known, outbox_rows

STEPS = ("1", "2", "3", "4", "5")


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory) -> Dialogue:
    """Give the fourth dialogue of a circle, just closed: its pulse is asked."""
    fourth = open_table(tx, slack)
    held(tx, fourth.circle, 3)
    close(tx, fourth)
    slack.deliver(tx)
    return fourth


def pulse_of(tx: Transaction) -> Pulse:
    return tx.session.scalars(select(Pulse).order_by(Pulse.asked_at.desc())).first() or pytest.fail(
        "no pulse"
    )


def answer(tx: Transaction, user: str, **chosen: str) -> None:
    before, tx.person = tx.person, known(tx, user, name=user)
    pulse_answers.give(tx, pulse_of(tx).id, chosen)
    tx.person = before


def all_answer(tx: Transaction, people: int, step: str = "4") -> None:
    for number in range(people):
        answer(tx, f"U0P{number}", **dict.fromkeys(QUESTIONS, step))


def end(tx: Transaction, dialogue: Dialogue, slack: SlackInMemory) -> None:
    pulse.end(tx, dialogue)
    slack.deliver(tx)


def told(slack: SlackInMemory, channel_id: str = RECORD) -> str:
    return slack.texts(channel_id)[-1]


# --- when it is asked


def test_after_the_fourth_dialogue_each_thread_is_asked_once(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    pulse.ask(tx, dialogue)
    slack.deliver(tx)
    for channel_id in (SALES, DEVELOPMENT, CALLS):
        asked = [text for text in slack.texts(channel_id) if "名前を出さずに答えられます" in text]
        assert len(asked) == 1
    place = next(one for one in slack.messages.items() if "pulse.answer" in str(one))
    assert place[1]["thread_ts"] is not None


@pytest.mark.parametrize("times", [1, 2, 3, 5, 6, 7])
def test_after_any_other_dialogue_nobody_is_asked(tx: Transaction, slack: SlackInMemory, times: int) -> None:
    other = open_table(tx, slack)
    held(tx, other.circle, times - 1)
    close(tx, other)
    assert tx.session.scalars(select(Pulse)).all() == []


def test_the_eighth_is_asked_again_and_a_rehearsal_counts_for_nothing(
    tx: Transaction, slack: SlackInMemory
) -> None:
    eighth = open_table(tx, slack)
    held(tx, eighth.circle, 7)
    tx.person = known(tx, "U0HOST", name="進")
    rehearsal.rehearse(tx, eighth.circle)
    close(tx, eighth)
    assert pulse_of(tx).dialogue_id == eighth.id


def test_a_circle_that_does_not_want_it_is_not_asked(tx: Transaction, slack: SlackInMemory) -> None:
    fourth = open_table(tx, slack)
    held(tx, fourth.circle, 3)
    tx.person = known(tx, "U0HOST", name="進")
    hosting.pulse(tx, fourth.circle, is_on=False)
    close(tx, fourth)
    slack.deliver(tx)
    assert tx.session.scalars(select(Pulse)).all() == []
    assert "次からやめます" in slack.texts(SALES)[-2]


def test_only_a_host_switches_it(tx: Transaction, dialogue: Dialogue) -> None:
    tx.person = known(tx, "U0AKI", name="秋")
    with pytest.raises(NotYours):
        hosting.pulse(tx, dialogue.circle, is_on=False)


# --- answering


def test_one_answer_a_person_and_the_newest_counts(tx: Transaction, dialogue: Dialogue) -> None:
    answer(tx, "U0AKI", said="1", heart="2")
    answer(tx, "U0AKI", said="5")
    answer(tx, "U0BEN", know="3")
    rows = [row.steps for row in tx.session.scalars(select(PulseAnswer))]
    assert sorted(rows, key=str) == [[5, None, None, None], [None, 3, None, None]]


def test_whoever_answered_finds_their_own_answer_and_nobody_elses(
    tx: Transaction, dialogue: Dialogue
) -> None:
    answer(tx, "U0AKI", said="1", heart="2")
    tx.person = known(tx, "U0AKI", name="秋")
    assert pulse_answers.sheet(tx, pulse_of(tx).id, SALES).given == {"said": "1", "heart": "2"}
    tx.person = known(tx, "U0BEN", name="勉")
    assert pulse_answers.sheet(tx, pulse_of(tx).id, SALES).given is None


def test_an_answer_is_taken_back_and_twice_is_the_same(tx: Transaction, dialogue: Dialogue) -> None:
    answer(tx, "U0AKI", said="1")
    tx.person = known(tx, "U0AKI", name="秋")
    for _ in range(2):
        assert pulse_answers.take_back(tx, pulse_of(tx).id).given is None
    assert tx.session.scalars(select(PulseAnswer)).all() == []


def test_nothing_chosen_is_told_at_the_field_and_keeps_what_was_answered(
    tx: Transaction, dialogue: Dialogue
) -> None:
    answer(tx, "U0AKI", said="1")
    with pytest.raises(NothingChosen) as refused:
        answer(tx, "U0AKI")
    assert refused.value.field == "said"
    assert len(tx.session.scalars(select(PulseAnswer)).all()) == 1


@pytest.mark.parametrize("step", ["0", "6", "x", "", 3])
def test_a_step_that_no_form_of_ours_has_is_refused(tx: Transaction, dialogue: Dialogue, step: Any) -> None:
    with pytest.raises(Gone):
        answer(tx, "U0AKI", said=step)


def test_elsewhere_the_form_does_not_open(tx: Transaction, dialogue: Dialogue) -> None:
    tx.person = known(tx, "U0AKI", name="秋")
    with pytest.raises(Gone):
        pulse_answers.sheet(tx, pulse_of(tx).id, "C0ELSEWHERE")


@pytest.mark.slow
def test_who_is_erased_takes_their_running_answer_along(tx: Transaction, dialogue: Dialogue) -> None:
    answer(tx, "U0AKI", said="1")
    answer(tx, "U0BEN", said="2")
    erasing_people.erase(tx, "U0AKI", Counts())
    assert [row.steps[0] for row in tx.session.scalars(select(PulseAnswer))] == [2]


# --- the end


def test_while_it_runs_nothing_is_told_of_it_to_anybody(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    all_answer(tx, 7)
    tx.person = known(tx, "U0HOST", name="進")
    said = pulse.told(tx, dialogue.circle).text
    assert "途中の数は表示しません" in said
    assert "7" not in said.replace("12月7日", "")
    slack.deliver(tx)
    assert not any("平均" in text for text in slack.texts(RECORD))


def test_at_its_end_only_averages_stay(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    for number, step in enumerate(("1", "2", "4", "5", "5", "5")):
        answer(tx, f"U0P{number}", said=step, know="3")
    end(tx, dialogue, slack)
    ended = pulse_of(tx)
    assert ended.averages == [37, 30, None, None]
    assert tx.session.scalars(select(PulseAnswer)).all() == []
    assert [
        key.key for key in tx.session.scalars(select(PulseKey).execution_options(populate_existing=True))
    ] == [None]
    assert "思ったことを、言えましたか　3.7" in told(slack)
    assert "お客様のことを、身近に感じますか　－" in told(slack)
    assert not any("ようすを答える" in text for text in slack.texts(SALES))
    assert any("まとめは、記録の部屋に" in text for text in slack.texts(SALES))


@pytest.mark.slow
@pytest.mark.parametrize("people", [0, 1, ENOUGH - 1])
def test_with_fewer_than_five_answers_nothing_is_shown_not_even_how_many(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, people: int
) -> None:
    all_answer(tx, people, "2")
    end(tx, dialogue, slack)
    assert pulse_of(tx).averages is None
    assert "そろわなかったため、載せません" in told(slack)
    assert "2.0" not in told(slack)
    assert str(people) not in told(slack)
    tx.person = known(tx, "U0HOST", name="進")
    assert "2.0" not in pulse.told(tx, dialogue.circle).text


def test_a_question_that_too_few_answered_is_not_shown_beside_others(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    all_answer(tx, 4)
    answer(tx, "U0LAST", said="4")
    end(tx, dialogue, slack)
    assert pulse_of(tx).averages == [40, None, None, None]


def test_an_end_that_comes_twice_is_one_and_nothing_comes_after_it(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    all_answer(tx, 5)
    end(tx, dialogue, slack)
    before = slack.texts(RECORD)
    end(tx, dialogue, slack)
    assert slack.texts(RECORD) == before
    for late in (lambda: answer(tx, "U0AKI", said="1"), lambda: pulse_answers.sheet(tx, pulse_of(tx).id)):
        tx.person = known(tx, "U0AKI", name="秋")
        with pytest.raises(PulseOver):
            late()


def test_without_a_record_room_the_threads_do_not_speak_of_one(tx: Transaction, slack: SlackInMemory) -> None:
    fourth = open_table(tx, slack, record_room=None)
    held(tx, fourth.circle, 3)
    close(tx, fourth)
    all_answer(tx, 5)
    end(tx, fourth, slack)
    assert any("問いかけは終わりました" in text for text in slack.texts(SALES))
    assert not any("記録の部屋" in text for text in slack.texts(SALES))


@pytest.mark.slow
def test_the_beat_ends_it_after_a_week_and_its_key_leaves_the_table(
    database: Database, begin: Begin, clock: FakeClock
) -> None:
    with begin() as tx:
        fourth = open_table(tx, SlackInMemory())
        held(tx, fourth.circle, 3)
        fourth.circle.paused_at = tx.now  # no other dialogue of it opens meanwhile
        close(tx, fourth)
        all_answer(tx, 5)
    clock.advance(days=6, hours=23)
    run_due(database)
    with begin() as tx:
        assert pulse_of(tx).ended_at is None
    clock.advance(hours=2)
    run_due(database)
    run_due(database)
    with begin() as tx:
        assert pulse_of(tx).averages == [40, 40, 40, 40]
        assert tx.session.scalars(select(PulseKey)).all() == []


# --- the line over time


def shown_before(tx: Transaction, circle: Circle, averages: Sequence[list[int | None] | None]) -> None:
    for number, one in enumerate(averages):
        at = tx.now - timedelta(days=30 * (len(averages) - number))
        dialogue = Dialogue(
            workspace_id=tx.workspace.id, circle=circle, seed="1", agenda={}, stage="closed", state="closed"
        )
        dialogue.started_at = dialogue.closed_at = at
        tx.session.add(dialogue)
        tx.session.flush()
        row = Pulse(workspace_id=tx.workspace.id, circle_id=circle.id, dialogue_id=dialogue.id, averages=one)
        row.asked_at = row.ends_at = row.ended_at = at
        tx.session.add(row)
    tx.session.flush()


def test_the_record_room_reads_it_as_a_line_over_time_with_a_picture_below(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    shown_before(tx, dialogue.circle, [[20, 30, None, 50], None])
    all_answer(tx, 5)
    end(tx, dialogue, slack)
    assert "思ったことを、言えましたか　2.0 → 4.0" in told(slack)
    assert "お客様のことを、身近に感じますか　－ → 4.0" in told(slack)
    [asked] = [row for row in outbox_rows(tx, "ask") if row.method == "files.pulse"]
    assert asked.arguments["sheet"]["pulse"]["lines"][0]["tenths"] == [20, 40]

    pulse.drawn(tx, asked.subject or "", Answer({"file_id": "F0LINE"}))
    slack.deliver(tx)
    [place] = [one for one in slack.messages.values() if "F0LINE" in str(one)]
    image = next(block for block in place["blocks"] if block["type"] == "image")
    assert "2.0 → 4.0" in image["alt_text"]


def test_a_picture_that_slack_will_not_have_leaves_the_words(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    all_answer(tx, 5)
    end(tx, dialogue, slack)
    before = told(slack)
    pulse.drawn(tx, pulse_of(tx).id, Answer(error="not_allowed"))
    slack.deliver(tx)
    assert told(slack) == before


def test_hosts_ask_for_it_and_others_may_not(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    all_answer(tx, 5)
    end(tx, dialogue, slack)
    pulse.drawn(tx, pulse_of(tx).id, Answer({"file_id": "F0LINE"}))
    tx.person = known(tx, "U0HOST", name="進")
    message = pulse.told(tx, dialogue.circle)
    assert "4.0" in message.text
    assert "F0LINE" in str(message.arguments())
    tx.person = known(tx, "U0AKI", name="秋")
    with pytest.raises(NotYours):
        pulse.told(tx, dialogue.circle)


def test_before_the_first_one_a_host_reads_when_it_comes(tx: Transaction) -> None:
    circle = seat(tx)
    tx.person = known(tx, "U0HOST", name="進")
    assert "4回めのミニ対話のあと" in pulse.told(tx, circle).text


@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_a_report_draws_the_line_from_two_pulses_on(
    tx: Transaction, slack: SlackInMemory, count: int
) -> None:
    dialogue = open_table(tx, slack)
    shown_before(tx, dialogue.circle, [[20 + number, None, 30, 40] for number in range(count)])
    bring(tx, dialogue.circle, "軽い")
    period = Period.month_of(tx.now, dialogue.circle.tz)
    leaf = telling.tell(
        tx, figures.of(tx, dialogue.circle, period, Surface.REPORT), words("ja"), "Asia/Tokyo"
    )
    if count < 2:
        assert leaf.pulse is None
        assert leaf.pulse_lines is None
    else:
        assert leaf.pulse_lines is not None
        assert leaf.pulse_lines.lines[0].tenths[-1] == 20 + count - 1
        assert len(leaf.pulse_lines.days) == min(count, 12)


# --- averages


@pytest.mark.slow
@given(st.lists(st.tuples(*[st.none() | st.integers(1, 5)] * 4), max_size=12))
def test_an_average_is_shown_of_five_answers_or_more_and_of_no_fewer(
    answers: list[tuple[int | None, ...]],
) -> None:
    averages = pulse_answers.averaged(answers)
    columns = [[one for one in column if one is not None] for column in zip(*answers, strict=True)]
    if averages is None:
        assert all(len(column) < ENOUGH for column in columns)
        return
    for average, column in zip(averages, columns, strict=True):
        assert (average is None) == (len(column) < ENOUGH)
        if average is not None:
            assert abs(average - 10 * sum(column) / len(column)) <= 0.5
            assert 10 <= average <= 50


def test_no_text_of_a_pulse_speaks_of_a_department_or_a_person(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    all_answer(tx, 6)
    end(tx, dialogue, slack)
    for name in ("営業", "開発", "お客様相談", "U0P"):
        assert name not in told(slack)
