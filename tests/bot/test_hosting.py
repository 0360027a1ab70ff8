"""What hosts do with the time of a dialogue: told in every room, kept in the log, and the same pressed twice."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import steps
from bot.circles import acts, circles
from bot.dialogues import dialogues, hosting
from bot.dialogues.agenda import DEFAULT_AGENDA, Stage, stages
from bot.refusals import Gone, NotYours
from bot.transaction import Database, Transaction
from models import Dialogue, Step
from scheduler import beat
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES, seat
from tests.bot.open_table import bring, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, Begin, FakeClock, install, outbox_rows

ROOMS = (SALES, DEVELOPMENT, CALLS)
HOST = "U0HOST"


@pytest.fixture
def dialogue(begin: Begin, slack: SlackInMemory) -> Dialogue:
    with begin() as tx:
        opened = open_table(tx, slack)
        tx.session.refresh(opened)
        return opened


def here(tx: Transaction) -> Dialogue:
    return tx.session.scalars(select(Dialogue)).one()


def test_five_more_minutes_move_this_stage_and_all_later_ones(
    begin: Begin, dialogue: Dialogue, clock: FakeClock, slack: SlackInMemory
) -> None:
    clock.advance(minutes=13)
    with begin(HOST) as tx:
        hosting.more(tx, dialogue.id)
        slack.deliver(tx)
        timed = {
            one.stage: one.begins_at - dialogue.started_at
            for one in stages(dialogue.started_at, dialogues.agenda_of(here(tx)))
        }
    assert timed[Stage.QUESTION_2] == timedelta(minutes=12)
    assert timed[Stage.QUESTION_3] == timedelta(minutes=24)
    assert timed[Stage.CLOSED] == timedelta(minutes=35)
    for room in ROOMS:
        assert "進行の合図で、5分のばします。むすびは10:35です。" in slack.texts(room)


def test_the_steps_of_later_stages_move_with_them(
    begin: Begin, database: Database, dialogue: Dialogue, clock: FakeClock
) -> None:
    clock.advance(minutes=13)
    beat.run_due(database)
    with begin(HOST) as tx:
        hosting.more(tx, dialogue.id)
    clock.advance(minutes=6)
    beat.run_due(database)
    with begin() as tx:
        assert here(tx).stage == Stage.QUESTION_2
    clock.advance(minutes=5)
    beat.run_due(database)
    with begin() as tx:
        assert here(tx).stage == Stage.QUESTION_3


def test_five_more_minutes_are_given_once(begin: Begin, dialogue: Dialogue) -> None:
    with begin(HOST) as tx:
        hosting.more(tx, dialogue.id)
    with begin(HOST) as tx, pytest.raises(hosting.MoreOnce) as refusal:
        hosting.more(tx, dialogue.id)
    assert refusal.value.places == {"time": "10:35"}


def test_the_next_stage_begins_at_once_and_the_close_stays_where_it_was(
    begin: Begin, dialogue: Dialogue, clock: FakeClock, slack: SlackInMemory, database: Database
) -> None:
    clock.advance(minutes=6, seconds=20.5)
    beat.run_due(database)
    with begin(HOST) as tx:
        hosting.next_stage(tx, dialogue.id, meant=Stage.QUESTION_1)
        slack.deliver(tx)
        assert here(tx).stage == Stage.QUESTION_2
        assert stages(dialogue.started_at, dialogues.agenda_of(here(tx)))[
            -1
        ].begins_at == dialogue.started_at + timedelta(minutes=30)
    for room in ROOMS:
        told = slack.texts(room)
        line = told.index("進行の合図で、「問い2」に移ります。")
        assert "問い2" in told[line + 1]
    clock.advance(minutes=6)
    beat.run_due(database)
    with begin() as tx:
        assert here(tx).stage == Stage.QUESTION_2
        slack.deliver(tx)
    assert sum("うまく言えない" in text for text in slack.texts(SALES)) == 1


def test_pressed_by_two_hosts_at_once_the_next_stage_comes_once(
    begin: Begin, dialogue: Dialogue, clock: FakeClock
) -> None:
    clock.advance(minutes=6)
    with begin(HOST) as tx:
        hosting.next_stage(tx, dialogue.id, meant=Stage.QUESTION_1)
    with begin(HOST) as tx, pytest.raises(hosting.MovedOn):
        hosting.next_stage(tx, dialogue.id, meant=Stage.QUESTION_1)
    with begin(HOST) as tx, pytest.raises(hosting.MovedOn):
        hosting.next_stage(tx, dialogue.id, meant=Stage.QUESTION_2)
    with begin(HOST) as tx, pytest.raises(hosting.MovedOn):
        hosting.next_stage(tx, dialogue.id)
    with begin() as tx:
        assert here(tx).stage == Stage.QUESTION_2


def test_from_the_last_stage_the_next_one_is_the_close(
    begin: Begin, dialogue: Dialogue, clock: FakeClock
) -> None:
    clock.advance(minutes=26)
    with begin(HOST) as tx:
        hosting.next_stage(tx, dialogue.id, meant=Stage.DECIDING)
    with begin() as tx:
        assert here(tx).state != "open"


@pytest.mark.slow
def test_an_early_end_is_told_before_the_thanks(
    begin: Begin, dialogue: Dialogue, clock: FakeClock, slack: SlackInMemory, database: Database
) -> None:
    clock.advance(minutes=8)
    with begin(HOST) as tx:
        hosting.end(tx, dialogue.id)
    clock.advance(minutes=2)
    beat.run_due(database)
    with begin() as tx:
        slack.deliver(tx)
        assert here(tx).state == "closed"
    for room in ROOMS:
        told = slack.texts(room)
        line = told.index("進行の合図で、ここでむすびます。")
        assert any("ありがとうございました" in text for text in told[line + 1 :])
    clock.advance(minutes=30)
    beat.run_due(database)
    with begin() as tx:
        slack.deliver(tx)
    assert not any("問い2" in text for text in slack.texts(SALES))


@pytest.mark.parametrize("act", [hosting.more, hosting.next_stage, hosting.end])
def test_what_is_over_stays_over_and_says_so(begin: Begin, dialogue: Dialogue, act, clock: FakeClock) -> None:
    with begin(HOST) as tx:
        hosting.end(tx, dialogue.id)
    with begin(HOST) as tx, pytest.raises(hosting.Closing):
        act(tx, dialogue.id)


@pytest.mark.parametrize("act", [hosting.more, hosting.next_stage, hosting.end])
def test_nobody_but_hosts_changes_the_time(begin: Begin, dialogue: Dialogue, act) -> None:
    with begin("U0AKI") as tx, pytest.raises(NotYours):
        act(tx, dialogue.id)


@pytest.mark.parametrize("act", [hosting.more, hosting.next_stage, hosting.end])
def test_another_workspaces_dialogue_is_not_there(
    begin: Begin, database: Database, dialogue: Dialogue, act
) -> None:
    with database.session() as session:
        install(session, "T0OTHER")
    with begin(HOST, team_id="T0OTHER") as tx, pytest.raises(Gone):
        act(tx, dialogue.id)
    with begin(HOST, team_id="T0OTHER") as tx, pytest.raises(Gone):
        hosting.panel(tx, dialogue.circle_id)


def test_each_act_is_kept_with_who_did_it(begin: Begin, dialogue: Dialogue, clock: FakeClock) -> None:
    clock.advance(minutes=6)
    with begin(HOST) as tx:
        hosting.more(tx, dialogue.id)
    clock.advance(minutes=1)
    with begin(HOST) as tx:
        hosting.next_stage(tx, dialogue.id)
    clock.advance(minutes=1)
    with begin(HOST) as tx:
        hosting.end(tx, dialogue.id)
    with begin() as tx:
        kept = acts.of_circle(tx, here(tx).circle)
        assert [(act.kind, act.user_id, act.dialogue_id) for act in kept] == [
            (kind, HOST, dialogue.id) for kind in ("dialogue.end", "dialogue.next", "dialogue.more")
        ]


def test_a_circles_pause_is_told_once_however_often_it_is_pressed(begin: Begin, slack: SlackInMemory) -> None:
    with begin(HOST) as tx:
        circle = seat(tx)
        hosting.pause(tx, circle)
        hosting.pause(tx, circle)
        slack.deliver(tx)
        hosting.resume(tx, circle)
        hosting.resume(tx, circle)
        slack.deliver(tx)
    for room in ROOMS:
        assert [text[-12:] for text in slack.texts(room)] == [
            "声は順番を待っています。",
            "、この円卓をまた始めます。"[-12:],
        ]


def test_a_skip_meant_for_an_occurrence_that_is_gone_skips_nothing(begin: Begin, clock: FakeClock) -> None:
    with begin(HOST) as tx:
        circle = seat(tx)
        circle.next_on = clock.now().date()
        with pytest.raises(hosting.OtherNext):
            hosting.skip(tx, circle, meant=clock.now().date() - timedelta(days=7))


def test_a_step_that_was_moved_while_a_beat_held_it_is_not_used_up(
    begin: Begin, database: Database, dialogue: Dialogue, clock: FakeClock
) -> None:
    clock.advance(minutes=5)
    with begin() as tx:
        key = f"stage:{dialogue.id}:{Stage.QUESTION_1}"
        step_id = tx.session.scalars(select(Step.id).where(Step.key == key)).one()
    with begin() as tx:
        steps.move(tx, steps.Name.STAGE, here(tx), Stage.QUESTION_1, clock.now() + timedelta(minutes=5))
    assert not beat._perform(database, TEAM, step_id)
    with begin() as tx:
        assert tx.session.get_one(Step, step_id).done_at is None


@given(
    st.lists(st.sampled_from(["more", "next", "wait"]), max_size=12),
    st.lists(st.floats(0.1, 400), min_size=12, max_size=12),
)
def test_whatever_hosts_press_the_stages_stay_in_order_and_the_close_moves_by_five_at_most(
    presses: list[str], seconds: list[float]
) -> None:
    agenda, at, extended = DEFAULT_AGENDA, 0.0, False
    for press, passed in zip(presses, seconds, strict=False):
        at = int(at * 60 + passed) / 60
        if press == "more" and not extended and at < agenda.closed:
            agenda, extended = agenda.later(5, after=at), True
        elif press == "next":
            later = [(stage, minute) for stage, minute in agenda.minutes() if minute > at]
            if later and later[0][0] is not Stage.CLOSED:
                try:
                    agenda = agenda.beginning(later[0][0], at)
                except ValueError:
                    continue
    begins = [minute for _, minute in agenda.minutes()]
    assert begins == sorted(begins)
    assert agenda.closed == (35 if extended else 30)


def test_gentle_notes_begin_and_end_between_dialogues_in_the_open(begin: Begin) -> None:
    with begin("U0HOST", name="進") as tx:
        circle = seat(tx)
        for is_on in (True, True, False, True):
            hosting.gentle(tx, circle, is_on=is_on)
            assert circle.has_gentle_notes is is_on
        kinds = [row.key.split(":")[0] for row in outbox_rows(tx, "post")]
        assert kinds == ["act"] * 9
        hosting.gentle(tx, circle, is_on=False)
        bring(tx, circle, "ふたが固い")
        dialogues.open_now(tx, circle)
        hosting.gentle(tx, circle, is_on=False)
        with pytest.raises(hosting.GentleLater):
            hosting.gentle(tx, circle, is_on=True)
    with begin("U0AKI") as tx, pytest.raises(NotYours):
        hosting.gentle(tx, circles.named(tx, "商品づくり"), is_on=True)
