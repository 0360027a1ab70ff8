import pytest

from bot.delivery.answers import Answer
from bot.improvements import owners
from bot.improvements.owners import AlreadyOwned, AskedBefore, CannotAsk, NotAsked
from bot.improvements.proposals import NotChosen
from bot.people import people, private
from bot.people.private import Kind
from bot.transaction import Transaction
from models import Dialogue
from tests.bot.circle_of_three import CALLS, SALES
from tests.bot.deciding_table import acting, choose, decide, enter, owner_of, person, propose, take
from tests.bot.open_table import AKI, BEN, CHIE
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock, known, outbox_rows


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    return enter(tx, slack, clock)


def test_somebody_takes_the_lead_with_one_tap_and_every_room_reads_it(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく")
    for _ in range(2):
        take(tx, BEN, improvement, CALLS)
    slack.deliver(tx)
    assert owner_of(tx, improvement) == BEN
    assert "言いだし役　勉さん" in slack.texts(SALES)[-1]


def test_who_comes_later_reads_kindly_who_has_it(tx: Transaction, dialogue: Dialogue) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく")
    take(tx, BEN, improvement)
    acting(tx, CHIE)
    for late in (
        lambda: owners.take(tx, improvement.id, SALES),
        lambda: owners.to_ask(tx, improvement.id, SALES),
        lambda: owners.ask(tx, improvement.id, SALES, AKI),
    ):
        with pytest.raises(AlreadyOwned) as refusal:
            late()
        assert refusal.value.places == {"owner": "勉"}


def test_whoever_names_themselves_has_it_at_once(tx: Transaction, dialogue: Dialogue) -> None:
    assert owner_of(tx, propose(tx, dialogue, AKI, "絵を大きく", owner=AKI)) == AKI


def test_a_named_colleague_is_asked_in_private_and_nobody_reads_their_name_before_they_accept(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく", owner=BEN)
    slack.deliver(tx)
    [asked] = slack.texts(BEN)
    assert "小さな改善「絵を大きく」の言いだし役を、秋さんがあなたにお願いしたいそうです。" in asked
    assert "勉" not in slack.texts(SALES)[-1]
    assert "同僚にお願いしているところです。" in slack.texts(SALES)[-1]
    assert owner_of(tx, improvement) is None

    acting(tx, BEN)
    for _ in range(2):
        owners.accept(tx, improvement.id)
    slack.deliver(tx)
    assert owner_of(tx, improvement) == BEN
    assert "言いだし役　勉さん" in slack.texts(SALES)[-1]
    [answered] = slack.texts(BEN)
    assert "引き受けてくれて、ありがとうございます。" in answered
    assert "見送る" not in answered


def test_that_somebody_passed_is_told_only_to_who_asked(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく", owner=BEN)
    slack.deliver(tx)
    acting(tx, BEN)
    owners.decline(tx, improvement.id)
    slack.deliver(tx)
    assert "お願いしているところ" not in slack.texts(SALES)[-1]
    assert "勉" not in slack.texts(SALES)[-1]
    assert "お願いした人にだけ伝わります。" in slack.texts(BEN)[0]
    assert "今回は見送りになりました。" in slack.texts(AKI)[0]
    with pytest.raises(NotAsked):
        owners.decline(tx, improvement.id)
    with pytest.raises(NotAsked):
        owners.accept(tx, improvement.id)


def test_nobody_is_asked_twice_and_somebody_else_can_be(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく", owner=BEN)
    acting(tx, BEN)
    owners.decline(tx, improvement.id)
    acting(tx, AKI)
    with pytest.raises(AskedBefore):
        owners.ask(tx, improvement.id, SALES, BEN)
    owners.ask(tx, improvement.id, SALES, CHIE)
    slack.deliver(tx)
    assert len(slack.texts(CHIE)) == 1


def test_asking_the_same_colleague_again_changes_nothing(tx: Transaction, dialogue: Dialogue) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく", owner=BEN)
    owners.ask(tx, improvement.id, SALES, BEN)
    assert len([row for row in outbox_rows(tx, "post") if row.lane == BEN]) == 1


def test_only_whoever_was_asked_can_answer(tx: Transaction, dialogue: Dialogue) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく", owner=BEN)
    acting(tx, CHIE)
    for answer in (owners.accept, owners.decline):
        with pytest.raises(NotAsked):
            answer(tx, improvement.id)


def test_one_who_takes_it_meanwhile_has_it_and_the_colleague_reads_why(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく", owner=BEN)
    slack.deliver(tx)
    take(tx, CHIE, improvement)
    slack.deliver(tx)
    assert "ほかの方になりました。" in slack.texts(BEN)[0]
    acting(tx, BEN)
    with pytest.raises(NotAsked):
        owners.accept(tx, improvement.id)


def test_apps_and_those_who_want_no_such_messages_are_not_asked(tx: Transaction, dialogue: Dialogue) -> None:
    known(tx, "U0ROBOT", name="robot").is_bot = True
    acting(tx, BEN)
    private.switch(tx, Kind.IMPROVEMENT, is_on=False)
    for user_id in ("U0ROBOT", "U0BOT", BEN):
        with pytest.raises(CannotAsk) as refusal:
            propose(tx, dialogue, AKI, "絵を大きく", owner=user_id)
        assert refusal.value.field == "owner"


def test_after_the_decision_only_the_decided_one_finds_an_owner(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    first = propose(tx, dialogue, AKI, "ひとつめ", owner=BEN)
    second = propose(tx, dialogue, CHIE, "ふたつめ")
    choose(tx, CHIE, second)
    decide(tx, slack, clock, dialogue)
    acting(tx, BEN)
    with pytest.raises(NotChosen):
        owners.accept(tx, first.id)
    with pytest.raises(NotChosen):
        owners.take(tx, first.id, SALES)
    owners.ask(tx, second.id, SALES, AKI)
    acting(tx, AKI)
    owners.accept(tx, second.id)
    slack.deliver(tx)
    assert "🛠 始めること「ふたつめ」　言いだし役 秋さん" in slack.texts(CALLS)[-1]


def test_an_owner_whom_slack_has_yet_to_name_is_named_as_soon_as_it_has(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    improvement = propose(tx, dialogue, AKI, "絵を大きく")
    tx.person = people.seen(tx, "U0NEW")
    owners.take(tx, improvement.id, SALES)
    slack.deliver(tx)
    assert "言いだし役　参加者さん" in slack.texts(CALLS)[-1]
    [asked] = [row for row in outbox_rows(tx, "ask") if row.answer == "improvement_owner_learned"]
    user = {"id": "U0NEW", "profile": {"display_name": "新田"}, "locale": "ja-JP"}
    owners.owner_learned(tx, asked.subject or "", Answer({"user": user}))
    slack.deliver(tx)
    assert "言いだし役　新田さん" in slack.texts(CALLS)[-1]
    assert person(tx, "U0NEW").name == "新田"


def test_a_colleague_is_asked_in_their_own_language(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    known(tx, "U0DAN", name="Dan", locale="en")
    improvement = propose(tx, dialogue, AKI, "絵を大きく", owner="U0DAN")
    slack.deliver(tx)
    assert "would like to ask you to take the lead" in slack.texts("U0DAN")[0]
    owners.ask(tx, improvement.id, SALES, BEN)
    slack.deliver(tx)
    assert "You are no longer asked" in slack.texts("U0DAN")[0]
