"""The blocks, and on which surface each may stand."""

from typing import Literal

from sandbox.blockkit.elements import accessories, image, inputs, pressables
from sandbox.blockkit.message_blocks import MESSAGE_BLOCKS, VIDEO, card, container
from sandbox.blockkit.objects import PICTURE, any_text, block_id, one_picture, plain_text
from sandbox.blockkit.rich_text import rich_text
from sandbox.blockkit.schema import (
    Check,
    Problem,
    Record,
    boolean,
    by_type,
    choice,
    integer,
    items,
    missing,
    rule,
    typed,
)

Surface = Literal["message", "modal", "home"]

_FILES_DISPATCH = rule(
    "input.dispatch_files", "dispatch_action does not go with file_input.", "SLACK.md §7: input", unsure=True
)


def _text_or_fields(value: Record, at: str, found: list[Problem]) -> None:
    if "text" not in value and "fields" not in value:
        missing("text", at, found)


def _section(surface: Surface) -> Check:
    return typed(
        {
            "block_id": block_id,
            "text": any_text("section.text", 3000),
            "fields": items("section.fields", any_text("section.field", 2000), at_least=1, at_most=10),
            "accessory": accessories(in_message=surface == "message"),
            "expand": boolean,
        },
        also=_text_or_fields,
    )


def _actions(surface: Surface) -> Check:
    elements = items("actions.elements", pressables(in_message=surface == "message"), at_least=1, at_most=25)
    return typed({"block_id": block_id, "elements": elements}, ["elements"])


def _no_dispatch_of_files(value: Record, at: str, found: list[Problem]) -> None:
    if value["element"]["type"] == "file_input" and value.get("dispatch_action"):
        found.append(
            Problem(_FILES_DISPATCH, "must not dispatch actions of a file_input", f"{at}/dispatch_action")
        )


def _input(surface: Surface) -> Check:
    return typed(
        {
            "block_id": block_id,
            "label": plain_text("input.label", 2000),
            "hint": plain_text("input.hint", 2000),
            "element": inputs(in_modal=surface == "modal"),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        ["label", "element"],
        _no_dispatch_of_files,
    )


_context_text = any_text("context.text", 3000)


def _context_element(value: object, at: str, found: list[Problem]) -> None:
    is_image = isinstance(value, dict) and value.get("type") == "image"
    (by_type({"image": image}) if is_image else _context_text)(value, at, found)


_EVERYWHERE: dict[str, Check] = {
    "header": typed(
        {
            "block_id": block_id,
            "text": plain_text("header.text", 150),
            "level": integer("header.level", 1, 4, unsure=True),
        },
        ["text"],
    ),
    "context": typed(
        {
            "block_id": block_id,
            "elements": items("context.elements", _context_element, at_least=1, at_most=10),
        },
        ["elements"],
    ),
    "divider": typed({"block_id": block_id}),
    "image": typed(
        {"block_id": block_id, **PICTURE, "title": plain_text("image.title", 2000)}, ["alt_text"], one_picture
    ),
    "rich_text": rich_text,
    "video": VIDEO,
}

_alert = typed(
    {
        "block_id": block_id,
        "text": any_text("alert.text", 200, unsure=True),
        "level": choice("default", "info", "warning", "error", "success"),
    },
    ["text"],
)


def _of(surface: Surface) -> dict[str, Check]:
    return {
        **_EVERYWHERE,
        "section": _section(surface),
        "actions": _actions(surface),
        "input": _input(surface),
    }


_message = _of("message")

BLOCKS: dict[Surface, Check] = {
    "message": by_type(
        {**_message, **MESSAGE_BLOCKS, "container": container(by_type({**_message, "card": card}))}
    ),
    "modal": by_type({**_of("modal"), "alert": _alert}),
    "home": by_type({**_of("home"), "card": card}),
}
"""For each surface, the check of one block. An alert stands in modals only; a container in messages only."""
