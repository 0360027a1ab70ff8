"""Looking on at the traffic: a line for each entry, all of one, what it comes to, and the rules behind refusals."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

from sandbox import rules
from sandbox.control.ask import Ask, Handlers
from sandbox.refusal import Impossible
from sandbox.rule import Rule
from sandbox.traffic import Entry
from sandbox.workspace import Json, Workspace

LINES = 200
MOST_LINES = 2_000
BREATH = 500
"""After so many entries a search lets others have a turn."""


def line(entry: Entry) -> Json:
    """What a list shows of an entry."""
    last = entry.attempts[-1] if entry.attempts else None
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "name": entry.name,
        "at": entry.at,
        "now": entry.now,
        "who": who(entry),
        "where": where(entry),
        "ms": last.ack_ms if last else entry.ms,
        "outcome": last.outcome if last else "answered" if entry.ms is not None else "",
        "attempts": len(entry.attempts),
        "rule": entry.rule,
        "error": entry.error,
        "fault": entry.fault,
    }


def who(entry: Entry) -> str | None:
    """The person behind a payload, or whom a call is about; an id."""
    body = _object(entry.body)
    event = _object(body.get("event"))
    message = _object(event.get("message"))
    return _id(event.get("user") or message.get("user") or body.get("user") or body.get("user_id"))


def where(entry: Entry) -> str | None:
    """The channel it happens in; an id."""
    body = _object(entry.body)
    event = _object(body.get("event"))
    item = _object(event.get("item"))
    found = event.get("channel") or item.get("channel") or body.get("channel") or body.get("channel_id")
    return _id(found)


def _object(found: Any) -> Json:
    return found if isinstance(found, dict) else {}


def _id(found: Any) -> str | None:
    if isinstance(found, dict):
        found = found.get("id")
    return found if isinstance(found, str) and found else None


async def lines(ask: Ask) -> Json:
    """Lines that match, oldest first, at most `limit` of the newest."""
    given, traffic = ask.given, ask.slack.traffic
    limit = min(int(given.get("limit", LINES)), MOST_LINES)
    version, found = traffic.version, []
    for number, entry in enumerate(_candidates(ask), 1):
        if number % BREATH == 0:
            await asyncio.sleep(0)
        if _matches(ask, entry):
            found.append(entry)
        if len(found) > limit:
            break
    return {
        "lines": [line(entry) for entry in sorted(found[:limit], key=lambda one: one.seq)],
        "more": len(found) > limit,
        "version": version,
        "counts": traffic.counts.as_json(),
        "kept": len(traffic.entries),
    }


def _candidates(ask: Ask) -> Iterator[Entry]:
    """Newest first."""
    traffic = ask.slack.traffic
    if "version" in ask.given:
        return traffic.changed_since(int(ask.given["version"]))
    before = int(ask.given.get("before") or traffic.seq + 1)
    return (entry for entry in reversed(list(traffic.entries)) if entry.seq < before)


def _matches(ask: Ask, entry: Entry) -> bool:
    given = ask.given
    kind, name = given.get("kind"), str(given.get("name") or "").lower()
    return bool(
        entry.workspace in ("", ask.workspace.id)
        and (not kind or entry.kind == kind)
        and name in entry.name.lower()
        and (entry.rule or str(given.get("refused", "")).lower() not in ("1", "true"))
        and _holds(ask.workspace, entry, str(given.get("text") or "").lower())
    )


def _holds(workspace: Workspace, entry: Entry, words: str) -> bool:
    """Whether the words stand in an entry, a person's or channel's name included."""
    if not words:
        return True
    person, channel = workspace.users.get(who(entry) or ""), workspace.channels.get(where(entry) or "")
    named = (entry.name, entry.error, entry.rule, entry.fault, channel and channel.name)
    people = (person.real_name, person.display_name, person.name) if person else ()
    if any(words in str(one).lower() for one in (*named, *people) if one):
        return True
    told = (entry.body, entry.answer, [attempt.body for attempt in entry.attempts])
    return words in json.dumps(told, ensure_ascii=False, default=str).lower()


async def one(ask: Ask) -> Json:
    """All of one entry, and the rule it broke."""
    entry = ask.slack.traffic.entry(int(ask.need("seq")))
    if entry is None:
        raise Impossible(f"there is no entry {ask.given['seq']} any more")
    rule = rules.BY_ID.get(entry.rule or "")
    return {**line(entry), **entry.as_json(), "tries": len(entry.attempts), "broken": _rule(rule)}


async def all_rules(_: Ask) -> Json:
    return {"rules": [_rule(rule) for rule in rules.RULES]}


def _rule(rule: Rule | None) -> Json | None:
    if rule is None:
        return None
    return {"id": rule.id, "says": rule.says, "source": rule.source, "unsure": rule.unsure}


HANDLERS: Handlers = {
    ("GET", "/traffic/lines"): lines,
    ("GET", "/traffic/entry"): one,
    ("GET", "/rules"): all_rules,
}
