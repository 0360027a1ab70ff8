"""The message shortcut that takes a line down, by whom it may be and by whom not."""

from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from sqlalchemy import select

from bot.transaction import Database
from models import Act, OutboxRow, Received, Remark
from tests.bot.circle_of_three import CALLS, SALES
from tests.bot.open_table import BEN, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import TEAM, Begin
from tests.handlers.stage import Calls, Form, acked, submit

Place = tuple[str, str]


@pytest.fixture
def places(begin: Begin) -> dict[str, Place]:
    """Let two people speak; return where the original and the shared copy stand."""
    with begin() as tx:
        slack = SlackInMemory()
        talk = Talk(tx, slack, open_table(tx, slack))
        slack.messages.clear()
        original = talk.say("一")
        talk.say("二", user=BEN)
        slack.deliver(tx, joins=True)
        [copy] = [place for place in slack.messages if place[0] == CALLS]
        return {"original": (SALES, original), "copy": copy}


def shortcut(app: App, place: Place, *, user: str = "U0AKI") -> Form:
    channel, ts = place
    payload: dict[str, Any] = {
        "type": "message_action",
        "callback_id": "remark.take_down",
        "team": {"id": TEAM, "domain": "t"},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": "1.2.3",
        "channel": {"id": channel},
        "message": {"ts": ts, "text": "…"},
        "message_ts": ts,
    }
    return acked(app.dispatch(BoltRequest(body=payload, mode="socket_mode")))


def remarks(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Remark.text).order_by(Remark.seq)))


def test_the_form_tells_what_vanishes_and_what_stays_before_it_does(
    app: App, calls: Calls, places: dict[str, Place], database: Database
) -> None:
    shortcut(app, places["original"])
    form = calls.opened()
    said = " ".join(texts_in(form))
    for part in (
        "一",
        "開発・お客様相談の部屋から",
        "もとのひとことは、営業の部屋に残ります",
        "ご自分で消せます",
    ):
        assert part in said
    assert remarks(database) == ["一", "二"]

    answer = submit(app, form)
    assert "引っこめました" in " ".join(texts_in(answer["view"]))
    assert remarks(database) == ["", "二"]


def test_a_host_chooses_among_the_lines_of_a_message(
    app: App, calls: Calls, places: dict[str, Place], database: Database
) -> None:
    shortcut(app, places["copy"], user="U0HOST")
    form = calls.opened()
    options = form["blocks"][0]["element"]["options"]
    assert [option["text"]["text"] for option in options] == ["一", "二"]
    submit(app, form, user="U0HOST", line=options[1]["value"])
    assert remarks(database) == ["一", ""]


def test_somebody_else_gets_no_form_and_a_forged_one_does_nothing(
    app: App, calls: Calls, places: dict[str, Place], database: Database
) -> None:
    shortcut(app, places["original"])
    form = calls.opened()
    calls.clear()
    shortcut(app, places["original"], user="U0CHIE")
    shortcut(app, (SALES, "1.1"), user="U0CHIE")
    assert calls == []
    answer = submit(app, form, user="U0CHIE")
    assert answer["response_action"] == "update"
    assert "引っこめられるのは" in " ".join(texts_in(answer["view"]))
    assert remarks(database) == ["一", "二"]


def test_sent_twice_it_is_done_once_and_only_the_act_is_kept(
    app: App, calls: Calls, places: dict[str, Place], database: Database
) -> None:
    shortcut(app, places["original"])
    form = calls.opened()
    for _ in range(2):
        assert submit(app, form)["response_action"] == "update"
    with database.reading() as session:
        [act] = session.scalars(select(Act)).all()
        assert (act.kind, act.user_id) == ("remark.take_down", "U0AKI")
        assert session.scalars(select(Received)).all() == []
        assert [row.kind for row in session.scalars(select(OutboxRow)) if row.kind == "post"] == []
