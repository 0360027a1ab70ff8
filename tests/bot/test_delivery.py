"""Delivery against a Slack that keeps what it was sent and misbehaves as told."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import SectionBlock

from bot.delivery import answers, posts
from bot.delivery.delivery import CLAIM_SECONDS, Delivery
from bot.delivery.outbox import Draft, Message, Priority
from bot.transaction import Database
from models import Workspace
from tests.conftest import TEAM, Begin, outbox_rows
from tests.slack_stand_in import RecordingSlack

REAL_START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def slack() -> RecordingSlack:
    return RecordingSlack()


@pytest.fixture
def real_time() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(REAL_START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def delivery(
    database: Database,
    slack: RecordingSlack,
    real_time: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Delivery]:
    monkeypatch.setattr(answers, "_operations", dict(answers._operations))
    answers.runs("message_known")(lambda tx, subject, answer: None)
    answers.runs("post_failed")(lambda tx, subject, answer: failures.append((subject, answer.error)))
    answers.runs("heard")(lambda tx, subject, answer: heard.append((subject, answer)))
    failures: list[tuple[str, str | None]] = []
    heard: list[Any] = []
    made = Delivery(database, slack)  # type: ignore[arg-type]  # a Slack with a record
    made.failures, made.heard = failures, heard  # type: ignore[attr-defined]
    yield made
    made.stop(1)


def said(text: str) -> Message:
    return Message(text, [SectionBlock(text=text)])


def post(begin: Begin, *keys: str, channel: str = "C1", **more: Any) -> None:
    with begin() as tx:
        for key in keys:
            tx.outbox.post(Draft(channel, key, said(key), **more))


def empty(delivery: Delivery, real_time: time_machine.Traveller, seconds: int = 120) -> None:
    """Let real time pass until nothing is left to send."""
    for _ in range(seconds):
        while delivery.step():
            pass
        real_time.shift(timedelta(seconds=1))


def empty_in_the_end(begin: Begin, delivery: Delivery, real_time: time_machine.Traveller) -> None:
    """Let real time pass, in leaps, until nothing is left to send."""
    for _ in range(200):
        while delivery.step():
            pass
        with begin() as tx:
            if not outbox_rows(tx):
                return
        real_time.shift(timedelta(seconds=7))
    raise AssertionError("the outbox was never empty")


def test_a_channel_gets_its_posts_in_order_and_the_outbox_forgets_them(begin, delivery, slack, real_time):
    post(begin, "a", "b", "c")

    empty(delivery, real_time, 5)

    assert slack.texts("C1") == ["a", "b", "c"]
    with begin() as tx:
        assert outbox_rows(tx) == []
        assert tx.outbox.find("b").ts == slack.channels["C1"][1]["ts"]


def test_a_post_whose_answer_was_lost_is_found_and_not_sent_again(begin, delivery, slack, real_time):
    slack.trouble = ["done without an answer"]
    post(begin, "a", "b")

    empty(delivery, real_time, 5)

    assert slack.texts("C1") == ["a", "b"]
    with begin() as tx:
        assert tx.outbox.find("a").state == "posted"


def test_a_post_that_never_arrived_is_sent_again_only_after_two_looks(begin, delivery, slack, real_time):
    slack.trouble = ["lost"]
    post(begin, "a", "b")

    empty(delivery, real_time, 25)
    assert slack.texts("C1") == []

    empty(delivery, real_time, 10)
    assert slack.texts("C1") == ["a", "b"]


def test_other_channels_go_on_while_one_waits_for_certainty(begin, delivery, slack, real_time):
    slack.trouble = ["lost"]
    post(begin, "a")
    delivery.step()
    post(begin, "elsewhere", channel="C2")

    empty(delivery, real_time, 2)

    assert slack.texts("C2") == ["elsewhere"]


def test_our_own_echo_settles_a_post_whose_fate_is_unknown(begin, delivery, slack, real_time):
    slack.trouble = ["done without an answer"]
    post(begin, "a")
    delivery.step()
    ts = slack.channels["C1"][0]["ts"]

    with begin() as tx:
        posts.echoed(tx, "C1", ts, "a")

    with begin() as tx:
        assert tx.outbox.find("a").ts == ts
        assert outbox_rows(tx) == []


def test_retry_after_rests_that_method_alone(begin, delivery, slack, real_time):
    slack.trouble = ["rate limited"]
    post(begin, "a")
    delivery.step()
    with begin() as tx:
        tx.outbox.ask("users.info", {"user": "U1"}, answer="heard", subject="U1")

    empty(delivery, real_time, 4)
    assert slack.texts("C1") == []
    assert [subject for subject, _ in delivery.heard] == ["U1"]

    empty(delivery, real_time, 3)
    assert slack.texts("C1") == ["a"]


@pytest.mark.parametrize("trouble", ["not sent", "lost"])
def test_updates_simply_go_again(begin, delivery, slack, real_time, trouble):
    post(begin, "a")
    empty(delivery, real_time, 2)
    slack.trouble = [trouble, trouble]
    with begin() as tx:
        tx.outbox.update("a", said("newer"))

    empty(delivery, real_time, 10)

    assert slack.texts("C1") == ["newer"]


def test_a_lost_channel_stops_its_own_posts_and_is_told_once(begin, delivery, slack, real_time):
    slack.trouble = ["refuse is_archived"]
    post(begin, "a", "b", "c")
    post(begin, "elsewhere", channel="C2")

    empty(delivery, real_time, 5)

    assert delivery.failures == [("C1", "is_archived")]
    assert slack.texts("C2") == ["elsewhere"]
    with begin() as tx:
        assert [tx.outbox.find(key).state for key in "abc"] == ["failed"] * 3
        assert outbox_rows(tx) == []


def test_replies_of_a_card_that_failed_fail_with_it(begin, delivery, slack, real_time):
    slack.trouble = ["refuse invalid_blocks"]
    post(begin, "card")
    post(begin, "reply", thread_key="card")

    empty(delivery, real_time, 3)

    assert slack.texts("C1") == []
    with begin() as tx:
        assert tx.outbox.find("reply").state == "failed"


def test_a_reply_hangs_on_its_card(begin, delivery, slack, real_time):
    post(begin, "card")
    post(begin, "reply", thread_key="card")

    empty(delivery, real_time, 3)

    card, reply = slack.channels["C1"]
    assert reply["thread_ts"] == card["ts"]


def test_a_revoked_token_keeps_everything_for_the_next_start(begin, delivery, slack, real_time):
    slack.trouble = ["refuse token_revoked"]
    post(begin, "a", "b")

    empty(delivery, real_time, 5)

    assert slack.calls == slack.calls[:1]
    with begin() as tx:
        assert tx.session.get(Workspace, TEAM).stopped_because == "token_revoked"
        assert [row.key for row in outbox_rows(tx)] == ["a", "b"]


def test_waiting_remarks_of_a_burst_share_messages_of_at_most_ten(begin, delivery, slack, real_time):
    keys = [f"copy:{number:02}" for number in range(25)]
    post(begin, *keys, joins="thread:1")

    empty(delivery, real_time, 5)

    texts = slack.texts("C1")
    assert [text.split("\n") for text in texts] == [keys[:10], keys[10:20], keys[20:]]
    with begin() as tx:
        assert tx.outbox.find("copy:07").ts == slack.channels["C1"][0]["ts"]


def test_joined_remarks_stay_whole_and_within_3000_characters(begin, delivery, slack, real_time):
    with begin() as tx:
        for number in range(4):
            tx.outbox.post(Draft("C1", f"copy:{number}", said(str(number) * 1400), joins="thread:1"))

    empty(delivery, real_time, 5)

    assert [len(text) for text in slack.texts("C1")] == [2801, 2801]


def test_a_prompt_between_remarks_keeps_its_place(begin, delivery, slack, real_time):
    post(begin, "copy:1", joins="thread:1")
    post(begin, "prompt")
    post(begin, "copy:2", joins="thread:1")

    empty(delivery, real_time, 5)

    assert slack.texts("C1") == ["copy:1", "prompt", "copy:2"]


def test_words_that_wait_for_a_name_hold_the_lane_in_order(begin, delivery, slack, real_time):
    with begin() as tx:
        tx.outbox.post(Draft("C1", "copy:1", None))
        tx.outbox.post(Draft("C1", "copy:2", said("second")))
    empty(delivery, real_time, 2)
    assert slack.texts("C1") == []

    with begin() as tx:
        tx.outbox.fill("copy:1", said("first"))
    empty(delivery, real_time, 2)

    assert slack.texts("C1") == ["first", "second"]


def test_the_most_urgent_goes_first_when_updates_are_short(begin, delivery, slack, real_time):
    keys = [f"card:{number}" for number in range(14)]
    for number, key in enumerate(keys):
        post(begin, key, channel=f"C{number}")
    empty(delivery, real_time, 3)
    slack.calls.clear()
    with begin() as tx:
        for key in keys:
            tx.outbox.update(key, said("count"), priority=Priority.COUNT)
        tx.outbox.update("card:13", said("edit"), priority=Priority.EDIT)

    delivery.step()

    assert slack.calls[0][1]["text"] == "edit"
    assert len(slack.calls) == 10


def test_no_more_than_a_burst_and_one_a_second_reach_a_channel(begin, delivery, slack, real_time):
    post(begin, *[f"p{number}" for number in range(12)])

    counted = []
    for _ in range(8):
        while delivery.step():
            pass
        counted.append(len(slack.texts("C1")))
        real_time.shift(timedelta(seconds=1))

    assert counted[0] == 3
    assert all(count <= 3 + second for second, count in enumerate(counted))


def test_a_claim_of_a_process_that_died_is_looked_for_before_it_is_sent(
    begin, database, slack, real_time, delivery
):
    post(begin, "a")
    died = Delivery(database, slack)
    [claim] = died.claim(limit=1)
    slack.call(TEAM, claim.method, claim.arguments)  # Slack has it, nobody stored the answer

    empty(delivery, real_time, CLAIM_SECONDS + 5)

    assert slack.texts("C1") == ["a"]
    with begin() as tx:
        assert tx.outbox.find("a").state == "posted"


def test_a_call_that_fails_in_our_own_code_does_not_hold_up_the_lane(begin, delivery, slack, real_time):
    with begin() as tx:
        tx.outbox.ask("users.info", {"user": "U0AKI"}, answer=None, subject="U0AKI")
    slack.trouble = ["bug"]
    delivery.step()
    with begin() as tx:
        assert outbox_rows(tx, "ask") == []
        tx.outbox.ask("users.info", {"user": "U0AKI"}, answer=None, subject="U0AKI")
    delivery.step()
    assert [method for method, _ in slack.calls] == ["users.info", "users.info"]


def test_an_operation_that_fails_on_its_answer_does_not_hold_up_the_lane(begin, delivery, slack, real_time):
    def fail(tx, subject, answer):
        raise ZeroDivisionError

    answers.runs("breaks")(fail)
    post(begin, "a", answer="breaks")
    post(begin, "b")

    empty(delivery, real_time, 3)

    assert slack.texts("C1") == ["a", "b"]


RUNS = itertools.count()
TROUBLES = ["fine", "rate limited", "not sent", "lost", "done without an answer"]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    channels=st.lists(st.sampled_from(["C1", "C2", "C3"]), min_size=1, max_size=15),
    trouble=st.lists(st.sampled_from(TROUBLES), max_size=12),
)
def test_whatever_slack_does_each_post_ends_as_one_message_in_order(
    begin, delivery, slack, real_time, channels, trouble
):
    run = next(RUNS)
    slack.channels.clear()
    slack.trouble = list(trouble)
    with begin() as tx:
        for number, channel in enumerate(channels):
            tx.outbox.post(Draft(channel, f"{run}:{number}", said(f"{run}:{number}")))

    empty_in_the_end(begin, delivery, real_time)

    for channel in set(channels):
        expected = [f"{run}:{number}" for number, name in enumerate(channels) if name == channel]
        assert slack.texts(channel) == expected
