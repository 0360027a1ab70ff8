from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from bot.circles import circles
from bot.people import people
from bot.refusals import Gone, NotYours
from bot.transaction import Transaction
from models import Circle, Step, Workspace
from tests.bot.circle_of_three import CALLS, SALES, form, seat
from tests.conftest import Begin, FakeClock, known, outbox_rows

NEXT_MONDAY = date(2026, 12, 7)
NEXT_MONDAY_TEN = datetime(2026, 12, 7, 1, 0, tzinfo=UTC)


def planned(tx: Transaction) -> dict[str, datetime]:
    steps = tx.session.scalars(select(Step).where(Step.done_at.is_(None)))
    return {step.name: step.due_at for step in steps}


def test_a_circle_is_found_by_the_channels_of_its_rooms(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)

        assert circles.by_channel(tx, CALLS) is circle
        assert circles.by_channel(tx, "C0OTHER") is None
        assert [room.department for room in circle.rooms] == ["営業", "開発", "お客様相談"]


def test_somebody_outside_the_rooms_means_the_only_circle(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        assert circles.of_channel_or_only(tx, "C0OTHER") is circle

        seat(tx, name="もうひとつ", rooms=[{"channel_id": CALLS, "department": "お客様相談"}])
        assert circles.of_channel_or_only(tx, "C0OTHER") is None
        assert circles.of_channel_or_only(tx, SALES) is circle


def test_a_second_circle_of_the_same_name_is_refused(begin: Begin) -> None:
    with begin() as tx:
        seat(tx)
        with pytest.raises(circles.NameTaken):
            seat(tx)


def test_another_workspaces_circle_is_not_here(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        other = Workspace(id="T0OTHER", name="Other", bot_user_id="U", bot_id="B", installed_at=tx.now)
        tx.session.add(other)
        tx.session.flush()
        tx.workspace = other

        with pytest.raises(Gone):
            circles.get(tx, circle.id)
        assert circles.list_(tx) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"name": "   "}, "name", id="a name of spaces"),
        pytest.param({"rooms": []}, "rooms", id="no room"),
        pytest.param(
            {"rooms": [{"channel_id": SALES, "department": d} for d in ("営業", "開発")]},
            "rooms",
            id="a room twice",
        ),
        pytest.param({"day": "someday"}, "day", id="a day that is none"),
        pytest.param({"time": "24:00"}, "time", id="a time that is none"),
        pytest.param({"tz": "Asia/Edo"}, "tz", id="a zone that is none"),
        pytest.param({"voices": 6}, "voices", id="six voices"),
        pytest.param({"hosts": ["aki"]}, "hosts", id="a host without an id"),
        pytest.param({"record_room": "#records"}, "record_room", id="a room without an id"),
    ],
)
def test_a_wrong_form_names_its_field(changed: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        form(**changed)
    assert [error["loc"][0] for error in refused.value.errors()] == [field]


def test_hosts_are_asked_about_and_only_they_may_change_the_circle(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        assert [row.subject for row in outbox_rows(tx, "ask")] == ["U0HOST"]
        with pytest.raises(NotYours):
            circles.require_host(tx, circle)

        tx.person = known(tx, "U0HOST", name="進")
        circles.require_host(tx, circle)
        assert circles.hosts(tx, circle) == [people.find(tx, "U0HOST")]


def test_an_expected_occurrence_plans_what_comes_before_it(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        assert circles.expect(tx, circle, NEXT_MONDAY, NEXT_MONDAY_TEN)
        assert circles.expect(tx, circle, NEXT_MONDAY, NEXT_MONDAY_TEN)

        assert planned(tx) == {
            "invite": NEXT_MONDAY_TEN - timedelta(days=2),
            "lay_out": NEXT_MONDAY_TEN - timedelta(days=1),
            "open": NEXT_MONDAY_TEN,
        }
        assert (circle.next_on, circle.next_at) == (NEXT_MONDAY, NEXT_MONDAY_TEN)


def test_nobody_is_invited_within_the_last_hour(begin: Begin, clock: FakeClock) -> None:
    clock.set(NEXT_MONDAY_TEN - timedelta(minutes=59))
    with begin() as tx:
        circles.expect(tx, seat(tx), NEXT_MONDAY, NEXT_MONDAY_TEN)
        assert planned(tx) == {"open": NEXT_MONDAY_TEN}


def test_a_skipped_occurrence_is_not_expected_again(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        circles.expect(tx, circle, NEXT_MONDAY, NEXT_MONDAY_TEN)

        assert circles.skip(tx, circle) == NEXT_MONDAY
        assert planned(tx) == {}
        assert circle.next_on is None
        assert not circles.expect(tx, circle, NEXT_MONDAY, NEXT_MONDAY_TEN)


def test_a_paused_circle_plans_nothing_until_it_is_resumed(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        circles.expect(tx, circle, NEXT_MONDAY, NEXT_MONDAY_TEN)
        circles.pause(tx, circle)
        assert planned(tx) == {}

        circles.resume(tx, circle)
        assert circle.paused_at is None
        assert circles.expect(tx, circle, NEXT_MONDAY, NEXT_MONDAY_TEN)
        assert set(planned(tx)) == {"open", "invite", "lay_out"}


def test_circles_are_listed_oldest_first(begin: Begin, clock: FakeClock) -> None:
    with begin() as tx:
        seat(tx, name="先")
    clock.advance(minutes=1)
    with begin() as tx:
        seat(tx, name="後")
        listed: list[Circle] = circles.list_(tx)
        assert [circle.name for circle in listed] == ["先", "後"]
