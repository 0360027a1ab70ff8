"""Homes that people opened in the last day follow what changes: in the background, once each, and after a crash."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.circles import circles, planning, room_members
from bot.delivery.outbox import Priority
from bot.dialogues import hosting
from bot.home import home, home_changes, republishing
from bot.home.republishing import Republishing
from bot.keeping import erasing
from bot.keeping.erasing import Wanted, What
from bot.people import private
from bot.people.private import Kind
from bot.transaction import Database, Transaction
from bot.wins import wins
from models import Circle, HomeChange, OpenedHome, OutboxRow, Person, Voice, Watchword
from tests.bot.circle_of_three import CALLS, SALES, seat
from tests.bot.open_table import AKI, BEN, CHIE, bring
from tests.conftest import TEAM, Begin, FakeClock, known

pytestmark = pytest.mark.slow
FAR = "U0FAR"
"""Hosts another circle."""
SECONDS = count()


@pytest.fixture
def circle_id(begin: Begin) -> str:
    """Give a circle with three people in its rooms, and another one."""
    with begin() as tx:
        circle = seat(tx)
        seat(tx, name="ほか", hosts=[FAR], rooms=[{"channel_id": "C0FAR", "department": "遠く"}])
        for user, name in ((AKI, "秋"), (BEN, "勉"), (CHIE, "千恵"), (FAR, "遠"), ("U0HOST", "進")):
            known(tx, user, name=name).learned_at = tx.now
        room_members.listed(tx, SALES, [AKI, BEN])
        room_members.listed(tx, CALLS, [CHIE])
        return circle.id


@pytest.fixture
def homes(database: Database) -> Republishing:
    return Republishing(database)


def opens(begin: Begin, *users: str) -> None:
    for user in users:
        with begin(user) as tx:
            home.opened(tx, "home")


def delivered(database: Database) -> dict[str, str]:
    """Take what waits to be published out of the outbox, as delivery does; return it by whose home it is."""
    with database.session() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.method == "views.publish")).all()
        found = {str(row.subject): json.dumps(row.arguments, ensure_ascii=False) for row in rows}
        assert len(found) == len(rows)
        for row in rows:
            session.delete(row)
    return found


def changes(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(HomeChange)) or 0


@pytest.fixture
def open_homes(begin: Begin, database: Database, homes: Republishing, circle_id: str) -> Republishing:
    """Give homes that four people have open and that are as they were published."""
    opens(begin, AKI, BEN, CHIE, FAR)
    homes.step()
    delivered(database)
    return homes


def wins_there(begin: Begin, headline: str = "電話が減った") -> None:
    """Let somebody tell a win, a second after the one before."""
    with begin(BEN) as tx:
        tx.now += timedelta(seconds=next(SECONDS))
        wins.share(tx, headline, channel_id=SALES)


def test_a_win_shows_in_the_homes_of_its_circle_and_no_other_is_looked_at(
    begin: Begin, database: Database, open_homes: Republishing, circle_id: str
) -> None:
    wins_there(begin)
    assert open_homes.step() == 3
    shown = delivered(database)
    assert set(shown) == {AKI, BEN, CHIE}
    assert all("電話が減った" in view for view in shown.values())
    assert changes(database) == 0
    assert open_homes.step() == 0


def test_it_is_published_after_what_people_wait_for(
    begin: Begin, database: Database, open_homes: Republishing, circle_id: str
) -> None:
    wins_there(begin)
    open_homes.step()
    with database.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.method == "views.publish")).all()
        assert {row.priority for row in rows} == {Priority.COUNT}


def test_a_home_that_was_opened_a_day_ago_is_left_alone_and_forgotten(
    begin: Begin, database: Database, open_homes: Republishing, circle_id: str, clock: FakeClock
) -> None:
    clock.advance(hours=23)
    opens(begin, AKI)
    delivered(database)
    clock.advance(hours=2)
    wins_there(begin)
    assert open_homes.step() == 1
    assert set(delivered(database)) == {AKI}
    open_homes.step(all_homes=True)
    with database.reading() as session:
        assert len(session.scalars(select(OpenedHome)).all()) == 1


def test_a_burst_is_published_once_for_each_person_and_what_waits_reads_as_it_is_now(
    begin: Begin, database: Database, open_homes: Republishing, circle_id: str
) -> None:
    for number in range(50):
        wins_there(begin, f"成功{number}")
    assert open_homes.step() == 3
    with database.reading() as session:
        before = {
            row.subject: row.id for row in session.scalars(select(OutboxRow).where(OutboxRow.kind == "ask"))
        }
    wins_there(begin, "いちばん新しい成功")
    open_homes.step()
    with database.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.method == "views.publish")).all()
        assert {row.subject: row.id for row in rows}.items() <= before.items()
    assert all("いちばん新しい成功" in view for view in delivered(database).values())


def test_who_changes_something_themselves_is_published_once(
    begin: Begin, database: Database, open_homes: Republishing
) -> None:
    with begin(AKI) as tx:
        private.switch(tx, Kind.HEARD, is_on=False)
        home.show(tx)
    assert changes(database) == 1
    open_homes.step()
    shown = delivered(database)
    assert set(shown) == {AKI}


def test_what_was_claimed_by_a_process_that_is_gone_is_looked_at_again(
    begin: Begin,
    database: Database,
    open_homes: Republishing,
    circle_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wins_there(begin)

    def killed(*_: object) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Republishing, "_one", killed)
        with pytest.raises(KeyboardInterrupt):
            open_homes.step()
    assert changes(database) > 0
    other = Republishing(database)
    assert other.step() == 0  # it is not known yet that the first is gone
    monkeypatch.setattr(republishing, "real_now", _later)
    assert other.step() == 3
    assert changes(database) == 0


def _later() -> Any:
    from bot.clock import real_now  # noqa: PLC0415  the one that is not patched

    return real_now() + 2 * republishing.CLAIM


def test_a_home_that_cannot_be_built_holds_up_no_other(
    begin: Begin, database: Database, open_homes: Republishing, circle_id: str
) -> None:
    with database.session() as session:
        row = session.scalars(
            select(OpenedHome).join_from(OpenedHome, Person).where(Person.user_id == BEN)
        ).one()
        person = session.get_one(Person, row.person_id)
        person.muted = None  # type: ignore[assignment]  # as no operation leaves it
    wins_there(begin)
    open_homes.step()
    assert {AKI, CHIE} <= set(delivered(database))
    assert changes(database) == 0


def test_two_processes_publish_each_home_once(
    begin: Begin, database: Database, open_homes: Republishing, circle_id: str
) -> None:
    other = Republishing(database)
    for number in range(5):
        wins_there(begin, f"成功{number}")
        together = [threading.Thread(target=one.step) for one in (open_homes, other)]
        for thread in together:
            thread.start()
        for thread in together:
            thread.join()
        shown = delivered(database)
        assert set(shown) == {AKI, BEN, CHIE}
        assert all(f"成功{number}" in view for view in shown.values())


def brings(tx: Transaction, circle: Circle) -> None:
    voice = bring(tx, circle, "ふたが固い")
    voice.submitter_id = known(tx, BEN, name="勉").id


def adopts(tx: Transaction, circle: Circle) -> None:
    voice = tx.session.scalars(select(Voice)).one()
    dialogue = planning.plan(tx, circle, None, tx.now + timedelta(days=1))
    word = Watchword(
        workspace_id=tx.workspace.id,
        circle_id=circle.id,
        dialogue_id=dialogue.id,
        about_kind="voice",
        about_id=voice.id,
        phrase="朝が楽しみ",
        pins=1,
        state="adopted",
        nominated_at=tx.now,
        adopted_at=tx.now,
    )
    tx.session.add(word)


def test_everybody_concerned_and_nobody_else(
    begin: Begin, database: Database, open_homes: Republishing, circle_id: str
) -> None:
    opens(begin, "U0HOST")
    delivered(database)
    for change, concerned in ((brings, {BEN, "U0HOST"}), (adopts, {AKI, BEN, CHIE, "U0HOST"})):
        with begin(CHIE) as tx:
            change(tx, circles.get(tx, circle_id))
        open_homes.step()
        assert set(delivered(database)) == concerned
    with begin("U0HOST") as tx:
        hosting.pause(tx, circles.get(tx, circle_id))
    open_homes.step()
    assert set(delivered(database)) == {AKI, BEN, CHIE, "U0HOST"}
    with begin("U0HOST") as tx:
        room_members.left(tx, SALES, AKI)
    open_homes.step()
    assert set(delivered(database)) == {AKI}


def test_an_erased_voice_goes_from_the_home_of_whoever_brought_it(
    begin: Begin, database: Database, open_homes: Republishing, circle_id: str
) -> None:
    with begin(CHIE) as tx:
        brings(tx, circles.get(tx, circle_id))
        voice_id = tx.session.scalars(select(Voice.id)).one()
    open_homes.step()
    assert "ふたが固い" in delivered(database)[BEN]
    with begin(CHIE) as tx:
        erasing.erase(tx, Wanted(What.VOICE, voice_id))
    open_homes.step()
    assert "ふたが固い" not in delivered(database)[BEN]
    with begin(CHIE) as tx:
        erasing.erase(tx, Wanted(What.PERSON, BEN))
    open_homes.step()
    with database.reading() as session:
        assert len(session.scalars(select(OpenedHome)).all()) == 3


def test_what_shows_in_no_home_is_not_noted(
    begin: Begin, database: Database, open_homes: Republishing
) -> None:
    with begin(AKI) as tx:
        tx.actor.department = "営業"
        tx.actor.introduced_at = tx.now
    assert changes(database) == 0


def test_a_change_that_is_rolled_back_is_not_noted(begin: Begin, database: Database, circle_id: str) -> None:
    before = changes(database)
    with pytest.raises(RuntimeError), begin(BEN) as tx:
        _fail_after(tx)
    assert changes(database) == before


def _fail_after(tx: Transaction) -> None:
    wins.share(tx, "電話が減った", channel_id=SALES)
    raise RuntimeError


@pytest.fixture
def running(database: Database, open_homes: Republishing) -> Iterator[Republishing]:
    open_homes.start()
    yield open_homes
    open_homes.stop(10)


def test_a_change_is_published_though_nobody_here_is_woken(
    begin: Begin, database: Database, running: Republishing, circle_id: str
) -> None:
    with database.session() as session:  # another process, whose commits wake nobody here
        home_changes.note(session, TEAM, (home_changes.Kind.CIRCLE, circle_id))
    until = time.monotonic() + 30
    wins_there(begin)
    while len(delivered_by_now := _waiting(database)) < 3:
        assert time.monotonic() < until, delivered_by_now
        time.sleep(0.02)


def test_looking_and_gathering_leave_most_of_the_five_seconds_to_publishing() -> None:
    assert republishing.LOOK_SECONDS + republishing.GATHER_SECONDS + republishing.EVERY_SECONDS < 4


def _waiting(database: Database) -> set[str]:
    with database.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.method == "views.publish")).all()
        return {str(row.subject) for row in rows if "電話が減った" in str(row.arguments)}
