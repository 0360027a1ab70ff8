"""Nine weeks of one small improvement: begun by hand, asked about, helped with, done, measured."""

from typing import Any

import pytest

from tests.e2e.stage import DEPARTMENTS, Stage, kind, refused, until

pytestmark = [pytest.mark.slow, pytest.mark.long]


def told(stage: Stage, words: str) -> dict[str, Any]:
    """Wait for the private message to Chie that says this."""

    def found() -> dict[str, Any] | None:
        every = stage.sandbox.direct_messages("chie")
        return next((one for one in every if words in str(one["blocks"])), None)

    return until(words, found)


def requests(stage: Stage, words: str) -> list[dict[str, Any]]:
    """Wait until every room reads this outside of threads; return the messages."""

    def found() -> list[dict[str, Any]]:
        every = [stage.sandbox.messages(room)[-1:] for room in DEPARTMENTS]
        said = [one for messages in every for one in messages if words in str(one["blocks"])]
        return said if len(said) == len(DEPARTMENTS) else []

    return until(words, found)


def test_an_improvement_is_kept_alive_over_weeks_and_its_change_is_shown(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()
    sandbox = stage.sandbox
    sandbox.open_home("chie")
    until("the home", lambda: "小さな改善をはじめる" in str(sandbox.home("chie")))
    sandbox.click("chie", "improvement.new", home=True)
    begun = sandbox.submit(
        "chie",
        {
            "what": "ふたの絵を大きく",
            "owner": stage.people["chie"],
            "due": "2026-12-07",
            "measure": "問い合わせ",
        },
    )
    assert begun["outcome"] == "updated", begun
    sandbox.close_view("chie", everything=True)
    until("the home with it", lambda: "ふたの絵を大きく" in str(sandbox.home("chie")))

    sandbox.click("chie", "improvement.open", home=True)
    sandbox.click("chie", "improvement.measure", view=True)
    sandbox.submit("chie", {"measure": "問い合わせ", "unit": "件", "direction": "less", "first": "12"})
    until("the view with it", lambda: "はじめ 12件" in str(sandbox.views("chie")[-1]))
    sandbox.close_view("chie", everything=True)

    stage.to("2026-12-04T09:00:30+09:00")
    told(stage, "「ふたの絵を大きく」のめやすの日は、12月7日（月）です。")
    stage.to("2026-12-07T09:00:30+09:00")
    told(stage, "12月7日（月）が、「ふたの絵を大きく」のめやすの日です。")
    stage.bring("高いけど、十年使えると思えば安い")
    stage.to("2026-12-14T10:00:01+09:00")
    stage.cli("dialogue", "open", "--circle", "毎日の道具")
    card = until("the card", lambda: stage.card("care"))
    assert "「ふたの絵を大きく」は、めやすの日を過ぎました。" in str(card)
    assert "千葉" not in str(card)

    asked = told(stage, "のめやすの日です。")
    sandbox.click("chie", "improvement.hand", channel="@app", ts=asked["ts"])
    assert sandbox.submit("chie", {"hand": "写真をえらぶ人"})["outcome"] == "updated"
    sandbox.close_view("chie", everything=True)
    wanted = requests(stage, "どの部署からでも")
    sandbox.click("emi", "improvement.help", channel="care", ts=wanted[-1]["ts"])
    told(stage, stage.people["emi"])
    requests(stage, "江口えみ")

    sandbox.command("chie", "dev", "/entaku", "improvements")
    sandbox.click("chie", "improvement.open", home=True)
    sandbox.click("chie", "improvement.done", view=True)
    requests(stage, "手を借りたかった")
    sandbox.close_view("chie", everything=True)

    stage.to("2026-12-28T09:00:30+09:00")
    question = told(stage, "2週間です")
    sandbox.click("chie", "improvement.value", channel="@app", ts=question["ts"])
    assert sandbox.submit("chie", {"value": "６件"})["outcome"] == "updated"
    sandbox.close_view("chie", everything=True)
    told(stage, "12件から6件へ、−6件")
    stage.to("2027-01-25T09:00:30+09:00")
    again = told(stage, "6週間です")
    sandbox.click("chie", "improvement.same", channel="@app", ts=again["ts"])
    until("three values", lambda: str(sandbox.direct_messages("chie")[-1]["blocks"]).count("█") > 0)

    sandbox.settle()
    assert len([one for one in sandbox.messages("sales") if kind(one) == "entaku_card"]) <= 2
    assert refused(sandbox) == []
