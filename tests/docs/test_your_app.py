"""docs/sandbox-for-your-app.md is true: its commands are run as they stand there, with ports and files of the test's."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sandbox.client import Sandbox
from tests.docs.pages import ROOT, console, read, section
from tests.e2e.stage import free_port, until

PAGE = "docs/sandbox-for-your-app.md"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("curl") is None, reason="the page speaks to the sandbox with curl"),
]


class Terminal:
    """Runs the page's lines with bash, as if in the project's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.app_port = free_port(), free_port()

    def line(self, words: str) -> str:
        """Put this test's interpreter, ports and files into a line of the page."""
        there = {
            ".venv/bin/python": sys.executable,
            "8000": str(self.port),
            "3000": str(self.app_port),
            "./tea.env": str(self.folder / "tea.env"),
            "tea.env": str(self.folder / "tea.env"),
            "state.json": str(self.folder / "state.json"),
        }
        for name, place in there.items():
            words = words.replace(name, place) if place not in words else words
        return words

    @contextmanager
    def running(self, words: str) -> Iterator["subprocess.Popen[str]"]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "ENTAKU_"))
        }
        process = subprocess.Popen(
            [
                "bash",
                "-c",
                f"{self.line(words).replace('&& ' + sys.executable, '&& exec ' + sys.executable)}",
            ],
            cwd=ROOT,
            env=kept | {"PORT": str(self.app_port)},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=10)
            assert process.stdout
            process.stdout.close()

    def run(self, words: str) -> Any:
        done = subprocess.run(
            ["bash", "-c", self.line(words)], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True
        )
        return json.loads(done.stdout or "null")


def lines(heading: str) -> list[str]:
    return list(console(section(read(PAGE), heading)))


@contextmanager
def tea(terminal: Terminal, start_sandbox: str, start_app: str) -> Iterator[Sandbox]:
    """The page's sandbox and its app, once the app can be reached."""
    with terminal.running(start_sandbox) as slack:
        assert slack.stdout
        access = json.loads(slack.stdout.readline())
        sandbox = Sandbox(access["url"], access)
        try:
            with terminal.running(start_app):
                until("the app answers", lambda: sandbox.command("clara", "wins", "/tea", "hot")["acked"], 20)
                yield sandbox
        finally:
            sandbox.close()
    assert not is_listening(terminal.port)


def is_listening(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def button_of(sandbox: Sandbox, channel: str) -> str:
    """The ts of the newest round in a channel."""
    return str(until("a round", lambda: sandbox.messages(channel))[-1]["ts"])


def plays_its_part(sandbox: Sandbox) -> None:
    """The form with its error, the button and App Home work, and nothing was refused."""
    assert sandbox.command("aisha", "sales", "/tea")["view"]
    assert sandbox.submit("aisha", {"kind": "coffee"})["outcome"] == "errors"
    assert sandbox.submit("aisha", {"kind": "black"})["outcome"] == "closed"
    until("a round", lambda: "black" in sandbox.messages("sales")[-1]["text"])
    assert sandbox.click("tom", "tea.me", channel="sales", ts=button_of(sandbox, "sales"))["acked"]
    until("one cup", lambda: sandbox.messages("sales")[-1]["text"] == "black tea for 1")
    sandbox.open_home("tom")
    until("App Home", lambda: "Cups so far: 1" in json.dumps(sandbox.home("tom")))
    assert [one for one in sandbox.refusals() if one["rule"] != "ack.reachable"] == []


def test_the_small_app_works_in_socket_mode_as_the_page_says(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    start_sandbox, start_app, command, reading, refused = lines("In Socket Mode")
    with tea(terminal, start_sandbox, start_app) as sandbox:
        assert terminal.run(command)["acked"]
        until("the round", lambda: terminal.run(reading)["messages"])
        assert "green" in terminal.run(reading)["messages"][-1]["text"]
        assert {one["rule"] for one in terminal.run(refused)["entries"]} <= {"ack.reachable"}
        assert sandbox.sockets() > 0
        plays_its_part(sandbox)

        save, reset, load = lines("Save, reset, load")
        terminal.run(save)
        terminal.run(reset)
        assert sandbox.messages("sales") == []
        terminal.run(load)
        assert sandbox.messages("sales")[-1]["text"] == "black tea for 1"
        assert sandbox.command("aisha", "sales", "/tea", "still there")["acked"]


def test_the_small_app_works_over_http_as_the_page_says(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    with tea(terminal, *lines("Over HTTP")) as sandbox:
        assert "SLACK_APP_TOKEN" not in (tmp_path / "tea.env").read_text()
        assert sandbox.sockets() == 0
        plays_its_part(sandbox)
