"""`mcp`: an AI assistant starts this, and asks over its standard input and output."""

from enum import StrEnum
from importlib.util import find_spec
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.assistant import Reach
from bot.clock import clock_for
from bot.read_only import NoDatabase, ReadOnly
from bot.settings import Settings
from bot.texts import Words, words
from bot.watchwords import meaning
from bot.watchwords.search import Search
from commands.terminal import end, settings_for, terminal_words


class Language(StrEnum):
    JA = "ja"
    EN = "en"


def serve(
    workspace: Annotated[str | None, typer.Option(help="T…; needed only with several.")] = None,
    lang: Annotated[Language | None, typer.Option(help="Language of its texts.")] = None,
) -> None:
    """Answer an AI assistant, which starts this itself: watchwords, voices and their trail, to read only."""
    said = words(lang) if lang else terminal_words()
    if find_spec("mcp") is None:
        end(said("app-mcp-missing"))
    from assistant import server  # noqa: PLC0415  the extra `mcp` may be missing

    settings = settings_for("data")
    database, team_id = open_to_read(settings, workspace, said)
    reach = Reach.INSIDE if settings.mcp_inside else Reach.OUTSIDE
    embedder = meaning.find()
    search = Search(meaning.Meaning(embedder) if embedder else None)
    server.make(database, team_id, reach, said, search).run("stdio")


def open_to_read(settings: Settings, workspace: str | None, said: Words) -> tuple[ReadOnly, str]:
    """Return the database and the workspace that is asked for, or the only one; else end, saying what is missing."""
    try:
        database = ReadOnly(settings.database_url, clock_for(settings))
        if not database.is_up_to_date():
            end(said("app-mcp-not-up-to-date"))
        team_ids = database.workspaces()
    except NoDatabase as missing:
        end(said("app-mcp-no-database", file=str(missing)))
    except SQLAlchemyError as error:
        end(said("app-mcp-away", error=type(error).__name__))
    if not team_ids:
        end(said("workspace-none"))
    if workspace is None and len(team_ids) > 1:
        end(said("workspace-several", teams=", ".join(team_ids)))
    if workspace is not None and workspace not in team_ids:
        end(said("app-mcp-unknown-workspace", team=workspace, teams=", ".join(team_ids)))
    return database, workspace or team_ids[0]
