"""A win from a dialogue to those it came from: the form, the post with its way, the trail, and who hears of it."""

from functools import partial
from typing import Any

import pytest

from bot.texts import words
from tests.bot.slack_in_memory import texts_in
from tests.e2e.stage import Stage, kind, refused, until

pytestmark = [pytest.mark.slow, pytest.mark.long]

JA = words("ja")
HEADLINE = "ふたの相談が減りました"


def test_a_win_shows_the_way_it_came_and_those_along_it_hear_of_it_once(stage: Stage) -> None:
    sandbox = stage.sandbox
    cards = stage.in_the_middle()
    sandbox.post("dai", "dev", "固さの基準を見なおせそうです", cards["dev"])
    stage.copies("sales", cards["sales"], ["固さの基準を見なおせそうです"])
    stage.to("2026-11-30T10:30:01+09:00")
    stage.of_kind("sales", cards["sales"], "entaku_close")

    sandbox.command("emi", "care", "/wins")
    offered = options(stage, "origin")
    assert any("ミニ対話" in text for text in offered)
    origin = next(value for text, value in offered.items() if "ミニ対話" in text)
    typed = {"headline": HEADLINE, "before": "12"}
    sandbox.click("emi", "value", view=True, block_id="kind", value="complaints", values=typed)
    until("the form of fewer troubles", lambda: JA("wins-hint-complaints") in str(sandbox.views("emi")[-1]))
    told = {"after": "15", "unit": "件", "period": "month"}
    assert sandbox.submit("emi", told | {"origin": origin})["outcome"] == "updated"
    post = until("the post", lambda: posts(stage))[0]
    shown = " ".join(texts_in(post["blocks"]))
    assert "12 → 15 件（1か月あたり）" in shown
    assert "+3 件（+25%）" in shown
    assert JA("trail-line", way="").strip() in shown
    assert "/archives/" in shown

    sandbox.click("fumi", "trail.open", channel="wins", ts=post["ts"])
    page = " ".join(texts_in(sandbox.views("fumi")[-1]["blocks"]))
    for said in (JA("trail-before"), "高いけど、十年使えると思えば安い", JA("trail-here"), HEADLINE):
        assert said in page
    sandbox.close_view("fumi")

    stage.to("2026-12-01T11:00:00+09:00")
    for who, part in (("aki", "brought"), ("dai", "said")):
        line = JA(f"wins-news-{part}", headline=HEADLINE)
        until(f"the news to {who}", partial(is_told_once, stage, who, line))
    assert HEADLINE not in heard(stage, "emi")

    sandbox.click("emi", "win.details", channel="wins", ts=post["ts"])
    assert sandbox.submit("emi", {"headline": "ふたの相談が変わりました"})["outcome"] == "updated"
    until("the edit", lambda: "変わりました" in str(posts(stage)[0]["blocks"]))
    until("the edited news", lambda: "変わりました" in heard(stage, "aki"))
    sandbox.click("emi", "win.details", channel="wins", ts=post["ts"])
    sandbox.click("emi", "win.withdraw", view=True)
    until("the win gone", lambda: not posts(stage))
    until("the news gone", lambda: "変わりました" not in heard(stage, "aki") + heard(stage, "dai"))
    sandbox.settle()
    assert refused(sandbox) == []


def options(stage: Stage, name: str) -> dict[str, str]:
    [block] = [block for block in stage.sandbox.views("emi")[-1]["blocks"] if block.get("block_id") == name]
    return {option["text"]["text"]: option["value"] for option in block["element"]["options"]}


def posts(stage: Stage) -> list[dict[str, Any]]:
    return [message for message in stage.sandbox.messages("wins") if kind(message) == "entaku_win"]


def is_told_once(stage: Stage, who: str, line: str) -> bool:
    return heard(stage, who).count(line) == 1


def heard(stage: Stage, who: str) -> str:
    """Return what stands in somebody's direct messages from Entaku."""
    return " ".join(" ".join(texts_in(one["blocks"])) for one in stage.sandbox.direct_messages(who))
