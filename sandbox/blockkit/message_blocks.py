"""The blocks that stand in messages only: long texts, tables, cards, tasks, what other services bring."""

from sandbox.blockkit.elements import FEEDBACK, buttons, image, overflow, url_source
from sandbox.blockkit.objects import any_text, block_id, picture_link, plain_text
from sandbox.blockkit.rich_text import rich_text
from sandbox.blockkit.schema import (
    Check,
    Problem,
    Record,
    boolean,
    by_type,
    choice,
    items,
    missing,
    number,
    or_null,
    record,
    rule,
    some_text,
    text,
    typed,
)

_NOTHING_ON_CARD = rule(
    "card.empty", "A card has a picture, a title, a body or actions.", "SLACK.md §7: card", unsure=True
)
_DIVIDER = rule(
    "container.divider",
    "A container that folds has no header divider.",
    "SLACK.md §7: container",
    unsure=True,
)

_image = by_type({"image": image})
_rich_text = by_type({"rich_text": rich_text})


def _something_on_it(value: Record, at: str, found: list[Problem]) -> None:
    if not value.keys() & {"hero_image", "title", "body", "actions"}:
        found.append(Problem(_NOTHING_ON_CARD, "must provide a hero_image, title, body or actions", at))


card = typed(
    {
        "block_id": block_id,
        "hero_image": _image,
        "icon": _image,
        "slack_icon": by_type({"icon": typed({"name": some_text}, ["name"])}),
        "title": any_text("card.title", 150, unsure=True),
        "subtitle": any_text("card.subtitle", 150, unsure=True),
        "body": any_text("card.body", 200, unsure=True),
        "actions": items("card.actions", buttons, at_least=1, at_most=3, unsure=True),
    },
    also=_something_on_it,
)


def _headed(value: Record, at: str, found: list[Problem]) -> None:
    if "title" not in value and "rich_text_title" not in value:
        missing("title", at, found)
    elif value.get("is_collapsible") and value.get("has_header_divider"):
        found.append(
            Problem(_DIVIDER, "must not be set when `is_collapsible` is true", f"{at}/has_header_divider")
        )


def container(child: Check) -> Check:
    """Check a container, whose children are checked by `child`."""
    return typed(
        {
            "block_id": block_id,
            "title": plain_text("container.title", 150),
            "rich_text_title": _rich_text,
            "subtitle": any_text("container.subtitle", 150),
            "child_blocks": items("container.child_blocks", child, at_least=1, at_most=10),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": _image,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        ["child_blocks"],
        _headed,
    )


VIDEO = typed(
    {
        "block_id": block_id,
        "title": plain_text("video.title", 199),
        "title_url": picture_link("video.title_url"),
        "video_url": picture_link("video.video_url"),
        "thumbnail_url": picture_link("video.thumbnail_url"),
        "alt_text": text("video.alt_text", 2000, unsure=True),
        "description": plain_text("video.description", 199),
        "author_name": text("video.author_name", 49),
        "provider_name": text("video.provider_name", 49),
        "provider_icon_url": picture_link("video.provider_icon_url"),
    },
    ["title", "video_url", "thumbnail_url", "alt_text"],
)

_cell = by_type(
    {
        "raw_text": typed({"text": some_text}, ["text"]),
        "raw_number": typed({"value": number, "text": some_text}, ["value"]),
        "rich_text": rich_text,
    }
)

_table = typed(
    {
        "block_id": block_id,
        "rows": items(
            "table.rows", items("table.cells", _cell, at_least=1, at_most=20), at_least=1, at_most=100
        ),
        "column_settings": items(
            "table.column_settings",
            or_null(record({"align": choice("left", "center", "right"), "is_wrapped": boolean})),
            at_most=20,
        ),
    },
    ["rows"],
)

_task_card = typed(
    {
        "block_id": block_id,
        "task_id": some_text,
        "title": some_text,
        "details": _rich_text,
        "output": _rich_text,
        "sources": items("task_card.sources", by_type({"url": url_source})),
        "status": choice("pending", "in_progress", "complete", "error"),
    },
    ["task_id", "title", "status"],
)

_auth_provider = typed(
    {
        "block_id": block_id,
        "value": text("auth_provider.value", 150),
        "name": plain_text("auth_provider.name", 75),
        "is_connected": boolean,
        "description": plain_text("auth_provider.description", 150),
        "connected_identity": plain_text("auth_provider.connected_identity", 75),
        "connected_context": plain_text("auth_provider.connected_context", 75),
        "icon_url": picture_link("auth_provider.icon_url"),
        "auth_url": picture_link("auth_provider.auth_url"),
        "disconnect_url": picture_link("auth_provider.disconnect_url"),
        "accessory": by_type({"overflow": overflow}),
    },
    ["value", "name", "is_connected"],
)

MESSAGE_BLOCKS: dict[str, Check] = {
    "markdown": typed({"block_id": block_id, "text": text("markdown.text", 12_000)}, ["text"]),
    "table": _table,
    "context_actions": typed(
        {
            "block_id": block_id,
            "elements": items("context_actions.elements", by_type(FEEDBACK), at_least=1, at_most=5),
        },
        ["elements"],
    ),
    "card": card,
    "carousel": typed(
        {
            "block_id": block_id,
            "elements": items("carousel.elements", by_type({"card": card}), at_least=1, at_most=10),
        },
        ["elements"],
    ),
    "task_card": _task_card,
    "plan": typed(
        {
            "block_id": block_id,
            "title": some_text,
            "tasks": items("plan.tasks", by_type({"task_card": _task_card})),
        },
        ["title"],
    ),
    "file": typed(
        {"block_id": block_id, "external_id": some_text, "source": choice("remote")},
        ["external_id", "source"],
    ),
    "auth_provider": _auth_provider,
    "call": typed(
        {"block_id": block_id, "call_id": some_text, "api_decoration_available": boolean}, ["call_id"]
    ),
}
