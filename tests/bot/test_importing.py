"""Voices from a table are kept once, whatever is repeated, erased, killed or written meanwhile."""

import shlex
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from typer.testing import CliRunner

import app
from bot import logs
from bot.keeping import keeping
from bot.plaintext import tidy
from bot.transaction import PATIENCE_SECONDS, Database, UnknownWorkspace
from bot.voices import importing, tables, voice_table, voices
from bot.voices.importing import NoSuchCircle, StillBusy
from bot.voices.voice_form import Consent, Source, VoiceForm
from bot.voices.voice_table import TableRow
from models import Voice
from tests.bot.circle_of_three import seat
from tests.bot.voice_tables import EN, HEADER, JA, counts, kept, read, run, written
from tests.conftest import TEAM, Begin, FakeClock, install
from tests.docs.pages import FENCED, console, section
from tests.docs.pages import read as page

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp932")


def test_a_voice_is_kept_as_the_form_keeps_it_with_nobody_who_brought_it(
    database: Database, begin: Begin, clock: FakeClock
) -> None:
    with begin() as tx:
        circle_id = seat(tx).id
    row = (
        "電話は090-1234-5678です",
        "taro@example.com から",
        "水筒",
        "メール",
        "2026/11/3",
        "公開の声",
        "親子",
    )
    report = run(database, written([HEADER, row, ("重い",)], encoding="cp932"), circle_name="商品づくり")

    assert (counts(report), report.hidden) == ((2, 0, 0), 2)
    first, second = kept(database)
    assert (first.quote, first.scene, first.product) == ("電話は●●です", "●● から", "水筒")
    assert (first.source, first.said_on, first.consent, first.segment) == (
        "mail",
        date(2026, 11, 3),
        "public",
        "親子",
    )
    assert (first.state, first.circle_id, first.submitter_id, first.department) == (
        "waiting",
        circle_id,
        None,
        None,
    )
    assert (second.quote, second.consent, second.source) == ("重い", "inside", None)
    assert (first.brought_at - clock.now()).total_seconds() < 0.001


def test_what_is_hidden_is_marked_in_the_circles_language(database: Database, begin: Begin) -> None:
    with begin() as tx:
        seat(tx, language="en")
    run(database, "quote\ncall 090-1234-5678\n", circle_name="商品づくり")
    assert [voice.quote for voice in kept(database)] == ["call [hidden]"]


def test_voices_wait_in_the_order_of_the_table(database: Database, begin: Begin) -> None:
    numbers = [f"声その{number}" for number in range(2 * importing.ROWS_TOGETHER + 1)]
    run(database, written([["quote"], *([number] for number in numbers)]))
    with begin() as tx:
        assert [voice.quote for voice in voices.waiting(tx, seat(tx))] == numbers


def test_imported_again_in_whatever_form_it_changes_nothing(database: Database) -> None:
    rows = [HEADER, ("重い～", "店で\n朝", "Ｂｏｔｔｌｅ", "電話", "2026/11/3", "あり", "親子")]
    again = [HEADER[::-1], ("親子", "あり", "2026-11-03 0:00", "phone", "bottle", "店で 朝", "重い〜")]

    assert counts(run(database, written(rows, encoding="cp932"))) == (1, 0, 0)
    assert counts(run(database, written(again, encoding="utf-16", delimiter="\t"))) == (0, 1, 0)
    assert len(kept(database)) == 1


def test_a_consent_given_later_makes_no_second_voice(database: Database) -> None:
    run(database, "quote,consent\n重い,社内だけ\n")
    assert counts(run(database, "quote,consent\n重い,あり\n")) == (0, 1, 0)


def test_rows_in_which_anything_differs_are_voices_of_their_own(database: Database) -> None:
    table = "quote,scene,product,source,said_on,segment\n重い\n重い,朝\n重い,,朝\n重い,,,電話\n重い,,,,2026-11-03\n重い,,,,,朝\n"
    assert counts(run(database, table)) == (6, 0, 0)


def test_the_same_row_twice_in_a_table_is_one_voice_dry_or_not(database: Database) -> None:
    table = "quote\n重い\n重い\n"
    assert counts(run(database, table, is_dry=True)) == (1, 1, 0)
    assert counts(run(database, table)) == (1, 1, 0)


def test_each_circle_and_each_workspace_may_have_the_voice(database: Database, begin: Begin) -> None:
    with begin() as tx:
        seat(tx)
        seat(tx, name="もうひとつ", rooms=[{"channel_id": "C0FAR", "department": "物流"}])
        install(tx.session, "T0OTHER")
    lines = read("quote\n重い\n").lines

    for circle in ("商品づくり", "もうひとつ", None):
        assert counts(importing.run(database, TEAM, lines, circle_name=circle)) == (1, 0, 0)
    assert counts(importing.run(database, "T0OTHER", lines)) == (1, 0, 0)
    with pytest.raises(NoSuchCircle):
        importing.run(database, "T0OTHER", lines, circle_name="商品づくり")
    with pytest.raises(UnknownWorkspace):
        importing.run(database, "T0NONE", lines)


def test_what_was_erased_does_not_come_back(database: Database, begin: Begin) -> None:
    run(database, "quote\n重い\n軽い\n")
    with begin() as tx:
        heavy = tx.session.scalars(select(Voice).where(Voice.quote == "重い")).one()
        voices.erase(tx, heavy)

    assert counts(run(database, "quote\n重い\n軽い\n", is_dry=True)) == (0, 2, 0)
    assert counts(run(database, "quote\n重い\n軽い\n")) == (0, 2, 0)
    assert {(voice.quote, voice.state) for voice in kept(database)} == {
        ("", "withdrawn"),
        ("軽い", "waiting"),
    }


def test_what_reached_its_age_does_not_come_back(database: Database, begin: Begin, clock: FakeClock) -> None:
    run(database, "quote\n重い\n")
    clock.advance(days=4 * 366)
    with begin() as tx:
        assert keeping.enforce(tx)["voices"] == 1

    assert counts(run(database, "quote\n重い\n")) == (0, 1, 0)
    assert [voice.quote for voice in kept(database)] == [""]


def test_a_dry_run_says_the_same_and_writes_nothing(database: Database) -> None:
    table = "quote,consent\n重い,あり\n090-1234-5678,あり\n高い,なし\n"
    dry = run(database, table, is_dry=True)

    assert kept(database) == []
    assert (counts(dry), dry.hidden) == ((2, 0, 1), 1)
    assert run(database, table) == dry


@pytest.mark.slow
def test_a_killed_import_is_simply_run_again(database: Database) -> None:
    class Killed(BaseException):
        pass

    def kill(done: int) -> None:
        if done > importing.ROWS_TOGETHER:
            raise Killed

    table = written([["quote"], *([f"声その{number}"] for number in range(3 * importing.ROWS_TOGETHER))])
    with pytest.raises(Killed):
        run(database, table, on_progress=kill)
    assert len(kept(database)) == 2 * importing.ROWS_TOGETHER

    assert counts(run(database, table)) == (importing.ROWS_TOGETHER, 2 * importing.ROWS_TOGETHER, 0)
    assert len(kept(database)) == 3 * importing.ROWS_TOGETHER


def test_between_two_batches_the_app_writes(database: Database, begin: Begin) -> None:
    def bring(done: int) -> None:
        with begin() as tx:
            voices.bring(tx, f"届けた声 {done}", channel_id="C0OTHER")

    table = written([["quote"], *([f"声その{number}"] for number in range(2 * importing.ROWS_TOGETHER))])
    run(database, table, on_progress=bring)

    assert sum(voice.submitter_id is not None for voice in kept(database)) == 2


@pytest.mark.slow
def test_while_others_keep_the_database_locked_it_waits_and_then_says_so(
    own_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(tmp_path / "entaku.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with monkeypatch.context() as changed:
        changed.setattr(importing, "TRIES", 1)
        with pytest.raises(StillBusy):
            run(own_database, "quote\n重い\n")
    release = threading.Timer(1.5 * PATIENCE_SECONDS, other.rollback)
    release.start()

    assert counts(run(own_database, "quote\n重い\n")) == (1, 0, 0)
    release.join()
    other.close()


# --- the key


def test_the_key_of_a_row_never_changes() -> None:
    """If this fails, every row that was ever imported comes in again, the erased ones included."""
    form = VoiceForm(quote="Ｔａｒｏ　の〜水筒が 重い", source=Source.PHONE, said_on=date(2026, 11, 3))
    assert (
        importing.key("T1", None, form) == "1c59e564bc60c25a490d3357e272e6e66150e9ab45d916508c7c562b881555d8"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("電話は090-1234-5678です", "電話は０８０ー９９９９－００００です"),
        ("taro@example.comへ", "h.sato+x@mail.example.jpへ"),
        ("担当の佐藤さんが親切", "担当の長谷川さんが親切"),
        ("Ms. Green was kind", "Ms. Smith was kind"),
    ],
)
def test_the_key_gives_away_nothing_of_who_spoke(one: str, other: str) -> None:
    assert importing.key("T1", None, VoiceForm(quote=one)) == importing.key(
        "T1", None, VoiceForm(quote=other)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("重い", "軽い"), ("3回", "4回"), ("12,800円", "13,800円"), ("お客様が重い", "お客様が軽い")],
)
def test_the_key_tells_other_words_apart(one: str, other: str) -> None:
    assert importing.key("T1", None, VoiceForm(quote=one)) != importing.key(
        "T1", None, VoiceForm(quote=other)
    )


# --- any table


def survives(letter: str) -> bool:
    """Say whether a letter stands in all of the encodings alike."""
    try:
        return letter.encode("cp932").decode("cp932") == letter
    except UnicodeError:
        return False


LETTERS = st.sampled_from(
    [
        letter
        for letter in map(chr, range(0x20, 0xFFF0))
        if survives(letter) and letter not in tables._NO_LETTERS
    ]
)
TEXTS = st.text(st.sampled_from(',;\t"\n重い ') | LETTERS, max_size=20).map(tidy)
DATES = st.dates(date(1900, 1, 1), date(2026, 11, 30))
FORMS = st.builds(
    TableRow.model_construct,
    quote=TEXTS.filter(bool),
    scene=TEXTS.map(lambda text: text or None),
    product=TEXTS.map(lambda text: text or None),
    segment=TEXTS.map(lambda text: text or None),
    source=st.none() | st.sampled_from(Source),
    said_on=st.none() | DATES,
    consent=st.sampled_from([Consent.PUBLIC, Consent.AGREED, Consent.INSIDE]),
)
WAYS: list[Callable[[date], str]] = [
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day} 0:00:00",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
]


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, list[TableRow]]:
    """Give a table of voices as some program may have saved it."""
    forms = draw(st.lists(FORMS, max_size=6))
    said = draw(st.sampled_from([JA, EN]))
    columns = draw(st.permutations([*voice_table.LABELS, "other"]))

    def cell(form: TableRow, column: str) -> str:
        match column, getattr(form, column, None):
            case "source", Source() as source:
                return draw(st.sampled_from([str(source), said(f"voice-where-{source}")]))
            case "consent", consent:
                return draw(st.sampled_from([str(consent), said(f"voice-consent-option-{consent}")]))
            case _, date() as day:
                return draw(st.sampled_from(WAYS))(day)
            case _, value:
                return value or ""

    header = [voice_table.column(said, name) if name in voice_table.LABELS else "満足度" for name in columns]
    content = written(
        [header, *([cell(form, column) for column in columns] for form in forms)],
        encoding=draw(st.sampled_from(ENCODINGS)),
        delimiter=draw(st.sampled_from(tables.DELIMITERS)),
        end=draw(st.sampled_from(["\n", "\r\n"])),
    )
    return content, forms


@pytest.mark.slow
@given(files())
def test_any_table_reads_back_the_same_whatever_the_encoding_and_the_delimiter(file) -> None:
    content, forms = file

    assert [line.form and line.form.model_dump() for line in read(content).lines] == [
        form.model_dump() for form in forms
    ]


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=files())
def test_any_table_imported_twice_changes_nothing(database: Database, file) -> None:
    content, forms = file
    with database.session() as session:
        session.execute(delete(Voice))
    dry, first, second = (run(database, content, is_dry=is_dry) for is_dry in (True, False, False))

    assert dry == first
    assert first.kept + first.already_there == len(forms)
    assert (second.kept, second.already_there) == (0, len(forms))
    assert len(kept(database)) == first.kept


# --- the command line


@pytest.fixture
def own_database(
    migrated_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """Give a database of the command line's own, in an empty folder."""
    url = f"sqlite:///{tmp_path}/entaku.sqlite3"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "configure", lambda *_: None)  # for a terminal that is closed after the test
    shutil.copy(migrated_template, tmp_path / "entaku.sqlite3")
    made = Database(url, FakeClock())
    with made.session() as session:
        install(session)
    yield made
    made.dispose()


def entaku(*given_words: str, language: str = "en_GB.UTF-8") -> tuple[int, str, str]:
    done = CliRunner(env={"LANG": language, "LC_MESSAGES": ""}).invoke(
        app.cli, ["voices", "import", *given_words]
    )
    return done.exit_code, done.stdout, done.stderr


DRY_RUN = """Read as UTF-8, separated by comma.
Voices to bring: 1. Here already: 0. Rows that cannot be brought: 0.
One place is hidden. A program can miss things.
This was a dry run; nothing was written.
"""


@pytest.mark.slow
def test_a_dry_run_then_an_import_then_the_same_again(own_database: Database) -> None:
    Path("voices.csv").write_bytes(written([("日付", "お客様の言葉"), ("2024/11/3", "重い 090-1234-5678")]))

    assert entaku("voices.csv", "--dry-run") == (
        0,
        DRY_RUN,
        "",
    )
    assert kept(own_database) == []
    status, said, _ = entaku("voices.csv")
    assert (status, said.splitlines()[1]) == (0, "Voices brought: 1. Here already: 0. Rows not brought: 0.")
    status, said, _ = entaku("voices.csv")
    assert (status, said.splitlines()[1:]) == (
        0,
        ["Voices brought: 0. Here already: 1. Rows not brought: 0."],
    )
    assert [voice.quote for voice in kept(own_database)] == ["重い ●●"]


@pytest.mark.slow
def test_refused_rows_are_told_in_the_language_of_the_terminal_and_the_others_are_kept(
    own_database: Database,
) -> None:
    Path("voices.csv").write_bytes(
        written([("quote", "source"), ("重い", "電話"), ("軽い", "ハガキ")], encoding="cp932")
    )
    status, said, errors = entaku("voices.csv", language="ja_JP.UTF-8")

    assert (status, errors) == (1, "")
    read_as, row, sums = said.splitlines()
    assert read_as == "CP932、カンマ区切りとして読みました。"
    assert row.startswith("3行目「どこで聞いたか」: 「ハガキ」は読みとれませんでした。")
    assert row.endswith("店頭・電話・メール・アンケート・SNS・訪問・インタビュー・そのほか")
    assert sums == "届いた声 1、もう届いていた声 0、届けられなかった行 1"
    assert [voice.quote for voice in kept(own_database)] == ["重い"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "voices.csv could not be opened (No such file or directory)."),
        (b"", "There is nothing in voices.csv."),
        (b"PK\x03\x04\x00", "voices.csv could not be read as a table of text."),
        (b"name,age\na,1\n", "There is no column “The customer's words”. These are there: name, age"),
        (b"quote,Quote\na,b\n", "There are several columns “The customer's words”."),
    ],
)
def test_a_file_that_cannot_be_read_is_status_2(
    own_database: Database, content: bytes | None, told: str
) -> None:
    if content is not None:
        Path("voices.csv").write_bytes(content)
    status, said, errors = entaku("voices.csv")

    assert (status, said) == (2, "")
    assert errors.startswith(told)


def test_without_such_a_circle_or_workspace_nothing_is_done_and_the_status_is_2(
    own_database: Database,
) -> None:
    Path("voices.csv").write_bytes(b"quote\nheavy\n")

    assert entaku("voices.csv", "--circle", "X") == (
        2,
        "",
        "There is no Circle “X”. `circle list` shows their names.\n",
    )
    assert entaku("voices.csv", "--workspace", "T0NONE")[0] == 2
    assert kept(own_database) == []


def test_the_example_of_the_page_runs_as_it_stands(own_database: Database) -> None:
    told = section(page("docs/operations.md"), "Import voices")
    with own_database.begin(TEAM) as tx:
        seat(tx, name="Better bottles")
    table, answer = (block for _, language, block in FENCED.findall(told) if language in {"csv", "text"})
    [command] = console(told)
    given_words = shlex.split(command.split("voices import")[1])
    Path(given_words[0]).write_text(table, encoding="utf-8")

    assert entaku(*given_words) == (1, answer, "")


@pytest.mark.slow
def test_ten_thousand_messy_rows_are_read_and_kept(own_database: Database) -> None:
    rows = [
        ("2024/11/3 0:00:00", f'①㈱{number}番 "重い"\r\n電話は090-1234-{number:04d}です', "アンケート")
        for number in range(10_000)
    ]
    Path("voices.csv").write_bytes(
        written([("日付", "お客様の言葉", "どこで聞いたか"), *rows], encoding="cp932")
    )
    status, said, _ = entaku("voices.csv")

    assert (status, said.splitlines()[1]) == (
        0,
        "Voices brought: 10,000. Here already: 0. Rows not brought: 0.",
    )
    assert len(kept(own_database)) == 10_000
