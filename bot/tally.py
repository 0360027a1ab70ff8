"""Tallies: how many people mark a thing, each once, whatever emoji and on however many copies."""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.delivery.outbox import About
from bot.transaction import Transaction
from models import Person, Reaction


class Meaning(StrEnum):
    """What an emoji says by the workspace's setting."""

    PIN = "pin"
    IDEA = "idea"
    CHEER = "cheer"
    THANKS = "thanks"


def people(tx: Transaction, meaning: Meaning, *about: About) -> int:
    """Return how many people mark a thing so, or any of several; bots are no people."""
    tx.session.flush()
    marked = select(func.count(Reaction.person_id.distinct())).join(Person)
    here = Reaction.workspace_id == tx.workspace.id
    return tx.session.scalar(marked.where(here, *_marks(meaning, about))) or 0


def marks(tx: Transaction, meaning: Meaning, *about: About) -> list[tuple[Person, Reaction]]:
    """Return who marks a thing so, or any of several, with each of their marks, the earliest first."""
    tx.session.flush()
    standing = select(Person, Reaction).join(Reaction, Reaction.person_id == Person.id)
    found = standing.where(Reaction.workspace_id == tx.workspace.id, *_marks(meaning, about)).order_by(
        Reaction.changed_at, Reaction.id
    )
    return [(person, mark) for person, mark in tx.session.execute(found)]


def _marks(
    meaning: Meaning, about: Sequence[About]
) -> tuple[ColumnElement[bool] | InstrumentedAttribute[bool], ...]:
    of_any = or_(*(and_(Reaction.about_kind == one.kind, Reaction.about_id == one.id) for one in about))
    return (
        Reaction.meaning == meaning,
        of_any,
        Reaction.is_on,
        Person.is_bot.is_(False),
    )
