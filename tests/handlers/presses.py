"""A press, as Slack sends it: by whom, where and about what it is can be changed; and what came of one."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.conftest import TEAM
from tests.handlers.stage import filled_in

Place = dict[str, Any]


@dataclass(frozen=True)
class Press:
    """What Slack sends when somebody presses this button or sends this form."""

    payload: Place

    def by(self, user: str, team: str = TEAM) -> "Press":
        return Press(
            self.payload | {"user": {"id": user, "team_id": team}, "team": {"id": team, "domain": "t"}}
        )

    @property
    def value(self) -> str | None:
        """What it is about: the button's value, or what the form remembers."""
        if "actions" in self.payload:
            [action] = self.payload["actions"]
            chosen = action.get("selected_option")
            return str(chosen["value"]) if chosen else action.get("value")
        return str(self.payload["view"]["private_metadata"]) if "view" in self.payload else None

    def about(self, value: str) -> "Press":
        """Return the same press about something else."""
        if "actions" in self.payload:
            [action] = self.payload["actions"]
            return Press(self.payload | {"actions": [action | _carrying(action, value)]})
        return Press(self.payload | {"view": self.payload["view"] | {"private_metadata": value}})

    def somewhere(self, channel_id: str) -> "Press":
        """Return the same press in another channel; of a form, as if it had been opened there."""
        if "channel" in self.payload:
            return Press(self.payload | {"channel": {"id": channel_id}})
        view = self.payload["view"]
        return self.about(re.sub(r"C0[A-Z]+", channel_id, view["private_metadata"]))


def _carrying(action: Place, value: str) -> Place:
    if "selected_options" in action:
        return {"selected_options": [{"value": value}]}
    return {"selected_option": {"value": value}} if "selected_option" in action else {"value": value}


@dataclass
class Told:
    """What came of a press: what the presser is told, and what everybody else reads of it."""

    privately: list[str] = field(default_factory=list)
    elsewhere: list[tuple[str, str]] = field(default_factory=list)
    """Texts, each with the language that it should be in."""
    errors: list[Any] = field(default_factory=list)
    """What was logged as an error."""

    @property
    def text(self) -> str:
        return "\n".join(self.privately)


def buttons(part: Any) -> list[Place]:
    """Return every button and select in blocks that is pressed by itself, not sent with a form."""
    if isinstance(part, list):
        return [element for one in part for element in buttons(one)]
    if part.get("type") == "input":
        return []
    elements = [*part.get("elements", ()), *([part["accessory"]] if "accessory" in part else [])]
    place = {"block_id": part.get("block_id")}
    return [one | place for one in elements if one.get("action_id") and "url" not in one]


def filled(view: Place) -> Place:
    return view | {"state": {"values": filled_in(view, {})}}
