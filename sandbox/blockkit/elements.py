"""Interactive elements and pictures, and in which block each may stand."""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.objects import (
    PICTURE,
    action_id,
    confirm,
    conversation_filter,
    dispatch_action_config,
    link,
    marked_option,
    one_picture,
    option,
    option_group,
    overflow_option,
    placeholder,
    plain_text,
)
from sandbox.blockkit.rich_text import rich_text
from sandbox.blockkit.schema import (
    Check,
    Problem,
    Record,
    RecordCheck,
    boolean,
    by_type,
    choice,
    integer,
    items,
    missing,
    pattern,
    record,
    rule,
    some_text,
    text,
    typed,
)

_FOCUS = {"focus_on_load": boolean}
_MENU = {"action_id": action_id, "placeholder": placeholder, "confirm": confirm, **_FOCUS}
_FIELD = {
    "action_id": action_id,
    "placeholder": placeholder,
    "dispatch_action_config": dispatch_action_config,
    **_FOCUS,
}
_MAX_SELECTED = {"max_selected_items": integer("max_selected_items", 1)}

_INITIAL = rule(
    "initial_option", "What is chosen at the start is one of the options.", "SLACK.md §7: option", unsure=True
)
_EITHER = rule(
    "options_or_groups",
    "A static select has options or option groups, not both.",
    "SLACK.md §7: static_select",
)
_ORDER = rule(
    "length_order", "min_length is not greater than max_length.", "SLACK.md §7: plain_text_input", unsure=True
)


def _chosen_from_options(value: Record, at: str, found: list[Problem]) -> None:
    offered = list(value.get("options", ()))
    for group in value.get("option_groups", ()):
        offered += group["options"]
    for key in ("initial_option", "initial_options"):
        chosen: Any = value.get(key, [])
        strangers = [one for one in (chosen if isinstance(chosen, list) else [chosen]) if one not in offered]
        if strangers:
            found.append(Problem(_INITIAL, "must match one of the provided options", f"{at}/{key}"))


def _options_or_groups(value: Record, at: str, found: list[Problem]) -> None:
    if "options" in value and "option_groups" in value:
        found.append(Problem(_EITHER, "must not provide both `options` and `option_groups`", at))
    elif "options" not in value and "option_groups" not in value:
        missing("options", at, found)
    else:
        _chosen_from_options(value, at, found)


def _min_before_max(value: Record, at: str, found: list[Problem]) -> None:
    if value.get("min_length", 0) > value.get("max_length", 3000):
        found.append(Problem(_ORDER, "must be less than or equal to `max_length`", f"{at}/min_length"))


_label_75 = text("accessibility_label", 75)

_button = typed(
    {
        "action_id": action_id,
        "text": plain_text("button.text", 75),
        "url": link("button.url"),
        "value": text("button.value", 2000, unsure=True),
        "style": choice("primary", "danger"),
        "confirm": confirm,
        "accessibility_label": _label_75,
        "visible_to_user_ids": items("visible_to_user_ids", some_text, at_least=1, at_most=10),
        "agent_prompt": text("button.agent_prompt", 4000),
        "agent_prompt_display": text("button.agent_prompt_display", 4000, unsure=True),
    },
    ["text"],
)

_workflow = record(
    {
        "trigger": record(
            {
                "url": link("workflow.trigger.url"),
                "customizable_input_parameters": items(
                    "customizable_input_parameters",
                    record({"name": some_text, "value": some_text}, ["name", "value"]),
                ),
            },
            ["url"],
        )
    },
    ["trigger"],
)

_workflow_button = typed(
    {
        "action_id": action_id,
        "text": plain_text("button.text", 75),
        "workflow": _workflow,
        "style": choice("primary", "danger"),
        "accessibility_label": _label_75,
    },
    ["text", "workflow"],
)

_STATIC = {
    "options": items("select.options", option, at_least=1, at_most=100),
    "option_groups": items("select.option_groups", option_group, at_least=1, at_most=100),
}
_min_query_length = integer("min_query_length", 0)


def _menu(fields: Mapping[str, Check], also: RecordCheck | None = None) -> Check:
    return typed({**_MENU, **fields}, ["action_id"] if "min_query_length" in fields else [], also)


def _many(name: str) -> Check:
    return items(name, some_text, at_least=1)


SELECTS: dict[str, Check] = {
    "static_select": _menu({**_STATIC, "initial_option": option}, _options_or_groups),
    "external_select": _menu({"initial_option": option, "min_query_length": _min_query_length}),
    "users_select": _menu({"initial_user": some_text}),
    "conversations_select": _menu(
        {
            "initial_conversation": some_text,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": conversation_filter,
        }
    ),
    "channels_select": _menu({"initial_channel": some_text, "response_url_enabled": boolean}),
}

_initial_options = items("select.initial_options", option, at_least=1, at_most=100)

MULTI_SELECTS: dict[str, Check] = {
    "multi_static_select": _menu(
        {**_STATIC, **_MAX_SELECTED, "initial_options": _initial_options}, _options_or_groups
    ),
    "multi_external_select": _menu(
        {**_MAX_SELECTED, "initial_options": _initial_options, "min_query_length": _min_query_length}
    ),
    "multi_users_select": _menu({**_MAX_SELECTED, "initial_users": _many("initial_users")}),
    "multi_conversations_select": _menu(
        {
            **_MAX_SELECTED,
            "initial_conversations": _many("initial_conversations"),
            "default_to_current_conversation": boolean,
            "filter": conversation_filter,
        }
    ),
    "multi_channels_select": _menu({**_MAX_SELECTED, "initial_channels": _many("initial_channels")}),
}

_marked_options = items("choices.options", marked_option, at_least=1, at_most=10)
_TICKS = {"action_id": action_id, "confirm": confirm, **_FOCUS}

TICKS: dict[str, Check] = {
    "checkboxes": typed(
        {
            **_TICKS,
            "options": _marked_options,
            "initial_options": items("choices.initial_options", marked_option, at_least=1, at_most=10),
        },
        ["options"],
        _chosen_from_options,
    ),
    "radio_buttons": typed(
        {**_TICKS, "options": _marked_options, "initial_option": marked_option},
        ["options"],
        _chosen_from_options,
    ),
}

_datepicker = typed({**_MENU, "initial_date": pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")})
_timepicker = typed({**_MENU, "initial_time": pattern(r"([01]\d|2[0-3]):[0-5]\d"), "timezone": some_text})
_datetimepicker = typed(
    {
        "action_id": action_id,
        "confirm": confirm,
        "initial_date_time": integer("datetimepicker.initial_date_time", 1_000_000_000, 9_999_999_999),
        **_FOCUS,
    }
)

overflow = typed(
    {
        "action_id": action_id,
        "options": items("overflow.options", overflow_option, at_least=1, at_most=5),
        "confirm": confirm,
    },
    ["options"],
)

image = typed(PICTURE, ["alt_text"], one_picture)

_number = pattern(r"-?\d+(\.\d+)?")

TEXT_INPUTS: dict[str, Check] = {
    "plain_text_input": typed(
        {
            **_FIELD,
            "initial_value": text("plain_text_input.initial_value", 3000, at_least=0),
            "multiline": boolean,
            "min_length": integer("plain_text_input.min_length", 0, 3000),
            "max_length": integer("plain_text_input.max_length", 1, 3000),
        },
        also=_min_before_max,
    ),
    "email_text_input": typed({**_FIELD, "initial_value": some_text}),
    "url_text_input": typed({**_FIELD, "initial_value": some_text}),
    "number_input": typed(
        {
            **_FIELD,
            "is_decimal_allowed": boolean,
            "initial_value": _number,
            "min_value": _number,
            "max_value": _number,
        },
        ["is_decimal_allowed"],
    ),
    "rich_text_input": typed(
        {
            **_FIELD,
            "initial_value": by_type({"rich_text": rich_text}),
            "min_lines": integer("rich_text_input.min_lines", 1, 100),
            "max_lines": integer("rich_text_input.max_lines", 1, 100),
        }
    ),
}

_file_input = typed(
    {
        "action_id": action_id,
        "filetypes": items("file_input.filetypes", some_text, at_least=1),
        "max_files": integer("file_input.max_files", 1, 10),
    }
)

_PICKERS = {"datepicker": _datepicker, "timepicker": _timepicker}
_PRESSED = {"button": _button, "overflow": overflow}

FEEDBACK: dict[str, Check] = {
    "feedback_buttons": typed(
        {
            "action_id": action_id,
            **{
                key: record(
                    {
                        "text": plain_text("feedback_button.text", 75),
                        "value": text("feedback_button.value", 2000),
                        "accessibility_label": _label_75,
                    },
                    ["text", "value"],
                )
                for key in ("positive_button", "negative_button")
            },
        },
        ["positive_button", "negative_button"],
    ),
    "icon_button": typed(
        {
            "action_id": action_id,
            "icon": choice("trash"),
            "text": plain_text("icon_button.text", 75, unsure=True),
            "value": text("icon_button.value", 2000),
            "confirm": confirm,
            "accessibility_label": _label_75,
            "visible_to_user_ids": items("visible_to_user_ids", some_text, at_least=1, at_most=10),
        },
        ["icon", "text"],
    ),
}


def accessories(*, in_message: bool) -> Check:
    """What may stand beside the text of a section."""
    steps = {"workflow_button": _workflow_button} if in_message else {}
    return by_type({**_PRESSED, **steps, **SELECTS, **MULTI_SELECTS, **TICKS, **_PICKERS, "image": image})


def pressables(*, in_message: bool) -> Check:
    """What may stand in an actions block."""
    steps = {"workflow_button": _workflow_button} if in_message else {}
    return by_type(
        {
            **_PRESSED,
            **steps,
            **SELECTS,
            **MULTI_SELECTS,
            **TICKS,
            **_PICKERS,
            "datetimepicker": _datetimepicker,
        }
    )


def inputs(*, in_modal: bool) -> Check:
    """What may stand in an input block; files can be given in modals only."""
    files = {"file_input": _file_input} if in_modal else {}
    return by_type(
        {
            **TEXT_INPUTS,
            **files,
            **SELECTS,
            **MULTI_SELECTS,
            **TICKS,
            **_PICKERS,
            "datetimepicker": _datetimepicker,
        }
    )


buttons = by_type({"button": _button})
url_source = typed({"url": link("url_source.url"), "text": some_text}, ["url", "text"])
