"""The running app through the sandbox, over HTTP and Socket Mode, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.e2e.stage import Stage, staged


@pytest.fixture(scope="session")
def bare_postgresql(postgresql_server: str) -> str:
    return databases.one_more(postgresql_server, "bare")


@pytest.fixture(params=["http-sqlite", "socket-postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """Give a stage with an app; the two ways in and the two databases are covered by two of the four pairs."""
    mode, dialect = request.param.split("-")
    url = f"sqlite:///{tmp_path}/entaku.sqlite3"
    if dialect == "postgresql":
        url = request.getfixturevalue("bare_postgresql")
        databases.drop_tables(url)
    with staged(tmp_path, mode, url) as ready:
        yield ready
