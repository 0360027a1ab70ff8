"""How what ends a listener reaches the person: at the field, over the form, as a private note, as a number."""

import json

from slack_bolt import App, BoltRequest

from tests.conftest import TEAM
from tests.handlers.stage import Calls, press


def test_a_button_in_a_form_that_is_refused_says_so_over_the_form(app: App, calls: Calls) -> None:
    form = {"id": "V1", "type": "modal", "callback_id": "x", "private_metadata": "", "blocks": []}

    press(app, "voice.withdraw", "nosuchvoice1", view=form)

    method, given = calls[-1]
    assert method == "views.push"
    view = json.loads(given["view"]) if isinstance(given["view"], str) else given["view"]
    assert "もうここにはありません" in str(view["blocks"])


def test_an_event_that_comes_again_is_acked_again(app: App, calls: Calls) -> None:
    event = {"type": "reaction_added", "user": "U1", "reaction": "pushpin", "event_ts": "1.1"}
    item = {"type": "message", "channel": "C1", "ts": "1.0"}
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": event | {"item": item}}

    first = app.dispatch(BoltRequest(body=body, mode="socket_mode"))
    again = app.dispatch(BoltRequest(body=body, mode="socket_mode"))

    assert (first.status, again.status) == (200, 200)


def test_what_nobody_listens_to_is_acked_all_the_same(app: App) -> None:
    body = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": "U1", "team_id": TEAM},
        "actions": [{"type": "button", "action_id": "of.nobody", "block_id": "b", "value": "x"}],
    }

    assert app.dispatch(BoltRequest(body=body, mode="socket_mode")).status == 200
