"""Measuring a message: what is near comes back with its customer; shared once, where it may be, and told where not."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery import answers, posts
from bot.delivery.answers import Answer
from bot.keeping import erasing
from bot.keeping.erasing import Wanted, What
from bot.people import sight
from bot.refusals import Gone
from bot.transaction import Transaction
from bot.views.measuring import Measured
from bot.voices import voices
from bot.watchwords import measuring, sharing, situations
from bot.watchwords.search import Search
from models import Dialogue, OutboxRow, Share, Watchword
from tests.bot.circle_of_three import SALES
from tests.bot.on_the_shelf import acting, adopt, enter, sat
from tests.bot.open_table import AKI, BEN, CHIE
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import outbox_rows

PLAN = "ふたの部品を安いものに替えて、開けるのが少し固くなっても費用を下げる案です。頼まずに開けられるかは確かめていません。"
THERE = {"channel": {"is_member": True}}


@pytest.fixture
def dialogue(tx: Transaction) -> Dialogue:
    return sat(tx)


@pytest.fixture
def word(tx: Transaction, dialogue: Dialogue) -> Watchword:
    scene = "朝の台所で、出かける前に"
    return adopt(
        tx, dialogue, "頼まずに開けたい", scene=scene, product="水筒", quote="固くて。頼まずに開けたい"
    )


def measured(*words: Watchword, channel_id: str = "C0PLANS") -> Measured:
    ids = [word.id for word in words]
    return Measured(channel_id=channel_id, message_ts="2.2", thread_ts="1.1", watchword_ids=ids)


def share(tx: Transaction, word: Watchword, **more: Any) -> Share:
    sharing.share(tx, word.id, measured(word, **more), "V1")
    return tx.session.scalars(select(Share)).one()


def asked(tx: Transaction, method: str) -> list[OutboxRow]:
    return [row for row in outbox_rows(tx, "ask") if row.method == method]


def answer(
    tx: Transaction, method: str, data: dict[str, Any] | None = None, error: str | None = None
) -> OutboxRow:
    """Let Slack answer the one question of this kind; return it."""
    [row] = asked(tx, method)
    tx.session.delete(row)
    tx.session.flush()
    answers.run(tx, row.answer or "", row.subject, Answer(data or {}, error))
    return row


def in_form(tx: Transaction) -> str:
    """Return what the form reads now, as Slack is told."""
    row = answer(tx, "views.update", {"view": {}})
    assert row.arguments["view_id"] == "V1"
    return "\n".join(texts_in(row.arguments["view"]["blocks"]))


def near(tx: Transaction, text: str) -> list[str]:
    search = Search()
    return measuring.near(tx, search, measuring.question(search, text))


def test_the_nearest_adopted_three_come_back(tx: Transaction, dialogue: Dialogue, word: Watchword) -> None:
    for phrase in ("固くなっても", "費用を下げる案", "部品を安い", "宇宙旅行に行きたい"):
        adopt(tx, dialogue, phrase)
    nominee = adopt(tx, dialogue, "確かめていません")
    nominee.state = "nominee"
    away = adopt(tx, dialogue, "少し固くなっても")
    away.retired_at = tx.now
    found = near(tx, PLAN)
    assert len(found) == 3
    assert not {nominee.id, away.id} & set(found)
    assert near(tx, "宇宙") != []
    assert near(tx, "締めの挨拶") == near(tx, "  ") == []


def test_each_comes_with_its_customer_as_far_as_the_reader_may_know(
    tx: Transaction, dialogue: Dialogue, word: Watchword
) -> None:
    [spoken] = measuring.spoken(tx, measured(word))
    told = spoken.situation
    assert (told.scene, told.product, told.quote) == (
        "朝の台所で、出かける前に",
        "水筒",
        "固くて。頼まずに開けたい",
    )
    word.why = "母を思い出した"
    assert situations.of(tx, word, sight.of_actor(tx)).why is None
    enter(tx, AKI, SALES)
    assert situations.of(tx, word, sight.of_actor(tx)).why == "母を思い出した"
    assert situations.of(tx, word).why is None

    for how in ({"is_guest": True}, {"is_external": True}):
        acting(tx, BEN, **how)
        assert measuring.spoken(tx, measured(word)) == []
        assert near(tx, PLAN) == []


def test_shared_in_the_thread_once_by_name(tx: Transaction, slack: SlackInMemory, word: Watchword) -> None:
    one = share(tx, word)
    share(tx, word)
    answer(tx, "conversations.info", THERE)
    share(tx, word)
    assert asked(tx, "conversations.info") == []
    slack.deliver(tx)

    [((channel, _), message)] = slack.messages.items()
    assert (channel, message["thread_ts"]) == ("C0PLANS", "1.1")
    assert "<@U0AKI>さん" in str(message)
    assert "頼まずに開けたい" in str(message)
    assert one.state == "posted"
    assert "スレッドに置きました" in in_form(tx)
    assert one.asked_in is None
    acting(tx, BEN)
    share(tx, word)
    assert [row for row in outbox_rows(tx) if row.method in {"chat.postMessage", "conversations.info"}] == []


@pytest.mark.parametrize(
    ("data", "error", "because"),
    [
        ({}, "channel_not_found", "outside"),
        ({"channel": {"is_member": False}}, None, "outside"),
        ({"channel": {"is_member": True, "is_archived": True}}, None, "archived"),
        ({"channel": {"is_member": True, "is_ext_shared": True}}, None, "shared"),
    ],
)
def test_where_it_may_not_stand_the_form_says_why_and_it_can_be_tried_again(
    tx: Transaction, word: Watchword, data: dict[str, Any], error: str | None, because: str
) -> None:
    one = share(tx, word)
    answer(tx, "conversations.info", data, error)
    assert (one.state, one.because) == ("refused", because)
    assert tx.words(f"measure-share-{because}") in in_form(tx)
    assert outbox_rows(tx, "post") == []

    share(tx, word)
    answer(tx, "conversations.info", THERE)
    assert len(outbox_rows(tx, "post")) == 1


def test_whoever_closed_the_form_hears_it_in_a_direct_message(tx: Transaction, word: Watchword) -> None:
    share(tx, word)
    answer(tx, "conversations.info", error="channel_not_found")
    answer(tx, "views.update", error="not_found")
    [row] = outbox_rows(tx, "post")
    assert row.lane == AKI
    assert "/invite @Entaku" in str(row.arguments)


def test_a_post_that_slack_refuses_is_told_and_can_be_tried_again(tx: Transaction, word: Watchword) -> None:
    one = share(tx, word)
    answer(tx, "conversations.info", THERE)
    posts.fail(tx, outbox_rows(tx, "post"), "restricted_action_thread_locked")
    assert (one.state, one.because) == ("refused", "locked")
    assert "書きこめない設定" in in_form(tx)
    share(tx, word)
    answer(tx, "conversations.info", THERE)
    assert len(outbox_rows(tx, "post")) == 1


def test_words_that_may_leave_the_company_are_shared_with_others(tx: Transaction, dialogue: Dialogue) -> None:
    word = adopt(tx, dialogue, "公開の言葉", consent="public")
    share(tx, word)
    answer(tx, "conversations.info", {"channel": {"is_member": True, "is_ext_shared": True}})
    assert len(outbox_rows(tx, "post")) == 1


def test_strangers_share_nothing_and_nominees_are_not_shared(tx: Transaction, word: Watchword) -> None:
    for how in ({"is_guest": True}, {"is_external": True}):
        acting(tx, BEN, **how)
        with pytest.raises(Gone):
            sharing.share(tx, word.id, measured(word), "V1")
    acting(tx, AKI)
    enter(tx, AKI, SALES)
    word.state = "nominee"
    with pytest.raises(Gone):
        sharing.share(tx, word.id, measured(word), "V1")


def test_what_was_shared_goes_with_the_voice_and_loses_who_shared_it(
    tx: Transaction, slack: SlackInMemory, word: Watchword
) -> None:
    one = share(tx, word)
    answer(tx, "conversations.info", THERE)
    slack.deliver(tx)
    tx.person = None
    erasing.erase(tx, Wanted(What.PERSON, AKI))
    slack.change(tx)
    [message] = slack.messages.values()
    assert "<@" not in str(message)
    assert one.person_id is None

    acting(tx, CHIE)
    voices.withdraw(tx, word.about_id)
    slack.change(tx)
    assert slack.messages == {}


def test_a_watchword_that_goes_while_slack_is_asked_is_not_shared(tx: Transaction, word: Watchword) -> None:
    share(tx, word)
    acting(tx, CHIE)
    voices.withdraw(tx, word.about_id)
    answer(tx, "conversations.info", THERE)
    assert outbox_rows(tx, "post") == []
