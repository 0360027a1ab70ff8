"""The audit log: who did what when, told in the rooms and kept here without anybody's words."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from bot.transaction import Transaction
from models import Act, Circle, Dialogue, new_id


class ActKind(StrEnum):
    CIRCLE_SETUP = "circle.setup"
    CIRCLE_QUESTIONS = "circle.questions"
    CIRCLE_SKIP = "circle.skip"
    CIRCLE_PAUSE = "circle.pause"
    CIRCLE_RESUME = "circle.resume"
    CIRCLE_GENTLE_ON = "circle.gentle_on"
    CIRCLE_GENTLE_OFF = "circle.gentle_off"
    CIRCLE_SITTINGS = "circle.sittings"
    CIRCLE_GO_ON = "circle.go_on"
    CIRCLE_GO_ON_OPEN = "circle.go_on_open"
    CIRCLE_CLOSE = "circle.close"
    CIRCLE_REOPEN = "circle.reopen"
    CIRCLE_PULSE_ON = "circle.pulse_on"
    CIRCLE_PULSE_OFF = "circle.pulse_off"
    CIRCLE_LETTER_ON = "circle.letter_on"
    CIRCLE_LETTER_OFF = "circle.letter_off"
    ROOM_ACCEPT = "room.accept"
    HOST_DEPUTIES = "host.deputies"
    HOST_LEAVE = "host.leave"
    HOST_TAKE = "host.take"
    VOICE_SWAP = "voice.swap"
    VOICE_HOLD = "voice.hold"
    VOICE_LET_GO = "voice.let_go"
    VOICE_FORWARD = "voice.forward"
    DIALOGUE_REHEARSE = "dialogue.rehearse"
    DIALOGUE_OPEN = "dialogue.open"
    DIALOGUE_MORE = "dialogue.more"
    DIALOGUE_NEXT = "dialogue.next"
    DIALOGUE_END = "dialogue.end"
    IDEA_TAKE_DOWN = "idea.take_down"
    IMPROVEMENT_WITHDRAW = "improvement.withdraw"
    IMPROVEMENT_TAKE_DOWN = "improvement.take_down"
    NOTE_TAKE_DOWN = "note.take_down"
    REMARK_TAKE_DOWN = "remark.take_down"
    WIN_TAKE_DOWN = "win.take_down"
    USE_TAKE_DOWN = "use.take_down"
    WATCHWORD_REVIVE = "watchword.revive"
    WATCHWORD_RETIRE = "watchword.retire"
    WATCHWORD_BRING_BACK = "watchword.bring_back"
    WORKSPACE_LETS_EVERYBODY = "workspace.lets_everybody"
    WORKSPACE_LETS_HOSTS = "workspace.lets_hosts"
    WORKSPACE_LETS_ADMINS = "workspace.lets_admins"


def log(
    tx: Transaction,
    kind: ActKind,
    *,
    circle: Circle | None = None,
    dialogue: Dialogue | None = None,
    user_id: str | None = None,
    is_unnamed: bool = False,
) -> Act:
    """Keep that the actor (or `user_id`) did this. `is_unnamed`: keep neither who it was nor the minute."""
    who = user_id or (tx.person.user_id if tx.person else None)
    act = Act(
        id=new_id(),
        workspace_id=tx.workspace.id,
        kind=kind,
        user_id=None if is_unnamed else who,
        circle_id=circle.id if circle else dialogue.circle_id if dialogue else None,
        dialogue_id=dialogue.id if dialogue else None,
        at=tx.now.replace(hour=0, minute=0, second=0, microsecond=0) if is_unnamed else tx.now,
    )
    tx.session.add(act)
    return act


def of_circle(tx: Transaction, circle: Circle, *, at_most: int = 20) -> Sequence[Act]:
    """Return what was done with a circle and its dialogues, the newest first."""
    found = select(Act).where(Act.workspace_id == tx.workspace.id, Act.circle_id == circle.id)
    return tx.session.scalars(found.order_by(Act.at.desc(), Act.id).limit(at_most)).all()


def of_kind(tx: Transaction, kind: ActKind, *, circle_id: str) -> Sequence[Act]:
    """Return the acts of a kind in a circle."""
    found = select(Act).where(
        Act.workspace_id == tx.workspace.id, Act.circle_id == circle_id, Act.kind == kind
    )
    return tx.session.scalars(found.order_by(Act.id)).all()


def forget_who(tx: Transaction, user_id: str) -> int:
    """Keep what somebody did, and not that it was they; return how many acts these are."""
    theirs = select(Act).where(Act.workspace_id == tx.workspace.id, Act.user_id == user_id)
    found = tx.session.scalars(theirs).all()
    for act in found:
        act.user_id = None
    tx.session.flush()
    return len(found)


def last(
    tx: Transaction,
    kind: ActKind,
    *,
    of: Circle | Dialogue,
    since: datetime,
    user_id: str | None = None,
) -> Act | None:
    """Return the newest act of this kind in a circle or a dialogue from `since` on, by anybody or by one person."""
    found = select(Act).where(
        Act.workspace_id == tx.workspace.id,
        (Act.dialogue_id if isinstance(of, Dialogue) else Act.circle_id) == of.id,
        Act.kind == kind,
        Act.at >= since,
    )
    if user_id is not None:
        found = found.where(Act.user_id == user_id)
    return tx.session.scalars(found.order_by(Act.at.desc(), Act.id).limit(1)).first()
