"""`demo`: two weeks of a believable company."""

import typer

from commands.sandbox import become


def demo(context: typer.Context) -> None:
    """Play two weeks of a believable company; no Slack account is needed."""
    become("sandbox.demo", context.args)
