import threading

import pytest

from bot import inbox
from bot.clock import real_now
from bot.refusals import Busy, Gone
from bot.transaction import Database, UnknownWorkspace
from models import Person, Received
from tests.conftest import TEAM, Begin, install


def test_a_payload_is_new_once_and_a_repetition_ever_after(begin: Begin) -> None:
    with begin() as tx:
        assert inbox.first_time(tx, "event:Ev1")
        assert not inbox.first_time(tx, "event:Ev1")
    with begin() as tx:
        assert not inbox.first_time(tx, "event:Ev1")
        assert inbox.first_time(tx, "event:Ev2")


def test_a_row_is_added_once_under_its_key(begin: Begin) -> None:
    with begin() as tx:
        row = {"workspace_id": TEAM, "key": "k", "received_at": real_now()}
        assert [tx.add_once(Received, **row) for _ in range(3)] == [True, False, False]


def test_a_refusal_rolls_everything_back(begin: Begin) -> None:
    def refuse() -> None:
        with begin() as tx:
            inbox.first_time(tx, "event:Ev1")
            raise Gone

    with pytest.raises(Gone):
        refuse()
    with begin() as tx:
        assert inbox.first_time(tx, "event:Ev1")


def test_a_row_of_another_workspace_is_found_as_little_as_one_that_never_was(
    database: Database, begin: Begin
) -> None:
    with database.session() as session:
        install(session, "T0OTHER")
    with begin() as tx:
        ours = tx.actor.id
        assert tx.find(Person, ours) is tx.actor
        assert tx.find(Person, "nosuchperson") is None
    with begin(team_id="T0OTHER") as tx:
        assert tx.find(Person, ours) is None


def test_a_workspace_that_never_installed_entaku_is_unknown(database: Database) -> None:
    with pytest.raises(UnknownWorkspace), database.begin("T0OTHER"):
        pass


def test_a_database_that_stays_locked_is_busy_and_nothing_is_lost(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("SQLite has one writer; PostgreSQL locks rows")
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with database.begin(TEAM):
            held.set()
            free.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    with pytest.raises(Busy), database.begin(TEAM, patience=0.05):
        pass
    free.set()
    holder.join()
    with database.begin(TEAM, patience=0.05) as tx:
        assert inbox.first_time(tx, "event:Ev1")


def test_whoever_waits_for_the_outbox_is_woken_after_the_commit(database: Database, begin: Begin) -> None:
    woken: list[bool] = []
    database.on_outbox(lambda: woken.append(True))
    with begin():
        pass
    assert woken == []

    with begin() as tx:
        tx.outbox.ask("users.info", {"user": "U1"}, answer=None, subject="U1")
        assert woken == []
    assert woken == [True]
