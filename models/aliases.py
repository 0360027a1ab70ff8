"""Aliases: who somebody is in one dialogue where they give no name. What links the two goes with the close."""

from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace

KEPT_OUT_OF_THE_LOG = (
    "ALTER TABLE {} SET UNLOGGED",
    "ALTER TABLE {} SET (autovacuum_enabled = false)",
    "ALTER TABLE {} ALTER COLUMN key SET STATISTICS 0",
)
"""PostgreSQL: no key is written to the WAL, and none is copied among the statistics, which are."""


class AliasKey(InWorkspace, Base):
    """The random key of a dialogue's aliases (decision 0010). Only `bot.bridge.aliases` reads it."""

    __tablename__ = "alias_keys"

    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    key: Mapped[bytes | None] = mapped_column(LargeBinary)
    """None: destroyed, but the database's files may still hold its bytes; the row goes when they do not."""


class Alias(InWorkspace, Base):
    """The name that an alias goes by as long as its dialogue is open."""

    __tablename__ = "aliases"
    __table_args__ = (UniqueConstraint("dialogue_id", "name"),)

    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    """A noun, as the locales name it (`bot.bridge.aliases.NOUNS`)."""


class UnderAlias:
    """Mixed into tables of what can be said without a name; the table has a `dialogue_id`, too."""

    alias: Mapped[str | None] = mapped_column(default=None)
    """Who said it, keyed: the same for all that one person says without a name in a dialogue. None after the close."""


def keep_out_of_the_log(target: Any, connection: Any, **_: Any) -> None:
    """Make a table of keys one that leaves as little as can be."""
    if connection.dialect.name == "postgresql":
        for statement in KEPT_OUT_OF_THE_LOG:
            connection.execute(text(statement.format(target.name)))


event.listen(AliasKey.__table__, "after_create", keep_out_of_the_log)
