"""Measuring: somebody holds a plan, a cost idea or a sales text against the watchwords that speak to it.

They come back as questions, to that person alone. The message's own words are read and kept nowhere: what the form
remembers is where the message stands and which watchwords were near.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from bot.people import sight
from bot.transaction import Transaction
from bot.views.measuring import Measured, Spoken
from bot.watchwords import looking_back, situations, uses
from bot.watchwords.search import Question, Search
from models import Share, Watchword

AT_MOST = 3
LOOKED_AT = 30
"""Of so many near ones the adopted are taken: nominees are not steered by yet."""
READ_CHARACTERS = 600
"""What a message is about stands at its beginning; more would only blur what is near to it."""


def question(search: Search, text: str) -> Question:
    """Read what a message is about; before the transaction, as the model may still be loading."""
    return search.ask(" ".join(text.split())[:READ_CHARACTERS])


def near(tx: Transaction, search: Search, asked: Question) -> list[str]:
    """Return the ids of the adopted watchwords that speak to a text, the nearest first; none is an honest answer."""
    if not asked.text:
        return []
    found = looking_back.near(tx, search, asked, sight.of_actor(tx), at_most=LOOKED_AT)
    ids = [hit.watchword_id for hit in found]
    adopted = {one.id for one in _seen(tx, ids)}
    return [one for one in ids if one in adopted][:AT_MOST]


def spoken(tx: Transaction, measured: Measured) -> list[Spoken]:
    """Return the watchwords of a form as they are now, each with its customer; what is gone meanwhile is left out."""
    reader = sight.of_actor(tx)
    by_id = {one.id: one for one in _seen(tx, measured.watchword_ids)}
    there = [by_id[one] for one in measured.watchword_ids if one in by_id]
    counted = uses.summaries(tx, [one.id for one in there])
    shares = _shares(tx, measured)
    return [
        Spoken(
            situations.of(tx, one, reader),
            counted[one.id],
            share=shares[one.id].state if one.id in shares else None,
            because=shares[one.id].because if one.id in shares else None,
        )
        for one in there
    ]


def _seen(tx: Transaction, watchword_ids: Sequence[str]) -> Sequence[Watchword]:
    found = select(Watchword).where(
        Watchword.workspace_id == tx.workspace.id,
        Watchword.id.in_(watchword_ids),
        Watchword.state == "adopted",
        Watchword.retired_at.is_(None),
        sight.of_actor(tx).words(),
    )
    return tx.session.scalars(found).all()


def _shares(tx: Transaction, measured: Measured) -> Mapping[str, Share]:
    found = select(Share).where(
        Share.workspace_id == tx.workspace.id,
        Share.channel_id == measured.channel_id,
        Share.thread_ts == measured.thread_ts,
        Share.watchword_id.in_(measured.watchword_ids),
    )
    return {one.watchword_id: one for one in tx.session.scalars(found)}
