"""Trigger ids: the permission to open a modal, for three seconds and one call (SLACK.md §6)."""

import secrets
import time
from dataclasses import dataclass, field

from sandbox import rules
from sandbox.refusal import Refusal
from sandbox.settings import Settings


@dataclass
class Trigger:
    """`view` is the open modal the person was in, if any."""

    workspace: str
    user: str
    view: str | None
    issued: float = field(default_factory=time.monotonic)
    used: bool = False
    opened: str | None = None


class Triggers:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._issued: dict[str, Trigger] = {}

    def issue(self, workspace: str, user: str, view: str | None = None) -> str:
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(workspace, user, view)
        return trigger_id

    def exchange(self, workspace: str, trigger_id: str) -> Trigger:
        """The trigger, used up from now on."""
        trigger = self._issued.get(trigger_id)
        if trigger is None or trigger.workspace != workspace:
            raise Refusal("invalid_trigger_id", rules.TRIGGER_KNOWN)
        if trigger.used:
            raise Refusal("exchanged_trigger_id", rules.TRIGGER_ONCE)
        if time.monotonic() - trigger.issued > self._settings.trigger_seconds:
            raise Refusal("expired_trigger_id", rules.TRIGGER_FRESH)
        trigger.used = True
        return trigger

    def opened_by(self, trigger_id: str) -> str | None:
        """The view that was opened with this trigger, if one was."""
        trigger = self._issued.get(trigger_id)
        return trigger.opened if trigger else None
