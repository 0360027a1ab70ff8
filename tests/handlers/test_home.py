import json
from typing import Any

from slack_bolt import App
from sqlalchemy import select

from bot.delivery import Delivery
from bot.transaction import Database
from models import OutboxRow
from tests.conftest import Begin
from tests.handlers.stage import Calls, command, press
from tests.handlers.test_reactions import send
from tests.slack_stand_in import RecordingSlack


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
    [button] = [block for block in given["view"]["blocks"] if block["type"] == "actions"]
    press(app, button["elements"][0]["action_id"], "", view={"id": "V1", "type": "home"})
    assert calls.opened()["callback_id"] == "voice.submit"


def test_the_messages_tab_publishes_nothing(app: App, begin: Begin, database: Database) -> None:
    with begin():
        pass
    send(app, opened("messages"), "Ev1")
    with database.reading() as session:
        assert session.scalars(select(OutboxRow)).all() == []
