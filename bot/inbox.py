"""The inbox: each accepted payload takes effect once, and what comes too early waits for its message."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from bot.clock import real_now
from bot.faultpoints import FaultPoint, reach
from bot.transaction import Transaction
from models import Early, Received

EARLY_KEPT = timedelta(minutes=15)
"""What has waited so long belongs to no message of ours."""
TAKE_EARLY = (
    delete(Early)
    .where(
        Early.workspace_id == bindparam("of_workspace"),
        Early.channel_id == bindparam("in_channel"),
        Early.ts == bindparam("at_ts"),
    )
    .returning(Early.received_at, Early.event)
)


def first_time(tx: Transaction, key: str) -> bool:
    """Note a payload (`event:Ev…`, `view:V…`) and say whether it is new. Commits with its effects, or not at all."""
    is_new = tx.add_once(Received, workspace_id=tx.workspace.id, key=key, received_at=real_now())
    reach(FaultPoint.RECEIVED)
    return is_new


def is_latest(tx: Transaction, what: str, ts: str) -> bool:
    """Note that something was said anew as a whole at a ts, and say whether nothing later of it is known.

    Slack hands over presses side by side: the one before may come after.
    """
    tx.add_once(Received, workspace_id=tx.workspace.id, key=f"{what}:{ts}", received_at=real_now())
    said = select(Received.key).where(
        Received.workspace_id == tx.workspace.id, Received.key.startswith(f"{what}:", autoescape=True)
    )
    return all(key.rpartition(":")[2] <= ts for key in tx.session.scalars(said))


def keep_early(tx: Transaction, channel_id: str, ts: str, event: dict[str, Any]) -> None:
    """Let an event wait for the message at `ts`, which is not known yet."""
    tx.session.add(
        Early(workspace_id=tx.workspace.id, channel_id=channel_id, ts=ts, event=event, received_at=real_now())
    )


def take_early(tx: Transaction, channel_id: str, ts: str) -> list[dict[str, Any]]:
    """Return what waited for this message, oldest first, and forget it."""
    tx.session.flush()
    place = {"of_workspace": tx.workspace.id, "in_channel": channel_id, "at_ts": ts}
    taken = tx.session.connection().execute(TAKE_EARLY, place)
    return [event for _, event in sorted(taken, key=lambda row: row.received_at)]


def forget_old(session: Session, received_kept: timedelta) -> None:
    """Drop what no retry and no late message can need any more, in all workspaces.

    Slack's last retry comes five minutes later, with Delayed Events 24 hours later.
    """
    now = real_now()
    session.execute(delete(Received).where(Received.received_at < now - received_kept))
    session.execute(delete(Early).where(Early.received_at < now - EARLY_KEPT))
