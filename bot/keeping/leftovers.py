"""Leftovers: what waits or is remembered for a while and holds what is being erased.

Whatever is written anew has been by now; what still holds the words, or names the person, is of no use any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select

from bot.people import asking_again
from bot.transaction import Transaction
from models import Early, OutboxRow, PrivateMessage, Received

TAKES_DOWN = {"chat.delete", "files.delete"}
"""What goes to Slack so that it holds less."""


class Search(Protocol):
    def stands_in(self, *values: Any) -> bool: ...


@dataclass(frozen=True)
class Left:
    """How much there was; `under_way` is being sent just now and cannot be taken back before Slack has answered."""

    private: int
    traces: int
    under_way: int


def sweep(tx: Transaction, sought: Search) -> Left:
    """Forget what waits and is remembered of this."""
    tx.session.flush()
    private = [one for one in _waiting_privately(tx) if sought.stands_in(one.key, one.arguments)]
    early = [one for one in _early(tx) if sought.stands_in(one.event)]
    received = [one for one in _received(tx) if sought.stands_in(one.key)]
    asks = [one for one in asking_again.waiting(tx) if sought.stands_in(one.line)]
    for row in (*private, *early, *received):
        tx.session.delete(row)
    for one in asks:
        asking_again.take_back(tx, one)
    to_send = [
        row
        for row in _outbox(tx)
        if sought.stands_in(row.key, row.lane, row.subject, row.answer, row.arguments)
    ]
    to_send = [row for row in to_send if row.state != "waiting" or row.method not in TAKES_DOWN]
    under_way = [row for row in to_send if row.state != "waiting"]
    for row in to_send:
        if row.state == "waiting":
            _unsend(tx, row)
    tx.session.flush()
    traces = len(early) + len(received) + len(asks) + len(to_send) - len(under_way)
    return Left(len(private), traces, len(under_way))


def _unsend(tx: Transaction, row: OutboxRow) -> None:
    post = tx.outbox.find(row.key) if row.kind == "post" else None
    if post is not None:
        post.state = "deleted"
    tx.session.delete(row)


def _waiting_privately(tx: Transaction) -> Sequence[PrivateMessage]:
    return tx.session.scalars(
        select(PrivateMessage).where(PrivateMessage.workspace_id == tx.workspace.id)
    ).all()


def _early(tx: Transaction) -> Sequence[Early]:
    return tx.session.scalars(select(Early).where(Early.workspace_id == tx.workspace.id)).all()


def _received(tx: Transaction) -> Sequence[Received]:
    return tx.session.scalars(select(Received).where(Received.workspace_id == tx.workspace.id)).all()


def _outbox(tx: Transaction) -> Sequence[OutboxRow]:
    """Return what is to be sent, locked: it must not begin to be sent while we decide on it."""
    found = select(OutboxRow).where(OutboxRow.workspace_id == tx.workspace.id)
    return tx.session.scalars(found.order_by(OutboxRow.id).with_for_update()).all()
