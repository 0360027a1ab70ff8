"""Chromium is found, installed where that is ours to do, and else asked for in one line."""

import sys

import pytest

from tests.browser import chromium


def test_a_chromium_of_ones_own_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTAKU_CHROMIUM", sys.executable)
    assert chromium.find() == sys.executable


def test_where_nothing_may_be_installed_one_line_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENTAKU_CHROMIUM", "no-such-browser")
    monkeypatch.setattr(chromium, "_apt_get", lambda: None)
    assert chromium.main() == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "apt install chromium fonts-noto-cjk fonts-noto-color-emoji" in line
    assert "ENTAKU_CHROMIUM" in line
