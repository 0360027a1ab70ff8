"""The colours of a report, on light and on dark ground.

The three ties differ in lightness and in stroke as well as in hue (after Okabe and Ito's colours that most people with
colour blindness can tell apart, https://jfly.uni-koeln.de/color/): none of them is told by its colour alone.
"""

from bot.reports.drawing import Colour

PAPER, DARK_PAPER = "#F7F2E7", "#1F1E1B"
LIGHT = {
    Colour.INK: "#2B2A26",
    Colour.SOFT: "#5A5850",
    Colour.TABLE: "#E9DFCB",
    Colour.SEAT: "#9DB8AF",
    Colour.TALKED: "#4F8FBF",
    Colour.QUOTED: "#C24E1C",
    Colour.TOOK_ON: "#24342F",
    Colour.STRONG: "#24584C",
    Colour.ON_STRONG: "#FFFFFF",
    Colour.FAINT: "#D5DFD6",
}
DARK = {
    Colour.INK: "#F1ECE0",
    Colour.SOFT: "#B9B4A6",
    Colour.TABLE: "#35332D",
    Colour.SEAT: "#4A6E62",
    Colour.TALKED: "#6FB2E4",
    Colour.QUOTED: "#E0703A",
    Colour.TOOK_ON: "#F3E9C9",
    Colour.STRONG: "#8CC4B2",
    Colour.ON_STRONG: "#12211D",
    Colour.FAINT: "#2F4740",
}
