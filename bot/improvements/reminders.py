"""Reminders: the owner of an improvement is asked how it stands, two days before its target date and on that day.

Each is asked once, in the owner's working hours (`bot.people.private`). Where nobody who could answer leads it, the hosts are
told instead. What is not answered is told at the opening of the circle's next dialogue (`bot.dialogues.last_time`).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot import steps, workdays
from bot.circles import circles
from bot.people import private
from bot.people.private import Kind
from bot.texts import Words, words
from bot.transaction import Transaction
from bot.views import leading as views
from models import UNDER_WAY, Circle, Improvement, Person

BEFORE_BY = timedelta(days=2)
ANSWERED_WITHIN = timedelta(days=7)
"""An answer to a question that could not be asked for so long would come too late."""
QUOTE_IT = (
    "improvement-due",
    "improvement-unled",
    "improvement-hand",
    "improvement-helped",
    "improvement-measure",
    "improvement-done",
)
"""How the keys of the messages begin that quote an improvement."""


class When(StrEnum):
    """Which of the two questions it is."""

    BEFORE = "before"
    DAY = "day"


def plan(tx: Transaction, improvement: Improvement) -> None:
    """Plan to ask the owner; what was planned for this target date stays planned, and what was asked stays asked."""
    owner = tx.find(Person, improvement.owner_id) if improvement.owner_id else None
    if owner is None or improvement.due_on is None or improvement.state not in UNDER_WAY:
        return
    for when, at in _moments(improvement.due_on, private.zone(tx, owner)):
        if at > tx.now:
            argument = f"{improvement.id}:{improvement.due_on}:{when}"
            steps.plan(tx, steps.Name.REMIND, at, argument=argument)


def ask(tx: Transaction, improvement_id: str, due_on: date, when: When) -> None:
    """Ask the owner how it stands, unless it has ended or its target date was moved."""
    improvement = tx.find(Improvement, improvement_id, with_for_update=True, populate_existing=True)
    if improvement is None or improvement.due_on != due_on or improvement.state not in UNDER_WAY:
        return
    if when is When.DAY:
        improvement.due_asked_at = tx.now
    owner = reachable_owner(tx, improvement)
    if owner is None:
        tell_hosts(tx, improvement)
        return
    message = views.due(said_to(tx, owner, improvement), improvement.id, improvement.what, due_on, when)
    day = workdays.begin_of(due_on, private.zone(tx, owner))
    latest = day if when is When.BEFORE else day + ANSWERED_WITHIN
    key = _key(improvement, due_on, when, owner)
    private.tell(tx, owner, Kind.IMPROVEMENT, message, key=key, latest=latest)


def answered(tx: Transaction, improvement: Improvement, key: str, **places: str) -> None:
    """Write what was answered over the questions about the target date as it is, and ask them no more."""
    owner = tx.find(Person, improvement.owner_id) if improvement.owner_id else None
    improvement.answered_at = tx.now
    if owner is None or improvement.due_on is None:
        return
    message = views.sentence(said_to(tx, owner, improvement)(key, improvement=improvement.what, **places))
    for when in When:
        private.drop(tx, _key(improvement, improvement.due_on, when, owner))
        tx.outbox.update(_key(improvement, improvement.due_on, when, owner), message)


def drop(tx: Transaction, improvement: Improvement) -> None:
    """Ask an owner no more who hands the lead over."""
    owner = tx.find(Person, improvement.owner_id) if improvement.owner_id else None
    if owner is not None:
        private.take_back(tx, f"improvement-due:{improvement.id}:{improvement.due_on}:")
        private.take_back(tx, f"improvement-measure:{improvement.id}:")


def tell_hosts(tx: Transaction, improvement: Improvement) -> None:
    """Tell the circle's hosts once for each target date that nobody who could answer leads an improvement."""
    circle = tx.session.get_one(Circle, improvement.circle_id)
    for host in circles.hosts(tx, circle):
        said = words(host.locale or circle.language)
        key = f"improvement-unled:{improvement.id}:{improvement.due_on}:{host.user_id}"
        message = views.unled(said, improvement.id, improvement.what)
        private.tell(tx, host, Kind.IMPROVEMENT, message, key=key)


def reachable_owner(tx: Transaction, improvement: Improvement) -> Person | None:
    """Return the owner if they can be asked: their account is there, and it is one of this company."""
    owner = tx.find(Person, improvement.owner_id) if improvement.owner_id else None
    if owner is None or owner.is_bot or owner.is_external or owner.left_at is not None:
        return None
    return owner


def said_to(tx: Transaction, person: Person, improvement: Improvement) -> Words:
    """Return the texts in which somebody is told about an improvement."""
    return words(person.locale or tx.session.get_one(Circle, improvement.circle_id).language)


def _moments(due_on: date, tz: str) -> Iterator[tuple[When, datetime]]:
    before = workdays.begin_of(due_on - BEFORE_BY, tz, workdays.BEGINS)
    yield When.BEFORE, workdays.working_time_until(before, tz)
    yield When.DAY, workdays.working_time_from(workdays.begin_of(due_on, tz, workdays.BEGINS), tz)


def _key(improvement: Improvement, due_on: date, when: When, owner: Person) -> str:
    return f"improvement-due:{improvement.id}:{due_on}:{when}:{owner.user_id}"
