"""`migrate`: the database brought up to date."""

import typer

from bot import schema
from commands.terminal import settings_for, terminal_words


def migrate() -> None:
    """Bring the database up to date."""
    settings = settings_for("data")
    done = schema.migrate(settings.database_url)
    typer.echo(terminal_words()("migrate-done" if done else "migrate-nothing", revision=schema.HEAD))
