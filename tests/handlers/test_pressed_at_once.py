"""The same button pressed twice in the same instant, on both databases: only there locks decide what becomes of it."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.circles import circles, coming_round
from bot.transaction import Database, Transaction
from bot.wins import wins
from models import Act, Circle, Dialogue, Improvement, Pulse, PulseAnswer, Reaction, Remark, Seat, Vote
from models.base import Base
from tests.bot.circle_of_three import SALES, WINS, seat
from tests.bot.deciding_table import enter, propose
from tests.bot.open_table import bring, open_table
from tests.bot.pulses import close, held
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock, known
from tests.handlers.stage import Calls, command, press, submit

HOST = "U0HOST"
MODAL = {"id": "V1", "type": "modal"}


@pytest.fixture
def at_once(app: App) -> Callable[..., None]:
    """Let two presses begin in the same instant; neither may fail."""

    def press_both(*presses: Callable[[], Any]) -> None:
        together = Barrier(len(presses))

        def one(pressed: Callable[[], Any]) -> None:
            together.wait()
            pressed()

        threads = [Thread(target=one, args=(pressed,)) for pressed in presses]
        with capture_logs() as logs:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert [one for one in logs if one["log_level"] == "error"] == []

    return press_both


def count(database: Database, table: type[Base], *where: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def waiting(tx: Transaction) -> Circle:
    known(tx, HOST, name="進")
    circle = seat(tx)
    bring(tx, circle, "水筒が重い")
    return circle


def test_one_seat_is_taken(app: App, begin: Begin, database: Database, at_once: Callable[..., None]) -> None:
    with begin() as tx:
        dialogue_id = open_table(tx, SlackInMemory()).id
    at_once(*[lambda: press(app, "seat.take", dialogue_id, channel={"id": SALES})] * 2)
    assert count(database, Seat) == 1


def test_one_dialogue_opens(app: App, begin: Begin, database: Database, at_once: Callable[..., None]) -> None:
    with begin() as tx:
        circle_id = waiting(tx).id
    view = MODAL | {"private_metadata": circle_id}
    at_once(*[lambda: press(app, "dialogue.open", circle_id, user=HOST, view=view)] * 2)
    assert count(database, Dialogue) == 1
    assert count(database, Act, Act.kind == "dialogue.open") == 1


def test_the_next_stage_comes_once(
    app: App, begin: Begin, database: Database, clock: FakeClock, at_once: Callable[..., None]
) -> None:
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        value, view = f"{dialogue.id}:writing", MODAL | {"private_metadata": dialogue.circle_id}
    clock.advance(minutes=1)
    at_once(*[lambda: press(app, "dialogue.next", value, user=HOST, view=view)] * 2)
    assert count(database, Act, Act.kind == "dialogue.next") == 1
    assert count(database, Dialogue, Dialogue.stage == "question_1") == 1


def test_one_rehearsal_is_sent(
    app: App, begin: Begin, database: Database, at_once: Callable[..., None]
) -> None:
    with begin() as tx:
        circle_id = waiting(tx).id
    view = MODAL | {"private_metadata": circle_id}
    at_once(*[lambda: press(app, "dialogue.rehearse", circle_id, user=HOST, view=view)] * 2)
    assert count(database, Act, Act.kind == "dialogue.rehearse") == 1


def test_one_remark_without_a_name_is_said(
    app: App, begin: Begin, database: Database, calls: Calls, at_once: Callable[..., None]
) -> None:
    with begin() as tx:
        dialogue_id = open_table(tx, SlackInMemory()).id
    press(app, "remark.unnamed", dialogue_id, channel={"id": SALES})
    form = calls.opened()
    at_once(*[lambda: submit(app, form, text="こわい")] * 2)
    assert count(database, Remark) == 1


def test_one_cheer_is_counted(
    app: App, begin: Begin, database: Database, at_once: Callable[..., None]
) -> None:
    with begin() as tx:
        seat(tx)
        win = wins.share(tx, "問い合わせが減りました", channel_id=SALES)
        assert win is not None
        win_id = win.id
    place: dict[str, Any] = {"channel": {"id": WINS}, "container": {"message_ts": "1795000000.000001"}}
    at_once(*[lambda: press(app, "win.cheer", win_id, **place)] * 2)
    assert count(database, Reaction) == 1


def test_one_choice_is_kept_and_one_of_two_leads(
    app: App, begin: Begin, database: Database, clock: FakeClock, at_once: Callable[..., None]
) -> None:
    with begin() as tx:
        improvement_id = propose(tx, enter(tx, SlackInMemory(), clock), "U0AKI", "ひとつめ").id
    here: dict[str, Any] = {"channel": {"id": SALES}}
    at_once(*[lambda: press(app, "improvement.vote", improvement_id, **here)] * 2)
    assert count(database, Vote) == 1
    at_once(
        lambda: press(app, "improvement.take", improvement_id, user="U0AKI", **here),
        lambda: press(app, "improvement.take", improvement_id, user="U0BEN", **here),
    )
    assert count(database, Improvement, Improvement.owner_id.is_not(None)) == 1


def test_one_circle_is_set_up(
    app: App, begin: Begin, database: Database, calls: Calls, at_once: Callable[..., None]
) -> None:
    with begin() as tx:
        assert circles.list_(tx) == []
    command(app, "/entaku", "setup")
    form = calls.opened()
    answers: list[Any] = []
    at_once(*[lambda: answers.append(submit(app, form, name="商品づくり", departments="営業"))] * 2)
    assert count(database, Circle) == 1
    assert {answer.get("response_action") for answer in answers} == {None, "update"}


@pytest.mark.slow
def test_two_hosts_choose_at_once_and_one_of_them_is_first(
    app: App, begin: Begin, database: Database, at_once: Callable[..., None]
) -> None:
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory(), sittings=1, hosts=[HOST, "U0SECOND"])
        known(tx, "U0SECOND", name="次")
        close(tx, dialogue)
        circle_id, value = dialogue.circle_id, coming_round.value(dialogue.circle)
    view = MODAL | {"private_metadata": circle_id}
    at_once(
        lambda: press(app, "circle.go_on", value, user=HOST, view=view),
        lambda: press(app, "circle.close", value, user="U0SECOND", view=view),
    )
    chose = count(database, Act, Act.kind.in_(("circle.go_on", "circle.close")))
    assert chose == 1
    is_closed = count(database, Circle, Circle.closed_at.is_not(None))
    assert is_closed == count(database, Act, Act.kind == "circle.close")
    assert count(database, Circle, Circle.came_round_at.is_not(None)) == 0


def test_one_answer_of_a_pulse_is_kept(
    app: App, begin: Begin, database: Database, calls: Calls, at_once: Callable[..., None]
) -> None:
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        held(tx, dialogue.circle, 3)
        close(tx, dialogue)
        pulse_id = tx.session.scalars(select(Pulse.id)).one()
    press(app, "pulse.answer", pulse_id, channel={"id": SALES})
    form = calls.opened()
    at_once(*[lambda: submit(app, form, said="3")] * 2)
    assert count(database, PulseAnswer) == 1
