"""`restore`: an archive of `export` into an empty database."""

from pathlib import Path
from typing import Annotated

import typer

from bot.archive import restoring, writing
from bot.archive.flaws import Unusable
from bot.archive.restoring import Report
from commands.database import open_database
from commands.terminal import end, terminal_words


def restore(
    source: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder that `export` wrote, or its entaku.json.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come of it.")] = False,
) -> None:
    """Take what `export` wrote into an empty database, all of it or nothing. Nothing is said in Slack."""
    said = terminal_words()
    path = source / writing.NAME if source.is_dir() else source
    report = _restore(path, is_dry=dry_run)
    typer.echo(said("restore-would" if dry_run else "restore-done", workspace=report.workspace))
    for section, count in report.counts.items():
        if count:
            typer.echo(f"  {section}: {count}")
    if report.arrival.closed:
        typer.echo(said("restore-closed", count=report.arrival.closed))
    if report.arrival.passed:
        typer.echo(said("restore-passed", count=report.arrival.passed))
    typer.echo(said("import-nothing-written" if dry_run else "restore-next"))


def _restore(path: Path, *, is_dry: bool) -> Report:
    said = terminal_words()
    with open_database() as database:
        try:
            with path.open(encoding="utf-8-sig") as file:
                return restoring.restore(database, file, is_dry=is_dry)
        except Unusable as flaw:
            end(said(flaw.key, file=str(path), **flaw.places))
        except OSError as error:
            end(said("import-missing", file=str(path), error=error.strerror or type(error).__name__))
