"""Answers that come late, or never: they reach nothing but the rows the call was made for, and the newest words win."""

import time_machine

import bot.events  # noqa: F401  whose operations run with answers
from bot.delivery.delivery import Delivery
from bot.delivery.outbox import Draft, Message
from bot.delivery.posts import echoed
from bot.delivery.settling import LOOK_AGAIN
from bot.transaction import Database
from tests.conftest import MONDAY_TEN_IN_TOKYO, Begin
from tests.slack_stand_in import RecordingSlack


def draft(key: str) -> Draft:
    return Draft("C1", key=f"test:{key}", message=Message(key, []))


def test_an_answer_is_not_taken_for_that_of_a_row_written_since(database: Database, begin: Begin) -> None:
    slack = RecordingSlack()
    delivery = Delivery(database, slack)  # type: ignore[arg-type]  # has what delivery calls
    with begin() as tx:
        tx.outbox.post(draft("first"))
    [claim] = delivery.claim(limit=1)
    answer = slack.call(claim.workspace_id, claim.method, claim.arguments)
    with begin() as tx:
        echoed(tx, "C1", "1700000000.000001", "test:first")
    with begin() as tx:
        tx.outbox.post(draft("second"))

    delivery._store(claim, answer, runs_answers=True)

    with begin() as tx:
        second = tx.outbox.find("test:second")
        assert second is not None
        assert second.state == "pending"


def test_the_newest_words_win_when_a_post_turns_out_not_to_have_been_sent(
    database: Database, begin: Begin
) -> None:
    slack = RecordingSlack(trouble=["lost"])
    delivery = Delivery(database, slack)  # type: ignore[arg-type]  # has what delivery calls
    with time_machine.travel(MONDAY_TEN_IN_TOKYO, tick=False) as real_time:
        with begin() as tx:
            tx.outbox.post(draft("card"))
        delivery.step()
        with begin() as tx:
            tx.outbox.update("test:card", Message("older", []))
        for _ in range(2):
            delivery.step()
            real_time.shift(LOOK_AGAIN)
        with begin() as tx:
            tx.outbox.update("test:card", Message("newest", []))
        for _ in range(3):
            delivery.step()
            real_time.shift(5)

    assert slack.texts("C1") == ["newest"]
