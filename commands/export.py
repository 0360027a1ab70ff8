"""`export`: what is kept, as files."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.archive import spreadsheets, writing
from bot.keeping import exporting
from bot.texts import Words
from bot.transaction import Transaction
from commands.database import beside_the_table
from commands.terminal import terminal_words

File = tuple[str, Iterable[str]]


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    person: Annotated[
        list[str] | None, typer.Option(help="All about a colleague (U…) as JSON, once for each.")
    ] = None,
    workspace: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Write all that may go along: spreadsheets (CSV) and an archive for `restore`; or all about a person as JSON."""
    said = terminal_words()
    with beside_the_table(workspace) as tx:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, pieces in _about(tx, person) if person else _everything(tx, said):
            path = folder / Path(name).name
            _write(path, pieces)
            typer.echo(said("export-done", file=str(path)))


def _about(tx: Transaction, user_ids: list[str]) -> Iterator[File]:
    for user_id in user_ids:
        yield f"{user_id}.json", [exporting.person(tx, user_id)]


def _everything(tx: Transaction, said: Words) -> Iterator[File]:
    for name, content in spreadsheets.files(tx, said):
        yield name, [content]
    yield writing.NAME, writing.write(tx)


def _write(path: Path, pieces: Iterable[str]) -> None:
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
