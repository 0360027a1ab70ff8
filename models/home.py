"""The home tab: who opened it a short while ago, and what changed since that it may show."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class OpenedHome(InWorkspace, Base):
    """That somebody opened their home. It is kept current for a day; then the row goes."""

    __tablename__ = "opened_homes"

    id: Mapped[RowId]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), unique=True)
    opened_at: Mapped[datetime]
    digest: Mapped[str | None] = mapped_column(default=None)
    """Of the view that was published last; no text. None: none was yet."""


class HomeChange(InWorkspace, Base):
    """That something which homes show has changed. It goes as soon as the homes concerned were looked at."""

    __tablename__ = "home_changes"

    id: Mapped[RowId]
    kind: Mapped[str]
    """Whose homes it concerns (`bot.home.home_changes.Kind`)."""
    about_id: Mapped[str | None] = mapped_column(default=None)
    """Of a circle or a person."""
    claimed_until: Mapped[datetime | None] = mapped_column(default=None)
    """Real time: a process looks at the homes until then; later, it is gone."""
