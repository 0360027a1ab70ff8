"""The bond map: the groups of a circle round a table, and threads between them. Each tie has a colour and a stroke."""

import math
from collections.abc import Iterator, Sequence

from bot.reports.bonds import Tie
from bot.reports.drawing import Colour, Curve, Disc, Drawing, Label, Shape, width, wrapped
from bot.reports.leaf import Thread

WIDTH, HEIGHT = 640, 540
MIDDLE = (320.0, 272.0)
LARGEST, SMALLEST, SEAT, LABEL_GAP = 200.0, 150.0, 13, 26
"""The radius of the table makes way for names."""
APART = 15
"""Pixels between the threads of one pair."""
PULL = 0.55
"""How far a thread bends towards the middle of the table."""
ABOVE_OTHERS = 22
"""So much further out the name above and the one below stand where there are many."""
MANY = 10
"""From more groups on labels are smaller, and of one line."""
COLOURS = {Tie.TALKED: Colour.TALKED, Tie.QUOTED: Colour.QUOTED, Tie.TOOK_ON: Colour.TOOK_ON}
DASHES = {Tie.TALKED: None, Tie.QUOTED: (13.0, 8.0), Tie.TOOK_ON: (3.0, 6.0)}
ORDER = list(Tie)


def table(names: Sequence[str], threads: Sequence[Thread]) -> Drawing:
    """Draw a table with its threads."""
    radius = _radius(names)
    places = [_place(number, len(names), radius) for number in range(len(names))]
    shapes: list[Shape] = [Disc(*MIDDLE, radius, Colour.TABLE)]
    shapes += [thread_between(places[one.one], places[one.other], one.tie, one.times) for one in threads]
    shapes += [Disc(*place, SEAT, Colour.SEAT) for place in places]
    for number, name in enumerate(names):
        shapes += _label(name, number, len(names), radius)
    return Drawing(WIDTH, HEIGHT, shapes)


def sample(tie: Tie) -> Drawing:
    """Draw what a tie looks like, for the legend."""
    line = Curve((2, 8), (30, 8), (58, 8), COLOURS[tie], _width(tie, 2), DASHES[tie])
    return Drawing(60, 16, [line])


def thread_between(begin: tuple[float, float], end: tuple[float, float], tie: Tie, times: int) -> Curve:
    """Return a thread; those of one pair lie side by side, always in the same order."""
    (x0, y0), (x1, y1) = begin, end
    length = math.hypot(x1 - x0, y1 - y0) or 1
    aside = 2 * APART * (ORDER.index(tie) - 1)
    normal = (-(y1 - y0) / length * aside, (x1 - x0) / length * aside)
    half = ((x0 + x1) / 2, (y0 + y1) / 2)
    bend = (
        half[0] + (MIDDLE[0] - half[0]) * PULL + normal[0],
        half[1] + (MIDDLE[1] - half[1]) * PULL + normal[1],
    )
    return Curve(begin, bend, end, COLOURS[tie], _width(tie, times), DASHES[tie])


def _width(tie: Tie, times: int) -> float:
    """Return how thick a thread is: once, a few times, often. Dots are a little thicker, or they would be lost."""
    steps = 3.0 if times == 1 else 5.0 if times < 4 else 8.0
    return steps + (1 if tie is Tie.TOOK_ON else 0)


def _angle(number: int, count: int) -> float:
    return 2 * math.pi * number / count - math.pi / 2


def _radius(names: Sequence[str]) -> float:
    """Return how large the table is that leaves room for its widest name."""
    size = _size(len(names))
    widest = max((width(name, size) for name in names), default=0.0)
    return max(SMALLEST, min(LARGEST, MIDDLE[0] - LABEL_GAP - 8 - widest))


def _size(count: int) -> float:
    return 17 if count > MANY else 23


def _place(number: int, count: int, radius: float) -> tuple[float, float]:
    angle = _angle(number, count)
    return MIDDLE[0] + radius * math.cos(angle), MIDDLE[1] + radius * math.sin(angle)


def _label(name: str, number: int, count: int, radius: float) -> Iterator[Label]:
    """Give a name outside of the table, in two lines where there is room."""
    size, most = _size(count), 1 if count > MANY else 2
    x, y = _place(number, count, radius + LABEL_GAP)
    side = math.cos(_angle(number, count))
    upright = math.sin(_angle(number, count))
    if abs(side) < 0.2:
        neighbour = radius * abs(math.sin(_angle(1, count) - _angle(0, count)))
        anchor, room = "middle", 300.0 if not 6 < count <= MANY else 2 * neighbour - 16
        y += ABOVE_OTHERS * upright if count > MANY else 0
    elif side > 0:
        anchor, room = "start", WIDTH - x - 4
    else:
        anchor, room = "end", x - 4
    lines = wrapped(name, size, room, most)
    leading = size * 1.2
    first = y + size * 0.36 - (len(lines) - 1) * leading * (0.5 - 0.5 * upright)
    for place, line in enumerate(lines):
        yield Label(x, first + place * leading, line, size, Colour.INK, anchor)
