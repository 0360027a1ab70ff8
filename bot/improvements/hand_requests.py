"""The request for a hand with an improvement, as it stands in every room of its circle, and who has offered one."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from bot.circles import rooms
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.ideas import ideas
from bot.texts import words
from bot.transaction import Transaction
from bot.views import leading as views
from bot.voices import consent
from bot.voices.consent import Surface
from models import UNDER_WAY, Circle, Hand, Idea, Improvement, Person, Post, Room


def tell(tx: Transaction, improvement: Improvement) -> None:
    """Ask every room of the circle, once a day; an earlier request that is still open says the same from now on."""
    if improvement.hand_asked_at is None:
        return
    about = About("improvement", improvement.id)
    for room in _rooms(tx, improvement):
        key = f"{_prefix(improvement)}{improvement.hand_asked_at.date()}:{room.id}"
        message = _message(tx, improvement)
        tx.outbox.post(Draft(room.channel_id, key=key, message=message, about=about, priority=Priority.CARD))
    repaint(tx, improvement)


def repaint(tx: Transaction, improvement: Improvement) -> None:
    """Let the requests say how the improvement stands, and who lends a hand."""
    if improvement.hand_asked_at is None:
        return
    message = _message(tx, improvement)
    for key in _keys(tx, improvement):
        tx.outbox.update(key, message)


def take_down(tx: Transaction, improvement: Improvement) -> None:
    """Take the requests for an improvement down that goes."""
    for key in _keys(tx, improvement):
        tx.outbox.delete(key)


def offered(tx: Transaction, improvement: Improvement) -> list[Person]:
    """Return who lends a hand, in the order in which they offered it."""
    tx.session.flush()
    found = (
        select(Person).join(Hand, Hand.person_id == Person.id).where(Hand.improvement_id == improvement.id)
    )
    return list(tx.session.scalars(found.order_by(Hand.offered_at, Hand.id)))


def is_seen(tx: Transaction, surface: Surface, improvement: Improvement) -> bool:
    """Say whether an improvement may be read somewhere: one made of an idea goes where the idea's voice may go."""
    idea = tx.find(Idea, improvement.idea_id) if improvement.idea_id else None
    return consent.is_seen(surface, ideas.consent_of(tx, idea) if idea is not None else None)


def _message(tx: Transaction, improvement: Improvement) -> Message:
    circle = tx.session.get_one(Circle, improvement.circle_id)
    owner = tx.find(Person, improvement.owner_id) if improvement.owner_id else None
    return views.hand_wanted(
        words(circle.language),
        views.HandWanted(
            id=improvement.id,
            what=improvement.what,
            wanted=improvement.hand_wanted,
            owner=owner.name if owner else None,
            department=owner.department if owner else None,
            helpers=[one.name for one in offered(tx, improvement)],
            is_open=improvement.state in UNDER_WAY,
            state=improvement.state,
        ),
    )


def _rooms(tx: Transaction, improvement: Improvement) -> Iterator[Room]:
    """Yield the rooms that may read of an improvement."""
    circle = tx.session.get_one(Circle, improvement.circle_id)
    for room in rooms.open_rooms(circle):
        if is_seen(tx, consent.room(room), improvement):
            yield room


def _keys(tx: Transaction, improvement: Improvement) -> Sequence[str]:
    found = select(Post.key).where(
        Post.workspace_id == tx.workspace.id, Post.key.startswith(_prefix(improvement), autoescape=True)
    )
    return tx.session.scalars(found.order_by(Post.key)).all()


def _prefix(improvement: Improvement) -> str:
    return f"improvement-hand:{improvement.id}:"
