"""A Slack in this process: holds what stands in each channel, answers calls, and has payloads for the app waiting."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.clock import real_now
from bot.delivery.slack import Answered, Outcome, Refused, Slack
from tests.conftest import TEAM

Json = dict[str, Any]
BOT, BOT_ID = "U0BOT", "B0BOT"
PAGE = 7
"""Slack may show fewer messages a page than it was asked for."""


@dataclass(eq=False)
class Payload:
    """Something that Slack sends to the app until it has its ack."""

    body: Json
    is_acked: bool = False


class SmallSlack(Slack):
    """Does at once what the Web API is called for. `meanwhile` runs right before and right after each call's effect."""

    def __init__(self, names: Mapping[str, str], members: Mapping[str, list[str]]) -> None:
        super().__init__({})
        self.payloads: list[Payload] = []
        self.sent: Counter[str] = Counter()
        """How often each key was posted, whether or not the message still stands."""
        self.lost_channel: str | None = None
        """A channel that the bot was put out of."""
        self.meanwhile: Callable[[], None] = lambda: None
        self._names, self._members = names, members
        self._messages: defaultdict[str, list[Json]] = defaultdict(list)
        self._numbers = count(1)

    # --- what people do and see --------------------------------------------------------------------------

    def say(self, user: str, channel: str, thread_ts: str, text: str) -> Json:
        message = {"type": "message", "user": user, "text": text, "ts": self._ts(), "thread_ts": thread_ts}
        self._messages[channel].append(message)
        self._tell(message | {"channel": channel})
        return message

    def edit(self, channel: str, message: Json, text: str) -> None:
        self._change(channel, message, {"text": text, "edited": {"user": message["user"], "ts": self._ts()}})

    def delete(self, channel: str, message: Json) -> None:
        self._messages[channel].remove(message)
        gone = {"deleted_ts": message["ts"], "previous_message": message}
        self._tell(
            {"subtype": "message_deleted", "hidden": True, "channel": channel, "ts": self._ts()} | gone
        )

    def react(self, user: str, channel: str, message: Json, emoji: str) -> None:
        """Set an emoji on a message, or take it away."""
        standing = message.setdefault("reactions", {}).setdefault(emoji, [])
        kind = "reaction_removed" if user in standing else "reaction_added"
        standing.remove(user) if user in standing else standing.append(user)
        item = {"type": "message", "channel": channel, "ts": message["ts"]}
        self._tell({"type": kind, "user": user, "reaction": emoji, "item": item, "event_ts": self._ts()})

    def put_bot_out(self, channel: str) -> None:
        self.lost_channel = channel
        self._tell({"type": "member_left_channel", "user": BOT, "channel": channel})

    def standing(self, channel: str, kind: str | None = None) -> list[Json]:
        """Return what stands in a channel, oldest first: all of it, or our own posts of a kind."""
        messages = self._messages[channel]
        return [m for m in messages if kind is None or kind_of(m) == kind]

    def ours(self) -> Iterator[tuple[str, Json]]:
        """Yield every message of ours that stands, with its channel."""
        for channel, messages in self._messages.items():
            yield from ((channel, message) for message in messages if "bot_id" in message)

    # --- what the app calls ------------------------------------------------------------------------------

    @property
    def workspace_ids(self) -> list[str]:
        return [TEAM]

    def call(self, workspace_id: str, method: str, arguments: Mapping[str, Any]) -> Outcome:
        assert workspace_id == TEAM
        self.meanwhile()
        outcome = self._perform(method, deepcopy(dict(arguments)))
        self.meanwhile()
        return outcome

    def _perform(self, method: str, given: Json) -> Outcome:
        if self.lost_channel is not None and given.get("channel") == self.lost_channel:
            return Refused("not_in_channel")
        match method:
            case "chat.postMessage":
                return self._post(given)
            case "chat.update" | "chat.delete" | "reactions.get":
                ts = given.get("ts") or given["timestamp"]
                found = [m for m in self._messages[given["channel"]] if m["ts"] == ts]
                return self._on(method, found[0], given) if found else Refused("message_not_found")
            case "conversations.replies" | "conversations.history":
                return self._page(given)
            case "chat.getPermalink":
                place = f"{given['channel']}/p{given['message_ts'].replace('.', '')}"
                return Answered({"permalink": f"https://test.slack.com/archives/{place}"})
            case "conversations.open":
                return Answered({"channel": {"id": _direct(given["users"])}})
            case "conversations.members":
                return Answered({"members": self._members[given["channel"]]})
            case "users.info":
                return Answered({"user": self._user(given["user"])})
        return self._answer(method)

    def _answer(self, method: str) -> Outcome:
        match method:
            case "files.mirror":
                return Answered({"file_id": f"F0OURS{next(self._numbers)}"})
            case "chat.postEphemeral":
                return Answered()
        raise AssertionError(f"{method} is not expected here")

    def _post(self, given: Json) -> Outcome:
        channel = _direct(given.pop("channel"))
        roots = [m["ts"] for m in self._messages[channel]]
        assert given.get("thread_ts") in {None, *roots}, f"a reply to nothing: {given} {roots}"
        self.sent[key_of(given)] += 1
        message = given | {"type": "message", "user": BOT, "bot_id": BOT_ID, "ts": self._ts()}
        self._messages[channel].append(message)
        self._tell(message | {"channel": channel})
        return Answered({"channel": channel, "ts": message["ts"]})

    def _on(self, method: str, message: Json, given: Json) -> Outcome:
        if method == "chat.delete":
            self.delete(given["channel"], message)
        elif method == "chat.update":
            self._change(given["channel"], message, {"text": given["text"], "blocks": given["blocks"]})
        else:
            shown = [
                {"name": name, "users": users, "count": len(users)}
                for name, users in message.get("reactions", {}).items()
                if users
            ]
            return Answered({"message": message | {"reactions": shown}})
        return Answered()

    def _page(self, given: Json) -> Outcome:
        """Show a thread from its beginning, or a channel's own messages, newest first."""
        root_ts = given.get("ts")
        messages = [m for m in self._messages[given["channel"]] if m["ts"] > given.get("oldest", "")]
        if root_ts is None:
            messages = [m for m in reversed(messages) if "thread_ts" not in m]
            start = int(given.get("cursor", 0))
            page, rest = messages[start : start + PAGE], messages[start + PAGE :]
            cursor = str(start + PAGE) if rest else ""
        else:
            after = given.get("cursor", "")
            messages = [m for m in messages if m.get("thread_ts") == root_ts and m["ts"] > after]
            page, rest = messages[:PAGE], messages[PAGE:]
            cursor = page[-1]["ts"] if rest else ""
            if not after:
                page = [m for m in self._messages[given["channel"]] if m["ts"] == root_ts] + page
        shown = deepcopy([{k: v for k, v in m.items() if k != "reactions"} for m in page])
        return Answered({"messages": shown, "response_metadata": {"next_cursor": cursor}})

    def _user(self, user_id: str) -> Json:
        name = self._names[user_id]
        profile = {"display_name": name, "real_name": name}
        return {"id": user_id, "team_id": TEAM, "name": name, "locale": "ja-JP", "profile": profile}

    # --- what it sends -----------------------------------------------------------------------------------

    def _change(self, channel: str, message: Json, changes: Json) -> None:
        message.update(changes)
        changed = {"channel": channel, "message": message, "hidden": True, "ts": self._ts()}
        self._tell({"subtype": "message_changed"} | changed)

    def _tell(self, event: Json) -> None:
        if str(event.get("channel", "")).startswith("D"):
            return  # the app does not listen to direct messages
        event = deepcopy({"type": "message"} | event)
        envelope = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{next(self._numbers)}"}
        self.payloads.append(Payload(envelope | {"event": event}))

    def _ts(self) -> str:
        return f"{int(real_now().timestamp())}.{next(self._numbers):06}"


def key_of(message: Json) -> str:
    return str(message["metadata"]["event_payload"]["key"])


def kind_of(message: Json) -> str:
    return str(message.get("metadata", {}).get("event_type", ""))


def _direct(channel: str) -> str:
    """Return where a message to a user id arrives: their direct messages with the app."""
    return channel.replace("U", "D", 1) if channel.startswith("U") else channel
