"""`report`: what came of a circle in a month, a quarter or a year, as a page and as pictures."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import material
from bot.circles import circles
from bot.reports import figures, making, page, telling
from bot.reports.leaf import Leaf
from bot.reports.period import BadPeriod, Period
from bot.texts import words
from bot.transaction import Transaction
from bot.voices.consent import Surface
from commands.database import at_the_table
from commands.terminal import terminal_words

Named = Annotated[str, typer.Option(help="The circle.")]
Month = Annotated[str | None, typer.Option(help="2026-11; without any, this month.")]
Quarter = Annotated[str | None, typer.Option(help="2026-Q4.")]
Year = Annotated[str | None, typer.Option(help="2026.")]
Out = Annotated[Path | None, typer.Option(metavar="FILE", help="Where the page goes.")]
Pictures = Annotated[bool, typer.Option("--pictures", help="Draw the pictures beside the page, too.")]
Language = Annotated[Literal["ja", "en"] | None, typer.Option(help="Its language; without, the circle's.")]
Workspace = Annotated[str | None, typer.Option()]


def report(
    circle: Named,
    month: Month = None,
    quarter: Quarter = None,
    year: Year = None,
    out: Out = None,
    pictures: Pictures = False,
    lang: Language = None,
    workspace: Workspace = None,
) -> None:
    """Write the report of a circle as one HTML page that needs nothing else and prints on A4."""
    said = terminal_words()
    with at_the_table(workspace) as tx:
        leaf = _leaf(tx, circle, [one for one in (month, quarter, year) if one is not None], lang)
    path = out or Path(page.file_name(leaf))
    if leaf.empty is not None:
        typer.echo(leaf.empty, err=True)
    if pictures and not material.is_installed():
        typer.echo(said("doctor-material-missing"), err=True)
    made = making.make(leaf) if pictures else making.only_page(leaf)
    path.parent.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(made):
        place = path if number == 0 else path.with_name(one.name)
        place.touch(mode=0o600)
        place.write_bytes(one.content)
        typer.echo(said("export-done", file=str(place)))


def _leaf(tx: Transaction, name: str, typed: list[str], lang: str | None) -> Leaf:
    circle = circles.named(tx, name)
    if len(typed) > 1:
        raise BadPeriod
    period = Period.read(typed[0]) if typed else Period.month_of(tx.now, circle.tz)
    found = figures.of(tx, circle, period, Surface.REPORT)
    return telling.tell(tx, found, words(lang or circle.language), circle.tz)
