"""Steps: what will fall due, written down beside the decision that it shall. The beat performs them (`scheduler`)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, exists, select

from bot.transaction import Transaction
from models import Circle, Dialogue, Step


class Name(StrEnum):
    """Which operation a step is; `scheduler.steps` knows them."""

    INVITE = "invite"
    OPEN = "open"
    STAGE = "stage"
    CLOSE = "close"


def plan(
    tx: Transaction,
    name: Name,
    due_at: datetime,
    *,
    circle: Circle | None = None,
    dialogue: Dialogue | None = None,
    argument: str,
) -> bool:
    """Plan a step of a circle or a dialogue once; say whether it is new. One that was done stays done."""
    subject = dialogue or circle
    assert subject is not None
    return tx.add_once(
        Step,
        workspace_id=tx.workspace.id,
        key=f"{name}:{subject.id}:{argument}",
        name=name,
        circle_id=circle.id if circle else None,
        dialogue_id=dialogue.id if dialogue else None,
        argument=argument,
        due_at=due_at,
    )


def is_done(tx: Transaction, name: Name, circle: Circle, argument: str) -> bool:
    """Say whether this step of a circle is behind us."""
    key = f"{name}:{circle.id}:{argument}"
    done = exists().where(Step.workspace_id == tx.workspace.id, Step.key == key, Step.done_at.is_not(None))
    return bool(tx.session.scalar(select(done)))


def cross_off(tx: Transaction, circle: Circle) -> None:
    """Count as done what was planned for a circle: it will not be planned again."""
    for step in tx.session.scalars(_planned(tx, circle)):
        step.done_at = tx.now


def drop(tx: Transaction, circle: Circle) -> None:
    """Forget what was planned for a circle: it may be planned again."""
    for step in tx.session.scalars(_planned(tx, circle)):
        tx.session.delete(step)


def _planned(tx: Transaction, circle: Circle) -> Select[Step]:
    return select(Step).where(
        Step.workspace_id == tx.workspace.id, Step.circle_id == circle.id, Step.done_at.is_(None)
    )
