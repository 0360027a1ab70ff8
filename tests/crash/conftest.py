from collections.abc import Callable

import pytest

from bot.transaction import Database
from tests import databases

FreshDatabase = Callable[[], str]


@pytest.fixture
def fresh_database(database_url: str, kept: dict[str, Database]) -> FreshDatabase:
    """Give the address of an empty database with all tables, each time it is called."""

    def fresh() -> str:
        databases.empty_tables(kept[database_url].engine)
        return database_url

    return fresh
