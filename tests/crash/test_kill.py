"""The running app, really killed at each fault point, one after the other, in the middle of a dialogue."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.faultpoints import FaultPoint
from tests.e2e.stage import App, Stage, answers, staged, until
from tests.e2e.test_survival import assert_one_table

KILLED = 137
SPEAKERS = {"sales": "aki", "dev": "chie", "care": "emi"}
RECEIVING = {FaultPoint.RECEIVED: 1, FaultPoint.DECIDED: 5, FaultPoint.COMMITTED: 1, FaultPoint.ACKED: 1}
"""Passed at the first remark, as the start of the app decides to read three threads and keeps what it read."""
SENDING = [point for point in FaultPoint if point not in RECEIVING]
"""Passed while the app reads at its start what it missed. A post that is killed on its way is looked for half a minute,
for which `test_crash` has a clock of its own."""


@pytest.mark.slow
@pytest.mark.long
def test_an_app_killed_at_every_fault_point_leaves_one_table(tmp_path: Path) -> None:
    with staged(tmp_path, "http", f"sqlite:///{tmp_path}/entaku.sqlite3") as stage:
        cards = stage.in_the_middle()
        stage.wait_for_replies(cards, 6)
        stage.sandbox.settings(retry_waits=[0.5, 2.0, 5.0])
        stage.apps[-1].kill()
        said: dict[str, list[str]] = {room: [] for room in SPEAKERS}

        for point, passing in RECEIVING.items():
            app = stage.start_app(waits=False, ENTAKU_STOP_AT=f"{point.name}:{passing}")
            _wait_until_it_listens_or_is_gone(stage, app)
            _talk(stage, cards, said, ["sales"], point.name)
            _assert_killed(app, point)
        stage.start_app()
        assert_one_table(stage, cards, said)
        stage.apps[-1].kill()
        for point in SENDING:
            _talk(stage, cards, said, SPEAKERS, point.name)
            _assert_killed(stage.start_app(waits=False, ENTAKU_STOP_AT=point.name), point)
        stage.start_app()

        assert_one_table(stage, cards, said)


def _wait_until_it_listens_or_is_gone(stage: Stage, app: App) -> None:
    until("the app listens or is gone", lambda: not app.is_running or answers(stage.port))


def _talk(
    stage: Stage, cards: dict[str, str], said: dict[str, list[str]], rooms: Iterable[str], words: str
) -> None:
    for room in rooms:
        stage.sandbox.post(SPEAKERS[room], room, f"{words} {room}", cards[room])
        said[room].append(f"{words} {room}")


def _assert_killed(app: App, point: FaultPoint) -> None:
    assert app.process.wait(timeout=15) == KILLED, (point.name, app.log.read_text())
