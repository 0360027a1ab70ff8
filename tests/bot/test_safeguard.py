"""What must be hidden in a customer's words, and what only looks like it."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safeguard import Kind, Span, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("連絡先は03-5412-7788、午後がいい", "連絡先は●●、午後がいい", id="a landline"),
        pytest.param("090-3344-5566に折り返して", "●●に折り返して", id="a mobile"),
        pytest.param("08022334455の方", "●●の方", id="no hyphens"),
        pytest.param("0120345678へ", "●●へ", id="toll-free without hyphens"),
        pytest.param("0570-00-1234", "●●", id="a navigation dial"),
        pytest.param("(075)361-2244へ", "●●へ", id="an area in brackets"),
        pytest.param("03(5412)7788", "●●", id="an exchange in brackets"),
        pytest.param("０８０−１１２２−３３４４と", "●●と", id="full width"),
        pytest.param("０９０ー１２３４ー５６７８です", "●●です", id="long vowel marks for hyphens"),
        pytest.param("090‐1234‑5678 090–1234—5678", "●● ●●", id="four kinds of hyphen"),
        pytest.param("090 1234 5678 3個", "●● 3個", id="spaces, and a number after it"),
        pytest.param("090.1234.5678", "●●", id="dots"),
        pytest.param("090・1234・5678", "●●", id="middle dots"),
        pytest.param("090\u200b-1234-5678", "●●", id="a zero-width space inside"),
        pytest.param("0️⃣9️⃣0️⃣-1234-5678よ", "●●よ", id="keycaps"),
        pytest.param("①090-1234-5678", "①●●", id="a numbered item"),
        pytest.param("TEL090-1234-5678", "TEL●●", id="letters that say telephone"),
        pytest.param("電話番号は0312345678です", "電話番号は●●です", id="the word before it"),
        pytest.param("番号は09012345678です", "番号は●●です", id="the number, of nothing else"),
        pytest.param("折り返しの番号は0312345678で", "折り返しの番号は●●で", id="the number to call back"),
        pytest.param("03-1234-5678 内線123", "●●", id="a Japanese extension"),
        pytest.param("03-1234-5678（内線 45）へ", "●●へ", id="an extension in brackets"),
        pytest.param("call (415) 555-2671 ext. 12 please", "call ●● please", id="American, with extension"),
        pytest.param("1-800-555-1234", "●●", id="American, toll-free"),
        pytest.param("+81-90-7766-5544で", "●●で", id="with the country"),
        pytest.param("＋８１−９０−１２３４−５６７８", "●●", id="with the country, full width"),
        pytest.param("+81 (0)90-1234-5678", "●●", id="with the country and the zero"),
        pytest.param("0081-90-1234-5678から", "●●から", id="dialled with 00"),
        pytest.param("010-81-90-1234-5678", "●●", id="dialled with 010"),
        pytest.param("+44 20 7946 0958 or +1 415 555 2671", "●● or ●●", id="other countries"),
        pytest.param("03-1234-5678/090-1234-5678", "●●/●●", id="two with a slash"),
        pytest.param("k.fujita@example.comへ", "●●へ", id="an address, Japanese right behind"),
        pytest.param("返信はaoi-2020@example.ne.jpまで", "返信は●●まで", id="an address between Japanese"),
        pytest.param("ｓａｔｏ＠ｅｘａｍｐｌｅ．ｃｏｍという", "●●という", id="an address in full width"),
        pytest.param("a..b.@docomo.ne.jp", "●●", id="an old carrier address"),
        pytest.param("taro [at] example [dot] com", "●●", id="at and dot in brackets"),
        pytest.param("taroアットマークexampleドットcomです", "●●です", id="at and dot in words"),
        pytest.param("<a+b@x.co.jp>、03-1234-5678", "<●●>、●●", id="an address and a number"),
    ],
)
def test_telephone_numbers_and_addresses_are_hidden(text, masked):
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1,280円なら毎月買えます。¥98,000は高い", id="prices"),
        pytest.param("+5000円 +20260301", id="signed numbers"),
        pytest.param("2026-09-01 10:00-12:00、令和8年5月1日", id="dates and times"),
        pytest.param("2026 0301 1234", id="a date with spaces"),
        pytest.param("型番AB-0312-345678", id="a model with its word"),
        pytest.param("A03-1234-5678", id="a model that begins with a letter"),
        pytest.param("部品番号 XZ-99-1234、CR2032", id="parts"),
        pytest.param("JAN 4912345678904", id="a JAN code"),
        pytest.param("ISBN 978-4-06-519981-7 / 0-306-40615-2", id="ISBNs"),
        pytest.param("3.14159265358979", id="a long decimal"),
        pytest.param("0-1-2-3-4-5-6-7-8-9", id="counting"),
        pytest.param("123-045-678-9012", id="the tail of a longer code"),
        pytest.param("a@localhost", id="a machine"),
        pytest.param("容量は0.5L、18-8ステンレス", id="measures"),
        pytest.param("", id="nothing"),
    ],
)
def test_prices_codes_and_dates_stay(text):
    assert mask(text).text == text
    assert mask(text).count == 0


def test_the_original_is_cut_at_the_right_places():
    text = "＜０９０−１２３４−５６７８＞と a@x.jp"
    masked = mask(text, "[hidden]")
    assert masked.text == "＜[hidden]＞と [hidden]"
    assert masked.spans == (Span(1, 14, Kind.PHONE), Span(17, 23, Kind.EMAIL))
    assert [text[span.start : span.end] for span in masked.spans] == ["０９０−１２３４−５６７８", "a@x.jp"]


numbers = st.tuples(
    st.sampled_from(
        ["03-5412-{}", "(06)6123-{}", "090-1234-{}", "08012{}34", "+81-90-1234-{}", "0120-12-{}"]
    ),
    st.integers(0, 9999).map("{:04}".format),
    st.sampled_from([str.maketrans({}), str.maketrans("0123456789-+()", "０１２３４５６７８９−＋（）")]),
).map(lambda parts: parts[0].format(parts[1]).translate(parts[2]))
japanese = st.text("あいうお客声。、「」ー広 　\n", max_size=12)


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(st.tuples(japanese, numbers | st.just("hana.s@example.co.jp")), max_size=4), japanese)
def test_whatever_stands_in_a_japanese_text_is_found(parts, tail):
    text = "、".join(before + secret for before, secret in parts) + "、" + tail
    masked = mask(text)
    assert masked.text == "、".join(before + "●●" for before, _ in parts) + "、" + tail
    assert masked.count == len(parts)


tricky = st.lists(
    st.sampled_from(
        ["03-1234-5678", "090", "1234", "-", "(", ")", "+81", "00", "a@x.jp", "@", ".", " ", "x", "●●"]
    )
    | st.sampled_from(
        ["内線", "電話", "番号", "TEL", "ー", "０", "\u200b", "\ufe0f", "ext.", "[at]", "(415) 555-2671"]
    )
    | st.sampled_from(
        [
            "佐藤",
            "あかり",
            "ヤマダ",
            "・",
            "様",
            "さん",
            "くん",
            "の",
            "と申します",
            "です",
            "娘の",
            "注文",
            "会員",
            "ID",
            "渋谷区",
            "神南",
            "1-19",
            "3丁目",
            "〒150-0041",
            "口座",
            "普通",
            "誕生日",
            "生まれ",
            "1985年3月2日",
            "、",
            "。",
            "Mr. ",
            "Emily ",
            "love Tom",
            "Carter",
            "My name is ",
            "12 High Street",
            ", London",
            " NW1 6XE",
            "order no. ",
            "A12",
            "@aa",
            "4242",
            "GB29",
            "●",
            "\n",
            "@",
            "LINE ID",
            "：",
            "（",
            "）",
            "I'm ",
        ]
    ),
    max_size=16,
).map("".join)


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(tricky | st.text(), st.sampled_from(["●●", "[hidden]"]))
def test_a_masked_text_masks_to_itself(text, hidden):
    once = mask(text, hidden)
    assert mask(once.text, hidden).text == once.text


@pytest.mark.slow
@settings(deadline=None)
@given(tricky | st.text())
def test_nothing_but_the_spans_changes(text):
    masked = mask(text, "\x00")
    outside = list(text)
    for span in reversed(masked.spans):
        assert span.start < span.end <= len(text)
        outside[span.start : span.end] = ["\x00"]
    assert masked.text == "".join(outside)
    assert all(left.end <= right.start for left, right in pairwise(masked.spans))


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "0",
        "a",
        "a@",
        "03-1234-5678",
        "03-1234-5678-",
        "@x.",
        "@aa",
        "+81 ",
        "電話",
        "(0",
        "0-",
        "さん",
        "田中様",
        "夫の花は",
        "市1-1",
        "ありさちゃん",
        "Mr A ",
        "Emily ",
        "love Tom",
        "12 High ",
        "GB29",
        "注文番号12",
        "普通1234567",
        "1/1生まれ",
        "x.com/",
        "●",
        "・",
    ],
)
def test_a_text_of_12_000_hostile_characters_masks_to_itself_once_masked(part):
    masked = mask((part * 12_000)[:12_000]).text
    assert mask(masked).text == masked


@pytest.mark.slow
def test_the_numbering_plan_is_not_loaded_before_a_text_needs_it():
    code = (
        "import sys; from bot.safeguard import mask; mask('090-3344-5566と1,280円');"
        "assert 'phonenumbers' not in sys.modules; mask('0334455566'); assert 'phonenumbers' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
