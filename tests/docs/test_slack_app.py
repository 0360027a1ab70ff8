"""What the manifest asks Slack for is described, and is what the code needs: no more and no less."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from bot import manifest
from bot.delivery.budgets import LIMITS
from handlers import bolt
from handlers.entaku import SUBCOMMANDS
from sandbox.methods.method import METHODS
from tests.docs.pages import ROOT, read, rows, section

MANIFEST: dict[str, Any] = manifest.read()
SCOPES = manifest.scopes()
EVENTS = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
COMMANDS = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
SHORTCUTS = {shortcut["callback_id"] for shortcut in MANIFEST["features"]["shortcuts"]}

HISTORY = {"channels:history", "groups:history"}
READ = {"channels:read", "groups:read"}
"""Rooms are public or private channels."""

NEEDED: dict[str, set[str]] = {
    "apps.connections.open": set(),  # an app-level scope
    "auth.test": set(),
    "chat.delete": {"chat:write"},
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": HISTORY | {"im:history"},  # a direct message whose fate is unknown
    "conversations.info": READ,
    "conversations.join": {"channels:join"},
    "conversations.members": READ,
    "conversations.open": {"im:write", "mpim:write"},  # a direct message, and a group message to ask again
    "conversations.replies": HISTORY,
    "files.completeUploadExternal": {"files:write"},
    "files.delete": {"files:write"},
    "files.pulse": {"files:write"},  # ours: an upload
    "files.report": {"files:write", "im:write"},
    "files.draw": {"files:write", "im:write"},  # ours: a direct message and uploads
    "files.getUploadURLExternal": {"files:write"},
    "files.info": {"files:read"},
    "files.mirror": {"files:read", "files:write"},  # ours: a download and an upload
    "files.upload": {"files:read", "files:write"},  # ours as well
    "files.upload_v2": {"files:write"},
    "reactions.get": {"reactions:read"},
    "users.info": {"users:read"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
"""The scopes of each method: https://docs.slack.dev/reference/methods"""

EVENT_SCOPES: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_uninstalled": set(),
    "channel_archive": {"channels:read"},
    "channel_id_changed": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": READ,
    "member_left_channel": READ,
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "tokens_revoked": set(),
    "user_change": {"users:read"},
}
"""The scopes of each event: https://docs.slack.dev/reference/events"""

FAMILIES = "apps|auth|chat|conversations|files|reactions|users|views"
QUOTED = re.compile(rf'"((?:{FAMILIES})\.[A-Za-z.]+)"')
CALLED = re.compile(rf"\.((?:{FAMILIES})_[A-Za-z_0-9]+)\(")


def methods() -> set[str]:
    """Return the Web API methods that the code names or calls."""
    by_call = {method.replace(".", "_"): method for method in NEEDED}
    found = set(LIMITS)
    for file in [
        ROOT / "app.py",
        *(file for folder in ("bot", "commands", "handlers") for file in (ROOT / folder).rglob("*.py")),
    ]:
        source = file.read_text(encoding="utf-8")
        found |= set(QUOTED.findall(source))
        found |= {by_call.get(name, name) for name in CALLED.findall(source)}
    return found


def described(heading: str) -> dict[str, str]:
    """Return what docs/install.md says of each thing in the table under a heading."""
    return {row[0].strip("`"): row[-1] for row in rows(section(read("docs/install.md"), heading))}


@pytest.mark.parametrize(
    ("heading", "asked"),
    [("Scopes", SCOPES), ("Events", EVENTS), ("Commands", COMMANDS), ("Shortcuts", SHORTCUTS)],
)
def test_all_that_the_manifest_asks_for_has_its_line_with_a_reason(heading: str, asked: set[str]) -> None:
    lines = described(heading)

    assert set(lines) == asked
    assert all(lines.values())


class Noted:
    """Stands for a Bolt app: notes which events are listened to."""

    def __init__(self) -> None:
        self.events: set[str] = set()

    def event(self, kind: str) -> Callable[[object], None]:
        self.events.add(kind)
        return lambda _: None

    def command(self, *_: object) -> Callable[[object], None]:
        return lambda _: None

    action = view = shortcut = command


def test_every_event_of_the_manifest_is_listened_to_and_no_other() -> None:
    noted = Noted()
    for feature in bolt.FEATURES:
        feature.register(noted)

    assert noted.events == {event.partition(".")[0] for event in EVENTS}


def test_every_method_that_the_code_calls_is_known_with_its_scopes() -> None:
    assert methods() - set(NEEDED) == set()


def test_the_scopes_of_methods_are_those_the_sandbox_checks() -> None:
    for name, needed in NEEDED.items():
        if name in METHODS and METHODS[name].scope is not None:
            assert needed == {METHODS[name].scope}, name


def test_every_scope_is_needed_and_none_is_missing() -> None:
    needed = {scope for method in methods() for scope in NEEDED[method]}
    needed |= {scope for event in EVENTS for scope in EVENT_SCOPES[event]}
    needed |= {"commands"} if COMMANDS | SHORTCUTS else set()
    if "include_all_metadata" in read("bot/delivery/slack.py"):
        needed |= {"metadata.message:read"}

    assert needed == SCOPES


def test_the_words_of_entaku_are_told_everywhere() -> None:
    [command] = [one for one in MANIFEST["features"]["slash_commands"] if one["command"] == "/entaku"]
    words = {"help", *SUBCOMMANDS}

    assert set(command["usage_hint"].strip("[]").split("|")) == words
    assert set(re.findall(r"`(\w+)`", described("Commands")["/entaku"])) == words
    for page in ("docs/hosts.md", "docs/hosts.ja.md"):
        assert set(re.findall(r"`/entaku (\w+)`", read(page))) == words, page


def test_the_hosts_know_every_command() -> None:
    for page in ("docs/hosts.md", "docs/hosts.ja.md"):
        named = {
            word
            for row in rows(section(read(page), _commands(page)))
            for word in re.findall(r"`(/\w+)", row[0])
        }
        assert named == COMMANDS, page


def _commands(page: str) -> str:
    return "コマンド" if page.endswith(".ja.md") else "Commands"
