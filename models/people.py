"""People: Slack users as Entaku knows them, by name and never by title."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, false
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
    is_guest: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A guest account: sees the channels they were invited to, and nothing of the company beyond them."""
    is_admin: Mapped[bool] = mapped_column(default=False)
    """An admin or owner of the Slack workspace: may say who sets up circles."""
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    """When we learnt that the account is gone."""
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    learned_at: Mapped[datetime | None] = mapped_column(default=None)
    muted: Mapped[list[str]] = mapped_column(default=list)
    """The kinds of private messages (`bot.people.private.Kind`) that they switched off."""
    introduced_at: Mapped[datetime | None] = mapped_column(default=None)
    """When they were at a table for the first time and were told how it goes."""
    has_table: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Switched "my table" on: sees who of those who did, too, sat with them, and is seen by them."""
