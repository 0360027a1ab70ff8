"""Retelling: what was told of many things at once reads anew when one of them is edited or goes.

Features say that a thing changed without knowing who told of it; whoever did lets its messages follow.
"""

from collections.abc import Callable

from bot.delivery.outbox import About
from bot.transaction import Transaction

Follower = Callable[[Transaction, About, str], None]
"""Gets the thing and its circle, which may be all that is left of it."""
_followers: list[Follower] = []


def follows(operation: Follower) -> Follower:
    """Let an operation run when a thing reads otherwise or has gone."""
    _followers.append(operation)
    return operation


def changed(tx: Transaction, about: About, circle_id: str) -> None:
    """Let every message that told of a thing of a circle follow it. A dialogue stands for all that is about it."""
    tx.session.flush()
    for follow in _followers:
        follow(tx, about, circle_id)
