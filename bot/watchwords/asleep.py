"""Asleep: a watchword that nobody took up for three months is asked about, once, of the hosts of its circle.

They let the rooms read it again, or put it away: off the lists and out of searches, while records keep it. One that
was put away can be brought back. Asked is about one watchword of a circle a week, the one that sleeps longest.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from bot.circles import acts, circles, rooms
from bot.circles.acts import ActKind
from bot.delivery.outbox import Draft
from bot.people import private
from bot.periods import months_before
from bot.refusals import Gone
from bot.texts import words
from bot.transaction import Transaction
from bot.views import asleep as views
from bot.views.asleep import Outcome
from bot.watchwords import situations, uses, word_news
from models import Circle, Person, Post, Use, Watchword

ASKS_AGAIN_AFTER = timedelta(days=7)


def ask(tx: Transaction) -> int:
    """Ask the hosts of each circle about the watchword that sleeps longest; return of how many they are asked."""
    if tx.periods.asleep == 0:
        return 0
    before = months_before(tx.now, tx.periods.asleep)
    asked = 0
    for circle in circles.list_(tx):
        if circle.hosts and circle.closed_at is None and not _was_just_asked(tx, circle):
            watchword = _sleeper(tx, circle, before)
            if watchword is not None:
                watchword.asked_at = tx.now
                _ask_hosts(tx, circle, watchword)
                asked += 1
    return asked


def revive(tx: Transaction, watchword_id: str) -> Watchword:
    """Let the circle's rooms read a watchword again; it sleeps again after three months without a use.

    Refuses with `Gone`, and with `NotYours` whoever is not a host. Done twice it is done.
    """
    watchword, circle = _hosted(tx, watchword_id)
    if watchword.retired_at is not None:
        raise Gone
    if not _is_answered(watchword):
        watchword.revived_at = tx.now
        _tell_rooms(tx, circle, watchword, acts.log(tx, ActKind.WATCHWORD_REVIVE, circle=circle).id)
        _tell_hosts(tx, watchword, Outcome.REVIVED)
    return watchword


def retire(tx: Transaction, watchword_id: str) -> Watchword:
    """Put a watchword away. Refuses as `revive`; done twice it is done."""
    watchword, circle = _hosted(tx, watchword_id)
    if watchword.retired_at is None:
        watchword.retired_at = tx.now
        acts.log(tx, ActKind.WATCHWORD_RETIRE, circle=circle)
        _tell_hosts(tx, watchword, Outcome.RETIRED)
    return watchword


def bring_back(tx: Transaction, watchword_id: str) -> Watchword:
    """Let a watchword that was put away stand on the shelf again. Refuses as `revive`; done twice it is done."""
    watchword, circle = _hosted(tx, watchword_id)
    if watchword.retired_at is not None:
        watchword.retired_at, watchword.revived_at = None, tx.now
        acts.log(tx, ActKind.WATCHWORD_BRING_BACK, circle=circle)
        _tell_hosts(tx, watchword, Outcome.BACK)
    return watchword


@word_news.follows
def changed(tx: Transaction, watchword: Watchword, is_gone: bool) -> None:
    """Take back what quotes the words that a watchword does not have any more."""
    del is_gone
    private.take_back(tx, f"asleep:{watchword.id}:")
    for key in _told(tx, watchword):
        tx.outbox.delete(key)


def _hosted(tx: Transaction, watchword_id: str) -> tuple[Watchword, Circle]:
    watchword = uses.find(tx, watchword_id)
    if watchword.state != "adopted":
        raise Gone
    tx.session.refresh(watchword, with_for_update=True)
    circle = circles.get(tx, watchword.circle_id)
    circles.require_host(tx, circle)
    return watchword, circle


def _is_answered(watchword: Watchword) -> bool:
    """Say whether it was revived since its hosts were asked."""
    return watchword.revived_at is not None and watchword.revived_at >= (
        watchword.asked_at or watchword.revived_at
    )


def _was_just_asked(tx: Transaction, circle: Circle) -> bool:
    asked = select(Watchword.id).where(
        Watchword.workspace_id == tx.workspace.id,
        Watchword.circle_id == circle.id,
        Watchword.asked_at > tx.now - ASKS_AGAIN_AFTER,
    )
    return tx.session.scalars(asked.limit(1)).first() is not None


def _sleeper(tx: Transaction, circle: Circle, before: datetime) -> Watchword | None:
    """Return the watchword of a circle that sleeps longest and was not asked about since it fell asleep."""
    used = select(func.max(Use.used_at)).where(Use.watchword_id == Watchword.id).scalar_subquery()
    awake = func.coalesce(Watchword.revived_at, Watchword.adopted_at)
    sleeping = select(Watchword).where(
        Watchword.workspace_id == tx.workspace.id,
        Watchword.circle_id == circle.id,
        Watchword.state == "adopted",
        Watchword.retired_at.is_(None),
        awake < before,
        or_(used.is_(None), used < before),
        or_(
            Watchword.asked_at.is_(None),
            Watchword.asked_at <= awake,
            Watchword.asked_at <= used,
        ),
    )
    return tx.session.scalars(sleeping.order_by(awake, Watchword.id).limit(1)).first()


def _ask_hosts(tx: Transaction, circle: Circle, watchword: Watchword) -> None:
    summary = uses.summaries(tx, [watchword.id])[watchword.id]
    situation = situations.of(tx, watchword)
    for host in circles.hosts(tx, circle):
        said = words(host.locale or circle.language)
        message = views.asked(said, situation, summary, tx.periods.asleep)
        private.tell(tx, host, private.Kind.ASLEEP, message, key=_key(watchword, host))


def _tell_hosts(tx: Transaction, watchword: Watchword, outcome: Outcome) -> None:
    """Let every host who was asked read what came of it, whoever of them decided."""
    if watchword.asked_at is None:
        return
    circle = tx.session.get_one(Circle, watchword.circle_id)
    for host in circles.hosts(tx, circle):
        said = words(host.locale or circle.language)
        private.change(tx, _key(watchword, host), views.answered(said, watchword, outcome))


def _key(watchword: Watchword, host: Person) -> str:
    return f"asleep:{watchword.id}:{watchword.asked_at:%Y%m%d}:{host.user_id}"


def _tell_rooms(tx: Transaction, circle: Circle, watchword: Watchword, act_id: str) -> None:
    """Let each room read it in one line; one shared with others only what may leave the company."""
    message = views.revived(words(circle.language), watchword)
    is_open = situations.may_leave(tx, watchword)
    for room in rooms.open_rooms(circle):
        if is_open or not room.is_shared:
            key = f"watchword-told:{watchword.id}:{act_id}:{room.id}"
            tx.outbox.post(Draft(room.channel_id, key=key, message=message))


def _told(tx: Transaction, watchword: Watchword) -> Iterable[str]:
    told = select(Post.key).where(
        Post.workspace_id == tx.workspace.id, Post.key.startswith(f"watchword-told:{watchword.id}:")
    )
    return tx.session.scalars(told.order_by(Post.key)).all()
