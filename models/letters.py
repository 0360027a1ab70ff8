"""Weekly letters: what each one told of, so that it follows when something of it is edited or goes. No words."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Letter(InWorkspace, Base):
    """One weekly letter of a circle, in its record room as the post `letter:<id>`."""

    __tablename__ = "letters"

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
    """It tells of what happened after `since`, up to and with this instant."""
    holds: Mapped[list[str]] = mapped_column(default=list)
    """`<part>:<kind>:<id>` in the order in which it tells them (`bot.letters.letter_news.Part`)."""
