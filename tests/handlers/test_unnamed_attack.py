"""Who wrote a remark without a name, asked after the close by somebody with the database, the logs and Slack in hand.

One and the same half hour is played with different people as the author. Whatever would tell them apart would be left
in one of them: in a row, in the order or the transaction of rows, in a time, in a line of the log, in a call to Slack.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import Connection, RowMapping, select, text
from structlog.testing import capture_logs

from bot.bridge.aliases import NOUNS, PLACES
from bot.delivery.delivery import Delivery
from bot.dialogues import dialogues
from bot.texts import words
from bot.transaction import Database
from models import AliasKey, Base, Dialogue, Remark, new_id
from models.base import ID_LENGTH
from scheduler.beat import run_due
from tests import databases
from tests.bot.circle_of_three import CALLS, SALES, seat
from tests.bot.open_table import bring
from tests.bot.test_aliases import holds
from tests.conftest import MONDAY_TEN_IN_TOKYO, Begin, FakeClock, install, known
from tests.handlers.stage import Calls, press, submit
from tests.handlers.test_dialogues import event
from tests.slack_stand_in import RecordingSlack

PEOPLE = ("U0AKI", "U0BEN", "U0CHIE", "U0DAN")
WORDS = "それはちがうと言えませんでした"
FORM = "V0SECRETFORM"
OF_THE_MACHINE = {"received_at", "not_before", "counted_at", "tokens", "claimed_until", "blocked_until"}
"""Columns that hold when the test ran."""
CHANCE_ID = re.compile(r"\b[a-hj-km-np-z2-9]{12}\b")


@dataclass
class Story:
    """A half hour in which one person writes without a name, and everything that is left of it."""

    app: App
    calls: Calls
    database: Database
    begin: Begin
    clock: FakeClock
    slack: RecordingSlack = field(default_factory=RecordingSlack)
    logs: list[Any] = field(default_factory=list)
    key: bytes = b""

    def play(self, author: str) -> None:
        self._clear()
        self.calls.clear()
        self.clock.set(MONDAY_TEN_IN_TOKYO)
        with self.database.session() as session:
            install(session)
        with capture_logs() as self.logs:
            dialogue_id = self._open()
            self._go_on(minutes=8)
            self._speak("U0BEN", "こんにちは", "1")
            self._speak("U0AKI", "はい", "2")
            self._go_on(minutes=1)
            self._write(dialogue_id, author)
            self._go_on(minutes=1, seconds=30)
            self._write(dialogue_id, author, once_more=True)
            self._go_on(minutes=2)
            self._speak("U0CHIE", "なるほど", "3")
            with self.database.reading() as session:
                [self.key] = [bytes(key) for key in session.scalars(select(AliasKey.key)) if key]
            self._go_on(minutes=20)
            for _ in range(3):
                self._go_on(minutes=2)
        with self.database.reading() as session:
            assert session.scalars(select(Dialogue.state)).one() == "closed", self.logs
            assert session.scalars(select(AliasKey)).all() == [], self.logs

    def _clear(self) -> None:
        """Begin with new files: on PostgreSQL dead rows of an earlier story would decide where new ones lie."""
        if self.database.is_sqlite:
            databases.empty_tables(self.database.engine)
            return
        tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
        with self.database.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables}"))

    def _open(self) -> str:
        with self.begin("U0HOST", name="進") as tx:
            for number, user in enumerate(PEOPLE):
                known(tx, user, name=f"人{number}")
            circle = seat(tx)
            for number, room in enumerate(
                circle.rooms
            ):  # what goes to several rooms goes in the order of ids
                room.id = f"{number + 2}" * ID_LENGTH
            tx.session.flush()
            bring(tx, circle, "水筒が重い")
            return dialogues.open_now(tx, circle, seed="1").id

    def _go_on(self, **by: float) -> None:
        self._deliver()
        self.clock.advance(**by)
        run_due(self.database)
        self._deliver()

    def _deliver(self) -> None:
        delivery = Delivery(self.database, self.slack)  # type: ignore[arg-type]
        with self.database.session() as session:
            session.execute(text("DELETE FROM budgets"))
        while delivery.step():
            pass
        delivery.stop(1)

    def _speak(self, user: str, said: str, number: str) -> None:
        with self.database.reading() as session:
            threads = session.scalars(select(Dialogue)).one().threads
            thread = next(thread for thread in threads if thread.channel_id == SALES)
        inner = {"type": "message", "user": user, "text": said, "ts": f"1795000100.00000{number}"}
        event(self.app, inner | {"thread_ts": thread.ts, "channel": SALES}, f"Ev{number}")

    def _write(self, dialogue_id: str, author: str, *, once_more: bool = False) -> None:
        """Write in a form, the only thing that anybody does in this minute; the second time rewrite it as well."""
        press(self.app, "remark.unnamed", dialogue_id, user=author, channel={"id": CALLS})
        form = self.calls.opened()
        submit(self.app, form, user=author, view_id=f"{FORM}{once_more}", text=WORDS)
        if once_more:
            with self.database.reading() as session:
                first = session.scalars(select(Remark).where(Remark.alias_name.is_not(None))).first()
                assert first is not None
            modal = {"view": form | {"id": FORM, "type": "modal", "state": {"values": {}}}}
            press(self.app, "remark.take_back", first.id, user=author, **modal)

    def left(self) -> str:
        """Return all that is left, with random ids and nouns as numbers in the order in which they appear."""
        with self.database.engine.connect() as connection:
            rows = [line for table in Base.metadata.sorted_tables for line in _rows(connection, table.name)]
        sent = [f"{method} {arguments}" for method, arguments in sorted(self.slack.calls, key=_by_place)]
        forms = [f"{method} {arguments}" for method, arguments in self.calls]
        return _numbered("\n".join([*rows, *sent, *forms, *map(str, self.logs)]))


def _by_place(call: tuple[str, Mapping[str, Any]]) -> tuple[str, str]:
    """Posts stay as they went out; what changes them goes room by room in the chance order of the rooms' ids."""
    method, arguments = call
    return method, "" if method == "chat.postMessage" else str(arguments.get("ts", "")) + str(
        arguments.get("channel", "")
    )


def _rows(connection: Connection, table: str) -> list[str]:
    """Return a table's rows in the order in which they were written, on PostgreSQL each with its transaction.

    What one transaction changed it changed in the chance order of ids.
    """
    if connection.dialect.name == "sqlite":
        found = connection.execute(text(f"SELECT * FROM {table} ORDER BY rowid")).mappings()
        return [f"{table} {_told(row)}" for row in found]
    rows = connection.execute(text(f"SELECT *, 'tx' || xmin AS transaction FROM {table}")).mappings()
    in_order = sorted(rows, key=lambda row: (int(row["transaction"][2:]), CHANCE_ID.sub("", str(_told(row)))))
    return [f"{table} {_told(row)}" for row in in_order]


def _told(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in OF_THE_MACHINE}


def _numbered(told: str) -> str:
    names = [words("ja")(f"alias-{noun}") for noun in NOUNS]
    places = "|".join(PLACES)
    nouns = rf"(?:(?:{places})/)?\b(?:{'|'.join(sorted(NOUNS, key=len, reverse=True))})\b"
    shown = "|".join(sorted(names, key=len, reverse=True))
    seen: dict[str, str] = {}
    chance = re.compile(
        rf"{CHANCE_ID.pattern}|\btx\d+\b|{nouns}|(?<=「)(?:{shown})(?=」)|(?:{shown})(?=さん（名前)"
    )
    return chance.sub(lambda found: seen.setdefault(found[0], f"#{len(seen)}"), told)


@pytest.fixture
def story(app: App, calls: Calls, database: Database, begin: Begin, clock: FakeClock) -> Story:
    return Story(app, calls, database, begin, clock)


@pytest.mark.slow
def test_whoever_wrote_it_everything_that_is_left_is_the_same(story: Story) -> None:
    told = {}
    for author in ("U0AKI", "U0DAN", "U0STRANGER"):
        story.slack = RecordingSlack()
        story.play(author)
        told[author] = story.left()
    assert WORDS in told["U0AKI"]
    assert "名前を出さずに" in told["U0AKI"]
    for author in ("U0DAN", "U0STRANGER"):
        assert told[author].splitlines() == told["U0AKI"].splitlines()


@pytest.mark.slow
def test_no_file_of_the_database_holds_the_key_or_the_form_it_was_written_in(story: Story) -> None:
    story.play("U0DAN")
    engine = story.database.engine
    assert holds(engine, "なるほど".encode())
    assert not holds(engine, story.key)
    assert not holds(engine, story.key.hex().encode())
    assert not holds(engine, FORM.encode())


@pytest.mark.slow
def test_a_stranger_who_wrote_stands_in_no_file_no_log_and_no_message(story: Story) -> None:
    stranger = f"U0{new_id().upper()}"  # nobody of another test, whose bytes the same PostgreSQL may keep
    story.play(stranger)
    assert not holds(story.database.engine, stranger.encode())
    assert stranger not in str(story.logs)
    assert stranger not in str(story.slack.calls)


@pytest.mark.slow
def test_the_log_holds_nobodys_words(story: Story) -> None:
    story.play("U0DAN")
    assert WORDS not in str(story.logs)


@pytest.mark.slow
def test_what_is_left_has_no_time_finer_than_the_minute(story: Story) -> None:
    story.play("U0DAN")
    with story.database.reading() as session:
        unnamed = session.scalars(select(Remark).where(Remark.alias_name.is_not(None))).all()
        assert len(unnamed) == 2
        assert all(remark.said_at.second == 0 for remark in unnamed)
        assert {remark.alias for remark in unnamed} == {None}
        [closed_at] = session.scalars(select(Dialogue.closed_at))
        assert closed_at is not None
        assert closed_at - MONDAY_TEN_IN_TOKYO >= timedelta(minutes=30)
