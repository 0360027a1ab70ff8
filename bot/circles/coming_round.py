"""Coming round: a circle's last sitting has closed, so nothing opens until its hosts choose (`bot.circles.ending`).

The look back comes on the next working day, when what was decided has somebody who leads it. Hosts are asked with it,
and reminded once, a week later.
"""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from bot import steps, workdays
from bot.circles import circles, retrospect, sittings
from bot.circles.retrospect import Span
from bot.delivery.outbox import Message
from bot.people import private
from bot.texts import Words, words
from bot.transaction import Transaction
from bot.views import ending as views
from models import RUNNING, Circle, Dialogue

REMINDED_AFTER = timedelta(days=7)


def check(tx: Transaction, circle: Circle) -> bool:
    """Let a circle come round if its last sitting has closed; say whether it has."""
    lock(tx, circle)
    if circle.is_over or not is_reached(tx, circle) or _sits(tx, circle):
        return False
    circle.came_round_at = tx.now.replace(microsecond=0)
    circles.stop(tx, circle)
    today = tx.now.astimezone(ZoneInfo(circle.tz)).date()
    day = workdays.working_day_from(today + workdays.DAY, circle.tz)
    due_at = workdays.begin_of(day, circle.tz, workdays.BEGINS)
    steps.plan(tx, steps.Name.COME_ROUND, due_at, argument=value(circle))
    return True


def is_reached(tx: Transaction, circle: Circle) -> bool:
    """Say whether a circle has held as many sittings as it was to hold."""
    return circle.sittings is not None and sat(tx, circle) >= circle.sittings


def sat(tx: Transaction, circle: Circle) -> int:
    """Return how many sittings count towards the circle's end."""
    return sittings.held(tx, circle) - circle.sittings_before


def is_last(tx: Transaction, dialogue: Dialogue) -> bool:
    """Say whether its circle comes round with this dialogue."""
    circle = dialogue.circle
    if circle.sittings is None:
        return False
    return sittings.before(tx, dialogue) - circle.sittings_before + 1 >= circle.sittings


def look_back(tx: Transaction, meant: str) -> None:
    """Tell every room what came of the sittings and ask the hosts, unless they have chosen by now."""
    circle = _waiting(tx, meant)
    if circle is None:
        return
    tell(tx, circle)
    steps.plan(tx, steps.Name.ROUND_WAITS, tx.now + REMINDED_AFTER, argument=meant)
    _ask_hosts(tx, circle, again=False)


def remind(tx: Transaction, meant: str) -> None:
    """Remind the hosts, once, that the circle waits for their choice."""
    circle = _waiting(tx, meant)
    if circle is not None:
        _ask_hosts(tx, circle, again=True)


def tell(tx: Transaction, circle: Circle) -> None:
    """Tell what came of the sittings; told twice it is told once. Needs the circle's lock."""
    retrospect.tell(tx, circle, Span(circle.sittings_before, sittings.held(tx, circle), tx.now))


def change_asked(tx: Transaction, circle: Circle, meant: str, message: Callable[[Words], Message]) -> None:
    """Write over what hosts were asked what has come of it."""
    for host in circles.hosts(tx, circle):
        said = words(host.locale or circle.language)
        for again in (False, True):
            private.change(tx, _key(meant, host.user_id, again=again), message(said))


def value(circle: Circle) -> str:
    """Return what a choice is about: this circle, at this end of it."""
    stamp = int(circle.came_round_at.timestamp()) if circle.came_round_at else 0
    return f"{circle.id}:{stamp}"


def lock(tx: Transaction, circle: Circle) -> None:
    """Let one of those who change how a circle goes on decide at a time."""
    tx.session.flush()
    tx.session.refresh(circle, with_for_update=True)


def _waiting(tx: Transaction, meant: str) -> Circle | None:
    """Return the circle of a step, locked, if it still waits at that end."""
    circle_id, _, _ = meant.partition(":")
    circle = tx.find(Circle, circle_id)
    if circle is None:
        return None
    lock(tx, circle)
    return circle if circle.came_round_at is not None and value(circle) == meant else None


def _ask_hosts(tx: Transaction, circle: Circle, *, again: bool) -> None:
    for host in circles.hosts(tx, circle):
        said = words(host.locale or circle.language)
        message = views.choice(said, circle, value(circle), circle.sittings or 0, again=again)
        key = _key(value(circle), host.user_id, again=again)
        private.tell(tx, host, private.Kind.ENDING, message, key=key)


def _key(meant: str, user_id: str, *, again: bool) -> str:
    return f"{'round-again' if again else 'round'}:{meant}:{user_id}"


def _sits(tx: Transaction, circle: Circle) -> bool:
    running = exists().where(
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id == circle.id,
        Dialogue.state.in_(RUNNING),
    )
    return bool(tx.session.scalar(select(running)))
