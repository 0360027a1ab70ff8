"""How a command comes to the database, and to a transaction in a workspace."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot import schema, workspaces
from bot.clock import clock_for
from bot.refusals import Refusal
from bot.settings import Settings
from bot.transaction import Database, Transaction, UnknownWorkspace
from commands.terminal import end, settings_for, terminal_words
from models import Workspace

LOCK_SECONDS = 30.0
"""Nobody waits on a trigger here: a busy app is waited for, as long as a person would look on."""


@contextmanager
def open_database(settings: Settings | None = None) -> Iterator[Database]:
    """Give a command the database; what it refuses is told in words."""
    settings = settings or settings_for("data")
    schema.migrate(settings.database_url)
    database = Database(
        settings.database_url,
        clock_for(settings),
        contact=settings.contact,
        periods=settings.periods,
        agreement=settings.agreement,
        has_inside_assistant=settings.mcp_inside,
        lock_seconds=LOCK_SECONDS,
    )
    said = terminal_words()
    try:
        yield database
    except UnknownWorkspace:
        end(said("workspace-none"))
    except Refusal as refusal:
        end(said(refusal.key, **refusal.places))
    finally:
        database.dispose()


@contextmanager
def at_the_table(workspace_id: str | None) -> Iterator[Transaction]:
    """Give a command its transaction in the workspace it names, or in the only one there is."""
    with (
        open_database() as database,
        database.begin(workspace_id or only_workspace(database)) as tx,
    ):
        yield tx


@contextmanager
def beside_the_table(workspace_id: str | None) -> Iterator[Transaction]:
    """Give a command that only reads the workspace as it is at one moment, in nobody's way."""
    with open_database() as database, database.reading() as session:
        if not database.is_sqlite:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        workspace = session.get(Workspace, workspace_id or only_workspace(database))
        if workspace is None:
            raise UnknownWorkspace(workspace_id)
        yield database.join(session, workspace)


def only_workspace(database: Database) -> str:
    with database.reading() as session:
        team_ids = workspaces.ids(session)
    if len(team_ids) > 1:
        end(terminal_words()("workspace-several", teams=", ".join(team_ids)))
    if not team_ids:
        end(terminal_words()("workspace-none"))
    return team_ids[0]
