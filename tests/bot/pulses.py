"""A circle with dialogues behind it, for what comes after every so many."""

from datetime import timedelta

from bot.dialogues import closing
from bot.dialogues.agenda import DEFAULT_AGENDA, Stage
from bot.transaction import Transaction
from models import Circle, Dialogue


def held(tx: Transaction, circle: Circle, times: int) -> None:
    """Let a circle have held so many dialogues, a week apart, before now."""
    for number in range(times, 0, -1):
        at = tx.now - timedelta(weeks=number)
        tx.session.add(
            Dialogue(
                workspace_id=tx.workspace.id,
                circle=circle,
                seed="1",
                agenda=DEFAULT_AGENDA.model_dump(),
                stage=Stage.CLOSED,
                state="closed",
                started_at=at,
                closed_at=at + timedelta(minutes=30),
            )
        )
    tx.session.flush()


def close(tx: Transaction, dialogue: Dialogue) -> None:
    """Let a dialogue close now."""
    dialogue.state = "closing"
    tx.session.flush()
    closing.close(tx, dialogue)
    tx.session.flush()
