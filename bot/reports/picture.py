"""Reports as pictures for Slack: PNGs on a light ground of their own, so that they read alike on a dark screen.

Needs the extra `slides`, whose fonts have Japanese.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from bot.material import lettering
from bot.material.lettering import Style
from bot.material.made import Made
from bot.reports import chart_bonds, chart_changes, chart_flow, chart_pulse
from bot.reports.drawing import Area, Colour, Curve, Disc, Drawing, Label, Shape, dashed, moved, wrapped
from bot.reports.leaf import Leaf, PulseLines, PulseSheet, Section
from bot.reports.palette import LIGHT, PAPER

FINER = 2
"""Shapes are drawn so many times as large and made smaller: their edges become smooth."""
MARGIN, TITLE, SMALL = 60, 38, 24
HEAD, FOOT = 196, 76
TALL = 1.25
"""How much larger a map is drawn than on a page."""


def pictures(leaf: Leaf) -> list[Made]:
    """Return the pictures of a report: the bond map, the flow, and the changes where there are any."""
    if leaf.empty is not None:
        return []
    drawn = [("bonds", leaf.bonds, _bonds(leaf)), ("flow", leaf.flow, _flow(leaf))]
    if leaf.states or leaf.measured:
        drawn.append(("changes", leaf.changes, _changes(leaf)))
    if leaf.pulse is not None and leaf.pulse_lines is not None:
        drawn.append(("pulse", leaf.pulse, _pulse(leaf.pulse_lines)))
    if not leaf.bond_map.names:
        drawn.pop(0)
    return [
        Made(f"{leaf.stem}-{name}.png", png(_framed(leaf, section, drawing)), section.description)
        for name, section, drawing in drawn
    ]


def of_pulse(sheet: PulseSheet) -> Made:
    """Return the picture of a pulse's line over time."""
    drawn = png(_framed(sheet, sheet.section, _pulse(sheet.pulse)))
    return Made(f"{sheet.stem}.png", drawn, sheet.section.description)


def png(drawing: Drawing) -> bytes:
    out = BytesIO()
    image(drawing).save(out, "PNG")
    return out.getvalue()


def image(drawing: Drawing) -> Image.Image:
    """Paint a drawing: shapes first, words over them."""
    size = round(drawing.width), round(drawing.height)
    large = Image.new("RGB", (size[0] * FINER, size[1] * FINER), PAPER)
    pen = ImageDraw.Draw(large)
    for shape in moved(drawing.shapes, 0, 0, FINER):
        _paint(pen, shape)
    picture = large.reduce(FINER)
    pen = ImageDraw.Draw(picture)
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            _write(pen, shape)
    return picture


def _bonds(leaf: Leaf) -> Drawing:
    shapes: list[Shape] = []
    wide, high = chart_bonds.WIDTH * TALL, chart_bonds.HEIGHT * TALL
    told = leaf.bond_map
    for number, (title, threads) in enumerate(((told.before_title, told.before), (told.now_title, told.now))):
        middle = (number + 0.5) * wide
        shapes.append(Label(middle, 28, title, SMALL + 2, Colour.INK, "middle"))
        shapes += moved(chart_bonds.table(told.names, threads).shapes, number * wide, 44, TALL)
    y = 44 + high + 44
    x = 0.0
    for tie, name in told.legend.items():
        shapes += moved(chart_bonds.sample(tie).shapes, x, y - 19, 1.4)
        shapes.append(Label(x + 96, y, name, SMALL))
        x += 96 + lettering.width(name, SMALL, Style.SANS) + 44
    lines = [line for note in told.notes for line in wrapped(note, SMALL - 2, 2 * wide, 3)]
    shapes += [Label(0, y + 48 + n * 34, line, SMALL - 2, Colour.SOFT) for n, line in enumerate(lines)]
    return Drawing(2 * wide, y + 30 + len(lines) * 34, shapes)


def _flow(leaf: Leaf) -> Drawing:
    chart = chart_flow.chart(leaf.flow_steps)
    scale = 1.6
    return Drawing(chart.width * scale, chart.height * scale, list(moved(chart.shapes, 0, 0, scale)))


def _changes(leaf: Leaf) -> Drawing:
    chart = chart_changes.chart(leaf, chart_changes.AT_MOST)
    scale = 1.6
    return Drawing(chart.width * scale, chart.height * scale, list(moved(chart.shapes, 0, 0, scale)))


def _pulse(pulse: PulseLines) -> Drawing:
    chart = chart_pulse.chart(pulse)
    scale = 1.6
    return Drawing(chart.width * scale, chart.height * scale, list(moved(chart.shapes, 0, 0, scale)))


def _framed(leaf: Leaf | PulseSheet, section: Section, inner: Drawing) -> Drawing:
    """Put a drawing under its heading, with the mark of what stays inside."""
    wide, high = inner.width + 2 * MARGIN, inner.height + HEAD + FOOT
    return Drawing(wide, high, list(_frame(leaf, section, inner, wide, high)))


def _frame(
    leaf: Leaf | PulseSheet, section: Section, inner: Drawing, wide: float, high: float
) -> Iterator[Shape]:
    badge = lettering.width(leaf.badge, SMALL, Style.SANS) + 36
    left = wide - MARGIN - badge
    yield Area(_box(left, 44, badge, 46), Colour.STRONG)
    yield Label(left + 18, 75, leaf.badge, SMALL, Colour.ON_STRONG)
    [where] = wrapped(f"{leaf.title}  {leaf.period}", SMALL, left - MARGIN - 24, 1)
    yield Label(MARGIN, 76, where, SMALL, Colour.SOFT)
    yield Label(MARGIN, 136, section.title, TITLE)
    yield from moved(inner.shapes, MARGIN, HEAD)
    yield Label(MARGIN, high - 34, leaf.standing, SMALL - 4, Colour.SOFT)
    yield Label(wide - MARGIN, high - 34, leaf.footer, SMALL - 4, Colour.SOFT, "end")


def _box(x: float, y: float, width: float, height: float) -> Sequence[tuple[float, float]]:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def _paint(pen: ImageDraw.ImageDraw, shape: Shape) -> None:
    match shape:
        case Disc():
            around = (
                shape.x - shape.radius,
                shape.y - shape.radius,
                shape.x + shape.radius,
                shape.y + shape.radius,
            )
            pen.ellipse(around, fill=LIGHT[shape.fill])
        case Area():
            pen.polygon(list(shape.corners), fill=LIGHT[shape.fill])
        case Curve():
            for stroke in dashed(shape):
                pen.line(stroke, fill=LIGHT[shape.colour], width=round(shape.width), joint="curve")
        case Label():
            pass


def _write(pen: ImageDraw.ImageDraw, label: Label) -> None:
    text, size = lettering.spelled_out(label.text), round(label.size)
    wide = lettering.width(text, size, Style.SANS)
    x = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    lettering.draw(pen, (x, label.y), text, size, LIGHT[label.colour], Style.SANS)
