"""A plan is held against the watchwords: the form, the thread, the use that is noted, and where Entaku may not speak."""

from typing import Any

import pytest

from tests.e2e.shown import texts_in
from tests.e2e.stage import Stage, kind, refused, until

pytestmark = [pytest.mark.slow, pytest.mark.long]

PLAN = "ふたが固くて開けられないという声もありますが、部品を安いものに替えて費用を下げる案です。"


def top(stage: Stage, person: str) -> str:
    """Return what the top form of a person reads."""
    views = stage.sandbox.views(person)
    return "\n".join(texts_in(views[-1]["blocks"])) if views else ""


def test_a_plan_is_measured_shared_once_and_what_was_decided_is_noted(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()
    cards = stage.open_dialogue("ふたが固くて開けられない")
    stage.wait_for_replies(cards, 2)
    sandbox = stage.sandbox
    [voice] = stage.of_kind("sales", cards["sales"], "entaku_voice")
    sandbox.react("ben", "sales", voice["ts"], "pushpin")
    for minute in (6, 13, 20, 26, 29, 31):
        stage.to(f"2026-11-30T10:{minute:02}:00+09:00")
        sandbox.settle()
    stage.of_kind("sales", cards["sales"], "entaku_close")

    ts = sandbox.post("aki", "sales", PLAN)
    opened = sandbox.shortcut("aki", "watchwords.measure", channel="sales", ts=ts)
    assert opened["acked"]
    assert opened["ack_ms"] < 3000
    assert "「ふたが固くて開けられない」" in top(stage, "aki")
    assert "この人は、それでも選んでくれるでしょうか。" in top(stage, "aki")
    assert sandbox.views("ben") == []

    for _ in range(2):
        press(stage, "aki", "watchword.share")
    until("the form tells that it stands", lambda: "スレッドに置きました" in top(stage, "aki"))
    shared = [one for one in sandbox.thread("sales", ts) if kind(one) == "entaku_watchword_shared"]
    assert len(shared) == 1
    assert f"<@{stage.people['aki']}>さん" in str(shared)

    sandbox.click("aki", "use.note", view=True)
    done = sandbox.submit("aki", {"kind": "costs", "decided": "ふたの部品は削らない。電話 03-1234-5678"})
    assert done["outcome"] == "closed"
    assert "立ち返り 1（費用 1）" in top(stage, "aki")
    sandbox.close_view("aki", everything=True)

    shelf = sandbox.command("chie", "dev", "/watchwords")["message"]
    assert "立ち返り 1（費用 1）" in str(shelf)
    sandbox.click("chie", "watchword.uses", ephemeral=shelf["ts"])
    assert "ふたの部品は削らない。電話 ●●" in top(stage, "chie")
    assert "取り消す" not in top(stage, "chie")

    stage.channels["plans"] = sandbox.add_channel("plans", members=["aki"], private=True, bot=False)
    elsewhere = sandbox.post("aki", "plans", PLAN)
    sandbox.shortcut("aki", "watchwords.measure", channel="plans", ts=elsewhere)
    press(stage, "aki", "watchword.share")
    until("the form tells how to invite", lambda: "/invite @Entaku" in top(stage, "aki"))
    assert len(sandbox.thread("plans", elsewhere)) == 1
    sandbox.settle()
    assert {one.get("error") for one in refused(sandbox)} <= {"channel_not_found"}
    assert PLAN not in stage.apps[0].log.read_text()


def press(stage: Stage, person: str, action_id: str) -> None:
    """Press a button of the top form, if it is still there."""
    view: dict[str, Any] = stage.sandbox.views(person)[-1]
    if action_id in str(view["blocks"]):
        stage.sandbox.click(person, action_id, view=True)
