import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.material import typography
from bot.material.typography import NO_END, NO_START, Frame, Setting, fit, units

WIDTH, HEIGHT, LEADING = 900.0, 560.0, 1.5
SIGNS = "、。」「』（）ーっゃ…！？・"
WORDS = [
    "水筒",
    "なんだか",
    "疲れる",
    "母に",
    "頼みたくない",
    "keep",
    "ingredient",
    "don't",
    "30分",
    "🤔",
    "👨‍👩‍👧",
    "🇯🇵",
    "𠮷野",
]
PHRASES = st.lists(st.sampled_from([*WORDS, " ", *SIGNS]), min_size=1, max_size=24).map("".join)


def width(text: str, size: int) -> float:
    """A square for each letter that fills one, half of it for any other: as wide as a font, without one."""
    return sum(size if typography.is_wide(one[0]) else size * 0.5 for one in typography.clusters(text))


def fitted(text: str, *, largest: int = 128) -> Setting:
    return fit(units(text), Frame(WIDTH, HEIGHT, LEADING, width), largest=largest, smallest=6)


def lines(text: str, *, largest: int = 128) -> list[str]:
    return ["".join(line) for line in fitted(text, largest=largest).lines]


@pytest.mark.slow
@given(st.text(max_size=120))
@example("。" * 90)
@example("a" * 120)
@example("\u200d\ufe0f\u20e3 \u3099")
def test_whatever_the_text_all_of_it_stands_in_the_box(text: str) -> None:
    setting = fitted(text)

    assert setting.text == text
    assert all(width("".join(line).rstrip(), setting.size) <= WIDTH for line in setting.lines)
    assert len(setting.lines) * setting.size * LEADING <= HEIGHT


@pytest.mark.slow
@given(PHRASES)
@example("水筒水筒水筒水筒水筒水筒水筒水筒水筒水筒「 水筒水筒水筒")
def test_no_line_begins_with_what_belongs_to_the_one_before_or_ends_with_what_belongs_to_the_next(
    phrase: str,
) -> None:
    found = lines(phrase)

    assert not any(line.lstrip()[:1] in NO_START for line in found[1:] if line.lstrip())
    assert not any(line.rstrip()[-1:] in NO_END for line in found[:-1] if line.rstrip())


@pytest.mark.slow
@given(PHRASES)
def test_no_line_ends_within_a_word_or_an_emoji(phrase: str) -> None:
    found, at = lines(phrase), 0
    whole = typography.clusters(phrase)
    starts = {sum(map(len, whole[:number])) for number in range(len(whole))}
    for line in found[:-1]:
        at += len(line)
        assert at in starts
        assert not (
            phrase[at - 1].isascii()
            and phrase[at - 1].isalnum()
            and phrase[at].isascii()
            and phrase[at].isalnum()
        )


@pytest.mark.parametrize(
    ("phrase", "broken"),
    [
        (
            "便利なのはわかるんですけど、結局いつもの水筒を持って出ちゃうんですよね",
            ["便利なのは", "わかるんですけど、結局", "いつもの水筒を持って", "出ちゃうんですよね"],
        ),
        (
            "「便利」と言いながら、どこかモヤモヤしている",
            ["「便利」と", "言いながら、どこか", "モヤモヤしている"],
        ),
        (
            "I open it at night with a cloth, so that I don't have to ask",
            ["I open it at night ", "with a cloth, ", "so that I don't ", "have to ask"],
        ),
        ("髙﨑さんと𠮷野家へ", ["髙﨑さんと", "𠮷野家へ"]),
    ],
)
def test_japanese_breaks_between_phrases_and_english_between_words(phrase: str, broken: list[str]) -> None:
    assert lines(phrase) == broken


def test_a_short_phrase_stands_in_one_line_as_large_as_it_may() -> None:
    assert lines("なんだか") == ["なんだか"]
    assert fitted("なんだか").size == 128


def test_a_word_that_fits_at_no_readable_size_is_broken_after_all() -> None:
    setting = fitted("w" * 300)
    assert len(setting.lines) > 1
    assert setting.size >= 24


def test_a_box_for_nothing_is_refused() -> None:
    with pytest.raises(typography.TooMuch):
        fit(units("水筒"), Frame(3, 3, LEADING, width), largest=100, smallest=6)
