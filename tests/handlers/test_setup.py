"""From nothing to a circle: the form, its second step, the rooms' buttons, and the first dialogue."""

import json
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.circles.setup import WhoSetsUp
from bot.transaction import Database
from models import AskedRoom, Circle, Workspace
from tests.bot.circle_of_three import DEVELOPMENT, SALES, seat
from tests.bot.slack_in_memory import texts_in
from tests.conftest import TEAM, Begin, known
from tests.handlers.stage import Calls, command, press, submit


@pytest.fixture(autouse=True)
def people(begin: Begin) -> None:
    with begin() as tx:
        known(tx, "U0BEN", name="Ben", locale="en")
        known(tx, "U0ADMIN", name="管").is_admin = True


def opened(app: App, calls: Calls, *, user: str = "U0AKI", channel: str = SALES) -> dict[str, Any]:
    assert command(app, "/entaku", "setup", user=user, channel=channel) == {}
    return calls.opened()


def circles_of(database: Database) -> list[Circle]:
    with database.reading() as session:
        return list(session.scalars(select(Circle)))


def asked(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        found = session.scalars(select(AskedRoom).order_by(AskedRoom.position))
        return [(one.channel_id, one.purpose, one.department) for one in found]


def test_the_form_opens_with_what_is_known(app: App, calls: Calls) -> None:
    form = opened(app, calls)
    fields = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    assert list(fields) == [
        "name", "rooms", "departments", "day", "time", "tz", "hosts", "wins_room", "record_room",
        "sittings",
    ]  # fmt: skip
    assert fields["rooms"]["initial_conversations"] == [SALES]
    assert fields["hosts"]["initial_users"] == ["U0AKI"]
    assert fields["tz"]["initial_option"]["value"] == "Asia/Tokyo"
    assert "workspace.lets" not in str(form)


def test_in_a_direct_message_no_room_is_filled_in(app: App, calls: Calls) -> None:
    assert "initial_conversations" not in str(opened(app, calls, channel="D0DM"))


@pytest.mark.parametrize("rooms", [[SALES], [SALES, DEVELOPMENT]])
def test_a_circle_can_have_an_end_from_the_beginning(
    app: App, calls: Calls, database: Database, rooms: list[str]
) -> None:
    form = opened(app, calls)
    names = "\n".join("営業" for _ in rooms)
    given: dict[str, Any] = {"name": "商品づくり", "departments": names, "rooms": rooms}
    assert "1から99まで" in submit(app, form, **given, sittings="たくさん")["errors"]["sittings"]
    answer = submit(app, form, view_id="V2", **given, sittings="６")
    if len(rooms) > 1:
        submit(app, answer["view"], view_id="V2")
    assert [one.sittings for one in circles_of(database)] == [6]


def test_one_room_is_set_up_in_one_step(app: App, calls: Calls, database: Database) -> None:
    answer = submit(app, opened(app, calls), name="商品づくり", departments="営業")
    assert answer["response_action"] == "update"
    assert "円卓「商品づくり」ができました" in " ".join(texts_in(answer["view"]["blocks"]))
    assert "circle.first" in str(answer["view"])
    assert asked(database) == [(SALES, "seat", "営業")]


def test_several_rooms_are_asked_for_one_by_one_and_nothing_typed_is_lost(
    app: App, calls: Calls, database: Database
) -> None:
    form = opened(app, calls)
    step = submit(
        app, form, name="商品づくり", rooms=[SALES, "C2"], departments="営業\n開発", record_room="C3"
    )
    second = step["view"]
    assert circles_of(database) == []
    filled = [block["element"]["initial_value"] for block in second["blocks"] if block["type"] == "input"]
    assert filled == ["営業", "開発"]
    refused = submit(app, second, department_2=" ")
    assert set(refused["errors"]) == {"department_2"}
    done = submit(app, second, department_2="研究")
    assert done["response_action"] == "update"
    assert asked(database) == [(SALES, "seat", "営業"), ("C2", "seat", "研究"), ("C3", "record", "")]
    assert submit(app, second, department_2="研究") == {}
    assert len(circles_of(database)) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "ある円卓"}, "name"),
        ({"name": "x", "rooms": [f"C{n}" for n in range(30)]}, "rooms"),
    ],
)
def test_what_is_refused_stands_at_its_field_and_can_be_sent_again(
    app: App, calls: Calls, begin: Begin, fields: dict[str, Any], field: str, database: Database
) -> None:
    with begin() as tx:
        seat(tx, name="ある円卓")
    form = opened(app, calls)
    assert set(submit(app, form, departments="営業", **fields)["errors"]) == {field}
    again = submit(app, form, departments="営業", name="別の円卓", rooms=[SALES])
    assert again["response_action"] == "update"
    assert len(circles_of(database)) == 2


def test_whom_the_workspace_does_not_let_is_told_whom_to_ask(app: App, begin: Begin) -> None:
    with begin() as tx:
        tx.workspace.who_sets_up = WhoSetsUp.ADMINS
    said = command(app, "/entaku", "setup", user="U0BEN")["text"]
    assert said == "In this workspace only some people set up Circles. You can ask help@example.com."


def test_an_admin_changes_in_the_form_who_may(app: App, calls: Calls, database: Database) -> None:
    form = opened(app, calls, user="U0ADMIN")
    assert "workspace.lets" in str(form)
    actions = [
        {"type": "static_select", "action_id": "workspace.lets", "selected_option": {"value": "hosts"}}
    ]
    for user, kept in (("U0AKI", "everybody"), ("U0ADMIN", "hosts"), ("U0ADMIN", "hosts")):
        press(app, "workspace.lets", "", user=user, actions=actions, view=form | {"id": "V1"})
        with database.reading() as session:
            assert session.get_one(Workspace, TEAM).who_sets_up == kept


def test_a_room_that_is_not_asked_cannot_accept(app: App, calls: Calls, database: Database) -> None:
    submit(app, opened(app, calls), name="商品づくり", departments="営業")
    press(app, "room.accept", "nothere23456", channel={"id": SALES})
    with database.reading() as session:
        row = session.scalars(select(AskedRoom)).one()
        press(app, "room.accept", row.id, channel={"id": "C0ELSE"})
    assert circles_of(database)[0].name == "商品づくり"


def test_the_status_tells_which_rooms_are_still_to_join(app: App, calls: Calls) -> None:
    submit(app, opened(app, calls), name="商品づくり", departments="営業")
    said = " ".join(texts_in(command(app, "/entaku", "status")["blocks"]))
    assert "営業の部屋は、いま確かめています" in said


def test_the_first_dialogue_says_at_its_field_that_no_room_has_joined_yet(app: App, calls: Calls) -> None:
    done = submit(app, opened(app, calls), name="商品づくり", departments="営業")["view"]
    circle_id = done["blocks"][-1]["elements"][0]["value"]
    press(app, "circle.first", circle_id, view=done | {"id": "V1"})
    shown = calls[-1][1]["view"]
    form = json.loads(shown) if isinstance(shown, str) else shown
    assert set(submit(app, form, view_id="V2", voice_1="水筒が重い")["errors"]) == {"voice_1"}


def test_somebody_else_cannot_open_the_first_dialogue(app: App, calls: Calls) -> None:
    done = submit(app, opened(app, calls), name="商品づくり", departments="営業")["view"]
    circle_id = done["blocks"][-1]["elements"][0]["value"]
    press(app, "circle.first", circle_id, user="U0BEN", view=done | {"id": "V1", "type": "modal"})
    assert "Only the person who opened this" in str(calls[-1][1])


def test_questions_are_changed_by_their_hosts_and_only_by_them(
    app: App, calls: Calls, begin: Begin, database: Database
) -> None:
    with begin() as tx:
        seat(tx)
    command(app, "/entaku", "questions", user="U0HOST")
    form = calls.opened()
    assert "進行だけができます" in command(app, "/entaku", "questions", user="U0AKI")["text"]
    assert set(submit(app, form, user="U0HOST", question_2="あ" * 101)["errors"]) == {"question_2"}
    told = submit(app, form, user="U0HOST", question_2="なぜ?  朝に\n使うのか")
    assert "この3つの問い" in str(told["view"])
    asked = circles_of(database)[0].questions
    assert asked is not None
    assert asked[1] == "なぜ? 朝に 使うのか"
    assert asked[0] == "なぜこの人は、この商品を選ばなかったのか"


def test_deputies_are_named_through_the_panel(
    app: App, calls: Calls, begin: Begin, database: Database
) -> None:
    with begin() as tx:
        circle_id = seat(tx).id
    press(app, "host.deputies", circle_id, user="U0HOST", view={"id": "V1", "type": "modal"})
    shown = calls[-1][1]["view"]
    form = json.loads(shown) if isinstance(shown, str) else shown
    submit(app, form, user="U0HOST", deputies=["U0AKI"])
    command(app, "/entaku", "pause", user="U0AKI")
    assert circles_of(database)[0].paused_at is not None
