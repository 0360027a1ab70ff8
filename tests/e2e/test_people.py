"""What binds people after a table: 🙏 told at the day's end, the week's letter, and asking somebody again."""

from datetime import date
from typing import Any

import pytest

from bot.texts import words
from tests.bot.slack_in_memory import texts_in
from tests.e2e.stage import Stage, kind, refused, until

pytestmark = [pytest.mark.slow, pytest.mark.long]

JA, EN = words("ja"), words("en")
HEARD = "固さの基準を見なおせそうです"
LINE = "ふたのその後を、聞かせてください <!channel>"


def test_thanks_a_letter_and_a_group_message_come_of_one_table(stage: Stage) -> None:
    sandbox = stage.sandbox
    cards = stage.in_the_middle()
    for who in ("ben", "chie"):
        use_my_table(stage, who)
    sandbox.post("chie", "dev", HEARD, cards["dev"])
    stage.copies("sales", cards["sales"], [HEARD])
    sandbox.post("ben", "sales", "I can ask our customers", cards["sales"])
    stage.copies("care", cards["care"], [HEARD, "I can ask our customers"])
    copy = next(m for m in stage.of_kind("care", cards["care"], "entaku_copy") if HEARD in str(m["blocks"]))
    sandbox.react("emi", "care", copy["ts"], "pray::skin-tone-4")
    sandbox.react("fumi", "care", copy["ts"], "bulb")
    sandbox.settle()
    stage.to("2026-11-30T10:30:01+09:00")
    stage.of_kind("sales", cards["sales"], "entaku_close")

    stage.to("2026-11-30T17:00:01+09:00")
    place = JA("thanks-place", link="", day=JA.date(date(2026, 11, 30))).partition("|")[2]
    until("the thanks", lambda: place in heard(stage, "chie"))
    told = heard(stage, "chie")
    assert told.count(place) == 1
    assert not [name for name in ("江口", stage.people["emi"]) if name in told]

    stage.to("2026-12-04T16:00:01+09:00")
    [letter] = until("the letter", lambda: letters(stage))
    said = " ".join(texts_in(letter["blocks"]))
    assert "11月30日" in said
    assert HEARD in said, "in the story"
    assert JA("digest-record") in said

    ask_again(stage, "ben", LINE)
    [group] = until("the group message", lambda: groups(stage))
    assert {stage.people["ben"], stage.people["chie"], stage.bot_user_id} == set(group["members"])
    first = until("the first line", lambda: sandbox.messages(group["id"]))[0]
    shown = " ".join(texts_in(first["blocks"]))
    assert EN("table-from", who=f"<@{stage.people['ben']}>") in shown
    assert "&lt;!channel&gt;" in shown

    sandbox.change_workspace(scopes=[one for one in granted(stage) if one != "mpim:write"])
    assert "mpim:write" in stage.cli("doctor", code=1)
    ask_again(stage, "ben", "Once more")
    why = EN("table-because-scope", contact=EN("contact-default"))
    until("the words given back", lambda: why in heard(stage, "ben") and "Once more" in heard(stage, "ben"))
    sandbox.settle()
    assert {one["rule"] for one in refused(sandbox)} <= {"scope.granted"}


def use_my_table(stage: Stage, who: str) -> None:
    stage.sandbox.open_home(who)
    until("the home", lambda: "table.on" in str(stage.sandbox.home(who)))
    stage.sandbox.click(who, "table.on", home=True)
    until("the switch", lambda: "table.off" in str(stage.sandbox.home(who)))


def ask_again(stage: Stage, who: str, line: str) -> None:
    stage.sandbox.open_home(who)
    until("the table", lambda: "table.ask_again" in str(stage.sandbox.home(who)))
    stage.sandbox.click(who, "table.ask_again", home=True)
    assert EN("table-whom") in str(stage.sandbox.views(who)[-1])
    assert stage.sandbox.submit(who, {"line": line})["outcome"] == "updated"
    stage.sandbox.close_view(who)


def letters(stage: Stage) -> list[dict[str, Any]]:
    return [message for message in stage.sandbox.messages("record") if kind(message) == "entaku_letter"]


def groups(stage: Stage) -> list[dict[str, Any]]:
    return [channel for channel in stage.sandbox.channels() if channel["kind"] == "mpim"]


def granted(stage: Stage) -> list[str]:
    workspaces = stage.sandbox.ask("GET", "/workspaces")["workspaces"]
    return next(list(one["scopes"]) for one in workspaces if one["id"] == stage.sandbox.team_id)


def heard(stage: Stage, who: str) -> str:
    """Return what stands in somebody's direct messages from Entaku."""
    return " ".join(" ".join(texts_in(one["blocks"])) for one in stage.sandbox.direct_messages(who))
