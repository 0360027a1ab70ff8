"""What is told of a dialogue outside its rooms, and that it follows what people take back."""

from typing import Any

import pytest

from bot.bridge import copies
from bot.delivery.answers import Answer
from bot.dialogues import closing, dialogues, quoted, record, reveal
from bot.dialogues.agenda import Stage
from bot.ideas import ideas
from bot.people import private
from bot.reactions import places
from bot.transaction import Transaction
from models import Dialogue, Note, OutboxRow, Thread
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, RECORD, SALES
from tests.bot.deciding_table import acting, person, propose
from tests.bot.open_table import AKI, BEN, CHIE, Talk, open_table, thread_in
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock, known, outbox_rows


def table(tx: Transaction, slack: SlackInMemory, clock: FakeClock, **changed: Any) -> Dialogue:
    """Open a dialogue whose notes are open, so that what is said stands in every room."""
    dialogue = open_table(tx, slack, **changed)
    tx.now = clock.advance(minutes=5)
    dialogues.enter_stage(tx, dialogue, Stage.QUESTION_1)
    slack.deliver(tx)
    return dialogue


def close(tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue) -> None:
    end(tx, clock, dialogue)
    slack.deliver(tx)


def end(tx: Transaction, clock: FakeClock, dialogue: Dialogue) -> None:
    """Close a dialogue, with everything that follows still to be delivered."""
    tx.now = clock.advance(minutes=25)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    closing.close(tx, dialogue)


def asked_for_links(tx: Transaction) -> list[OutboxRow]:
    return [row for row in outbox_rows(tx, "ask") if row.answer == "thread_linked"]


def react(talk: Talk, user: str, channel_id: str, ts: str, emoji: str, *, at: int = 2) -> None:
    event = {"type": "reaction_added", "user": user, "reaction": emoji, "event_ts": f"1795000100.{at:06d}"}
    talk.tx.session.flush()
    known(talk.tx, user, name=user)
    talk.send(event | {"item": {"type": "message", "channel": channel_id, "ts": ts}})


def copy_in(tx: Transaction, slack: SlackInMemory, talk: Talk, ts: str, channel_id: str) -> str:
    """Return where the copy of a remark stands in another room."""
    slack.deliver(tx)
    remark = places.remark_at(tx, talk.channel_id, ts)
    assert remark is not None
    dialogue = tx.session.get_one(Dialogue, remark.dialogue_id)
    post = tx.outbox.find(copies.key(remark, thread_in(dialogue, channel_id)))
    assert post is not None
    assert post.ts is not None
    return post.ts


# --- ideas


@pytest.mark.slow
def test_ideas_are_listed_at_the_close_and_in_the_record_without_whose_they_are(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock)
    talk = Talk(tx, slack, dialogue)
    once, twice = talk.say("軽いほど\n手が出る"), talk.say("音が好き")
    talk.say("ふつうのひとこと")
    react(talk, BEN, SALES, once, "bulb")
    for user in (AKI, BEN):
        react(talk, user, SALES, twice, "bulb")
    assert ideas.of(tx, dialogue) == ["音が好き", "軽いほど 手が出る"]

    close(tx, slack, clock, dialogue)
    for text in (slack.texts(CALLS)[-1], slack.texts(RECORD)[0]):
        assert "気づき\n「音が好き」\n「軽いほど 手が出る」" in text
        assert "秋" not in text
        assert "ふつうのひとこと" not in text

    talk.edit(once, "軽いと手が出る")
    talk.delete(twice)
    slack.deliver(tx)
    for text in (slack.texts(CALLS)[-1], slack.texts(RECORD)[0]):
        assert "気づき\n「軽いと手が出る」" in text
        assert "音が好き" not in text


# --- the two remarks


@pytest.mark.slow
def test_remarks_marked_by_other_departments_are_told_two_at_most_by_how_many(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock)
    talk = Talk(tx, slack, dialogue)
    said = {text: talk.say(text) for text in ("ひとり", "ふたり", "自分の部屋だけ", "さんにん")}
    for user in (BEN, CHIE, "U0DAI"):
        react(talk, user, SALES, said["自分の部屋だけ"], "pushpin")
        react(talk, user, CALLS, copy_in(tx, slack, talk, said["さんにん"], CALLS), "bulb")
    for user in (BEN, CHIE):
        react(talk, user, CALLS, copy_in(tx, slack, talk, said["ふたり"], CALLS), "bulb")
    react(talk, BEN, CALLS, copy_in(tx, slack, talk, said["ひとり"], CALLS), "pushpin")
    assert [one.text for one in quoted.of_all(tx, dialogue)] == ["さんにん", "ふたり"]

    close(tx, slack, clock, dialogue)
    told = slack.texts(RECORD)[0]
    assert "「さんにん」　秋さん（営業）" in told
    assert "「ふたり」　秋さん（営業）" in told
    assert "「自分の部屋だけ」　秋" not in told
    assert "「さんにん」　秋さん（営業）" in slack.texts(CHIE)[0]


def test_ones_own_emoji_on_ones_own_words_counts_nowhere(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock)
    talk = Talk(tx, slack, dialogue)
    ts = talk.say("自分で推す")
    react(talk, AKI, CALLS, copy_in(tx, slack, talk, ts, CALLS), "pushpin")
    assert quoted.of_all(tx, dialogue) == []


def test_without_an_emoji_from_elsewhere_numbers_have_to_do(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock)
    Talk(tx, slack, dialogue).say("静かなひとこと")
    close(tx, slack, clock, dialogue)
    assert "静かなひとこと" not in " ".join([*slack.texts(RECORD), *slack.texts(CHIE)])
    assert "1件のひとことが生まれました。" in slack.texts(CHIE)[0]


@pytest.mark.slow
def test_a_remark_that_links_to_a_voice_is_told_beside_that_voice(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock, voices=2)
    first, second = dialogue.seated
    post = tx.outbox.find(f"voice:{dialogue.id}:{second.voice_id}:{dialogue.threads[0].room_id}")
    assert post is not None
    assert post.ts is not None
    talk = Talk(tx, slack, dialogue)
    place = post.ts.replace(".", "")
    linked = talk.say(f"<https://test.slack.com/archives/{SALES}/p{place}|この声>のこと")
    plain = talk.say("みんなのこと")
    for ts in (linked, plain):
        react(talk, BEN, CALLS, copy_in(tx, slack, talk, ts, CALLS), "bulb")
    assert [one.text for one in quoted.of_all(tx, dialogue)] == ["みんなのこと"]
    assert quoted.of_voice(tx, dialogue, first.voice_id) == []
    [about] = quoted.of_voice(tx, dialogue, second.voice_id)
    assert about.text == f"この声 →「{second.voice.quote}」のこと"

    close(tx, slack, clock, dialogue)
    root, one, other = slack.texts(RECORD)
    assert "みんなのこと" in root
    assert "のこと」　秋さん" not in one
    assert "のこと」　秋さん" in other


@pytest.mark.slow
def test_what_is_told_follows_edits_and_takedowns_in_private_messages_too(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock)
    talk = Talk(tx, slack, dialogue)
    ts = talk.say("まえの言葉")
    react(talk, BEN, CALLS, copy_in(tx, slack, talk, ts, CALLS), "bulb")
    close(tx, slack, clock, dialogue)
    talk.edit(ts, "いまの言葉")
    slack.deliver(tx)
    for text in (slack.texts(CHIE)[0], slack.texts(RECORD)[0]):
        assert "いまの言葉" in text
        assert "まえの言葉" not in text
    talk.delete(ts)
    slack.deliver(tx)
    assert "いまの言葉" not in str(slack.messages)


@pytest.mark.slow
def test_what_waits_for_its_hour_in_private_follows_as_well(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    clock.advance(hours=12)  # nobody is told anything in the evening
    tx.now = clock.now()
    dialogue = table(tx, slack, clock)
    talk = Talk(tx, slack, dialogue)
    ts = talk.say("言葉")
    react(talk, BEN, CALLS, copy_in(tx, slack, talk, ts, CALLS), "bulb")
    close(tx, slack, clock, dialogue)
    assert slack.texts(CHIE) == []
    talk.delete(ts)
    tx.now = clock.advance(hours=12)
    private.send_due(tx, person(tx, CHIE).id)
    slack.deliver(tx)
    [told] = slack.texts(CHIE)
    assert "言葉」" not in told


# --- notes


def write(tx: Transaction, dialogue: Dialogue, user: str | None, text: str, position: int) -> Note:
    note = Note(
        workspace_id=tx.workspace.id,
        dialogue_id=dialogue.id,
        voice_id=dialogue.seated[0].voice_id,
        person_id=known(tx, user, name=user).id if user else None,
        text=text,
        position=position,
    )
    tx.session.add(note)
    tx.session.flush()
    return note


@pytest.mark.slow
def test_notes_stand_in_the_record_voice_by_voice_named_only_where_their_writers_put_a_name(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock)
    every = [write(tx, dialogue, AKI if n == 0 else None, f"書きとめ{n}", n) for n in range(12)]
    close(tx, slack, clock, dialogue)
    _, voice, first, rest = slack.texts(RECORD)
    assert "声その1" in voice
    assert "・書きとめ0 秋さん" in first
    assert "書きとめ9" in first
    assert rest == "・書きとめ10 ・書きとめ11"

    reveal.erase(tx, every[11])
    record.note_changed(tx, dialogue, every[11])
    reveal.erase(tx, every[10])
    record.note_changed(tx, dialogue, every[10])
    slack.deliver(tx)
    assert len(slack.texts(RECORD)) == 3
    assert "書きとめ11" not in str(slack.messages)


@pytest.mark.slow
def test_a_room_shared_with_others_reads_no_ideas_about_voices_kept_inside(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(
        tx,
        slack,
        clock,
        rooms=[
            {"channel_id": SALES, "department": "営業"},
            {"channel_id": DEVELOPMENT, "department": "開発", "is_shared": True},
        ],
    )
    note = write(tx, dialogue, None, "社内だけの書きとめ", 0)
    thread = thread_in(dialogue, SALES)
    tx.outbox.post(reveal._draft(tx, dialogue, thread, note))
    slack.deliver(tx)
    post = tx.outbox.find(reveal.key(note, thread))
    assert post is not None
    talk = Talk(tx, slack, dialogue)
    for emoji in ("bulb", "pushpin"):
        react(talk, BEN, SALES, post.ts or "", emoji)
    close(tx, slack, clock, dialogue)
    assert "社内だけの書きとめ" in slack.texts(SALES)[-1]
    assert "社内だけの書きとめ" not in " ".join(slack.texts(DEVELOPMENT))


# --- where the remarks are


@pytest.mark.slow
def test_the_record_links_to_a_thread_that_everybody_may_read(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(
        tx,
        slack,
        clock,
        rooms=[
            {"channel_id": SALES, "department": "営業", "is_private": True},
            {"channel_id": DEVELOPMENT, "department": "開発", "is_shared": True},
            {"channel_id": CALLS, "department": "お客様相談"},
        ],
    )
    end(tx, clock, dialogue)
    [asked] = asked_for_links(tx)
    assert asked.arguments["channel"] == CALLS
    slack.deliver(tx)
    link = "https://test.slack.com/archives/C0CALLS/p1795000000000001"
    record.thread_linked(tx, asked.subject or "", Answer({"permalink": link}))
    slack.deliver(tx)
    assert f"<{link}|部屋のスレッド>" in slack.texts(RECORD)[0]


@pytest.mark.parametrize("answer", [Answer(error="channel_not_found"), Answer({"permalink": "javascript:1"})])
def test_without_an_address_the_record_only_says_where_the_remarks_are(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, answer: Answer
) -> None:
    dialogue = table(tx, slack, clock)
    end(tx, clock, dialogue)
    [asked] = asked_for_links(tx)
    tx.session.delete(asked)
    record.thread_linked(tx, asked.subject or "", answer)
    slack.deliver(tx)
    assert "ひとことは、それぞれの部屋のスレッドにあります。" in slack.texts(RECORD)[0]
    assert tx.session.get_one(Thread, asked.subject).permalink is None


def test_where_all_rooms_are_private_nothing_is_linked(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(
        tx, slack, clock, rooms=[{"channel_id": SALES, "department": "営業", "is_private": True}]
    )
    end(tx, clock, dialogue)
    assert asked_for_links(tx) == []


@pytest.mark.slow
def test_a_circle_that_wants_it_so_keeps_every_remark_and_says_it_on_the_card(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock, record_remarks=True)
    assert "ひとことはすべて記録の部屋にも残ります。" in slack.texts(SALES)[0]
    talk = Talk(tx, slack, dialogue)
    said = [talk.say(f"ひとこと{number}") for number in range(12)]
    close(tx, slack, clock, dialogue)
    root, _, first, rest = slack.texts(RECORD)
    assert "ひとことは、このスレッドにあります。" in root
    assert "秋さん（営業） ひとこと0" in first
    assert "ひとこと11" in rest

    talk.edit(said[0], "書きなおし")
    for ts in said[10:]:
        talk.delete(ts)
    slack.deliver(tx)
    assert len(slack.texts(RECORD)) == 3
    assert "書きなおし" in slack.texts(RECORD)[2]
    assert "ひとこと11" not in str(slack.messages)


def test_usually_the_remarks_stay_in_the_rooms(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock)
    assert "ひとことで部屋の外に出るのは" in slack.texts(SALES)[0]
    Talk(tx, slack, dialogue).say("部屋のなかのひとこと")
    close(tx, slack, clock, dialogue)
    assert "部屋のなかのひとこと" not in " ".join(slack.texts(RECORD))


# --- the decision


@pytest.mark.slow
def test_the_record_names_the_decision_with_its_owner(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = table(tx, slack, clock)
    tx.now = clock.advance(minutes=20)
    dialogues.enter_stage(tx, dialogue, Stage.DECIDING)
    propose(tx, dialogue, AKI, "絵を大きく", owner=AKI)
    acting(tx, BEN)
    tx.now = clock.advance(minutes=-20)
    close(tx, slack, clock, dialogue)
    assert "🛠 始めること「絵を大きく」　言いだし役 秋さん" in slack.texts(RECORD)[0]
