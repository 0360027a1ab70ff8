"""What must hold whatever happens: kill -9, Slack on a bad day, absence, repetition, two processes."""

import itertools
import random
import threading
import time
from typing import Any

import pytest

from tests.e2e.stage import DEPARTMENTS, Stage, Table, kind

pytestmark = [pytest.mark.slow, pytest.mark.long]
BURST = 18


def talk(
    stage: Stage, cards: dict[str, str], count: int = BURST, *, topic: str = "", pause: float = 0.02
) -> dict[str, list[str]]:
    """Let colleagues of all rooms talk at once; return what each room said."""
    said: dict[str, list[str]] = {room: [] for room in DEPARTMENTS}
    speakers = {"sales": ["aki", "ben"], "dev": ["chie", "dai"], "care": ["emi", "fumi"]}
    chance = random.Random(7)
    for number in range(count):
        room = chance.choice(list(DEPARTMENTS))
        words = f"{topic}{room}のひとこと{number:02}"
        stage.sandbox.post(chance.choice(speakers[room]), room, words, cards[room])
        said[room].append(words)
        time.sleep(pause)
    return said


def assert_one_table(
    stage: Stage,
    cards: dict[str, str],
    said: dict[str, list[str]],
    *,
    topic: str = "",
    seconds: float = 60,
) -> None:
    """Every remark (on a topic) stands once in every other room, and all rooms agree on the order."""

    def expected(room: str) -> list[str]:
        return sorted(words for other, every in said.items() if other != room for words in every)

    for room, ts in cards.items():
        stage.copies(room, ts, expected(room), topic=topic, seconds=seconds)
    stage.sandbox.settle(quiet=1.0)
    shown = {room: stage.texts(room, ts, topic) for room, ts in cards.items()}
    for room in cards:
        assert sorted(shown[room]) == expected(room), f"{room}: each once"
    for one, other in itertools.combinations(shown.values(), 2):
        both = set(one) & set(other)
        assert [words for words in one if words in both] == [words for words in other if words in both]


def test_kill_9_in_a_burst_loses_nothing_and_doubles_nothing(stage: Stage) -> None:
    cards = stage.in_the_middle()
    stage.sandbox.settings(retry_waits=[0.5, 2.0, 5.0])
    said: dict[str, list[str]] = {}
    talking = threading.Thread(target=lambda: said.update(talk(stage, cards, pause=0.08)))
    talking.start()
    time.sleep(0.5)
    stage.apps[-1].kill()
    time.sleep(0.4)
    stage.start_app()
    talking.join()

    assert_one_table(stage, cards, said, seconds=90)


@pytest.mark.parametrize(
    ("fault", "how"),
    [
        pytest.param(
            "accepted_no_answer", {"method": "chat.postMessage", "count": 4}, id="accepted, no answer"
        ),
        pytest.param(
            "ratelimit", {"method": "chat.postMessage", "count": 5, "retry_after": 1}, id="429 storm"
        ),
        pytest.param("duplicate", {"payload": "message"}, id="every event twice"),
        pytest.param("reorder", {"payload": "message", "hold": 4, "seconds": 1.0}, id="events shuffled"),
        pytest.param("lose_acks", {"payload": "message", "count": 5}, id="acks lost"),
    ],
)
def test_slack_on_a_bad_day_changes_nothing_in_the_end(table: Table, fault: str, how: dict[str, Any]) -> None:
    table.stage.sandbox.settings(retry_waits=[0.5, 2.0, 5.0])
    table.stage.sandbox.fault(fault, **how)

    said = talk(table.stage, table.cards, 12, topic=fault)

    assert_one_table(table.stage, table.cards, said, topic=fault)


@pytest.mark.parametrize("shared_table", ["socket-postgresql"], indirect=True)
def test_a_post_that_slack_failed_on_is_looked_for_half_a_minute_before_it_is_sent_again(
    table: Table,
) -> None:
    table.stage.sandbox.fault("error_5xx", count=2)

    said = talk(table.stage, table.cards, 12, topic="5xx ")

    assert_one_table(table.stage, table.cards, said, topic="5xx ", seconds=90)


def test_ten_minutes_of_absence_in_mid_dialogue_are_read_afterwards(stage: Stage) -> None:
    cards = stage.in_the_middle()
    before = talk(stage, cards, 6)
    assert_one_table(stage, cards, before)
    stage.sandbox.settings(retry_waits=[0.0, 0.0, 0.0])
    stage.apps[-1].kill()

    away = talk(stage, cards, 6)
    forgotten = stage.sandbox.post("aki", "sales", "言いまちがい", cards["sales"])
    stage.sandbox.edit("aki", "sales", forgotten, "言いなおし")
    away["sales"].append("言いなおし")
    stage.to("2026-11-30T10:16:00+09:00")
    stage.sandbox.settle(retries=True)
    stage.start_app()

    assert_one_table(stage, cards, {room: before[room] + away[room] for room in DEPARTMENTS})


def test_sigterm_finishes_what_is_in_hand_within_ten_seconds(stage: Stage) -> None:
    cards = stage.in_the_middle()
    said = talk(stage, cards, 9, pause=0)

    assert stage.apps[-1].stop() < 10
    stage.start_app()

    assert_one_table(stage, cards, said)


@pytest.mark.parametrize("stage", ["socket-postgresql"], indirect=True)
def test_two_processes_on_one_database_are_one_entaku(stage: Stage) -> None:
    stage.start_app()
    stage.start_app()
    stage.add_circle()
    cards = stage.open_dialogue()
    stage.wait_for_replies(cards, 4)
    stage.to("2026-11-30T10:06:00+09:00")

    said = talk(stage, cards)

    assert_one_table(stage, cards, said)
    for room in DEPARTMENTS:
        assert [kind(message) for message in stage.sandbox.messages(room)].count("entaku_card") == 1
