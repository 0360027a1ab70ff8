"""A table that was laid once is laid again from a copy, under new ids: to lay it takes longer than most tests.

The first test that asks for a table lays it through the operations; what that left in the database, in Slack and on
the clock is kept as long as this process tests. It is copied for whoever comes with a database that holds the same
as that one did before.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import Connection, Select, String, Table, exists, literal, select, text, union_all

from bot.clock import real_now
from bot.transaction import Transaction
from models import Alias, AliasKey, Base, Dialogue, HomeChange, Person, Workspace, new_id
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock

TABLES = Base.metadata.sorted_tables
WORKSPACES, PEOPLE, HOME_CHANGES = (
    Base.metadata.tables[one.__tablename__] for one in (Workspace, Person, HomeChange)
)
AT_FIRST = (WORKSPACES, PEOPLE)
"""What may hold rows before a table is laid, and makes it another one."""
LEFT_BY_THEM = (HOME_CHANGES,)
"""What their coming has left behind, whoever they are."""


@dataclass(frozen=True)
class Laid:
    """What laying a table left behind."""

    things: str
    """As JSON: the rows of each table, as its database spells them, and the messages that stand in Slack."""
    ids: list[str]
    people: dict[str, str]
    """Who was there before, by their Slack id; everything else gets a new id with each copy."""
    dialogue_id: str
    clock: datetime | None
    now: datetime
    actor: str | None
    has_written: bool
    messages: int


_kept: dict[tuple[str, ...], Laid] = {}


def laid(
    tx: Transaction,
    slack: SlackInMemory,
    what: str,
    lay: Callable[[], Dialogue],
    *,
    clock: FakeClock | None = None,
) -> Dialogue:
    """Return the dialogue of the table that `lay` lays; `what` names all that makes it differ from other tables."""
    tx.session.flush()
    if slack.messages or tx.session.scalar(_is_begun()):
        return lay()
    people = {person.user_id: person.id for person in tx.session.scalars(select(Person))}
    before = json.dumps([_rows(tx.session.connection(), table) for table in AT_FIRST])
    for id_ in people.values():
        before = before.replace(id_, "")
    key = (
        *(str(tx.session.connection().engine.url), what, before, str(tx.now), str(clock and clock.now())),
        *(str(tx.person and tx.person.user_id), f"{real_now():%Y%m%d%H}"),
    )
    if key not in _kept:
        dialogue = lay()
        _kept[key] = _keep(tx, slack, dialogue, people, clock)
        return dialogue
    return _copy(tx, slack, _kept[key], people, clock)


@cache
def _is_begun() -> Select[tuple[bool]]:
    """Ask whether there is anything but a workspace and people."""
    others = (
        select(literal(1)).select_from(table)
        for table in TABLES
        if table not in AT_FIRST and table not in LEFT_BY_THEM
    )
    return select(exists(union_all(*others).subquery().select()))


def _keep(
    tx: Transaction,
    slack: SlackInMemory,
    dialogue: Dialogue,
    people: dict[str, str],
    clock: FakeClock | None,
) -> Laid:
    tx.session.flush()
    assert not tx.session.scalars(select(Alias)).all(), "an alias is made of ids and cannot be copied"
    assert not tx.session.scalars(select(AliasKey).where(AliasKey.key.is_not(None))).all(), "nor can its key"
    connection = tx.session.connection()
    rows = {table.name: _rows(connection, table) for table in TABLES if table is not WORKSPACES}
    messages = [[*place, message] for place, message in slack.messages.items()]
    return Laid(
        things=json.dumps([rows, messages], ensure_ascii=False),
        ids=[id_ for table in TABLES for id_ in _ids(connection, table) if id_ not in people.values()],
        people=people,
        dialogue_id=dialogue.id,
        clock=clock.now() if clock else None,
        now=tx.now,
        actor=tx.person.user_id if tx.person else None,
        has_written=tx.outbox.has_written,
        messages=int(slack.next_ts().split(".")[1]),
    )


def _copy(
    tx: Transaction, slack: SlackInMemory, kept: Laid, people: dict[str, str], clock: FakeClock | None
) -> Dialogue:
    ids = {id_: new_id() for id_ in kept.ids} | {old: people[user] for user, old in kept.people.items()}
    things = kept.things
    for old, new in ids.items():
        things = things.replace(old, new)
    rows, messages = json.loads(things)
    connection = tx.session.connection()
    for table in (PEOPLE, *LEFT_BY_THEM):
        connection.execute(table.delete())
    for table in TABLES:
        if rows.get(table.name):
            _insert(connection, table, rows[table.name])
    slack.messages = {(channel, ts): message for channel, ts, message in messages}
    slack._ts = count(kept.messages + 1)
    tx.session.expire_all()
    tx.outbox.has_written |= kept.has_written
    tx.now = kept.now
    if clock is not None and kept.clock is not None:
        clock.set(kept.clock)
    if kept.actor is not None:
        tx.person = tx.session.scalars(select(Person).where(Person.user_id == kept.actor)).one()
    return tx.session.get_one(Dialogue, ids[kept.dialogue_id])


def _rows(connection: Connection, table: Table) -> Any:
    """Return the rows of a table as its database spells them."""
    if connection.dialect.name == "sqlite":
        return [list(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')]
    return connection.exec_driver_sql(f'SELECT json_agg(t)::text FROM "{table.name}" t').scalar()


def _insert(connection: Connection, table: Table, rows: Any) -> None:
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" * len(rows[0]))
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" VALUES ({places})', [tuple(row) for row in rows]
        )
        return
    copied = f'INSERT INTO "{table.name}" SELECT * FROM json_populate_recordset(NULL::"{table.name}", :rows)'
    connection.execute(text(copied), {"rows": rows})


def _ids(connection: Connection, table: Table) -> list[str]:
    """Return the ids that rows of a table were given at random."""
    if table is WORKSPACES or "id" not in table.c or not isinstance(table.c.id.type, String):
        return []
    return list(connection.scalars(select(table.c.id)))
