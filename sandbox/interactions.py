"""What a person does with the app: commands, buttons, shortcuts, App Home; sent once, answered in 3 s.

Forms (submitting and closing modals) stand in `submissions.py`.
"""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox import rules, views, wire
from sandbox.events import publish
from sandbox.forms import Element, elements_of, initial_values, state_of
from sandbox.payload import Answer
from sandbox.refusal import Impossible, Refusal
from sandbox.responses import ResponseUrl, apply_answer
from sandbox.workspace import Channel, Ephemeral, Json, Message, User, View, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

COMMAND_TEXT = 40_000
_BUTTON_KEYS = ("text", "value", "style", "url")


def outcome(answer: Answer, **more: Any) -> Json:
    """What the control API tells of an answer."""
    told = {"acked": answer.acked, "outcome": answer.outcome, "ack_ms": answer.ack_ms, "body": answer.body}
    return {**told, **more}


def refused(slack: "Slack", answer: Answer, refusal: Refusal) -> Json:
    """The app acked, but with something Slack cannot use: the person sees that something went wrong."""
    if answer.entry:
        answer.entry.rule, answer.entry.error = refusal.rule.id, refusal.error
        answer.entry.answer = refusal.as_json()
        slack.traffic.changed(answer.entry)
    return outcome(answer, outcome="trouble", error=refusal.error, rule=refusal.rule.id)


def base(slack: "Slack", workspace: Workspace, user: User, kind: str, view: View | None = None) -> Json:
    """What every interaction carries, with a trigger of its own."""
    modal = view.id if view and view.type == "modal" else None
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
        "api_app_id": slack.state.app.id,
        "token": slack.state.app.verification_token,
        "team": {"id": workspace.id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": slack.triggers.issue(workspace.id, user.id, modal),
    }


def opened_view(slack: "Slack", workspace: Workspace, payload: Json) -> Json | None:
    """The view the app opened with the payload's trigger by now."""
    view = workspace.views.get(slack.triggers.opened_by(payload["trigger_id"]) or "")
    return wire.view_json(slack, workspace, view) if view else None


def insider(workspace: Workspace, user: User) -> None:
    if user.team_id != workspace.id:
        raise Impossible(f"{user.name} is from another organisation: no commands or shortcuts")


def interactive(slack: "Slack") -> None:
    if not slack.manifest.interactivity:
        raise Impossible("interactivity is switched off in the manifest")


# --- slash commands --------------------------------------------------------------------------------------


async def command(
    slack: "Slack", workspace: Workspace, user: User, channel: Channel, name: str, text: str
) -> Json:
    insider(workspace, user)
    if name not in slack.manifest.commands or "commands" not in workspace.scopes:
        raise Impossible(f"{name} is not a command of the app")
    if user.id not in channel.members:
        raise Impossible(f"{user.name} is not in {channel.name}")
    response = ResponseUrl(workspace.id, channel.id, user.id)
    shown_names = {"im": "directmessage", "group": "privategroup", "mpim": "privategroup"}
    escape = slack.manifest.commands[name].should_escape
    payload = {
        "token": slack.state.app.verification_token,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": shown_names.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": _command_text(workspace, text, escape=escape),
        "api_app_id": slack.state.app.id,
        "is_enterprise_install": "false",
        "response_url": slack.response_urls.issue(response),
        "trigger_id": slack.triggers.issue(workspace.id, user.id),
    }
    answer = await slack.delivery.ask("command", name, workspace, payload)
    if not answer.acked:
        return outcome(answer, message=None, view=opened_view(slack, workspace, payload))
    try:
        message = _command_answer(slack, response, answer.body)
    except Refusal as refusal:
        return refused(slack, answer, refusal)
    return outcome(answer, message=message, view=opened_view(slack, workspace, payload))


def _command_text(workspace: Workspace, text: str, *, escape: bool) -> str:
    """Mentions as the manifest wants them: `<@U1|name>` with should_escape, else as typed."""
    for user in workspace.users.values():
        text = text.replace(f"<@{user.id}>", f"<@{user.id}|{user.name}>" if escape else f"@{user.name}")
    for channel in workspace.channels.values():
        shown = "" if channel.private else channel.name
        text = text.replace(f"<#{channel.id}>", f"<#{channel.id}|{shown}>" if escape else f"#{channel.name}")
    return text.strip()


def _command_answer(slack: "Slack", response: ResponseUrl, body: Any) -> Json | None:
    """Show what the ack of a command said, if it said anything."""
    if body is None or body in ("", {}):
        return None
    if isinstance(body, str):
        body = {"text": body}
    if not isinstance(body, dict) or len(str(body.get("text") or "")) > COMMAND_TEXT:
        raise Refusal("invalid_command_response", rules.ACK_MESSAGE)
    if not any(body.get(key) for key in ("text", "blocks", "attachments")):
        raise Refusal("invalid_command_response", rules.ACK_MESSAGE)
    return apply_answer(slack, response, body, fresh=True)


# --- buttons, selects and the like -----------------------------------------------------------------------


@dataclass
class Surface:
    """Where an element stands: a message, an ephemeral, a modal or the home tab."""

    blocks: list[Json]
    channel: Channel | None = None
    message: Message | None = None
    ephemeral: Ephemeral | None = None
    view: View | None = None
    values: Json = field(default_factory=dict)


def message_surface(workspace: Workspace, user: User, channel: Channel, message: Message) -> Surface:
    if not message.from_app:
        raise Impossible("that message is not the app's")
    key = f"{user.id} {channel.id} {message.ts}"
    workspace.choices[key] = initial_values(message.blocks, workspace.choices.get(key))
    return Surface(message.blocks, channel, message=message, values=workspace.choices[key])


def ephemeral_surface(workspace: Workspace, user: User, ts: str) -> Surface:
    ephemeral = next((one for one in workspace.ephemerals if one.ts == ts and one.user == user.id), None)
    if ephemeral is None or ephemeral.gone:
        raise Impossible(f"{user.name} sees no ephemeral {ts}")
    key = f"{user.id} {ephemeral.channel} {ts}"
    workspace.choices[key] = initial_values(ephemeral.blocks, workspace.choices.get(key))
    channel = workspace.channels[ephemeral.channel]
    return Surface(ephemeral.blocks, channel, ephemeral=ephemeral, values=workspace.choices[key])


def view_surface(view: View | None) -> Surface:
    if view is None:
        raise Impossible("no view is open")
    return Surface(view.definition["blocks"], view=view, values=view.values)


async def click(
    slack: "Slack",
    workspace: Workspace,
    user: User,
    surface: Surface,
    action_id: str,
    *,
    block_id: str | None = None,
    value: Any = None,
) -> Json:
    """Use an element; a choice in a select changes the surface's state first."""
    interactive(slack)
    element = find_element(surface.blocks, action_id, block_id)
    if element.is_input and not element.block.get("dispatch_action"):
        raise Impossible(f"{action_id} stands in an input block that tells the app nothing")
    action = _action(element, value, surface)
    payload = base(slack, workspace, user, "block_actions", surface.view)
    payload |= where(slack, workspace, user, surface)
    payload["actions"] = [{**action, "action_ts": f"{time.time():.6f}"}]
    answer = await slack.delivery.ask("interactive", "block_actions", workspace, payload)
    return outcome(answer, view=opened_view(slack, workspace, payload))


def find_element(blocks: list[Json], action_id: str, block_id: str | None) -> Element:
    found = [
        element
        for element in elements_of(blocks)
        if element.body["action_id"] == action_id and block_id in (None, element.block["block_id"])
    ]
    if not found:
        there = sorted({element.body["action_id"] for element in elements_of(blocks)})
        raise Impossible(f"there is no element {action_id!r} here; there are {there}")
    if len(found) > 1:
        raise Impossible(f"{action_id!r} stands here {len(found)} times; name its block_id")
    return found[0]


def _action(element: Element, value: Any, surface: Surface) -> Json:
    body = element.body
    action = {"type": element.type, "action_id": body["action_id"], "block_id": element.block["block_id"]}
    if element.type == "button":
        return {**action, **{key: value for key, value in body.items() if key in _BUTTON_KEYS}}
    if element.type == "overflow":
        chosen = next((option for option in body["options"] if option.get("value") == value), None)
        if chosen is None:
            raise Impossible(f"{body['action_id']} does not offer {value!r}")
        return {**action, "selected_option": chosen}
    state = state_of(body, value)
    surface.values.setdefault(action["block_id"], {})[action["action_id"]] = state
    return {**action, **state}


def where(slack: "Slack", workspace: Workspace, user: User, surface: Surface) -> Json:
    """Container, message or view, state, response_url."""
    if surface.view:
        container: Json = {"type": "view", "view_id": surface.view.id}
        return {"container": container, "view": wire.view_json(slack, workspace, surface.view)}
    channel = surface.channel
    ts = surface.message.ts if surface.message else surface.ephemeral.ts if surface.ephemeral else ""
    if channel is None:
        raise Impossible("an element stands in a view or in a channel")
    container = {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel.id,
        "is_ephemeral": surface.ephemeral is not None,
    }
    holder = surface.message or surface.ephemeral
    thread_ts = holder.thread_ts if holder else None
    if thread_ts:
        container["thread_ts"] = thread_ts
    response = ResponseUrl(workspace.id, channel.id, user.id, ts, bool(surface.ephemeral), thread_ts)
    told: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "state": {"values": surface.values},
        "response_url": slack.response_urls.issue(response),
    }
    if surface.message:
        told["message"] = wire.message_json(slack, workspace, channel, surface.message)
    return told


def _channel_name(channel: Channel) -> str:
    return {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name)


# --- shortcuts and App Home ------------------------------------------------------------------------------


async def shortcut(
    slack: "Slack",
    workspace: Workspace,
    user: User,
    callback_id: str,
    place: tuple[Channel, Message] | None,
) -> Json:
    """A global shortcut, or with a place a message shortcut."""
    insider(workspace, user)
    interactive(slack)
    known = slack.manifest.shortcut(callback_id)
    if known is None or known.type != ("message" if place else "global"):
        raise Impossible(f"the app has no such shortcut {callback_id!r}")
    kind = "message_action" if place else "shortcut"
    payload = base(slack, workspace, user, kind)
    payload |= {"callback_id": callback_id, "action_ts": f"{time.time():.6f}"}
    if place:
        channel, message = place
        response = ResponseUrl(workspace.id, channel.id, user.id, thread_ts=message.thread_ts)
        payload |= {
            "channel": {"id": channel.id, "name": _channel_name(channel)},
            "message_ts": message.ts,
            "message": wire.message_json(slack, workspace, channel, message),
            "response_url": slack.response_urls.issue(response),
        }
    answer = await slack.delivery.ask("interactive", kind, workspace, payload)
    return outcome(answer, view=opened_view(slack, workspace, payload))


def open_home(slack: "Slack", workspace: Workspace, user: User, tab: str) -> None:
    """Look at App Home: the app is told each time."""
    if tab == "home" and not slack.manifest.home_tab:
        raise Impossible("the home tab is switched off in the manifest")
    channel = slack.direct_message(workspace, user.id)
    shown = workspace.views.get(workspace.homes.get(user.id, ""))
    event: Json = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": f"{slack.clock.now():.6f}",
    }
    if shown and tab == "home":
        event["view"] = wire.view_json(slack, workspace, shown)
    publish(slack, workspace, event)


def home_surface(workspace: Workspace, user: User) -> Surface:
    return view_surface(workspace.views.get(workspace.homes.get(user.id, "")))


def modal_surface(workspace: Workspace, user: User) -> Surface:
    return view_surface(views.top(workspace, user.id))
