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
    """What was pinned: `voice` or `remark`."""
    about_id: Mapped[str]
    phrase: Mapped[str]
    pins: Mapped[int]
    """People who pin it, each once, whatever copies they pinned."""
    state: Mapped[str] = mapped_column(default="nominee")
    """`nominee` or `adopted`."""
    nominated_at: Mapped[datetime]
    adopted_at: Mapped[datetime | None] = mapped_column(default=None)
