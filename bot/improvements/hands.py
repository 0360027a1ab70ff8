"""Hands: an owner who could use one asks the circle's rooms, and colleagues of any department offer theirs."""

from bot.bridge import copies
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.fields import fitting
from bot.improvements import hand_requests, improvements, led, proposals, reminders
from bot.improvements.improvement_form import HAND_CHARACTERS
from bot.people import people, private
from bot.people.private import Kind
from bot.refusals import Gone, Refusal
from bot.transaction import Transaction
from bot.views import leading as views
from models import UNDER_WAY, Hand, Improvement


class NoHandWanted(Refusal):
    """It has ended meanwhile, or nobody asked."""

    key = "improve-no-hand"


class OwnHand(Refusal):
    key = "improve-own-hand"


def ask(tx: Transaction, improvement_id: str, text: str) -> Improvement:
    """Ask the circle's rooms for a hand, with the owner's own words if there are any.

    Refuses as `led.held`, with `NotUnderWay`, and at the field with `TooLong`.
    """
    improvement = led.under_way(tx, improvement_id)
    wanted = fitting("hand", text, HAND_CHARACTERS)
    improvement.hand_wanted = improvements.masked(proposals.circle_of(tx, improvement), wanted) or None
    improvement.hand_asked_at = tx.now
    reminders.answered(tx, improvement, "lead-hand-asked")
    tx.session.flush()
    hand_requests.tell(tx, improvement)
    proposals.changed(tx, improvement)
    return improvement


def offer(tx: Transaction, improvement_id: str, channel_id: str) -> Improvement:
    """Offer the actor's hand from one of the circle's rooms; the owner is told. Done twice it is done.

    Refuses with `Gone`, `NoHandWanted`, `OwnHand`.
    """
    improvement, _ = proposals.hold(tx, improvement_id)
    circle = proposals.circle_of(tx, improvement)
    if channel_id not in {room.channel_id for room in circle.rooms}:
        raise Gone
    if improvement.hand_asked_at is None or improvement.state not in UNDER_WAY:
        raise NoHandWanted
    if improvement.owner_id == tx.actor.id:
        raise OwnHand
    is_new = tx.add_once(
        Hand,
        workspace_id=tx.workspace.id,
        improvement_id=improvement.id,
        person_id=tx.actor.id,
        offered_at=tx.now,
    )
    if is_new:
        _tell_owner(tx, improvement)
        proposals.changed(tx, improvement)
        if not people.is_known(tx.actor):
            tx.outbox.ask(
                "users.info",
                {"user": tx.actor.user_id, "include_locale": True},
                answer="helper_learned",
                subject=f"{improvement.id}:{tx.actor.user_id}",
            )
    return improvement


@answers.runs("helper_learned")
def helper_learned(tx: Transaction, subject: str, answer: Answer) -> None:
    """Show who lends a hand by the name that Slack told; whatever else waits for it goes on, too."""
    improvement_id, user_id = subject.split(":")
    copies.person_learned(tx, user_id, answer)
    improvement = tx.find(Improvement, improvement_id)
    if improvement is not None:
        hand_requests.repaint(tx, improvement)


def _tell_owner(tx: Transaction, improvement: Improvement) -> None:
    owner = reminders.reachable_owner(tx, improvement)
    if owner is None:
        return
    said = reminders.said_to(tx, owner, improvement)
    message = views.helped(said, improvement.what, tx.actor.user_id)
    key = f"improvement-helped:{improvement.id}:{owner.user_id}:{tx.actor.user_id}"
    private.tell(tx, owner, Kind.IMPROVEMENT, message, key=key)
