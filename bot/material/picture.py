"""The picture of a watchword: a PNG."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.material import layout, lettering
from bot.material.layout import Box, Layout, Shape
from bot.material.sheet import Sheet

FINER = 2
"""Round shapes are drawn so many times as large and made smaller: their edges become smooth."""


def png(sheet: Sheet, shape: Shape) -> bytes:
    """Return the picture of a sheet."""
    out = BytesIO()
    image(sheet, shape).save(out, "PNG", optimize=True)
    return out.getvalue()


def image(sheet: Sheet, shape: Shape) -> Image.Image:
    placed = layout.lay_out(sheet, shape)
    picture = _ground(placed)
    pen = ImageDraw.Draw(picture)
    for text in placed.texts:
        for line in text.lines:
            lettering.draw(pen, (line.x, line.y), line.text, text.setting.size, text.colour, text.style)
    return picture


def _ground(placed: Layout) -> Image.Image:
    """Draw everything but the text."""
    shape = placed.shape
    large = Image.new("RGB", (shape.width * FINER, shape.height * FINER), layout.PAPER)
    pen = ImageDraw.Draw(large)
    x, y, radius = shape.table
    pen.ellipse(
        _scaled(Box(x - radius, y - radius, 2 * radius, 2 * radius)), outline=layout.TABLE, width=6 * FINER
    )
    for seat in placed.seats:
        around = Box(seat.x - seat.radius, seat.y - seat.radius, 2 * seat.radius, 2 * seat.radius)
        pen.ellipse(_scaled(around), fill=seat.colour)
    pen.rectangle(_scaled(placed.rule), fill=layout.GREEN)
    if placed.badge_box is not None:
        pen.rounded_rectangle(_scaled(placed.badge_box), radius=14 * FINER, fill=layout.BADGE)
    return large.reduce(FINER)


def _scaled(box: Box) -> tuple[float, float, float, float]:
    return box.x * FINER, box.y * FINER, (box.x + box.width) * FINER, box.bottom * FINER
