"""The inbox: what was received and has taken effect, and what came before the message it belongs to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Received(Base):
    """A payload that took effect: `event:Ev…`, `view:V…`, `choose:U…:kind:ts`.

    The row commits with its effects, or not at all.
    """

    __tablename__ = "inbox"

    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    """Real time: rows are dropped days later, long after Slack's last retry."""


class Early(InWorkspace, Base):
    """An event that came before the message it speaks of; it runs when that message is known."""

    __tablename__ = "early_events"
    __table_args__ = (Index(None, "workspace_id", "channel_id", "ts"),)

    id: Mapped[RowId]
    channel_id: Mapped[str]
    ts: Mapped[str]
    """The message it waits for."""
    event: Mapped[dict[str, Any]]
    received_at: Mapped[datetime] = mapped_column(index=True)
    """Real time."""
