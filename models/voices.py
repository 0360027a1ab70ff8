"""Voices: what customers said, in their own words."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Voice(InWorkspace, Base):
    """A customer's words (masked before they are stored) with where they come from."""

    __tablename__ = "voices"
    __table_args__ = (Index(None, "workspace_id", "state", "brought_at"),)

    id: Mapped[RowId]
    circle_id: Mapped[str | None] = mapped_column(ForeignKey("circles.id"), default=None)
    """The circle it was brought to; None: whichever circle of the workspace sits first."""
    submitter_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
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
    state: Mapped[str] = mapped_column(default="waiting")
    """`waiting`, `heard` (it was on the table) or `withdrawn` (its text is gone)."""
    brought_at: Mapped[datetime]
    heard_at: Mapped[datetime | None] = mapped_column(default=None)
