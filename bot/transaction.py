"""One transaction an operation: rows and outbox rows are committed together, or not at all."""

import fcntl
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Insert, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.agreement import Agreement
from bot.clock import Clock
from bot.delivery.outbox import Outbox
from bot.faultpoints import FaultPoint, reach
from bot.home.home_changes import CHANGED as HOMES_CHANGED
from bot.periods import Periods
from bot.refusals import Busy
from bot.texts import DEFAULT, Words, words
from bot.watchwords.vectors import CHANGED as WORDS_CHANGED
from models import Base, Person, Workspace
from models.base import InWorkspace

PATIENCE_SECONDS = 1.0
"""How long a listener waits for a locked database; Slack wants its ack within 3 s."""
LONG_PATIENCE_SECONDS = 10.0
"""How long delivery, the beat and the command line wait: nobody is waiting for them."""
WAL_PATIENCE_MILLISECONDS = 100
"""How long the WAL's emptying waits for readers, and writers for it: it is tried again a second later."""

Row = TypeVar("Row", bound=InWorkspace)

REMEMBERED_SECONDS = 2.0
WORKSPACE_CHANGED = "workspace changed"


class UnknownWorkspace(LookupError):
    """A payload of a Slack team where Entaku is not installed."""


class AlreadyRunning(RuntimeError):
    """A second app was started on the same SQLite file."""


@dataclass
class Transaction:
    """What an operation works with. Leaving the block that made it commits; an exception rolls back."""

    session: Session
    outbox: Outbox
    workspace: Workspace
    now: datetime
    """Product time, one instant for the whole transaction."""
    contact: str | None = None
    """Whom people can turn to, as the operator named them."""
    periods: Periods = field(default_factory=Periods)
    """How long what is stored stays, as the operator set it."""
    agreement: Agreement = field(default_factory=Agreement)
    """Who has to agree before a phrase is a watchword, as the operator set it."""
    has_inside_assistant: bool = False
    """AI assistants may be told what stays inside, as the operator set it."""
    person: Person | None = None
    """Who acts, where somebody does."""

    @property
    def actor(self) -> Person:
        if self.person is None:
            raise LookupError("nobody acts in this transaction")
        return self.person

    @property
    def words(self) -> Words:
        """The private words of whoever acts."""
        return words(self.person.locale if self.person and self.person.locale else DEFAULT)

    def find(self, table: type[Row], row_id: str, **how: Any) -> Row | None:
        """Return a row of this workspace by its id; another workspace's is as little there as one that never was.

        `how`: what `Session.get` takes besides, as `with_for_update` and `populate_existing`.
        """
        row = self.session.get(table, row_id, **how)
        return row if row is not None and row.workspace_id == self.workspace.id else None

    def add_once(self, table: type[Base], **values: Any) -> bool:
        """Insert a row unless its unique key is taken; say whether it was inserted."""
        statement = insert_once(table, self.session.get_bind().dialect.name)
        done = self.session.connection().execute(
            statement, values, execution_options={"preserve_rowcount": True}
        )
        return done.rowcount == 1


class Database:
    """The engine, and the ways into a transaction."""

    def __init__(
        self,
        url: str,
        clock: Clock,
        *,
        contact: str | None = None,
        periods: Periods | None = None,
        agreement: Agreement | None = None,
        has_inside_assistant: bool = False,
        lock_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        """`lock_seconds`: how long whoever holds a lock is waited for; a command has more time than Slack gives an app."""
        self._lock_seconds = lock_seconds
        self.clock = clock
        self.contact = contact
        self.periods = periods or Periods()
        self.agreement = agreement or Agreement()
        self.has_inside_assistant = has_inside_assistant
        self.is_sqlite = url.startswith("sqlite")
        self.engine = (_sqlite_engine if self.is_sqlite else _postgresql_engine)(url, lock_seconds)
        self._writer = threading.Lock()
        self._wake: list[Callable[[], None]] = []
        self._wake_indexing: list[Callable[[], None]] = []
        self._wake_republishing: list[Callable[[], None]] = []
        self._workspaces: dict[str, tuple[float, Workspace | None]] = {}

    def on_outbox(self, wake: Callable[[], None]) -> None:
        """Call `wake` after each commit that wrote to the outbox."""
        self._wake.append(wake)

    def on_words_changed(self, wake: Callable[[], None]) -> None:
        """Call `wake` after each commit that changed what watchwords are found by."""
        self._wake_indexing.append(wake)

    def on_homes_changed(self, wake: Callable[[], None]) -> None:
        """Call `wake` after each commit that changed what homes show."""
        self._wake_republishing.append(wake)

    @contextmanager
    def session(self, *, patience: float = LONG_PATIENCE_SECONDS) -> Iterator[Session]:
        """Give a session that may write in any workspace: for delivery and the beat, which serve them all."""
        with self._turn(patience), Session(self.engine, expire_on_commit=False) as session:
            try:
                yield session
                session.commit()
                if session.info.get(WORKSPACE_CHANGED):
                    self._workspaces.clear()
                if session.info.get(WORDS_CHANGED):
                    for wake in self._wake_indexing:
                        wake()
                if session.info.get(HOMES_CHANGED):
                    for wake in self._wake_republishing:
                        wake()
            except OperationalError as error:
                if _is_lock(error):
                    raise Busy from error
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads, beside whoever writes."""
        engine = self.engine.execution_options(reads_only=True)
        with Session(engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def begin(self, workspace_id: str, *, patience: float = LONG_PATIENCE_SECONDS) -> Iterator[Transaction]:
        """Give the transaction of one operation in one workspace. Raises `UnknownWorkspace`, `Busy`."""
        with self.session(patience=patience) as session:
            tx = self.join(session, self._workspace(session, workspace_id))
            yield tx
            session.flush()
            reach(FaultPoint.DECIDED)
        if tx.outbox.has_written:
            self.wake()

    def _workspace(self, session: Session, workspace_id: str) -> Workspace:
        """Return the workspace as it was a moment ago: every payload asks for it, and it hardly ever changes."""
        read_at, known = self._workspaces.get(workspace_id, (0.0, None))
        if known is None or time.monotonic() - read_at > REMEMBERED_SECONDS:
            with self.reading() as reader:
                known = reader.get(Workspace, workspace_id)
            if known is None:
                raise UnknownWorkspace(workspace_id)
            self._workspaces[workspace_id] = time.monotonic(), known
        return session.merge(known, load=False)

    def join(self, session: Session, workspace: Workspace) -> Transaction:
        """Give a transaction over a session that is already open, which whoever opened it commits."""
        return Transaction(
            session=session,
            outbox=Outbox(session, workspace.id),
            workspace=workspace,
            now=self.clock.now(),
            contact=self.contact,
            periods=self.periods,
            agreement=self.agreement,
            has_inside_assistant=self.has_inside_assistant,
        )

    def empty_wal(self) -> bool:
        """Move what SQLite's WAL holds into the file and cut the WAL to nothing; False while somebody reads in it."""
        with self._turn(PATIENCE_SECONDS):
            connection = self.engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(f"PRAGMA busy_timeout={WAL_PATIENCE_MILLISECONDS}")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                is_busy, *_ = cursor.fetchone() or (1,)
                cursor.execute(f"PRAGMA busy_timeout={int(self._lock_seconds * 1000)}")
            finally:
                connection.close()
        return not is_busy

    def run_alone(self, statement: str) -> None:
        """Run a statement of SQLite's that no transaction may hold, when it is our turn to write. Raises `Busy`."""
        with self._turn(LONG_PATIENCE_SECONDS):
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute(statement)
            except sqlite3.OperationalError as error:
                raise Busy from error
            finally:
                connection.close()

    def wake(self) -> None:
        for wake in self._wake:
            wake()

    def dispose(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _turn(self, patience: float) -> Iterator[None]:
        """SQLite has one writer at a time: threads queue here, where waiting costs nothing."""
        if not self.is_sqlite:
            yield
            return
        if not self._writer.acquire(timeout=patience):
            raise Busy
        try:
            yield
        finally:
            self._writer.release()


@cache
def insert_once(table: type[Base], dialect: str) -> Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


@event.listens_for(Session, "after_flush")
def _note_changed_workspace(session: Session, _context: object) -> None:
    if any(isinstance(row, Workspace) for row in (*session.dirty, *session.new)):
        session.info[WORKSPACE_CHANGED] = True


def _is_lock(error: OperationalError) -> bool:
    text = str(error.orig).lower()
    return "locked" in text or "lock timeout" in text or "deadlock" in text


def _sqlite_engine(url: str, lock_seconds: float) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": lock_seconds, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not open transactions by itself
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads_only = connection.get_execution_options().get("reads_only")
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    return engine


def _postgresql_engine(url: str, lock_seconds: float) -> Engine:
    patience = int(lock_seconds * 1000)
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=30,
        max_overflow=10,
        pool_pre_ping=True,
        connect_args={"options": f"-c lock_timeout={patience} -c timezone=utc"},
    )


class OneApp:
    """Holds a SQLite file for one app: a second one is told so instead of sending everything twice.

    Writing commands do not take it: they take turns with the app through SQLite's own lock.
    """

    def __init__(self, url: str) -> None:
        self._path = Path(f"{make_url(url).database}.lock") if url.startswith("sqlite") else None
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        if self._path is None:
            return self
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            raise AlreadyRunning(str(self._path)) from None
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
