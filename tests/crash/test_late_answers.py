"""A call's answer reaches nothing but the rows that the call was made for, however late it comes."""

import bot.events  # noqa: F401  whose operations run with answers
from bot.delivery import Delivery
from bot.outbox import Draft, Message
from bot.posts import echoed
from bot.transaction import Database
from tests.conftest import Begin
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
