"""views.*: modals and home tabs."""

from sandbox import rules, views, wire
from sandbox.methods.method import Call, method
from sandbox.refusal import Refusal
from sandbox.workspace import Json, View


def _definition(call: Call) -> object:
    call.arguments.required_any("view")
    return call.arguments.structure("view", Refusal("invalid_arguments", rules.ARGUMENT_SHAPE))


def _answer(call: Call, view: View) -> Json:
    return {"view": wire.view_json(call.slack, call.workspace, view)}


@method("views.open", tier=4)
def open_(call: Call) -> Json:
    definition = views.checked(call.workspace, _definition(call), "modal")
    trigger = call.slack.triggers.exchange(call.workspace.id, call.arguments.required("trigger_id"))
    if trigger.view and call.workspace.modals.get(trigger.user):
        raise Refusal("invalid_trigger_id", rules.TRIGGER_MODAL)
    return _answer(call, views.open_modal(call.slack, call.workspace, trigger, definition))


@method("views.push", tier=4)
def push(call: Call) -> Json:
    definition = views.checked(call.workspace, _definition(call), "modal")
    trigger = call.slack.triggers.exchange(call.workspace.id, call.arguments.required("trigger_id"))
    view = views.push(call.slack, call.workspace, trigger.user, definition)
    trigger.opened = view.id
    return _answer(call, view)


@method("views.update", tier=4)
def update(call: Call) -> Json:
    view = _found(call)
    definition = views.checked(call.workspace, _definition(call), view.type, view.id)
    views.check_hash(view, call.arguments.text("hash"))
    return _answer(call, views.update(call.slack, call.workspace, view, definition))


def _found(call: Call) -> View:
    external_id = call.arguments.text("external_id")
    if external_id:
        named = (
            one for one in call.workspace.views.values() if one.definition.get("external_id") == external_id
        )
        view = next(named, None)
    else:
        view = call.workspace.views.get(call.arguments.required("view_id"))
    if view is None:
        raise Refusal("not_found", rules.VIEW_FOUND)
    return view


@method("views.publish", tier=4)
def publish(call: Call) -> Json:
    user = call.user("user_id")
    if not call.slack.manifest.home_tab:
        raise Refusal("not_enabled", rules.HOME_ENABLED)
    shown = call.workspace.views.get(call.workspace.homes.get(user.id, ""))
    definition = views.checked(call.workspace, _definition(call), "home", shown.id if shown else "")
    if shown:
        views.check_hash(shown, call.arguments.text("hash"))
    return _answer(call, views.publish(call.slack, call.workspace, user.id, definition))
