"""Drawings: shapes and words at their places, painted as SVG on a page and as PNG for Slack from the same figures."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, pairwise
from math import dist

from bot.material.typography import NO_START, clusters, is_wide

NARROW, WIDE = 0.56, 1.0
"""How wide a letter is, in sizes: a little more than in most fonts, since a page is shown in whichever one is there."""


class Colour(StrEnum):
    """What a colour is for; which one it is differs on light and dark ground."""

    INK = "ink"
    SOFT = "soft"
    TABLE = "table"
    SEAT = "seat"
    TALKED = "talked"
    QUOTED = "quoted"
    TOOK_ON = "took-on"
    STRONG = "strong"
    ON_STRONG = "on-strong"
    FAINT = "faint"


@dataclass(frozen=True)
class Disc:
    x: float
    y: float
    radius: float
    fill: Colour
    stroke: Colour | None = None
    width: float = 0


@dataclass(frozen=True)
class Curve:
    """A line bent towards a point between its ends."""

    begin: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    colour: Colour
    width: float
    dashes: tuple[float, float] | None = None
    """How long a dash and a gap are; None: an unbroken line."""


@dataclass(frozen=True)
class Area:
    """A filled shape between its corners."""

    corners: Sequence[tuple[float, float]]
    fill: Colour


@dataclass(frozen=True)
class Label:
    """A line of text; x is where it begins, has its middle or ends, y its baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: Colour = Colour.INK
    anchor: str = "start"


Shape = Disc | Curve | Area | Label


@dataclass(frozen=True)
class Drawing:
    width: float
    height: float
    shapes: Sequence[Shape]


def bar(x: float, y: float, width: float, height: float, fill: Colour) -> Area:
    return Area(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill)


def moved(shapes: Sequence[Shape], x: float, y: float, scale: float = 1) -> Iterator[Shape]:
    """Give shapes at another place and size."""

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return x + point[0] * scale, y + point[1] * scale

    for shape in shapes:
        match shape:
            case Disc():
                left, top = at((shape.x, shape.y))
                yield replace(shape, x=left, y=top, radius=shape.radius * scale, width=shape.width * scale)
            case Curve():
                dashes = (shape.dashes[0] * scale, shape.dashes[1] * scale) if shape.dashes else None
                yield replace(
                    shape,
                    begin=at(shape.begin),
                    bend=at(shape.bend),
                    end=at(shape.end),
                    width=shape.width * scale,
                    dashes=dashes,
                )
            case Area():
                yield replace(shape, corners=[at(corner) for corner in shape.corners])
            case Label():
                left, top = at((shape.x, shape.y))
                yield replace(shape, x=left, y=top, size=shape.size * scale)


def width(text: str, size: float) -> float:
    """Return about how wide a text is, whatever font it is shown in."""
    return sum(WIDE if is_wide(cluster[0]) else NARROW for cluster in clusters(text)) * size


def wrapped(text: str, size: float, room: float, at_most: int) -> list[str]:
    """Return a text in lines that fit; what does not fit into so many ends in …."""
    lines: list[str] = [""]
    for word in _pieces(" ".join(text.split())):
        if width((lines[-1] + word).rstrip(), size) > room and lines[-1].strip():
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
        while width(lines[-1], size) > room and len(lines[-1]) > 1:
            head = _fitting(lines[-1], size, room)
            lines[-1:] = [head, lines[-1][len(head) :]]
    shown = [line.rstrip() for line in lines[:at_most]]
    if len(lines) > at_most:
        shown[-1] = _fitting(shown[-1], size, room - width("…", size)).rstrip() + "…"
    return [line for line in shown if line] or [""]


def _pieces(text: str) -> list[str]:
    """Return what stays together: words in letters with the space behind them, else letters with what follows them."""
    found: list[str] = []
    for letter in clusters(text):
        joins = bool(found) and (
            letter.isspace()
            or letter in NO_START
            or not (is_wide(letter[0]) or is_wide(found[-1][-1]) or found[-1][-1].isspace())
        )
        if joins:
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _fitting(text: str, size: float, room: float) -> str:
    head = ""
    for letter in clusters(text):
        if head and width(head + letter, size) > room:
            break
        head += letter
    return head


def along(curve: Curve, steps: int = 48) -> list[tuple[float, float]]:
    """Return points of a curve, from end to end."""
    (x0, y0), (x1, y1), (x2, y2) = curve.begin, curve.bend, curve.end
    found = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2))
    return found


def dashed(curve: Curve) -> list[list[tuple[float, float]]]:
    """Return the strokes of a curve, each as a few points."""
    if curve.dashes is None:
        return [along(curve)]
    dash, gap = curve.dashes
    points = along(curve, 400)
    lengths = [0.0, *accumulate(dist(*pair) for pair in pairwise(points))]
    whole = lengths[-1]
    begins = [number * (dash + gap) for number in range(int(whole / (dash + gap)) + 1)]
    return [
        [_at(points, lengths, begin + share * min(dash, whole - begin)) for share in (0, 0.5, 1)]
        for begin in begins
    ]


def _at(
    points: Sequence[tuple[float, float]], lengths: Sequence[float], walked: float
) -> tuple[float, float]:
    return points[min(bisect_left(lengths, walked), len(points) - 1)]
