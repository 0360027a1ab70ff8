"""What a colleague sees on the screen: words in messages, buttons to press, fields to fill in."""

import html
from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]
Wishes = Mapping[str, str]

RECOGNISED_BY = 20
"""So many characters of somebody's words are enough to recognise them."""


def words_of(message: Json) -> str:
    """Return all text a message shows, without line breaks."""
    shown = [message.get("text") or "", *_texts(message.get("blocks") or [])]
    return " ".join(html.unescape(" ".join(shown)).split())


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "text" and isinstance(value, str):
                yield value
            elif isinstance(value, dict | list):
                yield from _texts(value)


def shows(message: Json, words: str) -> bool:
    """Whether a message shows these words, or at least their beginning."""
    beginning = " ".join(words.split())[:RECOGNISED_BY]
    return beginning in words_of(message)


def is_from_app(message: Json) -> bool:
    return bool(message.get("bot_id"))


def button(message: Json, action_id: str) -> Json | None:
    """Return the button with this action_id, if the message shows one."""
    for block in message.get("blocks") or []:
        for element in [*block.get("elements", ()), block.get("accessory") or {}]:
            if isinstance(element, dict) and element.get("action_id") == action_id:
                return element
    return None


def block_under(message: Json, words: str, action_id: str) -> str:
    """Return the block_id of the first such button at or under what shows these words; without one, nothing."""
    is_under = False
    for block in message.get("blocks") or []:
        is_under = is_under or shows({"blocks": [block]}, words)
        if is_under and button({"blocks": [block]}, action_id):
            return str(block.get("block_id", ""))
    return ""


def field_under(view: Json, words: str) -> str:
    """Return the block_id of a form's first field under what shows these words, else of its first field at all."""
    is_under, first = False, ""
    for block in view["blocks"]:
        if block["type"] != "input":
            is_under = is_under or shows({"blocks": [block]}, words)
        elif is_under:
            return str(block["block_id"])
        else:
            first = first or str(block["block_id"])
    return first


def fill(view: Json, wishes: Wishes) -> Json:
    """Return the values for a form by block_id: what was wished, where a field can take it.

    A choice is found by its value, else by an option whose text begins like the wish.
    """
    values: Json = {}
    for block in view["blocks"]:
        wish = wishes.get(block.get("block_id", ""))
        if block["type"] != "input" or not wish:
            continue
        element = block["element"]
        kind = element["type"]
        if "options" in element or "option_groups" in element:
            value = _choice(element, wish)
            if value is not None:
                values[block["block_id"]] = [value] if _takes_many(kind) else value
        elif kind != "file_input":
            values[block["block_id"]] = [wish] if _takes_many(kind) else wish
    return values


def _takes_many(kind: str) -> bool:
    return kind.startswith("multi_") or kind == "checkboxes"


def _choice(element: Json, wish: str) -> str | None:
    options = list(element.get("options") or ())
    for group in element.get("option_groups") or ():
        options += group["options"]
    for option in options:
        if option["value"] == wish:
            return wish
    for option in options:
        if wish[:RECOGNISED_BY] in option["text"]["text"]:
            return str(option["value"])
    return None
