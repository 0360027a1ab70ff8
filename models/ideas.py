"""Ideas: what people noticed at a dialogue, marked with 💡 or written at its close, until something is made of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Idea(InWorkspace, Base):
    """A remark or a note that people marked, or a line written as an idea (`text`)."""

    __tablename__ = "ideas"
    __table_args__ = (UniqueConstraint("workspace_id", "about_kind", "about_id"),)

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), index=True)
    voice_id: Mapped[str | None] = mapped_column(ForeignKey("voices.id"), default=None)
    """The voice that it is about, where that is known."""
    about_kind: Mapped[str]
    """`remark`, `note` or `written`."""
    about_id: Mapped[str | None] = mapped_column(default=None)
    """The remark or note, which holds the words."""
    text: Mapped[str | None] = mapped_column(default=None)
    """The words of a written one."""
    writer_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None, index=True)
    """Who wrote a written one; they may take it back."""
    marks: Mapped[int] = mapped_column(default=0)
    """People who marked it, each once."""
    state: Mapped[str] = mapped_column(default="waiting")
    """`waiting`, or `taken_up` once an improvement came of it."""
    noted_at: Mapped[datetime]
    offered_in_id: Mapped[str | None] = mapped_column(ForeignKey("dialogues.id"), default=None, index=True)
    """The later dialogue on a related voice at whose opening it was offered again."""
