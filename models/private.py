"""Private messages that wait for their hour, and how many came to whom on which day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class PrivateMessage(InWorkspace, Base):
    """A private message that waits. It goes, text and all, as soon as it is sent or has lapsed."""

    __tablename__ = "private_messages"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "due_at"),
    )

    id: Mapped[RowId]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    """`bot.people.private.Kind`."""
    key: Mapped[str]
    """The key that its post will have."""
    arguments: Mapped[dict[str, Any]]
    """Text and blocks, as its post will have them."""
    is_urgent: Mapped[bool]
    earliest: Mapped[datetime]
    latest: Mapped[datetime | None] = mapped_column(default=None)
    """After this nobody needs it any more: it lapses. None: it waits for as long as it takes."""
    due_at: Mapped[datetime]
    """When the beat tries next: the person's hours and what they have had already decide."""


class PrivateDay(InWorkspace, Base):
    """How many private messages came to somebody on one day of their time zone, whatever they were about."""

    __tablename__ = "private_days"
    __table_args__ = (UniqueConstraint("person_id", "day"),)

    id: Mapped[RowId]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    sent: Mapped[int]
