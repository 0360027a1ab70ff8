"""Quoted: the two remarks of a dialogue that are told outside of its rooms, by which others learn what was said.

They are those with the most people of other departments who put an emoji on them; without any there are none, and
numbers have to do. A remark that links to a voice on the table is about that voice, any other about all of them.
"""

import re
from collections.abc import Sequence

from sqlalchemy import func, select

from bot.bridge import copies
from bot.tally import Meaning
from bot.transaction import Transaction
from bot.views.bridge import Spoken
from models import Dialogue, Person, Post, Reaction, Remark, Thread

AT_MOST = 2
LINKED_TS = re.compile(r"/p(\d{10})(\d{6})\b")
"""https://docs.slack.dev/reference/methods/chat.getPermalink"""


def of_all(tx: Transaction, dialogue: Dialogue) -> list[Spoken]:
    """Return those that are about the whole table."""
    places = _voices_by_ts(tx, dialogue)
    return _spoken(tx, [remark for remark in _marked(tx, dialogue) if not _voices_in(remark, places)])


def of_voice(tx: Transaction, dialogue: Dialogue, voice_id: str) -> list[Spoken]:
    """Return those that link to this voice."""
    places = _voices_by_ts(tx, dialogue)
    return _spoken(tx, [remark for remark in _marked(tx, dialogue) if voice_id in _voices_in(remark, places)])


def voices_of(tx: Transaction, dialogue: Dialogue, remark: Remark) -> list[str]:
    """Return the voices on the table that a remark links to."""
    return sorted(_voices_in(remark, _voices_by_ts(tx, dialogue)))


def _marked(tx: Transaction, dialogue: Dialogue) -> Sequence[Remark]:
    """Return the remarks that people marked in rooms of other departments: by how many, then in order."""
    tx.session.flush()
    where, said = Thread.__table__.alias("marked_in"), Thread.__table__.alias("said_in")
    people = func.count(Reaction.person_id.distinct())
    marked = (
        select(Remark)
        .join(Reaction, Reaction.about_id == Remark.id)
        .join(Person, Person.id == Reaction.person_id)
        .join(
            where, (where.c.dialogue_id == Remark.dialogue_id) & (where.c.channel_id == Reaction.channel_id)
        )
        .outerjoin(said, said.c.id == Remark.thread_id)
        .where(
            Remark.workspace_id == tx.workspace.id,
            Remark.dialogue_id == dialogue.id,
            Remark.deleted_at.is_(None),
            Remark.text != "",
            Reaction.about_kind == "remark",
            Reaction.is_on,
            Reaction.meaning != Meaning.THANKS,
            Reaction.person_id.is_distinct_from(Remark.person_id),
            Person.is_bot.is_(False),
            where.c.department.is_distinct_from(said.c.department),
        )
        .group_by(Remark.id)
        .order_by(people.desc(), Remark.seq)
    )
    return tx.session.scalars(marked).all()


def _voices_by_ts(tx: Transaction, dialogue: Dialogue) -> dict[str, str]:
    found = select(Post.ts, Post.about_id).where(
        Post.workspace_id == tx.workspace.id,
        Post.key.startswith(f"voice:{dialogue.id}:"),
        Post.about_kind == "voice",
        Post.ts.is_not(None),
    )
    return {ts: voice_id for ts, voice_id in tx.session.execute(found) if ts and voice_id}


def _voices_in(remark: Remark, places: dict[str, str]) -> set[str]:
    linked = {f"{seconds}.{rest}" for seconds, rest in LINKED_TS.findall(remark.text)}
    return {places[ts] for ts in linked if ts in places}


def _spoken(tx: Transaction, remarks: Sequence[Remark]) -> list[Spoken]:
    return [copies.spoken(tx, remark) for remark in remarks[:AT_MOST]]
