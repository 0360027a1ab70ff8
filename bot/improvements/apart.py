"""Apart: the line in which a dialogue's rooms read of an improvement that was made of an idea outside of a dialogue."""

from sqlalchemy import select

from bot.circles import rooms
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.dialogues import deciding
from bot.ideas import ideas
from bot.texts import words
from bot.transaction import Transaction
from bot.views import ideas as views
from bot.voices import consent
from models import Dialogue, Idea, Improvement


def tell(tx: Transaction, dialogue: Dialogue, improvement: Improvement) -> None:
    """Say in every thread of the dialogue, once, what is begun with."""
    idea = tx.find(Idea, improvement.idea_id) if improvement.idea_id else None
    said = ideas.consent_of(tx, idea) if idea is not None else None
    for thread in rooms.open_threads(tx, dialogue):
        if not consent.is_seen(consent.room(thread.room), said):
            continue
        tx.outbox.post(
            Draft(
                thread.channel_id,
                key=_key(improvement, thread.room_id),
                message=_message(tx, dialogue, improvement),
                about=About("improvement", improvement.id),
                thread_key=thread.card_key,
                priority=Priority.CARD,
            )
        )


def repaint(tx: Transaction, dialogue: Dialogue) -> None:
    """Let these lines say how their improvements stand now."""
    tx.session.flush()
    found = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.dialogue_id == dialogue.id,
        Improvement.is_apart.is_(True),
    )
    for improvement in tx.session.scalars(found.order_by(Improvement.id)).all():
        for thread in dialogue.threads:
            tx.outbox.update(_key(improvement, thread.room_id), _message(tx, dialogue, improvement))


def take_down(tx: Transaction, improvement: Improvement) -> None:
    """Take down the lines about an improvement that goes."""
    if improvement.is_apart and improvement.dialogue_id is not None:
        for thread in tx.session.get_one(Dialogue, improvement.dialogue_id).threads:
            tx.outbox.delete(_key(improvement, thread.room_id))


def _message(tx: Transaction, dialogue: Dialogue, improvement: Improvement) -> Message:
    return views.begun(words(dialogue.circle.language), deciding.proposal(tx, improvement))


def _key(improvement: Improvement, room_id: str) -> str:
    return f"taken-up:{improvement.id}:{room_id}"
