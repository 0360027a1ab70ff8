"""Workspaces: one Slack team each, with what belongs to the whole of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

DEFAULT_REACTIONS = {
    "pin": ["pushpin"],
    "idea": ["bulb"],
    "cheer": ["tada", "clap", "raised_hands"],
    "thanks": ["pray"],
}


class Workspace(Base):
    """One Slack team; its id is Slack's own (`T…`)."""

    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    bot_user_id: Mapped[str]
    bot_id: Mapped[str]
    reactions: Mapped[dict[str, Any]] = mapped_column(default=lambda: dict(DEFAULT_REACTIONS))
    """Which emoji mean what: `pin`, `idea`, `cheer`, `thanks`, each a list of names without colons."""
    safe_words: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Words that look like names but are not: they are not hidden in voices."""
    who_sets_up: Mapped[str] = mapped_column(default="everybody")
    """Who may set up circles: `everybody`, `hosts` (of any circle) or `admins` of Slack."""
    stopped_because: Mapped[str | None] = mapped_column(default=None)
    """Slack's error when nothing can be delivered any more (token revoked …); cleared at the next start."""
    installed_at: Mapped[datetime]
