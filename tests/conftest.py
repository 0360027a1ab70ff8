"""The cast and the stage of the tests: databases, a clock that a test moves, known people."""

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from bot import schema
from bot.people import people
from bot.transaction import Database, Transaction
from models import OutboxRow, Person, Workspace
from tests import databases

# A busy machine is no bug: how long an example takes is for the benchmarks to say.
settings.register_profile("entaku", deadline=None)
settings.load_profile("entaku")

YOUNG = 20_000
"""Objects between two sweeps of the garbage: at Python's 700 a tenth of the time goes into walking through modules and tests."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is slow runs on SQLite in `make test`, and on PostgreSQL too in `make test-long`."""
    for item in items:
        if item.get_closest_marker("slow") and item.get_closest_marker("postgresql"):
            item.add_marker("long")


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)


TEAM = "T0TEAM"
MONDAY_TEN_IN_TOKYO = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
Begin = Callable[..., AbstractContextManager[Transaction]]


class FakeClock:
    """Product time that stands still until a test moves it."""

    def __init__(self, now: datetime = MONDAY_TEN_IN_TOKYO) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **by: float) -> datetime:
        """Move on by `minutes=…`, `hours=…`, `days=…`."""
        self._now += timedelta(**by)
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    databases.make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an empty database as a command of the app leaves it, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "template.sqlite3"
    schema.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_url(sqlite_template: Path) -> str:
    path = sqlite_template.with_name("entaku.sqlite3")
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with databases.postgresql_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: str) -> str:
    databases.make_tables(postgresql_server)
    return postgresql_server


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> str:
    """Give the name of an empty database as a command of the app leaves it, to make others like it."""
    url = databases.one_more(postgresql_server)
    schema.migrate(url)
    return str(make_url(url).database)


@pytest.fixture(scope="session")
def kept() -> Iterator[dict[str, Database]]:
    """Keep connections and compiled statements from test to test: to make them anew takes longer than most tests."""
    databases_by_url: dict[str, Database] = {}
    yield databases_by_url
    for one in databases_by_url.values():
        one.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, kept: dict[str, Database]) -> str:
    """Give the address of an empty database with all tables: each test runs on SQLite and on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    if url not in kept:
        kept[url] = Database(url, FakeClock())
    databases.empty_tables(kept[url].engine)
    return url


@pytest.fixture
def database(database_url: str, clock: FakeClock, kept: dict[str, Database]) -> Database:
    """Give an empty database with one workspace, T0TEAM."""
    made = Database(database_url, clock, contact="help@example.com")
    made.engine = kept[database_url].engine
    with made.session() as session:
        install(session)
    return made


def install(session: Session, team_id: str = TEAM) -> None:
    """Install Entaku in a workspace."""
    session.add(
        Workspace(
            id=team_id,
            name="Test Company",
            bot_user_id="U0BOT",
            bot_id="B0BOT",
            installed_at=MONDAY_TEN_IN_TOKYO,
        )
    )


@pytest.fixture
def begin(database: Database) -> Begin:
    """Begin a transaction as somebody: `with begin("U0AKI", locale="en") as tx`; they are known by name."""

    @contextmanager
    def beginning(
        user: str = "U0AKI", *, name: str = "秋", locale: str = "ja", team_id: str = TEAM
    ) -> Iterator[Transaction]:
        with database.begin(team_id) as tx:
            tx.person = known(tx, user, name=name, locale=locale)
            yield tx

    return beginning


def known(tx: Transaction, user: str, *, name: str, locale: str = "ja") -> Person:
    """Return a person whom Slack has already told us about."""
    person = people.find(tx, user)
    if person is None:
        person = Person(
            workspace_id=tx.workspace.id,
            user_id=user,
            name=name,
            locale=locale,
            tz="Asia/Tokyo",
            picture_url=f"https://pictures.example/{user}.png",
            asked_at=tx.now,
            learned_at=tx.now,
        )
        tx.session.add(person)
        tx.session.flush()
    return person


def outbox_rows(tx: Transaction, kind: str | None = None) -> list[OutboxRow]:
    """Return what waits in the outbox, oldest first."""
    rows = select(OutboxRow).where(OutboxRow.workspace_id == tx.workspace.id).order_by(OutboxRow.id)
    return [row for row in tx.session.scalars(rows) if kind in {None, row.kind}]
