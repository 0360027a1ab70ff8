"""Notes: what people write silently before anyone speaks, and questions that are kept for a customer."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.aliases import UnderAlias
from models.base import Base, InWorkspace, RowId
from models.dialogues import Dialogue
from models.voices import Voice


class Note(UnderAlias, InWorkspace, Base):
    """What somebody wrote about one voice. It holds no time: an unnamed one must not tell when it was written."""

    __tablename__ = "notes"
    __table_args__ = (Index(None, "dialogue_id", "alias"),)

    id: Mapped[RowId]
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), index=True)
    voice_id: Mapped[str] = mapped_column(ForeignKey("voices.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    """Who wrote it, where they put their name to it."""
    text: Mapped[str]
    position: Mapped[int | None] = mapped_column(default=None)
    """Its place among the opened ones, the same in every room; None while it is closed."""
    is_late: Mapped[bool] = mapped_column(default=False)
    """Written after the others were opened."""
    is_gone: Mapped[bool] = mapped_column(default=False)
    """Taken down: the row stays empty, so that nothing returns."""

    dialogue: Mapped[Dialogue] = relationship()
    voice: Mapped[Voice] = relationship()


class CustomerQuestion(InWorkspace, Base):
    """Something a table would like to ask a customer, and what the customer says when somebody brings it back."""

    __tablename__ = "customer_questions"

    id: Mapped[RowId]
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), index=True)
    voice_id: Mapped[str] = mapped_column(ForeignKey("voices.id"), index=True)
    asker_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]
    answer: Mapped[str | None] = mapped_column(default=None)
    answerer_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None] = mapped_column(default=None)

    dialogue: Mapped[Dialogue] = relationship()
    voice: Mapped[Voice] = relationship()
