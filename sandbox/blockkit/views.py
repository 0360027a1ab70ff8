"""Whole messages and views: how many blocks, what must be unique, what a view's frame may hold."""

import json
import secrets
from typing import Any

from sandbox.blockkit.blocks import BLOCKS, Surface
from sandbox.blockkit.objects import plain_text
from sandbox.blockkit.schema import (
    NO_SCHEMA_MATCHES,
    Check,
    Problem,
    Record,
    boolean,
    is_type,
    items,
    record,
    rule,
    text,
    unsupported,
)

TOTAL_TEXT_LIMIT = 10_000
"""Characters in all blocks of a message, markdown blocks apart: more are refused with msg_blocks_too_long."""

TOO_MUCH_TEXT = rule(
    "total_text",
    f"All blocks of a message together hold at most {TOTAL_TEXT_LIMIT:,} characters, markdown blocks apart.",
    "SLACK.md §7: refused at 11,341 and 13,297, stay below 10,000",
    unsure=True,
)
_BLOCK_ID_TWICE = rule("block_id.twice", "A block_id stands once in a message or view.", "SLACK.md §7, §12.4")
_ACTION_ID_TWICE = rule("action_id.twice", "An action_id stands once in a block.", "SLACK.md §7, §12.4")
ONE_TABLE = rule("table.one", "A message has one table.", "SLACK.md §7: table")
_MARKDOWN_TOTAL = rule(
    "markdown.total", "All markdown blocks together hold at most 12,000 characters.", "SLACK.md §7: markdown"
)
_FOCUS_TWICE = rule("focus_on_load", "One element of a view has the focus.", "SLACK.md §7", unsure=True)
_SUBMIT = rule("view.submit_needed", "A modal with input blocks has a submit text.", "SLACK.md §6: modals")
_NO_RESPONSE_URL = rule(
    "response_url_enabled",
    "response_url_enabled is for selects in modals.",
    "SLACK.md §7: selects",
    unsure=True,
)
_TOO_LARGE = rule("view.size", "A view's JSON has at most 250 kB.", "SLACK.md §7: view_too_large")
VIEW_BYTES = 250_000

_LISTS: dict[Surface, Check] = {
    "message": items("message.blocks", BLOCKS["message"], at_most=50),
    "modal": items("view.blocks", BLOCKS["modal"], at_least=1, at_most=100),
    "home": items("view.blocks", BLOCKS["home"], at_least=1, at_most=100),
}


def check_blocks(blocks: object, surface: Surface, pointer: str = "/blocks") -> list[Problem]:
    """Return what Slack would complain about, nothing if it would accept the blocks."""
    found: list[Problem] = []
    _LISTS[surface](blocks, pointer, found)
    if not found and isinstance(blocks, list):
        _check_together(blocks, surface, pointer, found)
    return found


def _check_together(blocks: list[Record], surface: Surface, at: str, found: list[Problem]) -> None:
    """Check what no block can be asked alone."""
    seen: set[str] = set()
    focused = tables = markdown = 0
    for number, block in enumerate(blocks):
        name = block.get("block_id")
        if name is not None and name in seen:
            found.append(
                Problem(_BLOCK_ID_TWICE, f'`block_id` "{name}" already exists', f"{at}/{number}/block_id")
            )
        seen.add(name or "")
        focused += _check_elements(block, surface, f"{at}/{number}", found)
        tables += block["type"] == "table"
        if block["type"] == "markdown":
            markdown += len(block["text"])
    if focused > 1:
        found.append(Problem(_FOCUS_TWICE, "only one element may have `focus_on_load`", at))
    if tables > 1:
        found.append(Problem(ONE_TABLE, "only_one_table_allowed", at))
    if markdown > 12_000:
        found.append(Problem(_MARKDOWN_TOTAL, "must be less than 12001 characters", at))


def _check_elements(block: Record, surface: Surface, at: str, found: list[Problem]) -> int:
    """Check the interactive elements of a block and return how many want the focus."""
    seen: set[str] = set()
    focused = 0
    for where, element in _elements(block):
        name = element.get("action_id")
        if name is not None and name in seen:
            found.append(
                Problem(_ACTION_ID_TWICE, f'`action_id` "{name}" already exists', f"{at}/{where}/action_id")
            )
        seen.add(name or "")
        focused += bool(element.get("focus_on_load"))
        if surface != "modal" and element.get("response_url_enabled"):
            found.append(
                Problem(_NO_RESPONSE_URL, "is only allowed in modals", f"{at}/{where}/response_url_enabled")
            )
    return focused


def _elements(block: Record) -> list[tuple[str, dict[str, Any]]]:
    kind = block["type"]
    if kind in {"actions", "context_actions"}:
        return [(f"elements/{number}", element) for number, element in enumerate(block["elements"])]
    if kind == "section" and "accessory" in block:
        return [("accessory", block["accessory"])]
    if kind == "input":
        return [("element", block["element"])]
    if kind == "card":
        return [(f"actions/{number}", element) for number, element in enumerate(block.get("actions", ()))]
    return []


_short = {key: plain_text(f"view.{key}", 24) for key in ("title", "submit", "close")}
_FRAME: dict[str, Check] = {
    "type": is_type,
    "blocks": is_type,
    "private_metadata": text("view.private_metadata", 3000, at_least=0),
    "callback_id": text("view.callback_id", 255),
    "external_id": text("view.external_id", 255, at_least=0),
}
_VIEWS: dict[str, Check] = {
    "modal": record(
        {**_FRAME, **_short, "clear_on_close": boolean, "notify_on_close": boolean}, ["title", "blocks"]
    ),
    "home": record(_FRAME, ["blocks"]),
}


def check_view(view: object, pointer: str = "/view") -> list[Problem]:
    """Return what Slack would complain about in a modal or Home tab.

    Slack opens the list by saying that no schema matched the view. A view of more than 250 kB is the
    problem of rule `blockkit.view.size` alone (error `view_too_large`).
    """
    if (
        isinstance(view, dict)
        and len(json.dumps(view, ensure_ascii=False).encode("utf-8", "replace")) > VIEW_BYTES
    ):
        return [Problem(_TOO_LARGE, f"must be at most {VIEW_BYTES} bytes", pointer)]
    found = _check_frame_and_blocks(view, pointer)
    if not found:
        return []
    precise = [problem for problem in found if problem.message != NO_SCHEMA_MATCHES]
    return [Problem(precise[0].rule, NO_SCHEMA_MATCHES, pointer), *precise]


def _check_frame_and_blocks(view: object, at: str) -> list[Problem]:
    found: list[Problem] = []
    kind: Any = view.get("type") if isinstance(view, dict) else "modal"
    if kind not in ("modal", "home"):
        unsupported(kind, at, found)
        return found
    _VIEWS[kind](view, at, found)
    if isinstance(view, dict) and "blocks" in view:
        found += check_blocks(view["blocks"], kind, f"{at}/blocks")
        if kind == "modal" and not found and "submit" not in view:
            _check_submit(view["blocks"], at, found)
    return found


def _check_submit(blocks: list[Record], at: str, found: list[Problem]) -> None:
    for number, block in enumerate(blocks):
        if block["type"] == "input":
            message = "must define `submit` to use an `input` block in modals"
            found.append(Problem(_SUBMIT, message, f"{at}/blocks/{number}/input"))


def total_text(blocks: object) -> int:
    """Return the characters in the texts of all blocks, markdown blocks apart."""
    if isinstance(blocks, list):
        return sum(total_text(block) for block in blocks)
    if not isinstance(blocks, dict) or blocks.get("type") == "markdown":
        return 0
    total = 0
    for key, part in blocks.items():
        if key == "text" and isinstance(part, str):
            total += len(part)
        elif isinstance(part, (dict, list)):
            total += total_text(part)
    return total


def fill_block_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the blocks with a random block_id where none was given, and action_ids likewise, as Slack does."""
    filled = []
    for block in blocks:
        named = {**block, "block_id": block.get("block_id") or _random_id()}
        for key in ("elements", "accessory", "element"):
            if key in named and block["type"] in {"actions", "section", "input", "context_actions"}:
                named[key] = _with_action_ids(named[key])
        filled.append(named)
    return filled


def _with_action_ids(part: Any) -> Any:
    if isinstance(part, list):
        return [_with_action_ids(element) for element in part]
    if part["type"] == "image" or "action_id" in part:
        return part
    return {**part, "action_id": _random_id()}


def _random_id() -> str:
    return secrets.token_urlsafe(4)[:5]
