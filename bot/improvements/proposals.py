"""Proposals: how one is found for whoever presses its buttons, what may be done with it by now, and who shows it.

Whatever changes one holds the lock of its dialogue's row, or of its own where it was begun by hand.
"""

from sqlalchemy import select

from bot import retelling
from bot.delivery.outbox import About
from bot.dialogues import deciding, dialogue_rows, dialogues, record
from bot.improvements import apart, hand_requests
from bot.refusals import Gone, Refusal
from bot.transaction import Transaction
from models import UNDER_WAY, Circle, Dialogue, Improvement, Thread


class DecidingOver(Refusal):
    key = "improve-over"
    field = "what"


class NotDecidingYet(DecidingOver):
    key = "improve-not-yet"


class NotChosen(Refusal):
    """The dialogue begins with another one."""

    key = "improve-not-chosen"
    field = "owner"


def find(tx: Transaction, improvement_id: str, channel_id: str) -> tuple[Improvement, Dialogue]:
    """Return an improvement and its dialogue to somebody in one of its rooms. Refuses with `Gone`."""
    dialogue_id = get(tx, improvement_id).dialogue_id
    if dialogue_id is None:
        raise Gone
    dialogue = at_table(tx, dialogue_id, channel_id)
    return get(tx, improvement_id), dialogue


def hold(tx: Transaction, improvement_id: str) -> tuple[Improvement, Dialogue | None]:
    """Return an improvement with its dialogue, while nobody else changes it. Refuses with `Gone`."""
    improvement = get(tx, improvement_id)
    if improvement.dialogue_id is None:
        tx.session.refresh(improvement, with_for_update=True)
        return improvement, None
    dialogue = dialogue_rows.lock(tx, improvement.dialogue_id)
    return get(tx, improvement_id), dialogue


def circle_of(tx: Transaction, improvement: Improvement) -> Circle:
    return tx.session.get_one(Circle, improvement.circle_id)


def get(tx: Transaction, improvement_id: str) -> Improvement:
    """Return an improvement of this workspace as it is now, or refuse with `Gone`."""
    tx.session.flush()
    improvement = tx.find(Improvement, improvement_id, populate_existing=True)
    if improvement is None:
        raise Gone
    return improvement


def at_table(tx: Transaction, dialogue_id: str, channel_id: str) -> Dialogue:
    """Return a dialogue, locked, to somebody in one of its rooms. Refuses with `Gone`."""
    here = select(Thread.id).where(
        Thread.workspace_id == tx.workspace.id,
        Thread.dialogue_id == dialogue_id,
        Thread.channel_id == channel_id,
    )
    if tx.session.scalar(here) is None:
        raise Gone
    return dialogue_rows.lock(tx, dialogue_id)


def require_open(tx: Transaction, dialogue: Dialogue) -> None:
    """Refuse with `DecidingOver` unless something can be proposed: at its time, or later if nothing came of it."""
    if not deciding.is_running(dialogue) and not is_still_wanted(tx, dialogue):
        raise NotDecidingYet if dialogue.decided_at is None else DecidingOver


def is_still_wanted(tx: Transaction, dialogue: Dialogue | None) -> bool:
    """Say whether a dialogue was to decide, found nothing to begin with, and the circle has not sat again since."""
    if dialogue is None:
        return False
    has_nothing = dialogue.decided_at is not None and deciding.decided(tx, dialogue) is None
    return has_nothing and deciding.is_latest(tx, dialogue)


def require_ownable(tx: Transaction, dialogue: Dialogue | None, improvement: Improvement) -> None:
    """Refuse with `NotChosen` or `DecidingOver` unless somebody can come to own the improvement now."""
    if dialogue is not None and improvement.state == "proposed":
        if deciding.is_running(dialogue) or is_still_wanted(tx, dialogue):
            return
        raise NotChosen if deciding.decided(tx, dialogue) is not None else DecidingOver
    if improvement.state not in UNDER_WAY:
        raise DecidingOver


def changed(tx: Transaction, improvement: Improvement) -> None:
    """Make everything that tells of an improvement say how it stands now."""
    tx.session.flush()
    hand_requests.repaint(tx, improvement)
    if improvement.dialogue_id is not None:
        follow(tx, tx.session.get_one(Dialogue, improvement.dialogue_id))
    else:
        show_opening(tx, circle_of(tx, improvement))
        retelling.changed(tx, About("improvement", improvement.id), improvement.circle_id)


def follow(tx: Transaction, dialogue: Dialogue) -> None:
    """Make everything that tells of a dialogue's improvements say how they stand now."""
    tx.session.flush()
    record.correct(tx, dialogue)
    apart.repaint(tx, dialogue)
    show_opening(tx, dialogue.circle, but=dialogue)


def show_opening(tx: Transaction, circle: Circle, but: Dialogue | None = None) -> None:
    """Let the card of the dialogue that is open now tell how improvements from before it stand."""
    later = dialogues.running(tx, circle)
    if later is not None and later is not but:
        dialogues.show_card(tx, later)
