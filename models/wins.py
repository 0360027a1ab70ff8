"""Wins: small successes, tied to where they came from."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Win(InWorkspace, Base):
    """A small success that somebody shared with /wins."""

    __tablename__ = "wins"

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    headline: Mapped[str]
    kind: Mapped[str] = mapped_column(default="other")
    """`complaints`, `sales_talk`, `idea`, `team`, `kindness` or `other`."""
    before: Mapped[str | None] = mapped_column(default=None)
    """How much it was, or what was said: a number as it was typed, of `sales_talk` the old words."""
    after: Mapped[str | None] = mapped_column(default=None)
    unit: Mapped[str | None] = mapped_column(default=None)
    period: Mapped[str | None] = mapped_column(default=None)
    """What both numbers were counted over: `day`, `week`, `month`, `quarter` or `year`."""
    origin_kind: Mapped[str | None] = mapped_column(default=None)
    """`voice`, `dialogue`, `watchword`, `idea` or `improvement`, or None."""
    origin_id: Mapped[str | None] = mapped_column(default=None, index=True)
    dialogue_id: Mapped[str | None] = mapped_column(default=None, index=True)
    """The dialogue of what it came from, by which it stays on the trail when that has gone."""
    thanks: Mapped[list[str]] = mapped_column(default=list)
    """User ids (`U…`) of colleagues thanked by name."""
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    """Pictures: `bot.files.File`, dumped."""
    cheers: Mapped[int] = mapped_column(default=0)
    posted_at: Mapped[datetime]
