"""Invariants 1 to 3: wherever the process ends, every payload takes effect once and every post stands once, in order."""

from collections.abc import Callable, Iterable

import pytest
from structlog.testing import capture_logs

from bot.delivery import delivery
from bot.faultpoints import FaultPoint
from bot.transaction import Database
from models import OutboxRow, Step
from scheduler import beat, steps
from tests.crash.conftest import FreshDatabase
from tests.crash.process import Process
from tests.crash.small_slack import Payload
from tests.crash.story import Story
from tests.crash.whole import assert_whole

pytestmark = pytest.mark.slow

SEEDS = 20
AT_A_TIME = 5
"""Seeds that one test plays: so small that no worker is left with the last long one."""
points = pytest.mark.parametrize("point", FaultPoint, ids=lambda point: point.name)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def play(database_url: str, point: FaultPoint, seed: int, *, loses_a_room: bool = False) -> None:
    """Play the story of a seed to its end and look whether all is whole."""
    story = Story(database_url, point, seed, loses_a_room=loses_a_room)
    try:
        with capture_logs() as logs:
            story.play()
        assert [line for line in logs if line["log_level"] == "error"] == []
        assert_whole(story)
    except AssertionError as error:
        error.add_note(f"{point.name}, seed {seed}{', loses a room' * loses_a_room}")
        raise


def play_all(fresh_database: FreshDatabase, point: FaultPoint, seeds: Iterable[int] = range(SEEDS)) -> None:
    for seed in seeds:
        play(fresh_database(), point, seed, loses_a_room=seed % 5 == 4)


@pytest.mark.long
@points
@pytest.mark.parametrize("first", range(0, SEEDS, AT_A_TIME))
def test_a_crash_at_this_point_leaves_the_table_whole(
    point: FaultPoint, first: int, fresh_database: FreshDatabase
) -> None:
    play_all(fresh_database, point, range(first, first + AT_A_TIME))


@on_sqlite
@points
def test_a_crash_leaves_the_table_whole(point: FaultPoint, fresh_database: FreshDatabase) -> None:
    play(fresh_database(), point, SEEDS)


def forget_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send again at once what a crashed process was sending."""
    recover = delivery._recover

    def send_again(session, orphaned) -> None:
        for row in session.query(OutboxRow).where(orphaned, OutboxRow.kind == "post"):
            row.state, row.sent_as = "waiting", None
        session.flush()
        recover(session, orphaned)

    monkeypatch.setattr(delivery, "_recover", send_again)


def ack_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give Slack its ack before anything is kept, as Bolt does by default."""
    receive = Process.receive

    def acked(process: Process, payload: Payload) -> None:
        payload.is_acked = True
        receive(process, payload)

    monkeypatch.setattr(Process, "receive", acked)


def cross_off_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cross a step off in one transaction and perform it in the next."""

    def perform(database: Database, workspace_id: str, step_id: str) -> bool:
        with database.begin(workspace_id) as tx:
            step = tx.session.get_one(Step, step_id)
            step.done_at = tx.now
        with database.begin(workspace_id) as tx:
            steps.perform(tx, step)
        return True

    monkeypatch.setattr(beat, "_perform", perform)


@pytest.mark.long
@on_sqlite
@pytest.mark.parametrize(
    ("mistake", "point"),
    [
        pytest.param(forget_to_look, FaultPoint.ANSWERED, id="posts are sent again without a look"),
        pytest.param(ack_first, FaultPoint.RECEIVED, id="the ack comes before the commit"),
        pytest.param(cross_off_first, FaultPoint.DECIDED, id="a step is done before its effects"),
    ],
)
def test_a_promise_that_is_not_kept_is_found_out(
    mistake: Callable[[pytest.MonkeyPatch], None],
    point: FaultPoint,
    fresh_database: FreshDatabase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mistake(monkeypatch)
    with pytest.raises(AssertionError):
        play_all(fresh_database, point, range(SEEDS, 3 * SEEDS))  # other stories than above, and more of them
