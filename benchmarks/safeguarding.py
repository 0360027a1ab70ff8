"""How much personal data is found in labelled sentences, how little else, and how soon.

What was held out is measured and never tuned on; see `tests/bot/labelled.py`.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.figures import Figure
from bot.safeguard import Kind, mask
from tests.bot import labelled

CHARACTERS = 12_000
RUNS = 7
OTHER_KINDS = [kind for kind in Kind if kind is not Kind.NAME]
FIRST_NAME = """
import time
from bot.safeguard import mask
mask("about to begin")
began = time.perf_counter()
mask("佐藤様より")
print(time.perf_counter() - began)
"""


def measure(_: Path) -> list[Figure]:
    figures = []
    for part in labelled.PARTS:
        scores = {
            language: labelled.score(labelled.sentences(language, part)) for language in labelled.LANGUAGES
        }
        for language, score in scores.items():
            figures += [_of_kind(part, language, score, kind) for kind in Kind if score.wanted[kind]]
        figures += _of_all(part, sum(scores.values(), labelled.Score()))
    return [*figures, *(_time(language) for language in labelled.LANGUAGES), _first_name()]


def _of_kind(part: str, language: str, score: labelled.Score, kind: Kind) -> Figure:
    measured = (
        f"P {score.precision([kind]):.2f}, R {score.recall([kind]):.2f}"
        f" ({score.hidden[kind]} of {score.wanted[kind]}, {score.found[kind] - score.right[kind]} too many)"
    )
    return Figure(f"masking, {part}, {language}: {kind}", measured, "-", "-", True)


def _of_all(part: str, score: labelled.Score) -> list[Figure]:
    names, others, precision = (
        score.recall([Kind.NAME]),
        score.recall(OTHER_KINDS),
        score.precision(Kind),
    )
    return [
        Figure(f"masking, {part}: recall of names", f"{names:.3f}", "-", "≥ 0.93", names >= 0.93),
        Figure(f"masking, {part}: recall of the rest", f"{others:.3f}", "-", "≥ 0.97", others >= 0.97),
        Figure(f"masking, {part}: precision", f"{precision:.3f}", "-", "≥ 0.95", precision >= 0.95),
    ]


def _time(language: str) -> Figure:
    """For a text like those with something to hide in two lines of three."""
    lines = "".join(sentence.text for sentence in labelled.sentences(language, "made"))
    text = (lines * (CHARACTERS // len(lines) + 1))[:CHARACTERS]
    mask(text)
    took = []
    for _ in range(RUNS):
        began = time.process_time()
        mask(text)
        took.append(time.process_time() - began)
    median = 1000 * statistics.median(took)
    return Figure(
        f"masking {CHARACTERS:,} characters, {language}", f"{median:.0f} ms", "-", "≤ 100 ms", median <= 100
    )


def _first_name() -> Figure:
    """What the first text with a name waits for the dictionary."""
    seconds = [
        float(subprocess.run([sys.executable, "-c", FIRST_NAME], check=True, capture_output=True).stdout)
        for _ in range(RUNS)
    ]
    median = 1000 * statistics.median(seconds)
    return Figure(
        "first name in a text, dictionary closed", f"{median:.0f} ms", "-", "≤ 300 ms", median <= 300
    )
