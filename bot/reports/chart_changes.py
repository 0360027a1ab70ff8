"""Changes: how the improvements stand, and for each thing that was measured a bar before and a bar after.

Bars of one thing share a scale that begins at zero; different things have different units and no common scale.
"""

from collections.abc import Iterator

from bot.reports.drawing import Colour, Drawing, Label, Shape, bar, width, wrapped
from bot.reports.leaf import Leaf, Measured, State

WIDTH, LEFT = 640, 8
STATE_ROW, STATE_BAR = 40, 24
BAR, ROOM = 24, 400
NAME, SMALL = 22, 19
AT_MOST = 6
"""So many measured things a picture shows; the page tells them all."""


def chart(leaf: Leaf, at_most: int | None = None) -> Drawing:
    """Draw both parts; `at_most`: how many measured things."""
    shapes: list[Shape] = []
    y = 8.0
    for state in leaf.states:
        shapes += _state(state, max(one.count for one in leaf.states), y)
        y += STATE_ROW
    y += 16 if leaf.states else 0
    shown = [one for one in leaf.measured if one.numbers is not None][:at_most]
    for measured in shown:
        lines = wrapped(measured.what, NAME, WIDTH - 2 * LEFT, 2)
        shapes += [Label(LEFT, y + 22 + n * 28, line, NAME) for n, line in enumerate(lines)]
        y += 28 * len(lines) + 8
        shapes += _pair(measured, leaf.before_after, y)
        y += 2 * (BAR + 6) + 44
    return Drawing(WIDTH, max(y, 24), shapes)


def _state(state: State, most: int, y: float) -> Iterator[Shape]:
    [name] = wrapped(state.name, SMALL, 240, 1)
    yield Label(LEFT, y + 20, name, SMALL)
    long = 300 * state.count / most
    yield bar(260, y + 2, long, STATE_BAR, Colour.STRONG)
    yield Label(260 + long + 10, y + 20, str(state.count), SMALL)


def _pair(measured: Measured, called: tuple[str, str], y: float) -> Iterator[Shape]:
    assert measured.numbers is not None
    largest = max(map(abs, measured.numbers)) or 1
    name_room = max(width(name, SMALL) for name in called) + 14
    room = ROOM - name_room
    told = zip(
        called, measured.numbers, (measured.before, measured.after), (Colour.SEAT, Colour.STRONG), strict=True
    )
    for number, (name, value, shown, fill) in enumerate(told):
        top = y + number * (BAR + 6)
        yield Label(LEFT, top + 18, name, SMALL, Colour.SOFT)
        long = max(2.0, room * abs(value) / largest)
        yield bar(LEFT + name_room, top, long, BAR, fill)
        [line] = wrapped(shown, SMALL, WIDTH - LEFT - name_room - long - 20, 1)
        yield Label(LEFT + name_room + long + 10, top + 18, line, SMALL)
    if measured.change:
        top = y + 2 * (BAR + 6)
        [line] = wrapped(measured.change, NAME, WIDTH - 2 * LEFT - name_room, 1)
        yield Label(LEFT + name_room, top + 20, line, NAME)
