"""Forms: filling in a modal, submitting and closing it, and what the app's answer does (SLACK.md §6)."""

from typing import TYPE_CHECKING, Any

from sandbox import rules, views, wire
from sandbox.forms import Element, complaint, elements_of, state_of
from sandbox.interactions import base, interactive, opened_view, outcome, refused
from sandbox.payload import Answer
from sandbox.refusal import Impossible, Refusal
from sandbox.responses import ResponseUrl
from sandbox.workspace import Json, User, View, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack


def fill(view: View, values: Json) -> None:
    """Type plain values into the fields of a view, by block_id."""
    elements = {element.block["block_id"]: element for element in elements_of(view.definition["blocks"])}
    for block_id, plain in values.items():
        if block_id not in elements:
            raise Impossible(f"there is no field {block_id!r}; there are {sorted(elements)}")
        element = elements[block_id].body
        view.values[block_id] = {element["action_id"]: state_of(element, plain)}


async def submit(slack: "Slack", workspace: Workspace, user: User, values: Json) -> Json:
    """Fill in the top modal and send it, unless Slack's own client finds fault with a field."""
    interactive(slack)
    view = views.top(workspace, user.id)
    if view is None:
        raise Impossible(f"{user.name} has no modal open")
    inputs = [one for one in elements_of(view.definition["blocks"]) if one.is_input]
    if "submit" not in view.definition:
        raise Impossible("the modal has no submit button")
    fill(view, values)
    if errors := _complaints(view, inputs):
        return {"outcome": "errors", "errors": errors, "sent": False, "acked": False, "view": None}
    payload = base(slack, workspace, user, "view_submission", view)
    payload |= {
        "view": wire.view_json(slack, workspace, view),
        "response_urls": _response_urls(slack, workspace, user, view, inputs),
    }
    answer = await slack.delivery.ask("interactive", "view_submission", workspace, payload)
    if not answer.acked:
        return {**outcome(answer), "outcome": "trouble", "error": answer.outcome}
    try:
        told = _answered(slack, workspace, view, answer.body)
    except Refusal as refusal:
        return refused(slack, answer, refusal)
    shown = opened_view(slack, workspace, payload) or _top_json(slack, workspace, user)
    return {**outcome(answer), "sent": True, "view": shown, **told}


def _top_json(slack: "Slack", workspace: Workspace, user: User) -> Json | None:
    view = views.top(workspace, user.id)
    return wire.view_json(slack, workspace, view) if view else None


def _complaints(view: View, inputs: list[Element]) -> dict[str, str]:
    found = {}
    for element in inputs:
        block_id = element.block["block_id"]
        if why := complaint(element, view.values[block_id][element.body["action_id"]]):
            found[block_id] = why
    return found


def _response_urls(
    slack: "Slack", workspace: Workspace, user: User, view: View, inputs: list[Element]
) -> list[Json]:
    urls = []
    for element in inputs:
        block_id, action_id = element.block["block_id"], element.body["action_id"]
        state = view.values[block_id][action_id]
        channel = state.get("selected_conversation") or state.get("selected_channel")
        if element.body.get("response_url_enabled") and channel in workspace.channels:
            url = slack.response_urls.issue(ResponseUrl(workspace.id, channel, user.id))
            urls.append(
                {"block_id": block_id, "action_id": action_id, "channel_id": channel, "response_url": url}
            )
    return urls


def _answered(slack: "Slack", workspace: Workspace, view: View, body: Any) -> Json:
    """Do what the app answered; an answer without a word closes the view."""
    if body is None or body in ("", {}):
        _close(slack, workspace, view)
        return {"outcome": "closed"}
    action = body.get("response_action") if isinstance(body, dict) else None
    match action:
        case "errors":
            return {"outcome": "errors", "errors": _errors(view, body.get("errors"))}
        case "update":
            definition = _definition(workspace, body, view.id)
            views.update(slack, workspace, view, definition)
            return {"outcome": "updated"}
        case "push":
            views.push(slack, workspace, view.user, _definition(workspace, body, ""))
            return {"outcome": "pushed"}
        case "clear":
            views.close_all(slack, workspace, view.user)
            return {"outcome": "cleared"}
    raise Refusal("invalid_response_action", rules.ACK_ACTION)


def _definition(workspace: Workspace, body: Json, replaces: str) -> Json:
    """The view in an answer; whatever is wrong with it, the person sees only that something is."""
    try:
        return views.checked(workspace, body.get("view"), "modal", replaces)
    except Refusal as refusal:
        raise Refusal(refusal.error, rules.ACK_VIEW, because=refusal.rule.id, **refusal.fields) from None


def _errors(view: View, given: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.definition["blocks"] if block["type"] == "input"}
    if not isinstance(given, dict) or not given or not inputs.issuperset(given):
        raise Refusal("invalid_errors", rules.ACK_ERRORS)
    return {str(block_id): str(text) for block_id, text in given.items()}


def _close(slack: "Slack", workspace: Workspace, view: View) -> None:
    """Close this view, if the app has not moved on meanwhile."""
    if workspace.modals.get(view.user, [])[-1:] == [view.id]:
        views.close_top(slack, workspace, view.user)


async def close(slack: "Slack", workspace: Workspace, user: User, *, everything: bool) -> Json:
    """Cancel the top modal, or press × on the whole stack; told to the app where it wants to know."""
    top = views.top(workspace, user.id)
    if top is None:
        raise Impossible(f"{user.name} has no modal open")
    everything = everything or bool(top.definition.get("clear_on_close"))
    closed = [workspace.views[one] for one in workspace.modals[user.id]] if everything else [top]
    payloads = [
        {
            **base(slack, workspace, user, "view_closed"),
            "view": wire.view_json(slack, workspace, view),
            "is_cleared": everything,
        }
        for view in reversed(closed)
        if view.definition.get("notify_on_close")
    ]
    if everything:
        views.close_all(slack, workspace, user.id)
    else:
        views.close_top(slack, workspace, user.id)
    answers: list[Answer] = []
    for payload in payloads:
        del payload["trigger_id"]
        answers.append(await slack.delivery.ask("interactive", "view_closed", workspace, payload))
    return {"told": len(answers), "acked": all(answer.acked for answer in answers)}
