"""A real client starts `app.py mcp` as an assistant would, beside whoever writes in the database."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mcp import StdioServerParameters

from bot import schema
from bot.transaction import Database
from tests import databases
from tests.assistant import company
from tests.assistant.connected import Connected, connect, text_of
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, FakeClock, install

pytestmark = pytest.mark.slow

APP = Path(__file__).parents[2] / "app.py"
PROTOCOL = ("legacy", "auto")
"""As clients greet a server today, and as the newest revision has it."""


@dataclass
class Running:
    """A company's database, somebody who writes in it, and an assistant that reads it."""

    url: str
    database: Database
    asked: Connected


def environment(url: str, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "DATABASE_URL": url, "ENTAKU_LOG_LEVEL": "DEBUG"} | more


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('mcp')}/entaku.sqlite3"
    return databases.one_more(request.getfixturevalue("postgresql_server"))


@pytest.fixture(scope="module")
def running(url: str) -> Iterator[Running]:
    schema.migrate(url)
    clock = FakeClock()
    database = Database(url, clock)
    with database.session() as session:
        install(session)
        install(session, "T0OTHER")
    with database.begin(TEAM) as tx:
        company.hold(tx, SlackInMemory(), clock)
    is_sqlite = url.startswith("sqlite")
    server = StdioServerParameters(
        command=sys.executable,
        args=[str(APP), "mcp", "--workspace", TEAM, "--lang", "ja" if is_sqlite else "en"],
        env=environment(url) if is_sqlite else environment(url, ENTAKU_MCP_INSIDE="true"),
    )
    with connect(server, mode=PROTOCOL[is_sqlite]) as asked:
        yield Running(url, database, asked)
    database.dispose()


def test_an_assistant_is_answered_while_somebody_writes(running: Running) -> None:
    with running.database.begin(TEAM) as tx:
        company.watchword_of(tx, company.AGREED).phrase = "書きかけの言葉"
        tx.session.flush()
        during = running.asked.text("list_watchwords")
        tx.session.rollback()
    with running.database.begin(TEAM) as tx:
        company.watchword_of(tx, company.AGREED).phrase = "書きなおした言葉"
    after = running.asked.text("list_watchwords")

    assert company.AGREED in during
    assert "書きなおした言葉" in after


def test_its_workspace_its_language_and_how_far_words_may_come_are_set_at_the_start(running: Running) -> None:
    text = running.asked.text("list_watchwords")

    if running.url.startswith("sqlite"):
        assert "からの合言葉" in text
        assert company.INSIDE not in text
    else:
        assert "watchword since" in text
        assert f"[internal] “{company.INSIDE}”" in text
    assert {tool.name for tool in running.asked.run(running.asked.client.list_tools).tools} == {
        *("find_watchwords", "list_watchwords", "get_watchword"),
        *("list_voices", "find_voices", "follow_trail"),
    }
    assert text_of(running.asked.call("find_watchwords", situation="")).startswith("`situation`")


def lines(*messages: dict[str, Any]) -> str:
    return "".join(json.dumps({"jsonrpc": "2.0"} | message) + "\n" for message in messages)


def test_nothing_but_the_protocol_is_written_to_standard_output(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/entaku.sqlite3"
    schema.migrate(url)
    database = Database(url, FakeClock())
    with database.session() as session:
        install(session)
    database.dispose()
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    call = {"name": "find_watchwords", "arguments": {"situation": "疲れた", "at_most": 99}}
    asked = lines(
        {"id": 1, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": call},
        {"id": 3, "method": "no/such/method"},
    )
    log = tmp_path / "log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, str(APP), "mcp"],
            env=environment(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=tmp_path,
        ) as server,
    ):
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(asked + "no protocol\n")
        server.stdin.flush()
        told: list[dict[str, Any]] = []
        while not {message.get("id") for message in told} >= {
            1,
            2,
            3,
        }:  # whoever hangs up gets no more answers
            told.append(json.loads(server.stdout.readline()))
        server.stdin.close()
        told += [json.loads(line) for line in server.stdout]
    assert {message["id"] for message in told} >= {1, 2, 3}
    assert all(message["jsonrpc"] == "2.0" for message in told)
    assert "疲れた" not in log.read_text()
    assert server.returncode == 0
