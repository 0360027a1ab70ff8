"""The audit log: who, what and when, and never a word."""

from datetime import timedelta

from bot.circles import acts
from bot.transaction import Database
from tests.bot.circle_of_three import seat
from tests.conftest import Begin, FakeClock, install


def test_an_act_is_kept_with_who_did_it_and_when_and_read_newest_first(
    begin: Begin, clock: FakeClock
) -> None:
    with begin("U0HOST") as tx:
        circle = seat(tx)
        acts.log(tx, acts.ActKind.CIRCLE_PAUSE, circle=circle)
    clock.advance(minutes=1)
    with begin("U0AKI") as tx:
        acts.log(tx, acts.ActKind.CIRCLE_RESUME, circle=circle)
    with begin() as tx:
        found = [(act.kind, act.user_id) for act in acts.of_circle(tx, circle)]
    assert found == [("circle.resume", "U0AKI"), ("circle.pause", "U0HOST")]


def test_of_somebody_who_stays_unnamed_neither_name_nor_minute_is_kept(
    begin: Begin, clock: FakeClock
) -> None:
    clock.advance(minutes=17)
    with begin("U0AKI") as tx:
        act = acts.log(tx, acts.ActKind.REMARK_TAKE_DOWN, circle=seat(tx), is_unnamed=True)
    assert act.user_id is None
    assert clock.now() - act.at > timedelta(minutes=17)


def test_acts_of_another_workspace_are_out_of_reach(begin: Begin, database: Database) -> None:

    with database.session() as session:
        install(session, "T0OTHER")
    with begin() as tx:
        circle = seat(tx)
        acts.log(tx, acts.ActKind.CIRCLE_PAUSE, circle=circle)
    with begin(team_id="T0OTHER") as tx:
        assert list(acts.of_circle(tx, circle)) == []
