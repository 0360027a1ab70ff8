"""Acts: what hosts and authors did with a circle or a dialogue. Who, what and when; never a word of anybody's."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Act(InWorkspace, Base):
    """One act of the audit log. Rows are only ever added."""

    __tablename__ = "acts"
    __table_args__ = (Index(None, "workspace_id", "circle_id", "at"),)

    id: Mapped[RowId]
    kind: Mapped[str]
    """`<entity>.<verb>`, as the button would be called: `dialogue.more`, `room.accept`, `remark.take_down`."""
    user_id: Mapped[str | None] = mapped_column(default=None)
    """Who acted; None when it was Entaku itself, or somebody who is promised to stay unnamed."""
    circle_id: Mapped[str | None] = mapped_column(ForeignKey("circles.id"), default=None)
    dialogue_id: Mapped[str | None] = mapped_column(ForeignKey("dialogues.id"), default=None, index=True)
    at: Mapped[datetime]
