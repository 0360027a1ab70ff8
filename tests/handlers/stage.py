"""What Slack sends when people type a command, press a button or send a form, and what it gets for an ack."""

import json
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from tests.conftest import TEAM

Form = dict[str, Any]


CHOSEN = {
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "timepicker": ("selected_time", "initial_time"),
}
"""What Slack calls the choice in an element, and what it begins with."""


class Calls(list[tuple[str, dict[str, Any]]]):
    """The Web API calls that were made, each with its arguments; with an `error` set, each is refused with it."""

    error: str | None = None

    def answer(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        self.append((method, given))
        return {"ok": False, "error": self.error} if self.error else {"ok": True}

    def opened(self) -> Form:
        """Return the form that was opened last."""
        method, given = self[-1]
        assert method == "views.open"
        view = given["view"]
        form: Form = json.loads(view) if isinstance(view, str) else view
        return form


def command(app: App, name: str, text: str = "", *, user: str = "U0AKI", channel: str = "C0SALES") -> Form:
    """Type a command; return what its ack answers."""
    payload = {
        "command": name,
        "text": text,
        "team_id": TEAM,
        "user_id": user,
        "channel_id": channel,
        "trigger_id": "1.2.3",
    }
    return acked(app.dispatch(BoltRequest(body=payload, mode="socket_mode")))


def press(app: App, action_id: str, value: str, *, user: str = "U0AKI", **more: Any) -> Form:
    """Press a button on a message; `home` is the team that whoever does belongs to."""
    home = more.pop("home", TEAM)
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "t"},
        "user": {"id": user, "team_id": home},
        "trigger_id": "1.2.3",
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
    }
    return acked(app.dispatch(BoltRequest(body=payload | more, mode="socket_mode")))


def submit(app: App, form: Form, *, user: str = "U0AKI", view_id: str = "V1", **fields: Any) -> Form:
    """Send an opened form with these fields; what is not named stays as the form had it or empty."""
    values = filled_in(form, fields)
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "t"},
        "user": {"id": user, "team_id": TEAM},
        "view": form | {"id": view_id, "state": {"values": values}},
    }
    return acked(app.dispatch(BoltRequest(body=payload, mode="socket_mode")))


def filled_in(form: Form, fields: Form) -> Form:
    """Return a form's values as Slack sends them: as the form had them, these fields as named."""
    inputs = [block for block in form["blocks"] if block["type"] == "input"]
    assert set(fields) <= {block["block_id"] for block in inputs}
    return {
        block["block_id"]: {"value": _entered(block["element"], fields.get(block["block_id"]))}
        for block in inputs
    }


def acked(response: BoltResponse) -> Form:
    assert response.status == 200
    body: Form = json.loads(response.body) if response.body else {}
    return body


def _entered(element: dict[str, Any], value: Any) -> dict[str, Any]:
    kind = element["type"]
    if kind in {"static_select", "radio_buttons"}:
        chosen = {"value": value} if value is not None else element.get("initial_option")
        return {"type": kind, "selected_option": chosen}
    if kind == "multi_static_select":
        chosen = [{"value": one} for one in value] if value is not None else element.get("initial_options")
        return {"type": kind, "selected_options": chosen or []}
    if kind in CHOSEN:
        selected, initial = CHOSEN[kind]
        return {"type": kind, selected: value if value is not None else element.get(initial)}
    if kind == "users_select":
        return {"type": kind, "selected_user": value or element.get("initial_user")}
    if kind == "datepicker":
        return {"type": kind, "selected_date": value or element.get("initial_date")}
    return {"type": kind, "value": value if value is not None else element.get("initial_value")}
