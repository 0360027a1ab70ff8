from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.circles import circles, planning, rooms
from bot.delivery.answers import Answer
from bot.dialogues import closing, dialogues
from bot.dialogues.agenda import Stage
from bot.transaction import Transaction
from models import Dialogue, OutboxRow, Remark, Room, Step, Voice
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, RECORD, SALES, form, seat
from tests.bot.open_table import Talk, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import MONDAY_TEN_IN_TOKYO, Begin, FakeClock, known, outbox_rows

TODAY = date(2026, 11, 30)
DUE = MONDAY_TEN_IN_TOKYO


def at(tx: Transaction, clock: FakeClock, **later: float) -> None:
    """Move on; operations of a transaction see one instant, so the test moves that too."""
    tx.now = clock.advance(**later)


def steps_of(tx: Transaction, dialogue: Dialogue) -> dict[str, datetime]:
    tx.session.flush()
    found = tx.session.scalars(select(Step).where(Step.dialogue_id == dialogue.id))
    return {f"{step.name} {step.argument}": step.due_at for step in found}


def keys(tx: Transaction) -> list[str]:
    return [row.key.split(":")[0] for row in outbox_rows(tx, "post")]


def open_with(tx: Transaction, voices: int = 1, **changed: Any) -> Dialogue:
    circle = seat(tx, **changed)
    for number in range(voices):
        bring(tx, circle, f"声その{number + 1}")
    opened = dialogues.open_due(tx, circle, TODAY, DUE)
    assert opened is not None
    return opened


def as_known(tx: Transaction, row: OutboxRow) -> list[dict[str, Any]]:
    """Return a thread as Slack shows it if we missed nothing."""
    known_here = select(Remark).where(
        Remark.channel_id == row.arguments["channel"], Remark.deleted_at.is_(None)
    )
    root = {"ts": row.arguments["ts"], "user": "U0BOT", "bot_id": "B0BOT"}
    return [
        root,
        *(
            {"ts": remark.ts, "thread_ts": root["ts"], "user": "U0AKI", "text": remark.text}
            for remark in tx.session.scalars(known_here)
        ),
    ]


def answer_all(tx: Transaction, slack: SlackInMemory) -> None:
    """Answer what a closing dialogue asks, as Slack would if nothing had been missed."""
    for row in outbox_rows(tx, "ask"):
        if row.answer == "thread_read":
            tx.session.delete(row)
            closing.thread_read(tx, row.subject or "", Answer({"messages": as_known(tx, row)}))
        elif row.answer == "voice_recounted":
            tx.session.delete(row)
            closing.voice_recounted(tx, row.subject or "", Answer({"message": {}}))


# --- opening


def test_a_dialogue_opens_as_a_card_its_voices_and_the_first_prompt_in_every_room(tx: Transaction) -> None:
    known(tx, "U0HOST", name="進")
    dialogue = open_with(tx, voices=2)

    for room in (SALES, DEVELOPMENT, CALLS):
        own = [row for row in outbox_rows(tx, "post") if row.lane == room]
        assert [row.key.split(":")[0] for row in own] == ["card", "voice", "voice", "stage"]
    assert [seated.voice.state for seated in dialogue.seated] == ["heard", "heard"]
    assert dialogue.stage == "writing"


def test_each_voice_post_is_about_its_voice(tx: Transaction) -> None:
    dialogue = open_with(tx)
    post = tx.outbox.find(f"voice:{dialogue.id}:{dialogue.seated[0].voice_id}:{dialogue.threads[0].room_id}")
    assert post is not None
    assert (post.about_kind, post.about_id) == ("voice", dialogue.seated[0].voice_id)
    assert post.thread_key == dialogue.threads[0].card_key


def test_voices_that_are_not_chosen_wait_on(tx: Transaction) -> None:
    dialogue = open_with(tx, voices=5)
    waiting = tx.session.scalars(select(Voice).where(Voice.state == "waiting")).all()
    assert (len(dialogue.seated), len(waiting)) == (3, 2)


def test_the_same_seed_over_the_same_voices_chooses_the_same(begin: Begin) -> None:
    chosen = []
    for _ in range(2):
        with begin() as tx:
            circle = seat(tx)
            for number in range(9):
                bring(tx, circle, f"声その{number}", id=f"v{number}")
            dialogue = dialogues.open_now(tx, circle, seed="7")
            chosen.append([seated.voice.quote for seated in dialogue.seated])
            tx.session.rollback()
    assert chosen[0] == chosen[1]


def test_stages_are_planned_from_the_stored_start(tx: Transaction) -> None:
    planned = steps_of(tx, open_with(tx))
    assert planned == {
        "count 1": DUE + timedelta(minutes=1),
        "count 2": DUE + timedelta(minutes=2),
        "count 3": DUE + timedelta(minutes=3),
        "count 4": DUE + timedelta(minutes=4),
        "stage question_1": DUE + timedelta(minutes=5),
        "stage question_2": DUE + timedelta(minutes=12),
        "stage question_3": DUE + timedelta(minutes=19),
        "quiet once": DUE + timedelta(minutes=15),
        "stage deciding": DUE + timedelta(minutes=25),
        "stage closed": DUE + timedelta(minutes=30),
    }


@pytest.mark.parametrize(
    ("late", "starts_at"),
    [
        pytest.param(timedelta(seconds=40), DUE, id="a beat's length: at the announced hour"),
        pytest.param(timedelta(minutes=20), DUE + timedelta(minutes=20), id="within the hour: from now"),
        pytest.param(
            timedelta(minutes=60), DUE + timedelta(minutes=60), id="an hour to the second: from now"
        ),
        pytest.param(timedelta(minutes=60, seconds=1), None, id="later: missed"),
    ],
)
def test_a_late_opening(
    tx: Transaction, clock: FakeClock, late: timedelta, starts_at: datetime | None
) -> None:
    known(tx, "U0HOST", name="進")
    circle = seat(tx)
    voice = bring(tx, circle, "待っています")
    at(tx, clock, seconds=late.total_seconds())
    opened = dialogues.open_due(tx, circle, TODAY, DUE)

    assert (opened.started_at if opened else None) == starts_at
    assert voice.state == ("heard" if starts_at else "waiting")
    assert keys(tx) == (["missed"] if starts_at is None else keys(tx))


def test_a_missed_occurrence_is_told_to_the_host_once(tx: Transaction, clock: FakeClock) -> None:
    known(tx, "U0HOST", name="進")
    circle = seat(tx)
    at(tx, clock, hours=3)
    for _ in range(2):
        dialogues.open_due(tx, circle, TODAY, DUE)

    [told] = outbox_rows(tx, "post")
    assert told.lane == "U0HOST"
    assert "11月30日（月） 10:00" in told.arguments["text"]


def test_without_a_voice_nothing_opens_and_the_rooms_are_told_kindly(tx: Transaction) -> None:
    circle = seat(tx)
    assert dialogues.open_due(tx, circle, TODAY, DUE) is None
    assert keys(tx) == ["empty"] * 3
    with pytest.raises(dialogues.NoVoices):
        dialogues.open_now(tx, circle)


def test_a_circle_has_one_open_dialogue_at_a_time(tx: Transaction) -> None:
    dialogue = open_with(tx)
    bring(tx, dialogue.circle, "もうひとつ")
    with pytest.raises(dialogues.AlreadyOpen):
        dialogues.open_now(tx, dialogue.circle)
    assert dialogues.open_due(tx, dialogue.circle, TODAY + timedelta(weeks=1), DUE) is None


def test_opening_uses_the_occurrence_up(tx: Transaction) -> None:
    circle = seat(tx)
    bring(tx, circle, "声")
    circles.expect(tx, circle, TODAY, DUE)
    dialogues.open_due(tx, circle, TODAY, DUE)
    assert circle.next_on is None


def test_a_lost_room_is_left_out_and_without_any_room_nothing_opens(tx: Transaction) -> None:
    known(tx, "U0HOST", name="進")
    circle = seat(tx)
    bring(tx, circle, "声")
    rooms.lost(tx, SALES, "is_archived")
    assert [t.channel_id for t in dialogues.open_now(tx, circle).threads] == [DEVELOPMENT, CALLS]

    other = seat(tx, name="別", rooms=[{"channel_id": SALES, "department": "営業"}])
    other.rooms[0].lost_because = "is_archived"
    with pytest.raises(dialogues.NoRooms):
        dialogues.open_now(tx, other)


def test_a_room_shared_outside_is_named_on_the_card_and_reads_no_voice_kept_inside(tx: Transaction) -> None:
    shared = form().model_dump()["rooms"]
    shared[1]["is_shared"] = True
    circle = seat(tx, rooms=shared)
    bring(tx, circle, "社内の声")
    bring(tx, circle, "公開の声", id="open1")
    tx.session.get_one(Voice, "open1").consent = "public"
    dialogues.open_now(tx, circle)

    shown = {row.lane: "" for row in outbox_rows(tx, "post")}
    for row in outbox_rows(tx, "post"):
        shown[row.lane] += str(row.arguments["blocks"])
    assert "社内の声" not in shown[DEVELOPMENT]
    assert "公開の声" in shown[DEVELOPMENT]
    assert "社内の声" in shown[SALES]
    assert "開発の部屋は、社外の方とも共有しています" in shown[SALES]


# --- inviting


@pytest.mark.parametrize(("waiting", "asked"), [(0, "あと3つ"), (2, "あと1つ"), (3, None)])
def test_two_days_before_the_rooms_are_asked_for_what_is_missing(
    tx: Transaction, clock: FakeClock, waiting: int, asked: str | None
) -> None:
    at(tx, clock, days=-2)
    circle = seat(tx)
    for number in range(waiting):
        bring(tx, circle, f"声{number}")
    circles.expect(tx, circle, TODAY, DUE)
    planning.invite(tx, circle, TODAY)

    texts = [row.arguments["text"] for row in outbox_rows(tx, "post")]
    assert len(texts) == (3 if asked else 0)
    assert all(asked in text for text in texts if asked)


def test_an_invitation_that_comes_too_late_is_left_out(tx: Transaction, clock: FakeClock) -> None:
    at(tx, clock, minutes=-30)
    circle = seat(tx)
    circles.expect(tx, circle, TODAY, DUE)
    planning.invite(tx, circle, TODAY)
    assert outbox_rows(tx, "post") == []


def test_lost_rooms_are_looked_after_before_the_dialogue(tx: Transaction) -> None:
    known(tx, "U0HOST", name="進")
    circle = seat(tx)
    rooms.lost(tx, SALES, "not_in_channel")
    planning.invite(tx, circle, TODAY)
    [asked] = outbox_rows(tx, "ask")
    assert (asked.method, asked.subject) == ("conversations.info", SALES)

    rooms.looked_at(tx, SALES, Answer({"channel": {"is_member": True, "is_archived": False}}))
    lost = tx.session.scalars(select(Room.lost_because).where(Room.channel_id == SALES)).one()
    assert lost is None


# --- stages


@pytest.mark.parametrize(
    ("minute", "stage"),
    [
        (0, "writing"),
        (4.9, "writing"),
        (5, "question_1"),
        (11.9, "question_1"),
        (12, "question_2"),
        (19, "question_3"),
        (25, "deciding"),
        (29.9, "deciding"),
        (30, "closed"),
        (500, "closed"),
    ],
)
def test_a_beat_enters_the_stage_of_its_minute(
    tx: Transaction, clock: FakeClock, minute: float, stage: str
) -> None:
    dialogue = open_with(tx)
    at(tx, clock, minutes=minute)
    for each in list(Stage)[1:]:
        dialogues.enter_stage(tx, dialogue, each)
    assert dialogue.stage == stage


def test_a_stage_is_prompted_once_in_every_room_and_the_card_says_when_it_ends(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack)
    at(tx, clock, minutes=5)
    for _ in range(2):
        dialogues.enter_stage(tx, dialogue, Stage.QUESTION_1)

    assert keys(tx) == ["stage"] * 3
    assert len(outbox_rows(tx, "update")) == 3
    slack.deliver(tx)
    card, *_, prompt = slack.texts(SALES)
    assert "いまは「問い1」です。10:12まで続きます。" in card
    assert "なぜこの人は、この商品を選ばなかったのか" in prompt


def test_after_an_absence_only_the_current_stage_is_prompted(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack)
    at(tx, clock, minutes=20)
    for stage in (Stage.QUESTION_1, Stage.QUESTION_2, Stage.QUESTION_3):
        dialogues.enter_stage(tx, dialogue, stage)

    assert {row.key.split(":")[2] for row in outbox_rows(tx, "post")} == {"question_3"}


def test_after_an_absence_over_the_end_the_dialogue_still_closes(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack)
    at(tx, clock, hours=5)
    for stage in list(Stage)[1:]:
        dialogues.enter_stage(tx, dialogue, stage)

    assert dialogue.state == "closing"
    assert outbox_rows(tx, "post") == []


# --- closing


def test_a_closing_dialogue_reads_its_threads_and_voices_once_more_and_then_closes(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack)
    at(tx, clock, minutes=30)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    asked = [row.method for row in outbox_rows(tx, "ask")]
    assert sorted(asked) == ["conversations.replies"] * 3 + ["reactions.get"] * 3
    assert dialogue.state == "closing"

    answer_all(tx, slack)
    assert dialogue.state == "closed"
    assert dialogue.closed_at == tx.now


def test_a_dialogue_whose_questions_are_not_answered_closes_a_minute_later(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack)
    at(tx, clock, minutes=30)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    assert steps_of(tx, dialogue)["close latest"] == tx.now + timedelta(seconds=60)

    at(tx, clock, minutes=1)
    for _ in range(2):
        closing.close(tx, dialogue)
    slack.deliver(tx)
    assert dialogue.state == "closed"
    assert len([text for text in slack.texts(SALES) if "ありがとうございました" in text]) == 1


@pytest.mark.slow
def test_the_close_says_thanks_and_numbers_in_every_thread_and_keeps_the_record(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack, voices=2)
    talk = Talk(tx, slack, dialogue)
    talk.say("ひとつめ")
    talk.delete(talk.say("消えるひとこと"))
    at(tx, clock, minutes=30)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    answer_all(tx, slack)
    slack.deliver(tx)

    for room in (SALES, DEVELOPMENT, CALLS):
        assert "囲んだ声 2／ひとこと 1／気づき 0" in slack.texts(room)[-1]
        assert "むすび" in slack.texts(room)[0]
    record, *voices = slack.texts(RECORD)
    assert "営業・開発・お客様相談のみなさんで囲みました" in record
    assert ["声その1" in voices[0] or "声その2" in voices[0], len(voices)] == [True, 2]


@pytest.mark.slow
def test_who_brought_a_voice_hears_of_it_in_private(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack, voices=3)
    at(tx, clock, minutes=30)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    answer_all(tx, slack)

    [told] = [row for row in outbox_rows(tx, "post") if row.key.startswith("heard:")]
    assert told.lane == "U0CHIE"


@pytest.mark.slow
def test_a_phrase_that_is_taken_down_after_the_close_leaves_what_was_told(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    ts = talk.say("心に残る言葉")
    pin = {"type": "reaction_added", "user": "U0BEN", "reaction": "pushpin", "event_ts": "1795000002.000000"}
    talk.send(pin | {"item": {"type": "message", "channel": SALES, "ts": ts}})
    at(tx, clock, minutes=30)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    answer_all(tx, slack)
    slack.deliver(tx)
    assert "この円卓の合言葉「心に残る言葉」" in slack.texts(RECORD)[0]

    talk.delete(ts)
    slack.deliver(tx)
    everything = " ".join(text for room in (SALES, DEVELOPMENT, CALLS, RECORD) for text in slack.texts(room))
    assert "心に残る言葉" not in everything


# --- catching up


def read(tx: Transaction, slack: SlackInMemory, talk: Talk, pages: list[list[dict[str, Any]]]) -> None:
    """Answer the question for the talk's thread, page by page; other threads are as we know them."""
    for number, page in enumerate(pages):
        [row] = [r for r in outbox_rows(tx, "ask") if r.arguments["channel"] == talk.channel_id]
        assert ("cursor" in row.arguments) is (number > 0)
        cursor = f"page{number + 1}" if number + 1 < len(pages) else ""
        tx.session.delete(row)
        tx.session.flush()
        root = {"user": "U0BOT", "bot_id": "B0BOT", "text": "", "ts": talk.thread_ts}
        answer = {"messages": [root, *page], "response_metadata": {"next_cursor": cursor}}
        closing.thread_read(tx, row.subject or "", Answer(answer))


def asked_threads(tx: Transaction) -> list[OutboxRow]:
    return [row for row in outbox_rows(tx, "ask") if row.method == "conversations.replies"]


def test_what_was_said_edited_and_deleted_meanwhile_runs_as_if_its_events_had_come(
    tx: Transaction, slack: SlackInMemory
) -> None:
    talk = Talk(tx, slack, open_table(tx, slack))
    kept, edited, gone = talk.say("残る"), talk.say("まえ"), talk.say("消える")
    slack.deliver(tx)
    dialogues.read_threads(tx)
    assert len(asked_threads(tx)) == 3

    shown = [
        talk.message("残る", ts=kept),
        talk.message("あと", ts=edited, edited={"user": "U0AKI", "ts": "1795000001.000000"}),
        talk.message("聞きのがした", user="U0BEN"),
    ]
    read(tx, slack, talk, [shown])
    slack.deliver(tx)

    said = [text.split()[-1] for text in slack.texts(CALLS)[-3:]]
    assert said == ["残る", "あと", "聞きのがした"]
    assert gone not in [message["ts"] for message in shown]
    assert "消える" not in " ".join(slack.texts(CALLS))


def test_a_long_thread_is_read_page_by_page_and_deletions_only_where_it_was_read(
    tx: Transaction, slack: SlackInMemory
) -> None:
    talk = Talk(tx, slack, open_table(tx, slack))
    places = [talk.say(f"R{number}") for number in range(4)]
    slack.deliver(tx)
    dialogues.read_threads(tx)
    later = talk.say("そのあと")

    pages = [[talk.message("R0", ts=places[0])], [talk.message("R2", ts=places[2])]]
    read(tx, slack, talk, pages)
    slack.deliver(tx)

    shown = " ".join(slack.texts(CALLS))
    assert [word for word in ("R0", "R1", "R2", "R3", "そのあと") if word in shown] == [
        "R0",
        "R2",
        "そのあと",
    ]
    assert later


def test_a_thread_that_cannot_be_read_deletes_nothing(tx: Transaction, slack: SlackInMemory) -> None:
    talk = Talk(tx, slack, open_table(tx, slack))
    talk.say("残る")
    slack.deliver(tx)
    dialogues.read_threads(tx)
    for row in asked_threads(tx):
        closing.thread_read(tx, row.subject or "", Answer(error="thread_not_found"))
    slack.deliver(tx)
    assert "残る" in slack.texts(CALLS)[-1]


def test_an_answer_without_the_threads_root_deletes_nothing(tx: Transaction, slack: SlackInMemory) -> None:
    talk = Talk(tx, slack, open_table(tx, slack))
    talk.say("残る")
    slack.deliver(tx)
    dialogues.read_threads(tx)
    for row in asked_threads(tx):
        closing.thread_read(tx, row.subject or "", Answer({"messages": []}))
    slack.deliver(tx)
    assert "残る" in slack.texts(CALLS)[-1]


def test_closed_dialogues_are_not_read_again(tx: Transaction, slack: SlackInMemory) -> None:
    open_table(tx, slack).state = "closed"
    dialogues.read_threads(tx)
    assert asked_threads(tx) == []


def test_the_beginning_of_time_is_in_utc(tx: Transaction) -> None:
    assert open_with(tx).started_at.tzinfo is UTC
