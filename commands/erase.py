"""`erase`: a voice, a customer's words or a person, taken out everywhere."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from bot.keeping import erasing
from bot.settings import Settings
from bot.texts import Words
from commands.database import only_workspace, open_database
from commands.terminal import end, settings_for, terminal_words


def erase(
    voice: Annotated[str | None, typer.Option(help="A voice, by its id.")] = None,
    customer: Annotated[str | None, typer.Option(help="Whatever holds these words.")] = None,
    person: Annotated[str | None, typer.Option(help="A colleague, by their Slack id (U…).")] = None,
    workspace: Annotated[str | None, typer.Option()] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a voice, what holds a customer's words, or a person: here, in our posts in Slack, in the files."""
    said, settings = terminal_words(), settings_for("data")
    given = {erasing.What.VOICE: voice, erasing.What.CUSTOMER: customer, erasing.What.PERSON: person}
    chosen = [erasing.Wanted(what, which) for what, which in given.items() if which is not None]
    if len(chosen) != 1:
        end(said("erase-one-of"))
    with open_database(settings) as database:
        team_id = workspace or only_workspace(database)
        with database.begin(team_id) as tx:
            counts = erasing.rehearse(tx, chosen[0])
        typer.echo(said("erase-found") if counts else said("erase-nothing"))
        for kind, count in counts.items():
            what = said(f"erase-kind-{kind.replace('_', '-')}")
            typer.echo(said("erase-line", what=what, count=count))
        if dry_run:
            return
        if counts and not yes:
            typer.confirm(said("erase-confirm"), abort=True)
        report = erasing.carry_out(database, team_id, chosen[0])
    _tell_erased(said, settings, report, is_person=person is not None)


def _tell_erased(said: Words, settings: Settings, report: erasing.Report, *, is_person: bool) -> None:
    """Say what was removed, and what Slack and backups keep."""
    typer.echo(said("erase-done"))
    typer.echo(said("erase-files-fine" if report.is_rewritten else "erase-files-busy"))
    if report.under_way:
        typer.echo(said("erase-under-way", count=report.under_way))
    typer.echo(said("erase-slack"))
    if is_person:
        typer.echo(said("erase-unnamed"))
    if settings.backup_days is None:
        typer.echo(said("erase-backups"))
    else:
        until = datetime.now(UTC) + timedelta(days=settings.backup_days)
        typer.echo(said("erase-backups-until", day=said.date(until.date())))
    raise typer.Exit(0 if report.is_rewritten and not report.under_way else 1)
