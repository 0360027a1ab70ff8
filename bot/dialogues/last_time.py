"""Last time: with what became of the circle's improvements a dialogue begins.

That is the improvement of the dialogue before, and what waits for its owner's answer or for a hand, each told at one
opening. Nobody is named who has not answered.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from bot.dialogues import deciding
from bot.improvements import hand_requests, measured
from bot.texts import words
from bot.transaction import Transaction
from bot.views import improvements as views
from bot.views import leading as lead_views
from bot.voices import consent
from models import UNDER_WAY, Dialogue, Improvement

TOLD_AT_ONCE = 2


def choose(tx: Transaction, dialogue: Dialogue) -> None:
    """Choose what a dialogue that opens tells beside its last improvement: the longest overdue first, each once."""
    last = _last(tx, dialogue)
    own = deciding.decided(tx, last) if last is not None else None
    surfaces = {consent.room(thread.room) for thread in dialogue.threads}
    tx.session.flush()
    waiting = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.circle_id == dialogue.circle_id,
        Improvement.state.in_(UNDER_WAY),
        or_(Improvement.due_asked_at.is_not(None), Improvement.hand_asked_at.is_not(None)),
    )
    in_order = waiting.order_by(Improvement.due_on, Improvement.proposed_at, Improvement.id)
    told = 0
    for improvement in tx.session.scalars(in_order).all():
        if told == TOLD_AT_ONCE:
            break
        is_left_out = _was_told(tx, improvement) or not all(
            hand_requests.is_seen(tx, surface, improvement) for surface in surfaces
        )
        is_own = own is not None and improvement.id == own.id
        if not is_own and not is_left_out and _waits_for(tx, improvement, dialogue) is not None:
            improvement.told_in_id = dialogue.id
            told += 1
    tx.session.flush()


def line(tx: Transaction, dialogue: Dialogue) -> str | None:
    """Return in a line each, of plain text, what became of them by now; None: there is nothing to tell."""
    return "\n".join(_lines(tx, dialogue)) or None


def _lines(tx: Transaction, dialogue: Dialogue) -> Iterator[str]:
    said = words(dialogue.circle.language)
    last = _last(tx, dialogue)
    if last is not None:
        improvement = deciding.decided(tx, last)
        if improvement is None:
            yield views.last_time(said, None, "")
        elif improvement.state in UNDER_WAY and (waits := _waits_for(tx, improvement, dialogue)):
            yield lead_views.waits(said, improvement.what, waits)
        else:
            shown = deciding.proposal(tx, improvement)
            yield views.last_time(
                said, shown, improvement.state, improvement.reason, measured.change(tx, said, improvement)
            )
    tx.session.flush()
    others = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id, Improvement.told_in_id == dialogue.id
    )
    in_order = others.order_by(Improvement.due_on, Improvement.proposed_at, Improvement.id)
    for one in tx.session.scalars(in_order).all():
        state = one.state if one.state in {"done", "released"} else _waits_for(tx, one, dialogue)
        yield lead_views.waits(said, one.what, state or "on")


def _waits_for(tx: Transaction, improvement: Improvement, dialogue: Dialogue) -> str | None:
    """Return what an improvement waits for: its owner's answer (`quiet`) or a `hand`; None: for nothing."""
    answered = improvement.answered_at
    asked, hand = improvement.due_asked_at, improvement.hand_asked_at
    if (
        hand is not None
        and (answered is None or answered <= hand)
        and not hand_requests.offered(tx, improvement)
    ):
        return "hand"
    today = tx.now.astimezone(ZoneInfo(dialogue.circle.tz)).date()
    is_over = improvement.due_on is not None and improvement.due_on < today
    if is_over and asked is not None and (answered is None or answered < asked):
        return "quiet"
    return None


def _was_told(tx: Transaction, improvement: Improvement) -> bool:
    """Say whether an opening has told of it since it was last asked about."""
    told_in = tx.find(Dialogue, improvement.told_in_id) if improvement.told_in_id else None
    asked = [at for at in (improvement.due_asked_at, improvement.hand_asked_at) if at is not None]
    return told_in is not None and all(told_in.started_at >= at for at in asked)


def _last(tx: Transaction, dialogue: Dialogue) -> Dialogue | None:
    before = select(Dialogue).where(
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id == dialogue.circle_id,
        Dialogue.started_at < dialogue.started_at,
        Dialogue.decided_at.is_not(None),
    )
    return tx.session.scalars(before.order_by(Dialogue.started_at.desc()).limit(1)).first()
