"""Tallies: how many people mark a thing, each once, whatever emoji and on however many copies."""

from enum import StrEnum

from sqlalchemy import func, select

from bot.outbox import About
from bot.transaction import Transaction
from models import Person, Reaction


class Meaning(StrEnum):
    """What an emoji says by the workspace's setting."""

    PIN = "pin"
    IDEA = "idea"
    CHEER = "cheer"


def people(tx: Transaction, meaning: Meaning, about: About) -> int:
    """Return how many people mark a thing so; bots are no people."""
    tx.session.flush()
    marked = (
        select(func.count(Reaction.person_id.distinct()))
        .join(Person, Person.id == Reaction.person_id)
        .where(
            Reaction.workspace_id == tx.workspace.id,
            Reaction.meaning == meaning,
            Reaction.about_kind == about.kind,
            Reaction.about_id == about.id,
            Reaction.is_on,
            Person.is_bot.is_(False),
        )
    )
    return tx.session.scalar(marked) or 0
