"""The weekly letter: what a week brought, once, in the record room; it follows whatever is edited or taken back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot import retelling
from bot.delivery.outbox import About
from bot.dialogues import hosting
from bot.improvements import improvements
from bot.improvements.improvement_form import ImprovementForm
from bot.keeping import erasing
from bot.keeping.erasing import Wanted, What
from bot.letters import letters
from bot.refusals import NotYours
from bot.transaction import Database, Transaction
from bot.voices import voices
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import Circle, Dialogue, Improvement, Letter, Measurement, Step, Voice, Win
from scheduler import beat
from tests.bot import deciding_table, whole_table
from tests.bot.circle_of_three import RECORD, SALES, seat
from tests.bot.open_table import AKI, BEN, CHIE, bring
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock

WEEK = timedelta(weeks=1)
TOKYO = "Asia/Tokyo"


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    """Give a closed dialogue over one voice, with a watchword, an improvement and a small win."""
    held = whole_table.hold(tx, slack, clock)
    for thread in held.threads:
        thread.prompt_url = "https://t.example/archives/C0/p1"
    tx.session.flush()
    return held


def at_week_end(tx: Transaction, clock: FakeClock) -> datetime:
    """Move on to when the next letter is due."""
    due_at = letters.next_due(tx.now, TOKYO)
    clock.set(due_at)
    tx.now = due_at
    return due_at


def write(tx: Transaction, slack: SlackInMemory, clock: FakeClock, circle: Circle) -> list[str]:
    """Let a week end; return the letters that stand in the record room."""
    due_at = at_week_end(tx, clock)
    letters.write(tx, circle.id, due_at)
    slack.deliver(tx)
    return shown(slack)


def shown(slack: SlackInMemory) -> list[str]:
    return [text for text in slack.texts(RECORD) if "週のたより" in text]


def voice_of(dialogue: Dialogue) -> Voice:
    return dialogue.seated[0].voice


def improvement(tx: Transaction) -> Improvement:
    return tx.session.scalars(select(Improvement).where(Improvement.state != "proposed")).one()


def finish(tx: Transaction, *values: float) -> Improvement:
    """Let the improvement be done, and measured on so many days."""
    one = improvement(tx)
    tx.now += timedelta(days=1)
    one.state, one.ended_at = "done", tx.now
    one.measure, one.measure_unit = "相談", "件"
    for days, value in enumerate(values):
        on = tx.now.date() + timedelta(days=days)
        tx.session.add(
            Measurement(
                workspace_id=tx.workspace.id,
                improvement_id=one.id,
                value=value,
                measured_on=on,
                noted_at=tx.now,
            )
        )
    tx.session.flush()
    return one


# --- when


@pytest.mark.parametrize(
    ("after", "tz", "due"),
    [
        pytest.param("2026-11-30 10:00", TOKYO, "2026-12-04 16:00", id="Friday at four"),
        pytest.param("2026-12-04 16:00", TOKYO, "2026-12-11 16:00", id="the week after"),
        pytest.param("2026-12-05 09:00", TOKYO, "2026-12-11 16:00", id="on a Saturday"),
        pytest.param(
            "2027-02-22 09:00", TOKYO, "2027-02-26 16:00", id="a holiday in the middle changes nothing"
        ),
        pytest.param("2027-04-26 09:00", TOKYO, "2027-04-30 16:00", id="between holidays"),
        pytest.param(
            "2026-03-16 09:00", TOKYO, "2026-03-19 16:00", id="a holiday on Friday moves it forward"
        ),
        pytest.param("2026-11-30 10:00", "UTC", "2026-12-04 16:00", id="a zone of no country"),
        pytest.param(
            "2026-11-30 10:00", "Asia/Dubai", "2026-12-04 16:00", id="a weekend of Saturday and Sunday"
        ),
        pytest.param(
            "2026-11-30 10:00", "Asia/Riyadh", "2026-12-03 16:00", id="a weekend that begins on Friday"
        ),
    ],
)
def test_it_is_due_at_four_on_the_last_working_day_of_a_week(after: str, tz: str, due: str) -> None:
    zone = ZoneInfo(tz)
    found = letters.next_due(datetime.fromisoformat(after).replace(tzinfo=zone), tz)
    assert found == datetime.fromisoformat(due).replace(tzinfo=zone)


@pytest.mark.slow
def test_each_week_has_one_letter_however_often_the_beat_strikes(
    database: Database, begin: Begin, slack: SlackInMemory, clock: FakeClock
) -> None:
    with begin() as tx:
        whole_table.hold(tx, slack, clock)
    beat.run_due(database)
    with database.reading() as session:
        planned = session.scalars(select(Step).where(Step.name == "letter")).all()
        assert [step.due_at for step in planned] == [datetime(2026, 12, 4, 7, 0, tzinfo=UTC)]
    clock.set(planned[0].due_at)
    for _ in range(3):
        beat.run_due(database)
    with database.reading() as session:
        assert len(session.scalars(select(Letter)).all()) == 1
        due = session.scalars(select(Step.due_at).where(Step.name == "letter", Step.done_at.is_(None))).one()
        assert due == planned[0].due_at + WEEK


def test_after_a_week_in_which_nothing_happened_none_comes(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    assert len(write(tx, slack, clock, dialogue.circle)) == 1
    bring(tx, dialogue.circle, "届いただけの声")
    assert len(write(tx, slack, clock, dialogue.circle)) == 1
    assert len(tx.session.scalars(select(Letter)).all()) == 1


def test_a_letter_that_is_missed_is_told_with_the_next_and_nothing_twice(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    due_at = at_week_end(tx, clock)
    tx.now = clock.advance(hours=4)
    letters.write(tx, dialogue.circle_id, due_at)
    slack.deliver(tx)
    assert shown(slack) == []
    [letter] = write(tx, slack, clock, dialogue.circle)
    assert "ふたを軽くする" in letter
    assert len(write(tx, slack, clock, dialogue.circle)) == 1


def test_a_circle_without_a_record_room_and_one_that_switched_it_off_get_none(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    deciding_table.acting(tx, BEN)
    with pytest.raises(NotYours):
        hosting.letter(tx, dialogue.circle, is_on=False)
    deciding_table.acting(tx, "U0HOST")
    for _ in range(2):
        hosting.letter(tx, dialogue.circle, is_on=False)
    slack.deliver(tx)
    assert [text for text in slack.texts(SALES) if "週のたより" in text] == [
        "記録の部屋への週のたよりをやめました。"
    ]
    assert write(tx, slack, clock, dialogue.circle) == []
    hosting.letter(tx, dialogue.circle, is_on=True)
    assert write(tx, slack, clock, dialogue.circle) == [], "what was before is not told"
    dialogue.circle.record_channel_id = None
    assert tx.session.scalars(select(Circle.id).where(letters.unplanned())).all() == []


# --- what


def test_it_tells_what_was_heard_held_born_decided_and_won(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    [letter] = write(tx, slack, clock, dialogue.circle)
    assert "🕊 週のたより（11月30日（月）〜12月4日（金））" in letter
    assert "届いた声 1／ひらいた円卓 1／生まれた合言葉 1／形になった改善 0" in letter
    assert "囲んだ声* 「声その1」" in letter
    assert "11月30日（月）のミニ対話　<https://t.example/archives/C0RECORD/p" in letter
    assert "今週の合言葉「声その1」" in letter
    assert "始めること* 「ふたを軽くする」" in letter
    assert "小さな成功* 「説明が楽になった」 <https://t.example/archives/C0WINS/p" in letter
    assert not [name for name in ("秋", "勉", "千恵", AKI, BEN, CHIE) if name in letter]


def test_what_was_measured_is_told_as_it_is_whichever_way_it_went(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    finish(tx, 3, 5)
    [letter] = write(tx, slack, clock, dialogue.circle)
    assert "形になった改善* 「ふたを軽くする」　相談 3件から5件へ、+2件" in letter
    assert "始めること" not in letter
    one, on = improvement(tx), tx.now.date() + timedelta(days=9)
    tx.session.add(
        Measurement(
            workspace_id=tx.workspace.id,
            improvement_id=one.id,
            value=1,
            measured_on=on,
            noted_at=tx.now + timedelta(days=1),
        )
    )
    later = write(tx, slack, clock, dialogue.circle)[-1]
    assert "あとから、はかったこと* 「ふたを軽くする」　相談 3件から1件へ、−2件" in later


def test_a_record_room_shared_with_others_reads_what_may_leave_the_company(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    dialogue.circle.record_is_shared = True
    [letter] = write(tx, slack, clock, dialogue.circle)
    assert "声その1" not in letter
    assert "説明が楽になった" not in letter
    assert "ほかに囲んだ1つの声は、お客様の了承にあわせて、この部屋には載せていません。" in letter
    voice_of(dialogue).consent = "agreed"
    retelling.changed(tx, About("dialogue", dialogue.id), dialogue.circle_id)
    slack.change(tx)
    assert "囲んだ声* 「声その1」" in shown(slack)[0]


# --- the story


def win_of(tx: Transaction, origin: str, headline: str = "相談が減りました") -> Win:
    deciding_table.acting(tx, AKI)
    return wins.submit(tx, WinForm(headline=headline, origin=origin), channel_id=SALES)


def story_in(letter: str) -> str:
    return letter.partition("ひとつの声から*")[2]


def test_the_story_is_one_trail_in_its_own_words(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    win_of(tx, f"improvement:{improvement(tx).id}")
    [letter] = write(tx, slack, clock, dialogue.circle)
    story = story_in(letter)
    places = [
        story.index(text)
        for text in (
            "声 「声その1」",
            "合言葉 「声その1」",
            "小さな改善 「ふたを軽くする」",
            "小さな成功 「相談が減りました」",
        )
    ]
    assert places == sorted(places)


def test_a_story_is_told_again_only_when_it_has_gone_on(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    assert story_in(write(tx, slack, clock, dialogue.circle)[-1])
    finish(tx)
    letter = write(tx, slack, clock, dialogue.circle)[-1]
    assert "形になった改善* 「ふたを軽くする」" in letter
    assert not story_in(letter)
    win_of(tx, f"improvement:{improvement(tx).id}")
    assert "相談が減りました" in story_in(write(tx, slack, clock, dialogue.circle)[-1])


@pytest.mark.slow
def test_the_longest_trail_that_moved_is_the_story(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = deciding_table.enter(tx, slack, clock, voices=2)
    first, second = (seated.voice for seated in dialogue.seated)
    whole_table.close(tx, dialogue)
    win_of(tx, f"voice:{second.id}", "二つめから生まれた")
    letter = write(tx, slack, clock, dialogue.circle)[-1]
    assert f"声 「{second.quote}」" in story_in(letter)
    assert first.quote not in story_in(letter)


def test_a_voice_alone_is_no_story(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> None:
    dialogue = deciding_table.enter(tx, slack, clock)
    whole_table.close(tx, dialogue)
    [letter] = write(tx, slack, clock, dialogue.circle)
    assert "声その1" in letter
    assert not story_in(letter)


# --- afterwards


@pytest.mark.slow
def test_a_voice_that_is_withdrawn_goes_from_the_letter_as_well(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    [before] = write(tx, slack, clock, dialogue.circle)
    assert "声その1" in before
    deciding_table.acting(tx, CHIE)
    voices.withdraw(tx, voice_of(dialogue).id)
    slack.deliver(tx)
    [letter] = shown(slack)
    assert "声その1" not in letter
    assert not story_in(letter), "one part is no story"
    assert "ふたを軽くする" in letter


@pytest.mark.slow
def test_what_is_edited_and_what_goes_is_followed_until_nothing_is_left(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    apart = improvements.begin_apart(tx, dialogue.circle, ImprovementForm(what="手で始めたこと")).improvement
    [letter] = write(tx, slack, clock, dialogue.circle)
    assert "手で始めたこと" in letter
    [win] = tx.session.scalars(select(Win)).all()
    deciding_table.acting(tx, AKI)
    wins.change(tx, win.id, WinForm(headline="言いなおした成功"))
    slack.deliver(tx)
    assert "言いなおした成功" in shown(slack)[0]
    wins.withdraw(tx, win.id)
    improvements.withdraw(tx, apart.id)
    improvements.withdraw(tx, improvement(tx).id)
    slack.deliver(tx)
    [letter] = shown(slack)
    assert not [gone for gone in ("成功", "手で始めたこと", "ふたを軽くする") if gone in letter]


def test_a_letter_of_which_nothing_is_left_is_taken_down(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    circle = seat(tx)
    deciding_table.acting(tx, AKI)
    win = wins.submit(tx, WinForm(headline="これだけ"), channel_id=SALES)
    slack.deliver(tx)
    assert len(write(tx, slack, clock, circle)) == 1
    wins.withdraw(tx, win.id)
    slack.deliver(tx)
    assert shown(slack) == []


@pytest.mark.slow
@pytest.mark.parametrize("what", [What.VOICE, What.CUSTOMER])
def test_erasing_leaves_nothing_of_it_in_a_letter(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue, what: What
) -> None:
    write(tx, slack, clock, dialogue.circle)
    which = voice_of(dialogue).id if what is What.VOICE else "声その1"
    erasing.erase(tx, Wanted(what, which))
    slack.deliver(tx)
    assert "声その1" not in str(slack.messages)


def test_the_letter_keeps_no_words(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    write(tx, slack, clock, dialogue.circle)
    held = tx.session.scalars(select(Letter.holds)).one()
    assert all(part.isascii() for part in held)
    assert f"heard:voice:{voice_of(dialogue).id}" in held
    assert f"table:dialogue:{dialogue.id}" in held
