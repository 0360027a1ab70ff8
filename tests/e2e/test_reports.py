"""A report of a circle: from `/entaku report` to page and pictures in one's direct messages, and to the disk."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.e2e.stage import Stage, refused, until
from tests.e2e.test_material import content, files

pytestmark = [pytest.mark.slow, pytest.mark.long]
MONTH = "2026-11"


def test_a_report_comes_to_whoever_asks_to_the_record_room_and_to_the_disk(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()
    cards = stage.open_dialogue()
    sandbox = stage.sandbox
    [voice, *_] = stage.of_kind("care", cards["care"], "entaku_voice", 3)
    sandbox.react("emi", "care", voice["ts"], "pushpin")
    sandbox.settle()
    stage.to("2026-11-30T10:30:01+09:00")
    [_] = stage.of_kind("sales", cards["sales"], "entaku_close")

    assert "読みとれませんでした" in str(sandbox.command("aki", "sales", "/entaku", "report 先月")["message"])
    assert "まだ何も記録がありません" in str(
        sandbox.command("aki", "sales", "/entaku", "report 2025-01")["message"]
    )
    answer = sandbox.command("aki", "sales", "/entaku", f"report {MONTH}")
    assert "2026年11月のあゆみを作っています" in str(answer["message"])
    page, *pictures = files(stage, "aki", 2)
    html = content(stage, page).decode()
    assert page["name"] == f"円卓のあゆみ-{stage_circle(html)}-{MONTH}.html"
    assert "社内限り" in html
    for picture in pictures:
        assert Image.open(BytesIO(content(stage, picture))).width > 1000
        assert "2026年11月" in picture["alt_txt"]
    offer = until("the offer", lambda: next(filter(is_offer, sandbox.direct_messages("aki")), None), 30)
    sandbox.click("aki", "report.share", channel="@app", ts=offer["ts"])
    shared = until("the files in the record room", lambda: shown_in(stage, "record"), 30)
    assert [one["name"] for one in shared] == [page["name"], *(one["name"] for one in pictures)]
    assert refused(sandbox) == []

    path = stage.folder / "あゆみ" / "report.html"
    stage.cli("report", "--circle", stage_circle(html), "--month", MONTH, "--out", str(path), "--pictures")
    assert path.read_text(encoding="utf-8").count("<svg") >= 1
    assert len(list(path.parent.glob("*.png"))) == len(pictures)
    told = stage.cli("report", "--circle", stage_circle(html), "--quarter", "2026-Q9", code=1)
    assert "2026-Q4" in told


def is_offer(message: dict[str, Any]) -> bool:
    return "report.share" in str(message)


def shown_in(stage: Stage, room: str) -> list[dict[str, Any]]:
    return [file for message in stage.sandbox.messages(room) for file in message.get("files", ())]


def stage_circle(html: Any) -> str:
    """Return the name of the circle as the page has it."""
    return str(html).partition("<h1>円卓「")[2].partition("」")[0]
