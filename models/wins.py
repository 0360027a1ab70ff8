"""Wins: small successes, tied to where they came from."""

from datetime import datetime

from sqlalchemy import ForeignKey
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
    after: Mapped[str | None] = mapped_column(default=None)
    unit: Mapped[str | None] = mapped_column(default=None)
    origin_kind: Mapped[str | None] = mapped_column(default=None)
    """`dialogue` or `voice`, or None."""
    origin_id: Mapped[str | None] = mapped_column(default=None)
    thanks: Mapped[list[str]] = mapped_column(default=list)
    """User ids (`U…`) of colleagues thanked by name."""
    cheers: Mapped[int] = mapped_column(default=0)
    posted_at: Mapped[datetime]
