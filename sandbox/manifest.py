"""The app's manifest, as far as it decides what Slack lets the app do and sends to it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Command:
    name: str
    should_escape: bool = False
    description: str = ""
    usage_hint: str = ""


@dataclass(frozen=True)
class Shortcut:
    callback_id: str
    type: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Manifest:
    name: str
    scopes: tuple[str, ...]
    bot_events: frozenset[str]
    commands: dict[str, Command] = field(default_factory=dict)
    shortcuts: tuple[Shortcut, ...] = ()
    home_tab: bool = False
    messages_tab: bool = False
    messages_read_only: bool = False
    interactivity: bool = False
    socket_mode: bool = False
    request_url: str | None = None
    interactivity_url: str | None = None
    command_urls: dict[str, str] = field(default_factory=dict)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        return next((known for known in self.shortcuts if known.callback_id == callback_id), None)


def read_manifest(path: Path) -> Manifest:
    """The manifest in `path` (YAML or JSON)."""
    return manifest_of(yaml.safe_load(path.read_text("utf-8")))


def manifest_of(source: dict[str, Any]) -> Manifest:
    features = source.get("features") or {}
    settings = source.get("settings") or {}
    home = features.get("app_home") or {}
    events = settings.get("event_subscriptions") or {}
    interactivity = settings.get("interactivity") or {}
    commands = features.get("slash_commands") or []
    return Manifest(
        name=source["display_information"]["name"],
        scopes=tuple(((source.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ()),
        bot_events=frozenset(events.get("bot_events") or ()),
        commands={
            one["command"]: Command(
                one["command"],
                bool(one.get("should_escape")),
                one.get("description") or "",
                one.get("usage_hint") or "",
            )
            for one in commands
        },
        shortcuts=tuple(
            Shortcut(one["callback_id"], one["type"], one["name"], one.get("description") or "")
            for one in features.get("shortcuts") or ()
        ),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled")),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled")),
        interactivity=bool(interactivity.get("is_enabled")),
        socket_mode=bool(settings.get("socket_mode_enabled")),
        request_url=events.get("request_url"),
        interactivity_url=interactivity.get("request_url"),
        command_urls={one["command"]: one["url"] for one in commands if one.get("url")},
    )
