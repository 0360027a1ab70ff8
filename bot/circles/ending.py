"""A circle's end: how many sittings it has, and what its hosts choose when they are over (`bot.circles.coming_round`).

Each choice works by its end state, whoever of the hosts comes first, and a closed circle can be opened again. What
colleagues took on goes on either way: only the sittings end.
"""

import unicodedata

from sqlalchemy import update

from bot.circles import acts, circles, coming_round, rooms, sittings
from bot.circles.acts import ActKind
from bot.circles.circles import MOST_SITTINGS
from bot.delivery.outbox import Draft
from bot.dialogues import hosting
from bot.refusals import Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import ending as views
from bot.views.ending import Choice
from models import Circle, Voice


class BadNumber(Refusal):
    """Needs `max`."""

    key = "error-sittings-number"
    field = "sittings"


class AlreadyChosen(Refusal):
    """Another host was first, or this is another end of the circle."""

    key = "round-already"


def number(typed: str) -> int | None:
    """Read how many sittings somebody means; None where the field is empty. Refuses with `BadNumber` at the field."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or not 1 <= int(plain) <= MOST_SITTINGS:
        raise BadNumber(max=MOST_SITTINGS)
    return int(plain)


def offered(tx: Transaction, circle_id: str) -> tuple[Circle, int]:
    """Return a circle to one of its hosts, with how many of its sittings are behind it. Refuses with `NotYours`."""
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    return circle, coming_round.sat(tx, circle)


def set_sittings(tx: Transaction, circle_id: str, typed: str) -> tuple[Circle, int]:
    """Give a circle another number of sittings, or none; those it has held since it last went on count.

    With no more than it has held it has come to its end; with more than that it goes on.
    Refuses `BadNumber` at the field, `NotYours`, `circles.CircleClosed`.
    """
    wanted = number(typed)
    circle, _ = offered(tx, circle_id)
    coming_round.lock(tx, circle)
    if circle.closed_at is not None:
        raise circles.CircleClosed
    if wanted != circle.sittings:
        if circle.sittings is None:
            circle.sittings_before = sittings.held(tx, circle)
        circle.sittings = wanted
        act = acts.log(tx, ActKind.CIRCLE_SITTINGS, circle=circle)
        places = {} if wanted is None else {"sittings": wanted}
        hosting.tell_rooms(tx, circle, act, "sittings-none" if wanted is None else "sittings", **places)
    if circle.came_round_at is not None and not coming_round.is_reached(tx, circle):
        _begin_again(tx, circle, Choice.OPEN if wanted is None else Choice.ON)
    coming_round.check(tx, circle)
    return circle, coming_round.sat(tx, circle)


def go_on(tx: Transaction, meant: str) -> Circle:
    """Go on for the same number of sittings again. Refuses with `NotYours` and `AlreadyChosen`."""
    circle = _at_its_end(tx, meant)
    coming_round.tell(tx, circle)
    circle.sittings_before = sittings.held(tx, circle)
    _begin_again(tx, circle, Choice.ON)
    act = acts.log(tx, ActKind.CIRCLE_GO_ON, circle=circle)
    hosting.tell_rooms(tx, circle, act, "go-on", sittings=circle.sittings or 0)
    return circle


def go_on_open(tx: Transaction, meant: str) -> Circle:
    """Go on without an end. Refuses as `go_on`."""
    circle = _at_its_end(tx, meant)
    coming_round.tell(tx, circle)
    circle.sittings = None
    _begin_again(tx, circle, Choice.OPEN)
    hosting.tell_rooms(tx, circle, acts.log(tx, ActKind.CIRCLE_GO_ON_OPEN, circle=circle), "go-on-open")
    return circle


def close(tx: Transaction, meant: str) -> Circle:
    """Close a circle with thanks: it opens no more, and what waits for it may be heard elsewhere. Refuses as `go_on`."""
    circle = _at_its_end(tx, meant)
    coming_round.tell(tx, circle)
    _answer(tx, circle, Choice.CLOSED)
    circle.closed_at, circle.came_round_at, circle.paused_at = tx.now, None, None
    circles.stop(tx, circle)
    waiting = update(Voice).where(
        Voice.workspace_id == tx.workspace.id, Voice.circle_id == circle.id, Voice.state == "waiting"
    )
    tx.session.execute(waiting.values(circle_id=None))
    act = acts.log(tx, ActKind.CIRCLE_CLOSE, circle=circle)
    message = views.closed(words(circle.language), circle)
    for room in rooms.open_rooms(circle):
        tx.outbox.post(Draft(room.channel_id, key=f"act:{act.id}:{room.id}", message=message))
    return circle


def reopen(tx: Transaction, circle: Circle) -> None:
    """Open a closed circle again, without an end, and tell its rooms. Done twice it is done; refuses with `NotYours`."""
    circles.require_host(tx, circle)
    coming_round.lock(tx, circle)
    if circle.closed_at is not None:
        circles.resume(tx, circle)
        hosting.tell_rooms(tx, circle, acts.log(tx, ActKind.CIRCLE_REOPEN, circle=circle), "reopen")


def _at_its_end(tx: Transaction, meant: str) -> Circle:
    """Return a circle that waits for the choice that a button means, to one of its hosts, locked."""
    circle_id, _, _ = meant.partition(":")
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    coming_round.lock(tx, circle)
    if circle.came_round_at is None or coming_round.value(circle) != meant:
        raise AlreadyChosen
    return circle


def _begin_again(tx: Transaction, circle: Circle, choice: Choice) -> None:
    _answer(tx, circle, choice)
    circle.came_round_at = None


def _answer(tx: Transaction, circle: Circle, choice: Choice) -> None:
    """Let every host who was asked read what was chosen."""
    number = circle.sittings or 0
    meant = coming_round.value(circle)
    coming_round.change_asked(tx, circle, meant, lambda said: views.chosen(said, circle, choice, number))
