"""Making: the files of a report, as they are handed over. Pictures take a second or two, so it is for the background."""

from bot import material
from bot.material.made import Made
from bot.reports import page
from bot.reports.leaf import Leaf


def make(leaf: Leaf) -> list[Made]:
    """Return the page, and the pictures where the extra is there that draws them."""
    made = only_page(leaf)
    if material.is_installed():
        from bot.reports import picture  # noqa: PLC0415  an extra that may not be there

        made += picture.pictures(leaf)
    return made


def only_page(leaf: Leaf) -> list[Made]:
    return [Made(page.file_name(leaf), page.html(leaf).encode(page.ENCODING), leaf.title)]
