from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.dialogues import deciding
from bot.improvements import improvements, owners
from bot.improvements.improvement_form import ImprovementForm
from bot.improvements.improvements import AlreadyChosen, DuePassed, NotYourImprovement
from bot.improvements.proposals import DecidingOver
from bot.refusals import Empty, Gone, TooLong
from bot.transaction import Transaction
from models import Act, Dialogue, Improvement, Vote
from tests.bot.circle_of_three import CALLS, SALES
from tests.bot.deciding_table import acting, choose, decide, enter, propose
from tests.bot.open_table import AKI, BEN, CHIE, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock, install

TUESDAY = date(2026, 12, 1)


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    return enter(tx, slack, clock)


def kept(tx: Transaction) -> list[Improvement]:
    tx.session.flush()
    return list(tx.session.scalars(select(Improvement).order_by(Improvement.proposed_at)))


# --- proposing


def test_only_what_is_needed(tx: Transaction, dialogue: Dialogue) -> None:
    improvement = propose(tx, dialogue, AKI, "ふたの絵を大きくする")
    assert (improvement.what, improvement.state) == ("ふたの絵を大きくする", "proposed")
    assert [improvement.when_then, improvement.helps, improvement.measure, improvement.due_on] == [None] * 4


@pytest.mark.parametrize("what", ["", "　", "\u200b\n"])
def test_nothing_is_no_proposal(tx: Transaction, dialogue: Dialogue, what: str) -> None:
    with pytest.raises(Empty) as refusal:
        propose(tx, dialogue, AKI, what)
    assert refusal.value.field == "what"


@pytest.mark.parametrize(
    ("field", "longest"), [("what", 100), ("when_then", 100), ("helps", 60), ("measure", 100)]
)
def test_what_is_too_long_is_said_at_its_field(
    tx: Transaction, dialogue: Dialogue, field: str, longest: int
) -> None:
    fields: dict[str, Any] = {"what": "絵"} | {field: "あ" * longest}
    acting(tx, AKI)
    improvements.propose(tx, dialogue.id, SALES, ImprovementForm.model_validate(fields))
    with pytest.raises(TooLong) as refusal:
        improvements.propose(
            tx, dialogue.id, SALES, ImprovementForm.model_validate(fields | {field: "あ" * (longest + 1)})
        )
    assert (refusal.value.field, refusal.value.places) == (field, {"max": longest, "len": longest + 1})


def test_telephone_numbers_and_addresses_are_hidden_before_anything_is_kept(
    tx: Transaction, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "090-1234-5678に電話する", helps="aki@example.com")
    assert (improvement.what, improvement.helps) == ("●●に電話する", "●●")


def test_each_person_proposes_one_and_can_write_it_anew(tx: Transaction, dialogue: Dialogue) -> None:
    first = propose(tx, dialogue, AKI, "まえの案", measure="問い合わせの数")
    form, opened = improvements.open_form(tx, dialogue.id, SALES)
    assert (form.what, form.measure, opened.improvement_id) == ("まえの案", "問い合わせの数", first.id)
    propose(tx, dialogue, AKI, "いまの案")
    propose(tx, dialogue, BEN, "べつの案")
    assert [one.what for one in kept(tx)] == ["いまの案", "べつの案"]
    assert kept(tx)[0].measure is None


def test_what_others_have_chosen_stays_as_it_reads(tx: Transaction, dialogue: Dialogue) -> None:
    improvement = propose(tx, dialogue, AKI, "えらばれた案")
    choose(tx, AKI, improvement)
    propose(tx, dialogue, AKI, "書きなおした案")
    choose(tx, BEN, improvement)
    with pytest.raises(AlreadyChosen):
        propose(tx, dialogue, AKI, "べつのこと")
    propose(tx, dialogue, AKI, "書きなおした案", helps="みんな")
    assert kept(tx)[0].helps == "みんな"


def test_the_form_suggests_a_working_day_in_a_week(tx: Transaction, dialogue: Dialogue) -> None:
    acting(tx, AKI)
    form, opened = improvements.open_form(tx, dialogue.id, SALES)
    assert (form.due, opened.improvement_id) == (date(2026, 12, 7), None)


@pytest.mark.parametrize(
    ("due", "kept_as", "told"),
    [
        pytest.param(date(2026, 12, 4), date(2026, 12, 4), None, id="a working day"),
        pytest.param(
            date(2026, 12, 5),
            date(2026, 12, 7),
            "12月5日（土）はお休みの日です。めやすの日は12月7日（月）にしました。",
            id="a Saturday",
        ),
        pytest.param(
            date(2027, 1, 11),
            date(2027, 1, 12),
            "1月11日（月）は成人の日です。めやすの日は1月12日（火）にしました。",
            id="a holiday",
        ),
    ],
)
def test_a_target_date_moves_off_days_off_and_its_proposer_is_told(
    tx: Transaction, dialogue: Dialogue, due: date, kept_as: date, told: str | None
) -> None:
    acting(tx, AKI)
    found = improvements.propose(tx, dialogue.id, SALES, ImprovementForm(what="絵", due=due))
    assert found.improvement.due_on == kept_as
    assert improvements.moved(tx, found) == told


def test_a_day_that_is_over_is_none_to_aim_at(tx: Transaction, dialogue: Dialogue) -> None:
    with pytest.raises(DuePassed):
        propose(tx, dialogue, AKI, "絵", due=date(2026, 11, 29))
    propose(tx, dialogue, AKI, "絵", due=date(2026, 11, 30))


# --- choosing


def test_one_choice_a_person_which_can_be_changed(tx: Transaction, dialogue: Dialogue) -> None:
    first, second = propose(tx, dialogue, AKI, "ひとつめ"), propose(tx, dialogue, BEN, "ふたつめ")
    for _ in range(2):
        choose(tx, CHIE, first, CALLS)
    choose(tx, BEN, first)
    choose(tx, CHIE, second)
    shown = deciding.table(tx, dialogue).proposals
    assert [(one.what, one.votes) for one in shown] == [("ひとつめ", 1), ("ふたつめ", 1)]
    assert tx.session.scalar(select(func.count()).select_from(Vote)) == 2


def test_the_list_marks_the_readers_own_choice_and_nobody_elses(tx: Transaction, dialogue: Dialogue) -> None:
    first, second = propose(tx, dialogue, AKI, "ひとつめ"), propose(tx, dialogue, BEN, "ふたつめ")
    choose(tx, BEN, first)
    choose(tx, CHIE, second)
    assert improvements.to_list(tx, dialogue.id, SALES)[1] == second.id
    acting(tx, "U0DAI")
    assert improvements.to_list(tx, dialogue.id, SALES)[1] is None


# --- too early, too late, in the wrong place


def test_before_the_time_for_it_nothing_can_be_proposed(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    acting(tx, AKI)
    with pytest.raises(DecidingOver):
        improvements.open_form(tx, dialogue.id, SALES)
    with pytest.raises(DecidingOver):
        propose(tx, dialogue, AKI, "早すぎる案")


def test_after_the_decision_nothing_is_proposed_or_chosen_any_more(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "ひとつめ")
    decide(tx, slack, clock, dialogue)
    acting(tx, BEN)
    for late in (
        lambda: improvements.open_form(tx, dialogue.id, SALES),
        lambda: propose(tx, dialogue, BEN, "遅すぎる案"),
        lambda: improvements.vote(tx, improvement.id, SALES),
    ):
        with pytest.raises(DecidingOver):
            late()


def test_from_outside_the_rooms_there_is_nothing_to_press(tx: Transaction, dialogue: Dialogue) -> None:
    improvement = propose(tx, dialogue, AKI, "ひとつめ")
    for outside in (
        lambda: improvements.open_form(tx, dialogue.id, "C0OTHER"),
        lambda: improvements.vote(tx, improvement.id, "C0OTHER"),
        lambda: improvements.to_list(tx, dialogue.id, "C0OTHER"),
        lambda: owners.take(tx, improvement.id, "C0OTHER"),
        lambda: owners.take(tx, "nothing", SALES),
    ):
        with pytest.raises(Gone):
            outside()


def test_another_workspaces_improvement_is_not_there(
    begin: Begin, slack: SlackInMemory, clock: FakeClock
) -> None:
    with begin() as tx:
        dialogue = enter(tx, slack, clock)
        improvement = propose(tx, dialogue, AKI, "ひとつめ")
        install(tx.session, "T0OTHER")
    with begin(team_id="T0OTHER") as tx:
        for attempt in (
            lambda: improvements.vote(tx, improvement.id, SALES),
            lambda: improvements.propose(tx, dialogue.id, SALES, ImprovementForm(what="絵")),
            lambda: improvements.withdraw(tx, improvement.id),
            lambda: owners.accept(tx, improvement.id),
        ):
            with pytest.raises(Gone):
                attempt()


# --- taking back


@pytest.mark.parametrize("who", [AKI, "U0HOST"])
def test_the_proposer_and_a_host_can_take_it_back_with_all_that_hangs_on_it(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, who: str
) -> None:
    improvement = propose(tx, dialogue, AKI, "やっぱりやめる")
    choose(tx, BEN, improvement)
    slack.deliver(tx)
    acting(tx, who)
    improvements.withdraw(tx, improvement.id)
    slack.deliver(tx)
    assert kept(tx) == []
    assert "やっぱりやめる" not in " ".join(slack.texts(CALLS))
    act = tx.session.scalars(select(Act).where(Act.kind == "improvement.withdraw")).one()
    assert act.user_id == who
    with pytest.raises(Gone):
        improvements.withdraw(tx, improvement.id)


def test_nobody_else_takes_it_back(tx: Transaction, dialogue: Dialogue) -> None:
    improvement = propose(tx, dialogue, AKI, "のこる案")
    acting(tx, BEN)
    with pytest.raises(NotYourImprovement):
        improvements.withdraw(tx, improvement.id)


def test_taken_back_after_the_decision_it_leaves_every_message(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "きえる案", owner=BEN)
    decide(tx, slack, clock, dialogue)
    assert "きえる案" in slack.texts(BEN)[0]
    acting(tx, AKI)
    improvements.withdraw(tx, improvement.id)
    slack.deliver(tx)
    assert "きえる案" not in str(slack.messages)
    assert slack.texts(BEN) == []
