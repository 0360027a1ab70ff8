import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from bot.material import lettering, typography
from bot.material.lettering import GETA, Style

OLD_FORMS = "髙﨑齋邊鷗𠮷濵𩸽德瀨榮"


@pytest.mark.slow
@given(st.text(max_size=60), st.sampled_from(Style))
def test_every_letter_that_is_drawn_has_a_shape_in_its_font(text: str, style: Style) -> None:
    for strip in lettering.strips(text, style):
        shown = [letter for letter in strip.text if not lettering._only_joins(letter)]
        assert all(ord(letter) in strip.face.letters for letter in shown)


@pytest.mark.parametrize("letter", OLD_FORMS)
def test_old_forms_of_names_are_drawn_as_they_are(letter: str) -> None:
    [strip] = lettering.strips(letter, Style.SERIF)
    assert (strip.text, strip.face) == (letter, lettering.SERIF)


@pytest.mark.parametrize("emoji", ["😭", "👍🏽", "👨‍👩‍👧", "🇯🇵", "1️⃣", "❤️"])
def test_an_emoji_with_all_that_belongs_to_it_is_one_sign(emoji: str) -> None:
    [strip] = lettering.strips(emoji, Style.SERIF)
    assert strip.face.is_emoji
    assert 80 < lettering.width(emoji, 100) < 120


def test_without_joining_an_emoji_is_drawn_by_its_parts_and_never_as_a_box(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lettering, "SHAPES", False)
    parts = lettering.strips("👨‍👩‍👧👍🏽", Style.SERIF)
    assert [strip.text for strip in parts] == ["👨", "👩", "👧", "👍"]


def test_slacks_names_of_emoji_become_emoji_and_other_colons_stay() -> None:
    assert lettering.spelled_out("やった :tada: 10:30:45 :our_logo:") == "やった 🎉 10:30:45 :our_logo:"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("か\u3099", "が"),  # composed
        ("葛\U000e0100", "葛"),  # a variant that the font need not have
        ("水\u202e筒\x07", "水筒"),  # turns and rings
        ("ｱ", "ｱ"),
        ("𝓐", "A"),  # its usual form
        ("한", GETA),
        ("\ue000", GETA),
    ],
)
def test_what_no_font_has_is_drawn_in_its_usual_form_or_keeps_its_place(text: str, drawn: str) -> None:
    strips = lettering.strips(lettering.spelled_out(text), Style.SERIF)
    assert "".join(strip.text for strip in strips).translate({0xE0100: None}) == drawn


def test_the_letters_that_only_keep_their_place_are_told() -> None:
    assert lettering.missing("水筒が한们〓") == ["한", "们"]
    assert lettering.missing(OLD_FORMS + "👨‍👩‍👧:tada:") == []


def test_what_is_drawn_is_as_wide_as_it_was_measured() -> None:
    for text in ("なんだか疲れる", "I don't want to ask", "話🤔30分"):
        picture = Image.new("L", (1800, 200))
        lettering.draw(ImageDraw.Draw(picture), (20, 150), text, 96, "#FFFFFF")
        left, _, right, _ = picture.getbbox() or (0, 0, 0, 0)
        assert 0 <= left - 20 < 20
        assert abs(right - 20 - lettering.width(text, 96)) < 20


def test_clusters_are_what_people_call_letters() -> None:
    assert typography.clusters("か\u3099👨‍👩‍👧👍🏽🇯🇵🇫🇷1️⃣") == ["か\u3099", "👨‍👩‍👧", "👍🏽", "🇯🇵", "🇫🇷", "1️⃣"]
