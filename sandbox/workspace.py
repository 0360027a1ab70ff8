"""What a Slack workspace consists of: people, channels, messages, files, views.

Plain data without behaviour beyond looking things up, so that the whole state can be saved, loaded and
shown. What people and the app do to it stands in `acts.py` and `views.py`.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, PlainValidator

Json = dict[str, Any]
Kind = Literal["channel", "group", "im", "mpim"]
FileBytes = Annotated[
    bytes,
    PlainSerializer(lambda content: b64encode(content).decode(), when_used="json"),
    PlainValidator(lambda content: content if isinstance(content, bytes) else b64decode(content)),
]


@dataclass
class User:
    id: str
    team_id: str
    name: str
    real_name: str
    key: str = ""
    display_name: str = ""
    title: str = ""
    department: str = ""
    email: str = ""
    tz: str = "Asia/Tokyo"
    locale: str = "ja-JP"
    color: str = "4a7fb5"
    guest: bool = False
    admin: bool = False
    deleted: bool = False
    bot_id: str = ""
    updated: int = 0


@dataclass
class Message:
    """One message; `user` is empty only for what a webhook-like identity wrote."""

    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    from_app: bool = False
    team_id: str = ""
    client_msg_id: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    identity: Json = field(default_factory=dict)  # username and icons of a customised post
    details: Json = field(default_factory=dict)  # what a subtype carries: inviter, old_name, …
    reactions: dict[str, list[str]] = field(default_factory=dict)
    broadcast: bool = False

    @property
    def in_thread(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Channel:
    """A conversation of any kind; a thread is the list of its replies' ts under the parent's ts."""

    id: str
    name: str
    kind: Kind
    created: int
    creator: str
    key: str = ""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    ext_shared: bool = False
    shared_team_ids: list[str] = field(default_factory=list)
    topic: str = ""
    purpose: str = ""
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    last_ts: str = "0000000000.000000"

    @property
    def private(self) -> bool:
        return self.kind != "channel"

    def replies(self, parent_ts: str) -> list[Message]:
        return [self.messages[ts] for ts in self.threads.get(parent_ts, ())]

    def visible_roots(self) -> list[Message]:
        """What the channel shows outside its threads, oldest first."""
        return [m for m in self.messages.values() if not m.in_thread or m.broadcast]


@dataclass
class Ephemeral:
    """A message only one person sees; it has no place in the history."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    gone: bool = False


@dataclass
class File:
    id: str
    name: str
    title: str
    user: str
    created: int
    mimetype: str
    size: int
    content: FileBytes = b""
    alt_txt: str = ""
    uploaded: bool = False
    complete: bool = False
    deleted: bool = False
    shares: list[tuple[str, str]] = field(default_factory=list)  # (channel, ts)


@dataclass
class View:
    """A modal or home tab; `definition` is what the app gave, `values` what the person has filled in."""

    id: str
    user: str
    type: Literal["modal", "home"]
    definition: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: dict[str, Json] = field(default_factory=dict)


@dataclass
class Workspace:
    """One Slack team with the app installed in it."""

    id: str
    name: str
    domain: str
    bot_token: str
    bot_user_id: str
    bot_id: str
    scopes: list[str]
    token_state: Literal["active", "token_revoked", "account_inactive"] = "active"  # noqa: S105 - no secret
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    modals: dict[str, list[str]] = field(default_factory=dict)  # user → view ids, the top one last
    homes: dict[str, str] = field(default_factory=dict)  # user → view id
    ephemerals: list[Ephemeral] = field(default_factory=list)
    choices: dict[str, Json] = field(default_factory=dict)  # "user channel ts" → state.values of a message
    read_marks: dict[str, dict[str, str]] = field(default_factory=dict)  # user → "channel[ thread]" → ts

    def direct(self, *people: str) -> Channel | None:
        """The direct message of exactly these people."""
        wanted = set(people)
        return next(
            (c for c in self.channels.values() if c.kind in ("im", "mpim") and set(c.members) == wanted), None
        )

    def conversations_of(self, user: str) -> list[Channel]:
        return [channel for channel in self.channels.values() if user in channel.members]


@dataclass
class App:
    """The app as Slack knows it."""

    id: str
    name: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    verification_token: str


@dataclass
class State:
    """Everything there is in one sandbox; saved and loaded as a whole."""

    app: App
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    counter: int = 0

    def next_id(self, prefix: str) -> str:
        """An id nobody has yet, of the form Slack gives: prefix letter and ten characters."""
        self.counter += 1
        return prefix + "0" + _letters(self.counter * 7919 + 40_000_000_000_000, 9)


def _letters(number: int, width: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text.rjust(width, "0")[-width:]
