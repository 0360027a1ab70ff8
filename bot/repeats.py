"""Repeats: people press enter twice, and Slack never sends a command again. The same words count once."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.transaction import Transaction
from models import Person

SAME_WORDS_WITHIN = timedelta(minutes=2)


def in_turn_since(tx: Transaction) -> datetime:
    """Let one command of the actor decide at a time; return since when the same words are a repetition."""
    tx.session.execute(select(Person.id).where(Person.id == tx.actor.id).with_for_update())
    return tx.now - SAME_WORDS_WITHIN
