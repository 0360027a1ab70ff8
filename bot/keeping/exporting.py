"""Exporting: all that is held about a person, as one file of JSON with a section for each kind (docs/privacy.md).

What was said without a name is in nobody's file: it leads back to nobody, and while its dialogue is open nobody asks.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select

from bot.matching import SoughtId
from bot.people import people
from bot.transaction import Transaction
from models import (
    Act,
    AskedRoom,
    Base,
    ChosenPhrase,
    CustomerQuestion,
    Hand,
    Host,
    Idea,
    Improvement,
    Measurement,
    Note,
    OpenedHome,
    Post,
    PrivateDay,
    PrivateMessage,
    Reaction,
    Received,
    Remark,
    RoomMember,
    Seat,
    Share,
    TableAsk,
    TableSeat,
    Use,
    Voice,
    Vote,
    Win,
)

Row = dict[str, Any]
NOT_THEIRS = {"workspace_id", "alias", "alias_name", "person_id", "claimed_by", "asked_in"}
"""Columns that say nothing about the person."""


def person(tx: Transaction, user_id: str) -> str:
    """Return everything about a person as JSON."""
    told: dict[str, Any] = {
        "about": {
            "workspace": tx.workspace.id,
            "user_id": user_id,
            "exported_at": tx.now,
            "without": "what was written without a name; what stands in Slack alone; backups",
        }
    }
    for name, section in SECTIONS.items():
        told[name] = section(tx, user_id)
    return json.dumps(told, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _rows(tx: Transaction, query: Select[Any]) -> list[Row]:
    tx.session.flush()
    return [_row(one) for one in tx.session.scalars(query).all()]


def _row(one: Base) -> Row:
    columns = one.__mapper__.column_attrs.keys()
    return {name: getattr(one, name) for name in columns if name not in NOT_THEIRS}


def _own(table: Any, *columns: str) -> Callable[[Transaction, str], list[Row]]:
    """Make a section of the rows in which the person's row is named."""

    def section(tx: Transaction, user_id: str) -> list[Row]:
        known = people.find(tx, user_id)
        if known is None:
            return []
        named = or_(*(getattr(table, column) == known.id for column in columns))
        query = select(table).where(table.workspace_id == tx.workspace.id, named)
        return [
            _row(one) | _roles(one, known.id, columns) for one in tx.session.scalars(query.order_by(table.id))
        ]

    return section


def _roles(one: Base, person_id: str, columns: tuple[str, ...]) -> Row:
    """Say as whom they are named, and name nobody else."""
    named = [column.removesuffix("_id") for column in columns if getattr(one, column) == person_id]
    others = {column: None for column in columns if column not in NOT_THEIRS}
    return ({"as": named} if len(columns) > 1 else {}) | others


def _named(table: Any, column: str) -> Callable[[Transaction, str], list[Row]]:
    """Make a section of the rows that hold the person's Slack id."""

    def section(tx: Transaction, user_id: str) -> list[Row]:
        query = select(table).where(table.workspace_id == tx.workspace.id, getattr(table, column) == user_id)
        return _rows(tx, query.order_by(table.id))

    return section


def _profile(tx: Transaction, user_id: str) -> Row:
    known = people.find(tx, user_id)
    return _row(known) if known is not None else {}


def _mentions(tx: Transaction, user_id: str) -> list[Row]:
    """Where somebody else called them by their id: when and where, not what was said."""
    sought = SoughtId(user_id)
    naming = select(Remark).where(
        Remark.workspace_id == tx.workspace.id, Remark.text.contains(f"<@{user_id}", autoescape=True)
    )
    found = [one for one in tx.session.scalars(naming.order_by(Remark.id)) if sought.stands_in(one.text)]
    return [{"id": one.id, "dialogue_id": one.dialogue_id, "said_at": one.said_at} for one in found]


def _thanks(tx: Transaction, user_id: str) -> list[Row]:
    every = select(Win).where(Win.workspace_id == tx.workspace.id).order_by(Win.id)
    found = [win for win in tx.session.scalars(every) if user_id in win.thanks]
    return [{"id": win.id, "headline": win.headline, "posted_at": win.posted_at} for win in found]


def _wins(tx: Transaction, user_id: str) -> list[Row]:
    return [row | {"thanks": len(row["thanks"])} for row in _own(Win, "person_id")(tx, user_id)]


def _table_asks(tx: Transaction, user_id: str) -> list[Row]:
    return [row | {"user_ids": len(row["user_ids"])} for row in _own(TableAsk, "person_id")(tx, user_id)]


def _messages(tx: Transaction, user_id: str) -> list[Row]:
    """Where private messages to them stand in Slack; their words are there."""
    sought = SoughtId(user_id)
    query = select(Post).where(
        Post.workspace_id == tx.workspace.id,
        or_(Post.key.contains(user_id, autoescape=True), Post.channel_id == user_id),
    )
    found = [
        one
        for one in tx.session.scalars(query.order_by(Post.id))
        if sought.stands_in(one.key, one.channel_id)
    ]
    return [_row(one) for one in found]


def _received(tx: Transaction, user_id: str) -> list[Row]:
    sought = SoughtId(user_id)
    query = select(Received).where(
        Received.workspace_id == tx.workspace.id, Received.key.contains(user_id, autoescape=True)
    )
    return [
        _row(one) for one in tx.session.scalars(query.order_by(Received.key)) if sought.stands_in(one.key)
    ]


SECTIONS: dict[str, Callable[[Transaction, str], Any]] = {
    "profile": _profile,
    "voices": _own(Voice, "submitter_id"),
    "remarks": _own(Remark, "person_id"),
    "mentions": _mentions,
    "notes": _own(Note, "person_id"),
    "customer_questions": _own(CustomerQuestion, "asker_id", "answerer_id"),
    "reactions": _own(Reaction, "person_id"),
    "chosen_phrases": _own(ChosenPhrase, "person_id"),
    "ideas": _own(Idea, "writer_id"),
    "seats": _own(Seat, "person_id"),
    "table_seats": _own(TableSeat, "person_id"),
    "table_asks": _table_asks,
    "improvements": _own(Improvement, "proposer_id", "owner_id", "asked_id", "asked_by_id"),
    "hands": _own(Hand, "person_id"),
    "measurements": _own(Measurement, "person_id"),
    "votes": _own(Vote, "person_id"),
    "uses": _own(Use, "person_id"),
    "shares": _own(Share, "person_id"),
    "wins": _wins,
    "thanks": _thanks,
    "rooms": _named(RoomMember, "user_id"),
    "hosting": _named(Host, "user_id"),
    "asked_rooms": _named(AskedRoom, "asked_by"),
    "acts": _named(Act, "user_id"),
    "private_messages": _own(PrivateMessage, "person_id"),
    "private_days": _own(PrivateDay, "person_id"),
    "opened_homes": _own(OpenedHome, "person_id"),
    "messages": _messages,
    "received": _received,
}
"""The sections of the file, each a list but for the profile."""
