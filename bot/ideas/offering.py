"""Offering again: an idea that waits is told once more where a dialogue opens on a voice that is related to its own."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.ideas import ideas
from bot.spelling import fold
from bot.transaction import Transaction
from bot.voices import consent, likeness
from models import Dialogue, Idea, Voice

RELATED = 0.35
"""The likeness of spelling from which two voices, or a voice and an idea, are about the same."""
LOOKED_AT = 200


def offer(tx: Transaction, dialogue: Dialogue) -> None:
    """Choose what a dialogue that opens tells of earlier ideas: at most one, of those most marked the oldest."""
    waiting = select(Idea).where(
        Idea.workspace_id == tx.workspace.id,
        Idea.circle_id == dialogue.circle_id,
        Idea.dialogue_id != dialogue.id,
        Idea.state == "waiting",
        Idea.offered_in_id.is_(None),
    )
    in_order = waiting.order_by(Idea.marks.desc(), Idea.noted_at, Idea.id).limit(LOOKED_AT)
    surfaces = {consent.room(thread.room) for thread in dialogue.threads}
    seated = [one.voice for one in dialogue.seated]
    for idea in tx.session.scalars(in_order).all():
        said = ideas.consent_of(tx, idea)
        is_seen = all(consent.is_seen(surface, said) for surface in surfaces)
        if is_seen and _is_related(tx, idea, seated):
            idea.offered_in_id = dialogue.id
            tx.session.flush()
            return


def offered(tx: Transaction, dialogue: Dialogue) -> str | None:
    """Return the idea that is told at the opening of a dialogue, while it waits."""
    found = select(Idea).where(
        Idea.workspace_id == tx.workspace.id, Idea.offered_in_id == dialogue.id, Idea.state == "waiting"
    )
    idea = tx.session.scalars(found).first()
    return (ideas.words_of(tx, idea) or None) if idea is not None else None


def _is_related(tx: Transaction, idea: Idea, seated: Sequence[Voice]) -> bool:
    text = ideas.words_of(tx, idea)
    if not text:
        return False
    before = tx.session.get_one(Dialogue, idea.dialogue_id)
    own = (
        [tx.session.get_one(Voice, idea.voice_id)] if idea.voice_id else [one.voice for one in before.seated]
    )
    products = {fold(voice.product) for voice in own if voice.product}
    told = [likeness.wording(one) for one in (text, *(voice.quote for voice in own)) if one]
    return any(
        (voice.product and fold(voice.product) in products)
        or any(likeness.likeness(likeness.wording(voice.quote), one) >= RELATED for one in told)
        for voice in seated
        if voice.quote
    )
