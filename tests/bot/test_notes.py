import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.circles.circles import RoomForm
from bot.dialogues import closing, dialogues, note_writers, notes, reveal
from bot.dialogues.agenda import Stage
from bot.reactions import reactions
from bot.reactions.reactions import ReactionEvent
from bot.refusals import Closed, Gone, TooLong
from bot.transaction import Database, Transaction
from bot.voices import voices
from models import Dialogue, Early, Note, Post, Received, Watchword
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import AKI, BEN, CHIE, Talk, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, Begin, FakeClock, known, outbox_rows


def writing(tx: Transaction, slack: SlackInMemory, *, voices: int = 2, **changed) -> Dialogue:
    return open_table(tx, slack, voices=voices, is_writing=True, **changed)


def write(tx: Transaction, dialogue: Dialogue, user: str, *texts: str, is_named: bool = False) -> None:
    tx.person = known(tx, user, name=user)
    ids = [one.voice_id for one in dialogue.seated]
    notes.write(tx, dialogue.id, dict(zip(ids, texts, strict=False)), is_named=is_named)


def reach_question_1(tx: Transaction, clock: FakeClock, dialogue: Dialogue) -> None:
    tx.now = clock.advance(minutes=5)
    dialogues.enter_stage(tx, dialogue, Stage.QUESTION_1)


def kept(tx: Transaction) -> list[str]:
    tx.session.flush()
    return sorted(tx.session.scalars(select(Note.text).where(Note.is_gone.is_(False))))


# --- unseen


def test_nothing_written_is_told_to_slack_before_the_notes_open(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = writing(tx, slack)
    write(tx, dialogue, AKI, "ひみつの一行", is_named=True)

    assert outbox_rows(tx) == []
    assert "ひみつ" not in str(slack.messages)
    assert tx.session.scalars(select(Received.key).where(Received.key.contains("view"))).all() == []


def test_what_was_written_comes_back_into_the_form_of_its_writer_alone(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = writing(tx, slack)
    write(tx, dialogue, AKI, "一行目", "二行目", is_named=True)
    first, second = (one.voice_id for one in dialogue.seated)

    mine = notes.sheet(tx, dialogue.id, SALES)
    assert (dict(mine.filled), mine.is_named) == ({first: "一行目", second: "二行目"}, True)
    tx.person = known(tx, BEN, name="勉")
    theirs = notes.sheet(tx, dialogue.id, SALES)
    assert (dict(theirs.filled), theirs.is_named) == ({}, False)


def test_a_note_can_be_rewritten_and_emptied_until_it_opens(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = writing(tx, slack)
    write(tx, dialogue, AKI, "はじめ", "のこす")
    write(tx, dialogue, AKI, "なおした", "のこす")
    assert kept(tx) == ["なおした", "のこす"]
    write(tx, dialogue, AKI, "", "")
    assert kept(tx) == []
    assert note_writers.count(tx, dialogue) == 0


def test_the_card_counts_people_who_wrote_at_the_minute_and_not_at_once(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = writing(tx, slack)
    for user in (AKI, BEN):
        write(tx, dialogue, user, "書いた", "もうひとつ")
    assert outbox_rows(tx) == []

    dialogues.show_card(tx, dialogue)
    cards = outbox_rows(tx, "update")
    assert len(cards) == 3
    assert all("書きとめた人 2" in str(row.arguments["blocks"]) for row in cards)


def test_a_note_that_is_too_long_is_refused_at_its_field(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = writing(tx, slack)
    with pytest.raises(TooLong) as refused:
        write(tx, dialogue, AKI, "よい長さ", "あ" * 401)
    assert (refused.value.field, refused.value.places) == ("voice_2", {"max": 400, "len": 401})


# --- opened together


def test_all_notes_open_at_once_in_every_room_in_the_same_order(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack)
    for number, user in enumerate((AKI, BEN, CHIE)):
        write(tx, dialogue, user, f"声一への{number}", f"声二への{number}")
    reach_question_1(tx, clock, dialogue)
    slack.deliver(tx, joins=True)

    shown = {room: " ".join(slack.texts(room)) for room in (SALES, DEVELOPMENT, CALLS)}
    orders = {
        room: sorted((f"声{voice}への{n}" for voice in "一二" for n in range(3)), key=text.index)
        for room, text in shown.items()
    }
    assert orders[SALES] == orders[DEVELOPMENT] == orders[CALLS]
    assert [one[:2] for one in orders[SALES]] in (["声一"] * 3 + ["声二"] * 3, ["声二"] * 3 + ["声一"] * 3)
    assert "6枚の書きとめです" in shown[SALES]


def test_a_name_stands_only_where_its_writer_put_it(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack, voices=1)
    write(tx, dialogue, AKI, "名前なし")
    write(tx, dialogue, BEN, "名前つき", is_named=True)
    reach_question_1(tx, clock, dialogue)
    slack.deliver(tx, joins=True)

    [message] = [text for text in slack.texts(SALES) if "名前つき" in text]
    assert "勉さん" in message
    assert "秋" not in message


def test_without_any_note_the_table_begins_by_reading(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack)
    reach_question_1(tx, clock, dialogue)
    slack.deliver(tx)
    assert any("書きとめなしで始めます" in text for text in slack.texts(SALES))


def test_what_is_said_while_all_write_reaches_the_other_rooms_when_the_notes_open_in_order(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack)
    sales, care = Talk(tx, slack, dialogue), Talk(tx, slack, dialogue, CALLS)
    first = sales.say("さきの一言")
    care.say("つぎの一言", user=BEN)
    gone = sales.say("消した一言")
    sales.edit(first, "さきの一言をなおした")
    sales.delete(gone)
    slack.deliver(tx)
    assert "一言" not in " ".join(slack.texts(DEVELOPMENT))

    write(tx, dialogue, CHIE, "書きとめた")
    reach_question_1(tx, clock, dialogue)
    slack.deliver(tx)
    shown = " ".join(slack.texts(DEVELOPMENT))
    assert shown.index("書きとめた") < shown.index("さきの一言をなおした") < shown.index("つぎの一言")
    assert "消した一言" not in shown


def test_who_speaks_while_all_write_is_told_of_the_button_once(tx: Transaction, slack: SlackInMemory) -> None:
    talk = Talk(tx, slack, writing(tx, slack))
    talk.say("ひとつめ")
    talk.say("ふたつめ")
    [hint] = outbox_rows(tx, "ephemeral")
    assert "いまは書く時間です" in hint.arguments["text"]


def test_who_is_new_to_us_is_told_of_the_button_in_the_language_of_the_table(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = writing(tx, slack)
    dialogue.circle.language = "en"
    known(tx, AKI, name="秋").locale = None
    Talk(tx, slack, dialogue).say("Ahead of the others")
    [hint] = outbox_rows(tx, "ephemeral")
    assert "It is writing time" in hint.arguments["text"]


def test_notes_open_once_even_where_the_stages_between_were_slept_through(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack)
    write(tx, dialogue, AKI, "夢のあとで")
    tx.now = clock.advance(minutes=31)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    slack.deliver(tx)
    assert " ".join(slack.texts(CALLS)).count("夢のあとで") == 1


@pytest.mark.slow
def test_over_sixty_lines_the_rest_stands_behind_a_button(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack, voices=1)
    for number in range(70):
        write(tx, dialogue, f"U{number:03}", f"行{number:03}")
    reach_question_1(tx, clock, dialogue)
    slack.deliver(tx, joins=True)

    shown = " ".join(slack.texts(SALES))
    assert sum(f"行{number:03}" in shown for number in range(70)) == 60
    assert "ほかに10枚" in shown
    assert len(reveal.to_read(tx, dialogue.id, SALES)) == 70
    with pytest.raises(Gone):
        reveal.to_read(tx, dialogue.id, "C0ELSEWHERE")


@pytest.mark.slow
def test_sixty_lines_need_no_more_posts_than_fifteen_seconds_allow(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack, voices=3)
    for number in range(20):
        write(tx, dialogue, f"U{number:03}", *[f"声{voice}の{number}" for voice in range(3)])
    reach_question_1(tx, clock, dialogue)
    before = len(slack.texts(SALES))
    slack.deliver(tx, joins=True)
    assert (
        len(slack.texts(SALES)) - before <= 3 + 15 - 2
    )  # a burst of three, then one a second; prompt included


# --- late, taken down, closed


def test_a_late_note_joins_the_others_marked_as_such(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack, voices=1)
    write(tx, dialogue, AKI, "はやい")
    reach_question_1(tx, clock, dialogue)
    write(tx, dialogue, AKI, "おそい")
    slack.deliver(tx)

    for room in (SALES, DEVELOPMENT, CALLS):
        [late] = [text for text in slack.texts(room) if "おそい" in text]
        assert "あとから" in late
    assert notes.sheet(tx, dialogue.id, SALES).filled == {}
    assert kept(tx) == ["おそい", "はやい"]


@pytest.mark.parametrize("joins", [True, False])
def test_a_note_that_is_taken_down_leaves_the_others_standing(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, joins: bool
) -> None:
    dialogue = writing(tx, slack, voices=1)
    for user, text in ((AKI, "のこる"), (BEN, "さがる"), (CHIE, "これものこる")):
        write(tx, dialogue, user, text)
    reach_question_1(tx, clock, dialogue)
    slack.deliver(tx, joins=joins)
    taken = tx.session.scalars(select(Note).where(Note.text == "さがる")).one()
    reveal.erase(tx, taken)
    reveal.erase(tx, taken)
    slack.deliver(tx)

    for room in (SALES, DEVELOPMENT, CALLS):
        shown = " ".join(slack.texts(room))
        assert "さがる" not in shown
        assert "のこる" in shown
        assert "これものこる" in shown
    assert taken.text == ""


def test_a_note_that_is_taken_down_on_its_way_goes_when_it_arrives(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack, voices=1)
    write(tx, dialogue, AKI, "さがる")
    reach_question_1(tx, clock, dialogue)
    sending = slack.begin_sending(tx)
    reveal.erase(tx, tx.session.scalars(select(Note)).one())
    for row in sending:
        slack._post(tx, [row])
    slack.deliver(tx)
    assert "さがる" not in str(slack.messages)


def test_a_pin_on_a_note_makes_its_words_a_nominee(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack, voices=1)
    write(tx, dialogue, AKI, "重さではなくて気の重さ")
    reach_question_1(tx, clock, dialogue)
    slack.deliver(tx, joins=True)
    note = tx.session.scalars(select(Note)).one()
    post = tx.outbox.find(reveal.key(note, dialogue.threads[2]))
    assert post is not None
    pin = {"user": BEN, "reaction": "pushpin", "item": {"channel": post.channel_id, "ts": post.ts}}
    reactions.changed(
        tx, ReactionEvent.model_validate(pin | {"type": "reaction_added", "event_ts": "1795000002.1"})
    )
    word = tx.session.scalars(select(Watchword)).one()
    assert (word.phrase, word.pins, word.about_kind) == ("重さではなくて気の重さ", 1, "note")

    reveal.erase(tx, note)
    assert tx.session.scalars(select(Early)).all() == []


def test_after_the_close_no_note_is_taken_and_none_is_tied_to_its_writer(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack, voices=1)
    write(tx, dialogue, AKI, "だれのもの")
    tx.now = clock.advance(minutes=31)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    closing.close(tx, dialogue)
    tx.session.expire_all()

    assert set(tx.session.scalars(select(Note.alias))) == {None}
    with pytest.raises(Closed):
        write(tx, dialogue, AKI, "おそすぎる")
    with pytest.raises(Closed):
        notes.sheet(tx, dialogue.id, SALES)


def test_a_room_shared_with_others_sees_no_note_on_a_voice_kept_inside(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    shared = [
        RoomForm(channel_id=SALES, department="営業"),
        RoomForm(channel_id=DEVELOPMENT, department="開発", is_shared=True),
    ]
    dialogue = writing(tx, slack, voices=1, rooms=shared)
    assert [one.quote for one in notes.sheet(tx, dialogue.id, SALES).asked] == ["声その1"]
    assert notes.sheet(tx, dialogue.id, DEVELOPMENT).asked == []
    write(tx, dialogue, AKI, "社内のこと")
    reach_question_1(tx, clock, dialogue)
    slack.deliver(tx)
    assert "社内のこと" in " ".join(slack.texts(SALES))
    assert "社内のこと" not in " ".join(slack.texts(DEVELOPMENT))


def test_notes_of_another_workspace_are_not_there(
    database: Database, begin: Begin, slack: SlackInMemory
) -> None:
    with begin() as tx:
        dialogue_id = writing(tx, slack).id
    with database.session() as session:
        from tests.conftest import install  # noqa: PLC0415

        install(session, "T0OTHER")
    with begin("U0EVE", team_id="T0OTHER") as other:
        for attempt in (
            lambda: notes.sheet(other, dialogue_id, SALES),
            lambda: notes.write(other, dialogue_id, {}, is_named=False),
            lambda: reveal.to_read(other, dialogue_id, SALES),
        ):
            with pytest.raises(Gone):
                attempt()


WRITTEN = st.lists(
    st.tuples(st.sampled_from([AKI, BEN, CHIE]), st.lists(st.sampled_from(["", "あ", "い\nう"]), max_size=2)),
    max_size=8,
)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(written=WRITTEN)
def test_whatever_was_written_last_opens_once_in_each_room(
    database: Database, clock: FakeClock, written: list[tuple[str, list[str]]]
) -> None:
    slack = SlackInMemory()
    clock.set(FakeClock().now())
    with database.begin(TEAM) as tx:
        dialogue = writing(tx, slack, voices=2, name=f"円卓{len(written)}")
        last: dict[tuple[str, int], str] = {}
        for user, texts in written:
            write(tx, dialogue, user, *texts)
            last |= {(user, number): text for number, text in enumerate(texts)}
        reach_question_1(tx, clock, dialogue)
        slack.deliver(tx, joins=True)
        expected = sorted(text for text in last.values() if text)
        assert kept(tx) == expected
        for thread in dialogue.threads:
            posted = select(Post).where(
                Post.about_kind == "note", Post.channel_id == thread.channel_id, Post.state == "posted"
            )
            assert len(tx.session.scalars(posted).all()) == len(expected)
        tx.session.rollback()


def test_a_voice_brought_back_takes_its_heading_along(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack, voices=1)
    write(tx, dialogue, AKI, "読んで思ったこと")
    reach_question_1(tx, clock, dialogue)
    slack.deliver(tx, joins=True)
    heading = tx.outbox.find(
        f"notes-voice:{dialogue.id}:{dialogue.seated[0].voice_id}:{dialogue.threads[0].room_id}"
    )
    assert heading is not None
    assert (heading.about_kind, heading.about_id) == ("voice", dialogue.seated[0].voice_id)


@pytest.mark.parametrize("is_named", [False, True])
def test_what_was_written_about_a_voice_that_a_form_does_not_show_stays(
    tx: Transaction, slack: SlackInMemory, is_named: bool
) -> None:
    dialogue = writing(tx, slack)
    write(tx, dialogue, AKI, "ひとつめに", "ふたつめに", is_named=is_named)
    write(tx, dialogue, AKI, "書きなおした", is_named=is_named)
    assert kept(tx) == ["ふたつめに", "書きなおした"]


def test_nothing_is_kept_of_what_was_written_about_a_voice_that_was_withdrawn(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = writing(tx, slack)
    write(tx, dialogue, AKI, "ひとつめに", "ふたつめに")
    tx.person = known(tx, CHIE, name="千恵")
    voices.withdraw(tx, dialogue.seated[0].voice_id)
    reach_question_1(tx, clock, dialogue)
    tx.session.expire_all()
    assert [note.text for note in tx.session.scalars(select(Note))] == ["ふたつめに"]


def test_notes_are_written_about_what_lies_on_the_table(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = writing(tx, slack, voices=1)
    elsewhere = bring(tx, None, "ほかの声")
    tx.person = known(tx, AKI, name="秋")
    notes.write(tx, dialogue.id, {elsewhere.id: "よその声に"}, is_named=False)
    assert kept(tx) == []
