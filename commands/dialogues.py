"""`dialogue open`."""

from typing import Annotated

import typer

from bot.circles import circles
from bot.dialogues import dialogues, rehearsal
from commands.database import at_the_table
from commands.terminal import terminal_words

group = typer.Typer(help="Dialogues: one 30-minute sitting of a circle.")


@group.command("open")
def open_(
    circle: Annotated[str, typer.Option(help="The circle's name.")],
    seed: Annotated[str | None, typer.Option(help="The same seed picks the same voices.")] = None,
    workspace: Annotated[str | None, typer.Option()] = None,
    rehearse: Annotated[bool, typer.Option("--rehearse", help="Show its course to the hosts alone.")] = False,
) -> None:
    """Open a dialogue now, whatever the calendar says; or rehearse one, which touches neither voices nor rooms."""
    with at_the_table(workspace) as tx:
        found = circles.named(tx, circle)
        if rehearse:
            for host in circles.hosts(tx, found):
                rehearsal.rehearse_for(tx, found, host)
            typer.echo(terminal_words()("dialogue-rehearsed", name=circle, hosts=len(found.hosts)))
            return
        opened = dialogues.open_now(tx, found, seed=seed)
        typer.echo(terminal_words()("dialogue-opened", name=circle, voices=len(opened.seated)))
