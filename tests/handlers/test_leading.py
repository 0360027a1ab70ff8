"""An improvement from its command to its values, as Slack sends it: forms over the view, which shows what came of it."""

from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.transaction import Database
from models import Improvement, Measurement
from tests.bot.circle_of_three import seat
from tests.conftest import Begin
from tests.handlers.stage import Calls, command, press, submit

VIEW: dict[str, Any] = {"id": "V0", "type": "modal", "callback_id": "improvement.open"}


@pytest.fixture
def led(app: App, calls: Calls, begin: Begin, database: Database) -> str:
    """Give the id of what Aki began with after `/entaku improve`."""
    with begin("U0BEN", name="勉") as tx:
        seat(tx)
    with begin("U0AKI"):
        pass
    command(app, "/entaku", "improve")
    answer = submit(app, calls.opened(), view_id="V9", what="絵を大きく", due="2026-12-07")
    assert "小さな改善として受けとりました。" in str(answer["view"])
    with database.reading() as session:
        return session.scalars(select(Improvement.id)).one()


def only(database: Database) -> Improvement:
    with database.reading() as session:
        return session.scalars(select(Improvement)).one()


def over_the_view(app: App, calls: Calls, action_id: str, led: str, view_id: str, **fields: Any) -> Any:
    """Open a form from the view of an improvement and send it; return the ack."""
    press(app, action_id, led, view=VIEW)
    return submit(app, calls[-1][1]["view"], view_id=view_id, **fields)


def test_the_list_names_it_with_its_state_and_opens_it(app: App, calls: Calls, led: str) -> None:
    answer = str(command(app, "/entaku", "improvements"))
    assert "「絵を大きく」" in answer
    assert "これから・めやすの日 12月7日（月）" in answer
    press(app, "improvement.open", led)
    assert calls.opened()["callback_id"] == "improvement.open"
    assert "いまはありません" in str(command(app, "/entaku", "improvements", user="U0BEN"))


@pytest.mark.slow
def test_a_form_over_the_view_closes_and_the_view_shows_what_came_of_it(
    app: App, calls: Calls, database: Database, led: str
) -> None:
    assert over_the_view(app, calls, "improvement.hand", led, "V1", hand="写真") == {}
    method, given = calls[-1]
    assert (method, given["view_id"]) == ("views.update", "V0")
    assert "手を借りたいことを伝えています" in str(given["view"])
    assert over_the_view(app, calls, "improvement.change", led, "V2", what="絵と字を大きく") == {}
    assert over_the_view(app, calls, "improvement.release", led, "V3", reason="箱が変わる") == {}
    assert "箱が変わる" in str(calls[-1][1]["view"])
    kept = only(database)
    assert (kept.what, kept.state, kept.reason) == ("絵と字を大きく", "released", "箱が変わる")


def test_on_a_message_a_form_says_in_its_own_place_that_it_was_received(
    app: App, calls: Calls, led: str
) -> None:
    press(app, "improvement.release", led)
    answer = submit(app, calls.opened(), view_id="V1", reason="箱が変わる")
    assert answer["response_action"] == "update"
    assert "受けとりました。" in str(answer["view"])


def test_who_hands_the_lead_over_is_shown_no_view_of_it(
    app: App, calls: Calls, database: Database, led: str
) -> None:
    press(app, "improvement.change", led, view=VIEW)
    answer = submit(app, calls[-1][1]["view"], view_id="V1", owner="U0BEN")
    kept = only(database)
    assert (kept.owner_id, kept.asked_id is not None) == (None, True)
    assert answer == {}  # who asked may change it until the colleague accepts


@pytest.mark.slow
def test_what_is_no_number_or_no_reason_is_told_at_its_field(
    app: App, calls: Calls, database: Database, led: str
) -> None:
    over_the_view(app, calls, "improvement.measure", led, "V1", measure="問い合わせ", unit="件")
    answer = over_the_view(app, calls, "improvement.value", led, "V2", value="たくさん")
    assert answer["errors"] == {"value": "数として読めませんでした。12 や 3.5 のように書けます。"}
    answer = over_the_view(app, calls, "improvement.release", led, "V3", reason=" ")
    assert list(answer["errors"]) == ["reason"]
    over_the_view(app, calls, "improvement.value", led, "V4", value="１２")
    press(app, "improvement.same", led, view=VIEW)
    with database.reading() as session:
        assert [one.value for one in session.scalars(select(Measurement))] == [12.0]


@pytest.mark.slow
def test_a_week_more_is_read_as_it_was_written_or_not_at_all(app: App, database: Database, led: str) -> None:
    for value in (led, f"{led}:", f"{led}:tomorrow", f"{led}:2026-12-08"):
        press(app, "improvement.later", value, view=VIEW)
    assert str(only(database).due_on) == "2026-12-07"
    press(app, "improvement.later", f"{led}:2026-12-07", view=VIEW)
    assert str(only(database).due_on) == "2026-12-14"
