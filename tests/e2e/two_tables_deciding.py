"""What people do when a dialogue decides: propose, choose, take the lead, ask a colleague, and come too late."""

from functools import partial

from tests.e2e.stage import Stage, until
from tests.e2e.two_tables_cast import Cards, Table, button_value, everybody, take_down_line


def propose_and_choose(stage: Stage, table: Table, cards: Cards) -> None:
    """Two proposals whose proposers ask a colleague, of whom one accepts and one does not."""
    first, second, third, fourth = everybody(stage, table)
    for room, ts in cards.items():
        stage.of_kind(room, ts, "entaku_deciding")
    first.press("improvement.propose", cards[first.room])
    assert first.submit(what=table.says("first idea"), due="2026-11-20")["outcome"] == "errors"
    first.fill_in(due="2026-12-12", helps=table.says("helps"), owner=stage.people[fourth.key])
    second.press("improvement.propose", cards[second.room])
    second.fill_in(what=table.says("second idea"), due="2027-01-01", owner=stage.people[third.key])
    fourth.press_in_person("improvement.accept")
    third.press_in_person("improvement.decline")
    second.press("improvement.propose", cards[second.room])
    for owner in (stage.people[third.key], stage.bot_user_id):
        assert second.submit(owner=owner)["outcome"] == "errors"
    second.close()
    third.press("improvement.vote", cards[third.room], number=0, of=2)
    fourth.press("improvement.vote", cards[fourth.room], number=1, of=2)
    first.press("improvement.propose", cards[first.room])
    assert first.submit(what=table.says("late idea"))["outcome"] == "errors"
    first.close()
    second.press("improvement.take", cards[second.room])
    third.press("improvement.propose", cards[third.room])
    third.fill_in(what=table.says("late idea"), due=None)
    third.press("improvement.propose", cards[third.room])
    third.press_in_view("improvement.withdraw")
    third.close()
    third.press("improvement.propose", cards[third.room])
    third.fill_in(what=table.says("late idea"), due=None)
    for room, ts in cards.items():
        until("the third idea", partial(_offers, stage, room, ts, table.says("late idea")))
    [message] = stage.of_kind(first.room, cards[first.room], "entaku_deciding")
    take_down_line(first, message, table.says("late idea"))
    third.press("improvement.propose", cards[third.room])
    _press_what_is_not_there(stage, table, cards)


def _offers(stage: Stage, room: str, ts: str, idea: str) -> bool:
    return idea in str(stage.of_kind(room, ts, "entaku_deciding"))


def _press_what_is_not_there(stage: Stage, table: Table, cards: Cards) -> None:
    """Withdraw what somebody else proposed, and decline what one was not asked, as a script might."""
    _, _, third, _ = everybody(stage, table)
    proposals = stage.sandbox.thread(third.room, cards[third.room])
    value = button_value(proposals, "improvement.vote")
    before = len(stage.sandbox.ephemerals(third.key))
    for action_id in ("improvement.withdraw", "improvement.decline"):
        third.press_by_hand(action_id, value)
    until("the refusals", lambda: len(stage.sandbox.ephemerals(third.key)) == before + 2)


def come_late(stage: Stage, table: Table, cards: Cards) -> None:
    """Hand in a proposal when it is decided what is begun with."""
    _, _, third, fourth = everybody(stage, table)
    for room, ts in cards.items():
        stage.of_kind(room, ts, "entaku_decided")
    third.press_by_hand("improvement.take", fourth.pressed_last("improvement.vote"))
    assert third.submit(what=table.says("late idea"))["outcome"] == "errors"
    third.close()
