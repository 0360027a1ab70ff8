"""`make bench`: figures of this machine, each beside its floor, in one run."""

import argparse
import importlib.util
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import (
    acks,
    homes,
    quarter,
    reporting,
    safeguarding,
    sandbox,
    searching,
    selecting,
    sizes,
    starting,
    talking,
)
from benchmarks.figures import Figure
from tests.browser import chromium

PARTS: dict[str, Callable[[Path], list[Figure]]] = {
    "start": starting.measure,
    "ack": acks.measure,
    "steady": talking.measure_steady,
    "burst": talking.measure_burst,
    "sizes": sizes.measure,
    "selection": selecting.measure,
    "home": homes.measure,
    "report": reporting.measure,
    "safeguard": safeguarding.measure,
    "messages": quarter.measure,
    "search": searching.measure,
    "sandbox": sandbox.measure,
}
if importlib.util.find_spec("playwright") and chromium.find():
    from benchmarks import page

    PARTS["page"] = page.measure


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=", ".join(PARTS))
    given = parser.parse_args()
    console = Console()
    table = Table(title=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for column in ("figure", "measured", "floor", "aim", ""):
        table.add_column(column)
    try:
        for part in given.parts:
            console.print(f"measuring {part} …")
            with tempfile.TemporaryDirectory() as folder:
                for figure in PARTS[part](Path(folder)):
                    table.add_row(
                        figure.name, figure.measured, figure.floor, figure.aim, "✓" if figure.is_met else "✗"
                    )
    finally:
        console.print(table)  # what was measured before something broke off
    return 0


if __name__ == "__main__":
    sys.exit(main())
