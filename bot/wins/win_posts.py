"""The post of a win: in the wins room once its author's name is known, and as the win, its origin and its cheers stand."""

from itertools import groupby

from bot.circles import circles
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.people import people, sight
from bot.texts import words
from bot.trail import trail, trail_links
from bot.trail.stops import Kind as StopKind
from bot.transaction import Transaction
from bot.views import wins as views
from bot.views.trail import Step
from bot.wins import origins, win_pictures
from bot.wins.win_form import Kind
from models import Circle, Person, Win


def key(win: Win) -> str:
    return f"win:{win.id}"


def author(tx: Transaction, win: Win) -> Person:
    return tx.session.get_one(Person, win.person_id)


def post(tx: Transaction, win: Win, channel_id: str) -> None:
    """Post a win, or keep its place until its author's name is known."""
    who = author(tx, win)
    message = _message(tx, win) if people.is_known(who) else None
    tx.outbox.post(Draft(channel_id, key=key(win), message=message, about=About("win", win.id)))
    if message is None:
        tx.outbox.ask(
            "users.info",
            {"user": who.user_id, "include_locale": True},
            answer="win_author_learned",
            subject=win.id,
        )


def fill(tx: Transaction, win: Win) -> None:
    """Give a post that waited its words."""
    tx.outbox.fill(key(win), _message(tx, win))


def repaint(tx: Transaction, win: Win, priority: Priority) -> None:
    """Make the post read as the win does now; one that waits for its author's name will do so by itself."""
    if people.is_known(author(tx, win)):
        tx.outbox.update(key(win), _message(tx, win), priority=priority)


def _message(tx: Transaction, win: Win) -> Message:
    circle = circles.get(tx, win.circle_id)
    told = views.Told(
        id=win.id,
        headline=win.headline,
        kind=Kind(win.kind),
        author=author(tx, win).name,
        before=win.before,
        after=win.after,
        unit=win.unit,
        period=win.period,
        origin=origins.shown(tx, circle, win),
        steps=_steps(tx, circle, win),
        thanks=win.thanks,
        pictures=win_pictures.shown(win),
        cheers=win.cheers,
    )
    return views.post(words(circle.language), told)


def _steps(tx: Transaction, circle: Circle, win: Win) -> list[Step]:
    """Return the way to a win, each kind once, with links that whoever reads the wins room can open."""
    sees = sight.of_wins_room(circle)
    steps = []
    for kind, group in groupby(trail.follow(tx, StopKind.WIN, win.id).before, key=lambda stop: stop.kind):
        stops = list(group)
        links = (trail_links.of(tx, sees, stop) for stop in stops)
        is_erased = all(stop.is_erased for stop in stops)
        steps.append(Step(kind, len(stops), stops[0].on, next(filter(None, links), None), is_erased))
    return steps
