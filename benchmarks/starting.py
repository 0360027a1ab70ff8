"""How soon the app is there, and how much memory it holds when nothing happens."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.figures import Figure
from tests.e2e.stage import staged, until

RUNS = 5
IDLE_SECONDS = 3.0


def measure(folder: Path) -> list[Figure]:
    seconds, megabytes = [], []
    with staged(folder, "socket", f"sqlite:///{folder}/entaku.sqlite3") as stage:
        stage.cli("migrate")
        for _ in range(RUNS):
            began = time.monotonic()
            app = stage.start_app()
            seconds.append(time.monotonic() - began)
            time.sleep(IDLE_SECONDS)
            megabytes.append(_resident_megabytes(app.process.pid))
            app.stop()
            until("the socket is gone", lambda: stage.sandbox.sockets() == 0)
    start, memory = statistics.median(seconds), statistics.median(megabytes)
    return [
        Figure(
            "start until Slack can reach it",
            f"{start:.2f} s",
            f"python: {_python():.2f} s",
            "≤ 2 s",
            start <= 2,
        ),
        Figure("resident memory, idle, without extras", f"{memory:.0f} MB", "-", "≤ 120 MB", memory <= 120),
    ]


def _resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _python() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.monotonic() - began
