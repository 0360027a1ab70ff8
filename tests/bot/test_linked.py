import pytest

from bot.bridge import unnamed
from bot.circles.circles import RoomForm
from bot.dialogues import reveal
from bot.transaction import Transaction
from bot.voices import voices
from models import Dialogue, Note
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import BEN, CHIE, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import known


def address(channel_id: str, ts: str) -> str:
    return f"<https://test.slack.com/archives/{channel_id}/p{ts.replace('.', '')}?thread_ts=1.2&amp;cid=C1>"


def copy_in(slack: SlackInMemory, channel_id: str, words: str) -> str:
    return next(
        ts
        for (channel, ts), message in slack.messages.items()
        if channel == channel_id and words in message["text"]
    )


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory) -> Dialogue:
    return open_table(tx, slack)


def last(slack: SlackInMemory, channel_id: str) -> str:
    return slack.texts(channel_id)[-1]


def test_a_link_to_a_copy_stands_in_the_other_rooms_as_the_words_it_leads_to(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    Talk(tx, slack, dialogue, SALES).say("箱が *重い* &amp; 大きい")
    slack.deliver(tx)
    link = address(DEVELOPMENT, copy_in(slack, DEVELOPMENT, "重い"))
    Talk(tx, slack, dialogue, DEVELOPMENT).say(f"これです {link} どうですか", user=BEN)
    slack.deliver(tx)
    for room in (SALES, CALLS):
        assert last(slack, room).endswith("これです →「箱が *重い* &amp; 大きい」 どうですか")


def test_a_message_that_is_shared_without_a_word_stands_there_as_its_words(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    ts = Talk(tx, slack, dialogue, SALES).say("重いんです")
    slack.deliver(tx)
    shared = {"is_share": True, "from_url": address(SALES, ts).strip("<>").replace("&amp;", "&"), "text": "…"}
    Talk(tx, slack, dialogue, SALES).say("", user=BEN, attachments=[shared])
    slack.deliver(tx)
    assert last(slack, CALLS).endswith("→「重いんです」")


def test_a_voice_and_a_note_can_be_linked_to(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    voice_ts = copy_in(slack, CALLS, "声その1")
    Talk(tx, slack, dialogue, CALLS).say(address(CALLS, voice_ts))
    slack.deliver(tx)
    assert last(slack, SALES).endswith("→「声その1」")


def test_the_words_follow_what_is_linked_to_and_go_with_it(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    talk = Talk(tx, slack, dialogue, SALES)
    ts = talk.say("重いんです")
    slack.deliver(tx)
    Talk(tx, slack, dialogue, CALLS).say("同じく " + address(SALES, ts), user=BEN)
    slack.deliver(tx)
    talk.edit(ts, "とても重いんです")
    slack.deliver(tx)
    assert "同じく →「とても重いんです」" in last(slack, DEVELOPMENT)
    talk.delete(ts)
    slack.deliver(tx)
    assert "同じく →「…」" in last(slack, DEVELOPMENT)


def test_a_withdrawn_voice_and_a_note_taken_down_leave_no_words_in_links(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    voice = dialogue.seated[0].voice
    note = Note(
        workspace_id=tx.workspace.id, dialogue=dialogue, voice=voice, text="書いたこと", is_gone=False
    )
    tx.session.add(note)
    tx.session.flush()
    reveal.join_late(tx, dialogue, [note])
    slack.deliver(tx)
    links = [
        address(CALLS, copy_in(slack, CALLS, "書いたこと")),
        address(SALES, copy_in(slack, SALES, "声その1")),
    ]
    Talk(tx, slack, dialogue, CALLS).say(" ".join(links))
    slack.deliver(tx)
    assert last(slack, DEVELOPMENT).endswith("→「書いたこと」 →「声その1」")
    reveal.erase(tx, note)
    tx.person = known(tx, CHIE, name="千恵")
    voices.withdraw(tx, voice.id)
    slack.deliver(tx)
    assert last(slack, DEVELOPMENT).endswith("→「…」 →「…」")


def test_a_room_shared_with_others_reads_no_voice_kept_inside_in_a_link(
    tx: Transaction, slack: SlackInMemory
) -> None:
    shared = [
        RoomForm(channel_id=SALES, department="営業"),
        RoomForm(channel_id=DEVELOPMENT, department="開発", is_shared=True),
    ]
    dialogue = open_table(tx, slack, rooms=shared)
    Talk(tx, slack, dialogue, SALES).say(address(SALES, copy_in(slack, SALES, "声その1")))
    slack.deliver(tx)
    assert last(slack, DEVELOPMENT).endswith("→「…」")


def test_a_link_in_a_link_is_only_an_ellipsis(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    talk = Talk(tx, slack, dialogue, SALES)
    first = talk.say("はじめ")
    second = talk.say("見て " + address(SALES, first))
    talk.say(address(SALES, second), user=BEN)
    slack.deliver(tx)
    assert last(slack, CALLS).endswith("→「見て …」")


def test_a_link_to_elsewhere_stays_as_it_is(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    link = "https://test.slack.com/archives/C0OTHER/p1795000000000001"
    Talk(tx, slack, dialogue, SALES).say(f"<{link}>")
    slack.deliver(tx)
    assert last(slack, CALLS).endswith(link)


def test_somebody_without_a_name_can_link_too(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    ts = Talk(tx, slack, dialogue, SALES).say("重いんです")
    tx.person = known(tx, BEN, name="勉")
    unnamed.say(tx, dialogue.id, "これは？" + address(SALES, ts).strip("<>"), form_id="1")
    slack.deliver(tx)
    assert last(slack, CALLS).endswith("これは？→「重いんです」")
