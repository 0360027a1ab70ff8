"""Rewriting: after erasing, no file of the database holds a byte of the text, whatever else it was written into."""

import contextlib
import json
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from bot.keeping import erasing, rewriting
from bot.keeping.erasing import Wanted, What
from bot.plaintext import escape
from bot.refusals import Busy
from bot.transaction import Database
from models import Circle, Voice, Win
from tests import databases
from tests.bot import whole_table
from tests.bot.circle_of_three import seat
from tests.bot.open_table import AKI, BEN, CHIE, bring
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_aliases import files
from tests.conftest import TEAM, Begin, FakeClock, install, known

pytestmark = [pytest.mark.slow, pytest.mark.long]
KEEPS_ITS_OWN_LOG = {"pg_wal", "log"}
"""PostgreSQL recycles its write-ahead log by and by; what it holds until then is said in docs/privacy.md."""


def left(database: Database, *gone: str) -> list[tuple[str, str]]:
    """Return which of these texts stand in which file of the tables and indexes, as they are or as JSON spells them."""
    found = []
    for path in files(database.engine):
        if KEEPS_ITS_OWN_LOG & set(path.parts):
            continue
        content = path.read_bytes()
        for one in gone:
            spelled = {one.encode(), json.dumps(one)[1:-1].encode(), escape(one).encode()}
            if any(needle in content for needle in spelled):
                found.append((one, path.name))
    return found


def analyze(database: Database) -> None:
    """Let PostgreSQL quote texts in its statistics, as its autovacuum does."""
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def erase(database: Database, what: What, which: str) -> erasing.Report:
    report = erasing.carry_out(database, TEAM, Wanted(what, which), patience_seconds=10)
    assert report.is_rewritten
    return report


def test_no_byte_of_an_erased_voice_is_left_in_any_file(
    database: Database, begin: Begin, clock: FakeClock
) -> None:
    slack = SlackInMemory()
    with begin() as tx:
        dialogue = whole_table.hold(tx, slack, clock)
        voice = dialogue.seated[0].voice
        voice.quote, voice.scene = "水筒のふたがあかない朝", "Kawakami at the station"
        tx.session.flush()
    analyze(database)
    gone = ("水筒のふたがあかない朝", "Kawakami at the station", "名前つきの書きとめ", "いつ使いますか")
    assert {one for one, _ in left(database, *gone)} == set(gone)

    erase(database, What.VOICE, voice.id)

    assert left(database, *gone) == []
    assert left(database, "重いのに手放せない")


def test_no_byte_of_a_person_is_left_in_any_file(database: Database, begin: Begin, clock: FakeClock) -> None:
    slack = SlackInMemory()
    gone = ["名前つきの書きとめ", "重いのに手放せない"]
    with begin() as tx:
        aki = known(tx, AKI, name="Akizuki")
        aki.name, aki.department = "Akizuki Haruka", "営業"
        whole_table.hold(tx, slack, clock)
        gone += [aki.user_id, "Akizuki Haruka", aki.picture_url or "", aki.id]
    analyze(database)
    assert len({one for one, _ in left(database, *gone)}) == len(gone)

    erase(database, What.PERSON, AKI)

    assert left(database, *gone) == []
    assert left(database, BEN)
    assert left(database, CHIE)


SECRETS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=6, max_size=40)
AROUND = st.text("abc 水筒のふた", max_size=30)


@given(secret=SECRETS, before=AROUND, behind=AROUND, copies=st.integers(1, 40))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_customer_said_and_wherever_it_stands_erasing_leaves_no_byte_of_it(
    database: Database, begin: Begin, secret: str, before: str, behind: str, copies: int
) -> None:
    databases.empty_tables(database.engine)
    database._workspaces.clear()
    with database.session() as session:
        install(session)
    marked = f"Q{secret}Z"
    said = f"{before} {marked} {behind}"
    with begin() as tx:
        circle = seat(tx)
        for number in range(copies):
            bring(tx, circle, said * (1 + number % 3), scene=said)
            bring(tx, circle, f"ほかの声{number}")
        win = {"circle_id": circle.id, "person_id": tx.actor.id, "posted_at": tx.now, "thanks": []}
        tx.session.add(Win(workspace_id=TEAM, headline=said, after=escape(said), **win))
    analyze(database)
    assert left(database, marked)

    erase(database, What.CUSTOMER, marked)

    assert left(database, marked) == []
    with database.reading() as session:
        kept = session.scalars(select(Voice.quote).where(Voice.state != "withdrawn")).all()
        assert sorted(kept) == sorted(f"ほかの声{number}" for number in range(copies))


def test_while_somebody_reads_it_waits_and_says_so_in_the_end(database: Database, begin: Begin) -> None:
    with begin() as tx:
        bring(tx, seat(tx), "水筒が重い")
    with database.reading() as reader:
        reader.scalars(select(Voice)).all()
        with begin() as tx:
            tx.session.scalars(select(Voice)).one().quote = "ほか"
        assert not rewriting.rewrite(database, patience_seconds=0.5)
    assert rewriting.rewrite(database, patience_seconds=5)
    assert left(database, "水筒が重い") == []


def test_the_app_goes_on_while_files_are_rewritten(database: Database, begin: Begin) -> None:
    """Whoever wants to write meanwhile gets their turn."""
    with begin() as tx:
        circle_id = seat(tx).id
    done = threading.Event()
    brought = 0

    def rewrite() -> None:
        assert rewriting.rewrite(database, patience_seconds=20)
        done.set()

    beside = threading.Thread(target=rewrite)
    beside.start()
    while not done.is_set() and brought < 2000:
        with contextlib.suppress(Busy):  # told kindly, and tried again
            with begin() as tx:
                bring(tx, tx.session.get_one(Circle, circle_id), f"声{brought}")
            brought += 1
    beside.join()
    with database.reading() as session:
        assert len(session.scalars(select(Voice.id)).all()) == brought > 0
