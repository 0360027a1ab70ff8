"""Rich text: sections, lists, quotes and preformatted parts, and what may stand in them."""

from sandbox.blockkit.objects import any_address, block_id
from sandbox.blockkit.schema import (
    boolean,
    by_type,
    choice,
    integer,
    items,
    pattern,
    record,
    some_text,
    typed,
)

_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_style = record(dict.fromkeys(_STYLES, boolean))

_timestamp = integer("rich_text.date.timestamp", 0, 9_999_999_999)

_text = typed({"text": some_text, "style": _style}, ["text"])
_link = typed({"url": any_address, "text": some_text, "unsafe": boolean, "style": _style}, ["url"])

_parts = by_type(
    {
        "text": _text,
        "link": _link,
        "emoji": typed(
            {
                "name": some_text,
                "unicode": some_text,
                "skin_tone": integer("emoji.skin_tone", 1, 6),
                "style": _style,
            },
            ["name"],
        ),
        "user": typed({"user_id": some_text, "style": _style}, ["user_id"]),
        "usergroup": typed({"usergroup_id": some_text, "style": _style}, ["usergroup_id"]),
        "channel": typed({"channel_id": some_text, "style": _style}, ["channel_id"]),
        "team": typed({"team_id": some_text, "style": _style}, ["team_id"]),
        "broadcast": typed({"range": choice("here", "channel", "everyone"), "style": _style}, ["range"]),
        "color": typed({"value": pattern(r"#[0-9A-Fa-f]{6}"), "style": _style}, ["value"]),
        "date": typed(
            {
                "timestamp": _timestamp,
                "format": some_text,
                "url": any_address,
                "fallback": some_text,
                "style": _style,
            },
            ["timestamp", "format"],
        ),
    }
)

_border = integer("rich_text.border", 0, 1)
_section = typed({"elements": items("rich_text_section.elements", _parts)}, ["elements"])

_elements = by_type(
    {
        "rich_text_section": _section,
        "rich_text_list": typed(
            {
                "style": choice("bullet", "ordered"),
                "elements": items(
                    "rich_text_list.elements",
                    by_type({"rich_text_section": _section}),
                    at_least=1,
                    unsure=True,
                ),
                "indent": integer("rich_text_list.indent", 0, 8, unsure=True),
                "offset": integer("rich_text_list.offset", 0),
                "border": _border,
            },
            ["style", "elements"],
        ),
        "rich_text_preformatted": typed(
            {
                "elements": items("rich_text_preformatted.elements", by_type({"text": _text, "link": _link})),
                "border": _border,
            },
            ["elements"],
        ),
        "rich_text_quote": typed(
            {"elements": items("rich_text_quote.elements", _parts), "border": _border}, ["elements"]
        ),
    }
)

rich_text = typed(
    {"elements": items("rich_text.elements", _elements, at_least=1, unsure=True), "block_id": block_id},
    ["elements"],
)
"""A rich_text block, also used as a value of inputs and as a cell of tables."""
