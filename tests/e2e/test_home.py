"""App Home through the running app: a seat from there, and what others change shows there."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.e2e.stage import Stage, refused, until

pytestmark = [pytest.mark.slow, pytest.mark.long]


def home(stage: Stage, who: str) -> str:
    return json.dumps(stage.sandbox.home(who), ensure_ascii=False)


def shows(stage: Stage, who: str, text: str) -> None:
    until(f"{text} in the home of {who}", lambda: text in home(stage, who))


def button(stage: Stage, who: str, action_id: str) -> dict[str, Any] | None:
    blocks = (stage.sandbox.home(who) or {}).get("blocks", ())
    found = (one.get("accessory", {}) for one in blocks)
    return next((one for one in found if one.get("action_id") == action_id), None)


def test_what_others_do_shows_in_an_open_home(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()
    sandbox = stage.sandbox
    for who, title in (("aki", "進行の円卓"), ("chie", "最近の小さな成功"), ("ben", "Recent small wins")):
        sandbox.open_home(who)
        until(f"the home of {who}", partial(_has, stage, who, title))
    until("a seat in the home of chie", lambda: button(stage, "chie", "seat.take"))

    _after(stage, lambda: sandbox.click("chie", "seat.take", home=True), "aki", "席についた部署　開発")
    _after(stage, lambda: stage.bring("ふたが固い", by="ben"), "aki", "順番を待っている声は1件です。")
    _after(stage, lambda: sandbox.command("ben", "sales", "/wins", "電話が減った"), "chie", "電話が減った")
    _after(stage, lambda: sandbox.click("chie", "seat.leave", home=True), "aki", "これから並びます")
    _after(stage, lambda: stage.cli("circle", "pause", "毎日の道具"), "aki", "休みの終わりは決まっていません")
    assert "電話が減った" in home(stage, "ben")
    assert "あなたの席" not in home(stage, "chie")
    assert refused(sandbox) == []


def test_who_opened_their_home_longer_ago_is_left_alone(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()
    sandbox = stage.sandbox
    sandbox.open_home("chie")
    until("the home of chie", lambda: "最近の小さな成功" in home(stage, "chie"))
    stage.to("2026-11-30T09:59:00+09:00")
    stage.to("2026-11-30T19:00:00+09:00")
    until(
        "the hour of a dialogue to pass",
        lambda: "12月7日" in str(sandbox.command("aki", "sales", "/entaku", "status")),
    )
    sandbox.open_home("aki")
    sandbox.command("ben", "sales", "/wins", "電話が減った")
    shows(stage, "aki", "電話が減った")
    assert "電話が減った" not in home(stage, "chie")
    sandbox.open_home("chie")
    shows(stage, "chie", "電話が減った")


def _has(stage: Stage, who: str, text: str) -> bool:
    return text in home(stage, who)


def _after(stage: Stage, act: Callable[[], object], who: str, text: str) -> None:
    assert text not in home(stage, who)
    act()
    shows(stage, who, text)
