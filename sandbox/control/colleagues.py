"""Colleagues who play by themselves: whom they leave to a person, whether they are on, what comes next."""

from datetime import UTC, datetime
from typing import Any

from sandbox.backstage import KINDS, PRESENT_SECONDS, Coming, read_kinds
from sandbox.clock import parse_instant
from sandbox.control.ask import Ask, Handlers
from sandbox.refusal import Impossible
from sandbox.workspace import Json


def as_json(coming: Coming) -> Json:
    return {"at": _instant(coming.at), "kind": coming.kind, "words": coming.words}


def _instant(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()


async def present(ask: Ask) -> Json:
    return {"present": ask.slack.backstage.present()}


async def arrive(ask: Ask) -> Json:
    """Somebody plays this person from now on; to be said again before the seconds are over."""
    user = ask.user().id
    was_there = user in ask.slack.backstage.present()
    ask.slack.backstage.arrive(user, float(ask.given.get("seconds", PRESENT_SECONDS)))
    if not was_there:
        ask.slack.changes.tell("present", workspace=ask.workspace.id, user=user)
    return await present(ask)


async def leave(ask: Ask) -> Json:
    ask.slack.backstage.leave(ask.user().id)
    return await present(ask)


async def colleagues(ask: Ask) -> Json:
    """What colleagues need to know at each look, in one answer; `after` brings the messages since then."""
    backstage, changes = ask.slack.backstage, ask.slack.changes
    after = int(ask.given.get("after", changes.seq))
    return {
        "seq": changes.seq,
        "messages": _new_messages(ask, after),
        "on": backstage.colleagues_on,
        "there": backstage.has_colleagues,
        "present": backstage.present(),
        "clock_in_hand": backstage.clock_in_hand,
        "clock": ask.slack.clock.as_json(),
        "passing_to": _instant(backstage.passing_to) if backstage.passing_to else None,
    }


def _new_messages(ask: Ask, after: int) -> list[Json]:
    """Who has said what since then, and where."""
    found = []
    for change in ask.slack.changes.since(after):
        if change["what"] != "message" or change.get("workspace") != ask.workspace.id:
            continue
        channel = ask.workspace.channels[change["channel"]]
        message = channel.messages.get(change["ts"])
        if message is not None:
            shown = {name: getattr(message, name) for name in ("ts", "thread_ts", "user", "text", "subtype")}
            found.append({"channel": channel.id, "from_app": message.from_app, **shown})
    return found


async def switch(ask: Ask) -> Json:
    on = ask.need("on")
    if not isinstance(on, bool):
        raise Impossible("on is true or false")
    ask.slack.backstage.colleagues_on = on
    ask.slack.changes.tell("colleagues", on=on)
    return await colleagues(ask)


async def upcoming(ask: Ask) -> Json:
    backstage = ask.slack.backstage
    kinds = read_kinds(ask.given.get("to", "next"))
    return {**as_json(backstage.next(kinds)), "coming": [as_json(one) for one in backstage.coming()]}


async def announce(ask: Ask) -> Json:
    """Colleagues tell everything they know of: [{at, kind, words}]."""
    backstage = ask.slack.backstage
    before = backstage.next()
    backstage.announce(_coming(one) for one in ask.given.get("coming") or ())
    after = backstage.next()
    if after != before:
        ask.slack.changes.tell("next", **as_json(after))
    return as_json(after)


def _coming(given: Any) -> Coming:
    if given.get("kind") not in KINDS:
        raise Impossible(f"what comes is one of {', '.join(KINDS)}")
    return Coming(parse_instant(given["at"]), given["kind"], str(given.get("words") or ""))


HANDLERS: Handlers = {
    ("GET", "/present"): present,
    ("PUT", "/present"): arrive,
    ("DELETE", "/present"): leave,
    ("GET", "/colleagues"): colleagues,
    ("PUT", "/colleagues"): switch,
    ("GET", "/next"): upcoming,
    ("PUT", "/next"): announce,
}
