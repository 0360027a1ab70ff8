"""`voices safe-words|import`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot import workspaces
from bot.voices import import_report, importing, tables, voice_table
from commands.database import at_the_table, only_workspace, open_database
from commands.terminal import end, terminal_words

group = typer.Typer(help="Voices: customers' words.")


@group.command("safe-words")
def safe_words(
    add: Annotated[list[str] | None, typer.Option(help="A word that looks like a name but is none.")] = None,
    remove: Annotated[list[str] | None, typer.Option(help="A word to hide again.")] = None,
    workspace: Annotated[str | None, typer.Option()] = None,
) -> None:
    """List the words that stay in voices although they look like names; add some or take some off."""
    with at_the_table(workspace) as tx:
        for word in workspaces.keep_safe_words(tx, add or [], remove or []):
            typer.echo(word)


@group.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help="A table with a column of customers' words.")
    ],
    circle: Annotated[
        str | None, typer.Option(help="The circle that hears them; else whichever sits.")
    ] = None,
    workspace: Annotated[str | None, typer.Option()] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be kept.")] = False,
) -> None:
    """Keep voices from a survey tool or a CRM. Status 1 if rows were refused, 2 if nothing could be done at all."""
    said = terminal_words()
    try:
        table = voice_table.read(file.read_bytes(), said)
    except OSError as error:
        end(said("import-missing", file=str(file), error=error.strerror or type(error).__name__), 2)
    except tables.Unreadable as refusal:
        end(said(refusal.key, file=str(file), **refusal.places), 2)
    screen = Console(stderr=True)
    try:
        with (
            open_database() as database,
            Progress(console=screen, disable=not screen.is_terminal) as progress,
        ):
            bar = progress.add_task(said("import-working"), total=len(table.lines))
            report = importing.run(
                database,
                workspace or only_workspace(database),
                table.lines,
                circle_name=circle,
                is_dry=dry_run,
                on_progress=lambda done: progress.update(bar, completed=done),
            )
    except typer.Exit:
        raise typer.Exit(2) from None
    for line in import_report.lines(said, table, report, is_dry=dry_run):
        typer.echo(line)
    raise typer.Exit(1 if report.refused else 0)
