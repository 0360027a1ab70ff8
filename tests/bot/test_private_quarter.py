"""A quarter of a whole circle, lived through the operations: nobody is written to more than was promised."""

from pathlib import Path

import pytest

from benchmarks import quarter
from bot.people.private import A_DAY, A_WEEK


@pytest.mark.slow
@pytest.mark.long
def test_in_a_quarter_the_busiest_gets_two_a_day_and_five_a_week_at_most(tmp_path: Path) -> None:
    told = quarter.live(tmp_path)
    assert told.busiest_day() == A_DAY
    assert told.busiest_week() == A_WEEK
    assert told.busiest_quarter() <= (quarter.WEEKS + 1) * A_WEEK  # a quarter touches one calendar week more
    kinds = {
        "remind",
        "voice-invited",
        "heard",
        "win-told",
        "customer-question",
        "improvement-asked",
        "ephemeral",
    }
    assert kinds <= set(told.kinds), "the quarter leaves something out, so that its figure says too little"
