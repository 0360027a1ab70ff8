"""How long a home takes to be built in a company's year, and until an open one shows what somebody else did."""

import json
import statistics
import time
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import event, select

from benchmarks import company, stages
from benchmarks.figures import Figure
from bot import schema
from bot.home import home
from bot.transaction import Database
from models import Host, Person, Workspace
from tests.e2e.stage import Stage, until

RUNS = 31
MEDIAN_MILLISECONDS = 150
WINS = 8
SHOWN_SECONDS = 5.0


class EndOfTheYear:
    """Product time stands where the year ends."""

    def now(self) -> datetime:
        return company.END


def measure(folder: Path) -> list[Figure]:
    url = f"sqlite:///{folder / 'homes.sqlite3'}"
    schema.migrate(url)
    database = Database(url, EndOfTheYear())
    with database.session() as session:
        made = company.found(session)
        session.flush()
        session.add_all(
            Host(workspace_id=made.workspace_id, circle_id=circle_id, user_id=made.hosts[0])
            for circle_id in made.circles[1:]
        )
    figures = [
        _figure(database, made.workspace_id, made.hosts[0], "the home of a host of five circles"),
        _figure(database, made.workspace_id, made.user_ids[1], "the home of an ordinary person"),
    ]
    database.dispose()
    return [*figures, _shown(folder)]


def _shown(folder: Path) -> Figure:
    """How long after somebody's `/wins` an open home has it; the floor is the answer to the one who posted it."""
    answered, shown = [], []
    with stages.open_dialogue(folder) as (stage, _):
        stage.sandbox.open_home("chie")
        stage.sandbox.set_clock(rate=1.0, paused=False)
        until("the home of chie", lambda: stage.sandbox.home("chie"))
        for number in range(WINS):
            words = f"小さな成功その{number}"
            began = time.perf_counter()
            stage.sandbox.command("aki", "sales", "/wins", words)
            answered.append(time.perf_counter() - began)
            until(words, partial(_has, stage, words))
            shown.append(time.perf_counter() - began)
    return Figure(
        "from /wins to somebody else's open home, slowest",
        f"{max(shown):.1f} s",
        f"to the answer: {max(answered):.1f} s",
        f"≤ {SHOWN_SECONDS:.0f} s",
        max(shown) <= SHOWN_SECONDS,
    )


def _has(stage: Stage, words: str) -> bool:
    return words in json.dumps(stage.sandbox.home("chie"), ensure_ascii=False)


def _figure(database: Database, workspace_id: str, user_id: str, whose: str) -> Figure:
    took = []
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(database.engine, "before_cursor_execute", count)
    for _ in range(RUNS):
        statements = 0
        began = time.perf_counter()
        with database.reading() as session:
            tx = database.join(session, session.get_one(Workspace, workspace_id))
            tx.person = session.scalars(select(Person).where(Person.user_id == user_id)).one()
            home.build(tx)
        took.append(time.perf_counter() - began)
    event.remove(database.engine, "before_cursor_execute", count)
    median = 1000 * statistics.median(took)
    return Figure(
        f"{whose}, in {statements} statements",
        f"{median:.0f} ms",
        "-",
        f"≤ {MEDIAN_MILLISECONDS} ms",
        median <= MEDIAN_MILLISECONDS,
    )
