"""The ways in which a customer's words come in besides /voice: a direct message, a mention, a message, with pictures."""

from functools import partial

import pytest

from sandbox.client import Upload
from sandbox.pictures import portrait
from tests.e2e.stage import DEPARTMENTS, Stage, refused, until

pytestmark = [pytest.mark.slow, pytest.mark.long]


def answered(stage: Stage, person: str, words: str) -> None:
    def is_there() -> bool:
        shown = [*stage.sandbox.direct_messages(person), *stage.sandbox.ephemerals(person)]
        return any(words in str(message) for message in shown)

    until(f"the answer {words}", is_there)


def has_clips(stage: Stage, room: str, card: str, count: int) -> bool:
    """Say whether so many files can be played in a thread."""
    there = [file for message in stage.sandbox.thread(room, card) for file in message.get("files", ())]
    return len([file for file in there if file.get("mode") != "tombstone"]) == count


def brought(stage: Stage, person: str) -> list[str]:
    """Return the ids of the voices that somebody can take back at home."""
    blocks = (stage.sandbox.home(person) or {}).get("blocks", ())
    buttons = [one for block in blocks for one in (*block.get("elements", ()), block.get("accessory") or {})]
    return [one["value"] for one in buttons if one.get("action_id") == "voice.withdraw"]


def test_voices_come_by_every_way_and_lie_on_the_table_with_their_pictures(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()
    sandbox = stage.sandbox

    sandbox.post("chie", "@app", "ふたが固くて開けられない。電話は090-1234-5678です")
    answered(stage, "chie", "ふたが固くて開けられない。電話は●●です")
    sandbox.post("emi", "care", f"<@{stage.bot_user_id}> 色が選べないと言われました")
    answered(stage, "emi", "色が選べないと言われました")

    shared = Upload("棚.png", portrait("c2543d", 96), "image/png")
    ts = sandbox.post("aki", "sales", "高いけど、十年使えると思えば安い", files=[shared])
    sandbox.shortcut("aki", "voice.from_message", channel="sales", ts=ts)
    too_much = Upload("一覧.csv", b"a,b", "text/csv")
    answer = sandbox.submit("aki", {"files": [too_much]})
    assert "添えられるのは、写真・動画・音声です" in str(answer["errors"])
    clip = Upload("声_090-1234-5678.mp3", b"mp3", "audio/mpeg")
    assert sandbox.submit("aki", {"files": [clip]})["outcome"] == "updated"
    sandbox.close_view("aki", everything=True)
    sandbox.settle(quiet=0.6)

    stage.to("2026-11-30T10:00:01+09:00")
    cards = stage.cards(*DEPARTMENTS)
    for room, card in cards.items():
        voices = " ".join(str(message["blocks"]) for message in stage.of_kind(room, card, "entaku_voice", 3))
        for words in ("ふたが固くて", "色が選べない", "十年使えると"):
            assert words in voices
        assert voices.count("slack_file") == 1
        assert "声 ●●.mp3" in voices
        assert "このスレッドに続きます" in voices
        until("the clip in the thread", partial(has_clips, stage, room, card, 1))
    command = sandbox.command("aki", "sales", "/entaku", "voices")
    assert "もとのメッセージ" in str(command["message"])
    sandbox.open_home("aki")
    [voice] = until("what aki brought", lambda: brought(stage, "aki"))
    sandbox.click("aki", "voice.withdraw", value=voice, home=True)
    for room, card in cards.items():
        until("the clip to be gone", partial(has_clips, stage, room, card, 0))
    assert refused(sandbox) == []
