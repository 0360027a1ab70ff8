"""The flow: how many voices came how far, one step under the other."""

from collections.abc import Sequence

from bot.reports.drawing import Area, Colour, Drawing, Label, Shape, bar, wrapped
from bot.reports.leaf import FlowStep

WIDTH, STEP, BAR = 640, 104, 58
MIDDLE, WIDEST, NARROWEST = 488.0, 280.0, 4.0
TEXT_ROOM = 320
NAME, MORE, NUMBER = 25, 19, 26
INSIDE = 60
"""A bar that is narrower has its number beside it."""


def chart(steps: Sequence[FlowStep]) -> Drawing:
    """Draw the steps. From those that were heard on, each is a part of them: a band leads from one to the next."""
    most = max([1, *(step.voices for step in steps)])
    widths = [max(NARROWEST, WIDEST * step.voices / most) if step.voices else NARROWEST for step in steps]
    shapes: list[Shape] = [
        _band(number, widths[number], widths[number + 1]) for number in range(1, len(steps) - 1)
    ]
    for number, (step, wide) in enumerate(zip(steps, widths, strict=True)):
        shapes += _step(step, number, wide)
    return Drawing(WIDTH, STEP * len(steps), shapes)


def _top(number: int) -> float:
    return 12 + number * STEP


def _band(number: int, above: float, below: float) -> Area:
    top, bottom = _top(number) + BAR, _top(number + 1)
    return Area(
        (
            (MIDDLE - above / 2, top),
            (MIDDLE + above / 2, top),
            (MIDDLE + below / 2, bottom),
            (MIDDLE - below / 2, bottom),
        ),
        Colour.FAINT,
    )


def _step(step: FlowStep, number: int, wide: float) -> list[Shape]:
    top = _top(number)
    is_brought = number == 0
    fill = Colour.SEAT if is_brought else Colour.STRONG
    names = wrapped(step.name, NAME, TEXT_ROOM, 1)
    mores = wrapped(step.more, MORE, TEXT_ROOM, 2)
    is_inside = wide >= INSIDE
    colour = Colour.INK if is_brought or not is_inside else Colour.ON_STRONG
    x, anchor = (MIDDLE, "middle") if is_inside else (MIDDLE + wide / 2 + 12, "start")
    return [
        bar(MIDDLE - wide / 2, top, wide, BAR, fill),
        Label(x, top + BAR / 2 + NUMBER * 0.36, str(step.voices), NUMBER, colour, anchor),
        *(Label(8, top + 24 + n * NAME * 1.2, line, NAME) for n, line in enumerate(names)),
        *(Label(8, top + 54 + n * MORE * 1.3, line, MORE, Colour.SOFT) for n, line in enumerate(mores)),
    ]
