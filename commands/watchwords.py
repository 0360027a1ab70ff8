"""`watchword picture|slide`: a watchword as files to show."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import material
from bot.material import sheets
from bot.material.sheet import Kind, Sheet
from bot.texts import words
from commands.database import at_the_table
from commands.terminal import end, terminal_words

group = typer.Typer(help="Watchwords: customers' phrases to steer by.")

Which = Annotated[str, typer.Argument(metavar="WORDS", help="Words of the phrase, or its id.")]
Folder = Annotated[Path, typer.Option(help="The folder the files go to.")]
Language = Annotated[
    Literal["ja", "en"] | None, typer.Option(help="Language of what stands around the phrase.")
]
Workspace = Annotated[str | None, typer.Option()]


@group.command("picture")
def picture(which: Which, out: Folder = Path(), lang: Language = None, workspace: Workspace = None) -> None:
    """Draw a watchword as PNGs: one of a slide's shape, a square one for a phone."""
    _make(which, Kind.PICTURE, out, lang, workspace)


@group.command("slide")
def slide(which: Which, out: Folder = Path(), lang: Language = None, workspace: Workspace = None) -> None:
    """Make a PowerPoint slide of a watchword, its text to be edited."""
    _make(which, Kind.SLIDE, out, lang, workspace)


def _make(which: str, kind: Kind, out: Path, lang: str | None, workspace: str | None) -> None:
    said = terminal_words()
    if not material.is_installed():
        end(said("doctor-material-missing"))
    sheet = _sheet(which, lang or said.language, workspace)
    from bot.material import making  # noqa: PLC0415  an extra that may not be there

    out.mkdir(parents=True, exist_ok=True)
    for made in making.make(sheet, kind):
        path = out / made.name
        path.write_bytes(made.content)
        typer.echo(said("export-done", file=str(path)))
    typer.echo(sheet.standing)
    missing = making.missing(sheet)
    if missing:
        typer.echo(said("material-missing", count=missing))


def _sheet(which: str, language: str, workspace: str | None) -> Sheet:
    said = terminal_words()
    with at_the_table(workspace) as tx:
        found = sheets.named(tx, which)
        if len(found) > 1:
            end("\n".join([said("material-several"), *(f"{one.id}  {one.phrase}" for one in found)]))
        if not found:
            end(said("home-search-none"))
        return sheets.of(tx, found[0], words(language))
