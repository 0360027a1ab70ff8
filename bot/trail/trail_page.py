"""The page of a trail: the whole way through one thing, as one reader may see it.

Words of a dialogue are for the people of its circle; a voice is besides for who brought it, as its consent says, and an
adopted watchword for the company. What a reader may not see stands there as kept back, what is gone as erased.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.delivery.outbox import About
from bot.ideas import ideas
from bot.people import sight
from bot.people.sight import Sight
from bot.refusals import Gone, Refusal
from bot.trail import stops, trail, trail_links
from bot.trail.stops import Kind, Stop
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Reader, Surface
from models import Dialogue, Idea, Improvement, Voice, Watchword, Win


class NotYet(Refusal):
    """It is there, and its dialogue has yet to close, or nothing was begun with of it."""

    key = "trail-not-yet"


@dataclass(frozen=True)
class Shown:
    """A stop as its reader sees it."""

    kind: Kind
    on: date
    text: str | None
    """None: of a dialogue whose circle is not the reader's, kept back, or erased."""
    is_erased: bool = False
    is_kept_back: bool = False
    standing: str | None = None
    """How an improvement stands."""
    link: str | None = None


@dataclass(frozen=True)
class Page:
    """A trail in its order; `start` is what it was asked for."""

    before: Sequence[Shown]
    start: Shown
    after: Sequence[Shown]


def open_(tx: Transaction, about: About, channel_id: str | None = None) -> Page:
    """Return the trail through a thing that the actor may see. Refuses with `Gone` or `NotYet`."""
    if stops.thing(tx, about) is None:
        raise Gone
    sees = sight.of_actor(tx, channel_id)
    try:
        followed = trail.follow(tx, Kind(about.kind), about.id)
    except Gone:
        raise (NotYet if _circle_id(tx, about) in sees.circle_ids else Gone) from None
    start = _shown(tx, sees, followed.start)
    if start.is_kept_back:
        raise Gone
    return Page(
        [_shown(tx, sees, stop) for stop in followed.before],
        start,
        [_shown(tx, sees, stop) for stop in followed.after],
    )


def _shown(tx: Transaction, sees: Sight, stop: Stop) -> Shown:
    may_read = stop.is_erased or _may_read(tx, sees, stop)
    text = stop.text
    if stop.kind is Kind.DIALOGUE and may_read and not stop.is_erased:
        text = tx.session.get_one(Dialogue, stop.id).circle.name
    return Shown(
        kind=stop.kind,
        on=stop.on,
        text=text if may_read else None,
        is_erased=stop.is_erased,
        is_kept_back=not may_read and stop.kind is not Kind.DIALOGUE,
        standing=stop.standing,
        link=trail_links.of(tx, sees, stop) if may_read else None,
    )


def _may_read(tx: Transaction, sees: Sight, stop: Stop) -> bool:
    is_own_circle = _circle_id(tx, stop.about) in sees.circle_ids
    match stop.kind:
        case Kind.VOICE:
            voice = tx.session.get_one(Voice, stop.id)
            is_own = voice.submitter_id == tx.actor.id
            surface = Surface.OWN if is_own else Surface.HOME
            return (is_own or is_own_circle) and consent.is_seen(surface, voice.consent, sees.reader)
        case Kind.WATCHWORD:
            may_be = is_own_circle or sees.reader is not Reader.STRANGER
            word = tx.session.get_one(Watchword, stop.id)
            bound = consent.of(tx, About(word.about_kind, word.about_id))
            return may_be and consent.is_seen(Surface.SHELF, bound, sees.reader)
        case Kind.IDEA:
            bound = ideas.consent_of(tx, tx.session.get_one(Idea, stop.id))
            return is_own_circle and consent.is_seen(Surface.SHELF, bound, sees.reader)
        case Kind.WIN:
            win = tx.session.get_one(Win, stop.id)
            post = tx.outbox.find(f"win:{win.id}")
            is_there = post is not None and post.channel_id in sees.channel_ids
            return is_own_circle or is_there or win.person_id == tx.actor.id
        case Kind.IMPROVEMENT:
            improvement = tx.session.get_one(Improvement, stop.id)
            return is_own_circle or tx.actor.id in {improvement.owner_id, improvement.proposer_id}
        case _:
            return is_own_circle


def _circle_id(tx: Transaction, about: About) -> str | None:
    thing = stops.thing(tx, about)
    return thing.circle_id if thing is not None else None
