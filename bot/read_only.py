"""A database in which nothing can be written, whatever asks for it: the database itself refuses.

Nothing stays open between two questions, so that it is in nobody's way: not of the app, of erasing, or of a backup
that is put in the file's place.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, NullPool, create_engine, event, make_url
from sqlalchemy.orm import Session

from bot import schema, workspaces
from bot.clock import Clock
from bot.delivery.outbox import Outbox
from bot.refusals import Gone
from bot.transaction import PATIENCE_SECONDS, Transaction
from models import Workspace


class NoDatabase(LookupError):
    """There is no such file; to open it would make an empty one."""


class ReadOnly:
    """The engine, and the one way into it. Raises `NoDatabase`."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._clock = clock
        self.engine = _sqlite(url) if url.startswith("sqlite") else _postgresql(url)

    def is_up_to_date(self) -> bool:
        """Say whether its tables are those that this version reads."""
        return schema.standing(self.engine) == schema.HEAD

    def workspaces(self) -> list[str]:
        """Return the Slack team ids of all workspaces."""
        with Session(self.engine) as session:
            return workspaces.ids(session)

    @contextmanager
    def begin(self, workspace_id: str) -> Iterator[Transaction]:
        """Give the transaction of one reading operation, of nobody, in one workspace. Refuses with `Gone`."""
        with Session(self.engine, autoflush=False) as session:
            workspace = session.get(Workspace, workspace_id)
            if workspace is None:
                raise Gone
            yield Transaction(
                session=session,
                outbox=Outbox(session, workspace.id),
                workspace=workspace,
                now=self._clock.now(),
            )


def _sqlite(url: str) -> Engine:
    file = Path(make_url(url).database or "").absolute()
    if not file.exists():
        raise NoDatabase(str(file))
    engine = create_engine(
        f"sqlite:///file:{quote(str(file))}?mode=ro&uri=true",
        hide_parameters=True,
        poolclass=NullPool,
        connect_args={"timeout": PATIENCE_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    return engine


def _postgresql(url: str) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        poolclass=NullPool,
        connect_args={"options": "-c default_transaction_read_only=on -c timezone=utc", "connect_timeout": 5},
    )
