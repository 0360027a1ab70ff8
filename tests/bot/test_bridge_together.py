"""Invariant 3 with several processes: remarks, edits and deletions at once, while delivery is at work."""

import threading
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.delivery.delivery import Delivery
from bot.delivery.slack import Slack
from bot.refusals import Busy
from bot.transaction import Database
from models import Dialogue, OutboxRow, Post, Remark
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, FakeClock, known
from tests.slack_stand_in import RecordingSlack

ROOMS = (SALES, DEVELOPMENT, CALLS)
REMARKS_EACH = 12


def until_done(work: Callable[[], object]) -> None:
    """Do what a locked database refused again, as Slack sends its event again."""
    for _ in range(20):
        try:
            work()
        except Busy:
            continue
        return
    raise AssertionError("busy for ever")


def talk(database_url: str, clock: FakeClock, dialogue_id: str, number: int) -> None:
    """Say a dozen things in one room and edit some, as a process of its own that takes in the events."""
    own, room = Database(database_url, clock), ROOMS[number]

    def tell(ts: str, text: str, edited_ts: str | None) -> None:
        with own.begin(TEAM) as tx:
            there = Talk(tx, SlackInMemory(), tx.session.get_one(Dialogue, dialogue_id), room)
            if edited_ts is None:
                there.say(text, user=f"U{room}", ts=ts)
            else:
                there.edit(ts, text, user=f"U{room}", at=edited_ts)

    for said in range(REMARKS_EACH):
        ts = f"17960000{said:02d}.{number:06d}"
        until_done(partial(tell, ts, "はじめ", None))
        if said % 3 == 0:
            until_done(partial(tell, ts, "なおした", "1796000100.000000"))
    own.dispose()


@pytest.mark.slow
def test_processes_that_bridge_at_once_keep_one_order(
    database: Database, database_url: str, clock: FakeClock
) -> None:
    with database.begin(TEAM) as tx:
        for user in ROOMS:
            known(tx, f"U{user}", name=user)
        dialogue_id = open_table(tx, SlackInMemory()).id
    delivery = Delivery(database, cast("Slack", RecordingSlack()))
    finished = threading.Event()

    def deliver() -> None:
        while not finished.is_set():
            until_done(delivery.step)

    delivering = threading.Thread(target=deliver)
    talking = [
        threading.Thread(target=talk, args=(database_url, clock, dialogue_id, number))
        for number in range(len(ROOMS))
    ]
    for thread in (delivering, *talking):
        thread.start()
    for thread in talking:
        thread.join()
    finished.set()
    delivering.join()

    with database.reading() as session:
        remarks = session.scalars(select(Remark).order_by(Remark.seq)).all()
        assert [remark.seq for remark in remarks] == list(range(1, REMARKS_EACH * len(ROOMS) + 1))
        seq = {remark.id: remark.seq for remark in remarks}
        for room in ROOMS:
            order = order_in(session, room, seq)
            assert len(order) == REMARKS_EACH * (len(ROOMS) - 1)
            assert all(one < other for one, other in pairwise(order))


def order_in(session: Session, room: str, seq: dict[str, int]) -> list[int]:
    """Return the numbers of the remarks as they stand in a room, then as they wait for it."""
    posted = session.scalars(
        select(Post)
        .where(Post.channel_id == room, Post.about_kind == "remark", Post.ts.is_not(None))
        .order_by(Post.ts)
    ).all()
    waiting = session.scalars(
        select(OutboxRow).where(OutboxRow.lane == room, OutboxRow.kind == "post").order_by(OutboxRow.id)
    ).all()
    # Remarks that share a message stand there in their own order.
    there = sorted((post.ts or "", seq[post.about_id or ""]) for post in posted)
    return [number for _, number in there] + [seq[row.subject or ""] for row in waiting]
