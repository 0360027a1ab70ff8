"""Watchwords: customers' phrases that people pinned and a dialogue adopted."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Watchword(InWorkspace, Base):
    """A pinned phrase (`nominee`) or one to steer by (`adopted`)."""

    __tablename__ = "watchwords"
    __table_args__ = (UniqueConstraint("workspace_id", "about_kind", "about_id"),)

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), index=True)
    about_kind: Mapped[str]
    """What was pinned: `voice`, `note` or `remark`."""
    about_id: Mapped[str]
    phrase: Mapped[str]
    pins: Mapped[int]
    """People who pin it, each once, whatever copies they pinned."""
    state: Mapped[str] = mapped_column(default="nominee")
    """`nominee` or `adopted`."""
    nominated_at: Mapped[datetime]
    why: Mapped[str | None] = mapped_column(default=None)
    """Why it stayed with somebody who chose these words of a longer text."""
    joined_to_id: Mapped[str | None] = mapped_column(ForeignKey("watchwords.id"), default=None, index=True)
    """The one that says nearly the same: their pins count together, and only that one is on the shelf."""
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it stands by itself: what it came from, or the pins on it, have reached their age."""
    files: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    """Ids of our files in Slack that were made of it; they go when it goes."""
    adopted_at: Mapped[datetime | None] = mapped_column(default=None)
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its hosts were last asked what to do with it, since nobody took it up for long."""
    revived_at: Mapped[datetime | None] = mapped_column(default=None)
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it is on no list and found by no search; records keep it, and it can be brought back."""


class ChosenPhrase(InWorkspace, Base):
    """The words that somebody who pinned a longer text would keep of it. It goes with their pin."""

    __tablename__ = "chosen_phrases"
    __table_args__ = (UniqueConstraint("workspace_id", "about_kind", "about_id", "person_id"),)

    id: Mapped[RowId]
    about_kind: Mapped[str]
    about_id: Mapped[str]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    phrase: Mapped[str]
    why: Mapped[str | None] = mapped_column(default=None)
    chosen_at: Mapped[datetime]
