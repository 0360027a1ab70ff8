"""Lettering: which font draws which letter, and what stands for one that no font has. Never an empty box.

Noto Serif JP and Noto Sans JP hold what Japanese companies write, the old forms of names among it (髙 﨑 邊 𠮷); Noto Sans
has the other alphabets and Noto Emoji the emoji, in one colour. All under the SIL Open Font License, inside wheels, so
a picture is the same on every machine. A letter that none of them has is drawn in its usual form where it has one
(㍿ 株式会社), else as 〓, the sign with which Japanese printers keep the place of a missing letter.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

import emoji
import manimgx_fonts
import pylopdf_fonts_jp
from fontTools.ttLib import TTFont
from PIL import ImageDraw, ImageFont, features

from bot.material import typography
from bot.material.typography import JOINER, KEYCAP, SKIN_TONES, TAGS

GETA = "〓"
EMOJI_SIGN = "\ufe0f"
EMOJI_SHARE = 0.82
"""Emoji are drawn wider than a letter: at this share of its size they stand in its square."""
EMOJI_WEIGHT = 500
SHAPES = features.check_feature("raqm")
"""Whether joined emoji and scripts whose letters join can be drawn as one; else they stand side by side."""
_LATIN = Path(manimgx_fonts.__file__).parent


class Style(Enum):
    SERIF = "serif"
    """What the customer said."""
    SANS = "sans"
    """What we say about it."""


@dataclass(frozen=True)
class Face:
    """A font of ours."""

    path: str
    is_emoji: bool = False

    @property
    def letters(self) -> frozenset[int]:
        return _letters(self.path)

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return _font(self.path, round(size * EMOJI_SHARE) if self.is_emoji else size, is_emoji=self.is_emoji)


@dataclass(frozen=True)
class Strip:
    """Letters side by side in one font."""

    text: str
    face: Face


SERIF, SANS = Face(str(pylopdf_fonts_jp.serif_path())), Face(str(pylopdf_fonts_jp.sans_path()))
EMOJI = Face(str(_LATIN / "NotoEmoji[wght].ttf"), is_emoji=True)
OTHERS = tuple(
    Face(str(path)) for path in sorted(_LATIN.glob("NotoSans*[[]wght].ttf")) if "Italic" not in path.name
)


def spelled_out(text: str) -> str:
    """Return a text as it is drawn: letters composed, and Slack's `:tada:` as the emoji it means."""
    return unicodedata.normalize("NFC", emoji.emojize(text, language="alias"))


def width(text: str, size: int, style: Style = Style.SERIF) -> float:
    """Return how wide a text is drawn."""
    return sum(_advance(strip, size) for strip in strips(text, style))


def draw(
    on: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    colour: str,
    style: Style = Style.SERIF,
) -> None:
    """Draw a line of text; `at` is where it begins on its baseline."""
    x, baseline = at
    for strip in strips(text, style):
        lift = size * 0.04 if strip.face.is_emoji else 0.0
        on.text((x, baseline - lift), strip.text, fill=colour, font=strip.face.at(size), anchor="ls")
        x += _advance(strip, size)


def emoji_in(text: str) -> int:
    """Return how many emoji stand in a text."""
    return sum(strip.face.is_emoji for strip in strips(text, Style.SERIF))


def missing(text: str) -> list[str]:
    """Return the letters for which 〓 stands."""
    return [
        one for one in typography.clusters(spelled_out(text)) if GETA not in one and GETA in _drawable(one)
    ]


def strips(text: str, style: Style) -> list[Strip]:
    """Return a text as it is drawn, font by font; every letter in them has a shape in its font."""
    found: list[Strip] = []
    for strip in _strips(text, style):
        joins = found and found[-1].face == strip.face and not strip.face.is_emoji
        if joins:
            found[-1] = Strip(found[-1].text + strip.text, strip.face)
        else:
            found.append(strip)
    return found


def _strips(text: str, style: Style) -> Iterator[Strip]:
    for cluster in typography.clusters(text):
        for part in typography.clusters(_drawable(cluster)):
            face = _face(part, style)
            assert face is not None
            if face.is_emoji and not SHAPES:
                yield from (Strip(letter, face) for letter in part if _has_shape(letter, face))
            else:
                yield Strip(part, face)


@lru_cache(4096)
def _drawable(cluster: str) -> str:
    """Return the letters that are drawn for one: itself where a font has it, else its usual form, else 〓."""
    seen = "".join(letter for letter in cluster if _is_seen(letter))
    if all(map(_only_joins, seen)):
        return ""
    if seen.isspace():
        return " " if seen != "\u3000" else seen
    plain = "".join(letter for letter in seen if not _only_varies(letter))
    usual = unicodedata.normalize("NFKC", plain)
    base = plain[:1]
    for form in (seen, plain, usual, base, unicodedata.normalize("NFKC", base)):
        if form and all(_face(part, Style.SERIF) is not None for part in typography.clusters(form)):
            return form
    return GETA


def _face(cluster: str, style: Style) -> Face | None:
    """Return the font for a letter, the one of the style first."""
    first, second = (SERIF, SANS) if style is Style.SERIF else (SANS, SERIF)
    order = (first, second, *OTHERS, EMOJI)
    if EMOJI_SIGN in cluster or KEYCAP in cluster:
        order = (EMOJI, first, second, *OTHERS)
    needed = {ord(letter) for letter in cluster if not _only_joins(letter)}
    return next((face for face in order if needed <= face.letters), None)


def _has_shape(letter: str, face: Face) -> bool:
    return not _only_joins(letter) and ord(letter) in face.letters and ord(letter) not in SKIN_TONES


def _only_joins(letter: str) -> bool:
    return letter == JOINER or _only_varies(letter)


def _only_varies(letter: str) -> bool:
    code = ord(letter)
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or code in TAGS


def _is_seen(letter: str) -> bool:
    """Say whether a letter has any part in what is drawn; signs that turn or hide text have none."""
    return _only_joins(letter) or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"} or letter.isspace()


def _advance(strip: Strip, size: int) -> float:
    return _length(strip.text, strip.face, size)


@lru_cache(20_000)
def _length(text: str, face: Face, size: int) -> float:
    return float(face.at(size).getlength(text))


@lru_cache(400)
def _font(path: str, size: int, *, is_emoji: bool) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, max(1, size))
    if is_emoji:
        font.set_variation_by_axes([EMOJI_WEIGHT])
    return font


@cache
def _letters(path: str) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
