"""What somebody was part of in a circle: their voices, the dialogues they sat or spoke in, their ideas, the improvements
they lead or proposed, the watchwords they pinned. Only by what stands under their name: without a name nobody knows.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import and_, or_, select

from bot.tally import Meaning
from bot.transaction import Transaction
from models import (
    Circle,
    Dialogue,
    Idea,
    Improvement,
    Note,
    Person,
    Reaction,
    Remark,
    Seat,
    Voice,
    Watchword,
)

Dated = tuple[datetime, str, str]


def newest(tx: Transaction, circle: Circle, at_most: int) -> list[tuple[str, str]]:
    """Return kind and id of what the actor was part of in a circle, the newest first."""
    tx.session.flush()
    found = sorted(
        (
            *_voices(tx, circle, at_most),
            *_dialogues(tx, circle, at_most),
            *_ideas(tx, circle, at_most),
            *_improvements(tx, circle, at_most),
            *_watchwords(tx, circle, at_most),
        ),
        reverse=True,
    )
    return [(kind, id_) for _, kind, id_ in found[:at_most]]


def is_idea_of(tx: Transaction, idea: Idea, person: Person) -> bool:
    """Say whether somebody wrote or said an idea under their name."""
    if idea.about_kind == "note":
        return tx.session.get_one(Note, idea.about_id).person_id == person.id
    if idea.about_kind == "remark":
        return tx.session.get_one(Remark, idea.about_id).person_id == person.id
    return idea.writer_id == person.id


def _voices(tx: Transaction, circle: Circle, at_most: int) -> Iterator[Dated]:
    brought = select(Voice).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.submitter_id == tx.actor.id,
        Voice.circle_id == circle.id,
        Voice.state == "heard",
    )
    for one in tx.session.scalars(brought.order_by(Voice.heard_at.desc()).limit(at_most)):
        yield one.heard_at or one.brought_at, "voice", one.id


def _dialogues(tx: Transaction, circle: Circle, at_most: int) -> Iterator[Dated]:
    sat = select(Seat.dialogue_id).where(Seat.person_id == tx.actor.id)
    spoke = select(Remark.dialogue_id).where(Remark.person_id == tx.actor.id, Remark.deleted_at.is_(None))
    wrote = select(Note.dialogue_id).where(Note.person_id == tx.actor.id, Note.is_gone.is_(False))
    there = select(Dialogue).where(
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id == circle.id,
        Dialogue.state != "planned",
        Dialogue.id.in_(sat.union(spoke, wrote)),
    )
    for one in tx.session.scalars(there.order_by(Dialogue.started_at.desc()).limit(at_most)):
        yield one.started_at, "dialogue", one.id


def _ideas(tx: Transaction, circle: Circle, at_most: int) -> Iterator[Dated]:
    said = select(Remark.id).where(Remark.person_id == tx.actor.id)
    wrote = select(Note.id).where(Note.person_id == tx.actor.id)
    theirs = select(Idea).where(
        Idea.workspace_id == tx.workspace.id,
        Idea.circle_id == circle.id,
        or_(
            Idea.writer_id == tx.actor.id,
            and_(Idea.about_kind == "remark", Idea.about_id.in_(said)),
            and_(Idea.about_kind == "note", Idea.about_id.in_(wrote)),
        ),
    )
    for one in tx.session.scalars(theirs.order_by(Idea.noted_at.desc()).limit(at_most)):
        yield one.noted_at, "idea", one.id


def _improvements(tx: Transaction, circle: Circle, at_most: int) -> Iterator[Dated]:
    theirs = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.circle_id == circle.id,
        Improvement.state != "proposed",
        or_(Improvement.owner_id == tx.actor.id, Improvement.proposer_id == tx.actor.id),
    )
    for one in tx.session.scalars(theirs.order_by(Improvement.decided_at.desc()).limit(at_most)):
        yield one.decided_at or one.proposed_at, "improvement", one.id


def _watchwords(tx: Transaction, circle: Circle, at_most: int) -> Iterator[Dated]:
    pinned = and_(
        Reaction.about_kind == Watchword.about_kind,
        Reaction.about_id == Watchword.about_id,
        Reaction.workspace_id == tx.workspace.id,
        Reaction.person_id == tx.actor.id,
        Reaction.meaning == Meaning.PIN,
        Reaction.is_on,
    )
    theirs = (
        select(Watchword)
        .where(
            Watchword.workspace_id == tx.workspace.id,
            Watchword.circle_id == circle.id,
            Watchword.state == "adopted",
            select(Reaction.id).where(pinned).exists(),
        )
        .order_by(Watchword.adopted_at.desc())
    )
    for one in tx.session.scalars(theirs.limit(at_most)):
        yield one.adopted_at or one.nominated_at, "watchword", one.id
