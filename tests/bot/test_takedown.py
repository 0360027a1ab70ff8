"""Takedown: a line goes from everywhere, for ever, by its author or by a host; others are told kindly."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.bridge import takedown, unnamed
from bot.bridge.takedown import NothingHere, NotYourLine
from bot.delivery.outbox import About
from bot.dialogues import closing
from bot.improvements import by_hand, hands
from bot.improvements.improvement_form import ByHandForm
from bot.transaction import Transaction
from bot.watchwords import watchwords
from bot.wins import wins
from models import Act, Dialogue, Improvement, Remark
from tests.bot import deciding_table
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, RECORD, SALES, WINS, seat
from tests.bot.open_table import AKI, BEN, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_reactions import react
from tests.conftest import FakeClock, known

HOST = "U0HOST"


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory) -> Dialogue:
    opened = open_table(tx, slack)
    slack.messages.clear()
    return opened


@pytest.fixture
def sales(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> Talk:
    return Talk(tx, slack, dialogue)


def act_as(tx: Transaction, user: str) -> None:
    tx.person = known(tx, user, name=user)


def close(tx: Transaction, dialogue: Dialogue) -> None:
    dialogue.state = "closing"
    tx.session.flush()
    closing.close(tx, dialogue)
    tx.session.expire_all()


def copy_in(slack: SlackInMemory, channel_id: str) -> tuple[str, str]:
    [place] = [place for place in slack.messages if place[0] == channel_id]
    return place


def take_down(tx: Transaction, place: tuple[str, str]) -> None:
    [line] = takedown.at(tx, *place)
    takedown.take_down(tx, line.about)


def acts(tx: Transaction) -> list[tuple[str, str | None]]:
    tx.session.flush()
    return [(act.kind, act.user_id) for act in tx.session.scalars(select(Act))]


@pytest.mark.parametrize("who", [AKI, HOST])
@pytest.mark.parametrize("on", ["the original", "a copy"])
def test_its_author_and_a_host_take_a_line_down_from_anywhere(
    tx: Transaction, slack: SlackInMemory, sales: Talk, who: str, on: str
) -> None:
    ts = sales.say("言いすぎました")
    slack.deliver(tx)
    act_as(tx, who)
    take_down(tx, (SALES, ts) if on == "the original" else copy_in(slack, CALLS))
    slack.deliver(tx)

    assert slack.texts(CALLS) == slack.texts(DEVELOPMENT) == []
    assert tx.session.scalars(select(Remark.text)).all() == [""]
    assert acts(tx) == [("remark.take_down", who)]


def test_others_are_refused_and_nothing_goes(tx: Transaction, slack: SlackInMemory, sales: Talk) -> None:
    ts = sales.say("ここにいます")
    slack.deliver(tx)
    about = About("remark", tx.session.scalars(select(Remark.id)).one())
    act_as(tx, BEN)
    with pytest.raises(NotYourLine):
        takedown.at(tx, SALES, ts)
    with pytest.raises(NotYourLine):
        takedown.take_down(tx, about)
    slack.deliver(tx)
    assert slack.texts(CALLS) == ["秋さん（営業） ここにいます"]
    assert acts(tx) == []


@pytest.mark.slow
def test_after_the_close_it_goes_from_closing_record_and_shelf_too(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, sales: Talk
) -> None:
    ts = sales.say("合言葉にしたい")
    slack.deliver(tx)
    react(tx, BEN, SALES, ts)
    close(tx, dialogue)
    slack.deliver(tx)
    assert any("合言葉にしたい" in text for text in slack.texts(RECORD))

    [line] = takedown.at(tx, SALES, ts)
    told = takedown.where(tx, line)
    assert (told.is_told, told.is_on_shelf, told.original) == (True, True, "営業")
    assert told.departments == ["開発", "お客様相談"]
    takedown.take_down(tx, line.about)
    slack.deliver(tx)

    for room in (SALES, DEVELOPMENT, CALLS, RECORD):
        assert not any("合言葉にしたい" in text for text in slack.texts(room))
    assert watchwords.nominees(tx, dialogue) == []


def test_what_was_taken_down_is_never_bridged_again(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    ts = sales.say("まえ")
    slack.deliver(tx)
    take_down(tx, (SALES, ts))
    sales.edit(ts, "あと")
    sales.send(sales.message("まえ", ts=ts))
    slack.deliver(tx)
    assert slack.texts(CALLS) == []
    assert tx.session.scalars(select(Remark.text)).all() == [""]


def test_taken_down_on_its_way_it_goes_when_it_has_arrived(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    ts = sales.say("まって")
    slack.begin_sending(tx)
    take_down(tx, (SALES, ts))
    slack.deliver(tx)
    assert slack.texts(CALLS) == []


def test_of_a_message_with_several_remarks_one_is_chosen_among_those_one_may(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, sales: Talk
) -> None:
    sales.say("一")
    sales.say("二", user=BEN)
    sales.say("三")
    slack.deliver(tx, joins=True)
    place = copy_in(slack, CALLS)

    assert [line.text for line in takedown.at(tx, *place)] == ["一", "三"]
    act_as(tx, HOST)
    lines = takedown.at(tx, *place)
    assert [line.text for line in lines] == ["一", "二", "三"]
    takedown.take_down(tx, lines[1].about)
    slack.deliver(tx)
    assert slack.texts(CALLS) == ["秋さん（営業） 一 秋さん（営業） 三"]


def test_done_twice_it_is_done_and_logged_once(tx: Transaction, slack: SlackInMemory, sales: Talk) -> None:
    ts = sales.say("一度")
    slack.deliver(tx)
    [line] = takedown.at(tx, SALES, ts)
    for _ in range(2):
        takedown.take_down(tx, line.about)
    assert len(acts(tx)) == 1
    with pytest.raises(NothingHere):
        takedown.at(tx, SALES, ts)


def test_a_message_that_is_no_line_is_told_so(tx: Transaction, dialogue: Dialogue) -> None:
    card = tx.outbox.find(dialogue.threads[0].card_key)
    assert card is not None
    for place in ((SALES, str(card.ts)), (SALES, "1.1"), ("C0ELSEWHERE", "1.1")):
        with pytest.raises(NothingHere):
            takedown.at(tx, *place)
    for about in (About("dialogue", dialogue.id), About("", ""), About("remark", "nosuchthing0")):
        with pytest.raises(NothingHere):
            takedown.take_down(tx, about)


def test_an_unnamed_line_is_its_authors_until_the_close_and_the_log_names_nobody(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    unnamed.say(tx, dialogue.id, "ないしょ", form_id="V1")
    slack.deliver(tx)
    act_as(tx, BEN)
    with pytest.raises(NotYourLine):
        takedown.at(tx, *copy_in(slack, SALES))
    act_as(tx, AKI)
    take_down(tx, copy_in(slack, SALES))
    slack.deliver(tx)
    assert slack.messages == {}
    assert acts(tx) == [("remark.take_down", None)]


@pytest.mark.slow
def test_an_unnamed_line_is_only_a_hosts_to_take_down_after_the_close(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    unnamed.say(tx, dialogue.id, "ないしょ", form_id="V1")
    slack.deliver(tx)
    place = copy_in(slack, SALES)
    close(tx, dialogue)
    with pytest.raises(NotYourLine):
        takedown.at(tx, *place)
    act_as(tx, HOST)
    take_down(tx, place)
    slack.deliver(tx)
    assert not any("ないしょ" in text for room in (SALES, CALLS) for text in slack.texts(room))
    assert acts(tx) == [("remark.take_down", HOST)]


# --- improvements


@pytest.mark.parametrize("who", [AKI, HOST])
def test_an_improvement_goes_from_every_message_that_tells_of_it(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, who: str
) -> None:
    decides = deciding_table.enter(tx, slack, clock)
    gone = deciding_table.propose(tx, decides, AKI, "きえる案")
    deciding_table.propose(tx, decides, BEN, "のこる案")
    slack.deliver(tx)
    [place] = [key for key, one in slack.messages.items() if key[0] == CALLS and "きえる案" in str(one)]
    act_as(tx, who)
    lines = takedown.at(tx, *place)
    assert [line.text for line in lines] == (["きえる案"] if who == AKI else ["きえる案", "のこる案"])
    assert len(takedown.where(tx, lines[0]).departments) == 3
    takedown.take_down(tx, lines[0].about)
    slack.deliver(tx)
    assert "きえる案" not in str(slack.messages)
    assert "のこる案" in str(slack.messages)
    assert acts(tx)[-1] == ("improvement.take_down", who)
    with pytest.raises(NothingHere):
        takedown.take_down(tx, About("improvement", gone.id))


def test_a_request_for_a_hand_is_taken_down_from_any_room_with_what_was_begun_by_hand(
    tx: Transaction, slack: SlackInMemory
) -> None:
    circle = seat(tx)
    known(tx, "U0HOST", name="進")
    for user in (AKI, BEN):
        deciding_table.acting(tx, user)
    form = ByHandForm(what="絵を大きく", owner=AKI, due=tx.now.date() + timedelta(days=7), circle=circle.id)
    deciding_table.acting(tx, AKI)
    begun = by_hand.begin(tx, form).improvement
    hands.ask(tx, begun.id, "")
    slack.deliver(tx)
    request = copy_in(slack, DEVELOPMENT)

    deciding_table.acting(tx, BEN)
    with pytest.raises(NotYourLine):
        takedown.at(tx, *request)
    deciding_table.acting(tx, AKI)
    [line] = takedown.at(tx, *request)
    assert set(takedown.where(tx, line).departments) == {room.department for room in circle.rooms}
    takedown.take_down(tx, line.about)
    slack.deliver(tx)
    assert [slack.texts(room) for room in (SALES, DEVELOPMENT, CALLS)] == [[], [], []]
    assert tx.session.get(Improvement, begun.id) is None
    assert acts(tx) == [("improvement.take_down", AKI)]


def test_somebody_elses_improvement_stays(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> None:
    decides = deciding_table.enter(tx, slack, clock)
    kept = deciding_table.propose(tx, decides, AKI, "のこる案")
    act_as(tx, BEN)
    with pytest.raises(NotYourLine):
        takedown.take_down(tx, About("improvement", kept.id))


@pytest.mark.parametrize("who", [AKI, HOST])
def test_a_win_goes_the_same_way_by_its_author_or_a_host(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, who: str
) -> None:
    act_as(tx, AKI)
    wins.share(tx, "説明が楽になりました", channel_id=SALES)
    slack.deliver(tx)
    place = copy_in(slack, WINS)
    act_as(tx, BEN)
    with pytest.raises(NotYourLine):
        takedown.at(tx, *place)
    act_as(tx, who)
    [line] = takedown.at(tx, *place)
    assert takedown.where(tx, line).is_win
    takedown.take_down(tx, line.about)
    slack.change(tx)
    assert slack.texts(WINS) == []
    assert ("win.take_down", who) in acts(tx)
