import json
from collections.abc import Sequence
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.people import people, private
from bot.people.private import Kind
from bot.transaction import Database
from bot.views.circles import sentence
from handlers import private as handler
from models import OutboxRow, PrivateMessage
from tests.conftest import TEAM, Begin, FakeClock
from tests.handlers.stage import press

KINDS = ("heard", "said", "nudge")


def tick(
    app: App, *wanted: str, offered: Sequence[str] = KINDS, block_id: str = "b", at: str = "1790000000.000100"
) -> None:
    """Leave these ticked among what a group of checkboxes at home offers."""
    element = {"type": "checkboxes", "action_id": "private.choose", "options": _options(offered)}
    blocks = [{"type": "actions", "block_id": "b", "elements": [element]}]
    action = {"type": "checkboxes", "action_id": "private.choose", "block_id": block_id, "action_ts": at}
    press(
        app,
        "private.choose",
        "",
        actions=[action | {"selected_options": _options(wanted)}],
        view={"id": "V1", "type": "home", "blocks": blocks},
    )


def _options(values: Sequence[str]) -> list[dict[str, str]]:
    return [{"value": value} for value in values]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what was told to whoever pressed a button on a message."""
    told: list[str] = []
    monkeypatch.setattr(handler, "respond_later", lambda _, text: told.append(text))
    return told


def muted(database: Database, user: str = "U0AKI") -> list[str]:
    with database.begin(TEAM) as tx:
        person = people.find(tx, user)
        return list(person.muted) if person else []


def homes(database: Database) -> list[str]:
    with database.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.method == "views.publish"))
        return [json.dumps(row.arguments["view"], ensure_ascii=False) for row in rows]


def not_ticked(database: Database) -> set[str]:
    """Return the kinds that the newest home shows without a tick."""
    [home] = homes(database)
    elements = [one for block in json.loads(home)["blocks"] for one in block.get("elements", ())]
    groups = [one for one in elements if one.get("action_id") == "private.choose"]
    offered = {one["value"] for group in groups for one in group["options"]}
    return offered - {one["value"] for group in groups for one in group.get("initial_options", ())}


@pytest.mark.slow
def test_what_is_ticked_at_home_reaches_somebody_and_the_home_shows_it(
    app: App, begin: Begin, database: Database
) -> None:
    with begin():
        pass
    tick(app, "heard", "said")
    tick(app, "heard", "said")
    assert muted(database) == ["nudge"]
    assert not_ticked(database) == {"nudge"}

    tick(app, "said", "nudge")
    assert muted(database) == ["heard"]
    assert not_ticked(database) == {"heard"}
    tick(app, *KINDS)
    assert muted(database) == []
    assert not_ticked(database) == set()


def test_of_two_presses_that_cross_the_later_one_counts(app: App, begin: Begin, database: Database) -> None:
    with begin("U0AKI", name="秋"):
        pass
    tick(app, "heard", at="1790000000.000300")
    tick(app, "heard", "said", at="1790000000.000200")
    assert set(muted(database)) == {"said", "nudge"}
    tick(app, "heard", "nudge", at="1790000000.000400")
    assert set(muted(database)) == {"said"}


def test_what_was_not_on_offer_stays_as_it_is(app: App, begin: Begin, database: Database) -> None:
    with begin() as tx:
        tx.actor.muted = ["thanks"]
    tick(app, "heard")
    assert sorted(muted(database)) == ["nudge", "said", "thanks"]
    tick(app, "heard", "thanks", offered=["heard"])
    assert sorted(muted(database)) == ["nudge", "said", "thanks"]
    tick(app, block_id="elsewhere")
    assert sorted(muted(database)) == ["nudge", "said", "thanks"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("ja", "声かけを止めました。ホームからいつでも戻せます。"),
        ("en", "Nudges are off. You can turn them on again in Home."),
    ],
)
def test_the_button_under_a_nudge_is_answered_where_it_was_pressed(
    app: App, begin: Begin, database: Database, answers: list[str], locale: str, text: str
) -> None:
    with begin(locale=locale):
        pass
    more: dict[str, Any] = {"response_url": "https://hooks.example/1", "channel": {"id": "C0SALES"}}
    press(app, "private.off", "nudge", **more)
    press(app, "private.off", "nudge", **more)
    assert answers == [text, text]
    assert muted(database) == ["nudge"]
    assert homes(database) == []


def test_what_waited_of_a_kind_goes_with_it(
    app: App, begin: Begin, database: Database, clock: FakeClock
) -> None:
    clock.advance(hours=10)
    with begin() as tx:
        private.tell(tx, tx.actor, Kind.HEARD, sentence("a"), key="a")
    tick(app, "said", "nudge")
    with database.reading() as session:
        assert session.scalars(select(PrivateMessage)).all() == []


@pytest.mark.parametrize("value", ["", "hosting", "everything", "'; --"])
def test_what_cannot_be_switched_is_left_alone(
    app: App, begin: Begin, database: Database, value: str
) -> None:
    with begin():
        pass
    press(app, "private.off", value)
    tick(app, offered=[value])
    assert muted(database) == []
