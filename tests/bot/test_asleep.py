"""Asleep: asked once of the hosts, in their peace; revived in the rooms, put away, brought back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.people import private
from bot.refusals import Gone, NotYours
from bot.transaction import Database, Transaction
from bot.voices import voices
from bot.watchwords import asleep, looking_back, measuring, shelf, uses
from bot.watchwords.search import Question, Search
from bot.watchwords.shelf import AWAY
from bot.watchwords.use_form import UseForm
from models import Dialogue, PrivateMessage, Watchword
from scheduler import beat
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES, seat
from tests.bot.on_the_shelf import acting, adopt, sat
from tests.bot.open_table import CHIE
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock, known, outbox_rows

HOST = "U0HOST"
LONG = timedelta(days=100)


@pytest.fixture
def dialogue(tx: Transaction) -> Dialogue:
    known(tx, HOST, name="進")
    return sat(tx)


@pytest.fixture
def word(tx: Transaction, dialogue: Dialogue) -> Watchword:
    return adopt(tx, dialogue, "頼まずに開けたい")


def told(tx: Transaction) -> list[str]:
    tx.session.flush()
    waiting = tx.session.scalars(select(PrivateMessage.key)).all()
    return sorted({*waiting, *(row.key for row in outbox_rows(tx, "post") if row.lane == HOST)})


def test_after_three_months_without_a_use_the_hosts_are_asked_once(tx: Transaction, word: Watchword) -> None:
    tx.now += timedelta(days=80)
    assert asleep.ask(tx) == 0
    tx.now += timedelta(days=20)
    assert asleep.ask(tx) == 1
    assert [key.split(":")[1] for key in told(tx)] == [word.id]
    for _ in range(3):
        tx.now += LONG
        assert asleep.ask(tx) == 0


def test_a_use_wakes_it_and_it_may_fall_asleep_again(tx: Transaction, word: Watchword) -> None:
    tx.now += LONG
    acting(tx, HOST)
    uses.note(tx, word.id, UseForm())
    assert asleep.ask(tx) == 0
    tx.now += LONG
    assert asleep.ask(tx) == 1
    tx.now += timedelta(days=1)
    uses.note(tx, word.id, UseForm())
    tx.now += LONG
    assert asleep.ask(tx) == 1


def test_one_of_a_circle_a_week_the_longest_asleep_first(tx: Transaction, dialogue: Dialogue) -> None:
    first = adopt(tx, dialogue, "ひとつめ")
    tx.now += timedelta(days=1)
    second = adopt(tx, dialogue, "ふたつめ")
    other = adopt(tx, sat(tx, seat(tx, name="お店")), "べつの円卓")
    tx.now += LONG
    assert asleep.ask(tx) == 2
    assert (first.asked_at, second.asked_at, other.asked_at) == (tx.now, None, tx.now)
    tx.now += timedelta(days=6)
    assert asleep.ask(tx) == 0
    tx.now += timedelta(days=2)
    assert asleep.ask(tx) == 1
    assert second.asked_at == tx.now


def test_it_keeps_the_peace_and_its_switch(tx: Transaction, word: Watchword) -> None:
    tx.now = tx.now.replace(hour=18) + LONG  # three at night in Tokyo
    asleep.ask(tx)
    assert [row for row in outbox_rows(tx, "post") if row.lane == HOST] == []
    assert len(told(tx)) == 1

    acting(tx, HOST)
    private.switch(tx, private.Kind.ASLEEP, is_on=False)
    assert told(tx) == []
    word.asked_at = None
    asleep.ask(tx)
    assert told(tx) == []


def test_the_setting_changes_the_months_or_asks_never(tx: Transaction, word: Watchword) -> None:
    tx.now += LONG
    tx.periods = replace(tx.periods, asleep=0)
    assert asleep.ask(tx) == 0
    tx.periods = replace(tx.periods, asleep=6)
    assert asleep.ask(tx) == 0
    tx.now += LONG
    assert asleep.ask(tx) == 1


def test_revived_the_rooms_read_it_once_and_it_sleeps_again_later(
    tx: Transaction, slack: SlackInMemory, word: Watchword
) -> None:
    tx.now += LONG
    asleep.ask(tx)
    acting(tx, HOST)
    asleep.revive(tx, word.id)
    asleep.revive(tx, word.id)
    slack.deliver(tx)
    for room in (SALES, DEVELOPMENT, CALLS):
        [line] = slack.texts(room)
        assert "頼まずに開けたい" in line
    [answer] = slack.texts(HOST)
    assert "もう一度置きました" in answer

    tx.now += timedelta(days=60)
    assert asleep.ask(tx) == 0
    tx.now += timedelta(days=60)
    assert asleep.ask(tx) == 1


def test_a_room_shared_with_others_does_not_read_what_stays_inside(
    tx: Transaction, slack: SlackInMemory, word: Watchword, dialogue: Dialogue
) -> None:
    dialogue.circle.rooms[0].is_shared = True
    acting(tx, HOST)
    asleep.revive(tx, word.id)
    slack.deliver(tx)
    assert slack.texts(SALES) == []
    assert len(slack.texts(CALLS)) == 1


def test_put_away_it_is_on_no_list_until_it_is_brought_back(tx: Transaction, word: Watchword) -> None:
    acting(tx, HOST)
    asleep.retire(tx, word.id)
    asleep.retire(tx, word.id)
    assert shelf.page(tx).entries == []
    asked = Question(word.phrase)
    assert looking_back.look_back(tx, Search(), asked).shown == []
    assert measuring.near(tx, Search(), asked) == []
    assert shelf.page(tx).has_away
    assert [one.id for one in shelf.page(tx, which=AWAY).entries] == [word.id]
    with pytest.raises(Gone):
        asleep.revive(tx, word.id)
    tx.now += LONG
    assert asleep.ask(tx) == 0

    asleep.bring_back(tx, word.id)
    assert [one.id for one in shelf.page(tx).entries] == [word.id]
    assert asleep.ask(tx) == 0


def test_only_a_host_decides(tx: Transaction, word: Watchword) -> None:
    for operation in (asleep.revive, asleep.retire, asleep.bring_back):
        with pytest.raises(NotYours):
            operation(tx, word.id)


def test_what_was_asked_goes_with_its_words(tx: Transaction, slack: SlackInMemory, word: Watchword) -> None:
    tx.now += LONG
    asleep.ask(tx)
    acting(tx, HOST)
    asleep.revive(tx, word.id)
    slack.deliver(tx)
    acting(tx, CHIE)
    voices.withdraw(tx, word.about_id)
    slack.change(tx)
    assert "頼まずに" not in str(slack.messages)


@pytest.mark.slow
def test_the_beat_asks_once_across_restarts(database: Database, begin: Begin, clock: FakeClock) -> None:
    with begin() as tx:
        known(tx, HOST, name="進")
        dialogue = sat(tx)
        dialogue.circle.paused_at = tx.now
        adopt(tx, dialogue, "言葉")
    beat.run_due(database)
    clock.advance(days=100)
    for _ in range(3):
        restarted = Database(database.engine.url.render_as_string(hide_password=False), clock)
        beat.run_due(restarted)
        restarted.dispose()
    for _ in range(3):
        clock.advance(days=1)
        beat.run_due(database)
    with begin() as tx:
        assert len(told(tx)) == 1
