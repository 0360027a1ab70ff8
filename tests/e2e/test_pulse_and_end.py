"""A circle of four sittings: after the fourth everybody is asked how it is going, and its host closes it with thanks.

Over HTTP the circle is Japanese, over sockets English.
"""

from functools import partial
from typing import Any

import pytest

from bot.texts import LANGUAGES, words
from tests.e2e.stage import DEPARTMENTS, Stage, kind, refused, until

pytestmark = [pytest.mark.slow, pytest.mark.long]

MONDAYS = ("2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21")
ROOM_OF = {"aki": "sales", "ben": "sales", "chie": "dev", "dai": "dev", "emi": "care"}

JA = words("ja")
LAST = [words(language)("round-last").removeprefix("🌱 ") for language in LANGUAGES]


def sit(stage: Stage, monday: str, *, is_last: bool) -> dict[str, str]:
    """Let the circle sit once, its cards saying whether it is the last time; return their ts."""
    stage.bring(f"高いけど、十年使えると思えば安い（{monday}）")
    stage.to(f"{monday}T10:00:01+09:00")
    begun = {room: card(stage, room, monday) for room in DEPARTMENTS}
    for room, ts in begun.items():
        [shown] = [one for one in stage.sandbox.messages(room) if one["ts"] == ts]
        assert any(line in str(shown["blocks"]) for line in LAST) == is_last
    stage.to(f"{monday}T10:30:01+09:00")
    for room, ts in begun.items():
        stage.of_kind(room, ts, "entaku_close")
    return begun


def card(stage: Stage, room: str, monday: str) -> str:
    def newest() -> str | None:
        cards = [one for one in stage.sandbox.messages(room) if kind(one) == "entaku_card"]
        return str(cards[-1]["ts"]) if len(cards) > MONDAYS.index(monday) else None

    return until(f"a card in {room} on {monday}", newest)


def answer(stage: Stage, user: str, cards: dict[str, str], **chosen: str) -> dict[str, Any]:
    room = ROOM_OF[user]
    [asked] = stage.of_kind(room, cards[room], "entaku_pulse")
    stage.sandbox.click(user, "pulse.answer", channel=room, ts=asked["ts"])
    outcome: dict[str, Any] = stage.sandbox.submit(user, chosen)
    stage.sandbox.close_view(user, everything=True)
    return outcome


def is_asked_no_more(stage: Stage, room: str, ts: str) -> bool:
    return "pulse.answer" not in str(stage.sandbox.thread(room, ts))


def reads(stage: Stage, room: str, part: str) -> dict[str, Any]:
    """Wait until a room reads this outside of threads."""

    def found() -> dict[str, Any] | None:
        return next((one for one in stage.sandbox.messages(room) if part in str(one["blocks"])), None)

    return until(f"{room} reads {part}", found)


def test_a_circle_is_asked_how_it_goes_and_ends_with_thanks(stage: Stage) -> None:
    language = "ja" if stage.mode == "http" else "en"
    said = words(language)
    stage.start_app()
    stage.add_circle("--lang", language, "--sittings", "4")
    for monday in MONDAYS[:-1]:
        sit(stage, monday, is_last=False)
    status = stage.sandbox.command("aki", "sales", "/entaku", "status")
    assert "4回のうち、3回" in str(status)
    cards = sit(stage, MONDAYS[-1], is_last=True)

    for number, user in enumerate(ROOM_OF):
        step = "4" if number else "1"
        assert answer(stage, user, cards, said=step, heart="5")["outcome"] == "updated"
    assert answer(stage, "aki", cards, said="5", heart="5")["outcome"] == "updated"

    stage.to("2026-12-22T09:00:30+09:00")
    for room in (*DEPARTMENTS, "record"):
        assert "（2026-12-14）" in str(reads(stage, room, said("round-quotes"))["blocks"])
    choice = until(
        "the host is asked",
        lambda: next(
            (one for one in stage.sandbox.direct_messages("aki") if "circle.close" in str(one["blocks"])),
            None,
        ),
    )
    stage.sandbox.open_home("aki")
    until("one thing next: to choose", lambda: JA("home-do-round") in str(stage.sandbox.home("aki")))
    stage.sandbox.click("aki", "circle.close", channel="@app", ts=choice["ts"])
    until("one thing next: nothing but that", lambda: JA("home-do-over") in str(stage.sandbox.home("aki")))
    for room in DEPARTMENTS:
        reads(stage, room, "🕊")
    assert "closed" in stage.cli("circle", "list")

    stage.to("2026-12-28T10:40:00+09:00")
    assert "5.0" in str(reads(stage, "record", "4.2")["blocks"])
    until("the picture", lambda: "slack_file" in str(reads(stage, "record", "4.2")["blocks"]))
    for room, ts in cards.items():
        until("nobody is asked any more", partial(is_asked_no_more, stage, room, ts))
        assert len([one for one in stage.sandbox.messages(room) if kind(one) == "entaku_card"]) == 4
    shown = stage.sandbox.command("aki", "sales", "/entaku", "pulse")
    assert "4.2" in str(shown)

    stage.sandbox.command("aki", "sales", "/entaku", "resume")
    assert "next" in stage.cli("circle", "list")
    assert refused(stage.sandbox) == []
