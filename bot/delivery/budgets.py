"""Budgets: how much of Slack's rate limits is left, kept in the database so that all processes share them.

Each limit is a bucket that holds a small burst and refills evenly, a little below what Slack allows, so that a
whole minute of work never meets a 429. https://docs.slack.dev/apis/web-api/rate-limits
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models import Budget


@dataclass(frozen=True)
class Limit:
    """A bucket: `burst` calls at once, refilled by `per_minute`; burst + per_minute stays within Slack's minute."""

    burst: float
    per_minute: float


TIER_3 = Limit(burst=10, per_minute=40)
TIER_4 = Limit(burst=20, per_minute=80)
DRAWING = Limit(burst=2, per_minute=20)
"""Ours: a drawing takes a second or two of a processor, and acks must not wait for it."""
POSTS_OF_A_CHANNEL = Limit(burst=3, per_minute=57)
POSTS_OF_A_WORKSPACE = Limit(burst=30, per_minute=270)
LIMITS = {
    "chat.postMessage": POSTS_OF_A_WORKSPACE,
    "chat.postEphemeral": TIER_4,
    "chat.update": TIER_3,
    "chat.delete": TIER_3,
    "chat.getPermalink": TIER_4,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.join": TIER_3,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.delete": TIER_3,
    "files.draw": DRAWING,
    "files.report": DRAWING,
    "files.pulse": DRAWING,
    "files.mirror": TIER_3,
    "files.upload": TIER_3,
    "reactions.get": TIER_3,
    "users.info": TIER_4,
    "views.publish": TIER_4,
    "views.update": TIER_4,
}


def needed(method: str, channel_id: str | None = None) -> list[str]:
    """Name the budgets a call draws on: the method's, and for a post its channel's."""
    return [method] if channel_id is None else [method, f"{method}:{channel_id}"]


def _limit(name: str) -> Limit:
    method, _, channel_id = name.partition(":")
    return POSTS_OF_A_CHANNEL if channel_id else LIMITS[method]


class Budgets:
    """The budgets of all workspaces, within the transaction of whoever claims."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._loaded: dict[tuple[str, str], Budget] = {}

    def take(self, workspace_id: str, names: Iterable[str]) -> bool:
        """Take one call from each of these budgets, or from none if one is short or blocked."""
        drawn = [self._load(workspace_id, name) for name in names]
        if any(self._is_short(budget) for budget in drawn):
            return False
        for budget in drawn:
            budget.tokens -= 1
        return True

    def allow(self, workspace_id: str, names: Iterable[str]) -> bool:
        """Say whether one call could be taken from each of these budgets; takes nothing."""
        return not any(self._is_short(self._load(workspace_id, name)) for name in names)

    def block(self, workspace_id: str, method: str, seconds: float) -> None:
        """Obey a Retry-After: the method rests in this workspace, everything else goes on."""
        budget = self._load(workspace_id, method)
        budget.tokens = 0
        budget.blocked_until = self._now + timedelta(seconds=seconds)

    def _is_short(self, budget: Budget) -> bool:
        blocked = budget.blocked_until is not None and budget.blocked_until > self._now
        return blocked or budget.tokens < 1

    def _load(self, workspace_id: str, name: str) -> Budget:
        found = self._loaded.get((workspace_id, name))
        if found is None:
            found = self._session.get(Budget, (workspace_id, name))
            if found is None:
                found = Budget(
                    workspace_id=workspace_id, name=name, tokens=_limit(name).burst, counted_at=self._now
                )
                self._session.add(found)
            self._refill(found)
            self._loaded[workspace_id, name] = found
        return found

    def _refill(self, budget: Budget) -> None:
        limit = _limit(budget.name)
        passed = max(0.0, (self._now - budget.counted_at).total_seconds())
        budget.tokens = min(limit.burst, budget.tokens + passed * limit.per_minute / 60)
        budget.counted_at = self._now
