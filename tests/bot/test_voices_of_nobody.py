"""A voice that nobody in Slack brought is heard like any other, and nobody is told of it as if it were theirs."""

import pytest
from sqlalchemy import select

from bot.circles import circles, planning
from bot.dialogues import closing, dialogues, record, rehearsal
from bot.dialogues.agenda import Stage
from bot.home import home
from bot.transaction import Transaction
from bot.voices import customer_questions, swaps, voices
from bot.voices.voices import NotYourVoice
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import Circle, Dialogue, PrivateMessage, Voice
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, RECORD, SALES, seat
from tests.bot.open_table import AKI, CHIE, bring
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import Begin, FakeClock, known, outbox_rows

HOST = "U0HOST"


def of_nobody(tx: Transaction, circle: Circle | None, quote: str = "ふたが固い") -> Voice:
    voice = bring(tx, circle, quote)
    voice.submitter_id, voice.import_key = None, f"key of {quote}"
    tx.session.flush()
    return voice


def opened(tx: Transaction, slack: SlackInMemory, circle: Circle) -> Dialogue:
    for user, name in ((AKI, "秋"), (HOST, "進")):
        known(tx, user, name=name).introduced_at = tx.now
    dialogue = dialogues.open_now(tx, circle, seed="1")
    dialogue.notes_opened_at = tx.now
    slack.deliver(tx)
    tx.session.expire_all()
    return dialogue


def close(tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue) -> None:
    tx.now = clock.advance(minutes=30)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    closing.close(tx, dialogue)
    slack.deliver(tx)


def nobody_is_told(tx: Transaction, slack: SlackInMemory) -> bool:
    slack.deliver(tx)
    waiting = tx.session.scalars(select(PrivateMessage)).all()
    return not waiting and not any(slack.texts(user) for user in (AKI, CHIE))


def test_it_waits_for_its_circle_and_stands_on_the_table_in_every_room(
    tx: Transaction, slack: SlackInMemory
) -> None:
    circle = seat(tx)
    of_nobody(tx, circle)
    [seated] = opened(tx, slack, circle).seated

    assert seated.voice.state == "heard"
    for room in (SALES, DEVELOPMENT, CALLS):
        assert any("ふたが固い" in text for text in slack.texts(room))
    assert nobody_is_told(tx, slack)


def test_laid_out_ahead_nobody_is_invited_on_its_account(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    circle = seat(tx)
    of_nobody(tx, circle)
    circle.next_on, circle.next_at = clock.now().date(), clock.advance(hours=24)
    planning.lay_out(tx, circle, circle.next_on)

    planned = planning.planned(tx, circle)
    assert planned is not None
    assert [seated.voice.quote for seated in planned.seated] == ["ふたが固い"]
    assert nobody_is_told(tx, slack)
    assert slack.texts(SALES) != []


def test_swapped_in_and_out_nobody_is_invited_on_its_account(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    circle = seat(tx, voices=1)
    first, second = of_nobody(tx, circle), of_nobody(tx, circle, "重い")
    dialogue = planning.plan(tx, circle, clock.now().date(), clock.now())
    planning.seat_voices(tx, dialogue)
    tx.session.refresh(circle)
    tx.person = known(tx, HOST, name="進")
    [seated] = dialogue.seated
    comes = second if seated.voice is first else first
    swaps.swap(tx, circle.id, seated.voice_id, comes.id)

    assert [one.voice_id for one in dialogue.seated] == [comes.id]
    assert nobody_is_told(tx, slack)


def test_a_question_for_its_customer_stands_in_the_rooms_and_anybody_brings_the_answer(
    tx: Transaction, slack: SlackInMemory
) -> None:
    circle = seat(tx)
    voice = of_nobody(tx, circle)
    dialogue = opened(tx, slack, circle)
    question = customer_questions.ask(tx, dialogue.id, voice.id, "朝は何時に起きますか")
    assert nobody_is_told(tx, slack)
    customer_questions.answer(tx, question.id, "五時です")
    slack.deliver(tx)

    assert "お客様の答え（声1）「五時です」" in " ".join(slack.texts(CALLS))


@pytest.mark.slow
def test_the_record_holds_it_and_only_who_brought_the_other_voice_is_told(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    circle = seat(tx)
    of_nobody(tx, circle)
    bring(tx, circle, "軽い")
    dialogue = opened(tx, slack, circle)
    close(tx, slack, clock, dialogue)

    recorded = " ".join(slack.texts(RECORD))
    assert "ふたが固い" in recorded
    assert "軽い" in recorded
    assert slack.texts(AKI) == []
    assert len(slack.texts(CHIE)) == 1
    record.correct(tx, dialogue)
    slack.deliver(tx)
    assert len(slack.texts(CHIE)) == 1


@pytest.mark.slow
def test_a_win_that_came_from_it_is_told_to_nobody_in_particular(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    circle = seat(tx)
    voice = of_nobody(tx, circle)
    close(tx, slack, clock, opened(tx, slack, circle))
    win = wins.submit(tx, WinForm(headline="ふたが軽くなった", origin=f"voice:{voice.id}"), channel_id=SALES)

    assert (win.origin_kind, win.origin_id) == ("voice", voice.id)
    assert nobody_is_told(tx, slack)


def test_it_is_in_nobodys_home_and_makes_no_circle_anybodys(begin: Begin, clock: FakeClock) -> None:
    with begin() as tx:
        of_nobody(tx, seat(tx))
        home.opened(tx, "home")
        [row] = [row for row in outbox_rows(tx, "ask") if row.method == "views.publish"]

        assert "ふたが固い" not in " ".join(texts_in(row.arguments["view"]["blocks"]))
        assert circles.own_ids(tx) == set()


def test_nobody_changes_or_withdraws_it_as_theirs(begin: Begin) -> None:
    with begin() as tx:
        voice = of_nobody(tx, seat(tx))
        with pytest.raises(NotYourVoice):
            voices.open_for_change(tx, voice.id)
        with pytest.raises(NotYourVoice):
            voices.withdraw(tx, voice.id)


def test_the_same_words_brought_by_somebody_are_a_voice_of_their_own(begin: Begin) -> None:
    with begin() as tx:
        voice = of_nobody(tx, seat(tx))
        brought = voices.bring(tx, "ふたが固い", channel_id=SALES)

        assert brought is not None
        assert brought.voice.id != voice.id
        assert brought.has_twin


def test_a_rehearsal_shows_it(begin: Begin) -> None:
    slack = SlackInMemory()
    with begin(HOST, name="進") as tx:
        circle = seat(tx)
        of_nobody(tx, circle)
        rehearsal.rehearse(tx, circle)
        slack.deliver(tx)
    assert "ふたが固い" in " ".join(slack.texts(HOST))


def test_erased_it_is_gone_from_every_room_and_its_key_stays(tx: Transaction, slack: SlackInMemory) -> None:
    circle = seat(tx)
    voice = of_nobody(tx, circle)
    opened(tx, slack, circle)
    voices.erase(tx, voice)
    slack.deliver(tx)

    assert "ふたが固い" not in str(slack.messages)
    assert (voice.state, voice.quote, voice.import_key) == ("withdrawn", "", "key of ふたが固い")
