"""`make bench`: figures of this machine, each beside its floor, in one run."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import acks, starting, talking
from benchmarks.figures import Figure

PARTS: dict[str, Callable[[Path], list[Figure]]] = {
    "start": starting.measure,
    "ack": acks.measure,
    "steady": talking.measure_steady,
    "burst": talking.measure_burst,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=", ".join(PARTS))
    given = parser.parse_args()
    console = Console()
    table = Table(title=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for column in ("figure", "measured", "floor", "aim", ""):
        table.add_column(column)
    for part in given.parts:
        console.print(f"measuring {part} …")
        with tempfile.TemporaryDirectory() as folder:
            for figure in PARTS[part](Path(folder)):
                table.add_row(
                    figure.name, figure.measured, figure.floor, figure.aim, "✓" if figure.is_met else "✗"
                )
    console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
