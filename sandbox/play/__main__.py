"""`python -m sandbox.play`: prints each deed as a line of JSON, ends when the week is over."""

import argparse
import json
import signal
import sys
from dataclasses import asdict

from sandbox.client import Sandbox
from sandbox.company import load
from sandbox.play import LOOK_SECONDS, Play


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.play", description="Play a company's week.")
    parser.add_argument("--url", required=True, help="where the sandbox is")
    parser.add_argument("--company", default="ja", help="ja, en or a file")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same rhythm")
    parser.add_argument(
        "--patience",
        type=float,
        help="real seconds without a deed after which the clock is moved to the next voice or the opening",
    )
    given = parser.parse_args()
    play = Play(Sandbox(given.url), load(given.company), given.seed, patience_seconds=given.patience)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: play.over.set())
    play.start()
    told = 0
    while not play.over.wait(LOOK_SECONDS) or told < len(play.deeds):
        for deed in play.deeds[told:]:
            sys.stdout.write(json.dumps(asdict(deed), default=str, ensure_ascii=False) + "\n")
            told += 1
        sys.stdout.flush()
    play.stop()
    sys.exit(1 if play.troubles() else 0)


if __name__ == "__main__":
    main()
