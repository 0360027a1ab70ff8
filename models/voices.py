"""Voices: what customers said, in their own words."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, InWorkspace, RowId


class Voice(InWorkspace, Base):
    """A customer's words (masked before they are stored) with where they come from."""

    __tablename__ = "voices"
    __table_args__ = (
        Index(None, "workspace_id", "state", "brought_at"),
        UniqueConstraint("workspace_id", "import_key"),
    )

    id: Mapped[RowId]
    circle_id: Mapped[str | None] = mapped_column(ForeignKey("circles.id"), default=None)
    """The circle it was brought to; None: whichever circle of the workspace sits first."""
    submitter_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True, default=None)
    """None: it came from a table (`bot.voices.importing`), and there is nobody in Slack to tell of it."""
    quote: Mapped[str]
    scene: Mapped[str | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)
    segment: Mapped[str | None] = mapped_column(default=None)
    said_on: Mapped[date | None] = mapped_column(default=None)
    product: Mapped[str | None] = mapped_column(default=None)
    consent: Mapped[str] = mapped_column(default="inside")
    """`public`, `agreed` or `inside`; `refused` is never kept as a quote."""
    department: Mapped[str | None] = mapped_column(default=None)
    """The submitter's department when they brought it."""
    heard_by: Mapped[str | None] = mapped_column(default=None)
    """Who heard it, as free text, where its submitter has no account of their own."""
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """`bot.files.File`, dumped."""
    message_url: Mapped[str | None] = mapped_column(default=None)
    """Where the message stands that it was brought from."""
    state: Mapped[str] = mapped_column(default="waiting")
    """`waiting`, `seated` (on the table of a planned dialogue), `heard` or `withdrawn` (its text is gone)."""
    brought_at: Mapped[datetime]
    heard_at: Mapped[datetime | None] = mapped_column(default=None)
    import_key: Mapped[str | None] = mapped_column(default=None)
    """Of a voice from a table: by what its row is known again (`bot.voices.importing.key`). Stays when the text goes."""

    held_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when a host lets it wait without being picked."""
    forward_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a host brought it forward: it is picked next."""
    is_moved: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A host held it once, swapped it out, chose it or brought it forward: how long it waits is not promised."""
    joined_to_id: Mapped[str | None] = mapped_column(ForeignKey("voices.id"), default=None, index=True)
    """The voice on a table that says the same; what happens to that one happens to this one."""

    joined: Mapped[list["Voice"]] = relationship(order_by="(Voice.brought_at, Voice.id)", viewonly=True)
    """Those that say the same and are heard with it."""
