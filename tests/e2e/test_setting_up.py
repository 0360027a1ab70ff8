"""From nothing to a first dialogue today, through Slack alone; then the host's panel, a rehearsal, a host who leaves."""

from functools import partial
from typing import Any

import pytest

from tests.e2e.stage import LONG, Stage, kind, refused, section_texts, until

pytestmark = [pytest.mark.slow, pytest.mark.long]


def everything(message: dict[str, Any]) -> str:
    return " ".join([message.get("text", ""), *section_texts(message)])


def said(stage: Stage, room: str, part: str, seconds: float = LONG) -> dict[str, Any]:
    """Wait for a message of ours in a room that says this."""
    return until(
        f"{part} in {room}",
        lambda: next((m for m in stage.sandbox.messages(room) if part in everything(m)), {}),
        seconds,
    )


def told(stage: Stage, user: str, part: str) -> dict[str, Any]:
    return until(
        f"{part} to {user}",
        lambda: next((m for m in stage.sandbox.direct_messages(user) if part in str(m)), {}),
    )


def set_up(stage: Stage) -> None:
    """Let Aki set up a circle of three rooms, of which she is in one and Entaku in none."""
    sandbox = stage.sandbox
    answer = sandbox.command("aki", "sales", "/entaku", "setup")
    assert answer["view"]["callback_id"] == "circle.setup", answer
    rooms = [stage.channels[key] for key in ("sales", "dev", "quiet")]
    first = sandbox.submit("aki", {"name": "毎日の道具", "rooms": rooms, "departments": "営業\n開発\n品質"})
    assert first["view"]["callback_id"] == "circle.departments", first
    second = sandbox.submit("aki", {})
    assert "円卓「毎日の道具」ができました" in str(second["view"]), second


@pytest.fixture
def company(stage: Stage) -> Stage:
    """Start the app, and have two channels where Entaku is not: a public one and a private one."""
    stage.channels["quiet"] = stage.sandbox.add_channel("quiet", members=["fumi"], bot=False)
    stage.start_app()
    return stage


def test_a_circle_from_nothing_and_a_first_dialogue_today(company: Stage) -> None:
    stage, sandbox = company, company.sandbox
    set_up(stage)

    said(stage, "sales", "営業の席に加わりました")
    request = said(stage, "dev", "押さなければ、何も始まりません")
    said(stage, "quiet", "押さなければ、何も始まりません")
    sandbox.click("chie", "room.accept", channel="dev", ts=request["ts"])
    said(stage, "dev", "開発の席に加わりました")
    status = sandbox.command("aki", "sales", "/entaku", "status")
    assert "品質の部屋は、返事を待っています" in str(status)

    sandbox.click("aki", "circle.first", view=True)
    opened = sandbox.submit("aki", {"voice_1": "水筒が重い", "voice_2": "ふたが固い"})
    assert "声は2つです" in str(opened["view"]), opened
    cards = stage.cards("sales", "dev")
    for room, ts in cards.items():
        assert len(stage.of_kind(room, ts, "entaku_voice", 2)) == 2
    assert not any(kind(m) == "entaku_card" for m in sandbox.messages("quiet"))
    assert refused(sandbox) == []


def test_the_panel_moves_the_time_and_every_room_reads_it(company: Stage) -> None:
    stage, sandbox = company, company.sandbox
    stage.add_circle()
    cards = stage.open_dialogue()
    stage.wait_for_replies(cards, 4)
    stage.to("2026-11-30T10:06:00+09:00")
    sandbox.settle()

    sandbox.click("ben", "host.open", channel="sales", ts=cards["sales"])
    until("a kind line", lambda: any("for the hosts" in str(m) for m in sandbox.ephemerals("ben")))
    opened = sandbox.click("aki", "host.open", channel="sales", ts=cards["sales"])
    assert "「問い1」" in str(opened["view"]), opened
    sandbox.click("aki", "dialogue.more", view=True)

    def shows_line(room: str, ts: str) -> bool:
        return any("むすびは10:35です" in everything(m) for m in sandbox.thread(room, ts))

    def shows_close(room: str) -> bool:
        return "10:35" in str(stage.card(room))

    for room, ts in cards.items():
        until(f"the line in {room}", partial(shows_line, room, ts))
        until(f"the card in {room}", partial(shows_close, room))
    sandbox.click("aki", "dialogue.next", view=True)
    for room, ts in cards.items():
        stage.of_kind(room, ts, "entaku_stage", 3)
    sandbox.click("aki", "dialogue.end", view=True)
    for room, ts in cards.items():
        assert len(stage.of_kind(room, ts, "entaku_close")) == 1
    assert refused(sandbox) == []


def test_a_rehearsal_reaches_the_host_alone_and_a_host_who_leaves_is_replaced(company: Stage) -> None:
    stage, sandbox = company, company.sandbox
    stage.add_circle()
    stage.bring("水筒が重い")
    assert "rehearsal" in stage.cli("dialogue", "open", "--circle", "毎日の道具", "--rehearse")
    told(stage, "aki", "リハーサル")
    sandbox.settle()
    in_rooms = [message for room in ("sales", "dev", "care") for message in sandbox.messages(room)]
    assert {kind(message) for message in in_rooms} <= {
        "entaku_ahead",
        "entaku_invite",
    }  # a day, two days before

    sandbox.change_user("aki", deleted=True)
    request = said(stage, "care", "進行を、どなたか")
    sandbox.click("emi", "host.take", channel="care", ts=request["ts"])
    for room in ("dev", "care"):
        said(stage, room, "進行は、<@")
    assert "ひらきました" in str(sandbox.command("emi", "care", "/entaku", "open"))
    assert refused(sandbox) == []
