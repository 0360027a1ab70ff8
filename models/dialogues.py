"""Dialogues: one 30-minute sitting each, its threads, the voices on its table and the remarks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.aliases import UnderAlias
from models.base import Base, InWorkspace, RowId
from models.circles import Circle, Room
from models.voices import Voice


class Dialogue(InWorkspace, Base):
    """One sitting of a circle. At most one an occurrence (`nominal_on`); opened by hand it has none."""

    __tablename__ = "dialogues"
    __table_args__ = (UniqueConstraint("circle_id", "nominal_on"),)

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"))
    nominal_on: Mapped[date | None] = mapped_column(default=None)
    seed: Mapped[str]
    """What chose the voices; the same seed over the same waiting voices chooses the same."""
    agenda: Mapped[dict[str, Any]]
    """The agenda as it was when the dialogue opened (`bot.dialogues.agenda.Agenda`)."""
    questions: Mapped[list[str] | None] = mapped_column(default=None)
    """The circle's questions as they were when the dialogue opened; None: the ones everybody starts with."""
    extended_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a host gave it five more minutes, which is possible once."""
    stage: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    """`planned` (a circle's next one), `open`, `closing` (what Slack holds is read once more) or `closed`."""
    last_seq: Mapped[int] = mapped_column(default=0)
    """The one order of remarks: the order of commits, counted here under this row's lock."""
    started_at: Mapped[datetime]
    """For a planned dialogue: when it is to open."""
    notes_opened_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the notes were opened; until then remarks stay in their rooms."""
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was settled which improvement to begin with, or that there is none."""
    closed_at: Mapped[datetime | None] = mapped_column(default=None)

    circle: Mapped[Circle] = relationship(lazy="joined", innerjoin=True)
    threads: Mapped[list["Thread"]] = relationship(back_populates="dialogue", order_by="Thread.position")
    seated: Mapped[list["SeatedVoice"]] = relationship(
        back_populates="dialogue", order_by="SeatedVoice.position"
    )


RUNNING = ("open", "closing")
"""States of a dialogue whose remarks are still taken in."""


class Thread(InWorkspace, Base):
    """The dialogue's thread in one room. Its first message is the card, the post `card_key`."""

    __tablename__ = "threads"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "room_id"),
        Index(None, "workspace_id", "channel_id", "ts"),
    )

    id: Mapped[RowId]
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), index=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    channel_id: Mapped[str]
    department: Mapped[str]
    position: Mapped[int]
    ts: Mapped[str | None] = mapped_column(default=None)
    """The card's ts, once Slack has told it."""
    prompt_ts: Mapped[str | None] = mapped_column(default=None)
    prompt_url: Mapped[str | None] = mapped_column(default=None)
    """Where the newest question stands, and the link to it."""
    permalink: Mapped[str | None] = mapped_column(default=None)
    """The address of a closed thread that whoever reads the record may read as well."""

    dialogue: Mapped[Dialogue] = relationship(back_populates="threads")
    room: Mapped[Room] = relationship()

    @property
    def card_key(self) -> str:
        return f"card:{self.dialogue_id}:{self.room_id}"


class SeatedVoice(InWorkspace, Base):
    """A voice on the table of a dialogue, and why it was picked."""

    __tablename__ = "seated_voices"
    __table_args__ = (UniqueConstraint("dialogue_id", "voice_id"),)

    id: Mapped[RowId]
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), index=True)
    voice_id: Mapped[str] = mapped_column(ForeignKey("voices.id"), index=True)
    position: Mapped[int]
    reason: Mapped[str]
    """`bot.voices.selection.Reason` by name; the words for it are in the locales."""

    dialogue: Mapped[Dialogue] = relationship(back_populates="seated")
    voice: Mapped[Voice] = relationship()


class Remark(UnderAlias, InWorkspace, Base):
    """Something a person said in a dialogue's thread, or without a name. Deleted ones stay as empty rows, so that
    nothing returns.

    Said without a name it has neither person nor thread nor place of its own: it stands in every room as a copy.
    """

    __tablename__ = "remarks"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel_id", "ts"),
        UniqueConstraint("dialogue_id", "seq"),
    )

    id: Mapped[RowId]
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), index=True)
    thread_id: Mapped[str | None] = mapped_column(ForeignKey("threads.id"), default=None)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    alias_name: Mapped[str | None] = mapped_column(default=None)
    """The noun that stands for who said it without a name; it stays after the close, as it does in the rooms."""
    channel_id: Mapped[str | None] = mapped_column(default=None)
    ts: Mapped[str | None] = mapped_column(default=None)
    seq: Mapped[int]
    text: Mapped[str]
    """As Slack sends it: escaped, with its tokens."""
    files: Mapped[list[Any]] = mapped_column(default=list)
    """For each file: id, name, mimetype, url, permalink; `copy_id` once a picture is ours to show."""
    edited_ts: Mapped[str | None] = mapped_column(default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    said_at: Mapped[datetime]
    """Of what is said without a name only the minute."""

    @property
    def is_unnamed(self) -> bool:
        return self.alias_name is not None
