"""Voices that say the same as one on the table are heard with it, and part again if it leaves before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.circles import circles, planning
from bot.dialogues import closing, dialogues
from bot.home import home
from bot.transaction import Transaction
from bot.voices import joined, swaps, voices
from bot.voices.voice_form import VoiceForm
from models import Circle, Dialogue, PrivateMessage, Voice
from tests.bot.circle_of_three import SALES, seat
from tests.bot.open_table import AKI, BEN, CHIE, bring
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import Begin, FakeClock, known, outbox_rows

HOST = "U0HOST"
LID = "ふたが固くて開けられない"


@pytest.fixture
def circle(begin: Begin, clock: FakeClock) -> Circle:
    """Seat a circle where Aki, Ben and Chie brought the same complaint, and others something else."""
    with begin(HOST, name="進") as tx:
        made = seat(tx)
        said = [
            (AKI, LID),
            (BEN, f"{LID}です"),
            (CHIE, f"{LID}！"),
            (CHIE, "字が小さくて読めない"),
            (CHIE, "重い"),
        ]
        for user, quote in said:
            voice = bring(tx, made, quote)
            voice.submitter_id = known(tx, user, name=user).id
            clock.advance(minutes=1)
            tx.now = clock.now()
        tx.session.refresh(made)
        return made


def lay_out(tx: Transaction, circle: Circle) -> Dialogue:
    here = tx.session.get_one(Circle, circle.id)
    here.next_on, here.next_at = (tx.now + timedelta(days=1)).date(), tx.now + timedelta(days=1)
    planning.lay_out(tx, here, here.next_on)
    dialogue = planning.planned(tx, here)
    assert dialogue is not None
    return dialogue


def head(dialogue: Dialogue) -> Voice:
    return next(seated.voice for seated in dialogue.seated if seated.voice.quote == LID)


def invited(tx: Transaction, dialogue: Dialogue) -> set[str]:
    """Return the ids of the voices whose submitters are asked to come, now or at the next hour that suits them."""
    tx.session.flush()
    keys = [row.key for row in outbox_rows(tx, "post")]
    keys += tx.session.scalars(select(PrivateMessage.key)).all()
    prefix = joined.invitation_key(dialogue.id, "")
    return {key.removeprefix(prefix) for key in keys if key.startswith(prefix)}


def test_what_says_the_same_is_joined_and_its_place_goes_to_others(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        dialogue = lay_out(tx, circle)
        assert {seated.voice.quote for seated in dialogue.seated} == {LID, "字が小さくて読めない", "重い"}
        assert [voice.quote for voice in head(dialogue).joined] == [f"{LID}です", f"{LID}！"]
        assert voices.waiting(tx, circle) == []


def test_the_table_shows_how_often_it_was_said_and_no_words_of_the_others(
    begin: Begin, circle: Circle
) -> None:
    slack = SlackInMemory()
    with begin(HOST) as tx:
        dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        slack.deliver(tx)
    shown = " ".join(slack.texts(SALES))
    assert "同じような声が、ほかに2件あります（合わせて3件）。" in shown
    assert f"{LID}です" not in shown


@pytest.mark.slow
def test_whoever_brought_one_of_them_is_told_as_whoever_brought_the_voice(
    begin: Begin, circle: Circle, clock: FakeClock
) -> None:
    slack = SlackInMemory()
    with begin(HOST) as tx:
        dialogue = dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        slack.deliver(tx)
    clock.advance(minutes=31)
    with begin(HOST) as tx:
        dialogue = tx.session.get_one(Dialogue, dialogue.id)
        closing.begin(tx, dialogue)
        dialogue.state = "closing"
        closing.close(tx, dialogue)
        told = {row.key for row in outbox_rows(tx, "post") if row.key.startswith("heard:")}
        kept = {voice.state for voice in tx.session.query(Voice)}
    assert kept == {"heard"}
    assert told == {f"heard:{dialogue.id}:{user}" for user in (AKI, BEN, CHIE)}
    with begin(BEN) as tx:
        home.opened(tx, "home")
        [view] = [row.arguments["view"] for row in outbox_rows(tx, "ask") if row.method == "views.publish"]
        shown = texts_in(view["blocks"])
    assert "ミニ対話に並びました" in shown[shown.index(f"「{LID}です」") + 1]


def test_each_submitter_is_asked_once_to_come(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        dialogue = lay_out(tx, circle)
        first = head(dialogue)
        assert [person.user_id for person in joined.submitters(tx, first)] == [AKI, BEN, CHIE]
        others = {seated.voice_id for seated in dialogue.seated}
        assert invited(tx, dialogue) == others | {voice.id for voice in first.joined}
        swaps.swap(tx, circle.id, first.id, bring(tx, circle, "色が選べるとうれしい").id)
        assert {voice.id for voice in (first, *voices.waiting(tx, circle))} & invited(tx, dialogue) == set()


def test_withdrawn_before_the_dialogue_another_takes_its_place_and_the_rest_along(
    begin: Begin, circle: Circle
) -> None:
    with begin(HOST) as tx:
        first = head(lay_out(tx, circle))
    with begin(AKI) as tx:
        voices.withdraw(tx, first.id)
        assert [voice.quote for voice in voices.waiting(tx, circle)] == [f"{LID}です", f"{LID}！"]
    with begin(HOST) as tx:
        opened = dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        [taken] = [seated.voice for seated in opened.seated if seated.voice.joined]
        assert {taken.quote, *(voice.quote for voice in taken.joined)} == {f"{LID}です", f"{LID}！"}


def test_swapped_out_all_of_them_wait_again(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        first = head(lay_out(tx, circle))
        other = bring(tx, circle, "色が選べるとうれしい")
        swaps.swap(tx, circle.id, first.id, other.id)
        assert {voice.quote for voice in voices.waiting(tx, circle)} == {LID, f"{LID}です", f"{LID}！"}
        assert first.joined == []


def test_what_comes_later_and_says_the_same_joins_when_the_dialogue_opens(
    begin: Begin, circle: Circle
) -> None:
    with begin(HOST) as tx:
        lay_out(tx, circle)
        later = bring(tx, circle, f"{LID}。")
        opened = dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        assert later in head(opened).joined
        assert later.state == "heard"


def test_rewritten_to_say_something_else_a_joined_voice_waits_by_itself(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        first = head(lay_out(tx, circle))
        second = first.joined[0]
    with begin(BEN) as tx:
        voices.change(tx, second.id, VoiceForm(quote="ふたが軽くて閉められない"))
        assert [voice.id for voice in voices.waiting(tx, circle)] == [second.id]
    with begin(CHIE) as tx:
        third = tx.session.get_one(Voice, first.id).joined[0]
        voices.change(tx, third.id, VoiceForm(quote=f"{LID}です。"))
        assert third.joined_to_id == first.id


def test_rewritten_itself_the_voice_keeps_its_place_and_the_others_wait(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        first = head(lay_out(tx, circle))
    with begin(AKI) as tx:
        voices.change(tx, first.id, VoiceForm(quote="取っ手がすぐに外れる"))
        assert len(voices.waiting(tx, circle)) == 2
        assert tx.session.get_one(Voice, first.id).state == "seated"


def test_one_that_is_withdrawn_after_the_dialogue_is_counted_no_more(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        opened = dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        second = head(opened).joined[0]
    with begin(BEN) as tx:
        voices.withdraw(tx, second.id)
        assert [voice.quote for voice in head(tx.session.get_one(Dialogue, opened.id)).joined] == [f"{LID}！"]


def test_paused_with_its_voices_laid_out_a_circle_lets_all_of_them_wait(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        lay_out(tx, circle)
        circles.pause(tx, tx.session.get_one(Circle, circle.id))
        assert len(voices.waiting(tx, circle)) == 5
