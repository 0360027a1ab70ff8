"""Material: a watchword as a picture card and as a slide. Pure drawing: it knows neither tables nor Slack.

typography   where lines break, and how large letters are
lettering    which font draws which letter, and what stands for one that no font has
layout       where everything goes, the same for picture and slide
picture      the PNG
slide        the PowerPoint file

Pillow, python-pptx and the fonts are an extra (`slides`), so `picture` and `slide` are imported where they are needed.
"""

from importlib.util import find_spec

NEEDED = ("PIL", "pptx", "fontTools", "emoji", "pylopdf_fonts_jp", "manimgx_fonts")


def is_installed() -> bool:
    """Say whether the extra `slides` is there."""
    return all(find_spec(name) is not None for name in NEEDED)
