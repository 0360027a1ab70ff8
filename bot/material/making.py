"""Making: a sheet's files, as they are handed over. Takes about a second, so it is for the background alone."""

from bot.material import lettering, picture, slide
from bot.material.layout import SQUARE, WIDE
from bot.material.made import Made
from bot.material.sheet import Kind, Sheet


def make(sheet: Sheet, kind: Kind) -> list[Made]:
    """Return the files of a sheet. Raises `typography.TooMuch` for a phrase that no sheet holds."""
    if kind is Kind.SLIDE:
        return [Made(f"{sheet.stem}.pptx", slide.pptx(sheet), sheet.description)]
    shapes = {"16x9": WIDE, "1x1": SQUARE}
    return [
        Made(f"{sheet.stem}-{name}.png", picture.png(sheet, shape), sheet.description)
        for name, shape in shapes.items()
    ]


def missing(sheet: Sheet) -> int:
    """Return for how many letters of the phrase 〓 stands."""
    return len(lettering.missing(sheet.phrase))
