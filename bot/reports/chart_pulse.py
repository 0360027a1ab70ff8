"""The pulse: each question as a line of its own over time, all on the same scale from the lowest to the highest step.

One colour, one line to a picture: nothing has to be told apart by its colour.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

from bot.reports.drawing import Colour, Curve, Disc, Drawing, Label, Shape, width, wrapped
from bot.reports.leaf import PulseLine, PulseLines

WIDTH, LEFT, RIGHT = 640, 8, 24
NAME, SMALL = 22, 19
HEAD, HIGH, FOOT = 58, 96, 66
PANEL = HEAD + HIGH + FOOT
LOWEST, HIGHEST = 10, 50
"""Steps in tenths."""
AT_MOST = 12
"""So many pulses a picture shows, the newest; the table on the page has them all."""


def chart(pulse: PulseLines) -> Drawing:
    """Draw the questions one under the other."""
    axis = max(width(name, SMALL) for name in (pulse.least, pulse.most)) + LEFT + 26
    shapes: list[Shape] = []
    for number, line in enumerate(pulse.lines):
        shapes += _panel(pulse, line, number * PANEL, axis)
    return Drawing(WIDTH, PANEL * len(pulse.lines), shapes)


def _panel(pulse: PulseLines, line: PulseLine, top: float, axis: float) -> Iterator[Shape]:
    [name] = wrapped(line.question, NAME, WIDTH - 2 * LEFT, 1)
    yield Label(LEFT, top + 24, name, NAME)
    for tenths in range(LOWEST, HIGHEST + 1, 10):
        y = _height(tenths, top)
        yield _straight((axis, y), (WIDTH - RIGHT, y), Colour.TABLE, 2)
    yield Label(LEFT, _height(HIGHEST, top) + 7, pulse.most, SMALL, Colour.SOFT)
    yield Label(LEFT, _height(LOWEST, top) + 7, pulse.least, SMALL, Colour.SOFT)
    points = list(_points(line, top, axis))
    for one, other in pairwise(points):
        if one is not None and other is not None:
            yield _straight(one, other, Colour.STRONG, 4)
    days = pulse.days[-AT_MOST:]
    told_every = _every(days, axis)
    for number, (point, shown, day) in enumerate(zip(points, line.shown[-AT_MOST:], days, strict=True)):
        x = _place(number, len(points), axis)
        is_told = (len(points) - 1 - number) % told_every == 0
        if is_told:
            yield Label(x, top + HEAD + HIGH + 50, day, SMALL, Colour.SOFT, "middle")
        if point is not None:
            yield Disc(*point, 7, Colour.STRONG)
        if point is not None and is_told:
            y = point[1] + (28 if _is_valley(points, number) else -14)
            yield Label(x, y, shown, SMALL, Colour.INK, "middle")


def _points(line: PulseLine, top: float, axis: float) -> Iterator[tuple[float, float] | None]:
    tenths = line.tenths[-AT_MOST:]
    for number, one in enumerate(tenths):
        yield None if one is None else (_place(number, len(tenths), axis), _height(one, top))


def _is_valley(points: Sequence[tuple[float, float] | None], number: int) -> bool:
    """Say whether the line comes down to a point and goes up from it, so that its number has more room below."""
    beside = [one for one in (*points[max(number - 1, 0) : number], *points[number + 1 : number + 2]) if one]
    here = points[number]
    return bool(beside) and here is not None and here[1] > sum(y for _, y in beside) / len(beside) + 2


def _place(number: int, count: int, axis: float) -> float:
    """Return where a pulse stands: evenly from left to right, a single one in the middle."""
    room = WIDTH - RIGHT - axis
    return axis + room * (number + 0.5) / count


def _height(tenths: float, top: float) -> float:
    return top + HEAD + HIGH * (HIGHEST - tenths) / (HIGHEST - LOWEST)


def _every(days: Sequence[str], axis: float) -> int:
    """Return how many pulses share one day below them, so that days do not touch; the newest always has its own."""
    room = (WIDTH - RIGHT - axis) / max(len(days), 1)
    return ceil((max(width(day, SMALL) for day in days) + 12) / room)


def _straight(begin: tuple[float, float], end: tuple[float, float], colour: Colour, wide: float) -> Curve:
    middle = (begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2
    return Curve(begin, middle, end, colour, wide)
