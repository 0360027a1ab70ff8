"""Vectors: what a watchword is found by."""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace


class Vector(InWorkspace, Base):
    """One text that a watchword is found by, as numbers: its phrase, or what is known of where it came from.

    It goes with its watchword, and with what the text stood in.
    """

    __tablename__ = "vectors"
    __table_args__ = (
        UniqueConstraint("watchword_id", "part", "source_id"),
        Index(None, "workspace_id", "id"),
        {"sqlite_autoincrement": True},  # a newer row has a higher id, even after the newest was removed
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    watchword_id: Mapped[str] = mapped_column(ForeignKey("watchwords.id", ondelete="CASCADE"))
    part: Mapped[str]
    """`bot.watchwords.search_parts.Part`: which of its texts it is."""
    source_id: Mapped[str] = mapped_column(index=True)
    """The id of what holds the text: a watchword, a voice, a note, a remark, an improvement."""
    digest: Mapped[str]
    """Of the text, to see that it has changed."""
    model: Mapped[str]
    """The version of the model that made it; empty: there was none, and it is found by its spelling alone."""
    numbers: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    """Half-precision, little-endian."""
