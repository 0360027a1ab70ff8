"""The outbox: what Slack is to be told or asked, and the messages that stand there by our hand."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Post(InWorkspace, Base):
    """One message of ours in Slack. It keeps no text: only where the message stands and what it is about."""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "workspace_id", "channel_id", "ts"),
        Index(None, "workspace_id", "about_kind", "about_id"),
    )

    id: Mapped[RowId]
    key: Mapped[str]
    """Says what the message is (`card:<dialogue>:<room>`), so that writing it twice is harmless."""
    channel_id: Mapped[str]
    """A channel, or a user id for a direct message until Slack has told its channel."""
    thread_key: Mapped[str | None] = mapped_column(default=None)
    """The key of the post it replies to, or `ts:…` of somebody's own message (`bot.delivery.posts.in_thread`)."""
    ts: Mapped[str | None] = mapped_column(default=None)
    """Where it stands, once Slack has told; several remarks can share one message."""
    about_kind: Mapped[str | None] = mapped_column(default=None)
    about_id: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default="pending")
    """`pending`, `posted`, `deleted` or `failed`."""
    error: Mapped[str | None] = mapped_column(default=None)


class OutboxRow(InWorkspace, Base):
    """A call of the Web API that is still to be made. It goes, text and all, as soon as it is done."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "workspace_id", "lane", "id"),
        Index(None, "workspace_id", "key"),
        {"sqlite_autoincrement": True},  # SQLite would give a delivered row's id to the next one
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    kind: Mapped[str]
    """`post`, `update`, `delete` (of a post), `ephemeral` (at most once) or `ask` (a read whose answer runs on)."""
    method: Mapped[str]
    lane: Mapped[str]
    """What keeps order among posts: the channel (or user) id; for other kinds, what it is about."""
    key: Mapped[str]
    """The post's key; for an ask, what it asks, so that one question is asked once at a time."""
    arguments: Mapped[dict[str, Any]]
    priority: Mapped[int]
    """`bot.delivery.outbox.Priority`: who goes first when a budget is short."""
    is_ready: Mapped[bool] = mapped_column(default=True)
    """False while the words wait for a name or a picture; the row keeps its place in the lane."""
    joins: Mapped[str | None] = mapped_column(default=None)
    """Posts in a row of a lane with the same value may share one message (waiting remarks of a thread)."""
    answer: Mapped[str | None] = mapped_column(default=None)
    """The operation that runs with Slack's answer (`bot.delivery.answers`)."""
    subject: Mapped[str | None] = mapped_column(default=None)
    """What the answer is about: an id for that operation."""
    state: Mapped[str] = mapped_column(default="waiting")
    """`waiting`, `sending` (a process is at it until `claimed_until`) or `unsure` (Slack may have it)."""
    sent_as: Mapped[str | None] = mapped_column(default=None)
    """The key in the metadata of the message that carries this post: its own or that of the first it joined."""
    lookups: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(default=None)
    claimed_until: Mapped[datetime | None] = mapped_column(default=None)
    not_before: Mapped[datetime]
    """Real time, like every instant of delivery."""


class Budget(Base):
    """How much of one of Slack's rate limits is left: a bucket of tokens that refills."""

    __tablename__ = "budgets"

    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    """A method, or `chat.postMessage:<channel>`."""
    tokens: Mapped[float]
    counted_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None] = mapped_column(default=None)
    """Slack's Retry-After."""
