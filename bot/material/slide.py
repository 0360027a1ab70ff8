"""The slide of a watchword: a PowerPoint file whose every word can be edited, looking as the wide picture does.

The fonts are those that come with Office (游明朝, 游ゴシック); a program without them takes its own. What people wrote is
put in as text alone: nothing of it becomes a link, a field or a formula.
"""

import re
from io import BytesIO

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape as Drawn
from pptx.slide import Slide
from pptx.util import Emu, Pt

from bot.material import layout, lettering
from bot.material.layout import Box, Layout, Text
from bot.material.lettering import Style
from bot.material.sheet import Sheet

PIXEL = 6350
"""English Metric Units: 1,920 pixels are the 13.33 inches of a wide slide."""
POINT = 2
"""Pixels of ours."""
ROOM = 0.95
"""Letters are so much smaller than in the picture: Office's are a little wider than those we measured."""
EMOJI_ROOM = 0.4
"""How much wider an emoji may be there, in letters."""
TITLE_ONLY = 5
"""The layout of python-pptx's own template: the phrase is the slide's title, so outlines and screen readers have it."""
FONTS = {Style.SERIF: "Yu Mincho", Style.SANS: "Yu Gothic"}
LANGUAGES = {"ja": "ja-JP", "en": "en-US"}
UNWRITABLE = re.compile("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""What XML does not hold."""


def pptx(sheet: Sheet) -> bytes:
    """Return a PowerPoint file with one slide; its notes say what the sheet says of itself."""
    placed = layout.lay_out(sheet, layout.WIDE)
    deck = Presentation()
    deck.slide_width, deck.slide_height = _emu(layout.WIDE.width), _emu(layout.WIDE.height)
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _ground(slide, placed)
    title = slide.shapes.title
    assert title is not None
    title._element.getparent().append(title._element)  # noqa: SLF001  in front of what is drawn
    _write(title, placed.phrase, sheet.language)
    texts = {"Label": placed.label, "Origin": placed.origin, "Footer": placed.footer, "Badge": placed.badge}
    for name, text in texts.items():
        if text is not None:
            box = slide.shapes.add_textbox(Emu(0), Emu(0), Emu(0), Emu(0))
            box.name = name
            _write(box, text, sheet.language)
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = _writable(sheet.description) + "\n" + _writable(sheet.standing)
    deck.core_properties.title = _writable(sheet.phrase)
    deck.core_properties.author = "Entaku"
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def _ground(slide: Slide, placed: Layout) -> None:
    """Draw everything but the text, behind it."""
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _colour(layout.PAPER)
    x, y, radius = placed.shape.table
    table = _shape(slide, MSO_SHAPE.OVAL, Box(x - radius, y - radius, 2 * radius, 2 * radius), "Table", None)
    table.line.color.rgb, table.line.width = _colour(layout.TABLE), Pt(3)
    for seat in placed.seats:
        around = Box(seat.x - seat.radius, seat.y - seat.radius, 2 * seat.radius, 2 * seat.radius)
        _shape(slide, MSO_SHAPE.OVAL, around, "Seat", seat.colour)
    _shape(slide, MSO_SHAPE.RECTANGLE, placed.rule, "Rule", layout.GREEN)
    if placed.badge_box is not None:
        _shape(slide, MSO_SHAPE.ROUNDED_RECTANGLE, placed.badge_box, "Badge field", layout.BADGE)


def _shape(slide: Slide, kind: MSO_SHAPE, box: Box, name: str, colour: str | None) -> Drawn:
    shape = slide.shapes.add_shape(kind, _emu(box.x), _emu(box.y), _emu(box.width), _emu(box.height))
    shape.name = name
    shape._element.remove(shape._element.find(qn("p:style")))  # noqa: SLF001  the template's shadows and lines
    if colour is None:
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(colour)
    return shape


def _write(shape: Drawn, text: Text, language: str) -> None:
    """Put a text into its box; its lines break as in the picture, which Office alone would not do as well."""
    shape.left, shape.top = _emu(text.box.x), _emu(text.box.y)
    shape.width, shape.height = _emu(text.box.width), _emu(text.box.height)
    size = Pt(round(text.setting.size * ROOM * _narrowing(text) / POINT))
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = len(text.lines) > 1, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    frame.vertical_anchor = MSO_ANCHOR.TOP if text.is_at_top else MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    if len(text.lines) > 1:
        paragraph.line_spacing = Pt(round(text.setting.size * text.leading / POINT))
    for number, line in enumerate(text.setting.lines):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = _writable("".join(line))
        run.font.size, run.font.bold, run.font.name = size, False, FONTS[text.style]
        run.font.color.rgb = _colour(text.colour)
        properties = run._r.get_or_add_rPr()  # noqa: SLF001  python-pptx sets neither the Asian font nor the language
        properties.set("lang", LANGUAGES[language])
        asian = properties.makeelement(qn("a:ea"), {"typeface": FONTS[text.style]})
        properties.find(qn("a:latin")).addnext(asian)


def _narrowing(text: Text) -> float:
    """Return by how much letters shrink where emoji, which Office draws wider than we do, would not fit otherwise."""
    widest = max(
        lettering.width(line.text, text.setting.size, text.style)
        + lettering.emoji_in(line.text) * text.setting.size * EMOJI_ROOM
        for line in text.lines
    )
    return min(1.0, text.box.width / (widest * ROOM))


def _writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


def _emu(pixels: float) -> Emu:
    return Emu(round(pixels * PIXEL))


def _colour(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]  # python-pptx leaves it untyped
