"""Circles: co-creation projects with their rooms, their hosts and their hour of the week."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, false, true
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
    writes_ahead_hours: Mapped[int] = mapped_column(default=24, server_default="24")
    """How long before a dialogue its voices are laid out, so that people can write; 0: not before it opens."""
    wins_channel_id: Mapped[str | None] = mapped_column(default=None)
    wins_lost_because: Mapped[str | None] = mapped_column(default=None)
    """Slack's error when nothing can be posted there any more, as for rooms."""
    wins_is_shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Shared with another organisation, as for rooms."""
    record_channel_id: Mapped[str | None] = mapped_column(default=None)
    record_lost_because: Mapped[str | None] = mapped_column(default=None)
    record_is_shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    record_remarks: Mapped[bool] = mapped_column(default=False)
    """Whether the record holds every remark; else they stay in the rooms, and the record links to them."""
    questions: Mapped[list[str] | None] = mapped_column(default=None)
    """The hosts' own three questions; None: the ones that everybody starts with."""
    paused_at: Mapped[datetime | None] = mapped_column(default=None)
    next_on: Mapped[date | None] = mapped_column(default=None)
    """The nominal date of the next occurrence: its name, whatever day a holiday moves it to."""
    next_at: Mapped[datetime | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    has_gentle_notes: Mapped[bool] = mapped_column(default=False)
    """Whether people who judge or talk far above their share may get a private note; said at the opening."""
    has_pulse: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether every fourth dialogue is followed by four unnamed questions."""
    sittings: Mapped[int | None] = mapped_column(default=None)
    """After how many sittings it looks back and asks whether to go on; None: it has no end."""
    sittings_before: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many of its sittings do not count towards `sittings`: those before it went on."""
    came_round_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its last sitting had closed, until its hosts choose whether it goes on: meanwhile nothing opens."""
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its hosts closed it with thanks: it opens no more."""
    has_letter: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether its record room gets a weekly letter."""
    letter_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the next weekly letter is due; None: the beat has yet to plan it."""
    letter_until: Mapped[datetime | None] = mapped_column(default=None)
    """Up to when things were told in a letter, or were looked at and left nothing to tell."""

    rooms: Mapped[list["Room"]] = relationship(
        back_populates="circle", order_by="Room.position", cascade="all, delete-orphan"
    )
    hosts: Mapped[list["Host"]] = relationship(back_populates="circle", cascade="all, delete-orphan")

    @property
    def is_over(self) -> bool:
        """It has come to its end, or is closed: nothing opens, whatever the calendar says."""
        return self.came_round_at is not None or self.closed_at is not None


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


class RoomMember(InWorkspace, Base):
    """That somebody is in a channel which is a room, as Slack told it last: its circle's words are for them."""

    __tablename__ = "room_members"
    __table_args__ = (UniqueConstraint("workspace_id", "channel_id", "user_id"),)

    id: Mapped[RowId]
    channel_id: Mapped[str]
    user_id: Mapped[str] = mapped_column(index=True)
    told_at: Mapped[datetime]


class Host(InWorkspace, Base):
    """A person who runs a circle; no power over people or words, except taking a line down."""

    __tablename__ = "hosts"
    __table_args__ = (UniqueConstraint("circle_id", "user_id"),)

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    user_id: Mapped[str]
    is_deputy: Mapped[bool] = mapped_column(default=False)
    """Named by a host to do all that a host can."""

    circle: Mapped[Circle] = relationship(back_populates="hosts")


class AskedRoom(InWorkspace, Base):
    """A channel that somebody would like to seat in a circle: it joins when one of its members accepts there."""

    __tablename__ = "asked_rooms"
    __table_args__ = (UniqueConstraint("circle_id", "channel_id", "purpose"),)

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    channel_id: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[str]
    """`seat`, `wins` or `record`."""
    department: Mapped[str]
    """What it will stand for; empty for a wins room or a record room."""
    position: Mapped[int]
    asked_by: Mapped[str]
    """The user id of whoever set the circle up: a room they are a member of has accepted by that."""
    state: Mapped[str] = mapped_column(default="looking")
    """`looking` (Slack is asked what it is), `uninvited`, `asked`, `accepted` or `refused`."""
    because: Mapped[str | None] = mapped_column(default=None)
    """Why it is refused or waits: `not_found`, `archived`, `shared`, `left` …"""
    is_private: Mapped[bool] = mapped_column(default=False)
    is_shared: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime]
