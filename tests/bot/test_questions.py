"""A circle's own questions, and that a dialogue keeps those it opened with."""

import pytest
from sqlalchemy import select

from bot.circles import circles, questions
from bot.refusals import NotYours, TooLong
from bot.transaction import Database
from models import Circle, Dialogue
from scheduler import beat
from tests.bot.circle_of_three import SALES, seat
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock

HOST = "U0HOST"
OWN = {"question_1": "いつもの朝は", "question_2": "どんな音がするか", "question_3": "明日はどうか"}


@pytest.mark.slow
def test_the_hosts_own_questions_are_asked_word_for_word(
    begin: Begin, clock: FakeClock, database: Database
) -> None:
    slack = SlackInMemory()
    with begin(HOST) as tx:
        opened = open_table(tx, slack)
        circle = opened.circle
        opened.questions = circle.questions = list(OWN.values())
    for minutes in (5, 7, 7):
        clock.advance(minutes=minutes)
        beat.run_due(database)
        with begin() as tx:
            slack.deliver(tx)
    told = " ".join(slack.texts(SALES))
    for number, question in enumerate(OWN.values(), start=1):
        assert f"問い{number}　{question}" in told
    assert "この商品を選ばなかった" not in told


def test_a_dialogue_keeps_the_questions_it_opened_with(
    begin: Begin, clock: FakeClock, database: Database
) -> None:
    slack = SlackInMemory()
    with begin(HOST) as tx:
        opened = open_table(tx, slack)
        questions.change(tx, opened.circle_id, OWN)
    clock.advance(minutes=5)
    beat.run_due(database)
    with begin() as tx:
        slack.deliver(tx)
        assert tx.session.scalars(select(Dialogue)).one().questions is None
    assert any("この商品を選ばなかった" in text for text in slack.texts(SALES))
    assert any("問いが新しくなります" in text for text in slack.texts(SALES))


def test_a_dialogue_opens_with_the_circles_questions_of_that_moment(begin: Begin) -> None:
    with begin(HOST) as tx:
        circle = seat(tx)
        questions.change(tx, circle.id, OWN)
        tx.session.flush()
        assert circle.questions == list(OWN.values())


def test_what_is_left_empty_goes_back_to_the_first_set_and_saying_the_same_tells_nobody(begin: Begin) -> None:
    slack = SlackInMemory()
    with begin(HOST) as tx:
        circle = seat(tx)
        questions.change(tx, circle.id, OWN)
        questions.change(tx, circle.id, OWN | {"question_1": " "})
        asked = questions.offered(tx, circle.id)[1]
        assert list(asked) == ["なぜこの人は、この商品を選ばなかったのか", *list(OWN.values())[1:]]
        questions.change(tx, circle.id, {})
        assert circle.questions is None
        questions.change(tx, circle.id, {})
        slack.deliver(tx)
    assert len(slack.texts(SALES)) == 3


def test_others_than_hosts_and_long_questions_are_refused(begin: Begin) -> None:
    with begin(HOST) as tx:
        circle = seat(tx)
        with pytest.raises(TooLong) as refused:
            questions.change(tx, circle.id, OWN | {"question_3": "あ" * 101})
        assert refused.value.field == "question_3"
    with begin("U0AKI") as tx, pytest.raises(NotYours):
        questions.change(tx, circle.id, OWN)
    with begin() as tx:
        assert tx.session.scalars(select(Circle)).one().questions is None
        assert circles.list_(tx)
