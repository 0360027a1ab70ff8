"""Which of a customer's words lead to a person, and which only look like it."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.safeguard import BESIDES_NAMES, Kind, Span, dictionary, find, hide, mask
from tests.bot import labelled

OTHER_KINDS = [kind for kind in Kind if kind is not Kind.NAME]


@pytest.fixture(scope="module")
def held_out() -> labelled.Score:
    total = labelled.Score()
    for language in labelled.LANGUAGES:
        total += labelled.score(labelled.sentences(language, "held"))
    return total


def test_what_was_held_out_is_found(held_out):
    assert held_out.recall(OTHER_KINDS) >= 0.97
    assert held_out.recall([Kind.NAME]) >= 0.93
    assert held_out.precision(Kind) >= 0.95


def test_the_labelled_sentences_are_what_they_say():
    sentences = {
        (language, part): labelled.sentences(language, part)
        for language in labelled.LANGUAGES
        for part in labelled.PARTS
    }
    counts = {key: len(part) for key, part in sentences.items()}
    assert sum(counts.values()) >= 200
    assert sum(count for (language, _), count in counts.items() if language == "en") >= 60
    for part in sentences.values():
        assert sum(not sentence.spans for sentence in part) >= 0.28 * len(part)
    texts = [sentence.text for part in sentences.values() for sentence in part]
    assert len(texts) == len({*texts})
    assert {span.kind for part in sentences.values() for sentence in part for span in sentence.spans} == {
        *Kind
    }


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("加藤 恵子様より", "●●様より", id="a full name"),
        pytest.param("キム・ミンジュンさん", "●●さん", id="a name with a dot"),
        pytest.param("上原（うえはら）様", "●●様", id="a name with its reading"),
        pytest.param("娘のあかりちゃん", "娘の●●ちゃん", id="a child's name in kana"),
        pytest.param("陽翔くんは元気", "●●くんは元気", id="a name that runs into its honorific"),
        pytest.param("髙橋様と渡邊様", "●●様と●●様", id="old forms of letters"),
        pytest.param("「井上直美と申します」", "「●●と申します」", id="an introduction"),
        pytest.param("もしもし、今井ですけど", "もしもし、●●ですけど", id="a call"),
        pytest.param("お名前：松岡さゆり　ご要望", "お名前：●●　ご要望", id="a form"),
        pytest.param("Mrs O’Brien and Dr. Jean-Luc Moreau", "Mrs ●● and Dr. ●●", id="titles"),
        pytest.param(
            "This is Carlos Mendes speaking.", "This is ●● speaking.", id="an introduction in English"
        ),
        pytest.param("Kind regards,\nTomasz Kowalski", "Kind regards,\n●●", id="under a letter"),
        pytest.param("my son Leo dropped it", "my son ●● dropped it", id="a relative"),
        pytest.param("渋谷区神南１−１９−１１ パークサイドビル３Ｆに", "●●に", id="a building, full width"),
        pytest.param("千代田区丸の内2-4-1", "●●", id="a town with の"),
        pytest.param("〒530-0001 大阪府大阪市北区梅田1-1-3へ", "●●へ", id="a postal code and its address"),
        pytest.param("at 21 Camden Road, London NW1 9LT now", "at ●● now", id="a British address"),
        pytest.param("4242 4242 4242 4242 3個", "●● 3個", id="a card, and a number after it"),
        pytest.param("カード番号4242424242424241", "カード番号●●", id="a mistyped card"),
        pytest.param("IBAN GB29 NWBK 6016 1331 9268 19 IF", "IBAN ●● IF", id="an IBAN among capitals"),
        pytest.param("みずほ銀行 新宿支店 普通 2033418", "●●", id="an account with its bank"),
        pytest.param("個人番号１０２９３８４７５６１７", "個人番号●●", id="My Number"),
        pytest.param("お問い合わせ番号 4821 0093 5574", "お問い合わせ番号 ●●", id="a parcel"),
        pytest.param("Order #10048827 and order no. WX-5", "Order #●● and order no. ●●", id="orders"),
        pytest.param("S55.10.1生まれ", "●●生まれ", id="a birth date by era"),
        pytest.param("born on March 3, 1989", "born on ●●", id="a birth date in English"),
        pytest.param(
            "インスタの@yama_noさん、LINE ID: hanako", "インスタの●●さん、LINE ID: ●●", id="handles"
        ),
    ],
)
def test_what_leads_to_a_person_is_hidden(text, masked):
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "お母さんと店員さん、花屋さん、皆様、お客様、神様、王様",
        "仕様と模様、同様に様々、彼氏と氏名、たくさん、届くんです、ちゃんと",
        "ヤマトさんとイオンさんが近い",
        "横浜市の50代、名古屋市で3-4日、一丁目の角",
        "大森駅前、小林製薬、山田錦、大島紬、松本城",
        "2026-11-03に買い、3/15から4/10まで",
        "JANコード4901234567894、型番EX-2040B、品番 778-2201",
        "@100円、@cosme、9am @ home",
        "Mr. Donut, Mr. Coffee, Dr. Martens, Dr Pepper",
        "I'm Japanese. This is Japan quality. Thanks, Team",
        "Waterloo Station, Main Street, Model M2 8GB, 6-7 hours",
        "Order 2 of 3, 3000 units, ticket price 2500, my order is late",
        "Instagram is broken. LINE is down. X is slow.",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert mask(text).text == text


def test_safe_words_are_no_names():
    text = "佐川さんと佐川太郎様、鈴木さんちの味"
    assert mask(text).text == "●●さんと●●様、●●さんちの味"
    assert mask(text, safe_words={"佐川", "鈴木さんちの味"}).text == "佐川さんと●●様、鈴木さんちの味"
    assert mask("Ｍｒ. Widget rang", safe_words={"mr. widget"}).count == 0
    assert mask("03-1234-5678", safe_words={"03-1234-5678"}).count == 1


def test_colleagues_keep_their_names_where_they_tell_of_their_own_work():
    text = "田中さんと@benが03-1234-5678に電話した"
    assert mask(text, kinds=BESIDES_NAMES).text == "田中さんと@benが●●に電話した"


def test_a_person_can_say_of_each_hit_that_it_is_harmless():
    text = "佐藤様、03-1234-5678、a@x.jp"
    name, phone, email = find(text)
    assert hide(text, [email, name]).text == "●●様、03-1234-5678、●●"
    assert hide(text, []).text == text
    assert hide(text, [name, phone, email]) == mask(text)


@pytest.mark.parametrize("spans", [[(0, 2), (1, 3)], [(2, 9)], [(-1, 1)], [(1, 1)]])
def test_places_that_are_none_are_refused(spans):
    with pytest.raises(ValueError, match="no place of its own"):
        hide("佐藤様", [Span(start, end, Kind.NAME) for start, end in spans])


def test_the_dictionary_is_let_go_when_no_text_needs_it(monkeypatch):
    monkeypatch.setattr(dictionary, "KEPT_SECONDS", 0.05)
    shelf = dictionary._Shelf()
    monkeypatch.setattr(dictionary, "_shelf", shelf)
    assert mask("佐藤様").count == 1
    assert shelf._dictionary is not None
    ends = time.monotonic() + 5
    while shelf._dictionary is not None and time.monotonic() < ends:
        time.sleep(0.01)
    assert shelf._dictionary is None
    assert mask("佐藤様").count == 1


def test_warming_up_reads_the_dictionary_and_imports_nothing():
    code = (
        "import sys; from bot.safeguard import dictionary, warm_up; asked = [];"
        "dictionary.os.posix_fadvise = lambda *advice: asked.append(advice); warm_up();"
        "[thread.join() for thread in dictionary.threading.enumerate() if thread.name == 'dictionary'];"
        "assert len(asked) == 1; assert 'sudachipy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_many_threads_may_mask_at_once():
    text = "佐藤様から田中一郎さんへ、娘のあかりちゃん"
    alone, together = mask(text).text, []
    threads = [threading.Thread(target=lambda: together.append(mask(text).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [alone] * 8


def test_no_pattern_looks_for_the_borders_of_words():
    """To `re`, Japanese letters are part of a word: a border beside them is none."""
    for path in sorted(Path(dictionary.__file__).parent.glob("*.py")):
        assert not re.search(r"\\b", path.read_text(encoding="utf-8")), path.name
