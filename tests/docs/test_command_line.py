"""Every command stands in the pages, and every command in the pages works as it stands there."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

import app
import sandbox.__main__
import sandbox.demo
from tests.docs.pages import PAGES, ROOT, console, read, rows, section

GROUP: Any = typer.main.get_command(app.cli)
ELSEWHERE = {"demo": sandbox.demo.options, "sandbox": sandbox.__main__.options}
"""Commands whose words are read by another program of ours."""


def paths(command: Any = GROUP, *above: str) -> Iterator[tuple[str, ...]]:
    """Give the words of every command: ("circle", "add")."""
    for name, below in command.commands.items():
        if hasattr(below, "commands"):
            yield from paths(below, *above, name)
        else:
            yield (*above, name)


def find(words: list[str]) -> tuple[Any, list[str]]:
    """Return the command that these words call, and what is left for it."""
    command, left = GROUP, list(words)
    while left and left[0] in getattr(command, "commands", {}):
        command = command.commands[left.pop(0)]
    return command, left


def examples() -> Iterator[Any]:
    """Give the words behind `app.py` in each console example of each page."""
    for page in PAGES:
        for line in console(page.read_text(encoding="utf-8")):
            if "app.py" in line:
                yield pytest.param(
                    shlex.split(line.split("app.py", 1)[1]),
                    id=f"{page.name}: {line.split('app.py')[1].strip()}",
                )


def test_every_command_stands_in_the_table_and_no_other() -> None:
    table = rows(section(read("docs/operations.md"), "Commands"))
    named = {tuple(re.findall(r"(?<= )[a-z][a-z-]*", row[0].strip("`").split("app.py")[1])) for row in table}
    named = {
        words[:2] if words and words[0] in {"circle", "dialogue", "voices", "watchword"} else words[:1]
        for words in named
    }

    assert named == {*paths(), ()}


def test_every_option_of_a_new_circle_is_described() -> None:
    command, _ = find(["circle", "add"])
    options = {option for parameter in command.params for option in parameter.opts + parameter.secondary_opts}
    described = section(read("docs/install.md"), "4. Seat the first circle")

    assert {option for option in options if not option.startswith("--no-")} - {"--help"} == set(
        re.findall(r"`(--[a-z-]+)`", described)
    )


@pytest.mark.parametrize("words", list(examples()))
def test_every_example_is_understood(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    command, left = find(words)

    if words and words[0] in ELSEWHERE:
        monkeypatch.setattr(sys, "argv", [words[0], *left])
        ELSEWHERE[words[0]]()
    else:
        command.make_context(command.name, left)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [["migrate"], ["manifest"], ["manifest", "--url", "https://entaku.example.com"]]
)
def test_harmless_examples_run(tmp_path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *words],
        cwd=tmp_path,
        capture_output=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_backup_that_is_described_holds_what_was_written(tmp_path) -> None:
    [line] = [line for line in console(read("docs/operations.md")) if "VACUUM" in line]
    _, _, code = shlex.split(line)
    written = (
        "import sqlite3; c = sqlite3.connect('entaku.sqlite3', isolation_level=None); "
        "c.execute('PRAGMA journal_mode=WAL'); c.execute('CREATE TABLE t (a)'); c.execute('INSERT INTO t VALUES (1)')"
    )
    kept = "import sqlite3; assert sqlite3.connect('backup.sqlite3').execute('SELECT a FROM t').fetchall() == [(1,)]"

    for step in (written, code, kept):
        subprocess.run([sys.executable, "-c", step], cwd=tmp_path, check=True, timeout=10)
