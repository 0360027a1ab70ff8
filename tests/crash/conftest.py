import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests import databases

FreshDatabase = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_database(request: pytest.FixtureRequest, tmp_path: Path) -> FreshDatabase:
    """Give the address of an empty database with all tables, each time it is called."""
    if request.param == "sqlite":
        return lambda: _copy(request.getfixturevalue("sqlite_template"), tmp_path)
    url: str = request.getfixturevalue("postgresql_url")
    _do_not_wait_for_the_disk(url)

    def emptied() -> str:
        databases.empty(url)
        return url

    return emptied


def _copy(template: Path, folder: Path) -> str:
    for old in folder.iterdir():
        old.unlink()
    path = folder / "entaku.sqlite3"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


def _do_not_wait_for_the_disk(url: str) -> None:
    """Let commits return before they are on the disk: it is our process that crashes here, not the server."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("ALTER ROLE CURRENT_USER SET synchronous_commit = off"))
    engine.dispose()
