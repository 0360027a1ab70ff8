"""One transaction an operation: rows and outbox rows are committed together, or not at all."""

import fcntl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.faultpoints import FaultPoint, reach
from bot.outbox import Outbox
from bot.refusals import Busy
from bot.texts import DEFAULT, Words, words
from models import Base, Person, Workspace

PATIENCE_SECONDS = 1.0
"""How long a listener waits for a locked database; Slack wants its ack within 3 s."""
LONG_PATIENCE_SECONDS = 10.0
"""How long delivery, the beat and the command line wait: nobody is waiting for them."""

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

    def add_once(self, table: type[Base], **values: Any) -> bool:
        """Insert a row unless its unique key is taken; say whether it was inserted."""
        dialect = self.session.get_bind().dialect.name
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        statement = insert(table).values(**values).on_conflict_do_nothing()
        done = self.session.connection().execute(statement, execution_options={"preserve_rowcount": True})
        return done.rowcount == 1


class Database:
    """The engine, and the ways into a transaction."""

    def __init__(self, url: str, clock: Clock, *, contact: str | None = None) -> None:
        self.clock = clock
        self.contact = contact
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        self._writer = threading.Lock()
        self._wake: list[Callable[[], None]] = []
        self._workspaces: dict[str, tuple[float, Workspace | None]] = {}

    def on_outbox(self, wake: Callable[[], None]) -> None:
        """Call `wake` after each commit that wrote to the outbox."""
        self._wake.append(wake)

    @contextmanager
    def session(self, *, patience: float = LONG_PATIENCE_SECONDS) -> Iterator[Session]:
        """Give a session that may write in any workspace: for delivery and the beat, which serve them all."""
        with self._turn(patience), Session(self.engine, expire_on_commit=False) as session:
            try:
                yield session
                session.commit()
                if session.info.get(WORKSPACE_CHANGED):
                    self._workspaces.clear()
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
        )

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


@event.listens_for(Session, "after_flush")
def _note_changed_workspace(session: Session, _context: object) -> None:
    if any(isinstance(row, Workspace) for row in (*session.dirty, *session.new)):
        session.info[WORKSPACE_CHANGED] = True


def _is_lock(error: OperationalError) -> bool:
    text = str(error.orig).lower()
    return "locked" in text or "lock timeout" in text or "deadlock" in text


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": PATIENCE_SECONDS, "check_same_thread": False},
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


def _postgresql_engine(url: str) -> Engine:
    patience = int(PATIENCE_SECONDS * 1000)
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
