"""Home changes: what a commit changed that homes show is a row beside it, which says whose homes it concerns.

Whoever keeps homes current (`bot.home.republishing`) finds it there, in whichever process, also after a crash. Nobody looks at
a home here: it is compared with what was published later, so what is noted once too often does no harm.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, event, insert, inspect, select
from sqlalchemy.orm import Session

from models import (
    Circle,
    Dialogue,
    HomeChange,
    Host,
    Idea,
    Improvement,
    Person,
    Remark,
    Room,
    Seat,
    SeatedVoice,
    Voice,
    Watchword,
    Win,
)

CHANGED = "what homes show changed"
"""The mark of a session whose commit leaves homes to be looked at, with what it has noted."""


class Kind(StrEnum):
    """Whose homes a change concerns."""

    CIRCLE = "circle"
    """Whoever has to do with a circle, and who has none and so sees them all."""
    HOSTS = "hosts"
    """The hosts of a circle; without an id, every host."""
    PERSON = "person"
    USER = "user"
    """A person by their Slack id."""
    EVERYBODY = "everybody"


Topic = tuple[Kind, str | None]
EVERYBODY: Topic = (Kind.EVERYBODY, None)


def note(session: Session, workspace_id: str, *topics: Topic) -> None:
    """Note whose homes this transaction concerns: each once."""
    noted: set[tuple[str, Topic]] = session.info.setdefault(CHANGED, set())
    new = [topic for topic in dict.fromkeys(topics) if (workspace_id, topic) not in noted]
    if new:
        noted.update((workspace_id, topic) for topic in new)
        rows = [{"workspace_id": workspace_id, "kind": kind, "about_id": about_id} for kind, about_id in new]
        session.connection().execute(insert(HomeChange), rows)


def forget(session: Session, workspace_id: str, *about_ids: str) -> None:
    """Let no row name somebody any more; their absence may show in every home."""
    session.flush()
    named = HomeChange.about_id.in_(about_ids)
    session.execute(delete(HomeChange).where(HomeChange.workspace_id == workspace_id, named))
    note(session, workspace_id, EVERYBODY)


@event.listens_for(Session, "after_flush")
def _follow(session: Session, _context: object) -> None:
    for row in (*session.new, *session.deleted, *session.dirty):
        follow = _FOLLOWED.get(type(row))
        if follow is None:
            continue
        shown, topics = follow
        is_same = row in session.dirty and not any(_before(row, column) for column in shown)
        if not is_same:
            note(session, row.workspace_id, *(topic for topic in topics(session, row) if topic[1] != ""))


def _before(row: Any, column: str) -> bool:
    history = inspect(row).attrs[column].history
    return bool(history.added or history.deleted)


def _values(row: Any, column: str) -> set[str]:
    """Return the ids that a column holds and held before."""
    deleted = inspect(row).attrs[column].history.deleted or ()
    return {one for one in (getattr(row, column), *deleted) if one}


def _circle(_: Session, circle: Circle) -> Iterator[Topic]:
    yield Kind.CIRCLE, circle.id


def _of_circle(_: Session, row: Any) -> Iterator[Topic]:
    yield Kind.CIRCLE, row.circle_id


def _host(_: Session, host: Host) -> Iterator[Topic]:
    yield Kind.CIRCLE, host.circle_id
    yield Kind.USER, host.user_id


def _seat(session: Session, seat: Seat) -> Iterator[Topic]:
    yield Kind.PERSON, seat.person_id
    yield Kind.HOSTS, _circle_of(session, seat.dialogue_id)


def _seated_voice(session: Session, seated: SeatedVoice) -> Iterator[Topic]:
    yield Kind.HOSTS, _circle_of(session, seated.dialogue_id)


def _voice(_: Session, voice: Voice) -> Iterator[Topic]:
    for person_id in _values(voice, "submitter_id"):
        yield Kind.PERSON, person_id
    for circle_id in _values(voice, "circle_id"):
        yield Kind.HOSTS, circle_id
    if voice.circle_id is None:
        yield Kind.HOSTS, None


def _improvement(_: Session, improvement: Improvement) -> Iterator[Topic]:
    if improvement.state == "proposed":
        return  # only what is begun with is shown
    yield Kind.CIRCLE, improvement.circle_id
    for column in ("owner_id", "proposer_id", "asked_by_id"):
        for person_id in _values(improvement, column):
            yield Kind.PERSON, person_id


def _person(session: Session, person: Person) -> Iterator[Topic]:
    if person not in session.deleted:
        yield Kind.PERSON, person.id


def _remark(session: Session, remark: Remark) -> Iterator[Topic]:
    if remark not in session.new:  # a new one stands in no home yet
        yield Kind.CIRCLE, _circle_of(session, remark.dialogue_id)


def _circle_of(session: Session, dialogue_id: str) -> str:
    found = session.connection().scalar(select(Dialogue.circle_id).where(Dialogue.id == dialogue_id))
    return found or ""


Topics = Callable[[Session, Any], Iterator[Topic]]
_FOLLOWED: dict[type, tuple[tuple[str, ...], Topics]] = {
    Circle: (
        (
            *("name", "tz", "next_at", "paused_at", "came_round_at", "closed_at"),
            *("voices_wanted", "wins_channel_id"),
            *("wins_lost_because", "record_lost_because"),
        ),
        _circle,
    ),
    Room: (("department", "channel_id", "is_private", "lost_because"), _of_circle),
    Host: ((), _host),
    Dialogue: (("state", "started_at"), _of_circle),
    Seat: (("room_id",), _seat),
    SeatedVoice: (("voice_id",), _seated_voice),
    Voice: (
        (
            *("quote", "state", "circle_id", "submitter_id", "consent", "product"),
            *("held_at", "joined_to_id", "message_url"),
        ),
        _voice,
    ),
    Watchword: (("phrase", "state", "adopted_at", "joined_to_id", "retired_at"), _of_circle),
    Idea: (("text", "state"), _of_circle),
    Improvement: (("what", "state", "owner_id", "asked_id", "asked_by_id", "due_on"), _improvement),
    Win: (("headline", "origin_id"), _of_circle),
    Person: (("name", "locale", "tz", "muted", "is_guest", "is_external", "learned_at"), _person),
    Remark: (("text", "deleted_at"), _remark),
}
"""The columns that homes show of each kind of row, and whom a change of them concerns. New and deleted rows always do."""
