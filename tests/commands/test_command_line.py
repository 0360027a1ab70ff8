"""The command line erases and exports: it counts first, asks, does it, and says what stays where."""

import json
import shutil
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

import app
from bot.clock import real_now
from bot.transaction import PATIENCE_SECONDS, Database
from commands import database as database_command
from commands.terminal import terminal_words
from models import Person, Voice
from tests.bot.circle_of_three import seat
from tests.bot.open_table import CHIE, bring
from tests.conftest import TEAM, Begin, FakeClock, install

pytestmark = pytest.mark.slow

QUOTE = "水筒のふたがあかない"


@pytest.fixture
def database(migrated_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Give a database of the command line's own."""
    url = f"sqlite:///{tmp_path}/entaku.sqlite3"
    for name, value in {"DATABASE_URL": url, "LANG": "en_GB.UTF-8", "ENTAKU_BACKUP_DAYS": "30"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.chdir(tmp_path)
    shutil.copy(migrated_template, tmp_path / "entaku.sqlite3")
    made = Database(url, FakeClock())
    with made.session() as session:
        install(session)
    return made


@pytest.fixture
def voice_id(begin: Begin) -> str:
    with begin() as tx:
        return bring(tx, seat(tx), QUOTE).id


def run(*words: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app.cli, list(words), input=typed)
    return done.exit_code, done.output


def quotes(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Voice.quote)))


def test_a_dry_run_counts_asks_nothing_and_changes_nothing(database: Database, voice_id: str) -> None:
    status, said = run("erase", "--voice", voice_id, "--dry-run")
    assert status == 0
    assert "Voices: 1" in said
    assert "Erase it" not in said
    assert quotes(database) == [QUOTE]


def test_without_a_yes_nothing_is_erased(database: Database, voice_id: str) -> None:
    status, said = run("erase", "--voice", voice_id, typed="n\n")
    assert status == 1
    assert "Voices: 1" in said
    assert quotes(database) == [QUOTE]


def test_a_customers_words_are_erased_and_it_is_said_what_slack_and_backups_keep(
    database: Database, voice_id: str, tmp_path: Path
) -> None:
    status, said = run("erase", "--customer", "ふたがあかない", typed="y\n")
    assert status == 0, said
    assert quotes(database) == [""]
    assert "no byte of it is left" in said
    assert "What Slack keeps" in said
    assert f"until {terminal_words().date((real_now() + timedelta(days=30)).date())}" in said
    held = [path.name for path in tmp_path.iterdir() if QUOTE.encode() in path.read_bytes()]
    assert held == []


def test_a_person_is_erased_without_being_asked_and_their_voice_stays(
    database: Database, voice_id: str
) -> None:
    status, said = run("erase", "--person", CHIE, "--yes", "--workspace", TEAM)
    assert status == 0, said
    assert "What was written without a name stays" in said
    assert quotes(database) == [QUOTE]
    with database.reading() as session:
        assert CHIE not in session.scalars(select(Person.user_id)).all()


@pytest.mark.parametrize("words", [[], ["--voice", "abc", "--customer", "x"], ["--voice", "nosuchvoice1"]])
def test_what_to_erase_is_one_thing_that_is_there(database: Database, words: list[str]) -> None:
    status, said = run("erase", *words)
    assert status == 1
    assert said.strip()


def test_what_is_not_there_is_said_and_the_files_are_written_anew_all_the_same(
    database: Database, voice_id: str
) -> None:
    status, said = run("erase", "--customer", "nowhere to be found")
    assert status == 0
    assert "Nothing to erase was found" in said
    assert "no byte of it is left" in said


def test_spreadsheets_and_files_about_people_are_for_their_owner_alone(
    database: Database, voice_id: str, tmp_path: Path
) -> None:
    assert run("export", "out")[0] == 0
    assert QUOTE in (tmp_path / "out" / "voices.csv").read_text("utf-8-sig")
    assert run("export", "out", "--person", CHIE, "--person", "../../etc/U1")[0] == 0
    told = json.loads((tmp_path / "out" / f"{CHIE}.json").read_text("utf-8"))
    assert [one["quote"] for one in told["voices"]] == [QUOTE]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [
            *(f"{CHIE}.json", "U1.json", "entaku.json"),
            *("voices.csv", "wins.csv", "watchwords.csv", "improvements.csv", "values.csv"),
        ]
    )
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "out").iterdir()} == {0}


def test_what_was_exported_comes_back_into_an_empty_database_alone(
    database: Database, voice_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("export", "out")[0] == 0
    status, said = run("restore", "out")
    assert status == 1
    assert "voices 1" in said
    assert "DATABASE_URL" in said

    url = f"sqlite:///{tmp_path}/new.sqlite3"
    monkeypatch.setenv("DATABASE_URL", url)
    status, said = run("restore", "out", "--dry-run")
    assert status == 0, said
    assert "voices: 1" in said
    assert "dry run" in said
    status, said = run("restore", "out/entaku.json")
    assert status == 0, said
    assert "Nothing was said in Slack" in said
    assert quotes(Database(url, FakeClock())) == [QUOTE]
    assert run("export", "again")[0] == 0
    for name in ("voices.csv", "wins.csv", "watchwords.csv", "improvements.csv"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()


def test_a_file_that_cannot_be_restored_is_named(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.sqlite3")
    (tmp_path / "entaku.json").write_bytes(b'{"format": 1, "\xff')
    for source, meant in (("nowhere", "could not be opened"), ("entaku.json", "cannot be read from line 1")):
        status, said = run("restore", source)
        assert status == 1
        assert f"{source} {meant}" in said.replace("\n", " ")


def test_a_command_waits_longer_for_a_busy_app_than_an_app_does(database: Database) -> None:
    held = sqlite3.connect(str(database.engine.url.database), isolation_level=None, check_same_thread=False)
    held.execute("BEGIN IMMEDIATE")
    release = threading.Timer(PATIENCE_SECONDS * 1.5, lambda: held.execute("ROLLBACK"))
    release.start()

    done = CliRunner().invoke(app.cli, ["voices", "safe-words", "--add", "佐川"])

    release.join()
    held.close()
    assert done.exit_code == 0, done.output


def test_every_command_comes_to_the_database_the_same_way() -> None:
    """So that each of them waits, and tells a refusal in words."""
    made = [
        path.name
        for path in sorted(Path(database_command.__file__).parent.glob("*.py"))
        if " Database(" in path.read_text(encoding="utf-8")
    ]
    assert made == ["database.py"]
