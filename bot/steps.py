"""Steps: what will fall due, written down beside the decision that it shall. The beat performs them (`scheduler`)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, exists, select, update

from bot.transaction import Transaction
from models import Circle, Dialogue, Step


class Name(StrEnum):
    """Which operation a step is; `scheduler.steps` knows them."""

    INVITE = "invite"
    LAY_OUT = "lay_out"
    OPEN = "open"
    STAGE = "stage"
    DECIDE = "decide"
    COUNT = "count"
    SEATS = "seats"
    TOTALS = "totals"
    QUIET = "quiet"
    CLOSE = "close"
    FOLLOW_UP = "follow_up"
    ORIGIN = "origin"
    REMIND = "remind"
    MEASURE = "measure"
    KEEP = "keep"
    ASLEEP = "asleep"
    PULSE = "pulse"
    COME_ROUND = "come_round"
    ROUND_WAITS = "round_waits"
    LOOK_AGAIN = "look_again"
    LETTER = "letter"
    THANKS = "thanks"


def plan(
    tx: Transaction,
    name: Name,
    due_at: datetime,
    *,
    circle: Circle | None = None,
    dialogue: Dialogue | None = None,
    argument: str,
) -> bool:
    """Plan a step of a circle, a dialogue or else the workspace once; say whether it is new. One done stays done."""
    subject = dialogue or circle or tx.workspace
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


def origin_changed(tx: Transaction, dialogue_id: str, kind: str, id_: str) -> None:
    """Let small wins soon follow that something of a dialogue, which they came from, reads otherwise or is gone."""
    dialogue = tx.session.get_one(Dialogue, dialogue_id)
    plan(tx, Name.ORIGIN, tx.now, dialogue=dialogue, argument=f"{kind}:{id_}:{tx.now.isoformat()}")


def is_done(tx: Transaction, name: Name, circle: Circle, argument: str) -> bool:
    """Say whether this step of a circle is behind us."""
    key = f"{name}:{circle.id}:{argument}"
    done = exists().where(Step.workspace_id == tx.workspace.id, Step.key == key, Step.done_at.is_not(None))
    return bool(tx.session.scalar(select(done)))


def move(tx: Transaction, name: Name, dialogue: Dialogue, argument: str, due_at: datetime) -> None:
    """Let a planned step of a dialogue fall due at another instant; one that was done stays done."""
    tx.session.execute(
        update(Step)
        .where(
            Step.workspace_id == tx.workspace.id,
            Step.key == f"{name}:{dialogue.id}:{argument}",
            Step.done_at.is_(None),
        )
        .values(due_at=due_at)
    )


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
