"""My table: whom one sat with, of those who want to be seen, and asking them again in a group message."""

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.circles import room_members, seats
from bot.delivery.answers import Answer
from bot.dialogues import closing
from bot.keeping import erasing, keeping
from bot.keeping.erasing import Wanted, What
from bot.people import asking_again, my_table
from bot.people.asking_again import AskForm, NotThereAnyMore, TooManyAsked
from bot.refusals import Empty, Gone, TooLong
from bot.transaction import Transaction
from models import Dialogue, Note, OutboxRow, Person, Remark, TableAsk, TableSeat
from tests.bot import deciding_table, whole_table
from tests.bot.circle_of_three import DEVELOPMENT, SALES
from tests.bot.open_table import AKI, BEN, CHIE, open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import FakeClock, known, outbox_rows

DAN = "U0DAN"


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    """Give the closed dialogue of `whole_table`, at which Aki and Ben spoke; both use "my table", and Aki acts."""
    held = whole_table.hold(tx, slack, clock)
    for user in (BEN, CHIE, AKI):
        deciding_table.acting(tx, user).has_table = True
    return held


def names(tx: Transaction, user: str = AKI) -> list[list[str]]:
    """Return whom somebody sees on their table, by dialogue."""
    deciding_table.acting(tx, user)
    return [[one.user_id for one in sitting.companions] for sitting in my_table.shown(tx).sittings]


def sit(tx: Transaction, slack: SlackInMemory, *users: str) -> Dialogue:
    """Open a dialogue, let people take seats, and close it."""
    dialogue = open_table(tx, slack)
    for user in users:
        deciding_table.acting(tx, user)
        seats.take(tx, dialogue.id, SALES if user != BEN else DEVELOPMENT)
    dialogue.state = "closing"
    tx.session.flush()
    closing.close(tx, dialogue)
    slack.deliver(tx)
    return dialogue


def ask(tx: Transaction, dialogue: Dialogue, *whom: str, line: str = "その後どうですか") -> TableAsk:
    ids = [person(tx, user).id for user in whom]
    asking_again.ask(tx, dialogue.id, AskForm(whom=ids, line=line))
    return tx.session.scalars(select(TableAsk)).one()


def person(tx: Transaction, user: str) -> Person:
    return deciding_table.person(tx, user)


def asked_of_slack(tx: Transaction) -> list[OutboxRow]:
    return [row for row in outbox_rows(tx, "ask") if row.method == "conversations.open"]


def answer(tx: Transaction, one: TableAsk, **data: Any) -> None:
    error = data.pop("error", None)
    for row in asked_of_slack(tx):
        tx.session.delete(row)
    asking_again.opened(tx, one.id, Answer(data, error))
    tx.session.flush()


def private_words(tx: Transaction, user: str = AKI) -> str:
    rows = [row for row in outbox_rows(tx, "post") if row.lane == user and row.key.startswith("table-")]
    return " ".join(text for row in rows for text in texts_in(row.arguments["blocks"]))


# --- who is on it


def test_those_who_use_it_see_each_other_and_what_was_decided(tx: Transaction, dialogue: Dialogue) -> None:
    known(tx, DAN, name="弾").has_table = True
    assert names(tx) == [[BEN]]
    assert names(tx, BEN) == [[AKI]]
    assert names(tx, DAN) == [], "was not there"
    deciding_table.acting(tx, AKI)
    [sitting] = my_table.shown(tx).sittings
    assert sitting.came is None, "Aki is in none of its rooms as far as Slack told"
    room_members.listed(tx, SALES, [AKI])
    [sitting] = my_table.shown(tx).sittings
    assert sitting.came is not None
    assert (sitting.came.watchword, sitting.came.improvement) == ("声その1", "ふたを軽くする")
    assert "「ふたを軽くする」" in asking_again.open_form(tx, dialogue.id)[0].line
    deciding_table.acting(tx, "U0HOST").has_table = True
    assert my_table.shown(tx).sittings == []


def test_it_is_off_at_first_and_who_does_not_use_it_neither_sees_nor_is_seen(
    tx: Transaction, dialogue: Dialogue
) -> None:
    assert known(tx, DAN, name="弾").has_table is False
    person(tx, BEN).has_table = False
    assert names(tx) == []
    assert names(tx, BEN) == []
    with pytest.raises(Gone):
        asking_again.open_form(tx, dialogue.id)
    deciding_table.acting(tx, AKI)
    with pytest.raises(Gone):
        asking_again.open_form(tx, dialogue.id)


@pytest.mark.parametrize("what", ["is_external", "is_bot", "left_at"])
def test_strangers_bots_and_those_who_left_are_not_on_it(
    tx: Transaction, dialogue: Dialogue, what: str
) -> None:
    setattr(person(tx, BEN), what, tx.now if what == "left_at" else True)
    assert names(tx) == []
    if what == "is_external":
        assert names(tx, BEN) == []
        with pytest.raises(Gone):
            my_table.switch(tx, is_on=True)


@pytest.mark.slow
def test_seats_are_kept_of_those_alone_who_use_it(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    for user in (AKI, BEN):
        known(tx, user, name=user).has_table = True
    sit(tx, slack, AKI, BEN, CHIE)
    kept = {seat.person_id for seat in tx.session.scalars(select(TableSeat))}
    assert kept == {person(tx, AKI).id, person(tx, BEN).id}
    deciding_table.acting(tx, AKI)
    [sitting] = my_table.shown(tx).sittings
    assert [(one.user_id, one.department) for one in sitting.companions] == [(BEN, "開発")]
    my_table.switch(tx, is_on=False)
    assert {seat.person_id for seat in tx.session.scalars(select(TableSeat))} == {person(tx, BEN).id}
    assert names(tx, BEN) == []


def test_words_without_a_name_put_nobody_on_a_table(tx: Transaction, dialogue: Dialogue) -> None:
    ben = person(tx, BEN)
    for table in (Remark, Note):
        tx.session.execute(update(table).where(table.person_id == ben.id).values(person_id=None))
    assert names(tx) == []


@pytest.mark.slow
def test_seats_go_with_remarks_and_so_does_who_asked(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    for user in (AKI, BEN):
        known(tx, user, name=user).has_table = True
    dialogue = sit(tx, slack, AKI, BEN)
    deciding_table.acting(tx, AKI)
    one = ask(tx, dialogue, BEN)
    answer(tx, one, channel={"id": "C0GROUP"})
    tx.now = clock.advance(days=200)
    counts = keeping.enforce(tx)
    assert (counts["table_seats"], counts["table_asks"]) == (2, 1)


# --- asking again


def test_the_form_opens_with_a_first_line_and_everybody_chosen(tx: Transaction, dialogue: Dialogue) -> None:
    form, offered = asking_again.open_form(tx, dialogue.id)
    assert [one.user_id for one in offered] == [BEN]
    assert form.whom == [person(tx, BEN).id]
    assert "11月30日（月）のミニ対話で、ごいっしょしました。" in form.line


def test_slack_opens_the_group_and_then_entaku_writes_the_first_line_saying_who_asks(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    one = ask(tx, dialogue, BEN, line="<!channel> その後は")
    [row] = asked_of_slack(tx)
    assert row.arguments == {"users": f"{AKI},{BEN}"}
    answer(tx, one, channel={"id": "C0GROUP"})
    assert one.line, "until it stands there"
    slack.deliver(tx)
    [text] = slack.texts("C0GROUP")
    assert text == f"<@{AKI}>さんから、みなさんへ。 &lt;!channel&gt; その後は"
    tx.session.refresh(one)
    assert (one.user_ids, one.line) == ([], "")


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        pytest.param({"whom": []}, Empty, "whom", id="nobody"),
        pytest.param({"whom": [f"{n}" for n in range(8)]}, TooManyAsked, "whom", id="too many"),
        pytest.param({"whom": ["nosuchperson"]}, NotThereAnyMore, "whom", id="not there"),
        pytest.param({"line": " "}, Empty, "line", id="no line"),
        pytest.param({"line": "あ" * 301}, TooLong, "line", id="a long line"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    tx: Transaction, dialogue: Dialogue, change: dict[str, Any], refusal: type[Exception], field: str
) -> None:
    form, _ = asking_again.open_form(tx, dialogue.id)
    with pytest.raises(refusal) as raised:
        asking_again.ask(tx, dialogue.id, form.model_copy(update=change))
    assert getattr(raised.value, "field") == field  # noqa: B009
    assert asked_of_slack(tx) == []


def test_somebody_who_stopped_using_it_meanwhile_is_not_asked(tx: Transaction, dialogue: Dialogue) -> None:
    form, _ = asking_again.open_form(tx, dialogue.id)
    person(tx, BEN).has_table = False
    with pytest.raises(Gone):
        asking_again.ask(tx, dialogue.id, form)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("user_disabled", "アカウントのなくなった人がいるようです。"),
        ("user_not_found", "アカウントのなくなった人がいるようです。"),
        ("missing_scope", "グループのメッセージを、Entakuがひらけるようになっていません。"),
        ("internal_error", "少しおいて、もう一度ひらけます。"),
    ],
)
def test_where_slack_will_not_the_words_come_back_with_the_reason(
    tx: Transaction, dialogue: Dialogue, error: str, words: str
) -> None:
    one = ask(tx, dialogue, BEN, line="なくしたくない一行")
    answer(tx, one, error=error)
    told = private_words(tx)
    assert words in told
    assert "なくしたくない一行" in told
    assert tx.session.scalars(select(TableAsk)).all() == []


@pytest.mark.parametrize(
    ("error", "words"),
    [("channel_not_found", "もう一度ひらけます"), ("missing_scope", "Slackから返事がありませんでした")],
)
def test_where_the_line_cannot_be_posted_it_comes_back_too(
    tx: Transaction, dialogue: Dialogue, error: str, words: str
) -> None:
    one = ask(tx, dialogue, BEN, line="なくしたくない一行")
    answer(tx, one, channel={"id": "C0GROUP"})
    asking_again.posted(tx, one.id, Answer(error=error))
    told = private_words(tx)
    assert words in told
    assert "なくしたくない一行" in told


def test_a_late_answer_changes_nothing(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    one = ask(tx, dialogue, BEN)
    answer(tx, one, channel={"id": "C0GROUP"})
    slack.deliver(tx)
    answer(tx, one, channel={"id": "C0GROUP"})
    answer(tx, one, error="user_disabled")
    slack.deliver(tx)
    assert len(slack.texts("C0GROUP")) == 1
    assert private_words(tx) == ""


# --- going


@pytest.mark.slow
def test_erasing_whoever_asked_takes_the_first_line_down(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    one = ask(tx, dialogue, BEN)
    answer(tx, one, channel={"id": "C0GROUP"})
    slack.deliver(tx)
    erasing.erase(tx, Wanted(What.PERSON, AKI))
    deletions = [row.arguments for row in outbox_rows(tx, "ask") if row.method == "chat.delete"]
    assert "C0GROUP" in {place["channel"] for place in deletions}
    assert tx.session.scalars(select(TableAsk)).all() == []


@pytest.mark.slow
def test_erasing_somebody_who_is_being_asked_gives_the_line_back(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    ask(tx, dialogue, BEN, line="なくしたくない一行")
    erasing.erase(tx, Wanted(What.PERSON, BEN))
    assert asked_of_slack(tx) == []
    assert "なくしたくない一行" in private_words(tx)
    assert BEN not in str(tx.session.scalars(select(TableAsk.user_ids)).all())


@pytest.mark.slow
@pytest.mark.parametrize("is_open", [False, True])
def test_a_first_line_with_a_customers_words_that_still_waits_goes_with_them(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, is_open: bool
) -> None:
    one = ask(tx, dialogue, BEN, line="川上さんの水筒のこと、その後どうですか")
    if is_open:
        answer(tx, one, channel={"id": "C0GROUP"})
    erasing.erase(tx, Wanted(What.CUSTOMER, "川上さん"))
    slack.deliver(tx)
    assert tx.session.scalars(select(TableAsk)).all() == []
    assert asked_of_slack(tx) == []
    assert slack.texts("C0GROUP") == []
