"""A watchword as a picture and a slide: from a tap in the room to the files in one's direct messages, and to the disk."""

from io import BytesIO
from typing import Any

import httpx
import pytest
from PIL import Image
from pptx import Presentation

from tests.e2e.stage import Stage, refused, until

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_a_tap_brings_pictures_and_a_slide_to_whoever_asked(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()
    cards = stage.open_dialogue()
    sandbox = stage.sandbox
    [voice, *_] = stage.of_kind("care", cards["care"], "entaku_voice", 3)
    sandbox.react("emi", "care", voice["ts"], "pushpin")
    sandbox.settle()
    stage.to("2026-11-30T10:30:01+09:00")
    [closing] = stage.of_kind("sales", cards["sales"], "entaku_close")
    shelf = sandbox.command("chie", "dev", "/watchwords")["message"]
    sandbox.click("chie", "watchword.uses", ephemeral=shelf["ts"])
    assert "画像にする" in str(sandbox.views("chie"))

    sandbox.click("aki", "watchword.card", channel="sales", ts=closing["ts"])
    pictures = files(stage, "aki", 2)
    assert [Image.open(BytesIO(content(stage, one))).size for one in pictures] == [(1920, 1080), (1080, 1080)]
    assert all("社内限り" in one["alt_txt"] for one in pictures)
    assert [one["name"].startswith("合言葉-") for one in pictures] == [True, True]

    sandbox.click("aki", "watchword.slide", channel="sales", ts=closing["ts"])
    slide = files(stage, "aki", 3)[-1]
    [shown] = Presentation(BytesIO(content(stage, slide))).slides
    assert shown.shapes.title is not None
    phrase = shown.shapes.title.text_frame.text.replace("\v", "")
    assert f"「{phrase}」" in str(closing["blocks"])
    assert files(stage, "chie", 0) == []

    told = stage.cli("watchword", "picture", phrase, "--out", "資料", "--lang", "en")
    assert "Inside only" not in told
    assert "inside the company" in told or "社内の資料に使えます" in told
    assert sorted(path.suffix for path in (stage.folder / "資料").iterdir()) == [".png", ".png"]
    stage.cli("watchword", "slide", "そんな言葉はない", code=1)
    assert refused(sandbox) == []


def files(stage: Stage, person: str, count: int) -> list[dict[str, Any]]:
    """Return the files in somebody's direct messages with Entaku, once there are so many."""

    def found() -> list[dict[str, Any]]:
        return [one for message in stage.sandbox.direct_messages(person) for one in message.get("files", ())]

    until(f"{count} files", lambda: len(found()) >= count, 30)
    return found()


def content(stage: Stage, file: dict[str, Any]) -> bytes:
    token = stage.environment()["SLACK_BOT_TOKEN"]
    return httpx.get(file["url_private"], headers={"Authorization": f"Bearer {token}"}).content
