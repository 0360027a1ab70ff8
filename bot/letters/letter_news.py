"""Letter news: what happened in a circle within a time, and the words of it as its record room may read them."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum, auto
from typing import NamedTuple, Self

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.delivery.outbox import About
from bot.ideas import ideas
from bot.improvements import hand_requests
from bot.trail.stops import Kind
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Surface
from models import (
    Circle,
    Dialogue,
    Idea,
    Improvement,
    Measurement,
    SeatedVoice,
    Voice,
    Watchword,
    Win,
)

OUTSIDE = frozenset({Surface.SHARED_RECORD, Surface.SHARED_ROOM, Surface.SHARED_WINS})


class Part(StrEnum):
    """What a letter tells of a thing, in its order."""

    HEARD = auto()
    HELD = auto()
    """A dialogue."""
    BORN = auto()
    """A watchword."""
    DECIDED = auto()
    DONE = auto()
    MEASURED = auto()
    """An improvement that was done before, of which a value was written down now."""
    WON = auto()
    STORY = auto()
    """One thing on the way of the story."""
    TABLE = auto()
    """Not told: a dialogue that something in the letter belongs to, by which changes of that are noticed."""


class Held(NamedTuple):
    """One thing in a letter."""

    part: Part
    about: About

    @classmethod
    def read(cls, kept: str) -> Self:
        part, kind, id_ = kept.split(":")
        return cls(Part(part), About(kind, id_))

    def __str__(self) -> str:
        return f"{self.part}:{self.about.kind}:{self.about.id}"


def happened(tx: Transaction, circle: Circle, since: datetime, until: datetime) -> list[Held]:
    """Return what happened after `since`, up to and with `until`, in the order in which a letter tells it."""
    tx.session.flush()
    dialogue_ids = _ids(tx, circle, Dialogue, Dialogue.closed_at, since, until)
    voices = select(SeatedVoice.voice_id, Dialogue.id).join(Dialogue, Dialogue.id == SeatedVoice.dialogue_id)
    heard = voices.where(Dialogue.workspace_id == tx.workspace.id, Dialogue.id.in_(dialogue_ids))
    in_order = heard.order_by(Dialogue.started_at, SeatedVoice.position)
    done = _ids(tx, circle, Improvement, Improvement.ended_at, since, until, Improvement.state == "done")
    decided = _ids(
        tx, circle, Improvement, Improvement.decided_at, since, until, Improvement.state != "proposed"
    )
    born = (
        Watchword.state == "adopted",
        Watchword.joined_to_id.is_(None),
        Watchword.retired_at.is_(None),
    )
    found = [
        (Part.HEARD, Kind.VOICE, [voice_id for voice_id, _ in tx.session.execute(in_order)]),
        (Part.HELD, Kind.DIALOGUE, dialogue_ids),
        (
            Part.BORN,
            Kind.WATCHWORD,
            _ids(tx, circle, Watchword, Watchword.adopted_at, since, until, *born),
        ),
        (Part.DECIDED, Kind.IMPROVEMENT, [one for one in decided if one not in done]),
        (Part.DONE, Kind.IMPROVEMENT, done),
        (
            Part.MEASURED,
            Kind.IMPROVEMENT,
            [one for one in _measured(tx, circle, since, until) if one not in done],
        ),
        (Part.WON, Kind.WIN, _ids(tx, circle, Win, Win.posted_at, since, until)),
    ]
    return [Held(part, About(kind, id_)) for part, kind, ids in found for id_ in ids]


def brought(tx: Transaction, circle: Circle, since: datetime, until: datetime) -> int:
    """Return how many voices were brought to a circle within a time, those taken back left out."""
    count = select(func.count()).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.circle_id == circle.id,
        Voice.state != "withdrawn",
        Voice.brought_at > since,
        Voice.brought_at <= until,
    )
    return tx.session.scalar(count) or 0


def words_of(tx: Transaction, circle: Circle, about: About) -> str | None:
    """Return the words of a thing, as the circle's record room may read them; None: kept from it, or gone."""
    read = _READ.get(about.kind)
    return (read(tx, circle, about.id) or None) if read is not None else None


def is_kept_back(tx: Transaction, circle: Circle, about: About) -> bool:
    """Say whether a voice has words that the record room may not read."""
    voice = tx.find(Voice, about.id)
    return voice is not None and bool(voice.quote) and words_of(tx, circle, about) is None


def _ids(
    tx: Transaction,
    circle: Circle,
    table: type[Dialogue | Improvement | Watchword | Win],
    at: InstrumentedAttribute[datetime | None] | InstrumentedAttribute[datetime],
    since: datetime,
    until: datetime,
    *which: ColumnElement[bool],
) -> list[str]:
    found = select(table.id).where(
        table.workspace_id == tx.workspace.id,
        table.circle_id == circle.id,
        at > since,
        at <= until,
        *which,
    )
    return list(tx.session.scalars(found.order_by(at, table.id)))


def _measured(tx: Transaction, circle: Circle, since: datetime, until: datetime) -> list[str]:
    """Return the improvements that are done and of which a value was written down, the earliest first."""
    noted = (
        select(Improvement.id)
        .join(Measurement, Measurement.improvement_id == Improvement.id)
        .where(
            Improvement.workspace_id == tx.workspace.id,
            Improvement.circle_id == circle.id,
            Improvement.state == "done",
            Measurement.noted_at > since,
            Measurement.noted_at <= until,
        )
        .group_by(Improvement.id)
    )
    return list(tx.session.scalars(noted.order_by(func.min(Measurement.noted_at), Improvement.id)))


def _voice(tx: Transaction, circle: Circle, id_: str) -> str | None:
    voice = tx.find(Voice, id_)
    is_seen = voice is not None and consent.is_seen(consent.record_room(circle), voice.consent)
    return voice.quote if voice is not None and is_seen and voice.state != "withdrawn" else None


def _watchword(tx: Transaction, circle: Circle, id_: str) -> str | None:
    word = tx.find(Watchword, id_)
    if word is None or word.state != "adopted":
        return None
    bound = consent.of(tx, About(word.about_kind, word.about_id))
    return word.phrase if consent.is_seen(consent.record_room(circle), bound) else None


def _idea(tx: Transaction, circle: Circle, id_: str) -> str | None:
    idea = tx.find(Idea, id_)
    if idea is None or not consent.is_seen(consent.record_room(circle), ideas.consent_of(tx, idea)):
        return None
    return ideas.words_of(tx, idea)


def _improvement(tx: Transaction, circle: Circle, id_: str) -> str | None:
    improvement = tx.find(Improvement, id_)
    if improvement is None or not hand_requests.is_seen(tx, consent.record_room(circle), improvement):
        return None
    return improvement.what


def _win(tx: Transaction, circle: Circle, id_: str) -> str | None:
    """A win is for those who may read its room: a record room shared with others reads what such a wins room does."""
    win = tx.find(Win, id_)
    is_outside = consent.record_room(circle) in OUTSIDE and consent.wins_room(circle) not in OUTSIDE
    return win.headline if win is not None and not is_outside else None


_READ: dict[str, Callable[[Transaction, Circle, str], str | None]] = {
    Kind.VOICE: _voice,
    Kind.WATCHWORD: _watchword,
    Kind.IDEA: _idea,
    Kind.IMPROVEMENT: _improvement,
    Kind.WIN: _win,
}
