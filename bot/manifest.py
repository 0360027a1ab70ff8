"""The manifest that installs Entaku in Slack: the file is the Socket Mode one, for HTTP it is made from it."""

from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent.parent / "manifest.yml"
PATH = "/slack/events"


def text() -> str:
    """Return the Socket Mode manifest as it stands in the file."""
    return FILE.read_text(encoding="utf-8")


def read() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(text())
    return loaded


def scopes() -> set[str]:
    return set(read()["oauth_config"]["scopes"]["bot"])


def for_url(url: str) -> str:
    """Return the manifest for HTTP mode, everything sent to one address of the app at `url`."""
    address = url.rstrip("/").removesuffix(PATH) + PATH
    manifest = read()
    manifest["settings"]["socket_mode_enabled"] = False
    manifest["settings"]["event_subscriptions"]["request_url"] = address
    manifest["settings"]["interactivity"]["request_url"] = address
    for command in manifest["features"]["slash_commands"]:
        command["url"] = address
    dumped: str = yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False)
    return dumped
