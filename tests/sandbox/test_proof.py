"""What a played week proves, where one copy holds several remarks that waited for the notes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.play import Deed, Week
from sandbox.proof import Proof, look_at_outcome, look_at_rooms

AT = datetime(2026, 11, 30, 1, 3, tzinfo=UTC)
FIRST = Deed(AT, "sato", "remark", "sales", "This was said first of all", "1.0")
SECOND = Deed(AT, "ito", "remark", "sales", "And this was said after it", "2.0")


def copy(*words: str) -> dict[str, Any]:
    return {"text": "\n".join(words), "metadata": {"event_type": "entaku_copy"}}


def faults(dev: list[dict[str, Any]], care: list[dict[str, Any]]) -> list[str]:
    proof = Proof()
    look_at_rooms({"sales": [], "dev": dev, "care": care}, [FIRST, SECOND], proof)
    return proof.faults


def test_remarks_may_share_a_copy_in_one_room_and_stand_apart_in_another():
    assert faults([copy(FIRST.words, SECOND.words)], [copy(FIRST.words), copy(SECOND.words)]) == []


@pytest.mark.parametrize(
    ("dev", "why"),
    [
        pytest.param([copy(SECOND.words, FIRST.words)], "different orders", id="turned round"),
        pytest.param([copy(FIRST.words, SECOND.words, FIRST.words)], "stands 2 times", id="twice"),
        pytest.param([copy(SECOND.words)], "stands 0 times", id="lost"),
    ],
)
def test_a_shared_copy_hides_nothing(dev, why):
    assert any(why in fault for fault in faults(dev, [copy(FIRST.words, SECOND.words)]))


OUTCOME = ("done", "help", "settle", "trail", "filed")


def outcome(*done: str, reports: int, has_outcome: bool = True) -> list[str]:
    week = Week(tuple(Deed(AT, "sato", what, "sales") for what in done), None)  # type: ignore[arg-type]
    proof = Proof(
        hands=done.count("help"), values=done.count("settle"), traced=done.count("trail"), reports=reports
    )
    look_at_outcome(week, proof, has_outcome=has_outcome)
    return proof.faults


def test_two_weeks_end_with_what_was_decided_done_traced_and_reported():
    assert outcome(*OUTCOME, reports=1) == []


@pytest.mark.parametrize("missing", OUTCOME)
def test_two_weeks_without_one_of_these_prove_too_little(missing):
    left = [what for what in OUTCOME if what != missing]
    assert len(outcome(*left, reports=left.count("filed"))) == 1


def test_a_report_that_was_put_into_the_record_room_stands_there_once():
    assert outcome(*OUTCOME, reports=2) == ["2 reports stand in the record room"]
    assert outcome("filed", reports=0, has_outcome=False) == ["0 reports stand in the record room"]


def test_after_one_dialogue_nothing_needs_to_have_come_of_it():
    assert outcome(reports=0, has_outcome=False) == []
