"""What a method of the Web API is, what it is called with, and the table of all of them."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sandbox import rules
from sandbox.events import HISTORY_SCOPES, READ_SCOPES
from sandbox.limits import SPECIAL, TIERS
from sandbox.refusal import Refusal
from sandbox.rule import Rule
from sandbox.workspace import Channel, Json, Message, User, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

Item = TypeVar("Item")
TIMESTAMP = re.compile(r"\d{1,10}\.\d{6}")


class Arguments:
    """The arguments of a call, whether they came as JSON or as a form."""

    def __init__(self, given: Json) -> None:
        self.given = {key: value for key, value in given.items() if value is not None}

    def text(self, name: str, default: str = "") -> str:
        """A string; an empty one counts as not given."""
        value = self.given.get(name, default)
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise _bad(name, "must provide a string")
        return str(value) or default

    def required(self, name: str) -> str:
        self.required_any(name)
        return self.text(name)

    def required_any(self, name: str) -> None:
        """Refuse if the argument is not there, whatever its type."""
        if self.given.get(name) in (None, ""):
            raise Refusal(
                "invalid_arguments",
                rules.ARGUMENT_PRESENT,
                response_metadata={"messages": [f"[ERROR] missing required field: {name}"]},
            )

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.given.get(name, default)
        if value in (True, 1, "1", "true", "True"):
            return True
        if value in (False, 0, "0", "false", "False", ""):
            return False
        raise _bad(name, "must be a boolean")

    def whole(self, name: str, default: int) -> int:
        try:
            return int(self.given.get(name, default))
        except (TypeError, ValueError):
            raise _bad(name, "must be an integer") from None

    def structure(self, name: str, refusal: Refusal) -> Any:
        """A JSON value, which forms carry as a string; `refusal` is raised if it cannot be read."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise refusal from None

    def listed(self, name: str) -> list[str]:
        """A list of strings, or a string with commas."""
        value = self.given.get(name)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [one.strip() for one in str(value or "").split(",") if one.strip()]


def _bad(name: str, why: str) -> Refusal:
    message = f"[ERROR] {why} [json-pointer:/{name}]"
    return Refusal("invalid_arguments", rules.ARGUMENT_SHAPE, response_metadata={"messages": [message]})


@dataclass
class Call:
    """One call: who calls, with what. `complaint` is a rule broken although the answer is ok."""

    slack: "Slack"
    workspace: Workspace
    arguments: Arguments
    complaint: Rule | None = None
    accepted: list[str] = field(default_factory=list)

    @property
    def bot(self) -> User:
        return self.workspace.users[self.workspace.bot_user_id]

    def need(self, *scopes: str) -> None:
        """Refuse unless one of the scopes was granted."""
        if not any(scope in self.workspace.scopes for scope in scopes):
            self._missing(rules.SCOPE_GRANTED, scopes)

    def _missing(self, rule: Rule, scopes: Iterable[str]) -> None:
        raise Refusal(
            "missing_scope", rule, needed=",".join(scopes), provided=",".join(self.workspace.scopes)
        )

    def need_for(self, channel: Channel, *, history: bool = False) -> None:
        """Refuse unless the bot may read this kind of conversation."""
        scope = (HISTORY_SCOPES if history else READ_SCOPES)[channel.kind]
        if scope not in self.workspace.scopes:
            self._missing(rules.SCOPE_CONVERSATION, (scope,))

    def channel(self, name: str = "channel") -> Channel:
        """The conversation named by an argument; private ones the bot is not in do not exist."""
        channel = self.workspace.channels.get(self.arguments.required(name))
        if channel is None:
            raise Refusal("channel_not_found", rules.CHANNEL_KNOWN)
        if channel.private and self.workspace.bot_user_id not in channel.members:
            raise Refusal("channel_not_found", rules.CHANNEL_HIDDEN)
        return channel

    def writable(self, channel: Channel, *, member: bool = True) -> Channel:
        """The conversation, if the bot may write in it now."""
        if member and self.workspace.bot_user_id not in channel.members:
            raise Refusal("not_in_channel", rules.CHANNEL_MEMBER)
        if channel.archived:
            raise Refusal("is_archived", rules.CHANNEL_ARCHIVED)
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Message:
        message = channel.messages.get(self.arguments.required(name))
        if message is None or message.subtype == "tombstone":
            raise Refusal("message_not_found", rules.MESSAGE_FOUND)
        return message

    def user(self, name: str = "user") -> User:
        return self.user_of(self.arguments.required(name))

    def user_of(self, user_id: str) -> User:
        user = self.workspace.users.get(user_id)
        if user is None:
            raise Refusal("user_not_found", rules.USER_KNOWN)
        return user


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    name: str
    handler: Handler
    a_minute: int
    scope: str | None = None
    app_level: bool = False
    public: bool = False


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    tier: int = 0,
    scope: str | None = None,
    app_level: bool = False,
    public: bool = False,
) -> Callable[[Handler], Handler]:
    """Write a method into the table; tier 0 are those Slack calls special.

    `app_level`: takes the app-level token. `public`: takes none.
    """

    def add(handler: Handler) -> Handler:
        a_minute = TIERS.get(tier, SPECIAL)
        METHODS[name] = Method(name, handler, a_minute, scope, app_level, public)
        return handler

    return add


def page(
    call: Call,
    items: Sequence[Item],
    show: Callable[[Item], object],
    *,
    name: str,
    default: int = 100,
    most: int = 1000,
) -> Json:
    """One page of a list under `name`, each item as `show` has it, with the cursor of the next page."""
    limit = call.arguments.whole("limit", default)
    if not 1 <= limit <= most:
        raise Refusal("invalid_limit", rules.LIMIT_RANGE)
    start = _start(call, len(items))
    more = start + limit < len(items)
    cursor = f"next:{start + limit}" if more else ""
    shown = [show(item) for item in items[start : start + limit]]
    return {name: shown, "response_metadata": {"next_cursor": cursor}}


def _start(call: Call, size: int) -> int:
    cursor = call.arguments.text("cursor")
    if not cursor:
        return 0
    prefix, _, number = cursor.partition(":")
    if prefix != "next" or not number.isdigit() or int(number) > size:
        raise Refusal("invalid_cursor", rules.CURSOR_KNOWN)
    return int(number)
