"""`manifest`: what Slack is told about the app."""

from typing import Annotated

import typer

from bot import manifest


def print_manifest(
    url: Annotated[
        str | None, typer.Option(help="Where Slack reaches the app; without it: Socket Mode.")
    ] = None,
) -> None:
    """Print the manifest to paste into Slack."""
    typer.echo(manifest.for_url(url) if url else manifest.text(), nl=False)
