"""Each rule of Block Kit: what trips it, and what just passes."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.blockkit import (
    RULES,
    TOTAL_TEXT_LIMIT,
    Problem,
    check_blocks,
    check_view,
    fill_block_ids,
    total_text,
)
from tests.sandbox.blocks_of_every_kind import (
    accessory,
    actions,
    block,
    button,
    field,
    home,
    image,
    line,
    link,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    rich,
    section,
    words,
)


def problems(payload: Any) -> list[Problem]:
    """A dict is a view; a list is the blocks of a message, or of a modal where only that takes them."""
    if isinstance(payload, dict):
        return check_view(payload)
    return check_blocks(payload, "message")


def tripped(payload: Any) -> set[str]:
    return {problem.rule.id.removeprefix("blockkit.") for problem in problems(payload)}


def confirm(**more: Any) -> list[Any]:
    dialog = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), **more}
    return actions(button(confirm=dialog))


def video(**more: Any) -> list[Any]:
    address = "https://example.com/v"
    return block(
        "video", **{"title": plain(), "video_url": address, "thumbnail_url": address, "alt_text": "x", **more}
    )


def provider(**more: Any) -> list[Any]:
    return block("auth_provider", **{"value": "x", "name": plain(), "is_connected": True, **more})


def feedback(**more: Any) -> list[Any]:
    press = {"text": plain(), "value": "x"}
    buttons = {"positive_button": {**press, **more}, "negative_button": press}
    return block("context_actions", elements=[{"type": "feedback_buttons", **buttons}])


def icon_button(**more: Any) -> dict[str, Any]:
    return {"type": "icon_button", "icon": "trash", "text": plain(), **more}


def sources(address: str) -> list[Any]:
    source = {"type": "url", "url": address, "text": "x"}
    return block("task_card", task_id="1", title="x", status="complete", sources=[source])


def workflow(address: str) -> list[Any]:
    return actions({"type": "workflow_button", "text": plain(), "workflow": {"trigger": {"url": address}}})


def prompt(**more: Any) -> list[Any]:
    return actions(button(**more))


def container(**more: Any) -> list[Any]:
    return block("container", **{"title": plain(), "child_blocks": [section()], **more})


LENGTHS: dict[str, tuple[int, Callable[[str], Any]]] = {
    "block_id": (255, lambda s: [section(block_id=s)]),
    "action_id": (255, lambda s: prompt(action_id=s)),
    "confirm.title": (100, lambda s: confirm(title=plain(s))),
    "confirm.text": (300, lambda s: confirm(text=mrkdwn(s))),
    "confirm.confirm": (30, lambda s: confirm(confirm=plain(s))),
    "confirm.deny": (30, lambda s: confirm(deny=plain(s))),
    "option.value": (150, lambda s: accessory("static_select", options=[option(value=s)])),
    "option.text": (75, lambda s: accessory("static_select", options=[option(s)])),
    "option.description": (75, lambda s: accessory("checkboxes", options=[option(description=mrkdwn(s))])),
    "option.url": (3000, lambda s: accessory("overflow", options=[option(url=link(len(s)))])),
    "option_group.label": (
        75,
        lambda s: accessory("static_select", option_groups=[{"label": plain(s), "options": options(1)}]),
    ),
    "placeholder": (150, lambda s: accessory("users_select", placeholder=plain(s))),
    "image.image_url": (3000, lambda s: [image(image_url=link(len(s)))]),
    "image.alt_text": (2000, lambda s: [image(alt_text=s)]),
    "image.title": (2000, lambda s: [image(title=plain(s))]),
    "accessibility_label": (75, lambda s: prompt(accessibility_label=s)),
    "button.text": (75, lambda s: prompt(text=plain(s))),
    "button.url": (3000, lambda s: prompt(url=link(len(s)))),
    "button.value": (2000, lambda s: prompt(value=s)),
    "button.agent_prompt": (4000, lambda s: prompt(agent_prompt=s)),
    "button.agent_prompt_display": (4000, lambda s: prompt(agent_prompt_display=s)),
    "workflow.trigger.url": (3000, lambda s: workflow(link(len(s)))),
    "plain_text_input.initial_value": (3000, lambda s: field("plain_text_input", initial_value=s)),
    "feedback_button.text": (75, lambda s: feedback(text=plain(s))),
    "feedback_button.value": (2000, lambda s: feedback(value=s)),
    "icon_button.text": (75, lambda s: block("context_actions", elements=[icon_button(text=plain(s))])),
    "icon_button.value": (2000, lambda s: block("context_actions", elements=[icon_button(value=s)])),
    "url_source.url": (3000, lambda s: sources(link(len(s)))),
    "card.title": (150, lambda s: block("card", title=mrkdwn(s))),
    "card.subtitle": (150, lambda s: block("card", title=mrkdwn(), subtitle=mrkdwn(s))),
    "card.body": (200, lambda s: block("card", body=mrkdwn(s))),
    "video.title": (199, lambda s: video(title=plain(s))),
    "video.title_url": (3000, lambda s: video(title_url=link(len(s)))),
    "video.video_url": (3000, lambda s: video(video_url=link(len(s)))),
    "video.thumbnail_url": (3000, lambda s: video(thumbnail_url=link(len(s)))),
    "video.alt_text": (2000, lambda s: video(alt_text=s)),
    "video.description": (199, lambda s: video(description=plain(s))),
    "video.author_name": (49, lambda s: video(author_name=s)),
    "video.provider_name": (49, lambda s: video(provider_name=s)),
    "video.provider_icon_url": (3000, lambda s: video(provider_icon_url=link(len(s)))),
    "auth_provider.value": (150, lambda s: provider(value=s)),
    "auth_provider.name": (75, lambda s: provider(name=plain(s))),
    "auth_provider.description": (150, lambda s: provider(description=plain(s))),
    "auth_provider.connected_identity": (75, lambda s: provider(connected_identity=plain(s))),
    "auth_provider.connected_context": (75, lambda s: provider(connected_context=plain(s))),
    "auth_provider.icon_url": (3000, lambda s: provider(icon_url=link(len(s)))),
    "auth_provider.auth_url": (3000, lambda s: provider(auth_url=link(len(s)))),
    "auth_provider.disconnect_url": (3000, lambda s: provider(disconnect_url=link(len(s)))),
    "markdown.text": (12_000, lambda s: block("markdown", text=s)),
    "context.text": (3000, lambda s: block("context", elements=[mrkdwn(s)])),
    "header.text": (150, lambda s: block("header", text=plain(s))),
    "alert.text": (200, lambda s: modal(block("alert", text=mrkdwn(s)))),
    "section.text": (3000, lambda s: [section(mrkdwn(s))]),
    "section.field": (2000, lambda s: [section(fields=[plain(s)])]),
    "input.label": (2000, lambda s: [{**field("plain_text_input")[0], "label": plain(s)}]),
    "input.hint": (2000, lambda s: [{**field("plain_text_input")[0], "hint": plain(s)}]),
    "container.title": (150, lambda s: container(title=plain(s))),
    "container.subtitle": (150, lambda s: container(subtitle=mrkdwn(s))),
    "view.title": (24, lambda s: modal(title=plain(s))),
    "view.submit": (24, lambda s: modal(submit=plain(s))),
    "view.close": (24, lambda s: modal(close=plain(s))),
    "view.private_metadata": (3000, lambda s: modal(private_metadata=s)),
    "view.callback_id": (255, lambda s: home(callback_id=s)),
    "view.external_id": (255, lambda s: modal(external_id=s)),
}


def menu(kind: str, **more: Any) -> list[Any]:
    return accessory(kind, action_id="a", **more)


def select(**more: Any) -> list[Any]:
    return menu("multi_static_select", **more)


def groups(count: int) -> list[Any]:
    return [{"label": plain(), "options": options(1)} for _ in range(count)]


def elements_in_context_actions(count: int) -> list[Any]:
    return block("context_actions", elements=[icon_button() for _ in range(count)])


def cards(count: int) -> list[Any]:
    return [{"type": "card", "title": mrkdwn()} for _ in range(count)]


def table(rows: int = 1, cells: int = 1, **more: Any) -> list[Any]:
    row = [{"type": "raw_text", "text": "x"} for _ in range(cells)]
    return block("table", rows=[row for _ in range(rows)], **more)


def config(count: int) -> list[Any]:
    triggers = ["on_enter_pressed", "on_character_entered", "on_enter_pressed"][:count]
    return field("plain_text_input", dispatch_action_config={"trigger_actions_on": triggers})


COUNTS: dict[str, tuple[int | None, int | None, Callable[[int], Any]]] = {
    "option_group.options": (
        1,
        100,
        lambda n: menu("static_select", option_groups=[{"label": plain(), "options": options(n)}]),
    ),
    "trigger_actions_on": (1, 2, config),
    "filter.include": (1, None, lambda n: menu("conversations_select", filter={"include": ["im"] * n})),
    "rich_text.elements": (1, None, lambda n: [rich(*[line()] * n)]),
    "rich_text_list.elements": (
        1,
        None,
        lambda n: [rich({"type": "rich_text_list", "style": "bullet", "elements": [line()] * n})],
    ),
    "visible_to_user_ids": (1, 10, lambda n: prompt(visible_to_user_ids=["U1"] * n)),
    "select.options": (1, 100, lambda n: menu("static_select", options=options(n))),
    "select.option_groups": (1, 100, lambda n: menu("static_select", option_groups=groups(n))),
    "select.initial_options": (
        1,
        100,
        lambda n: menu("multi_external_select", initial_options=options(n)),
    ),
    "initial_users": (1, None, lambda n: menu("multi_users_select", initial_users=["U1"] * n)),
    "initial_conversations": (
        1,
        None,
        lambda n: menu("multi_conversations_select", initial_conversations=["C1"] * n),
    ),
    "initial_channels": (1, None, lambda n: menu("multi_channels_select", initial_channels=["C1"] * n)),
    "choices.options": (1, 10, lambda n: menu("radio_buttons", options=options(n))),
    "choices.initial_options": (
        1,
        10,
        lambda n: menu("checkboxes", options=options(10), initial_options=(options(10) + options(1))[:n]),
    ),
    "overflow.options": (1, 5, lambda n: menu("overflow", options=options(n))),
    "file_input.filetypes": (
        1,
        None,
        lambda n: modal(field("file_input", filetypes=["png"] * n), submit=plain()),
    ),
    "card.actions": (1, 3, lambda n: block("card", title=mrkdwn(), actions=[button()] * n)),
    "table.cells": (1, 20, lambda n: table(cells=n)),
    "table.rows": (1, 100, lambda n: table(rows=n)),
    "table.column_settings": (
        None,
        20,
        lambda n: table(column_settings=[{"align": "right"}] + [None] * (n - 1)),
    ),
    "context_actions.elements": (1, 5, elements_in_context_actions),
    "carousel.elements": (1, 10, lambda n: block("carousel", elements=cards(n))),
    "context.elements": (1, 10, lambda n: block("context", elements=[mrkdwn()] * n)),
    "section.fields": (1, 10, lambda n: [section(fields=[mrkdwn()] * n)]),
    "actions.elements": (1, 25, lambda n: actions(*[button()] * n)),
    "container.child_blocks": (1, 10, lambda n: container(child_blocks=[section()] * n)),
    "message.blocks": (None, 50, lambda n: [section()] * n),
    "view.blocks": (1, 100, lambda n: {**modal(), "blocks": [section()] * n}),
}


def styled(kind: str, **more: Any) -> list[Any]:
    return [rich({"type": kind, "elements": [words()], **more})]


def bullets(**more: Any) -> list[Any]:
    return [rich({"type": "rich_text_list", "style": "ordered", "elements": [line()], **more})]


RANGES: dict[str, tuple[int, int | None, Callable[[int], Any]]] = {
    "rich_text.date.timestamp": (
        0,
        9_999_999_999,
        lambda n: [rich(line({"type": "date", "timestamp": n, "format": "{date}"}))],
    ),
    "emoji.skin_tone": (1, 6, lambda n: [rich(line({"type": "emoji", "name": "wave", "skin_tone": n}))]),
    "rich_text.border": (0, 1, lambda n: styled("rich_text_quote", border=n)),
    "rich_text_list.indent": (0, 8, lambda n: bullets(indent=n)),
    "rich_text_list.offset": (0, None, lambda n: bullets(offset=n)),
    "max_selected_items": (1, None, lambda n: select(options=options(1), max_selected_items=n)),
    "min_query_length": (0, None, lambda n: menu("external_select", min_query_length=n)),
    "datetimepicker.initial_date_time": (
        1_000_000_000,
        9_999_999_999,
        lambda n: actions({"type": "datetimepicker", "initial_date_time": n}),
    ),
    "plain_text_input.min_length": (0, 3000, lambda n: field("plain_text_input", min_length=n)),
    "plain_text_input.max_length": (1, 3000, lambda n: field("plain_text_input", max_length=n)),
    "rich_text_input.min_lines": (1, 100, lambda n: field("rich_text_input", min_lines=n)),
    "rich_text_input.max_lines": (1, 100, lambda n: field("rich_text_input", max_lines=n)),
    "file_input.max_files": (1, 10, lambda n: modal(field("file_input", max_files=n), submit=plain())),
    "header.level": (1, 4, lambda n: block("header", text=plain(), level=n)),
}

TWO_FOCUSED = 2 * field("plain_text_input", focus_on_load=True)
FOLDING = {"is_collapsible": True}

OTHERS: dict[str, tuple[Any, Any]] = {
    "wrong_type": ([section(block_id=None)], [section(block_id="a")]),
    "required": (block("header"), block("header", text=plain())),
    "unknown_key": ([section(colour="red")], [section(expand=True)]),
    "unsupported_type": (actions({"type": "plain_text_input"}), field("plain_text_input")),
    "empty_text": ([section(mrkdwn(""))], [section(mrkdwn(" "))]),
    "choice": (prompt(style="warning"), prompt(style="danger")),
    "format": (menu("datepicker", initial_date="2026-13-01"), menu("datepicker", initial_date="2026-12-01")),
    "filter.empty": (
        menu("conversations_select", filter={}),
        menu("conversations_select", filter={"exclude_bot_users": True}),
    ),
    "slack_file": (
        block("image", alt_text="x", slack_file={"id": "F1", "url": "https://example.com/F1"}),
        block("image", alt_text="x", slack_file={"id": "F1"}),
    ),
    "picture": ([image(slack_file={"id": "F1"})], [image()]),
    "initial_option": (
        menu("static_select", options=options(2), initial_option=option(value="2")),
        menu("static_select", options=options(2), initial_option=option(value="1")),
    ),
    "options_or_groups": (
        menu("static_select", options=options(1), option_groups=groups(1)),
        menu("static_select", option_groups=groups(1)),
    ),
    "length_order": (
        field("plain_text_input", min_length=6, max_length=5),
        field("plain_text_input", min_length=5, max_length=5),
    ),
    "card.empty": (block("card", subtitle=mrkdwn()), block("card", body=mrkdwn())),
    "container.divider": (
        container(has_header_divider=True, **FOLDING),
        container(default_collapsed=True, **FOLDING),
    ),
    "input.dispatch_files": (
        modal([{**field("file_input")[0], "dispatch_action": True}], submit=plain()),
        modal([{**field("url_text_input")[0], "dispatch_action": True}], submit=plain()),
    ),
    "block_id.twice": (
        [section(block_id="a"), section(block_id="a")],
        [section(block_id="a"), section(block_id="b"), section()],
    ),
    "action_id.twice": (
        actions(button(action_id="a"), button(action_id="a")),
        actions(button(action_id="a")) + actions(button(action_id="a")),
    ),
    "table.one": (table() + table(), table()),
    "markdown.total": (
        block("markdown", text="x" * 11_990) + block("markdown", text="x" * 11),
        block("markdown", text="x" * 11_990) + block("markdown", text="x" * 10),
    ),
    "focus_on_load": (
        modal(TWO_FOCUSED, submit=plain()),
        modal(TWO_FOCUSED[:1], submit=plain()),
    ),
    "view.submit_needed": (modal(field("plain_text_input")), home(field("plain_text_input"))),
    "response_url_enabled": (
        accessory("conversations_select", response_url_enabled=True),
        modal(field("conversations_select", response_url_enabled=True), submit=plain()),
    ),
    "view.size": (
        modal([section(mrkdwn("あ" * 2900))] * 29),
        modal([section(mrkdwn("あ" * 2800))] * 29),
    ),
    "utf16": ([section(mrkdwn("🌱" * 1501))], [section(mrkdwn("🌱" * 1500))]),
}


@pytest.mark.parametrize(("name", "at_most", "build"), [(name, *row) for name, row in LENGTHS.items()])
def test_a_text_of_the_greatest_length_passes_and_one_more_character_does_not(name, at_most, build):
    assert problems(build("x" * at_most)) == []
    assert tripped(build("x" * (at_most + 1))) == {f"{name}.length"}
    assert f"must be less than {at_most + 1} characters" in {
        p.message for p in problems(build("x" * (at_most + 1)))
    }


@pytest.mark.parametrize(
    ("name", "at_least", "at_most", "build"), [(name, *row) for name, row in COUNTS.items()]
)
def test_a_list_passes_at_its_bounds_and_fails_beyond(name, at_least, at_most, build):
    if at_least:
        assert problems(build(at_least)) == []
        assert tripped(build(at_least - 1)) == {f"{name}.few"}
        assert problems(build(at_least - 1))[-1].message == "must provide at least 1 items"
    if at_most:
        assert problems(build(at_most)) == []
        assert tripped(build(at_most + 1)) == {f"{name}.many"}
        assert problems(build(at_most + 1))[-1].message == f"no more than {at_most} items allowed"


@pytest.mark.parametrize(
    ("name", "at_least", "at_most", "build"), [(name, *row) for name, row in RANGES.items()]
)
def test_a_number_passes_at_its_bounds_and_fails_beyond(name, at_least, at_most, build):
    assert problems(build(at_least)) == []
    assert tripped(build(at_least - 1)) == {f"{name}.range"}
    if at_most is not None:
        assert problems(build(at_most)) == []
        assert tripped(build(at_most + 1)) == {f"{name}.range"}


@pytest.mark.parametrize(("name", "refused", "accepted"), [(name, *row) for name, row in OTHERS.items()])
def test_a_rule_refuses_one_payload_and_lets_its_neighbour_pass(name, refused, accepted):
    assert problems(accepted) == []
    assert tripped(refused) == ({name} if name != "utf16" else {"section.text.length"})


def test_every_rule_of_the_table_is_tripped_here():
    tried = {f"{name}.length" for name in LENGTHS} | {f"{name}.range" for name in RANGES} | set(OTHERS)
    for name, (at_least, at_most, _) in COUNTS.items():
        tried |= ({f"{name}.few"} if at_least else set()) | ({f"{name}.many"} if at_most else set())
    assert {rule.id.removeprefix("blockkit.") for rule in RULES} == tried | {"total_text"}
    assert all(rule.says and rule.source.startswith("SLACK.md") for rule in RULES)


def test_total_text_counts_every_text_but_markdown_blocks():
    texts = [
        section(mrkdwn("x" * 3000)),
        section(fields=[plain("x" * 2000)]),
        block("header", text=plain("abc"))[0],
    ]
    assert total_text(texts) == 3000 + 1 + 2000 + 3
    assert total_text([rich(line(words("four")))]) == 4
    assert total_text(block("markdown", text="x" * 12_000)) == 0
    assert TOTAL_TEXT_LIMIT == 10_000


@pytest.mark.parametrize(
    ("blocks", "messages"),
    [
        pytest.param(
            [section(mrkdwn("x" * 3001))],
            [
                ("failed to match all allowed schemas", "/blocks/0/text"),
                ("must be less than 3001 characters", "/blocks/0/text/text"),
            ],
            id="a text that may be either kind says first that no schema matched",
        ),
        pytest.param(
            block("header", text=mrkdwn()),
            [("unsupported type: mrkdwn", "/blocks/0/text/type")],
            id="a header takes plain_text only",
        ),
        pytest.param([{}], [("missing required field: type", "/blocks/0")], id="a block has a type"),
        pytest.param(["x"], [("must provide an object", "/blocks/0")], id="a block is an object"),
        pytest.param({}, [("must provide an array", "/blocks")], id="blocks are a list"),
        pytest.param(
            block("alert", text=mrkdwn()),
            [("unsupported type: alert", "/blocks/0/type")],
            id="no alert in messages",
        ),
        pytest.param(
            field("file_input"),
            [("unsupported type: file_input", "/blocks/0/element/type")],
            id="no files from messages",
        ),
        pytest.param(
            block("context", elements=[button()]),
            [
                ("failed to match all allowed schemas", "/blocks/0/elements/0"),
                ("unsupported type: button", "/blocks/0/elements/0/type"),
            ],
            id="no button in a context",
        ),
        pytest.param(
            actions(button(action_id="a"), button(action_id="a")),
            [('`action_id` "a" already exists', "/blocks/0/elements/1/action_id")],
            id="an action_id twice",
        ),
        pytest.param(
            [section(fields=[mrkdwn("")])],
            [
                ("failed to match all allowed schemas", "/blocks/0/fields/0"),
                ("must be more than 0 characters", "/blocks/0/fields/0/text"),
            ],
            id="an empty field",
        ),
    ],
)
def test_complaints_are_in_slacks_words_and_point_at_the_value(blocks, messages):
    assert [(problem.message, problem.pointer) for problem in check_blocks(blocks, "message")] == messages


def test_a_view_says_first_that_no_schema_matched():
    view = modal([section(accessory={"type": "image"})])
    assert [(problem.message, problem.pointer) for problem in check_view(view)] == [
        ("failed to match all allowed schemas", "/view"),
        ("missing required field: alt_text", "/view/blocks/0/accessory"),
    ]


@pytest.mark.parametrize(
    "view", [None, [], {}, {"type": "workflow_step"}, {"type": "modal"}, {"type": "home"}]
)
def test_what_is_no_view_is_refused(view):
    assert check_view(view)


@pytest.mark.parametrize(
    ("surface", "kind"),
    [
        ("modal", "markdown"),
        ("modal", "table"),
        ("home", "alert"),
        ("home", "container"),
        ("home", "context_actions"),
    ],
)
def test_a_block_is_refused_where_slack_does_not_show_it(surface, kind):
    (problem,) = check_blocks(block(kind), surface)
    assert problem.message == f"unsupported type: {kind}"


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        1.5,
        True,
        "x",
        [],
        {},
        [None],
        {"type": None},
        {"type": []},
        [{"type": "section", "text": []}],
    ],
)
@pytest.mark.parametrize("key", ["type", "text", "fields", "accessory", "block_id"])
def test_any_json_in_any_place_is_answered_and_never_raises(key, value):
    check_blocks([{"type": "section", "text": mrkdwn(), key: value}], "message")
    check_view({**modal(), key: value, "blocks": value})


def test_blocks_get_the_ids_they_lack():
    given = [*actions(button()), section(block_id="mine", accessory=image()), image()]
    first, second, third = fill_block_ids(given)
    assert first["block_id"]
    assert first["elements"][0]["action_id"]
    assert second == given[1]
    assert third["block_id"] not in {first["block_id"], ""}
    assert "block_id" not in given[0]
