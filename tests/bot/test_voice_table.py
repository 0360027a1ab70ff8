"""Tables of voices are read in whichever form they come, and what cannot be read is said row by row."""

from datetime import date

import pytest

from bot.transaction import Database
from bot.voices import import_report, voice_table
from bot.voices.importing import Report
from bot.voices.tables import NothingInIt, NotText
from bot.voices.voice_form import Consent, Source
from bot.voices.voice_table import NoQuoteColumn, SameColumnTwice
from tests.bot.circle_of_three import seat
from tests.bot.voice_tables import EN, HEADER, JA, counts, kept, quotes_in, read, refused, run, written
from tests.conftest import Begin, FakeClock

# --- files


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp932", "CP932")],
)
def test_the_encoding_is_found_and_said(encoding: str, told: str) -> None:
    signs = "①㈱～∥髙" if encoding == "cp932" else "①㈱~‖髙"
    table = read(written([HEADER[:1], [signs]], encoding=encoding))

    assert table.encoding == told
    assert [line.form.quote for line in table.lines if line.form] == [signs]


@pytest.mark.parametrize(("delimiter", "told"), [(",", "カンマ"), ("\t", "タブ"), (";", "セミコロン")])
def test_the_delimiter_is_found_and_said(delimiter: str, told: str) -> None:
    table = read(written([HEADER[:2], ["重い, 高い; それに\t赤い", "店で"]], delimiter=delimiter))

    assert told in next(import_report.lines(JA, table, Report(), is_dry=False))
    assert [line.form.quote for line in table.lines if line.form] == ["重い, 高い; それに\t赤い"]


def test_a_list_of_bare_words_may_hold_any_sign() -> None:
    assert quotes_in("お客様の言葉\n重い, とても\n高い; そうでもない\n") == [
        "重い, とても",
        "高い; そうでもない",
    ]


def test_words_over_several_lines_are_one_voice_and_rows_count_as_in_a_spreadsheet() -> None:
    table = read('\n日付,お客様の言葉\n2026/11/3,"重い\nとても ""重い"""\n\n,,\n2026/11/4,次\n')

    assert [(line.number, line.form.quote) for line in table.lines if line.form] == [
        (3, '重い\nとても "重い"'),
        (6, "次"),
    ]


def test_line_ends_of_every_system_are_read() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert quotes_in(written([["quote"], ["重い"], ["高い"]], end=end)) == ["重い", "高い"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00\x08\x00", id="xlsx"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", id="picture"),
        pytest.param("quote\n重い".encode("utf-16-le"), id="UTF-16 without its mark"),
        pytest.param(b"\xff\xfequote", id="half of UTF-16"),
        pytest.param(b"quote\n\xff\xff", id="bytes of no encoding"),
        pytest.param(b"quote\n\x80\xa0\xfd", id="bytes that Shift_JIS does not have"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotText):
        read(content)


@pytest.mark.parametrize("content", [b"", b"\n\n", " ,,\n".encode("utf-8-sig")])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(NothingInIt):
        read(content)


def test_a_header_alone_is_a_table_without_voices() -> None:
    assert read("quote,scene\n").lines == ()


# --- columns


def test_columns_come_in_any_order_under_names_of_either_language() -> None:
    for header in (
        "お客様の了承,日付,お客様の言葉,商品・サービス,どこで聞いたか,お客様について,どんなとき",
        "ＣＯＮＳＥＮＴ, said_on ,Quote,PRODUCT,source,segment,scene",
        "Customer’s consent,Date,The customer's words,Product or service,Where you heard it,About the customer,The scene",
        "お客様の 了承,日付,お客様の言葉（500字まで、話したままで）,商品･ｻｰﾋﾞｽ,どこで聞いたか,お客様について,どんなとき",
    ):
        [line] = read(f"{header}\nあり,2026-11-03,重い,水筒,電話,親子,朝").lines
        assert line.form is not None
        assert line.form.model_dump(exclude={"files", "heard_by", "unnamed", "not_personal"}) == {
            "quote": "重い",
            "scene": "朝",
            "source": "phone",
            "segment": "親子",
            "said_on": date(2026, 11, 3),
            "product": "水筒",
            "consent": "agreed",
        }


def test_columns_that_are_no_field_are_named_and_left_unread() -> None:
    table = read("満足度,quote,,回答者\x1b[31m,,\n5,重い,x,山田\n")

    assert table.ignored == ("満足度", "", "回答者[31m")
    assert "読まずにおいた列: 満足度・-・回答者[31m" in list(
        import_report.lines(JA, table, Report(), is_dry=False)
    )
    assert [line.form for line in table.lines] == [voice_table.TableRow(quote="重い")]


def test_without_a_column_of_words_or_with_two_of_them_the_file_is_refused() -> None:
    with pytest.raises(NoQuoteColumn) as missing:
        read("日付,感想\n2026-11-03,重い\n")
    assert missing.value.places == {"quote": "お客様の言葉", "columns": "日付・感想"}
    with pytest.raises(SameColumnTwice) as twice:
        read("quote,お客様の言葉\n重い,軽い\n")
    assert twice.value.places == {"column": "お客様の言葉"}


# --- values


@pytest.mark.parametrize("value", Source)
def test_where_it_was_heard_is_told_in_either_language_or_as_on_the_wire(value: Source) -> None:
    for cell in (value, value.upper(), *(f" {said(f'voice-where-{value}')}" for said in (JA, EN))):
        [line] = read(f"quote,source\n重い,{cell}").lines
        assert line.form is not None
        assert line.form.source is value


@pytest.mark.parametrize("value", Consent)
def test_consent_is_told_in_either_language_or_as_on_the_wire(value: Consent) -> None:
    for cell in (value, *(said(f"voice-consent-option-{value}") for said in (JA, EN))):
        [line] = read(f"quote,consent\n重い,{cell}").lines
        assert line.form is not None
        assert line.form.consent is value


@pytest.mark.parametrize("cell", ["", "わからない", "unknown"])
def test_where_nobody_knows_of_consent_a_voice_stays_inside(cell: str) -> None:
    [line] = read(f"quote,consent\n重い,{cell}").lines
    assert line.form is not None
    assert line.form.consent is Consent.INSIDE


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-03",
        "2026/11/3",
        "２０２６年１１月３日",
        "2026.11.3",
        "2026/11/3 0:00",
        "2026-11-03 10:20:30",
        "2026/11/03 10:20:30 PM",
        "2026-11-03T10:20:30.123+09:00",
        "2026年11月3日 10:20",
    ],
)
def test_dates_are_read_as_people_and_programs_write_them(cell: str) -> None:
    [line] = read(f"quote,said_on\n重い,{cell}").lines
    assert line.form is not None
    assert line.form.said_on == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("23.11.2026", date(2026, 11, 23)),
        ("11/23/2026", date(2026, 11, 23)),
        ("11.11.2026 0:00:00", date(2026, 11, 11)),
    ],
)
def test_with_the_year_last_a_date_is_read_where_one_day_alone_can_be_meant(cell: str, day: date) -> None:
    [line] = read(f"quote,said_on\n重い,{cell}").lines
    assert line.form is not None
    assert line.form.said_on == day


def test_a_date_that_can_be_two_is_refused_with_both(database: Database) -> None:
    table = "quote,said_on\n重い,03.11.2026\n"
    assert refused(database, table) == [
        "2行目「日付」: 「03.11.2026」は 2026-11-03 とも 2026-03-11 とも読めます。どちらかの形で書くと読めます。"
    ]
    assert refused(database, table, "en") == [
        "Row 2, “Date”: “03.11.2026” can be 2026-11-03 or 2026-03-11. Written in that form it is clear."
    ]


@pytest.mark.parametrize(
    "cell", ["きのう", "2026-13-01", "2026-02-30", "46329", "3-Nov-26", "2026-11/03", "2026"]
)
def test_what_is_no_date_is_refused(database: Database, cell: str) -> None:
    [said] = refused(database, f"quote,said_on\n重い,{cell}\n")
    assert said == f"2行目「日付」: 「{cell}」は日付として読みとれませんでした。2026-11-03 の形で書けます。"


def test_a_row_tells_all_that_could_not_be_read_in_it(database: Database) -> None:
    said = refused(database, "quote,source,consent,said_on\n重い,ハガキ,たぶん,きのう\n", "en")

    assert [line.split(":")[0] for line in said] == [
        "Row 2, “Where you heard it”",
        "Row 2, “Date”",
        "Row 2, “Customer's consent”",
    ]
    assert "“ハガキ” was not understood. These words can be used: Store, Phone, Mail" in said[0]


def test_what_the_form_would_refuse_is_refused_at_its_row_and_field(database: Database) -> None:
    table = written(
        [
            ("quote", "scene", "product", "segment", "said_on", "consent"),
            ("あ" * 501, "", "", "", "", ""),
            ("", "店で", "", "", "", ""),
            ("重い", "あ" * 501, "", "", "", ""),
            ("重い", "", "あ" * 101, "", "", ""),
            ("重い", "", "", "あ" * 101, "", ""),
            ("重い", "", "", "", "2026-12-02", ""),
            ("重い", "", "", "", "", "なし"),
        ]
    ).decode()

    assert refused(database, table) == [
        "2行目「お客様の言葉」: 500字まで書けます。いまは501字です。",
        "3行目「お客様の言葉」: まだ何も書かれていないようです。",
        "4行目「どんなとき」: 500字まで書けます。いまは501字です。",
        "5行目「商品・サービス」: 100字まで書けます。いまは101字です。",
        "6行目「お客様について」: 100字まで書けます。いまは101字です。",
        "7行目「日付」: まだ来ていない日付のようです。",
        "8行目「お客様の了承」: 了承が「なし」の声は届けられません。要約を書いて届けることはできます。",
    ]
    assert counts(run(database, table)) == (0, 0, 7)
    assert kept(database) == []


def test_today_is_the_circles_day(database: Database, begin: Begin, clock: FakeClock) -> None:
    with begin() as tx:
        seat(tx, tz="Europe/London")
    clock.advance(hours=15)  # 1 December in Tokyo, 30 November in London
    table = "quote,said_on\n重い,2026-12-01\n"

    assert counts(run(database, table, circle_name="商品づくり")) == (0, 0, 1)
    assert counts(run(database, table)) == (1, 0, 0)


def test_ragged_rows_are_read_where_nothing_can_have_shifted(database: Database) -> None:
    table = 'quote,scene\n短い\n重い,店で,,\nこれは,ずれて,いる\n"引用"符,店で\n軽い,朝\n'

    assert quotes_in(table) == ["短い", "重い", "軽い"]
    assert refused(database, table) == [
        "4行目: 列の名前よりセルが多く、言葉がずれているかもしれません。",
        '5行目: 引用符（"）の対が合わず、どこまでが言葉か読みとれませんでした。',
    ]


def test_a_quotation_mark_that_is_never_closed_swallows_no_voice(database: Database) -> None:
    table = 'quote\n重い\n"軽い\n高い\n' + "長い\n" * 50_000

    assert quotes_in(table) == ["重い"]
    assert [said.split(":")[0] for said in refused(database, table)] == ["3行目"]


@pytest.mark.parametrize(
    "cell", ["=1+2", "+81", "-重い", "＝1+2", '=HYPERLINK("https://example.com")', "<!channel>"]
)
def test_a_formula_is_just_text(database: Database, cell: str) -> None:
    run(database, written([["quote"], [cell]]))
    assert [voice.quote for voice in kept(database)] == [cell]


def test_the_report_of_a_refused_row_tells_of_nobody() -> None:
    table = voice_table.read("お客様の言葉,日付\r\n重い,090-1234-5678\r\n".encode(), JA)
    report = Report(refused=[(line.number, problem) for line in table.lines for problem in line.problems])
    told = "\n".join(import_report.lines(JA, table, report, is_dry=False))
    assert "「●●」は日付として読みとれませんでした" in told
    assert "1234" not in told
