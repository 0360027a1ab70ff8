"""What Slack showed to whom: every recorded payload of the app, with the person or the room that read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.client import Sandbox

Json = dict[str, Any]
READ = ("text", "alt_text", "initial_value")
"""Where Block Kit holds what people read; `errors` of a form stand beside them."""


@dataclass(frozen=True)
class Shown:
    """A text that somebody read. `to` is a user id, or a channel id for what a whole room reads."""

    to: str
    where: str
    text: str


def everything(sandbox: Sandbox) -> list[Shown]:
    """Return every text that the app let Slack show. Raises KeyError for a payload whose reader is not known."""
    return list(_Readers(sandbox).all())


class _Readers:
    """Finds out who read a payload: triggers, views and answers are followed to the person they came from."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._entries = sandbox.traffic(limit=100_000)
        self._triggers: dict[str, str] = {}
        self._views: dict[str, str] = {}
        self._directs: dict[str, str] = {}
        self._ephemerals = {
            (one["ts"], one["text"]): user["id"]
            for user in sandbox.users()
            for one in sandbox.ephemerals(user["id"])
        }

    def all(self) -> Iterator[Shown]:
        for entry in self._entries:
            body, name = entry["body"] or {}, entry["name"]
            match entry["kind"]:
                case "command" | "interactive":
                    yield from self._answered(entry, body, name)
                case "response":
                    answer = entry["answer"]
                    yield from _texts(self._ephemerals[answer["ts"], answer["text"]], name, body)
                case "call" if not entry["error"]:
                    yield from self._called(entry, body, name)

    def _answered(self, entry: Json, body: Json, name: str) -> Iterator[Shown]:
        user_id = body.get("user_id") or body["user"]["id"]
        if body.get("trigger_id"):
            self._triggers[body["trigger_id"]] = user_id
        for attempt in entry["attempts"]:
            yield from _texts(user_id, f"answer to {name}", attempt["body"] or {})

    def _called(self, entry: Json, body: Json, name: str) -> Iterator[Shown]:
        answer = entry["answer"] or {}
        if name in {"views.open", "views.push", "views.update", "views.publish"}:
            known = self._triggers.get(body.get("trigger_id", "")) or self._views.get(body.get("view_id", ""))
            reader = known or str(body["user_id"])
            self._views[answer["view"]["id"]] = reader
            yield from _texts(reader, name, body["view"])
        elif name == "chat.postEphemeral":
            yield from _texts(body["user"], name, body)
        elif name == "files.completeUploadExternal":
            yield from _texts(body["channel_id"], name, {"text": body["initial_comment"]})
        elif name in {"chat.postMessage", "chat.update"}:
            channel_id = str(body["channel"])
            if channel_id.startswith("U"):
                self._directs[answer["channel"]] = channel_id
            yield from _texts(self._directs.get(channel_id, channel_id), name, body)


def _texts(to: str, where: str, part: Any) -> Iterator[Shown]:
    return (Shown(to, where, text) for text in texts_in(part))


def texts_in(part: Any) -> Iterator[str]:
    """Yield every text of a message, a view or an answer, in order."""
    if isinstance(part, list):
        for one in part:
            yield from texts_in(one)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "errors":
                yield from value.values()
            elif isinstance(value, str) and key in READ:
                yield value
            elif isinstance(value, dict | list):
                yield from texts_in(value)
