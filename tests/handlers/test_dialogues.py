import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import select

from bot.transaction import Database
from handlers import bolt
from models import Early, Person, Received, Remark, Room
from tests.bot.circle_of_three import CALLS, SALES
from tests.bot.open_table import Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, Begin
from tests.web_api import web_api

LONG = "".join(f"{number}番めの文です。" for number in range(3000))


class Calls(list[tuple[str, dict[str, Any]]]):
    """The Web API calls that were made, each with its arguments."""

    def answer(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        self.append((method, given))
        return {"ok": True}


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
def app(database: Database, calls: Calls) -> Iterator[App]:
    installed = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-1"
    )
    with web_api(calls.answer) as client:
        yield bolt.make(database, {TEAM: installed}, client, None, on_missed=lambda _: None)


@pytest.fixture
def talk(begin: Begin) -> dict[str, Any]:
    """Open a dialogue; return the place of its thread in the sales room."""
    with begin() as tx:
        slack = SlackInMemory()
        own = Talk(tx, slack, open_table(tx, slack))
        return {"thread_ts": own.thread_ts, "channel": SALES}


def event(app: App, inner: dict[str, Any], event_id: str = "Ev1", **envelope: Any) -> BoltResponse:
    payload = {"type": "event_callback", "team_id": TEAM, "event_id": event_id, "event": inner}
    return app.dispatch(BoltRequest(body=payload | envelope, mode="socket_mode"))


def press(app: App, action_id: str, value: str, **more: Any) -> BoltResponse:
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "t"},
        "user": {"id": "U0BEN", "team_id": TEAM},
        "trigger_id": "1.2.3",
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
    }
    return app.dispatch(BoltRequest(body=payload | more, mode="socket_mode"))


def remarks(database: Database) -> list[Remark]:
    with database.reading() as session:
        return list(session.scalars(select(Remark)))


def test_a_message_in_a_thread_is_a_remark_before_it_is_acked(
    app: App, database: Database, talk: dict[str, Any]
) -> None:
    said = {"type": "message", "user": "U0BEN", "text": "はい", "ts": "1795000100.000001"} | talk
    assert event(app, said).status == 200
    assert [remark.text for remark in remarks(database)] == ["はい"]


def test_an_event_that_is_sent_again_takes_effect_once(
    app: App, database: Database, talk: dict[str, Any]
) -> None:
    said = {"type": "message", "user": "U0BEN", "text": "はい", "ts": "1795000100.000001"} | talk
    for _ in range(3):
        assert event(app, said).status == 200
    assert len(remarks(database)) == 1


@pytest.mark.parametrize(
    "subtype", ["message_changed", "message_deleted", "channel_join", "bot_message", "huh"]
)
def test_every_subtype_of_a_message_is_acked(app: App, subtype: str, talk: dict[str, Any]) -> None:
    inner = {"type": "message", "subtype": subtype, "ts": "1.1", "deleted_ts": "1.0", "hidden": True} | talk
    inner["message"] = {"ts": "1.0", "user": "U0BEN", "text": "…"}
    assert event(app, inner).status == 200


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param({"type": "app_mention", "user": "U0BEN", "channel": SALES, "ts": "1.1"}, id="a mention"),
        pytest.param({"type": "channel_rename", "channel": {"id": SALES, "name": "x"}}, id="a new name"),
        pytest.param({"type": "channel_unarchive", "channel": "C0OTHER", "user": "U1"}, id="another room"),
    ],
)
def test_events_beside_the_point_are_acked(app: App, inner: dict[str, Any]) -> None:
    assert event(app, inner).status == 200


def lost_because(database: Database, channel_id: str) -> str | None:
    with database.reading() as session:
        return session.scalars(select(Room.lost_because).where(Room.channel_id == channel_id)).one()


def test_a_room_that_is_archived_or_left_is_lost_until_it_is_there_again(
    app: App, database: Database, talk: dict[str, Any]
) -> None:
    event(app, {"type": "channel_archive", "channel": SALES, "user": "U1"}, "Ev1")
    event(app, {"type": "member_left_channel", "channel": CALLS, "user": "U0BOT"}, "Ev2")
    assert (lost_because(database, SALES), lost_because(database, CALLS)) == ("is_archived", "not_in_channel")

    event(app, {"type": "channel_unarchive", "channel": SALES, "user": "U1"}, "Ev3")
    event(app, {"type": "member_joined_channel", "channel": CALLS, "user": "U0BOT"}, "Ev4")
    assert (lost_because(database, SALES), lost_because(database, CALLS)) == (None, None)


def test_a_colleague_who_comes_or_goes_changes_no_room(
    app: App, database: Database, talk: dict[str, Any]
) -> None:
    event(app, {"type": "member_left_channel", "channel": SALES, "user": "U0BEN"})
    assert lost_because(database, SALES) is None


def test_a_changed_profile_is_followed_and_strangers_stay_strangers(
    app: App, database: Database, talk: dict[str, Any]
) -> None:
    for number, user_id in enumerate(["U0BEN", "U0STRANGER"]):
        profile = {"display_name": "新しい名前", "real_name": "勉"}
        user = {"id": user_id, "team_id": TEAM, "name": "ben", "locale": "en-US", "profile": profile}
        assert event(app, {"type": "user_change", "user": user}, f"Ev{number}").status == 200

    with database.reading() as session:
        people = {person.user_id: person for person in session.scalars(select(Person))}
    assert (people["U0BEN"].name, people["U0BEN"].locale) == ("新しい名前", "en")
    assert "U0STRANGER" not in people


def test_a_channel_keeps_its_seat_under_a_new_id(app: App, database: Database, talk: dict[str, Any]) -> None:
    moved = {"type": "channel_id_changed", "old_channel_id": SALES, "new_channel_id": "C0NEW"}
    event(app, moved)
    assert lost_because(database, "C0NEW") is None
    said = {"type": "message", "user": "U0BEN", "text": "はい", "ts": "1795000100.000001"} | talk
    event(app, said | {"channel": "C0NEW"}, "Ev2")
    assert len(remarks(database)) == 1


def long_remark(app: App, database: Database, talk: dict[str, Any]) -> Remark:
    event(app, {"type": "message", "user": "U0BEN", "text": LONG, "ts": "1795000100.000001"} | talk)
    return remarks(database)[0]


def test_a_long_remark_opens_whole_and_its_pages_turn(
    app: App, database: Database, calls: Calls, talk: dict[str, Any]
) -> None:
    remark = long_remark(app, database, talk)
    container = {"type": "message", "message_ts": "1.1", "channel_id": CALLS}
    assert press(app, "remark.read", remark.id, channel={"id": CALLS}, container=container).status == 200
    [(method, opened)] = calls
    assert (method, opened["trigger_id"]) == ("views.open", "1.2.3")
    [turn] = [block for block in opened["view"]["blocks"] if block["type"] == "actions"]
    button = turn["elements"][0]

    view = {"id": "V1", "private_metadata": opened["view"]["private_metadata"]}
    press(app, button["action_id"], button["value"], view=view)
    method, turned = calls[-1]
    assert (method, turned["view_id"]) == ("views.update", "V1")
    assert turned["view"]["blocks"][1] != opened["view"]["blocks"][1]


def test_a_remark_is_read_only_from_a_room_of_its_dialogue(
    app: App, database: Database, calls: Calls, talk: dict[str, Any]
) -> None:
    remark = long_remark(app, database, talk)
    assert press(app, "remark.read", remark.id, channel={"id": "C0OTHER"}).status == 200
    assert press(app, "remark.read", "nosuchremark", channel={"id": SALES}).status == 200
    assert calls == []


def test_no_event_of_an_unknown_workspace_leaves_a_trace(app: App, database: Database) -> None:
    body = {"type": "event_callback", "team_id": "T0OTHER", "event_id": "Ev1"}
    inner = {"type": "message", "user": "U1", "text": "x", "ts": "1.1", "channel": SALES}
    app.dispatch(BoltRequest(body=json.dumps(body | {"event": inner}), mode="http"))
    with database.reading() as session:
        assert session.scalars(select(Received)).all() == []
        assert session.scalars(select(Early)).all() == []


def test_a_channel_whose_events_come_from_outside_counts_as_shared_from_then_on(
    app: App, begin: Begin, database: Database
) -> None:
    with begin() as tx:
        open_table(tx, SlackInMemory())
    said = {
        "type": "message",
        "channel": SALES,
        "user": "U0AKI",
        "text": "こんにちは",
        "ts": "1795000900.000001",
    }
    event(app, said, "Ev1")
    with database.session() as session:
        assert not any(session.scalars(select(Room.is_shared)))
    event(app, said | {"ts": "1795000900.000002"}, "Ev2", is_ext_shared_channel=True)
    with database.session() as session:
        assert session.scalars(select(Room.channel_id).where(Room.is_shared)).all() == [SALES]
