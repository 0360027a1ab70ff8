"""A report's page and pictures: whatever stands in them is text, fits, and reads on both grounds."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from io import BytesIO
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.reports import chart_bonds, chart_changes, chart_flow, chart_pulse, page, picture
from bot.reports.bonds import Tie
from bot.reports.drawing import Colour, Curve, Disc, Drawing, Label, dashed, width, wrapped
from bot.reports.leaf import (
    BondMap,
    FlowStep,
    Improvement,
    Leaf,
    Measured,
    PulseLine,
    PulseLines,
    Section,
    State,
    Thread,
)
from bot.reports.palette import DARK, DARK_PAPER, LIGHT, PAPER
from tests.bot.test_material import luminance

EVIL = '</style><script>alert(1)</script><img src="https://evil.example/x">&amp;"\'{{ 7 * 7 }}<!--'
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "figure"),
    *("figcaption", "h1", "h2", "h3", "p", "small", "span", "ul", "li", "div", "blockquote", "svg", "path"),
    *("circle", "polygon", "text", "table", "thead", "tbody", "tr", "th", "td"),
}
DEPARTMENTS = ["お客様相談センター", "商品開発", "Customer Relations and Care", "営業"]


def leaf(word: str = "ふたを軽くする", names: list[str] | None = None, **changed: Any) -> Leaf:
    names = DEPARTMENTS if names is None else names
    threads = [
        Thread(one=one, other=other, tie=tie, times=1 + (one + other) % 5)
        for one, other in combinations(range(len(names)), 2)
        for tie in Tie
    ]
    told = Section(title=word, lead=word, description=word)
    filled: dict[str, Any] = {
        "language": "ja",
        "title": word,
        "period": "2026年11月",
        "badge": "社内限り",
        "standing": word,
        "stem": "円卓のあゆみ",
        "empty": None,
        "notes": [word],
        "bonds": told,
        "bond_map": BondMap(
            names=names,
            before_title=word,
            now_title=word,
            before=threads[::2],
            now=threads,
            legend=dict.fromkeys(Tie, word),
            rows=[(word, word, word)],
            columns=(word, word, word),
            notes=[word],
        ),
        "flow": told,
        "flow_steps": [FlowStep(name=word, more=word, voices=voices) for voices in (40, 31, 31, 2, 0)],
        "changes": told,
        "states": [State(name=word, count=3), State(name=word, count=1)],
        "measured": [
            Measured(what=word, before=word, after=word, change=word, numbers=(12, -5)),
            Measured(what=word, before=word, after=word, change="±0", numbers=(0, 0)),
            Measured(what=word, before=word, after=word, change=None, numbers=None),
        ],
        "before_after": ("前", "あと"),
        "measured_columns": (word, word, word, word),
        "no_changes": word,
        "improvements": [Improvement(what=word, more=[word], state=word)],
        "improvements_title": word,
        "phrases": [word],
        "phrases_title": word,
        "wins": [word],
        "wins_title": word,
        "pulse": told,
        "pulse_lines": pulse(word, [(31, None, 50, 10)] * 4),
        "how": [word],
        "how_title": word,
        "footer": "Entaku 円卓",
    }
    return Leaf(**(filled | changed))


def pulse(question: str, tenths: Sequence[Sequence[int | None]], day: str = "12月24日") -> PulseLines:
    return PulseLines(
        days=[day] * len(tenths[0]),
        lines=[
            PulseLine(
                question=question, tenths=one, shown=[f"{step / 10:.1f}" if step else "－" for step in one]
            )
            for one in tenths
        ],
        least="いいえ",
        most="はい",
        column=question,
    )


class Reader(HTMLParser):
    """Reads a page as a browser does: its elements, their attributes, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.text += data


@pytest.mark.slow
@pytest.mark.parametrize("word", [EVIL, "合言葉「重いのに手放せない」", "w" * 300])
def test_what_people_wrote_stands_on_the_page_as_text(word: str) -> None:
    read = Reader(page.html(leaf(word, names=[word, "営業", word[::-1]])))

    assert set(read.tags) <= ALLOWED
    assert read.text.count(word) >= 15
    assert not [
        name for name, _ in read.attributes if name.startswith("on") or name in {"src", "href", "style"}
    ]


@pytest.mark.slow
@given(st.text(max_size=40))
def test_no_text_becomes_an_element(word: str) -> None:
    assert set(Reader(page.html(leaf(word))).tags) <= ALLOWED


def test_the_page_needs_nothing_but_itself() -> None:
    html = page.html(leaf())

    assert not re.search(r"https?://|url\(|@import|<script|<link|<img", html)
    assert "default-src 'none'" in html
    assert html.count("<svg") == 2 + 3 + 3
    assert html.count('role="img" aria-label="') == 5


def test_an_empty_report_says_so_and_shows_nothing_else() -> None:
    read = Reader(page.html(leaf(empty="まだ何もありません。")))

    assert "まだ何もありません。" in read.text
    assert "svg" not in read.tags
    assert picture.pictures(leaf(empty="まだ何もありません。")) == []


@pytest.mark.slow
def test_where_no_group_may_be_shown_there_is_no_map() -> None:
    alone = leaf(names=[])

    assert page.html(alone).count("<figure") == 0
    assert [one.name for one in picture.pictures(alone)] == [
        "円卓のあゆみ-flow.png",
        "円卓のあゆみ-changes.png",
        "円卓のあゆみ-pulse.png",
    ]


@pytest.mark.parametrize("count", [2, 3, 4, 7, 10, 11, 20])
@pytest.mark.parametrize(
    "name", ["お客様相談センター", "営業", "Customer Relations and Care Department", "W" * 60]
)
def test_names_round_the_table_stay_within_it_and_off_each_other(name: str, count: int) -> None:
    drawn = chart_bonds.table([name] * count, [])
    labels = [shape for shape in drawn.shapes if isinstance(shape, Label)]

    boxes = [box(label) for label in labels]
    assert len(labels) >= count
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= drawn.width
        assert top >= 0
        assert bottom <= drawn.height
    for one, other in combinations(boxes, 2):
        assert not overlap(one, other)


def box(label: Label) -> tuple[float, float, float, float]:
    wide = width(label.text, label.size)
    left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.y - 0.8 * label.size, left + wide, label.y + 0.1 * label.size


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(
    "word", ["とても長い名前の小さな改善とその前とあと" * 3, "A rather long name of a small thing " * 4]
)
def test_words_of_the_charts_stay_within_them(word: str) -> None:
    for drawn in (chart_flow.chart(leaf(word).flow_steps), chart_changes.chart(leaf(word))):
        for label in shown(drawn):
            left, top, right, bottom = box(label)
            assert left >= 0
            assert right <= drawn.width + 1
            assert top >= 0
            assert bottom <= drawn.height


STEPS = st.lists(st.none() | st.integers(10, 50), min_size=1, max_size=30)


@pytest.mark.slow
@given(STEPS, st.sampled_from(["12/24", "24 Dec", "12月24日"]))
def test_the_line_of_a_pulse_stays_within_its_picture_and_its_words_apart(
    steps: list[int | None], day: str
) -> None:
    drawn = chart_pulse.chart(pulse("思ったことを、言えましたか", [steps] * 4, day))
    boxes = [box(label) for label in shown(drawn)]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= drawn.width + 8
        assert top >= 0
        assert bottom <= drawn.height
    for number, one in enumerate(boxes):
        assert not [other for other in boxes[number + 1 :] if overlap(one, other)]
    points = [shape for shape in drawn.shapes if isinstance(shape, Disc)]
    assert len(points) == 4 * sum(one is not None for one in steps[-chart_pulse.AT_MOST :])


def test_a_gap_in_the_line_of_a_pulse_is_not_drawn_over() -> None:
    drawn = chart_pulse.chart(pulse("x", [(30, None, 40, 41)]))
    strokes = [one for one in drawn.shapes if isinstance(one, Curve) and one.colour is Colour.STRONG]
    assert len(strokes) == 1


def shown(drawn: Drawing) -> list[Label]:
    return [shape for shape in drawn.shapes if isinstance(shape, Label)]


@given(st.text(max_size=60), st.integers(60, 400), st.integers(1, 3))
def test_wrapped_words_fit_and_lose_nothing_unless_they_end_in_dots(
    text: str, room: int, at_most: int
) -> None:
    lines = wrapped(text, 20, room, at_most)

    assert len(lines) <= at_most
    assert all(width(line, 20) <= room + 20 for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_the_ties_are_told_apart_by_stroke_and_by_lightness() -> None:
    lines = [shape for tie in Tie for shape in chart_bonds.sample(tie).shapes if isinstance(shape, Curve)]
    strokes = [len(dashed(line)) for line in lines]
    for colours in (LIGHT, DARK):
        tones = sorted(luminance(colours[line.colour]) for line in lines)
        assert all((light + 0.05) / (dark + 0.05) > 1.3 for dark, light in pairwise(tones))
    assert len(set(strokes)) == len(Tie)


@pytest.mark.parametrize(("paper", "colours"), [(PAPER, LIGHT), (DARK_PAPER, DARK), ("#FFFFFF", LIGHT)])
def test_words_and_threads_can_be_told_from_the_ground(paper: str, colours: dict[Colour, str]) -> None:
    """A contrast of 4.5 for words and of 3 for lines: https://www.w3.org/TR/WCAG22/."""
    for ground, ink, least in (
        (paper, colours[Colour.INK], 4.5),
        (paper, colours[Colour.SOFT], 4.5),
        (paper, colours[Colour.STRONG], 4.5),
        (colours[Colour.STRONG], colours[Colour.ON_STRONG], 4.5),
        (colours[Colour.SEAT], colours[Colour.INK], 3.9),
        (colours[Colour.TABLE], colours[Colour.TALKED], 2.6),
        (colours[Colour.TABLE], colours[Colour.QUOTED], 3),
        (colours[Colour.TABLE], colours[Colour.TOOK_ON], 3),
    ):
        light, dark = sorted((luminance(ground), luminance(ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= least, (ground, ink)


@pytest.mark.slow
def test_pictures_have_a_ground_of_their_own_and_words_beside_them() -> None:
    made = picture.pictures(leaf())

    assert [one.name.rpartition("-")[2] for one in made] == [
        "bonds.png",
        "flow.png",
        "changes.png",
        "pulse.png",
    ]
    for one in made:
        drawn = Image.open(BytesIO(one.content))
        assert drawn.mode == "RGB"
        assert drawn.getpixel((2, 2)) == tuple(bytes.fromhex(PAPER[1:]))
        assert one.description
