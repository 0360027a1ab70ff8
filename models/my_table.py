"""My table: who sat where, of those who want to meet again, and what they are asking of each other in Slack."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class TableSeat(InWorkspace, Base):
    """That somebody who switched "my table" on had a seat at a dialogue: kept after its close, for that alone."""

    __tablename__ = "table_seats"
    __table_args__ = (UniqueConstraint("dialogue_id", "person_id"),)

    id: Mapped[RowId]
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    department: Mapped[str]
    """What their room stands for."""


class TableAsk(InWorkspace, Base):
    """That somebody asks people of a table again, in a group message whose first line is the post `table:<id>`."""

    __tablename__ = "table_asks"

    id: Mapped[RowId]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    user_ids: Mapped[list[str]] = mapped_column(default=list)
    """Whom, until the first line stands there; then nobody."""
    line: Mapped[str]
    """The first line, until it stands there; then nothing."""
    asked_at: Mapped[datetime]
