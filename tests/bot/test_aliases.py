"""Aliases: one a person and dialogue, under a warm noun, and told by nobody after the close."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, make_url, select, text

from bot.bridge import aliases
from bot.bridge.aliases import NoLongerKnown
from bot.dialogues import closing
from bot.transaction import Database, Transaction
from models import Alias, AliasKey, Dialogue
from scheduler.beat import run_due
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, known


@pytest.fixture
def dialogue(tx: Transaction) -> Dialogue:
    return open_table(tx, SlackInMemory())


def close(tx: Transaction, dialogue: Dialogue) -> None:
    dialogue.state = "closing"
    tx.session.flush()
    closing.close(tx, dialogue)
    tx.session.flush()


def other_dialogue(tx: Transaction) -> Dialogue:
    rooms = [{"channel_id": SALES, "department": "営業"}]
    return open_table(tx, SlackInMemory(), name="別の円卓", rooms=rooms)


def keys(tx: Transaction) -> list[bytes]:
    return [key for key in tx.session.scalars(select(AliasKey.key)) if key is not None]


def test_a_person_is_the_same_alias_throughout_a_dialogue(tx: Transaction, dialogue: Dialogue) -> None:
    aki, ben = known(tx, "U0AKI", name="秋"), known(tx, "U0BEN", name="勉")
    assert aliases.of(tx, dialogue, aki) == aliases.of(tx, dialogue, aki)
    assert aliases.of(tx, dialogue, aki) != aliases.of(tx, dialogue, ben)
    assert aliases.name(tx, dialogue, aki) == aliases.name(tx, dialogue, aki)
    assert aliases.name(tx, dialogue, aki) != aliases.name(tx, dialogue, ben)


def test_an_alias_tells_nothing_in_another_dialogue(tx: Transaction, dialogue: Dialogue) -> None:
    aki = known(tx, "U0AKI", name="秋")
    assert aliases.of(tx, dialogue, aki) != aliases.of(tx, other_dialogue(tx), aki)
    assert len(keys(tx)) == 2


@pytest.mark.slow
def test_every_room_full_of_people_has_a_noun_of_its_own(tx: Transaction, dialogue: Dialogue) -> None:
    people = [known(tx, f"U{number}", name="人") for number in range(150)]
    names = [aliases.name(tx, dialogue, person) for person in people]
    assert len(set(names)) == 150
    assert not any(character.isdigit() for name in names for character in name)


def test_after_the_close_nobody_is_any_alias(tx: Transaction, dialogue: Dialogue) -> None:
    aki = known(tx, "U0AKI", name="秋")
    aliases.name(tx, dialogue, aki)
    close(tx, dialogue)

    assert keys(tx) == []
    assert tx.session.scalars(select(Alias)).all() == []
    with pytest.raises(NoLongerKnown):
        aliases.of(tx, dialogue, aki)


def test_after_a_close_without_any_alias_none_can_begin(tx: Transaction, dialogue: Dialogue) -> None:
    close(tx, dialogue)
    with pytest.raises(NoLongerKnown):
        aliases.of(tx, dialogue, known(tx, "U0AKI", name="秋"))
    assert keys(tx) == []


def test_a_key_that_the_database_lost_in_a_crash_makes_a_new_alias_and_nothing_worse(
    tx: Transaction, dialogue: Dialogue
) -> None:
    aki = known(tx, "U0AKI", name="秋")
    before = aliases.of(tx, dialogue, aki), aliases.name(tx, dialogue, aki)
    tx.session.execute(delete(AliasKey))
    after = aliases.of(tx, dialogue, aki), aliases.name(tx, dialogue, aki)
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_keys_of_closed_dialogues_are_shredded_and_those_of_open_ones_stay(
    database: Database, begin: Begin
) -> None:
    with begin() as tx:
        closing_one, open_one = open_table(tx, SlackInMemory()), other_dialogue(tx)
        aki = known(tx, "U0AKI", name="秋")
        for dialogue in (closing_one, open_one):
            aliases.of(tx, dialogue, aki)
        kept = aliases.of(tx, open_one, aki)
    with begin() as tx:
        close(tx, tx.session.get_one(Dialogue, closing_one.id))

    assert aliases.shred(database)

    with begin() as tx:
        assert tx.session.scalars(select(AliasKey.dialogue_id)).all() == [open_one.id]
        assert aliases.of(tx, tx.session.get_one(Dialogue, open_one.id), tx.actor) == kept


def test_a_key_left_behind_by_a_crash_goes_with_the_next_beat(database: Database, begin: Begin) -> None:
    """However it came about that a closed dialogue has a key, or its mark: the beat sees to it."""
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        aliases.of(tx, dialogue, tx.actor)
        dialogue.state = "closed"
    run_due(database)
    with database.reading() as session:
        assert session.scalars(select(AliasKey)).all() == []


@pytest.mark.slow
def test_while_somebody_reads_shredding_waits_and_is_done_later(database: Database, begin: Begin) -> None:
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        aliases.of(tx, dialogue, tx.actor)
    with database.reading() as reader:
        reader.scalars(select(AliasKey)).all()
        with begin() as tx:
            close(tx, tx.session.get_one(Dialogue, dialogue.id))
        assert not aliases.shred(database)
    assert aliases.shred(database)
    with database.reading() as session:
        assert session.scalars(select(AliasKey)).all() == []


@pytest.mark.slow
def test_no_byte_of_a_key_is_left_in_any_file_of_the_database(database: Database, begin: Begin) -> None:
    """Among many open dialogues, so that their keys fill several pages."""
    with begin() as tx:
        first = open_table(tx, SlackInMemory())
        rooms = [{"channel_id": SALES, "department": "営業"}]
        others = [open_table(tx, SlackInMemory(), name=f"円卓{n}", rooms=rooms) for n in range(60)]
        for dialogue in (*others[:30], first, *others[30:]):
            aliases.of(tx, dialogue, tx.actor)
        key = tx.session.scalars(select(AliasKey.key).where(AliasKey.dialogue_id == first.id)).one()
        assert key is not None
    if database.is_sqlite:
        assert holds(database.engine, key)
    with begin() as tx:
        close(tx, tx.session.get_one(Dialogue, first.id))
    assert aliases.shred(database)

    assert not holds(database.engine, key)
    assert not holds(database.engine, key.hex().encode())


def holds(engine: Engine, needle: bytes) -> bool:
    """Say whether these bytes stand in any file that the database keeps: tables, indexes, logs, free pages."""
    return any(needle in path.read_bytes() for path in files(engine))


def files(engine: Engine) -> list[Path]:
    """Return the files that hold this database; others that a test made on the same server are not its business."""
    url = make_url(str(engine.url))
    if url.get_backend_name() == "sqlite":
        return sorted(Path(str(url.database)).parent.glob(f"{Path(str(url.database)).name}*"))
    with engine.connect() as connection:
        folder = Path(connection.scalar(text("SHOW data_directory")))
        oid = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
    everybodys = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path for path in everybodys if path.parent.parent.name != "base" or path.parent.name == str(oid)]


def test_postgresql_writes_no_key_to_its_log(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite's WAL is emptied instead")
    with database.engine.connect() as connection:
        [unlogged] = connection.scalars(
            text("SELECT relpersistence FROM pg_class WHERE relname = 'alias_keys'")
        )
        [counted] = connection.scalars(
            text(
                "SELECT attstattarget FROM pg_attribute"
                " WHERE attrelid = 'alias_keys'::regclass AND attname = 'key'"
            )
        )
    assert unlogged == "u"
    assert counted == 0
