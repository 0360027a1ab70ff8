from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.delivery.outbox import Priority
from bot.dialogues import closing, deciding, dialogues
from bot.dialogues.agenda import DEFAULT_AGENDA, Stage
from bot.improvements import improvements
from bot.transaction import Transaction
from bot.voices import voices
from models import Dialogue, OutboxRow, Step, Vote
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.deciding_table import acting, choose, decide, enter, owner_of, propose, take
from tests.bot.open_table import AKI, BEN, CHIE, Talk, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock, outbox_rows


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    return enter(tx, slack, clock)


def pin(talk: Talk, ts: str, user: str, *, at: int = 2) -> None:
    event = {
        "type": "reaction_added",
        "user": user,
        "reaction": "pushpin",
        "event_ts": f"1795000100.{at:06d}",
    }
    talk.send(event | {"item": {"type": "message", "channel": talk.channel_id, "ts": ts}})


def updates(tx: Transaction, kind: str = "deciding") -> list[OutboxRow]:
    return [row for row in outbox_rows(tx, "update") if row.key.startswith(f"{kind}:")]


def close(tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue) -> None:
    tx.now = clock.advance(minutes=6)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    closing.close(tx, dialogue)
    slack.deliver(tx)


# --- the message in which a room decides


def test_every_room_gets_one_message_with_the_pinned_phrases_and_the_button(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    pin(talk, talk.say("心に残る言葉"), BEN)
    tx.now = clock.advance(minutes=25)
    for _ in range(2):
        dialogues.enter_stage(tx, dialogue, Stage.DECIDING)
    slack.deliver(tx)

    for room in (SALES, DEVELOPMENT, CALLS):
        [shown] = [text for text in slack.texts(room) if "小さな改善をひとつ" in text]
        assert "「心に残る言葉」　📌 1" in shown
        assert "改善を出す" in shown
        assert "10:29まで" in shown


def test_a_proposal_stands_in_every_room_at_once_with_what_it_says(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    propose(
        tx,
        dialogue,
        AKI,
        "ふたの絵を大きくする",
        when_then="月曜の朝礼のあとに",
        helps="はじめて買う方",
        due=date(2026, 12, 4),
    )
    assert all(row.not_before <= datetime.now(UTC) for row in updates(tx))
    slack.deliver(tx)

    for room in (SALES, DEVELOPMENT, CALLS):
        shown = slack.texts(room)[-1]
        for part in ("ふたの絵を大きくする", "月曜の朝礼のあとに", "はじめて買う方", "12月4日（金）"):
            assert part in shown
        assert "秋" not in shown


def test_counts_wait_and_come_together_and_a_new_proposal_takes_them_along(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    first = propose(tx, dialogue, AKI, "ひとつめ")
    slack.deliver(tx)
    for user in (AKI, BEN, CHIE):
        choose(tx, user, first)
    waiting = updates(tx)
    assert len(waiting) == 3
    assert all(row.not_before > datetime.now(UTC) + timedelta(seconds=10) for row in waiting)
    assert all(row.priority == Priority.COUNT for row in waiting)
    assert "これから始めたい（3）" in str(waiting[0].arguments)

    propose(tx, dialogue, BEN, "ふたつめ")
    sooner = updates(tx)
    assert len(sooner) == 3
    assert all(row.not_before <= datetime.now(UTC) for row in sooner)


def test_pins_that_come_meanwhile_are_counted_in_a_while(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    talk = Talk(tx, slack, dialogue)
    ts = talk.say("あとから推された言葉")
    slack.deliver(tx)
    pin(talk, ts, BEN)
    assert {row.not_before > datetime.now(UTC) for row in updates(tx)} == {True}
    slack.deliver(tx)
    assert "「あとから推された言葉」　📌 1" in " ".join(slack.texts(CALLS))


def test_a_phrase_that_is_edited_or_taken_down_changes_at_once_in_every_room(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    talk = Talk(tx, slack, dialogue)
    ts = talk.say("まえの言葉")
    pin(talk, ts, BEN)
    talk.edit(ts, "いまの言葉")
    assert all(row.not_before <= datetime.now(UTC) for row in updates(tx))
    slack.deliver(tx)
    assert "「いまの言葉」　📌 1" in " ".join(slack.texts(CALLS))
    talk.delete(ts)
    slack.deliver(tx)
    assert "言葉」　📌" not in " ".join(slack.texts(CALLS))


def test_a_withdrawn_voice_leaves_what_the_rooms_decide_on(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    seated = dialogue.seated[0]
    post = tx.outbox.find(f"voice:{dialogue.id}:{seated.voice_id}:{dialogue.threads[0].room_id}")
    assert post is not None
    pin(Talk(tx, slack, dialogue), post.ts or "", BEN)
    slack.deliver(tx)
    assert "「声その1」　📌 1" in " ".join(slack.texts(CALLS))
    acting(tx, CHIE)
    voices.withdraw(tx, seated.voice_id)
    slack.deliver(tx)
    assert "声その1" not in " ".join(slack.texts(CALLS))


def test_a_room_shared_with_others_is_not_told_the_words_of_voices_kept_inside(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = enter(
        tx,
        slack,
        clock,
        rooms=[
            {"channel_id": SALES, "department": "営業"},
            {"channel_id": DEVELOPMENT, "department": "開発", "is_shared": True},
        ],
    )
    seated = dialogue.seated[0]
    post = tx.outbox.find(f"voice:{dialogue.id}:{seated.voice_id}:{dialogue.threads[0].room_id}")
    assert post is not None
    pin(Talk(tx, slack, dialogue), post.ts or "", BEN)
    propose(tx, dialogue, AKI, "絵を大きく")
    slack.deliver(tx)

    assert "「声その1」　📌 1" in " ".join(slack.texts(SALES))
    assert "声その1" not in " ".join(slack.texts(DEVELOPMENT))
    assert "絵を大きく" in " ".join(slack.texts(DEVELOPMENT))


# --- the decision


def test_the_most_chosen_is_decided_a_minute_before_the_close_and_said_in_every_room(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    first, second = (
        propose(tx, dialogue, AKI, "ひとつめ"),
        propose(tx, dialogue, BEN, "ふたつめ", due="2026-12-04"),
    )
    choose(tx, AKI, first)
    for user in (BEN, CHIE):
        choose(tx, user, second)
    take(tx, CHIE, second)
    [step] = tx.session.scalars(select(Step).where(Step.name == "decide")).all()
    assert step.due_at == dialogue.started_at + timedelta(minutes=29)

    assert decide(tx, slack, clock, dialogue) is second
    assert (second.state, second.votes, first.state, first.votes) == ("open", 2, "proposed", 1)
    for room in (SALES, DEVELOPMENT, CALLS):
        assert (
            "🛠 始めること「ふたつめ」　言いだし役 千恵さん／めやすの日 12月4日（金）" in slack.texts(room)[-1]
        )
        table = slack.texts(room)[-2]
        assert "言いだし役をする" not in table
        assert "これから始めたい　2" in table


def test_who_chose_what_is_gone_with_the_decision(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    choose(tx, BEN, propose(tx, dialogue, AKI, "ひとつめ"))
    decide(tx, slack, clock, dialogue)
    assert tx.session.scalar(select(func.count()).select_from(Vote)) == 0


@pytest.mark.slow
def test_a_decision_is_made_once(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    propose(tx, dialogue, AKI, "ひとつめ")
    for _ in range(2):
        decide(tx, slack, clock, dialogue)
    close(tx, slack, clock, dialogue)
    assert len([text for text in slack.texts(SALES) if text.startswith("🛠 始めること")]) == 1


def test_a_stage_that_was_made_longer_is_decided_later(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    propose(tx, dialogue, AKI, "ひとつめ")
    dialogue.agenda = DEFAULT_AGENDA.model_copy(update={"closed": 35}).model_dump()
    assert decide(tx, slack, clock, dialogue) is None
    assert dialogue.decided_at is None
    due = tx.session.scalars(select(Step.due_at).where(Step.name == "decide").order_by(Step.due_at)).all()
    assert due[-1] == dialogue.started_at + timedelta(minutes=34)


def test_a_decision_that_was_slept_through_comes_with_the_close(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    propose(tx, dialogue, AKI, "ひとつめ", owner=AKI)
    close(tx, slack, clock, dialogue)
    decided, closed = slack.texts(CALLS)[-2:]
    assert "🛠 始めること「ひとつめ」" in decided
    assert "むすび" in closed
    assert "始めること「ひとつめ」　言いだし役 秋さん" in closed


# --- ties


def test_a_tie_is_said_while_it_can_be_changed_with_what_it_would_lead_to(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    first, second = propose(tx, dialogue, AKI, "ひとつめ"), propose(tx, dialogue, BEN, "ふたつめ")
    choose(tx, AKI, first)
    choose(tx, BEN, second)
    slack.deliver(tx)
    assert "このままなら、先に出た「ひとつめ」から始めます。" in slack.texts(CALLS)[-1]
    take(tx, BEN, second)
    slack.deliver(tx)
    assert "このままなら、言いだし役のいる「ふたつめ」から始めます。" in slack.texts(CALLS)[-1]
    choose(tx, CHIE, first)
    slack.deliver(tx)
    assert "このままなら" not in slack.texts(CALLS)[-1]


@pytest.mark.parametrize(
    ("owned", "decided", "why"),
    [
        pytest.param(True, "ふたつめ", "同じ数だったので、言いだし役のいるものから始めます。", id="owned"),
        pytest.param(False, "ひとつめ", "同じ数だったので、先に出たものから始めます。", id="first"),
    ],
)
def test_a_tie_is_resolved_by_the_rule_that_stands_in_the_rooms(
    tx: Transaction,
    slack: SlackInMemory,
    clock: FakeClock,
    dialogue: Dialogue,
    owned: bool,
    decided: str,
    why: str,
) -> None:
    first, second = propose(tx, dialogue, AKI, "ひとつめ"), propose(tx, dialogue, BEN, "ふたつめ")
    choose(tx, AKI, first)
    choose(tx, BEN, second)
    if owned:
        take(tx, CHIE, second)
    chosen = decide(tx, slack, clock, dialogue)
    assert chosen is not None
    assert chosen.what == decided
    assert why in slack.texts(SALES)[-1]
    if not owned:  # what happens later does not change why
        take(tx, CHIE, first)
        slack.deliver(tx)
        assert why in slack.texts(SALES)[-1]


@pytest.mark.slow
@given(
    chosen=st.lists(st.integers(0, 3), max_size=8),
    owned=st.sets(st.integers(0, 3)),
)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_choose_the_decided_one_is_chosen_by_nobody_fewer(
    begin: Begin, clock: FakeClock, chosen: list[int], owned: set[int]
) -> None:
    with begin() as tx:
        savepoint = tx.session.begin_nested()
        slack = SlackInMemory()
        start = clock.now()
        dialogue = enter(tx, slack, clock)
        every = [propose(tx, dialogue, f"U0P{number}", f"案{number}") for number in range(4)]
        for number in owned:
            take(tx, f"U0O{number}", every[number])
        for number, index in enumerate(chosen):
            choose(tx, f"U0V{number % 5}", every[index])
        last = {number % 5: index for number, index in enumerate(chosen)}
        found = decide(tx, slack, clock, dialogue)
        sums = [list(last.values()).count(index) for index in range(4)]
        best = [index for index in range(4) if sums[index] == max(sums)]
        expected = next((index for index in best if index in owned), best[0])
        state = (found.what if found else None, [one.votes for one in every])
        savepoint.rollback()
        clock.set(start)
        assert state == (f"案{expected}", sums)


# --- nothing decided, or nobody who leads


def test_without_a_proposal_it_is_said_kindly_and_asked_once_more_on_the_next_working_day(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    assert decide(tx, slack, clock, dialogue) is None
    assert "今回は、小さな改善を決めずに終えます。" in slack.texts(SALES)[-1]
    close(tx, slack, clock, dialogue)
    assert "小さな改善は、決めずに終えました。" in slack.texts(SALES)[-1]

    [step] = tx.session.scalars(select(Step).where(Step.name == "follow_up")).all()
    assert step.due_at == datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    tx.now = step.due_at
    for _ in range(2):
        deciding.follow_up(tx, dialogue.id)
    slack.deliver(tx)
    for room in (SALES, DEVELOPMENT, CALLS):
        assert "前のミニ対話では、小さな改善を決めずに終えました。" in slack.texts(room)[-1]
        assert "むすび" in slack.texts(room)[-2]


@pytest.mark.slow
def test_what_is_proposed_later_is_begun_with_when_somebody_takes_the_lead(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    decide(tx, slack, clock, dialogue)
    close(tx, slack, clock, dialogue)
    tx.now = clock.advance(days=1)
    deciding.follow_up(tx, dialogue.id)
    late = propose(tx, dialogue, BEN, "あとで思いついたこと")
    slack.deliver(tx)
    assert "あとで思いついたこと" in slack.texts(CALLS)[-1]
    assert "言いだし役をする" in slack.texts(CALLS)[-1]

    take(tx, CHIE, late, CALLS)
    slack.deliver(tx)
    assert late.state == "open"
    for text in (slack.texts(CALLS)[-1], slack.texts("C0RECORD")[0]):
        assert "始めること「あとで思いついたこと」　言いだし役 千恵さん" in text


@pytest.mark.slow
def test_where_nobody_takes_the_lead_the_rooms_are_asked_again_with_the_buttons(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく")
    decide(tx, slack, clock, dialogue)
    assert "言いだし役をお願いできる人はいますか。" in slack.texts(SALES)[-1]
    close(tx, slack, clock, dialogue)
    tx.now = clock.advance(days=1)
    deciding.follow_up(tx, dialogue.id)
    slack.deliver(tx)
    assert "「絵を大きく」は、言いだし役を待っています。" in slack.texts(SALES)[-1]

    take(tx, BEN, improvement)
    slack.deliver(tx)
    assert owner_of(tx, improvement) == BEN
    assert "待っています" not in " ".join(slack.texts(SALES))


def test_nobody_is_asked_again_once_somebody_leads(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく")
    decide(tx, slack, clock, dialogue)
    take(tx, BEN, improvement)
    slack.deliver(tx)
    tx.now = clock.advance(days=1)
    deciding.follow_up(tx, dialogue.id)
    assert outbox_rows(tx, "post") == []


def test_the_next_working_day_is_no_holiday(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> None:
    clock.set(datetime(2027, 1, 8, 1, 0, tzinfo=UTC))  # a Friday; Monday is Coming of Age Day
    tx.now = clock.now()
    dialogue = enter(tx, slack, clock)
    decide(tx, slack, clock, dialogue)
    [step] = tx.session.scalars(select(Step).where(Step.name == "follow_up")).all()
    assert step.due_at == datetime(2027, 1, 12, 1, 0, tzinfo=UTC)


@pytest.mark.slow
def test_a_circle_that_sits_again_before_is_not_asked(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    decide(tx, slack, clock, dialogue)
    close(tx, slack, clock, dialogue)
    bring(tx, dialogue.circle, "つぎの声")
    tx.now = clock.advance(hours=2)
    dialogues.open_now(tx, dialogue.circle)
    slack.deliver(tx)
    tx.now = clock.advance(days=1)
    deciding.follow_up(tx, dialogue.id)
    assert outbox_rows(tx, "post") == []


# --- last time


def next_dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock, before: Dialogue) -> Dialogue:
    close(tx, slack, clock, before)
    bring(tx, before.circle, "つぎの声")
    tx.now = clock.advance(days=7)
    opened = dialogues.open_now(tx, before.circle)
    slack.deliver(tx)
    return opened


def card(slack: SlackInMemory, room: str = SALES) -> str:
    return next(text for text in reversed(slack.texts(room)) if "場のやくそく" in text)


def test_a_first_dialogue_has_no_last_time(tx: Transaction, slack: SlackInMemory) -> None:
    open_table(tx, slack)
    assert "前回" not in card(slack)


@pytest.mark.slow
def test_the_card_begins_with_what_became_of_the_last_improvement(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく", owner=AKI, due=date(2026, 12, 4))
    running = next_dialogue(tx, slack, clock, dialogue)
    for room in (SALES, DEVELOPMENT, CALLS):
        assert "前回の小さな改善「絵を大きく」　言いだし役 秋さん／めやすの日 12月4日（金）" in card(
            slack, room
        )

    acting(tx, AKI)
    improvements.withdraw(tx, improvement.id)
    slack.deliver(tx)
    assert "絵を大きく" not in " ".join(slack.texts(SALES))
    assert running.state == "open"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "told"), [("done", "が形になりました。"), ("released", "は、いったん手放しました。")]
)
def test_what_has_become_of_it_is_said_in_its_own_words(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue, state: str, told: str
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく", owner=AKI)
    close(tx, slack, clock, dialogue)
    improvement.state = state
    dialogue.state = "closed"
    bring(tx, dialogue.circle, "つぎの声")
    tx.now = clock.advance(days=7)
    dialogues.open_now(tx, dialogue.circle)
    slack.deliver(tx)
    assert f"前回の小さな改善「絵を大きく」{told}" in card(slack)


@pytest.mark.slow
def test_a_last_time_without_an_improvement_is_told_as_it_was(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    next_dialogue(tx, slack, clock, dialogue)
    assert "前回は、小さな改善を決めずに終えました。" in card(slack)
