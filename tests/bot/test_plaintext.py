"""People's words as plain text: what is read from Slack, and what may be shown again."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plaintext import clean, escape, graphemes, mentioned, pieces, readable, shorten, tidy

NAMES = {"U1": "佐藤 花", "W2": "Aki"}

FAMILY = "👨‍👩‍👧‍👦"
WAVE = "👋🏽"
JAPAN = "🇯🇵"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

# Texts rich in what matters here: entities, tokens, marks, joins, flags, controls, borders of sentences.
texts = st.lists(
    st.sampled_from(
        ["&", "<", ">", "&amp;", "<@U1>", "<!here>", "が", "e\u0301", FAMILY, WAVE, JAPAN, "\x00"]
    )
    | st.sampled_from(
        ["。", "\n\n", "\n", " ", "、", ". ", "\u202e", "\u2066", "\u200d", "\r\n", "あ", "abc"]
    )
    | st.text(max_size=5),
    max_size=60,
).map("".join)
sayable = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)


@pytest.mark.parametrize(
    ("slack_text", "expected"),
    [
        pytest.param("値段が高い &amp; 重い", "値段が高い & 重い", id="entities are undone"),
        pytest.param("&amp;lt;b&amp;gt;", "&lt;b&gt;", id="entities are undone once"),
        pytest.param("&lt;@U1&gt;", "<@U1>", id="a typed token stays text"),
        pytest.param("<@U1>さん、どうですか", "@佐藤 花さん、どうですか", id="a known person"),
        pytest.param("<@W2|aki>", "@Aki", id="our name before the token's"),
        pytest.param("<@U9|ben>", "@ben", id="an unknown person with a label"),
        pytest.param("<@U9>", "@…", id="an unknown person"),
        pytest.param("<#C1|sales>", "#sales", id="a channel"),
        pytest.param("<#C1|>", "#…", id="a channel whose name is hidden"),
        pytest.param("<#C1>", "#…", id="a channel without a name"),
        pytest.param(
            "<!here> <!channel|channel> <!everyone>", "@here @channel @everyone", id="everyone's words"
        ),
        pytest.param("<!here|@here>", "@here", id="a label with its sign"),
        pytest.param("<!subteam^S1|@cs-team>", "@cs-team", id="a group"),
        pytest.param("<!subteam^S1>", "@…", id="a group without a name"),
        pytest.param(
            "<!date^1392734382^{date}^https://x.jp|2014年2月18日>", "2014年2月18日", id="a date's fallback"
        ),
        pytest.param("<https://x.jp/?a=1&amp;b=2>", "https://x.jp/?a=1&b=2", id="a bare link"),
        pytest.param("<https://x.jp|こちら>", "こちら (https://x.jp)", id="a link with a label"),
        pytest.param("<https://x.jp|x.jp>", "https://x.jp", id="a label that is the address"),
        pytest.param(
            "<https://evil.example|https://bank.example>",
            "https://bank.example (https://evil.example)",
            id="a label that lies",
        ),
        pytest.param("<mailto:a@x.jp|a@x.jp>", "a@x.jp", id="an address"),
        pytest.param("<tel:0312345678|03-1234-5678>", "03-1234-5678 (0312345678)", id="a telephone link"),
        pytest.param("<https://x.jp|A &amp; B>", "A & B (https://x.jp)", id="entities in a label"),
        pytest.param("a < b", "a < b", id="a lone sign is no token"),
        pytest.param("<> <@> <!>", "<> @… @…", id="tokens of nothing"),
        pytest.param("<b>太い</b> <br> <|x>", "<b>太い</b> <br> <|x>", id="brackets that a person typed"),
        pytest.param("*高い* _でも_ :smile:", "*高い* _でも_ :smile:", id="markup signs stay as typed"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_slack_markup_reads_as_a_person_sees_it(slack_text, expected):
    assert readable(slack_text, NAMES) == expected


def test_mentioned_people_are_found_once_each():
    assert mentioned("<@U1> <@W2|aki> <@U1> <#C1> &lt;@U3&gt; <!here>") == {"U1", "W2"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\x00b\x07c\x1b[31md\x7f\x9f", "abc[31md", id="controls"),
        pytest.param("a\tb\nc", "a\tb\nc", id="tabs and line feeds stay"),
        pytest.param(
            "a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\x85h", "a\nb\nc\nd\ne\nf\ng\nh", id="every kind of line break"
        ),
        pytest.param("\u202eevil\u202c \u2066x\u2069", "evil x", id="directional overrides and isolates"),
        pytest.param("שלום", "שלום", id="right-to-left letters stay"),
        pytest.param("a\ud800b", "a\N{REPLACEMENT CHARACTER}b", id="half a surrogate pair"),
        pytest.param("👨‍👩‍👧‍👦 ❤️", "👨‍👩‍👧‍👦 ❤️", id="joined emoji stay"),
    ],
)
def test_clean_text_has_only_what_can_be_seen_and_stored(text, expected):
    assert clean(text) == expected


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_text_becomes_clean_and_stays_so(text):
    once = clean(text)
    assert clean(once) == once
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", once)
    once.encode()


@pytest.mark.slow
@settings(deadline=None)
@given(texts)
def test_nothing_active_remains_in_an_escaped_text(text):
    shown = escape(text)
    assert "<" not in shown
    assert ">" not in shown
    assert shown.count("&") == len(re.findall("&(?:amp|lt|gt);", shown))


@settings(deadline=None)
@given(texts)
def test_an_escaped_text_reads_as_it_was_typed(text):
    assert readable(escape(text), NAMES) == clean(text)
    assert mentioned(escape(text)) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("声です", ["声", "で", "す"], id="plain letters"),
        pytest.param("e\u0301a", ["e\u0301", "a"], id="an accent of its own"),
        pytest.param("か\u3099き", ["か\u3099", "き"], id="a voicing mark of its own"),
        pytest.param("ｶﾞｷﾞ", ["ｶﾞ", "ｷﾞ"], id="half-width voicing marks"),
        pytest.param(f"{FAMILY}a", [FAMILY, "a"], id="a joined family"),
        pytest.param(f"{WAVE}{WAVE}", [WAVE, WAVE], id="skin tones"),
        pytest.param("🇯🇵🇫🇷🇩", ["🇯🇵", "🇫🇷", "🇩"], id="flags are pairs"),
        pytest.param(f"{SCOTLAND}x", [SCOTLAND, "x"], id="a flag of tags"),
        pytest.param("❤️1️⃣", ["❤️", "1️⃣"], id="variation selectors and keycaps"),
        pytest.param("葛\U000e0100城", ["葛\U000e0100", "城"], id="a variant of a kanji"),
        pytest.param(
            "\u1112\u1161\u11ab\u1100", ["\u1112\u1161\u11ab", "\u1100"], id="a Korean syllable in parts"
        ),
        pytest.param("\r\n\n", ["\r\n", "\n"], id="a line break of two"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_graphemes_are_what_people_count(text, expected):
    assert list(graphemes(text)) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        pytest.param("短い", 2, ("短い", False), id="what fits stays"),
        pytest.param("お客様の声", 4, ("お客様…", True), id="a cut is marked within the limit"),
        pytest.param(f"a{FAMILY}b", 8, ("a…", True), id="a family is not split"),
        pytest.param(f"{JAPAN}{JAPAN}", 3, (f"{JAPAN}…", True), id="nor a flag"),
        pytest.param("e\u0301" * 3, 4, ("e\u0301…", True), id="nor a letter and its accent"),
        pytest.param("高い です", 4, ("高い…", True), id="no space before the mark"),
        pytest.param(
            "z" + "\u0301" * 50, 5, ("z" + "\u0301" * 3 + "…", True), id="one endless grapheme still fits"
        ),
        pytest.param("長い", 1, ("…", True), id="room for the mark alone"),
    ],
)
def test_a_shortened_text_fits_and_says_that_it_was_cut(text, limit, expected):
    assert shorten(text, limit) == expected


@pytest.mark.slow
@settings(deadline=None)
@given(texts, st.integers(1, 40), st.booleans())
def test_a_shortened_text_always_fits(text, limit, escaped):
    short, cut = shorten(text, limit, escaped=escaped)
    assert len(escape(short) if escaped else short) <= limit
    assert cut == (short != text) or text.endswith("…")


def test_a_limit_may_count_the_escaped_text():
    assert shorten("&&&&", 11, escaped=True) == ("&&…", True)
    assert shorten("&&&&", 20, escaped=True) == ("&&&&", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "ひとつめです。\n\nふたつめ。\n三",
            ["ひとつめです。\n\n", "ふたつめ。\n三"],
            id="after a paragraph",
        ),
        pytest.param("ひとつめです\nふたつめです", ["ひとつめです\n", "ふたつめです"], id="after a line"),
        pytest.param(
            "「高いね。」と言った。でも買った。",
            ["「高いね。」と言った。", "でも買った。"],
            id="after a sentence",
        ),
        pytest.param("Too dear. I left it", ["Too dear. ", "I left it"], id="after an English sentence"),
        pytest.param("one two three four", ["one two ", "three four"], id="after a word"),
        pytest.param("あ" * 25, ["あ" * 11, "あ" * 11, "あ" * 3], id="anywhere between letters"),
        pytest.param("&" * 5, ["&&", "&&", "&"], id="never inside an entity"),
        pytest.param(
            "あ。" + "い" * 12, ["あ。" + "い" * 9, "い" * 3], id="not where most of the room is lost"
        ),
        pytest.param(FAMILY * 2, [FAMILY, FAMILY], id="never inside a family"),
        pytest.param(" " * 30 + "あ", [" " * 8 + "あ"], id="blank parts are left out"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_long_text_parts_where_a_reader_would(text, expected):
    assert pieces(text, 11) == expected


@pytest.mark.slow
@settings(deadline=None)
@given(texts, st.integers(5, 40))
def test_pieces_fit_and_together_are_the_whole(text, limit):
    parts = pieces(text, limit)
    assert all(0 < len(escape(part)) <= limit for part in parts)
    assert all(part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@settings(deadline=None)
@given(sayable, st.integers(5, 40))
def test_pieces_without_blanks_are_the_whole_letter_by_letter(text, limit):
    unbroken = "".join(text.split())
    assert "".join(pieces(unbroken, limit)) == unbroken


@settings(deadline=None)
@given(st.lists(st.sampled_from([FAMILY, WAVE, JAPAN, SCOTLAND, "e\u0301", "あ", "&"]), max_size=40))
def test_pieces_keep_graphemes_whole(letters):
    parts = pieces("".join(letters), 16)
    assert [grapheme for part in parts for grapheme in graphemes(part)] == letters


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(" \n ふたが固い\u200b \n", "ふたが固い\u200b", id="no white space around"),
        pytest.param("🎉", "🎉", id="an emoji alone is something"),
        pytest.param("？", "？", id="and so is a sign"),
        pytest.param(" \u3000\n\t", "", id="white space is nothing"),
        pytest.param("\u200b\u2060\ufeff", "", id="nor is what has no width"),
        pytest.param("\x00\u202e", "", id="nor are controls"),
        pytest.param("\u0301\ufe0f", "", id="nor marks on nothing"),
    ],
)
def test_of_what_was_typed_only_what_can_be_seen_is_something(typed, kept):
    assert tidy(typed) == kept


def test_limits_that_could_hold_nothing_are_refused():
    with pytest.raises(ValueError, match="4 characters"):
        pieces("声", 4)
    with pytest.raises(ValueError, match="0 characters"):
        shorten("声", 0)


def test_a_hostile_text_of_12_000_characters_parts_quickly_and_whole():
    text = ("<!channel> & " + "é" + "\u0301" * 40 + FAMILY) * 200
    parts = pieces(text[:12_000], 3_000)
    assert "".join(parts) == text[:12_000]
    assert max(len(escape(part)) for part in parts) <= 3_000
