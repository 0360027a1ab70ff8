from typing import Any

from slack_bolt import App, BoltRequest
from sqlalchemy import select

from bot.transaction import Database
from models import Reaction
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import AKI, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, Begin
from tests.handlers.stage import acked, press


def send(app: App, event: dict[str, Any], event_id: str) -> None:
    payload = {"type": "event_callback", "team_id": TEAM, "event_id": event_id, "event": event}
    acked(app.dispatch(BoltRequest(body=payload, mode="socket_mode")))


def marks(database: Database) -> list[Reaction]:
    with database.reading() as session:
        return list(session.scalars(select(Reaction)))


def test_a_pin_is_kept_before_it_is_acked_and_switched_off_again(
    app: App, database: Database, begin: Begin
) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        ts = Talk(tx, slack, open_table(tx, slack)).say("重いんです")
    item = {"type": "message", "channel": SALES, "ts": ts}
    event = {"type": "reaction_added", "user": AKI, "reaction": "pushpin", "item": item, "event_ts": "1.1"}
    for _ in range(2):
        send(app, event, "Ev1")
    assert [mark.is_on for mark in marks(database)] == [True]

    send(app, event | {"type": "reaction_removed", "event_ts": "1.2"}, "Ev2")
    assert [mark.is_on for mark in marks(database)] == [False]


def test_a_pin_elsewhere_is_acked_and_stores_nothing(app: App, database: Database) -> None:
    item = {"type": "message", "channel": "C0LUNCH", "ts": "1.1"}
    event = {"type": "reaction_added", "user": AKI, "reaction": "pushpin", "item": item, "event_ts": "1.2"}
    send(app, event, "Ev1")
    assert marks(database) == []


def test_choosing_a_remark_that_is_gone_is_acked(app: App, database: Database) -> None:
    press(app, "reaction.choose", f"pin:{SALES}:1.1:nosuchremark")
    assert marks(database) == []
