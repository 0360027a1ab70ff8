"""Seats: who said that they take part in a dialogue, and in which room; and the marks of nudges while it runs."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, InWorkspace, RowId
from models.circles import Room
from models.people import Person


class Seat(InWorkspace, Base):
    """A person's seat in a dialogue, planned or open: one, in one room, whichever rooms they are in."""

    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("dialogue_id", "person_id"),)

    id: Mapped[RowId]
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    taken_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    room: Mapped[Room] = relationship()


class NudgeMark(InWorkspace, Base):
    """That somebody had the one nudge of a running dialogue: a keyed hash, which goes with the close."""

    __tablename__ = "nudge_marks"
    __table_args__ = (UniqueConstraint("dialogue_id", "mark"),)

    id: Mapped[RowId]
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"))
    mark: Mapped[str]
