"""`sandbox`: the Slack of your own on this machine, which is another program."""

import os
import sys
from typing import NoReturn

import typer


def sandbox(context: typer.Context) -> None:
    """Run only the Slack of your own on this machine (its own options: --help)."""
    become("sandbox", context.args)


def become(module: str, arguments: list[str]) -> NoReturn:
    """Go on as another program of ours; whoever stops this process stops that one."""
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])  # noqa: S606  our own
