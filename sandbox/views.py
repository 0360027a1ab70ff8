"""Modals and home tabs: opened, pushed, updated, published and closed (SLACK.md §6)."""

import secrets
from typing import TYPE_CHECKING, Literal

from sandbox import rules
from sandbox.blockkit import Problem, check_view, fill_block_ids
from sandbox.forms import initial_values
from sandbox.refusal import Refusal
from sandbox.text import stored_blocks
from sandbox.triggers import Trigger
from sandbox.workspace import Json, View, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

STACK = 3
_TOO_LARGE = "blockkit.view.size"


def checked(workspace: Workspace, given: object, kind: Literal["modal", "home"], view_id: str = "") -> Json:
    """The definition of a view as Slack keeps it, if Slack would show it; `view_id` is the one it replaces."""
    if problems := check_view(given):
        error = "view_too_large" if problems[0].rule.id == _TOO_LARGE else "invalid_arguments"
        raise Refusal(error, problems[-1].rule, response_metadata={"messages": complaints(problems)})
    if not isinstance(given, dict) or given["type"] != kind:
        raise Refusal("invalid_arguments", rules.VIEW_TYPE)
    external_id = given.get("external_id")
    if external_id and any(
        view.definition.get("external_id") == external_id and view.id != view_id
        for view in workspace.views.values()
    ):
        raise Refusal("duplicate_external_id", rules.VIEW_EXTERNAL_ID)
    return {**given, "blocks": fill_block_ids(stored_blocks(given["blocks"]))}


def complaints(problems: list[Problem]) -> list[str]:
    return [f"[ERROR] {problem.message} [json-pointer:{problem.pointer}]" for problem in problems]


def _new_hash(slack: "Slack") -> str:
    return f"{slack.clock.seconds()}.{secrets.token_urlsafe(6)}"


def _add(slack: "Slack", workspace: Workspace, user: str, definition: Json) -> View:
    """A new view on top of the person's stack."""
    stack = workspace.modals.setdefault(user, [])
    view_id = slack.state.next_id("V")
    view = View(
        view_id,
        user,
        "modal",
        definition,
        _new_hash(slack),
        stack[0] if stack else view_id,
        stack[-1] if stack else None,
        initial_values(definition["blocks"]),
    )
    workspace.views[view.id] = view
    stack.append(view.id)
    slack.changes.tell("view", workspace=workspace.id, user=user, view=view.id)
    return view


def open_modal(slack: "Slack", workspace: Workspace, trigger: Trigger, definition: Json) -> View:
    """The first modal of a stack; whatever lay open before is gone."""
    close_all(slack, workspace, trigger.user)
    view = _add(slack, workspace, trigger.user, definition)
    trigger.opened = view.id
    return view


def push(slack: "Slack", workspace: Workspace, user: str, definition: Json) -> View:
    stack = workspace.modals.get(user, [])
    if not stack:
        raise Refusal("not_found", rules.VIEW_PUSH)
    if len(stack) >= STACK:
        raise Refusal("push_limit_reached", rules.VIEW_STACK)
    return _add(slack, workspace, user, definition)


def update(slack: "Slack", workspace: Workspace, view: View, definition: Json) -> View:
    """Show another definition; what the person typed stays in fields of the same name."""
    view.definition = definition
    view.values = initial_values(definition["blocks"], view.values)
    view.hash = _new_hash(slack)
    what = "home" if view.type == "home" else "view"
    slack.changes.tell(what, workspace=workspace.id, user=view.user, view=view.id)
    return view


def publish(slack: "Slack", workspace: Workspace, user: str, definition: Json) -> View:
    """Show a person's home tab."""
    view_id = workspace.homes.get(user)
    if view_id is None:
        view_id = workspace.homes[user] = slack.state.next_id("V")
        workspace.views[view_id] = View(view_id, user, "home", definition, "", view_id)
    return update(slack, workspace, workspace.views[view_id], definition)


def check_hash(view: View, given: str) -> None:
    if given and given != view.hash:
        raise Refusal("hash_conflict", rules.VIEW_HASH)


def close_top(slack: "Slack", workspace: Workspace, user: str) -> None:
    """Close the top modal; the one under it is seen again."""
    stack = workspace.modals.get(user, [])
    if stack:
        del workspace.views[stack.pop()]
    slack.changes.tell("view", workspace=workspace.id, user=user, view=stack[-1] if stack else None)


def close_all(slack: "Slack", workspace: Workspace, user: str) -> None:
    closed = workspace.modals.pop(user, [])
    for view_id in closed:
        del workspace.views[view_id]
    if closed:
        slack.changes.tell("view", workspace=workspace.id, user=user, view=None)


def top(workspace: Workspace, user: str) -> View | None:
    stack = workspace.modals.get(user, [])
    return workspace.views[stack[-1]] if stack else None
