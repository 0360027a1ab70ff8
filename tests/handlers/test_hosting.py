"""The button on the card and the panel behind it, pressed by hosts and by others, in time and too late."""

import json
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.circles import acts
from bot.circles.acts import ActKind
from bot.dialogues.agenda import Stage
from bot.texts import words
from bot.transaction import Database
from bot.views import acts as act_views
from models import Act, Circle, Dialogue
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import Begin, FakeClock, known
from tests.handlers.stage import Calls, command, press

HOST = "U0HOST"
ALWAYS = {"circle.waiting", "circle.questions", "circle.sittings", "host.deputies", "host.acts"}
"""What leads to a view of its own."""


@pytest.fixture(autouse=True)
def dialogue(begin: Begin) -> Dialogue:
    with begin() as tx:
        known(tx, "U0BEN", name="Ben", locale="en")
        opened = open_table(tx, SlackInMemory())
        tx.session.refresh(opened)
        return opened


def kept(database: Database) -> Dialogue:
    with database.reading() as session:
        return session.scalars(select(Dialogue)).one()


def panel(app: App, calls: Calls, dialogue: Dialogue) -> dict[str, Any]:
    press(app, "host.open", dialogue.circle_id, user=HOST)
    return calls.opened() | {"id": "V1"}


def buttons(view: dict[str, Any]) -> dict[str, str]:
    return {
        block["accessory"]["action_id"]: block["accessory"]["value"]
        for block in view["blocks"]
        if "accessory" in block
    }


def use(app: App, calls: Calls, view: dict[str, Any], action_id: str) -> dict[str, Any]:
    """Press a button of the panel; return the view that came of it."""
    press(app, action_id, buttons(view)[action_id], user=HOST, view=view)
    shown = calls[-1][1]["view"]
    opened: dict[str, Any] = json.loads(shown) if isinstance(shown, str) else shown
    return opened | {"id": "V1"}


def said(view: dict[str, Any]) -> str:
    return " ".join(texts_in(view["blocks"]))


def test_a_host_finds_what_can_be_done_now(app: App, calls: Calls, dialogue: Dialogue) -> None:
    view = panel(app, calls, dialogue)
    assert set(buttons(view)) == {"dialogue.more", "dialogue.next", "dialogue.end"} | ALWAYS
    assert "「まず書く時間」" in said(view)
    for block in view["blocks"]:
        if "accessory" in block and block["accessory"]["action_id"] not in ALWAYS:
            assert block["accessory"]["confirm"]


def test_somebody_else_gets_a_kind_line_and_no_form(app: App, calls: Calls, dialogue: Dialogue) -> None:
    assert press(app, "host.open", dialogue.circle_id, user="U0AKI") == {}
    assert calls == []


@pytest.mark.parametrize("action_id", ["dialogue.more", "dialogue.next", "dialogue.end", "circle.pause"])
def test_somebody_else_changes_nothing_even_with_the_panel_in_hand(
    app: App, calls: Calls, dialogue: Dialogue, database: Database, action_id: str
) -> None:
    view = panel(app, calls, dialogue)
    value = buttons(view).get(action_id, dialogue.circle_id)
    press(app, action_id, value, user="U0BEN", view=view | {"type": "modal"})
    assert calls[-1][0] == "views.push"
    assert kept(database).agenda == dialogue.agenda
    assert kept(database).state == "open"


def test_five_more_minutes_and_the_button_is_gone(
    app: App, calls: Calls, dialogue: Dialogue, database: Database
) -> None:
    view = use(app, calls, panel(app, calls, dialogue), "dialogue.more")
    assert "5分のばしました" in said(view)
    assert "dialogue.more" not in buttons(view)
    assert kept(database).agenda["closed"] == 35


def test_pressed_twice_the_next_stage_comes_once(
    app: App, calls: Calls, dialogue: Dialogue, database: Database, clock: FakeClock
) -> None:
    clock.advance(minutes=1)
    view = panel(app, calls, dialogue)
    use(app, calls, view, "dialogue.next")
    press(app, "dialogue.next", buttons(view)["dialogue.next"], user=HOST, view=view | {"type": "modal"})
    assert calls[-1][0] == "views.push"
    assert "いまは「問い1」です" in str(calls[-1][1])
    assert kept(database).stage == Stage.QUESTION_1


def test_after_the_end_the_panel_shows_what_comes_next(app: App, calls: Calls, dialogue: Dialogue) -> None:
    view = use(app, calls, panel(app, calls, dialogue), "dialogue.end")
    assert "むすびに入りました" in said(view)
    assert "circle.pause" in buttons(view)
    assert "dialogue.more" not in buttons(view)


def test_a_paused_circle_offers_to_go_on(
    app: App, calls: Calls, dialogue: Dialogue, database: Database
) -> None:
    view = use(app, calls, panel(app, calls, dialogue), "dialogue.end")
    view = use(app, calls, view, "circle.pause")
    assert set(buttons(view)) == {"circle.resume"} | ALWAYS
    view = use(app, calls, view, "circle.resume")
    assert "circle.pause" in buttons(view)
    with database.reading() as session:
        assert session.scalars(select(Circle)).one().paused_at is None


@pytest.mark.parametrize(
    ("word", "told"), [("more", "5分のばしました"), ("next", "次の場面"), ("end", "むすびに")]
)
def test_the_same_can_be_typed(app: App, clock: FakeClock, word: str, told: str) -> None:
    clock.advance(minutes=1)
    assert told in " ".join(texts_in(command(app, "/entaku", word, user=HOST, channel=SALES)["blocks"]))


@pytest.mark.parametrize("word", ["more", "next", "end"])
def test_typed_by_somebody_else_it_changes_nothing(app: App, database: Database, word: str) -> None:
    assert "進行だけができます" in command(app, "/entaku", word, user="U0AKI", channel=SALES)["text"]
    assert kept(database).state == "open"


def test_the_status_of_a_host_leads_to_the_panel(app: App, dialogue: Dialogue) -> None:
    told = command(app, "/entaku", "status", user=HOST, channel=SALES)
    assert buttons(told) == {"host.open": dialogue.circle_id}
    assert "accessory" not in str(command(app, "/entaku", "status", user="U0AKI", channel=SALES))


def test_a_host_reads_the_panel_in_their_own_language(
    app: App, calls: Calls, dialogue: Dialogue, begin: Begin
) -> None:
    with begin() as tx:
        known(tx, HOST, name="進").locale = "en"
    assert "For hosts" in str(panel(app, calls, dialogue)["title"])


def test_a_host_reads_what_was_done_and_by_whom(
    app: App, calls: Calls, dialogue: Dialogue, begin: Begin
) -> None:
    with begin(HOST) as tx:
        acts.log(
            tx, ActKind.REMARK_TAKE_DOWN, dialogue=tx.session.get(Dialogue, dialogue.id), is_unnamed=True
        )
    view = use(app, calls, panel(app, calls, dialogue), "dialogue.more")
    log = said(use(app, calls, view, "host.acts"))
    assert "<@U0HOST>さん　5分のばしました" in log
    assert log.endswith("（月）　ひとことをひとつ引っこめました")


def test_nobody_else_reads_the_log(app: App, calls: Calls, dialogue: Dialogue) -> None:
    press(app, "host.acts", dialogue.circle_id, user="U0AKI")
    assert "views.push" not in [method for method, _ in calls]


@pytest.mark.parametrize("kind", [kind for kind in ActKind if not kind.startswith("workspace.")])
def test_each_act_of_a_circle_can_be_told_in_both_languages(kind: ActKind) -> None:
    circle = Circle(name="円卓", tz="Asia/Tokyo")
    act = Act(kind=kind, user_id="U0HOST", at=FakeClock().now())
    for language in ("ja", "en"):
        assert "<@U0HOST>" in said(act_views.log(words(language), circle, [act]).to_dict())
