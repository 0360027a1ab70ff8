"""What somebody reads of the improvements they lead, and hosts of those of their circles: how each stands, what can be done."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from bot.circles import circles
from bot.improvements import hand_requests, led, measured
from bot.transaction import Transaction
from bot.views.leading import Led, Line
from models import UNDER_WAY, Circle, Host, Improvement, Person

SHOWN = 5
KEPT_IN_SIGHT = timedelta(days=90)
"""What has ended stays on the list for so long: the last measure is asked for after six weeks."""


def newest(tx: Transaction, *, with_hosted: bool = False, size: int = SHOWN) -> tuple[list[Line], int]:
    """Return the improvements that the actor leads, what is under way first, and how many more there are."""
    mine = _mine(tx)
    hosted = select(Host.circle_id).where(
        Host.workspace_id == tx.workspace.id, Host.user_id == tx.actor.user_id
    )
    theirs = or_(mine, Improvement.circle_id.in_(hosted)) if with_hosted else mine
    tx.session.flush()
    found = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.state != "proposed",
        or_(Improvement.ended_at.is_(None), Improvement.ended_at > tx.now - KEPT_IN_SIGHT),
        theirs,
    )
    has_ended = case((Improvement.state.in_(UNDER_WAY), 0), else_=1)
    in_order = found.order_by(has_ended, Improvement.due_on, Improvement.proposed_at, Improvement.id)
    shown = [
        Line(id=one.id, what=one.what, state=one.state, due_on=one.due_on)
        for one in tx.session.scalars(in_order.limit(size))
    ]
    count = tx.session.scalar(found.with_only_columns(func.count())) or 0
    return shown, count - len(shown)


def get(tx: Transaction, improvement_id: str) -> Led:
    """Return an improvement to who may say how it stands. Refuses as `led.held`."""
    return _led(tx, led.held(tx, improvement_id))


def _mine(tx: Transaction) -> ColumnElement[bool]:
    began = or_(
        and_(Improvement.proposer_id == tx.actor.id, Improvement.is_apart.is_(True)),
        Improvement.asked_by_id == tx.actor.id,
    )
    return or_(Improvement.owner_id == tx.actor.id, and_(Improvement.owner_id.is_(None), began))


def _led(tx: Transaction, improvement: Improvement) -> Led:
    circle = tx.session.get_one(Circle, improvement.circle_id)
    owner = tx.find(Person, improvement.owner_id) if improvement.owner_id else None
    return Led(
        id=improvement.id,
        what=improvement.what,
        state=improvement.state,
        circle=circle.name,
        when_then=improvement.when_then,
        helps=improvement.helps,
        due_on=improvement.due_on,
        is_own=improvement.owner_id == tx.actor.id,
        owner=owner.name if owner else None,
        has_owner=owner is not None,
        reason=improvement.reason,
        hand_asked=improvement.hand_asked_at is not None,
        helpers=[one.name for one in hand_requests.offered(tx, improvement)],
        may_withdraw=improvement.proposer_id == tx.actor.id or circles.is_host(tx, circle),
        measured=measured.series(tx, improvement),
    )
