"""The running app through the sandbox, over HTTP and Socket Mode, on SQLite and PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests import databases
from tests.e2e.stage import Stage, Table, staged

PAIRS = ["http-sqlite", pytest.param("socket-postgresql", marks=pytest.mark.postgresql)]
"""The two ways in and the two databases are covered by two of the four pairs."""


@pytest.fixture(params=PAIRS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """Give a stage where the app has not started yet."""
    with _staged(request, tmp_path) as ready:
        yield ready


@pytest.fixture(scope="module", params=PAIRS)
def shared_table(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """Give an open dialogue at its first question, which the tests of a module have one after the other."""
    with _staged(request, tmp_path_factory.mktemp("table")) as ready:
        yield Table(ready, ready.in_the_middle())


@pytest.fixture
def table(shared_table: Table) -> Iterator[Table]:
    """Give an open dialogue at its first question where others may have talked before: each knows its own words."""
    yield shared_table
    shared_table.stage.sandbox.clear_faults()


def _staged(request: pytest.FixtureRequest, folder: Path) -> AbstractContextManager[Stage]:
    mode, dialect = request.param.split("-")
    if dialect == "postgresql":
        server, like = (
            request.getfixturevalue(name) for name in ("postgresql_server", "migrated_postgresql")
        )
        return staged(folder, mode, databases.one_more(server, like=like))
    path = folder / "entaku.sqlite3"
    shutil.copy(request.getfixturevalue("migrated_template"), path)
    return staged(folder, mode, f"sqlite:///{path}")
