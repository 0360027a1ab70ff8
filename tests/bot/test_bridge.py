from typing import Any

import pytest
from sqlalchemy import select

from bot import events, inbox
from bot.bridge import copies
from bot.delivery.answers import Answer
from bot.transaction import Transaction
from models import Dialogue, Remark, Room
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import BEN, Talk, open_table, thread_in
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock, outbox_rows

OTHERS = (DEVELOPMENT, CALLS)


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory) -> Dialogue:
    opened = open_table(tx, slack)
    slack.messages.clear()
    return opened


@pytest.fixture
def sales(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> Talk:
    return Talk(tx, slack, dialogue)


def remarks(tx: Transaction) -> list[Remark]:
    return list(tx.session.scalars(select(Remark).order_by(Remark.seq)))


def test_a_remark_stands_in_every_other_room_with_name_picture_and_department(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    sales.say("水筒が重い、と聞きました")
    slack.deliver(tx)

    for room in OTHERS:
        [text] = slack.texts(room)
        assert text == "秋さん（営業） 水筒が重い、と聞きました"
    assert slack.texts(SALES) == []
    [copy] = [message for (channel, _), message in slack.messages.items() if channel == CALLS]
    assert copy["blocks"][0]["elements"][0]["image_url"] == "https://pictures.example/U0AKI.png"
    assert copy["text"] == "秋さん（営業）：水筒が重い、と聞きました"


def test_remarks_are_numbered_in_the_order_in_which_they_came(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, sales: Talk
) -> None:
    sales.say("一")
    Talk(tx, slack, dialogue, CALLS).say("二", user=BEN)
    sales.say("三")

    assert [(remark.seq, remark.text) for remark in remarks(tx)] == [(1, "一"), (2, "二"), (3, "三")]
    slack.deliver(tx)
    assert [text[-1] for text in slack.texts(DEVELOPMENT)] == ["一", "二", "三"]


def test_a_message_told_twice_is_one_remark(tx: Transaction, slack: SlackInMemory, sales: Talk) -> None:
    message = sales.message("一度だけ")
    sales.send(message)
    sales.send(message)
    slack.deliver(tx)

    assert len(remarks(tx)) == 1
    assert len(slack.texts(CALLS)) == 1


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"bot_id": "B0BOT", "user": "U0BOT"}, id="our own"),
        pytest.param({"bot_id": "B0OTHER"}, id="another bot's"),
        pytest.param({"subtype": "bot_message", "bot_id": "B1", "user": None}, id="a customised bot's"),
        pytest.param({"user": "USLACKBOT"}, id="Slackbot's"),
        pytest.param({"subtype": "channel_join"}, id="a join"),
        pytest.param({"subtype": "channel_topic"}, id="a topic"),
        pytest.param({"thread_ts": None}, id="outside a thread"),
        pytest.param({"thread_ts": "1700000000.000001"}, id="another thread"),
    ],
)
def test_what_nobody_says_at_the_table_is_no_remark(
    tx: Transaction, sales: Talk, message: dict[str, Any]
) -> None:
    sales.send(sales.message("…") | message)
    assert remarks(tx) == []
    assert outbox_rows(tx, "post") == []


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share", "me_message"])
def test_other_ways_of_saying_something_are_remarks(tx: Transaction, sales: Talk, subtype: str) -> None:
    sales.say("言いました", subtype=subtype)
    assert len(remarks(tx)) == 1


def test_an_edit_changes_every_copy(tx: Transaction, slack: SlackInMemory, sales: Talk) -> None:
    ts = sales.say("まえ")
    slack.deliver(tx)
    sales.edit(ts, "あと")
    slack.deliver(tx)

    assert [slack.texts(room) for room in OTHERS] == [["秋さん（営業） あと"]] * 2


def test_the_newest_edit_wins_in_whatever_order_they_come(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    ts = sales.say("はじめ")
    sales.edit(ts, "新しい", at="1795000009.000000")
    sales.edit(ts, "古い", at="1795000002.000000")
    slack.deliver(tx)

    assert slack.texts(CALLS) == ["秋さん（営業） 新しい"]


def test_an_unfurled_link_or_a_new_reply_count_is_no_edit(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    ts = sales.say("https://example.com を見て")
    slack.deliver(tx)
    unfurled = sales.message("https://example.com を見て", ts=ts, attachments=[{"title": "Example"}])
    sales.send({"type": "message", "subtype": "message_changed", "message": unfurled})

    assert outbox_rows(tx, "update") == []


def test_an_edit_that_comes_first_is_the_remark(tx: Transaction, slack: SlackInMemory, sales: Talk) -> None:
    original = sales.message("まえ")
    sales.edit(original["ts"], "あと")
    sales.send(original)
    slack.deliver(tx)

    assert slack.texts(CALLS) == ["秋さん（営業） あと"]


def test_a_deletion_takes_every_copy_down_and_erases_the_words(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    ts = sales.say("取り消します")
    slack.deliver(tx)
    sales.delete(ts)
    slack.deliver(tx)

    assert [slack.texts(room) for room in OTHERS] == [[], []]
    [remark] = remarks(tx)
    assert (remark.text, remark.files) == ("", [])


def test_a_deleted_remark_never_comes_back(tx: Transaction, slack: SlackInMemory, sales: Talk) -> None:
    original = sales.message("もうありません")
    sales.delete(original["ts"])
    sales.send(original)
    sales.edit(original["ts"], "それでも")
    slack.deliver(tx)

    assert slack.texts(CALLS) == []
    assert [remark.text for remark in remarks(tx)] == [""]


@pytest.mark.parametrize("previous", [True, False], ids=["with its message", "without its message"])
def test_a_deletion_waits_for_its_message(
    tx: Transaction, slack: SlackInMemory, sales: Talk, previous: bool
) -> None:
    original = sales.message("もうありません")
    sales.delete(original["ts"], previous=previous)
    sales.send(original)
    slack.deliver(tx)

    assert slack.texts(CALLS) == []


def test_a_deletion_before_delivery_leaves_nothing_to_send(tx: Transaction, sales: Talk) -> None:
    ts = sales.say("すぐ取り消します")
    sales.delete(ts)
    assert outbox_rows(tx) == []


def test_an_edit_while_a_copy_is_being_sent_follows_when_it_has_arrived(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    ts = sales.say("まえ")
    slack.begin_sending(tx)
    sales.edit(ts, "あと")
    slack.deliver(tx)

    assert slack.texts(CALLS) == ["秋さん（営業） あと"]


def test_a_deletion_while_a_copy_is_being_sent_follows_when_it_has_arrived(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    ts = sales.say("取り消します")
    slack.begin_sending(tx)
    sales.delete(ts)
    slack.deliver(tx)

    assert slack.texts(CALLS) == []


def test_a_message_shared_by_several_remarks_is_recast_by_an_edit_and_shrinks_by_a_deletion(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    one, two, three = (sales.say(text) for text in ("一", "二", "三"))
    slack.deliver(tx, joins=True)
    assert slack.texts(CALLS) == ["秋さん（営業） 一 秋さん（営業） 二 秋さん（営業） 三"]

    sales.edit(two, "弐")
    sales.delete(one)
    slack.deliver(tx)
    assert slack.texts(CALLS) == ["秋さん（営業） 弐 秋さん（営業） 三"]

    sales.delete(two)
    sales.delete(three)
    slack.deliver(tx)
    assert slack.texts(CALLS) == []


def test_a_message_that_is_shared_while_one_of_its_remarks_goes_keeps_the_others(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    one, _ = sales.say("一"), sales.say("二")
    slack.begin_sending(tx)
    sales.delete(one)
    slack.deliver(tx, joins=True)

    assert slack.texts(CALLS) == ["秋さん（営業） 二"]


def test_words_wait_for_their_authors_name_and_keep_their_place(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    sales.say("はじめまして", user="U0NEW")
    sales.say("どうぞ")
    slack.deliver(tx)
    assert slack.texts(CALLS) == []

    told = {"user": {"id": "U0NEW", "name": "shin", "profile": {"display_name": "新_営業部長"}}}
    copies.person_learned(tx, "U0NEW", Answer(told))
    slack.deliver(tx)
    assert slack.texts(CALLS) == ["新さん（営業） はじめまして", "秋さん（営業） どうぞ"]


def test_somebody_slack_will_not_tell_of_is_shown_by_a_general_word(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    sales.say("だれでしょう", user="U0GONE")
    copies.person_learned(tx, "U0GONE", Answer(error="user_not_found"))
    slack.deliver(tx)

    assert slack.texts(CALLS) == ["参加者さん（営業） だれでしょう"]


def test_words_wait_for_the_name_of_somebody_mentioned_and_mention_nobody_again(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    sales.say("<@U0NEW> と <!channel> に、<https://example.com|ここ>を")
    slack.deliver(tx)
    assert slack.texts(CALLS) == []

    copies.person_learned(tx, "U0NEW", Answer({"user": {"id": "U0NEW", "real_name": "新"}}))
    slack.deliver(tx)
    [text] = slack.texts(CALLS)
    assert text == "秋さん（営業） @新 と @channel に、ここ (https://example.com)を"


def test_an_edit_that_mentions_a_stranger_shows_when_they_are_known(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    ts = sales.say("まえ")
    slack.deliver(tx)
    sales.edit(ts, "<@U0NEW> へ")
    slack.deliver(tx)
    assert slack.texts(CALLS) == ["秋さん（営業） まえ"]

    copies.person_learned(tx, "U0NEW", Answer({"user": {"id": "U0NEW", "real_name": "新"}}))
    slack.deliver(tx)
    assert slack.texts(CALLS) == ["秋さん（営業） @新 へ"]


def test_a_crowd_of_strangers_in_one_remark_holds_it_up_for_a_few_names_only(
    tx: Transaction, sales: Talk
) -> None:
    sales.say(" ".join(f"<@U{number:09d}>" for number in range(500)))
    asked = [row for row in outbox_rows(tx, "ask") if row.method == "users.info"]
    assert len(asked) == copies.AWAITED_NAMES


def test_a_picture_is_mirrored_once_and_shown_in_every_room(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    picture = {"id": "F1", "name": "棚.png", "mimetype": "image/png", "url_private": "https://f/1", "size": 9}
    sales.say("", subtype="file_share", files=[picture])
    [asked] = [row for row in outbox_rows(tx, "ask") if row.method == "files.mirror"]
    assert asked.arguments == {"file": "F1", "url": "https://f/1", "name": "棚.png"}
    slack.deliver(tx)
    assert slack.texts(CALLS) == []

    copies.picture_mirrored(tx, asked.subject or "", Answer({"file_id": "F0OURS"}))
    slack.deliver(tx)
    images = [message["blocks"][-1] for message in slack.messages.values()]
    assert [image["slack_file"] for image in images] == [{"id": "F0OURS"}] * 2


def test_our_file_with_a_picture_goes_with_its_remark(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    picture = {"id": "F1", "name": "棚.png", "mimetype": "image/png", "url_private": "https://f/1", "size": 9}
    ts = sales.say("", subtype="file_share", files=[picture])
    copies.picture_mirrored(tx, f"{remarks(tx)[0].id}:F1", Answer({"file_id": "F0OURS"}))
    sales.delete(ts)
    assert [row.arguments for row in outbox_rows(tx, "ask") if row.method == "files.delete"] == [
        {"file": "F0OURS"}
    ]


def test_a_picture_that_arrives_after_its_remark_was_deleted_goes_again(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    picture = {"id": "F1", "name": "棚.png", "mimetype": "image/png", "url_private": "https://f/1", "size": 9}
    ts = sales.say("", subtype="file_share", files=[picture])
    sales.delete(ts)
    [remark] = tx.session.scalars(select(Remark)).all()
    copies.picture_mirrored(tx, f"{remark.id}:F1", Answer({"file_id": "F0OURS"}))
    assert [row.arguments for row in outbox_rows(tx, "ask") if row.method == "files.delete"] == [
        {"file": "F0OURS"}
    ]


def test_a_picture_that_cannot_be_had_is_named_with_the_room_it_stands_in(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    picture = {"id": "F1", "name": "棚.png", "mimetype": "image/png", "url_private": "https://f/1"}
    sales.say("見て", files=[picture])
    copies.picture_mirrored(tx, f"{remarks(tx)[0].id}:F1", Answer(error="file_not_found"))
    slack.deliver(tx)

    [text] = slack.texts(CALLS)
    assert "「棚.png」は、営業の部屋にあります" in text


@pytest.mark.parametrize(
    "file",
    [
        pytest.param({"mimetype": "application/pdf", "url_private": "https://f/1"}, id="no picture"),
        pytest.param({"mimetype": "image/png", "url_private": "u", "size": 10**8}, id="too large"),
        pytest.param({"file_access": "check_file_info"}, id="of another organisation"),
    ],
)
def test_other_files_are_named_at_once(
    tx: Transaction, slack: SlackInMemory, sales: Talk, file: dict[str, Any]
) -> None:
    sales.say("資料です", files=[{"id": "F1", "name": "plan"} | file])
    slack.deliver(tx)
    [text] = slack.texts(CALLS)
    assert "「plan」" in text


def test_a_file_that_is_deleted_leaves_the_copies(tx: Transaction, slack: SlackInMemory, sales: Talk) -> None:
    file = {"id": "F1", "name": "plan.pdf", "mimetype": "application/pdf"}
    ts = sales.say("資料です", files=[file])
    slack.deliver(tx)
    without = sales.message("資料です", ts=ts, files=[{"id": "F1", "mode": "tombstone"}])
    sales.send({"type": "message", "subtype": "message_changed", "message": without})
    slack.deliver(tx)

    assert slack.texts(CALLS) == ["秋さん（営業） 資料です"]


def test_after_the_close_remarks_stay_in_their_room_and_the_thread_says_so_once(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, sales: Talk
) -> None:
    ts = sales.say("まだ開いています")
    slack.deliver(tx)
    dialogue.state = "closed"
    sales.say("おくれて")
    sales.say("もうひとつ")
    slack.deliver(tx)

    assert slack.texts(SALES) == ["スレッドには、このあとも書きたせます。ほかの部屋には、もう届きません。"]
    assert slack.texts(CALLS) == ["秋さん（営業） まだ開いています"]

    sales.edit(ts, "なおしました")
    slack.deliver(tx)
    assert slack.texts(CALLS) == ["秋さん（営業） なおしました"]
    sales.delete(ts)
    slack.deliver(tx)
    assert slack.texts(CALLS) == []


def test_a_remark_in_a_thread_whose_place_is_not_known_yet_waits_for_it(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    thread = thread_in(dialogue, SALES)
    talk = Talk(tx, slack, dialogue)
    place = talk.thread_ts
    thread.ts = None
    talk.say("早すぎました")
    assert remarks(tx) == []

    thread.ts = place
    events.message_known(tx, f"{SALES}:{place}", Answer())
    slack.deliver(tx)
    assert slack.texts(CALLS) == ["秋さん（営業） 早すぎました"]
    assert inbox.take_early(tx, SALES, place or "") == []


def test_a_reply_elsewhere_does_not_wait_when_no_card_is_on_its_way(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    sales.send(sales.message("別の話") | {"thread_ts": "1700000000.000001"})
    assert inbox.take_early(tx, SALES, "1700000000.000001") == []


def test_a_lost_room_is_left_out(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, sales: Talk
) -> None:
    lost = tx.session.scalars(select(Room).where(Room.channel_id == DEVELOPMENT)).one()
    lost.lost_because = "not_in_channel"
    sales.say("ふたつの部屋で")
    slack.deliver(tx)

    assert slack.texts(DEVELOPMENT) == []
    assert len(slack.texts(CALLS)) == 1


def test_the_author_belongs_to_the_department_of_the_room_they_spoke_in(tx: Transaction, sales: Talk) -> None:
    sales.say("営業から")
    assert tx.actor.department == "営業"


def test_nul_and_overrides_of_direction_are_left_out(
    tx: Transaction, slack: SlackInMemory, sales: Talk
) -> None:
    sales.say("a\x00b\u202ec")
    slack.deliver(tx)
    assert slack.texts(CALLS) == ["秋さん（営業） abc"]


def test_our_own_message_that_comes_back_settles_the_post(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, sales: Talk, clock: FakeClock
) -> None:
    sales.say("届いたかどうか")
    row = slack.begin_sending(tx)[0]
    events.happened(
        tx,
        {
            "type": "message",
            "channel": row.lane,
            "user": "U0BOT",
            "bot_id": "B0BOT",
            "ts": "1795000005.000001",
            "thread_ts": "1",
            "metadata": {"event_type": "entaku_copy", "event_payload": {"key": row.key}},
        },
    )
    post = tx.outbox.find(row.key)
    assert post is not None
    assert (post.state, post.ts) == ("posted", "1795000005.000001")
