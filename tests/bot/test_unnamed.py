"""Remarks without a name: in every room, in the one order, their author's to change until the close."""

import pytest
from sqlalchemy import select

from bot.bridge import bridge, unnamed
from bot.bridge.aliases import NoLongerKnown
from bot.delivery.outbox import About
from bot.dialogues import closing
from bot.refusals import Empty, Gone, NotYours, TooLong
from bot.tally import Meaning, people
from bot.transaction import Transaction
from bot.views.unnamed import UNNAMED_CHARACTERS
from models import Dialogue, Person, Remark
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import BEN, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_reactions import react
from tests.conftest import FakeClock, known, outbox_rows

ROOMS = (SALES, DEVELOPMENT, CALLS)


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory) -> Dialogue:
    opened = open_table(tx, slack)
    slack.messages.clear()
    return opened


def act_as(tx: Transaction, user: str) -> None:
    tx.person = known(tx, user, name=user)


def say(tx: Transaction, dialogue: Dialogue, text: str, *, form: str = "V1") -> Remark:
    line = unnamed.say(tx, dialogue.id, text, form_id=form)
    return tx.session.get_one(Remark, line.id)


def close(tx: Transaction, dialogue: Dialogue) -> None:
    dialogue.state = "closing"
    tx.session.flush()
    closing.close(tx, dialogue)
    tx.session.expire_all()


def test_a_remark_without_a_name_stands_in_every_room_alike(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    line = unnamed.say(tx, dialogue.id, "ほんとうは、こわいのだと思います", form_id="V1")
    slack.deliver(tx)

    for room in ROOMS:
        assert slack.texts(room) == [f"{line.alias}さん（名前を出さずに） ほんとうは、こわいのだと思います"]


def test_nothing_that_is_kept_of_it_names_person_room_or_second(
    tx: Transaction, clock: FakeClock, dialogue: Dialogue
) -> None:
    clock.advance(minutes=7, seconds=23)
    tx.now = clock.now()
    remark = say(tx, dialogue, "ひとこと")
    assert (remark.person_id, remark.thread_id, remark.channel_id, remark.ts) == (None, None, None, None)
    assert remark.said_at.second == 0
    assert "V1" not in remark.id
    asked_about = [row.subject for row in outbox_rows(tx, "ask")]
    assert "U0AKI" not in asked_about


def test_a_stranger_can_write_and_stays_one(tx: Transaction, dialogue: Dialogue) -> None:
    before = set(tx.session.scalars(select(Person.user_id)))
    tx.person = Person(workspace_id=tx.workspace.id, user_id="U0NEW", is_bot=False)
    say(tx, dialogue, "はじめまして")
    assert set(tx.session.scalars(select(Person.user_id))) == before


def test_it_takes_its_place_in_the_one_order_and_joins_bursts(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    talk = Talk(tx, slack, dialogue)
    talk.say("一")
    line = unnamed.say(tx, dialogue.id, "二", form_id="V1")
    talk.say("三")
    slack.deliver(tx, joins=True)

    assert [remark.seq for remark in tx.session.scalars(select(Remark).order_by(Remark.seq))] == [1, 2, 3]
    assert slack.texts(CALLS) == [
        f"秋さん（営業） 一 {line.alias}さん（名前を出さずに） 二 秋さん（営業） 三"
    ]
    assert slack.texts(SALES) == [f"{line.alias}さん（名前を出さずに） 二"]


def test_one_person_is_one_alias_and_two_are_two(tx: Transaction, dialogue: Dialogue) -> None:
    first, second = say(tx, dialogue, "一"), say(tx, dialogue, "二", form="V2")
    act_as(tx, BEN)
    other = say(tx, dialogue, "三", form="V3")
    assert first.alias_name == second.alias_name != other.alias_name


def test_a_form_sent_twice_counts_once(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    assert say(tx, dialogue, "一度だけ").id == say(tx, dialogue, "一度だけ").id
    slack.deliver(tx)
    assert all(len(slack.texts(room)) == 1 for room in ROOMS)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        pytest.param(" \n\u200b", Empty, id="nothing to be seen"),
        pytest.param("あ" * (UNNAMED_CHARACTERS + 1), TooLong, id="too long"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    tx: Transaction, dialogue: Dialogue, text: str, refusal: type[Empty | TooLong]
) -> None:
    with pytest.raises(refusal) as refused:
        say(tx, dialogue, text)
    assert refused.value.field == "text"
    assert tx.session.scalars(select(Remark)).all() == []


def test_markup_and_mentions_that_somebody_typed_are_shown_as_text(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    typed = "<!channel> <@U0BEN> *ここ* &amp; <https://x.example|y>"
    assert unnamed.say(tx, dialogue.id, typed, form_id="V1").text == typed
    slack.deliver(tx)
    [message] = [message for (room, _), message in slack.messages.items() if room == CALLS]
    shown = message["blocks"][1]["text"]
    assert shown["type"] == "plain_text"
    assert "<!channel>" not in message["text"]
    assert "&lt;!channel&gt;" in message["text"]


def test_its_author_rewrites_it_everywhere(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    remark = say(tx, dialogue, "まえ")
    slack.deliver(tx)
    line = unnamed.rewrite(tx, remark.id, "あと")
    slack.deliver(tx)
    for room in ROOMS:
        assert slack.texts(room) == [f"{line.alias}さん（名前を出さずに） あと"]


def test_a_line_rewritten_on_its_way_arrives_as_it_reads_by_then(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    remark = say(tx, dialogue, "まえ")
    slack.begin_sending(tx)
    unnamed.rewrite(tx, remark.id, "あと")
    slack.deliver(tx)
    assert all(slack.texts(room)[0].endswith("あと") for room in ROOMS)


def test_its_author_takes_it_back_everywhere_and_twice_is_once(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    remark = say(tx, dialogue, "やっぱり")
    slack.deliver(tx)
    for _ in range(2):
        assert unnamed.take_back(tx, remark.id).own == []
    slack.deliver(tx)
    assert [slack.texts(room) for room in ROOMS] == [[], [], []]
    assert remark.text == ""
    with pytest.raises(Gone):
        unnamed.rewrite(tx, remark.id, "また")


def test_nobody_else_changes_it_not_even_a_host(tx: Transaction, dialogue: Dialogue) -> None:
    remark = say(tx, dialogue, "ひとこと")
    for other in (BEN, "U0HOST"):
        act_as(tx, other)
        for change in (unnamed.open_for_change, unnamed.take_back):
            with pytest.raises(NotYours):
                change(tx, remark.id)
        with pytest.raises(NotYours):
            unnamed.rewrite(tx, remark.id, "ちがう")
    assert remark.text == "ひとこと"


def test_a_named_remark_is_nobodys_to_change_here(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    Talk(tx, slack, dialogue).say("名前つき")
    remark = tx.session.scalars(select(Remark)).one()
    with pytest.raises(NotYours):
        unnamed.take_back(tx, remark.id)


def test_after_the_close_its_author_is_nobody(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    remark = say(tx, dialogue, "ひとこと")
    slack.deliver(tx)
    close(tx, dialogue)

    assert remark.alias is None
    assert remark.alias_name is not None
    for change in (unnamed.open_for_change, unnamed.take_back, lambda tx, id_: unnamed.rewrite(tx, id_, "x")):
        with pytest.raises(NoLongerKnown):
            change(tx, remark.id)
    with pytest.raises(NoLongerKnown):
        say(tx, dialogue, "まだ", form="V2")
    with pytest.raises(NoLongerKnown):
        unnamed.sheet(tx, dialogue.id, SALES)


@pytest.mark.slow
def test_after_the_close_a_message_that_holds_it_can_still_be_written_anew(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    talk = Talk(tx, slack, dialogue)
    ts = talk.say("名前つき")
    line = unnamed.say(tx, dialogue.id, "名前なし", form_id="V1")
    slack.deliver(tx, joins=True)
    close(tx, dialogue)
    talk.delete(ts)
    slack.deliver(tx)
    assert f"{line.alias}さん（名前を出さずに） 名前なし" in slack.texts(CALLS)


def test_a_pin_on_any_of_its_copies_counts(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    remark = say(tx, dialogue, "こわい")
    slack.deliver(tx)
    for channel, ts in sorted(slack.messages):
        react(tx, BEN, channel, ts)
    assert people(tx, Meaning.PIN, About("remark", remark.id)) == 1


def test_the_form_shows_ones_own_lines_and_nobody_elses(tx: Transaction, dialogue: Dialogue) -> None:
    say(tx, dialogue, "一")
    say(tx, dialogue, "二", form="V2")
    assert [line.text for line in unnamed.sheet(tx, dialogue.id, SALES).own] == ["一", "二"]
    act_as(tx, BEN)
    assert unnamed.sheet(tx, dialogue.id, SALES).own == []


def test_the_form_says_when_too_few_have_spoken_to_stay_hidden(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    talk = Talk(tx, slack, dialogue)
    for number in range(unnamed.HANDFUL):
        assert unnamed.sheet(tx, dialogue.id, SALES).is_few
        talk.say("はい", user=known(tx, f"U{number}", name="人").user_id)
    assert not unnamed.sheet(tx, dialogue.id, SALES).is_few


def test_the_form_is_for_the_rooms_of_the_dialogue(tx: Transaction, dialogue: Dialogue) -> None:
    for dialogue_id, channel in ((dialogue.id, "C0ELSEWHERE"), ("nosuchthing0", SALES)):
        with pytest.raises(Gone):
            unnamed.sheet(tx, dialogue_id, channel)


def test_reading_the_whole_of_it_works_from_every_room(tx: Transaction, dialogue: Dialogue) -> None:
    remark = say(tx, dialogue, "長い")
    for room in ROOMS:
        assert bridge.to_read(tx, remark.id, room).id == remark.id
