"""Led: an improvement that was begun with, for whoever may say how it stands."""

from bot.circles import circles
from bot.improvements import proposals
from bot.refusals import Gone, NotYours, Refusal
from bot.transaction import Transaction
from models import UNDER_WAY, Improvement


class NotYourLead(NotYours):
    key = "improve-not-lead"


class NotUnderWay(Refusal):
    """It is done or was let go; it can be begun again."""

    key = "improve-not-under-way"


def held(tx: Transaction, improvement_id: str) -> Improvement:
    """Return an improvement, locked, to who leads it, a host, or who began it while nobody leads it.

    Refuses with `Gone`, `NotYourLead`.
    """
    improvement, _ = proposals.hold(tx, improvement_id)
    if improvement.state == "proposed":
        raise Gone
    if not may_lead(tx, improvement):
        raise NotYourLead
    return improvement


def under_way(tx: Transaction, improvement_id: str) -> Improvement:
    """Return an improvement that has not ended, as `held`. Refuses with `NotUnderWay`, too."""
    improvement = held(tx, improvement_id)
    if improvement.state not in UNDER_WAY:
        raise NotUnderWay
    return improvement


def may_lead(tx: Transaction, improvement: Improvement) -> bool:
    """Say whether the actor may say how it stands."""
    if improvement.owner_id == tx.actor.id or circles.is_host(tx, proposals.circle_of(tx, improvement)):
        return True
    began = {improvement.asked_by_id, improvement.proposer_id if improvement.is_apart else None}
    return improvement.owner_id is None and tx.actor.id in began
