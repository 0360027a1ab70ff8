"""Layout: where everything of a sheet stands, in pixels; a picture draws it, a slide builds it from the same figures.

A round table looks in from the corner: the company's seats in green, the customer's in coral, and above it the words.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.material import lettering, typography
from bot.material.lettering import Style
from bot.material.sheet import Sheet
from bot.material.typography import Frame, Setting, Unit

PAPER, TABLE, INK, SOFT = "#F7F2E7", "#E9DFCB", "#2B2A26", "#5A5850"
GREEN, SEATS, CORAL, BADGE, ON_BADGE = "#24584C", "#9DB8AF", "#D9694A", "#8C3A28", "#FFFFFF"

SEAT_COUNT = 24
CUSTOMERS_SEAT = 16
"""Of the free ones the nearest to this is the customer's: a seat makes way for words."""
SEAT_DISTANCE, SEAT_ROOM = 34, 30
OPENERS = frozenset("「『（〈《【〔［“‘")
"""They fill the right half of their square: at a line's beginning they hang out by the other half."""
SMALLEST = 6
FEW_LETTERS, FEW_GROWTH = 3, 2.2
LEADING, LATIN_LEADING, SMALL_LEADING = 1.5, 1.36, 1.6


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Shape:
    """The measures of one format."""

    width: int
    height: int
    margin: int
    phrase: Box
    largest: int
    """Of the phrase's letters; a very short one may be larger."""
    small: int
    """The size of everything else."""
    origin: Box
    table: tuple[float, float, float]
    """Middle and radius of the round table."""


WIDE = Shape(1920, 1080, 150, Box(150, 230, 1620, 570), 170, 36, Box(150, 872, 1360, 104), (1760, 1090, 610))
SQUARE = Shape(1080, 1080, 90, Box(90, 200, 900, 560), 128, 36, Box(90, 830, 900, 156), (1000, 1130, 430))


@dataclass(frozen=True)
class Line:
    """A line of text; x and y are where it begins on its baseline."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Text:
    """A text in its box, as its lines stand there."""

    box: Box
    setting: Setting
    lines: tuple[Line, ...]
    style: Style
    colour: str
    leading: float
    is_at_top: bool


@dataclass(frozen=True)
class Seat:
    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True)
class Layout:
    """Everything that stands on a sheet."""

    shape: Shape
    phrase: Text
    label: Text
    origin: Text
    footer: Text
    badge: Text | None
    badge_box: Box | None
    rule: Box
    seats: tuple[Seat, ...]

    @property
    def texts(self) -> Iterator[Text]:
        yield from (self.phrase, self.label, self.origin, self.footer)
        if self.badge is not None:
            yield self.badge


def lay_out(sheet: Sheet, shape: Shape) -> Layout:
    """Return where everything of a sheet stands. Raises `typography.TooMuch` for what no sheet holds."""
    small, margin = shape.small, shape.margin
    badge, badge_box = _badge(sheet, shape)
    beside = badge_box.x - 40 if badge_box else shape.width - margin
    label = Box(margin, margin - 20, beside - margin, small * 1.6)
    footer_width = lettering.width(sheet.footer, small - 8, Style.SANS) + 2
    footer = Box(shape.width - margin - footer_width, shape.height - 92, footer_width, (small - 8) * 1.6)
    few = len(typography.clusters(sheet.phrase.strip())) <= FEW_LETTERS
    largest = round(shape.largest * (FEW_GROWTH if few else 1))
    leading = LEADING if any(map(typography.is_wide, sheet.phrase)) else LATIN_LEADING
    phrase = _text(_units(sheet.phrase), shape.phrase, largest, Style.SERIF, INK, leading)
    origin = _text(_facts(sheet), shape.origin, small - 2, Style.SANS, SOFT, LEADING, is_at_top=True)
    return Layout(
        shape=shape,
        phrase=phrase,
        label=_text(_units(sheet.label), label, small, Style.SANS, GREEN, SMALL_LEADING),
        origin=origin,
        footer=_text(_units(sheet.footer), footer, small - 8, Style.SANS, GREEN, SMALL_LEADING),
        badge=badge,
        badge_box=badge_box,
        rule=Box(margin, shape.origin.y - 36, 96, 5),
        seats=tuple(_seats(shape, [phrase, origin])),
    )


def _units(text: str) -> list[Unit]:
    return typography.units(lettering.spelled_out(text))


def _facts(sheet: Sheet) -> list[Unit]:
    """Return the origin, which breaks between its facts rather than in one."""
    found: list[Unit] = []
    for fact in sheet.facts:
        first, *rest = _units(fact) or [Unit("", typography.NONE)]
        found += [Unit(first.text, typography.NONE), *(Unit(one.text, typography.INSIDE) for one in rest)]
    return found


def _badge(sheet: Sheet, shape: Shape) -> tuple[Text | None, Box | None]:
    """Return the mark in the upper right corner, and the field it stands on."""
    if sheet.badge is None:
        return None, None
    size = shape.small
    width = lettering.width(sheet.badge, size, Style.SANS)
    field = Box(shape.width - shape.margin - width - 52, shape.margin - 28, width + 52, size * 1.6 + 16)
    inner = Box(field.x + 26, field.y + 8, width + 2, size * 1.6)
    return _text(_units(sheet.badge), inner, size, Style.SANS, ON_BADGE, SMALL_LEADING), field


def _text(
    units: Sequence[Unit],
    box: Box,
    largest: int,
    style: Style,
    colour: str,
    leading: float,
    *,
    is_at_top: bool = False,
) -> Text:
    frame = Frame(box.width, box.height, leading, lambda part, size: lettering.width(part, size, style))
    setting = typography.fit(units, frame, largest=largest, smallest=SMALLEST)
    step = setting.size * leading
    top = box.y if is_at_top else box.y + (box.height - step * len(setting.lines)) / 2
    lines = tuple(
        _line(
            "".join(line).rstrip(), box.x, top + step * number + _baseline(setting.size, step), setting.size
        )
        for number, line in enumerate(setting.lines)
    )
    return Text(box, setting, lines, style, colour, leading, is_at_top)


def _line(text: str, x: float, y: float, size: int) -> Line:
    return Line(text, x - size / 2 if text[:1] in OPENERS and text[:1] not in "“‘" else x, y)


def _baseline(size: int, step: float) -> float:
    """Return how far below the top of its line a baseline is: a Japanese letter reaches 0.88 above it, 0.12 below."""
    return step / 2 + size * 0.38


def _seats(shape: Shape, words: Sequence[Text]) -> Iterator[Seat]:
    """Return the seats around the table that stand in nobody's words."""
    x, y, radius = shape.table
    around = [
        (
            x + (radius + SEAT_DISTANCE) * math.cos(math.tau * number / SEAT_COUNT),
            y + (radius + SEAT_DISTANCE) * math.sin(math.tau * number / SEAT_COUNT),
        )
        for number in range(SEAT_COUNT)
    ]
    free = [
        number
        for number, place in enumerate(around)
        if 0 < place[0] < shape.width and 0 < place[1] < shape.height and not _stands_in(place, words)
    ]
    customers = min(free, key=lambda number: abs(number - CUSTOMERS_SEAT), default=None)
    for number in free:
        is_customers = number == customers
        yield Seat(*around[number], 13 if is_customers else 9, CORAL if is_customers else SEATS)


def _stands_in(place: tuple[float, float], words: Sequence[Text]) -> bool:
    x, y = place
    return any(
        line.x - SEAT_ROOM
        < x
        < line.x + lettering.width(line.text, text.setting.size, text.style) + SEAT_ROOM
        and line.y - text.setting.size - SEAT_ROOM < y < line.y + text.setting.size * 0.2 + SEAT_ROOM
        for text in words
        for line in text.lines
    )
