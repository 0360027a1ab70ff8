"""Seats: one a person, wherever they press; reminded a day and ten minutes before; shown by department alone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.circles import circles, seats
from bot.dialogues import dialogues
from bot.dialogues.agenda import DEFAULT_AGENDA
from bot.people import private
from bot.people.private import Kind
from bot.refusals import Gone
from bot.transaction import Database, Transaction
from models import Circle, Dialogue, PrivateMessage, Seat, Step, new_id
from scheduler import beat
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES, seat
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import MONDAY_TEN_IN_TOKYO, TEAM, Begin, FakeClock, install, known, outbox_rows

TEN = MONDAY_TEN_IN_TOKYO
WEDNESDAY_TEN = TEN + timedelta(days=2)


@pytest.fixture
def tx(begin: Begin):
    with begin() as tx:
        yield tx


def planned(tx: Transaction, starts_at: datetime = WEDNESDAY_TEN, circle: Circle | None = None) -> Dialogue:
    dialogue = Dialogue(
        id=new_id(),
        workspace_id=tx.workspace.id,
        circle=circle or seat(tx),
        nominal_on=starts_at.date(),
        seed="1",
        agenda=DEFAULT_AGENDA.model_dump(),
        stage="opening",
        state="planned",
        started_at=starts_at,
    )
    tx.session.add(dialogue)
    tx.session.flush()
    return dialogue


def waiting(tx: Transaction) -> list[tuple[str, datetime]]:
    tx.session.flush()
    found = select(PrivateMessage.key, PrivateMessage.due_at).order_by(PrivateMessage.due_at)
    return [(key.split(":")[3], due_at) for key, due_at in tx.session.execute(found)]


def rooms_of(tx: Transaction) -> list[str]:
    tx.session.expire_all()
    return [one.room.channel_id for one in tx.session.scalars(select(Seat))]


def test_a_seat_before_brings_a_reminder_the_day_before_and_ten_minutes_before(tx: Transaction) -> None:
    taken = seats.take(tx, planned(tx).id, SALES)
    assert (taken.department, taken.is_moved, taken.will_remind) == ("営業", False, True)
    assert waiting(tx) == [
        ("day", WEDNESDAY_TEN - timedelta(days=1)),
        ("soon", WEDNESDAY_TEN - timedelta(minutes=10)),
    ]


def test_reminders_come_in_the_persons_own_hours(tx: Transaction) -> None:
    tx.actor.tz = "Europe/Paris"  # Wednesday ten in Tokyo is two in the night there
    seats.take(tx, planned(tx).id, SALES)
    monday_six = datetime(
        2026, 11, 30, 16, 0, tzinfo=UTC
    )  # 17:00 in Paris: the last hour of the day before's work
    assert waiting(tx) == [("day", monday_six), ("soon", WEDNESDAY_TEN - timedelta(minutes=10))]
    soon = tx.session.scalars(select(PrivateMessage.arguments).where(PrivateMessage.is_urgent)).one()
    assert "2:00" in str(soon)


def test_the_day_before_a_monday_is_friday(tx: Transaction) -> None:
    tx.now = TEN - timedelta(days=5)
    seats.take(tx, planned(tx, TEN).id, SALES)
    assert waiting(tx)[0] == ("day", TEN - timedelta(days=3))


def test_who_sits_down_on_the_day_is_reminded_of_the_hour_alone(tx: Transaction) -> None:
    tx.now = WEDNESDAY_TEN - timedelta(hours=3)
    seats.take(tx, planned(tx).id, SALES)
    assert [kind for kind, _ in waiting(tx)] == ["soon"]
    tx.now = WEDNESDAY_TEN - timedelta(minutes=5)
    assert not seats.take(tx, planned(tx, circle=seat(tx, name="別")).id, SALES).will_remind


def test_somebody_in_several_rooms_has_one_seat_where_they_pressed_last(tx: Transaction) -> None:
    dialogue = planned(tx)
    for channel_id, is_moved in ((SALES, False), (SALES, False), (CALLS, True), (CALLS, False)):
        assert seats.take(tx, dialogue.id, channel_id).is_moved is is_moved
        assert rooms_of(tx) == [channel_id]
    assert len(waiting(tx)) == 2


def test_leaving_ends_seat_and_reminders_also_twice(tx: Transaction) -> None:
    dialogue = planned(tx)
    seats.take(tx, dialogue.id, SALES)
    assert seats.leave(tx, dialogue.id)
    assert not seats.leave(tx, dialogue.id)
    assert (rooms_of(tx), waiting(tx)) == ([], [])
    seats.take(tx, dialogue.id, SALES)
    assert len(waiting(tx)) == 2


def test_who_switched_reminders_off_gets_a_seat_without(tx: Transaction) -> None:
    private.switch(tx, Kind.REMINDER, is_on=False)
    assert not seats.take(tx, planned(tx).id, SALES).will_remind
    assert waiting(tx) == []


@pytest.mark.parametrize("act", [circles.skip, circles.pause])
def test_nobody_is_reminded_of_an_hour_at_which_the_circle_does_not_sit(tx: Transaction, act) -> None:
    dialogue = planned(tx)
    seats.take(tx, dialogue.id, SALES)
    act(tx, dialogue.circle)
    assert waiting(tx) == []
    assert rooms_of(tx) == [SALES]


def test_a_dialogue_that_moved_reminds_of_its_new_hour(tx: Transaction) -> None:
    dialogue = planned(tx)
    seats.take(tx, dialogue.id, SALES)
    dialogue.started_at = WEDNESDAY_TEN + timedelta(days=7)
    seats.expect(tx, dialogue)
    seats.expect(tx, dialogue)
    assert [due_at for _, due_at in waiting(tx)] == [
        WEDNESDAY_TEN + timedelta(days=6),
        WEDNESDAY_TEN + timedelta(days=7, minutes=-10),
    ]


@pytest.mark.slow
def test_reminders_go_out_once_each(begin: Begin, database: Database, clock: FakeClock) -> None:
    with begin() as tx:
        dialogue = planned(tx)
        circle = dialogue.circle
        circle.paused_at = tx.now
        seats.take(tx, dialogue.id, SALES)
    sent = []
    for _ in range(3 * 24 * 6):
        clock.advance(minutes=10)
        beat.run_due(database)
        with begin() as tx:
            for row in outbox_rows(tx, "post"):
                sent.append((clock.now(), row.key.split(":")[3], row.lane))
                tx.session.delete(row)
    assert sent == [
        (WEDNESDAY_TEN - timedelta(days=1), "day", "U0AKI"),
        (WEDNESDAY_TEN - timedelta(minutes=10), "soon", "U0AKI"),
    ]


def test_the_card_shows_departments_and_neither_names_nor_numbers(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    for user, channel_id in (("U0AKI", DEVELOPMENT), ("U0BEN", DEVELOPMENT), ("U0CHIE", SALES)):
        tx.person = known(tx, user, name=user)
        seats.take(tx, dialogue.id, channel_id)
    dialogues.show_card(tx, dialogue)
    slack.deliver(tx)
    [card] = [text for text in slack.texts(CALLS) if "席についた部署" in text]
    assert "席についた部署　営業・開発" in card
    assert not any(user in card for user in ("U0AKI", "U0BEN", "U0CHIE", "秋", "勉", "千恵"))


def test_the_card_follows_at_most_once_in_fifteen_seconds(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    for second in range(40):
        tx.now = TEN + timedelta(seconds=second)
        if second % 2:
            seats.leave(tx, dialogue.id)
        else:
            seats.take(tx, dialogue.id, SALES)
    due = tx.session.scalars(select(Step.due_at).where(Step.name == "seats").order_by(Step.due_at)).all()
    assert due == [TEN + timedelta(seconds=seconds) for seconds in (15, 30, 45)]


def test_seats_of_an_open_dialogue_remind_nobody(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    assert not seats.take(tx, dialogue.id, SALES).will_remind
    assert waiting(tx) == []


def test_there_is_no_seat_where_there_is_no_table(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    for refused, dialogue_id, channel_id in (
        (seats.OtherTable, dialogue.id, "C0ELSEWHERE"),
        (seats.OtherTable, dialogue.id, "D0AKI"),
        (Gone, "nothing", SALES),
    ):
        with pytest.raises(refused):
            seats.take(tx, dialogue_id, channel_id)
    dialogue.state = "closed"
    with pytest.raises(seats.TooLate):
        seats.take(tx, dialogue.id, SALES)
    with pytest.raises(Gone):
        seats.leave(tx, "nothing")


def test_a_table_of_another_workspace_has_no_seat(begin: Begin, database: Database) -> None:
    with database.session() as session:
        install(session, "T0OTHER")
    with begin(team_id="T0OTHER") as tx:
        dialogue_id = planned(tx).id
    with begin(team_id=TEAM) as tx:
        with pytest.raises(Gone):
            seats.take(tx, dialogue_id, SALES)
        with pytest.raises(Gone):
            seats.leave(tx, dialogue_id)
