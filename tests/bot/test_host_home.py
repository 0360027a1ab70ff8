"""What a home tells hosts of each circle they host: how it stands, what waits, who has a seat, one thing to do next."""

from datetime import timedelta

import pytest

from bot.circles import circles, next_dialogues, planning, rooms, seats
from bot.circles.rooms import Purpose
from bot.home import host_home
from bot.home.one_thing import Thing
from bot.refusals import NotYours
from bot.transaction import Transaction
from bot.views.host_home import Hosted, Lost
from models import Circle, Improvement
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, RECORD, SALES, seat
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, CHIE, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, outbox_rows


def hosted(tx: Transaction, *of: Circle) -> list[Hosted]:
    acting(tx, "U0HOST")
    tx.session.flush()
    tx.session.expire_all()
    return host_home.of(tx, of, next_dialogues.there(tx, [one.id for one in of]))


def next_week(tx: Transaction, circle: Circle) -> None:
    circle.next_at = tx.now + timedelta(days=7)
    circle.next_on = circle.next_at.date()


def test_voices_that_wait_are_counted_for_each_circle(tx: Transaction) -> None:
    first, second = seat(tx), seat(tx, name="ほか")
    for circle in (first, second):
        next_week(tx, circle)
    bring(tx, first, "ふたが固い")
    bring(tx, None, "どの円卓でも")
    bring(tx, first, "預かっている").held_at = tx.now
    one, other = hosted(tx, first, second)
    assert (one.waiting, one.missing, one.thing) == (2, 1, Thing.VOICES)
    assert (other.waiting, other.missing) == (1, 2)


def test_voices_that_are_laid_out_are_there_as_well(tx: Transaction) -> None:
    circle = seat(tx)
    next_week(tx, circle)
    for number in range(3):
        bring(tx, circle, f"声{number}")
    dialogue = planning.plan(tx, circle, circle.next_on, circle.next_at or tx.now)
    planning.seat_voices(tx, dialogue)
    [one] = hosted(tx, circle)
    assert (one.waiting, one.missing, one.thing) == (0, 0, Thing.NOTHING)


def test_departments_with_a_seat_are_told_and_nobody_and_no_number(tx: Transaction) -> None:
    circle = seat(tx)
    next_week(tx, circle)
    assert [one.seated for one in hosted(tx, circle)] == [None]
    dialogue = planning.plan(tx, circle, circle.next_on, circle.next_at or tx.now)
    assert [list(one.seated or ()) for one in hosted(tx, circle)] == [[]]
    for user, channel in ((AKI, CALLS), (BEN, SALES), (CHIE, SALES)):
        acting(tx, user)
        seats.take(tx, dialogue.id, channel)
    [one] = hosted(tx, circle)
    assert one.seated == seats.departments(tx, dialogue) == ["営業", "お客様相談"]


def test_a_lost_room_comes_first_and_is_looked_at_again(tx: Transaction) -> None:
    circle = seat(tx)
    rooms.lost(tx, DEVELOPMENT, "is_archived")
    rooms.lost(tx, RECORD, "not_in_channel")
    [one] = hosted(tx, circle)
    assert one.thing is Thing.ROOM
    assert one.lost == [Lost("開発", "is_archived"), Lost(Purpose.RECORD, "not_in_channel")]
    host_home.look_again(tx, circle.id)
    asked = {row.subject for row in outbox_rows(tx, "ask") if row.answer == "room_looked_at"}
    assert asked == {DEVELOPMENT, RECORD}
    acting(tx, AKI)
    with pytest.raises(NotYours):
        host_home.look_again(tx, circle.id)


def test_an_open_dialogue_and_a_pause_are_told(begin: Begin) -> None:
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        [one] = hosted(tx, dialogue.circle)
        assert one.is_open
        assert one.thing is Thing.SITTING
        other = seat(tx, name="休み")
        circles.pause(tx, other)
        [paused] = hosted(tx, other)
        assert (paused.thing, paused.circle.paused_at) == (Thing.PAUSE, tx.now)


def test_an_improvement_that_nobody_leads_waits_for_the_host(tx: Transaction) -> None:
    circle = seat(tx)
    acting(tx, AKI)
    led = Improvement(
        workspace_id=tx.workspace.id,
        circle_id=circle.id,
        proposer_id=tx.actor.id,
        what="絵を大きく",
        state="open",
        is_apart=True,
        proposed_at=tx.now,
    )
    tx.session.add(led)
    [one] = hosted(tx, circle)
    assert one.thing is Thing.LEAD
    assert one.unled is not None
    assert one.unled.what == "絵を大きく"
    led.asked_id = acting(tx, BEN).id
    assert [one.thing for one in hosted(tx, circle)] == [Thing.NOTHING]
