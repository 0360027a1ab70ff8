"""Arriving: an archive is a moment that is past. Nothing of it falls due again, and nothing is said of it in Slack."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from bot.circles import coming_round, seats
from bot.dialogues.agenda import Agenda, Stage, stages
from bot.transaction import Transaction
from models import RUNNING, Circle, Dialogue, Pulse, Seat, Step


@dataclass(frozen=True)
class Arrival:
    """What the way through time did."""

    closed: int = 0
    """Dialogues that were open when the archive was written."""
    passed: int = 0
    """Things that were to be done before now."""


def settle(tx: Transaction) -> Arrival:
    """Let go of what fell due meanwhile; what lies ahead stays as it was planned, and seats are reminded of again.

    A dialogue that was open closes as it stood, a pulse whose week is over without a word: its answers stayed behind. A
    circle whose hour has passed gets its next one from the beat, and so it does its next letter.
    """
    closed = [_close(tx, dialogue) for dialogue in _dialogues(tx, *RUNNING)]
    for dialogue in closed:
        coming_round.check(tx, dialogue.circle)
    passed = _cross_off(tx)
    _end_pulses(tx)
    circles = select(Circle).where(Circle.workspace_id == tx.workspace.id, Circle.next_at <= tx.now)
    for circle in tx.session.scalars(circles).all():
        circle.next_on = circle.next_at = None
    letters = select(Circle).where(Circle.workspace_id == tx.workspace.id, Circle.letter_at <= tx.now)
    for circle in tx.session.scalars(letters).all():
        circle.letter_at = None
    tx.session.flush()
    for dialogue in _dialogues(tx, "planned"):
        if dialogue.circle.next_at == dialogue.started_at:
            seats.expect(tx, dialogue)
    return Arrival(len(closed), passed)


def _dialogues(tx: Transaction, *states: str) -> list[Dialogue]:
    found = select(Dialogue).where(Dialogue.workspace_id == tx.workspace.id, Dialogue.state.in_(states))
    return list(tx.session.scalars(found.order_by(Dialogue.id)))


def _close(tx: Transaction, dialogue: Dialogue) -> Dialogue:
    """Close a dialogue without a word: who was at its table wrote to the old place since."""
    ended_at = min(stages(dialogue.started_at, Agenda.model_validate(dialogue.agenda))[-1].begins_at, tx.now)
    dialogue.state, dialogue.stage, dialogue.closed_at = "closed", Stage.CLOSED, ended_at
    dialogue.decided_at = dialogue.decided_at or ended_at
    tx.session.execute(delete(Seat).where(Seat.dialogue_id == dialogue.id))
    for step in tx.session.scalars(
        select(Step).where(Step.dialogue_id == dialogue.id, Step.done_at.is_(None))
    ):
        step.done_at = tx.now
    return dialogue


def _end_pulses(tx: Transaction) -> None:
    over = select(Pulse).where(
        Pulse.workspace_id == tx.workspace.id, Pulse.ended_at.is_(None), Pulse.ends_at <= tx.now
    )
    for pulse in tx.session.scalars(over).all():
        pulse.ended_at = tx.now


def _cross_off(tx: Transaction) -> int:
    old = select(Step).where(
        Step.workspace_id == tx.workspace.id, Step.done_at.is_(None), Step.due_at <= tx.now
    )
    found = tx.session.scalars(old).all()
    for step in found:
        step.done_at = tx.now
    return len(found)
