"""Shredding: keys that were destroyed go from the database's files as well (decision 0010)."""

from dataclasses import dataclass
from typing import cast

import structlog
from sqlalchemy import ColumnElement, Table, delete, exists, insert, or_, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.refusals import Busy
from bot.transaction import Database
from models import AliasKey, PulseKey

log = structlog.get_logger()


@dataclass(frozen=True)
class Keys:
    """A table of keys, each of one thing that comes to its end."""

    model: type[AliasKey | PulseKey]
    owner: InstrumentedAttribute[str]
    """The column that names whose key it is."""
    has_ended: ColumnElement[bool]
    """The condition under which that thing has ended, so that nobody may have its key any more."""

    @property
    def table(self) -> Table:
        return cast("Table", self.model.__table__)

    @property
    def is_destroyed(self) -> ColumnElement[bool]:
        """The condition for keys that nobody may have any more: marked so, or of what has ended."""
        return or_(self.model.key.is_(None), self.has_ended)


def shred(database: Database, keys: Keys) -> bool:
    """Write the keys' table anew without those that were destroyed, and empty SQLite's WAL; False: not yet possible.

    The mark of a destroyed key goes last, so that whoever comes after a crash does it again.
    """
    with database.reading() as session:
        if not session.scalar(select(exists().where(keys.is_destroyed))):
            return True
    try:
        with database.session() as session:
            destroyed = _rewrite(session, keys, keeps_marks=database.is_sqlite)
        if database.is_sqlite:
            if not database.empty_wal():
                return False
            with database.session() as session:
                session.execute(delete(keys.model).where(keys.owner.in_(destroyed)))
    except (Busy, OperationalError):  # somebody reads or writes just now: the next beat comes in a second
        return False
    log.info("keys shredded", table=keys.table.name, keys=len(destroyed))
    return True


def _rewrite(session: Session, keys: Keys, *, keeps_marks: bool) -> list[str]:
    """Write the table anew with only the living keys; return whose the others were.

    Rows are not copied by the database, which would take along what it deleted a moment ago.
    """
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        session.execute(text(f"LOCK TABLE {keys.table.name} IN ACCESS EXCLUSIVE MODE NOWAIT"))
    destroyed = list(session.scalars(select(keys.owner).where(keys.is_destroyed)))
    rows = [dict(row) for row in session.execute(select(keys.table)).mappings()]
    for row in rows:
        if row[keys.owner.key] in destroyed:
            row["key"] = None
    if not keeps_marks:
        rows = [row for row in rows if row["key"] is not None]
    if is_postgresql:
        session.execute(
            text(f"TRUNCATE {keys.table.name}")
        )  # a file of its own from now on, the old one goes
    else:
        session.execute(delete(keys.table))
    if rows:
        session.execute(insert(keys.table), rows)
    return destroyed
