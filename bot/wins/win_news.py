"""Who along its trail is told of a win: whoever brought a voice of it, said something of it under their name, or leads
an improvement on it. Once each, privately and as one kind of news, which they can switch off.

Without a name nobody is told: nobody knows whom to tell.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select

from bot.people import people, private
from bot.texts import words
from bot.trail import trail
from bot.trail.stops import Kind, Stop
from bot.transaction import Transaction
from bot.views import wins as views
from bot.views.wins import Part
from models import Idea, Improvement, Note, Person, Post, PrivateMessage, Remark, Voice, Watchword, Win

T = TypeVar("T", Voice, Improvement, Idea, Watchword)
LATER = timedelta(days=1)
"""Whoever wrote it may mend it first, and what is said on the day of a dialogue comes before it."""
NEWS = {
    Part.BROUGHT: private.Kind.HEARD,
    Part.LEADS: private.Kind.IMPROVEMENT,
    Part.SAID: private.Kind.SAID,
}


def tell(tx: Transaction, win: Win) -> None:
    """Tell the people along the trail of a win; who was told before reads it as it is now, who is on it no more not at all."""
    along = _along(tx, win)
    tx.session.flush()
    for key, person in list(_told(tx, win)):
        part = along.pop(person.id, None)
        if part is None:
            private.drop(tx, key)
        else:
            private.change(tx, key, views.news(words(person.locale), win.headline, part))
    for person_id, part in along.items():
        person = tx.session.get_one(Person, person_id)
        if person.is_external:
            continue  # what a company tells itself does not leave it
        message = views.news(words(person.locale), win.headline, part)
        private.tell(tx, person, NEWS[part], message, key=_key(win, person), earliest=tx.now + LATER)


def take_back(tx: Transaction, win: Win) -> None:
    """Take down what was told of a win, which is gone."""
    private.take_back(tx, _prefix(win))


def _along(tx: Transaction, win: Win) -> dict[str, Part]:
    """Return who is to be told, by id, each with the first of their parts; not its author, nor who is thanked in it."""
    stops = trail.follow(tx, Kind.WIN, win.id).before
    found: dict[str, Part] = {}
    for person_id, part in _parts(tx, stops):
        found.setdefault(person_id, part)
    thanked = select(Person.id).where(Person.workspace_id == tx.workspace.id, Person.user_id.in_(win.thanks))
    for person_id in {win.person_id, *tx.session.scalars(thanked)}:
        found.pop(person_id, None)
    return found


def _parts(tx: Transaction, stops: Sequence[Stop]) -> Iterator[tuple[str, Part]]:
    """Yield ids of people with their parts, from the way to a win; who said something else at its dialogue as well
    where nothing on the way is anybody's own saying.
    """
    by_kind = {kind: [stop.id for stop in stops if stop.kind is kind and not stop.is_erased] for kind in Kind}
    for voice in _rows(tx, Voice, by_kind[Kind.VOICE]):
        yield from _of(voice.submitter_id, Part.BROUGHT)
    for improvement in _rows(tx, Improvement, by_kind[Kind.IMPROVEMENT]):
        yield from _of(improvement.owner_id, Part.LEADS)
    sayings: list[Idea | Watchword] = [
        *_rows(tx, Idea, by_kind[Kind.IDEA]),
        *_rows(tx, Watchword, by_kind[Kind.WATCHWORD]),
    ]
    for one in sayings:
        yield from _of(_who_said(tx, one), Part.SAID)
    if not sayings:
        for person_id in _speakers(tx, by_kind[Kind.DIALOGUE]):
            yield person_id, Part.SAID


def _of(person_id: str | None, part: Part) -> Iterator[tuple[str, Part]]:
    if person_id is not None:
        yield person_id, part


def _rows(tx: Transaction, table: type[T], ids: list[str]) -> list[T]:
    return [tx.session.get_one(table, one) for one in ids]


def _who_said(tx: Transaction, one: Idea | Watchword) -> str | None:
    if one.about_kind == "note":
        return tx.session.get_one(Note, one.about_id).person_id
    if one.about_kind == "remark":
        return tx.session.get_one(Remark, one.about_id).person_id
    return one.writer_id if isinstance(one, Idea) else None


def _speakers(tx: Transaction, dialogue_ids: list[str]) -> list[str]:
    said = select(Remark.person_id).where(
        Remark.workspace_id == tx.workspace.id,
        Remark.dialogue_id.in_(dialogue_ids),
        Remark.person_id.is_not(None),
        Remark.deleted_at.is_(None),
    )
    wrote = select(Note.person_id).where(
        Note.workspace_id == tx.workspace.id,
        Note.dialogue_id.in_(dialogue_ids),
        Note.person_id.is_not(None),
        Note.is_gone.is_(False),
    )
    return sorted(person_id for person_id in tx.session.scalars(said.union(wrote)) if person_id)


def _told(tx: Transaction, win: Win) -> Iterator[tuple[str, Person]]:
    """Yield who was told of a win, or is to be, with the key of the message."""
    waiting = select(PrivateMessage.key).where(
        PrivateMessage.workspace_id == tx.workspace.id, PrivateMessage.key.startswith(_prefix(win))
    )
    posted = select(Post.key).where(Post.workspace_id == tx.workspace.id, Post.key.startswith(_prefix(win)))
    for key in sorted(tx.session.scalars(waiting.union(posted))):
        person = people.find(tx, key.removeprefix(_prefix(win)))
        if person is not None:
            yield key, person


def _prefix(win: Win) -> str:
    return f"win-told:{win.id}:"


def _key(win: Win, person: Person) -> str:
    return f"{_prefix(win)}{person.user_id}"
