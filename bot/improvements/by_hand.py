"""By hand: an improvement that somebody begins with outside of any dialogue, in a circle that they name."""

from sqlalchemy import select

from bot import repeats
from bot.circles import circles
from bot.improvements import improvements
from bot.improvements.improvement_form import ByHandForm, ImprovementForm
from bot.improvements.improvements import Kept
from bot.plaintext import tidy
from bot.refusals import Refusal
from bot.transaction import Transaction
from models import Circle, Improvement

SHOWN_CIRCLES = 100
"""Slack offers so many choices."""


class NoCircleYet(Refusal):
    """There is no circle to begin in. Needs `contact`."""

    key = "improve-no-circle"
    field = "what"


def open_form(tx: Transaction, channel_id: str | None = None) -> tuple[ImprovementForm, dict[str, str], str]:
    """Return the form, the names of the circles it can be begun in, and which one is meant. Refuses with `NoCircleYet`."""
    offered = _offered(tx)
    here = circles.of_channel_or_only(tx, channel_id) if channel_id else None
    meant = here if here in offered and here is not None else offered[0]
    filled = ImprovementForm(owner=tx.actor.user_id, due=improvements.due_for(tx, meant))
    return filled, {one.id: one.name for one in offered}, meant.id


def begin(tx: Transaction, form: ByHandForm) -> Kept:
    """Begin with an improvement. The same again within two minutes is the one that was begun.

    Refuses with `NoCircleYet`, and at the field as `improvements.propose` and `owners.name`.
    """
    offered = _offered(tx)
    circle = next((one for one in offered if one.id == form.circle), offered[0])
    return _repeated(tx, circle, form.what) or improvements.begin_apart(tx, circle, form)


def _repeated(tx: Transaction, circle: Circle, what: str) -> Kept | None:
    """Return what the actor began with by hand in the same words a moment ago."""
    found = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.circle_id == circle.id,
        Improvement.proposer_id == tx.actor.id,
        Improvement.dialogue_id.is_(None),
        Improvement.what == improvements.masked(circle, tidy(what)),
        Improvement.proposed_at > repeats.in_turn_since(tx),
    )
    known = tx.session.scalars(found).first()
    return Kept(known, circle.tz) if known is not None else None


def _offered(tx: Transaction) -> list[Circle]:
    """Return the circles that the actor has to do with first, then the others; outsiders begin nothing by hand."""
    own = circles.own_ids(tx)
    every = sorted(circles.list_(tx), key=lambda circle: circle.id not in own)
    if not every or tx.actor.is_external:
        raise NoCircleYet(contact=tx.contact or tx.words("contact-default"))
    return every[:SHOWN_CIRCLES]
