"""`doctor`: what is missing, in words."""

import typer

from bot import doctor
from commands import installing
from commands.terminal import settings_for, terminal_words


def examine() -> None:
    """Say in words what is missing: token, scope, event, room membership."""
    settings = settings_for("data")
    said = terminal_words()
    findings = list(doctor.examine(settings, installing.slack_client(settings), said))
    for finding in findings:
        typer.echo(f"{'✓' if finding.is_well else '✗'} {finding.text}")
    raise typer.Exit(0 if all(finding.is_well for finding in findings) else 1)
