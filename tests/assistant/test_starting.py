"""What `app.py mcp` says, in one line, where it cannot start."""

import sys
from pathlib import Path

import pytest
import typer

from bot import schema
from bot.settings import Settings
from bot.texts import words
from bot.transaction import Database
from commands import mcp
from tests.conftest import TEAM, FakeClock, install

SAID = words("en")


def ended(url: str, workspace: str | None, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(typer.Exit) as end:
        mcp.open_to_read(Settings(DATABASE_URL=url), workspace, SAID)
    told = capsys.readouterr()
    assert (end.value.exit_code, told.out) == (1, "")
    assert len(told.err.splitlines()) == 1
    return told.err.strip()


@pytest.mark.slow
def test_the_workspace_is_the_named_one_or_the_only_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/entaku.sqlite3"
    schema.migrate(url)
    database = Database(url, FakeClock())
    assert ended(url, None, capsys).startswith("No workspace yet.")
    with database.session() as session:
        install(session)
    assert mcp.open_to_read(Settings(DATABASE_URL=url), None, SAID)[1] == TEAM
    with database.session() as session:
        install(session, "T0OTHER")
    assert mcp.open_to_read(Settings(DATABASE_URL=url), TEAM, SAID)[1] == TEAM
    assert ended(url, None, capsys).endswith("--workspace chooses one: T0OTHER, T0TEAM")
    named = "There is no workspace T0NONE. These are here: T0OTHER, T0TEAM"
    assert ended(url, "T0NONE", capsys) == named
    database.dispose()


def test_a_database_that_is_not_there_not_reached_or_of_another_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.sqlite3").touch()

    assert "`python app.py migrate`" in ended(f"sqlite:///{tmp_path}/old.sqlite3", None, capsys)
    assert f"{tmp_path}/none.sqlite3" in ended(f"sqlite:///{tmp_path}/none.sqlite3", None, capsys)
    away = "The database cannot be reached (OperationalError)."
    assert ended("postgresql://nobody@127.0.0.1:1/none", None, capsys).startswith(away)


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    with pytest.raises(typer.Exit):
        mcp.serve(lang=mcp.Language.EN)

    assert capsys.readouterr().err.strip() == "AI assistants need the extra “mcp”: pip install -e '.[mcp]'"
