"""Uses: when a watchword was taken up in people's work, and in which threads it was shared."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Use(InWorkspace, Base):
    """One time a watchword was taken up. It goes with its watchword."""

    __tablename__ = "uses"
    __table_args__ = (Index(None, "watchword_id", "used_at"),)

    id: Mapped[RowId]
    watchword_id: Mapped[str] = mapped_column(ForeignKey("watchwords.id", ondelete="CASCADE"))
    kind: Mapped[str]
    """`bot.watchwords.use_form.UseKind`."""
    decided: Mapped[str | None] = mapped_column(default=None)
    """What was decided, in one line."""
    used_at: Mapped[datetime]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None, index=True)
    """Who noted it, so that they can take it back; nobody is shown it, and it goes after a while."""
    channel_id: Mapped[str | None] = mapped_column(default=None)
    """Where the message stands that was measured, if it was one."""
    message_url: Mapped[str | None] = mapped_column(default=None)


class Share(InWorkspace, Base):
    """That somebody shares a watchword in the thread of a message: asked for, standing there or refused."""

    __tablename__ = "shares"
    __table_args__ = (UniqueConstraint("watchword_id", "channel_id", "thread_ts"),)

    id: Mapped[RowId]
    watchword_id: Mapped[str] = mapped_column(ForeignKey("watchwords.id", ondelete="CASCADE"))
    channel_id: Mapped[str]
    thread_ts: Mapped[str]
    """The first message of the thread, whose-ever it is."""
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None, index=True)
    state: Mapped[str] = mapped_column(default="asked")
    """`asked` (Slack is asked what the channel is), `posted` or `refused`."""
    because: Mapped[str | None] = mapped_column(default=None)
    """Why it is refused: `outside`, `shared`, `archived` or `locked`."""
    asked_in: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    """The form in which to tell what came of it: its view's id and what it remembers, without a word of the message."""
    asked_at: Mapped[datetime]
