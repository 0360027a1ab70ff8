"""The home tab at work: opened, and pressed."""

import json
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.circles import room_members
from bot.delivery.delivery import Delivery
from bot.transaction import Database
from models import OutboxRow, Voice
from tests.bot.circle_of_three import CALLS, SALES, seat
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin
from tests.handlers.stage import Calls, command, press
from tests.handlers.test_reactions import send
from tests.slack_stand_in import RecordingSlack

NUMBERS = count(1)


def opened(tab: str) -> dict[str, Any]:
    return {"type": "app_home_opened", "user": "U0AKI", "channel": "D0AKI", "tab": tab, "event_ts": "1.1"}


def test_who_opens_the_home_finds_their_voice_and_a_button_for_the_next(
    app: App, begin: Begin, database: Database, calls: Calls
) -> None:
    with begin():
        pass
    command(app, "/voice", "ふたが固い")

    send(app, opened("home"), "Ev1")
    slack = RecordingSlack()
    delivery = Delivery(database, slack)  # type: ignore[arg-type]  # a Slack with a record
    delivery.step()
    delivery.stop(1)

    [(_, given)] = [call for call in slack.calls if call[0] == "views.publish"]
    assert given["user_id"] == "U0AKI"
    assert "ふたが固い" in json.dumps(given["view"], ensure_ascii=False)
    actions = [block for block in given["view"]["blocks"] if block["type"] == "actions"]
    bring, mine, *_ = actions
    assert [button["action_id"] for button in mine["elements"]] == ["voice.details", "voice.withdraw"]
    assert "watchwords.look" in {button["action_id"] for block in actions for button in block["elements"]}
    press(app, bring["elements"][0]["action_id"], "", view={"id": "V1", "type": "home"})
    assert calls.opened()["callback_id"] == "voice.submit"


def test_the_messages_tab_publishes_nothing(app: App, begin: Begin, database: Database) -> None:
    with begin():
        pass
    send(app, opened("messages"), "Ev1")
    with database.reading() as session:
        assert session.scalars(select(OutboxRow)).all() == []


def test_a_voice_taken_back_at_home_is_gone_from_it(
    app: App, begin: Begin, database: Database, calls: Calls
) -> None:
    command(app, "/voice", "ふたが固い")
    with database.reading() as session:
        voice_id = session.scalars(select(Voice.id)).one()
    press(app, "voice.withdraw", voice_id, view={"id": "V1", "type": "home"})
    assert [method for method, _ in calls] == []
    with database.reading() as session:
        [row] = session.scalars(select(OutboxRow).where(OutboxRow.method == "views.publish"))
        assert "ふたが固い" not in json.dumps(row.arguments, ensure_ascii=False)


def test_the_command_lists_what_somebody_brought(app: App) -> None:
    assert "まだありません" in str(command(app, "/entaku", "voices"))
    command(app, "/voice", "ふたが固い")
    answer = str(command(app, "/entaku", "voices"))
    assert "「ふたが固い」" in answer
    assert "順番を待っています" in answer
    assert "ふたが固い" not in str(command(app, "/entaku", "voices", user="U0BEN"))


def of_home(app: App, database: Database, user: str = "U0AKI") -> dict[str, Any]:
    """Open the home and return it as it is published."""
    send(app, opened("home") | {"user": user}, f"Ev{next(NUMBERS)}")
    return published(database, user)


def published(database: Database, user: str = "U0AKI") -> dict[str, Any]:
    with database.reading() as session:
        [row] = session.scalars(
            select(OutboxRow).where(OutboxRow.method == "views.publish", OutboxRow.subject == user)
        )
        view: dict[str, Any] = row.arguments["view"]
        return view


def buttons(view: dict[str, Any], action_id: str) -> list[str]:
    return [
        one["accessory"]["value"]
        for one in view["blocks"]
        if one.get("accessory", {}).get("action_id") == action_id
    ]


HOME: dict[str, Any] = {"view": {"id": "V1", "type": "home"}}


def test_a_seat_is_taken_and_left_at_home_which_shows_it_at_once(
    app: App, begin: Begin, database: Database, calls: Calls
) -> None:
    with begin() as tx:
        tx.actor.introduced_at = tx.now
        circle = seat(tx)
        circle.next_at = tx.now + timedelta(days=5)
        room_members.listed(tx, CALLS, ["U0AKI"])
    [take] = buttons(of_home(app, database), "seat.take")
    press(app, "seat.take", take, **HOME)
    assert calls == []
    [leave] = buttons(published(database), "seat.leave")
    assert "お客様相談の部屋" in json.dumps(published(database), ensure_ascii=False)
    press(app, "seat.leave", leave, **HOME)
    assert buttons(published(database), "seat.take") == [leave]


def test_a_newcomer_who_takes_a_seat_at_home_is_told_how_it_goes_over_it(
    app: App, begin: Begin, database: Database, calls: Calls
) -> None:
    with begin() as tx:
        open_table(tx, SlackInMemory())
        tx.actor.introduced_at = None
        room_members.listed(tx, SALES, ["U0AKI"])
    [take] = buttons(of_home(app, database), "seat.take")
    press(app, "seat.take", take, **HOME)
    over = calls.opened()
    assert "note.try" in json.dumps(over)
    press(app, "note.try", take, view=over | {"id": "V2"})
    assert calls[-1][0] == "views.push"


def test_a_host_opens_the_waiting_list_and_the_panel_at_home(
    app: App, begin: Begin, database: Database, calls: Calls
) -> None:
    with begin("U0HOST", name="進") as tx:
        seat(tx)
    view = of_home(app, database, "U0HOST")
    for action_id in ("circle.waiting", "host.open"):
        press(app, action_id, buttons(view, action_id)[0], user="U0HOST", **HOME)
        assert calls[-1][0] == "views.open"


@pytest.mark.slow
def test_older_voices_are_behind_a_button_and_turned_over(
    app: App, begin: Begin, database: Database, calls: Calls
) -> None:
    with begin():
        pass
    for number in range(23):
        command(app, "/voice", f"声その{number}")
    press(app, "voice.mine", ":0", **HOME)
    view = calls.opened()
    later = [
        one
        for block in view["blocks"]
        for one in block.get("elements", ())
        if one.get("action_id") == "voice.mine"
    ]
    assert [one["value"].rpartition(":")[2] for one in later] == ["10"]
    press(app, "voice.mine", later[0]["value"], view=view | {"id": "V2"})
    method, given = calls[-1]
    assert method == "views.update"
    assert str(given["view"]).count("voice.withdraw") == 10
