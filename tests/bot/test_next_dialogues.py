"""When somebody's circles sit next, as their home tells it, and the seat that they take from there."""

from datetime import timedelta

import pytest

from bot.circles import circles, next_dialogues, planning, room_members, seats
from bot.circles.seats import OtherTable
from bot.home import home
from bot.people.sight import of_actor
from bot.refusals import Gone
from bot.transaction import Transaction
from bot.views.next_dialogues import OwnSeat, Sitting
from models import Circle, Dialogue
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES, seat
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_home import shown
from tests.conftest import Begin


@pytest.fixture
def circle(tx: Transaction) -> Circle:
    """Give a circle that sits in five days, and somebody who is in two of its rooms."""
    made = seat(tx)
    made.next_at = tx.now + timedelta(days=5)
    made.next_on = made.next_at.date()
    for channel in (CALLS, SALES):
        room_members.listed(tx, channel, [AKI])
    acting(tx, AKI)
    return made


def sitting(tx: Transaction, circle: Circle) -> Sitting:
    there = next_dialogues.there(tx, [circle.id])
    [one] = next_dialogues.of(tx, [circle], there, of_actor(tx))
    return one


def planned(tx: Transaction, circle: Circle) -> Dialogue:
    dialogue = planning.planned(tx, circle)
    assert dialogue is not None
    return dialogue


def test_a_seat_can_be_taken_days_ahead_which_plans_the_dialogue(tx: Transaction, circle: Circle) -> None:
    button = sitting(tx, circle).can_take
    assert button == f"next:{circle.id}"
    for _ in range(2):
        next_dialogues.take_seat(tx, button)
    dialogue = planned(tx, circle)
    assert (dialogue.started_at, dialogue.nominal_on) == (circle.next_at, circle.next_on)
    assert sitting(tx, circle).seat == OwnSeat(dialogue.id, "営業", SALES)
    assert sitting(tx, circle).can_take is None

    planning.invite(tx, circle, dialogue.nominal_on or tx.now.date())
    assert planned(tx, circle).id == dialogue.id
    assert seats.departments(tx, dialogue) == ["営業"]


def test_of_several_rooms_it_is_that_of_ones_department(tx: Transaction, circle: Circle) -> None:
    tx.actor.department = "お客様相談"
    next_dialogues.take_seat(tx, f"next:{circle.id}")
    assert sitting(tx, circle).seat == OwnSeat(planned(tx, circle).id, "お客様相談", CALLS)


def test_a_seat_in_a_planned_dialogue_is_taken_and_left(tx: Transaction, circle: Circle) -> None:
    dialogue = planning.plan(tx, circle, circle.next_on, circle.next_at or tx.now)
    assert sitting(tx, circle).can_take == dialogue.id
    next_dialogues.take_seat(tx, dialogue.id)
    assert sitting(tx, circle).seat is not None
    seats.leave(tx, dialogue.id)
    assert sitting(tx, circle) == Sitting(circle, is_open=False, can_take=dialogue.id)


def test_who_is_in_no_room_has_no_seat_from_here(tx: Transaction, circle: Circle) -> None:
    acting(tx, BEN)
    assert sitting(tx, circle).can_take is None
    with pytest.raises(OtherTable):
        next_dialogues.take_seat(tx, f"next:{circle.id}")
    assert planning.planned(tx, circle) is None


def test_a_room_that_was_lost_has_no_seat(tx: Transaction, circle: Circle) -> None:
    for room in circle.rooms:
        room.lost_because = "is_archived" if room.channel_id != DEVELOPMENT else None
    assert sitting(tx, circle).can_take is None


def test_a_paused_circle_has_no_seat_and_an_old_button_says_so(tx: Transaction, circle: Circle) -> None:
    circles.pause(tx, circle)
    assert sitting(tx, circle).can_take is None
    with pytest.raises(Gone):
        next_dialogues.take_seat(tx, f"next:{circle.id}")


def test_an_open_dialogue_has_a_seat_also_behind_an_old_button(begin: Begin) -> None:
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        room_members.listed(tx, SALES, [AKI])
        acting(tx, AKI)
        assert sitting(tx, dialogue.circle).can_take == dialogue.id
        next_dialogues.take_seat(tx, f"next:{dialogue.circle_id}")
        assert sitting(tx, dialogue.circle).seat == OwnSeat(dialogue.id, "営業", SALES)
        dialogue.state = "closing"
        seats.clear(tx, dialogue)
        assert sitting(tx, dialogue.circle).can_take is None


def test_what_is_open_comes_first_then_what_sits_soonest(tx: Transaction) -> None:
    later, soon, paused = (seat(tx, name=name) for name in ("あと", "すぐ", "休み"))
    later.next_at, soon.next_at = tx.now + timedelta(days=9), tx.now + timedelta(days=1)
    is_open = open_table(tx, SlackInMemory(), name="いま").circle
    every = [later, paused, soon, is_open]
    in_order = next_dialogues.in_order(every, next_dialogues.there(tx, [one.id for one in every]))
    assert [one.name for one in in_order] == ["いま", "すぐ", "あと", "休み"]


def test_the_home_shows_the_seat(tx: Transaction, circle: Circle) -> None:
    next_dialogues.take_seat(tx, f"next:{circle.id}")
    assert any("あなたの席は営業の部屋にあります（<#C0SALES>）。" in text for text in shown(tx))
    assert home.opened_row(tx.session, tx.workspace.id, tx.actor.id) is not None
