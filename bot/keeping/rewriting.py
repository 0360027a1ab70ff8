"""Rewriting: the database's files are written anew, so that no byte of what was erased is left in them (decision 0011).

SQLite: `VACUUM` makes every page new, and the write-ahead log is emptied into the file and cut. PostgreSQL: statistics
that quote texts are dropped, every table is written anew with its indexes, and so is the catalogue's table of statistics.
Its own write-ahead log is the server's: it is recycled by and by, and archived where that is switched on.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection, LargeBinary, String, Table, text
from sqlalchemy.exc import OperationalError

from bot import logs
from bot.refusals import Busy
from bot.transaction import Database
from models import AliasKey, Base, PulseKey

log = structlog.get_logger()

AGAIN_AFTER_SECONDS = 0.2
LOCK_PATIENCE_MILLISECONDS = 300
"""Who waits for a table in PostgreSQL holds up everybody who comes behind."""
NOT_REWRITTEN = {AliasKey.__tablename__, PulseKey.__tablename__}
"""Hold nobody's words, and have their own way to forget (`bot.keeping.shredding`)."""
OLDER_READERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < :since
"""
"""PostgreSQL keeps what was erased for whoever began to read before."""

KNOWN_OF = "SELECT attname FROM pg_stats WHERE schemaname = current_schema() AND tablename = :name"


def rewrite(database: Database, *, patience_seconds: float) -> bool:
    """Write the files anew, beside the running app; False if others kept the database busy for that long."""
    until = time.monotonic() + patience_seconds
    if database.is_sqlite:
        return _try(lambda: _sqlite(database), until)
    with _alone(database) as connection:
        since: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    if not _try(partial(_is_read_by_nobody_older, database, since), until):
        return False
    tables = [one for one in Base.metadata.sorted_tables if one.name not in NOT_REWRITTEN]
    steps = [
        *(partial(_rewrite, database, table) for table in tables),
        partial(_rewrite_statistics, database),
    ]
    return all(_try(step, until) for step in steps)


def _try(step: Callable[[], bool], until: float) -> bool:
    """Do a step as soon as others let it through."""
    while True:
        try:
            if step():
                return True
        except (Busy, OperationalError) as error:
            log.info("files not rewritten yet", error=logs.named(error))
        if time.monotonic() > until:
            return False
        time.sleep(AGAIN_AFTER_SECONDS)


def _sqlite(database: Database) -> bool:
    database.run_alone("VACUUM")
    return database.empty_wal()


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """Give a connection outside of transactions, of its own, that keeps others waiting for a short while only."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        connection.execute(text(f"SET lock_timeout = {LOCK_PATIENCE_MILLISECONDS}"))
        yield connection


def _is_read_by_nobody_older(database: Database, since: datetime) -> bool:
    with _alone(database) as connection:
        return bool(connection.execute(text(OLDER_READERS), {"since": since}).scalar_one() == 0)


def _rewrite(database: Database, table: Table) -> bool:
    with _alone(database) as connection:
        _drop_statistics(connection, table)
        connection.execute(text(f"VACUUM (FULL, ANALYZE) {table.name}"))
    return True


def _rewrite_statistics(database: Database) -> bool:
    with _alone(database) as connection:
        connection.execute(text("VACUUM FULL pg_statistic"))
    return True


def _drop_statistics(connection: Connection, table: Table) -> None:
    """Drop what is known of a table's texts: a column that is given the type it has loses its statistics, no more."""
    known = connection.scalars(text(KNOWN_OF), {"name": table.name}).all()
    for column in table.columns:
        if column.name in known and isinstance(column.type, String | LargeBinary) and not column.foreign_keys:
            same = column.type.compile(connection.dialect)
            connection.execute(text(f"ALTER TABLE {table.name} ALTER COLUMN {column.name} TYPE {same}"))
