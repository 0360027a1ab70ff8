"""A rehearsal is for the host alone: everything is shown, and nothing happens."""

import pytest
from sqlalchemy import func, select

from bot.circles import circles
from bot.dialogues import dialogues, rehearsal
from bot.refusals import NotYours
from bot.transaction import Transaction
from models import Dialogue, Voice
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES, seat
from tests.bot.open_table import bring
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock, outbox_rows

HOST = "U0HOST"


def shown(tx: Transaction) -> list[str]:
    slack = SlackInMemory()
    slack.deliver(tx)
    for room in (SALES, DEVELOPMENT, CALLS):
        assert slack.texts(room) == []
    assert "action_id" not in str(slack.messages)
    return slack.texts(HOST)


def test_the_host_alone_sees_the_whole_course_and_nothing_happens(begin: Begin) -> None:
    with begin(HOST, name="進") as tx:
        circle = seat(tx)
        bring(tx, circle, "水筒が重い")
        rehearsal.rehearse(tx, circle)
        told = " ".join(shown(tx))
        assert tx.session.scalar(select(func.count()).select_from(Dialogue)) == 0
        assert tx.session.scalars(select(Voice)).one().state == "waiting"
        assert dialogues.running(tx, circle) is None
    for part in (
        "リハーサル",
        "水筒が重い",
        "まず書く時間",
        "書きとめ",
        "問い1",
        "問い3",
        "合言葉",
        "ありがとうございました",
    ):
        assert part in told


def test_without_any_voice_one_is_made_up_for_the_rehearsal(begin: Begin) -> None:
    with begin(HOST, locale="en") as tx:
        circle = seat(tx, language="en")
        rehearsal.rehearse(tx, circle)
        assert "somehow it wears me out" in " ".join(shown(tx))
        assert tx.session.scalar(select(func.count()).select_from(Voice)) == 0


def test_the_rehearsal_asks_the_circles_own_questions(begin: Begin) -> None:
    with begin(HOST) as tx:
        circle = seat(tx)
        circle.questions = ["いつもの朝は", "どんな音がするか", "明日はどうか"]
        rehearsal.rehearse(tx, circle)
        assert "どんな音がするか" in " ".join(shown(tx))


def test_nobody_but_a_host_rehearses(begin: Begin) -> None:
    with begin("U0AKI") as tx, pytest.raises(NotYours):
        rehearsal.rehearse(tx, seat(tx))


def test_asked_again_within_two_minutes_it_is_the_one_on_its_way(begin: Begin, clock: FakeClock) -> None:
    with begin(HOST) as tx:
        circle_id = seat(tx).id
    for seconds, times in ((0, 1), (119, 1), (2, 2)):
        clock.advance(seconds=seconds)
        with begin(HOST) as tx:
            rehearsal.rehearse(tx, circles.get(tx, circle_id))
            keys = [row.key for row in outbox_rows(tx, "post")]
            assert len([key for key in keys if key.endswith(":0")]) == times
