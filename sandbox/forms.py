"""Filling in: what Slack's client makes of a choice in a select or a text in a field, and what it checks.

`state` objects are the values of `state.values[block_id][action_id]`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.refusal import Impossible
from sandbox.workspace import Json

TEXTS = frozenset(("plain_text_input", "email_text_input", "url_text_input", "number_input"))
_ONE = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
}
_MANY = {
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
EXTERNAL = frozenset(("external_select", "multi_external_select"))
_ONE_OPTION = frozenset(("static_select", "radio_buttons", "external_select"))
_MANY_OPTIONS = frozenset(("multi_static_select", "checkboxes", "multi_external_select"))
STATEFUL = TEXTS | set(_ONE) | set(_MANY) | _ONE_OPTION | _MANY_OPTIONS | {"file_input"}
TEXT_LIMIT = 3000
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Element:
    """An interactive element and the block it stands in."""

    block: Json
    body: Json

    @property
    def type(self) -> str:
        return str(self.body["type"])

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")


def elements_of(blocks: list[Json]) -> Iterator[Element]:
    """Every element a person can use, in order."""
    for block in blocks:
        bodies = [*block.get("elements", ())] if block["type"] in ("actions", "context_actions") else []
        bodies += [block[key] for key in ("element", "accessory") if key in block]
        for body in bodies:
            if "action_id" in body:
                yield Element(block, body)


def options_of(element: Json) -> list[Json]:
    """What an element offers; of an external select only what is chosen at the start is known here."""
    if element["type"] in EXTERNAL:
        return [*element.get("initial_options", ()), *filter(None, [element.get("initial_option")])]
    groups = element.get("option_groups") or ()
    return [*element.get("options", ()), *(option for group in groups for option in group["options"])]


def _option(element: Json, value: str | Json) -> Json:
    """The option with this value; what an external select has offered is given whole."""
    if element["type"] in EXTERNAL and isinstance(value, dict):
        return {key: value[key] for key in ("text", "value", "description") if key in value}
    found = next((option for option in options_of(element) if option.get("value") == value), None)
    if found is None:
        offered = [option.get("value") for option in options_of(element)]
        raise Impossible(f"{element['action_id']} offers {offered}, not {value!r}")
    return found


def state_of(element: Json, plain: Any) -> Json:
    """The state after a person entered `plain`: text, an option's value, an id, a date, a list of them.

    What an external select offered is given as the whole option.
    """
    kind = element["type"]
    if kind in TEXTS:
        return {"type": kind, "value": None if plain in (None, "") else str(plain)}
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": _option(element, plain) if plain else None}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": [_option(element, one) for one in plain or ()]}
    if kind in _MANY:
        return {"type": kind, _MANY[kind]: list(plain or ())}
    if kind == "file_input":
        return {"type": kind, "files": list(plain or ())}
    if kind in _ONE:
        return {"type": kind, _ONE[kind]: plain}
    raise Impossible(f"{kind} holds no value")


def initial_state(element: Json) -> Json:
    """The state before anybody touched the element."""
    kind = element["type"]
    if kind in TEXTS:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    if kind == "file_input":
        return {"type": kind, "files": []}
    if kind in _MANY:
        return {"type": kind, _MANY[kind]: element.get(_MANY[kind].replace("selected", "initial"), [])}
    initial = "initial_value" if kind == "rich_text_input" else _ONE[kind].replace("selected", "initial")
    return {"type": kind, _ONE[kind]: element.get(initial)}


def initial_values(blocks: list[Json], kept: Json | None = None) -> Json:
    """`state.values` of blocks; what was filled in stays where block_id, action_id and type are the same."""
    values: Json = {}
    for element in elements_of(blocks):
        if element.type in STATEFUL:
            block_id, action_id = element.block["block_id"], element.body["action_id"]
            before = (kept or {}).get(block_id, {}).get(action_id)
            same = before is not None and before["type"] == element.type
            values.setdefault(block_id, {})[action_id] = before if same else initial_state(element.body)
    return values


def is_empty(state: Json) -> bool:
    return not any(value for key, value in state.items() if key != "type")


def complaint(element: Element, state: Json) -> str | None:
    """What Slack's own client says under a field before anything is sent."""
    if is_empty(state):
        return None if element.block.get("optional") else "Please complete this required field."
    value = state.get("value")
    if element.type in TEXTS and isinstance(value, str):
        return _text_complaint(element.body, value)
    if element.type.startswith("multi_"):
        most = element.body.get("max_selected_items")
        chosen = next(value for key, value in state.items() if key != "type")
        if most and len(chosen) > most:
            return f"Please choose no more than {most}."
    return None


def _text_complaint(element: Json, value: str) -> str | None:
    most, least = element.get("max_length", TEXT_LIMIT), element.get("min_length", 0)
    if len(value) > most:
        return f"Please use {most} characters or fewer."
    if len(value) < least:
        return f"Please use at least {least} characters."
    kind = element["type"]
    if kind == "email_text_input" and not _EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not value.startswith(("http://", "https://")):
        return "Please enter a valid URL."
    return _number_complaint(element, value) if kind == "number_input" else None


def _number_complaint(element: Json, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    if number < float(element.get("min_value", "-inf")) or number > float(element.get("max_value", "inf")):
        return "Please enter a number within the limits."
    return None
