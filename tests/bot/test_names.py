"""The name a colleague goes by: titles and departments come off, families that look like them stay."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.names import LONGEST_NAME, plain_name


@pytest.mark.parametrize(
    ("display_name", "expected"),
    [
        # set apart by a sign
        pytest.param("山田太郎_営業部長", "山田太郎", id="underscore"),
        pytest.param("Aki | Sales Director", "Aki", id="bar"),
        pytest.param("Joan Whitfield (Helpline Manager)", "Joan Whitfield", id="a helpline's"),
        pytest.param("niamh (shop floor)", "niamh", id="where one works"),
        pytest.param("Ravi | Warehouse", "Ravi", id="a warehouse"),
        pytest.param("Ana (Reception Desk)", "Ana", id="a reception"),
        pytest.param("Kim - Factory 2", "Kim", id="a numbered factory"),
        pytest.param("大野彩（撮影）", "大野彩", id="a craft in brackets"),
        pytest.param("Aisha Rahman | Sales North", "Aisha Rahman", id="a region"),
        pytest.param("Yamada Taro / 経理", "Yamada Taro", id="slash"),
        pytest.param("山田@営業", "山田", id="at"),
        pytest.param("山田＠大阪支店", "山田", id="full-width at"),
        pytest.param("中村さくら（川辺店）", "中村さくら", id="a shop with a name of its own"),
        pytest.param("佐藤花｜カスタマーサクセス", "佐藤花", id="full-width bar"),
        pytest.param("佐藤花／商品企画部", "佐藤花", id="full-width slash"),
        pytest.param("佐藤・営業", "佐藤", id="middle dot"),
        pytest.param("Ben - Marketing", "Ben", id="dash between spaces"),
        pytest.param("Ben – Head of Product", "Ben", id="en dash"),
        pytest.param("鈴木-開発部", "鈴木", id="tight dash beside Japanese"),
        pytest.param("営業_山田太郎", "山田太郎", id="department first"),
        pytest.param("Sales_Ana", "Ana", id="English department first"),
        pytest.param("山田太郎_営業部_課長", "山田太郎", id="two parts"),
        pytest.param("山田_太郎_営業", "山田_太郎", id="the name's own underscore stays"),
        pytest.param("Sato, Hana, Customer Support", "Sato, Hana", id="the name's own comma stays"),
        pytest.param("山田_第二ソリューション推進課", "山田", id="a numbered section"),
        pytest.param("山田_くらしの道具グループ", "山田", id="a unit with a name of its own"),
        pytest.param("Ken: VP, Engineering", "Ken", id="colon and comma"),
        pytest.param("Kim, Ph.D.", "Kim", id="a degree"),
        # brackets
        pytest.param("鈴木 一郎（開発部）", "鈴木 一郎", id="full-width brackets"),
        pytest.param("鈴木 一郎 (Senior Software Engineer)", "鈴木 一郎", id="English in brackets"),
        pytest.param("【CS】佐藤", "佐藤", id="a tag"),
        pytest.param("[QA] Mia Wong", "Mia Wong", id="an ASCII tag"),
        pytest.param("田中（営業部長）（兼務）", "田中", id="two brackets"),
        pytest.param("田中（育休中）", "田中", id="a status in brackets"),
        pytest.param("Lee (OOO until 5/3)", "Lee", id="an English status"),
        pytest.param("【営業】山田課長（東京支店）", "山田", id="tag, title and brackets"),
        # attached or between spaces
        pytest.param("田中課長", "田中", id="an attached title"),
        pytest.param("山田営業部長", "山田", id="an attached department and title"),
        pytest.param("佐藤課長代理", "佐藤", id="a deputy"),
        pytest.param("鈴木代表取締役社長", "鈴木", id="two titles"),
        pytest.param("石川東京支店長", "石川", id="a place and a title"),
        pytest.param("千葉支店長", "千葉", id="a family that is a place, too"),
        pytest.param("山本部長", "山本", id="山本 and 部長, not 山 and 本部長"),
        pytest.param("田中本部長", "田中", id="田中 and 本部長"),
        pytest.param("長谷部課長", "長谷部", id="長谷部 with a title"),
        pytest.param("長谷部部長", "長谷部", id="長谷部 as 部長"),
        pytest.param("小室室長", "小室", id="小室 as 室長"),
        pytest.param("伊藤リーダー", "伊藤", id="a katakana title"),
        pytest.param("佐藤CS", "佐藤", id="attached letters"),
        pytest.param("開発部太郎", "太郎", id="開発 with its unit"),
        pytest.param("経理佐藤", "佐藤", id="an attached department first"),
        pytest.param("営業部山田太郎", "山田太郎", id="a department with its unit first"),
        pytest.param("営業部 山田 太郎", "山田 太郎", id="a department and a space"),
        pytest.param("部長　高橋", "高橋", id="a title and a full-width space"),
        pytest.param("山田太郎 Manager", "山田太郎", id="English beside Japanese"),
        pytest.param("CS 佐藤", "佐藤", id="letters beside Japanese"),
        pytest.param("John Smith CEO", "John Smith", id="CEO at the end"),
        pytest.param("John Smith Sales Director", "John Smith", id="two job words at the end"),
        pytest.param("Manager Aki", "Aki", id="a title in front"),
        pytest.param("Product Manager Ana", "Ana", id="two job words in front"),
        pytest.param("営業統括本部 副本部長 田中", "田中", id="a department, a title, a name"),
        pytest.param("南 店長代理", "南", id="a stand-in"),
        # courtesy and decoration
        pytest.param("佐藤さん", "佐藤", id="さん"),
        pytest.param("田中課長さん", "田中", id="さん after a title"),
        pytest.param("鈴木先生", "鈴木", id="先生"),
        pytest.param("Aki-san", "Aki", id="-san"),
        pytest.param("Dr. Weber", "Weber", id="Dr."),
        pytest.param("Prof. Dr. Eva Klein", "Eva Klein", id="Prof. Dr."),
        pytest.param("🌴佐藤🌴", "佐藤", id="emoji around"),
        pytest.param("Aki :palm_tree: | Sales", "Aki", id="an emoji by its code"),
        pytest.param("★山田★営業", "山田", id="stars"),
        pytest.param("👩🏽‍💻 Mia 🇯🇵", "Mia", id="joined emoji and a flag"),
        pytest.param("  山田 \n 太郎\t", "山田 太郎", id="white space"),
        pytest.param("\u202e佐\u200b藤\x00", "佐藤", id="unseen and turning characters"),
    ],
)
def test_titles_departments_and_decoration_come_off(display_name, expected):
    assert plain_name(display_name) == expected


@pytest.mark.parametrize(
    "display_name",
    [
        pytest.param("山田 太郎", id="a plain name"),
        pytest.param("開発太郎", id="開発 as a family"),
        pytest.param("部田", id="部田 begins with 部"),
        pytest.param("社家", id="社家"),
        pytest.param("課 健一", id="課 as a family"),
        pytest.param("室 健一", id="室 as a family"),
        pytest.param("本部 太郎", id="本部 as a family"),
        pytest.param("長谷部", id="長谷部"),
        pytest.param("長谷部 誠", id="長谷部 with a given name"),
        pytest.param("Makoto_長谷部", id="長谷部 behind a sign"),
        pytest.param("長曽我部_元親", id="長曽我部"),
        pytest.param("部長谷", id="部長谷 begins with a title"),
        pytest.param("服部長", id="服部 with 長"),
        pytest.param("阿部係", id="係 after a family alone is no title"),
        pytest.param("店村", id="店村"),
        pytest.param("千葉 翔", id="千葉"),
        pytest.param("石川 福島", id="two places that are families"),
        pytest.param("CS Lewis", id="initials in front"),
        pytest.param("Ramesh PR", id="initials at the end"),
        pytest.param("Maria Sales", id="Sales as a family"),
        pytest.param("Jo Chief", id="Chief as a family"),
        pytest.param("Ann Head", id="Head as a family"),
        pytest.param("Drew Barr", id="Drew begins with Dr"),
        pytest.param("Jean-Luc Martin", id="a dash in a name"),
        pytest.param("Park Ji-san", id="a Korean given name"),
        pytest.param("Sato, Hana", id="family, given"),
        pytest.param("Robert Downey Jr.", id="junior"),
        pytest.param("taro_yamada", id="an underscore in a name"),
        pytest.param("佐藤（さとう）", id="a reading"),
        pytest.param("William (Bill) Gray", id="a nickname"),
        pytest.param("マイケル・ベイカー", id="a middle dot in a name"),
        pytest.param("髙﨑 祐\U000e0100", id="variants of kanji are left as written"),
        pytest.param("ＡＫＩ", id="full width is left as written"),
        pytest.param("محمد علی\u200cرضا", id="a joiner inside a Persian name"),
    ],
)
def test_names_that_look_like_a_job_stay(display_name):
    assert plain_name(display_name) == display_name


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(("", "佐藤 花", "hana.sato"), "佐藤 花", id="no display name"),
        pytest.param(
            ("", "佐藤 花（営業部）", "hana.sato"), "佐藤 花", id="the real name loses its title, too"
        ),
        pytest.param(("", "", "hana.sato"), "hana.sato", id="only a handle"),
        pytest.param(("営業部長", "佐藤 花", "hana.sato"), "佐藤 花", id="a display name that is all title"),
        pytest.param(("Chief", "Joe Chief", "joe"), "Joe Chief", id="a title in English"),
        pytest.param(("営業部", "営業部", "sales-desk"), "sales-desk", id="a shared desk goes by its handle"),
        pytest.param(("🍣🍣", "", "sushi"), "sushi", id="emoji alone, with a handle"),
        pytest.param(("🍣🍣", "", ""), "🍣🍣", id="emoji alone, and nothing else known"),
        pytest.param(("店長", "", ""), "店長", id="a title alone, and nothing else known"),
        pytest.param(("\u3164\u200b", "花", ""), "花", id="a name that draws nothing"),
        pytest.param(("\x00\u200d", "", ""), "…", id="nothing to be seen at all"),
        pytest.param(("(((", "花", ""), "花", id="signs alone"),
        pytest.param(("【佐藤】", "", ""), "佐藤", id="a name that is all tag"),
    ],
)
def test_the_next_name_stands_in_where_nothing_is_left(names, expected):
    assert plain_name(*names) == expected


def test_a_long_name_is_cut_at_a_whole_character():
    name = plain_name("ë" * 200)
    assert name.endswith("…")
    assert len(name) <= LONGEST_NAME


@pytest.mark.parametrize(
    "word", ["研究開発", "事業部", "1", "部長", "代表取締役", "_", "(", "Sales ", "第一"]
)
def test_a_text_that_is_no_name_takes_no_time(word):
    started = time.process_time()
    plain_name(word * 10_000 + "花", word * 10_000 + "花")
    assert time.process_time() - started < 1


anything = st.text(max_size=120) | st.lists(
    st.sampled_from(
        [*"山田本部課長室【】（）()[]_@|/、・-–＠｜ 　", "営業", "部長", "さん", "Sales", "Director", "CS"]
    )
    | st.sampled_from(
        [":tada:", "🌴", "👩🏽‍💻", "\u202e", "\u200d", "\n", "Dr.", "-san", "第二", "東京", "支店長"]
    ),
    max_size=12,
).map("".join)


@pytest.mark.slow
@settings(deadline=None)
@given(anything, anything, anything)
def test_any_profile_has_a_name_of_one_short_visible_line(display_name, real_name, handle):
    name = plain_name(display_name, real_name, handle)
    assert 0 < len(name) <= LONGEST_NAME
    assert name == " ".join(name.split())
    assert not any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in name)
    assert not any(letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for letter in name)
