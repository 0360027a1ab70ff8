"""Steps: what falls due at an instant of product time."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Step(InWorkspace, Base):
    """One thing to do once, at or after `due_at`: the row is done with its effects, in one transaction."""

    __tablename__ = "steps"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "done_at", "due_at"),
    )

    id: Mapped[RowId]
    key: Mapped[str]
    """`open:<circle>:2026-11-30`, `stage:<dialogue>:question_1`: planning it twice is harmless."""
    name: Mapped[str]
    """Which operation (`scheduler.steps`)."""
    circle_id: Mapped[str | None] = mapped_column(ForeignKey("circles.id"), default=None, index=True)
    dialogue_id: Mapped[str | None] = mapped_column(ForeignKey("dialogues.id"), default=None, index=True)
    argument: Mapped[str | None] = mapped_column(default=None)
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(default=None)
