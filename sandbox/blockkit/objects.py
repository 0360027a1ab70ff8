"""Composition objects: texts, options, confirmations, filters and the addresses inside them."""

from sandbox.blockkit.schema import (
    NO_SCHEMA_MATCHES,
    Check,
    Problem,
    Record,
    boolean,
    both,
    by_type,
    choice,
    items,
    missing,
    pattern,
    record,
    rule,
    some_text,
    text,
    typed,
)

block_id = text("block_id", 255)
action_id = text("action_id", 255)


def plain_text(name: str, at_most: int, *, at_least: int = 1, unsure: bool = False) -> Check:
    """Check a text object that has to be plain_text."""
    length = text(name, at_most, at_least=at_least, unsure=unsure)
    return by_type({"plain_text": typed({"text": length, "emoji": boolean}, ["text"])})


def any_text(name: str, at_most: int, *, unsure: bool = False) -> Check:
    """Check a text object that may be plain_text or mrkdwn.

    Slack says first that no schema matched, then what is amiss.
    """
    length = text(name, at_most, unsure=unsure)
    variants = by_type(
        {
            "plain_text": typed({"text": length, "emoji": boolean}, ["text"]),
            "mrkdwn": typed({"text": length, "verbatim": boolean}, ["text"]),
        }
    )

    def check(value: object, at: str, found: list[Problem]) -> None:
        before = len(found)
        variants(value, at, found)
        if len(found) > before:
            found.insert(before, Problem(found[before].rule, NO_SCHEMA_MATCHES, at))

    return check


web_address = pattern(r"https?://\S+")
any_address = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def link(name: str) -> Check:
    """Check an address of at most 3,000 characters."""
    return both(text(name, 3000), any_address)


def picture_link(name: str) -> Check:
    """Check the web address of a picture, at most 3,000 characters."""
    return both(text(name, 3000), web_address)


confirm = record(
    {
        "title": plain_text("confirm.title", 100),
        "text": any_text("confirm.text", 300),
        "confirm": plain_text("confirm.confirm", 30),
        "deny": plain_text("confirm.deny", 30),
        "style": choice("primary", "danger"),
    },
    ["title", "text", "confirm", "deny"],
)

_OPTION_VALUE = text("option.value", 150)

option = record(
    {
        "text": plain_text("option.text", 75),
        "value": _OPTION_VALUE,
        "description": plain_text("option.description", 75),
    },
    ["text", "value"],
)
"""An option of a select menu."""

marked_option = record(
    {
        "text": any_text("option.text", 75),
        "value": _OPTION_VALUE,
        "description": any_text("option.description", 75),
    },
    ["text", "value"],
)
"""An option of radio buttons or checkboxes, where mrkdwn is allowed."""

overflow_option = record(
    {
        "text": plain_text("option.text", 75),
        "value": _OPTION_VALUE,
        "description": plain_text("option.description", 75),
        "url": link("option.url"),
    },
    ["text", "value"],
)
"""An option of an overflow menu, which alone may lead somewhere."""

option_group = record(
    {
        "label": plain_text("option_group.label", 75),
        "options": items("option_group.options", option, at_least=1, at_most=100),
    },
    ["label", "options"],
)

placeholder = plain_text("placeholder", 150)

dispatch_action_config = record(
    {
        "trigger_actions_on": items(
            "trigger_actions_on", choice("on_enter_pressed", "on_character_entered"), at_least=1, at_most=2
        )
    }
)

_FILTER = rule(
    "filter.empty", "A conversation filter has at least one field.", "SLACK.md §7: filter", unsure=True
)


def _filters_something(value: Record, at: str, found: list[Problem]) -> None:
    if not value:
        found.append(Problem(_FILTER, "must provide at least 1 properties", at))


conversation_filter = record(
    {
        "include": items("filter.include", choice("im", "mpim", "private", "public"), at_least=1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    also=_filters_something,
)

_FILE = rule(
    "slack_file",
    "A slack_file names its file by id or by url, not by both.",
    "SLACK.md §7: slack_file{id|url}",
)


def _one_name(value: Record, at: str, found: list[Problem]) -> None:
    if ("id" in value) == ("url" in value):
        found.append(Problem(_FILE, "must provide exactly one of `id` or `url`", at))


slack_file = record({"id": some_text, "url": web_address}, also=_one_name)

_PICTURE = rule(
    "picture", "A picture comes from image_url or from slack_file, not from both.", "SLACK.md §7: image"
)


def one_picture(value: Record, at: str, found: list[Problem]) -> None:
    """Check that an image has exactly one source."""
    if "image_url" not in value and "slack_file" not in value:
        missing("image_url", at, found)
    elif "image_url" in value and "slack_file" in value:
        found.append(Problem(_PICTURE, "must provide exactly one of `image_url` or `slack_file`", at))


PICTURE = {
    "image_url": picture_link("image.image_url"),
    "slack_file": slack_file,
    "alt_text": text("image.alt_text", 2000),
}
"""What image blocks and image elements have in common."""
