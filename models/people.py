"""People: Slack users as Entaku knows them, by name and never by title."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Person(InWorkspace, Base):
    """A member of a workspace. Until Slack was asked (`learned_at` is None) only the user id is known."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)

    id: Mapped[RowId]
    user_id: Mapped[str]
    name: Mapped[str | None] = mapped_column(default=None)
    """As shown at the table: no job title, no department."""
    locale: Mapped[str | None] = mapped_column(default=None)
    """`ja` or `en`; None while unknown or when Slack does not say."""
    tz: Mapped[str | None] = mapped_column(default=None)
    picture_url: Mapped[str | None] = mapped_column(default=None)
    department: Mapped[str | None] = mapped_column(default=None)
    """The department of the room they last spoke in or brought a voice from."""
    is_bot: Mapped[bool] = mapped_column(default=False)
    is_external: Mapped[bool] = mapped_column(default=False)
    """Belongs to another organisation (Slack Connect)."""
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    learned_at: Mapped[datetime | None] = mapped_column(default=None)
