"""Uses: each time a watchword was taken up in people's work, counted and dated, so that it shows where it has steered.

Whoever noted one may change it or take it back, and hosts may take it down. Nobody is shown who noted it. The line
of what was decided is for the company's own people: guests and people of other organisations read the numbers only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, or_, select, update

from bot import safeguard
from bot.circles import acts, circles, room_members
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.fields import fitting
from bot.people import sight
from bot.refusals import Gone, NotYours
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Reader
from bot.watchwords.use_form import DECIDED_CHARACTERS, UseForm, UseKind
from models import Circle, Person, Share, Use, Watchword

ON_A_PAGE = 8


class NotYourUse(NotYours):
    key = "use-not-yours"


@dataclass(frozen=True)
class Summary:
    """How often a watchword was taken up, and when last."""

    by_kind: dict[UseKind, int] = field(default_factory=dict)
    last_at: datetime | None = None

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True)
class Shown:
    """A use as somebody sees it."""

    id: str
    kind: UseKind
    decided: str | None
    used_at: datetime
    link: str | None
    """The message that was measured, for who can read it."""
    is_own: bool
    can_take_down: bool


@dataclass(frozen=True)
class Page:
    shown: Sequence[Shown]
    page: int
    """From 0."""
    pages: int


@dataclass(frozen=True)
class Place:
    """The message that was measured."""

    channel_id: str
    message_ts: str


def note(tx: Transaction, watchword_id: str, form: UseForm, place: Place | None = None) -> Use:
    """Keep that a watchword was taken up. Refuses with `Gone` who may not see it or is of another organisation.

    Refuses at the field: `TooLong`.
    """
    watchword = find(tx, watchword_id)
    if tx.actor.is_external:
        raise Gone
    use = Use(
        workspace_id=tx.workspace.id,
        watchword_id=watchword.id,
        kind=form.kind,
        decided=_decided(tx, form),
        used_at=tx.now,
        person_id=tx.actor.id,
        channel_id=place.channel_id if place else None,
    )
    tx.session.add(use)
    tx.session.flush()
    if place is not None:
        where = {"channel": place.channel_id, "message_ts": place.message_ts}
        tx.outbox.ask("chat.getPermalink", where, answer="use_linked", subject=use.id)
    return use


@answers.runs("use_linked")
def linked(tx: Transaction, use_id: str, answer: Answer) -> None:
    """Keep the address of the message that was measured; Slack gives none where we may not look."""
    use = tx.find(Use, use_id)
    link = answer.data.get("permalink")
    if use is not None and isinstance(link, str) and link.startswith("https://"):
        use.message_url = link


def open_for_change(tx: Transaction, use_id: str) -> Use:
    """Return a use to who noted it. Refuses with `Gone` or `NotYourUse`."""
    use = _get(tx, use_id)
    if use.person_id != tx.actor.id:
        raise NotYourUse
    return use


def change(tx: Transaction, use_id: str, form: UseForm) -> Use:
    """Let a use read so from now on. Refuses as `open_for_change`, and at the field `TooLong`."""
    use = open_for_change(tx, use_id)
    use.kind, use.decided = form.kind, _decided(tx, form)
    return use


def take_back(tx: Transaction, use_id: str) -> Watchword:
    """Erase a use for who noted it, or for a host of its circle. Refuses with `Gone` or `NotYourUse`."""
    use = _get(tx, use_id)
    watchword = tx.session.get_one(Watchword, use.watchword_id)
    circle = tx.session.get_one(Circle, watchword.circle_id)
    if use.person_id != tx.actor.id:
        if not circles.is_host(tx, circle):
            raise NotYourUse
        acts.log(tx, acts.ActKind.USE_TAKE_DOWN, circle=circle)
    erase(tx, use)
    return watchword


def erase(tx: Transaction, use: Use) -> None:
    tx.session.delete(use)
    tx.session.flush()


def find(tx: Transaction, watchword_id: str, *, channel_id: str | None = None) -> Watchword:
    """Return a watchword that the actor may see, one that was put away among them, or refuse with `Gone`.

    `channel_id`: where they were shown it.
    """
    tx.session.flush()
    found = select(Watchword).where(
        Watchword.workspace_id == tx.workspace.id,
        Watchword.id == watchword_id,
        sight.of_actor(tx, channel_id).words(),
    )
    watchword = tx.session.scalar(found)
    if watchword is None:
        raise Gone
    return watchword


def summaries(tx: Transaction, watchword_ids: Sequence[str]) -> dict[str, Summary]:
    """Return how often each of these was taken up."""
    tx.session.flush()
    counted = (
        select(Use.watchword_id, Use.kind, func.count(), func.max(Use.used_at))
        .where(Use.workspace_id == tx.workspace.id, Use.watchword_id.in_(watchword_ids))
        .group_by(Use.watchword_id, Use.kind)
    )
    numbers: dict[str, dict[UseKind, int]] = {}
    last: dict[str, datetime] = {}
    for watchword_id, kind, number, used_at in tx.session.execute(counted):
        numbers.setdefault(watchword_id, {})[UseKind(kind)] = number
        last[watchword_id] = max(used_at, last.get(watchword_id, used_at))
    in_order = {one: {kind: by[kind] for kind in UseKind if kind in by} for one, by in numbers.items()}
    return {one: Summary(in_order.get(one, {}), last.get(one)) for one in watchword_ids}


def listed(tx: Transaction, watchword: Watchword, page: int) -> Page:
    """Return a page of what a watchword was used for, the newest first."""
    of_it = (Use.workspace_id == tx.workspace.id, Use.watchword_id == watchword.id)
    count = tx.session.scalar(select(func.count()).where(*of_it)) or 0
    pages = max(1, -(-count // ON_A_PAGE))
    page = min(max(page, 0), pages - 1)
    newest = select(Use).where(*of_it).order_by(Use.used_at.desc(), Use.id)
    shown = tx.session.scalars(newest.offset(page * ON_A_PAGE).limit(ON_A_PAGE)).all()
    channel_ids = room_members.channels_of(tx, tx.actor.user_id)
    is_host = circles.is_host(tx, tx.session.get_one(Circle, watchword.circle_id))
    reads = consent.reader(tx.actor) is Reader.COLLEAGUE
    return Page(
        [
            Shown(
                id=one.id,
                kind=UseKind(one.kind),
                decided=one.decided if reads or one.person_id == tx.actor.id else None,
                used_at=one.used_at,
                link=one.message_url if one.channel_id in channel_ids else None,
                is_own=one.person_id == tx.actor.id,
                can_take_down=is_host,
            )
            for one in shown
        ],
        page,
        pages,
    )


def forget_who(tx: Transaction, person: Person) -> int:
    """Keep uses without who noted them; return how many these are."""
    theirs = select(Use).where(Use.workspace_id == tx.workspace.id, Use.person_id == person.id)
    found = tx.session.scalars(theirs).all()
    for use in found:
        use.person_id = None
    tx.session.flush()
    return len(found)


def age(tx: Transaction, before: datetime, at_most: int) -> int:
    """Let uses noted before an instant be nobody's, and forget who shared a watchword where; return how many."""
    old = select(Use.id).where(
        Use.workspace_id == tx.workspace.id, Use.used_at < before, Use.person_id.is_not(None)
    )
    use_ids = tx.session.scalars(old.limit(at_most)).all()
    tx.session.execute(update(Use).where(Use.id.in_(use_ids)).values(person_id=None))
    shared = select(Share.id).where(
        Share.workspace_id == tx.workspace.id,
        Share.asked_at < before,
        or_(Share.person_id.is_not(None), Share.asked_in.is_not(None)),
    )
    share_ids = tx.session.scalars(shared.limit(at_most)).all()
    tx.session.execute(update(Share).where(Share.id.in_(share_ids)).values(person_id=None, asked_in=None))
    return len(use_ids) + len(share_ids)


def _get(tx: Transaction, use_id: str) -> Use:
    """Return a use of a watchword that the actor may see, or refuse with `Gone`."""
    use = tx.find(Use, use_id)
    if use is None:
        raise Gone
    find(tx, use.watchword_id)
    return use


def _decided(tx: Transaction, form: UseForm) -> str | None:
    """Return the line of what was decided, with what leads to a customer hidden; colleagues keep their names."""
    text = " ".join(fitting("decided", form.decided, DECIDED_CHARACTERS).split())
    return safeguard.mask(text, tx.words("voice-hidden"), kinds=safeguard.BESIDES_NAMES).text or None
