"""Drawings as SVG within a page; colours come from the page, so that they follow light and dark."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.reports.drawing import Area, Curve, Disc, Drawing, Label, Shape

_WHOLE = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>')
_SILENT = Markup('<svg viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>')
_DISC = Markup('<circle cx="{}" cy="{}" r="{}" class="fill-{}"/>')
_CURVE = Markup('<path d="M{} {}Q{} {} {} {}" class="stroke-{}" stroke-width="{}"{}/>')
_DASHES = Markup(' stroke-dasharray="{} {}"')
_AREA = Markup('<polygon points="{}" class="fill-{}"/>')
_LABEL = Markup('<text x="{}" y="{}" font-size="{}" text-anchor="{}" class="fill-{}">{}</text>')


def svg(drawing: Drawing, description: str) -> Markup:
    """Return a drawing as a picture that says in words what it shows."""
    shapes = Markup("").join(_shapes(drawing))
    return _WHOLE.format(_n(drawing.width), _n(drawing.height), description, shapes)


def silent(drawing: Drawing) -> Markup:
    """Return a drawing that says nothing beyond the words beside it."""
    size = _n(drawing.width), _n(drawing.height)
    return _SILENT.format(*size, *size, Markup("").join(_shapes(drawing)))


def _shapes(drawing: Drawing) -> Iterator[Markup]:
    return (_shape(shape) for shape in drawing.shapes)


def _shape(shape: Shape) -> Markup:
    match shape:
        case Disc():
            return _DISC.format(_n(shape.x), _n(shape.y), _n(shape.radius), shape.fill)
        case Curve():
            points = (*shape.begin, *shape.bend, *shape.end)
            dashes = _DASHES.format(*map(_n, shape.dashes)) if shape.dashes else ""
            return _CURVE.format(*map(_n, points), shape.colour, _n(shape.width), dashes)
        case Area():
            corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.corners)
            return _AREA.format(corners, shape.fill)
        case Label():
            place = _n(shape.x), _n(shape.y), _n(shape.size)
            return _LABEL.format(*place, shape.anchor, shape.colour, shape.text)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
