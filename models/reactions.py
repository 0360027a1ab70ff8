"""Reactions that mean something: pins, ideas and cheers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Reaction(InWorkspace, Base):
    """One person's emoji on one message. Several of a person on copies of one thing count once."""

    __tablename__ = "reactions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel_id", "ts", "person_id", "emoji"),
        Index(None, "workspace_id", "about_kind", "about_id", "meaning"),
    )

    id: Mapped[RowId]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    meaning: Mapped[str]
    """`pin`, `idea`, `cheer` or `thanks`."""
    about_kind: Mapped[str]
    """`voice`, `remark` or `win`."""
    about_id: Mapped[str]
    dialogue_id: Mapped[str | None] = mapped_column(ForeignKey("dialogues.id"), default=None, index=True)
    channel_id: Mapped[str]
    ts: Mapped[str]
    emoji: Mapped[str]
    """Slack's name with the skin tone."""
    is_on: Mapped[bool]
    event_ts: Mapped[str]
    """Slack's time of the newest adding or removing; an older one arriving late changes nothing."""
    changed_at: Mapped[datetime]
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    """Of thanks: when it was handed on to the author, which happens once."""
