"""How long the reports of a year take, page and pictures, for every circle of a company."""

import time
from datetime import datetime
from pathlib import Path

from benchmarks import company
from benchmarks.figures import Figure
from bot import schema
from bot.circles import circles
from bot.clock import Clock
from bot.reports import figures, page, telling
from bot.reports.period import Period
from bot.texts import words
from bot.transaction import Database
from bot.voices.consent import Surface


class EndOfTheYear:
    """Product time stands where the year ends."""

    def now(self) -> datetime:
        return company.END


def measure(folder: Path) -> list[Figure]:
    url = f"sqlite:///{folder / 'year.sqlite3'}"
    schema.migrate(url)
    clock: Clock = EndOfTheYear()
    database = Database(url, clock)
    with database.session() as session:
        made = company.found(session)
    began = time.perf_counter()
    for circle_id in made.circles:
        _report(database, made.workspace_id, circle_id)
    took = time.perf_counter() - began
    database.dispose()
    return [
        Figure(
            "a year's report of five circles, page and pictures", f"{took:.1f} s", "-", "≤ 10 s", took <= 10
        )
    ]


def _report(database: Database, workspace_id: str, circle_id: str) -> None:
    from bot.reports import picture  # noqa: PLC0415  an extra that may not be there

    with database.begin(workspace_id) as tx:
        circle = circles.get(tx, circle_id)
        told = telling.tell(
            tx, figures.of(tx, circle, Period.read("2026"), Surface.REPORT), words("ja"), circle.tz
        )
    page.html(told)
    picture.pictures(told)
