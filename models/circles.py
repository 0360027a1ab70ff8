"""Circles: co-creation projects with their rooms, their hosts and their hour of the week."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, InWorkspace, RowId


class Circle(InWorkspace, Base):
    """The rooms that talk as at one table, and when they do."""

    __tablename__ = "circles"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    id: Mapped[RowId]
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="ja")
    weekday: Mapped[int]
    """Monday is 0."""
    at: Mapped[str]
    """Local time `HH:MM` in `tz`."""
    tz: Mapped[str]
    holiday_rule: Mapped[str] = mapped_column(default="move")
    """`move` to the next working day, `skip`, or `ignore`."""
    voices_wanted: Mapped[int] = mapped_column(default=3)
    wins_channel_id: Mapped[str | None] = mapped_column(default=None)
    wins_lost_because: Mapped[str | None] = mapped_column(default=None)
    """Slack's error when nothing can be posted there any more, as for rooms."""
    record_channel_id: Mapped[str | None] = mapped_column(default=None)
    record_lost_because: Mapped[str | None] = mapped_column(default=None)
    paused_at: Mapped[datetime | None] = mapped_column(default=None)
    next_on: Mapped[date | None] = mapped_column(default=None)
    """The nominal date of the next occurrence: its name, whatever day a holiday moves it to."""
    next_at: Mapped[datetime | None] = mapped_column(default=None)
    created_at: Mapped[datetime]

    rooms: Mapped[list["Room"]] = relationship(
        back_populates="circle", order_by="Room.position", cascade="all, delete-orphan"
    )
    hosts: Mapped[list["Host"]] = relationship(back_populates="circle", cascade="all, delete-orphan")


class Room(InWorkspace, Base):
    """A Slack channel seated in a circle, with the department it stands for."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("circle_id", "channel_id"),)

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    channel_id: Mapped[str] = mapped_column(index=True)
    department: Mapped[str]
    position: Mapped[int]
    is_private: Mapped[bool] = mapped_column(default=False)
    is_shared: Mapped[bool] = mapped_column(default=False)
    """Shared with another organisation: seated only by a host's explicit word, and said on the card."""
    lost_because: Mapped[str | None] = mapped_column(default=None)
    """Slack's error when nothing can be posted there any more; None while the room is well."""

    circle: Mapped[Circle] = relationship(back_populates="rooms")


class Host(InWorkspace, Base):
    """A person who runs a circle; no power over people or words, except taking a line down."""

    __tablename__ = "hosts"
    __table_args__ = (UniqueConstraint("circle_id", "user_id"),)

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    user_id: Mapped[str]

    circle: Mapped[Circle] = relationship(back_populates="hosts")
