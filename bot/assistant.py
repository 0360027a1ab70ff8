"""What an AI assistant is told: watchwords, heard voices and their trail, as consent allows; and nobody's name.

An assistant may carry what it is told out of the company. So it hears only customers' words that may leave: of voices
said in public or agreed to. Where the operator says that the assistant stays inside, it hears the rest too, marked as
for inside only: voices kept inside, and what colleagues said and decided. Nominees are for their circle alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Generic, TypeVar, TypeVarTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from bot import spelling
from bot.people import sight
from bot.refusals import Gone
from bot.trail import trail
from bot.trail.stops import Kind, Stop
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import MAY_LEAVE, Seen, Surface
from bot.voices.voice_form import Consent
from bot.watchwords import looking_back
from bot.watchwords.search import Question, Search
from models import Circle, Note, Voice, Watchword

EVERY_ONE = 1_000_000
ADOPTED_AT = func.coalesce(Watchword.adopted_at, Watchword.nominated_at)
HEARD_AT = func.coalesce(Voice.heard_at, Voice.brought_at)
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Reach(StrEnum):
    """How far what an assistant is told may come."""

    OUTSIDE = auto()
    INSIDE = auto()


def seen(reach: Reach, said: str | None) -> Seen:
    """Say whether a customer's words of this consent, or a colleague's (None), are told."""
    how = consent.seen(Surface.ASSISTANT, said or Consent.INSIDE)
    return Seen.HIDDEN if how is Seen.INSIDE_ONLY and reach is Reach.OUTSIDE else how


@dataclass(frozen=True)
class ToldVoice:
    """A voice that a table heard."""

    id: str
    quote: str
    scene: str | None
    product: str | None
    segment: str | None
    source: str | None
    said_on: date | None
    heard_on: date
    is_inside_only: bool


@dataclass(frozen=True)
class ToldWatchword:
    """An adopted watchword."""

    id: str
    phrase: str
    adopted_on: date
    is_inside_only: bool
    voice: ToldVoice | None
    """The voice that said it, or that it was noted about; None: it was erased, or it is a remark."""


@dataclass(frozen=True)
class ToldStop:
    """A stop of a trail. Its words are None where they are kept back or erased, and of a dialogue."""

    stop: Stop
    text: str | None
    seen: Seen


@dataclass(frozen=True)
class ToldTrail:
    start: ToldStop
    before: Sequence[ToldStop]
    after: Sequence[ToldStop]


@dataclass(frozen=True)
class Page(Generic[T]):
    shown: Sequence[T]
    has_more: bool


def shelf(tx: Transaction, reach: Reach, at_most: int, after: str | None = None) -> Page[ToldWatchword]:
    """Return the newest adopted watchwords; with `after` those that follow it. Refuses with `Gone` if that is away."""
    newest = _newest(tx, _watchwords(tx, reach), ADOPTED_AT, Watchword.id, after)
    rows = tx.session.execute(newest.limit(at_most + 1)).all()
    return Page([_watchword(*row) for row in rows[:at_most]], len(rows) > at_most)


def near(
    tx: Transaction, reach: Reach, search: Search, situation: Question, at_most: int
) -> list[ToldWatchword]:
    """Return the adopted watchwords that are near to a situation, the nearest first."""
    hits = looking_back.near(
        tx,
        search,
        situation,
        sight.of_actor(tx),
        at_most=EVERY_ONE,
        only_customers_words=reach is Reach.OUTSIDE,
    )
    ids = [hit.watchword_id for hit in hits]
    rows = tx.session.execute(_watchwords(tx, reach).where(Watchword.id.in_(ids)))
    told = {word.id: _watchword(word, circle, voice) for word, circle, voice in rows}
    return [told[id_] for id_ in ids if id_ in told][:at_most]


def watchword(tx: Transaction, reach: Reach, id_: str) -> ToldWatchword:
    """Return an adopted watchword. Refuses with `Gone`, also what is kept back."""
    row = tx.session.execute(_watchwords(tx, reach).where(Watchword.id == id_)).one_or_none()
    if row is None:
        raise Gone
    return _watchword(*row)


def voices(tx: Transaction, reach: Reach, at_most: int, after: str | None = None) -> Page[ToldVoice]:
    """Return the voices that were heard last; with `after` those that follow it. Refuses with `Gone` if that is away."""
    newest = _newest(tx, _voices(tx, reach), HEARD_AT, Voice.id, after)
    rows = tx.session.execute(newest.limit(at_most + 1)).all()
    return Page([_voice(*row) for row in rows[:at_most]], len(rows) > at_most)


def voices_near(tx: Transaction, reach: Reach, about: str, at_most: int) -> list[ToldVoice]:
    """Return the heard voices that are near to what somebody asks about, the nearest first."""
    every = tx.session.execute(_newest(tx, _voices(tx, reach), HEARD_AT, Voice.id))
    return spelling.nearest(about, [_voice(*row) for row in every], _whole)[:at_most]


def follow(tx: Transaction, reach: Reach, kind: Kind, id_: str) -> ToldTrail:
    """Return the trail through a thing. What is kept back stands there without words. Refuses with `Gone`."""
    whole = trail.follow(tx, kind, id_)
    if kind is Kind.VOICE and not whole.after and not whole.start.is_erased:
        raise Gone  # no table has heard it yet: it is its submitter's
    return ToldTrail(
        _stop(reach, whole.start),
        [_stop(reach, one) for one in whole.before],
        [_stop(reach, one) for one in whole.after],
    )


def _stop(reach: Reach, stop: Stop) -> ToldStop:
    if stop.kind is Kind.DIALOGUE:
        return ToldStop(stop, None, Seen.SHOWN)
    how = seen(reach, stop.consent)
    return ToldStop(stop, None if how is Seen.HIDDEN else stop.text, how)


def _watchwords(tx: Transaction, reach: Reach) -> Select[Watchword, Circle, Voice | None]:
    """Return the query for the watchwords that are told."""
    by_note = and_(Watchword.about_kind == "note", Note.id == Watchword.about_id)
    voice_id = case((Watchword.about_kind == "voice", Watchword.about_id), else_=Note.voice_id)
    return (
        select(Watchword, Circle, Voice)
        .join(Circle, Circle.id == Watchword.circle_id)
        .outerjoin(Note, by_note)
        .outerjoin(Voice, Voice.id == voice_id)
        .where(
            Watchword.workspace_id == tx.workspace.id,
            Watchword.state == "adopted",
            Watchword.joined_to_id.is_(None),
            Watchword.retired_at.is_(None),
            _is_told(reach, Watchword.about_kind == "voice"),
        )
    )


def _voices(tx: Transaction, reach: Reach) -> Select[Voice, Circle | None]:
    return (
        select(Voice, Circle)
        .outerjoin(Circle, Circle.id == Voice.circle_id)
        .where(
            Voice.workspace_id == tx.workspace.id,
            Voice.state == "heard",
            Voice.consent.in_(_consents(reach)),
        )
    )


def _is_told(reach: Reach, is_customers: ColumnElement[bool]) -> ColumnElement[bool]:
    told = and_(is_customers, Voice.consent.in_(_consents(reach)))
    return told if seen(reach, None) is Seen.HIDDEN else or_(~is_customers, told)


def _consents(reach: Reach) -> list[str]:
    return [one for one in Consent if seen(reach, one) is not Seen.HIDDEN]


def _newest(
    tx: Transaction,
    query: Select[*Ts],
    at: ColumnElement[datetime],
    id_: InstrumentedAttribute[str],
    after: str | None = None,
) -> Select[*Ts]:
    """Put the newest first, or go on behind one of them. Refuses with `Gone` if that one is away."""
    ordered = query.order_by(at.desc(), id_)
    if after is None:
        return ordered
    place = tx.session.scalar(query.with_only_columns(at, maintain_column_froms=True).where(id_ == after))
    if place is None:
        raise Gone
    return ordered.where(or_(at < place, and_(at == place, id_ > after)))


def _watchword(word: Watchword, circle: Circle, voice: Voice | None) -> ToldWatchword:
    said = voice.consent if voice is not None and word.about_kind == "voice" else None
    is_whole = voice is not None and voice.state == "heard"
    return ToldWatchword(
        id=word.id,
        phrase=word.phrase,
        adopted_on=_day(word.adopted_at or word.nominated_at, circle),
        is_inside_only=said not in MAY_LEAVE,
        voice=_voice(voice, circle) if voice is not None and is_whole else None,
    )


def _voice(voice: Voice, circle: Circle | None) -> ToldVoice:
    return ToldVoice(
        id=voice.id,
        quote=voice.quote,
        scene=voice.scene,
        product=voice.product,
        segment=voice.segment,
        source=voice.source,
        said_on=voice.said_on,
        heard_on=_day(voice.heard_at or voice.brought_at, circle),
        is_inside_only=voice.consent not in MAY_LEAVE,
    )


def _whole(voice: ToldVoice) -> str:
    return " ".join(filter(None, (voice.quote, voice.product, voice.scene)))


def _day(instant: datetime, circle: Circle | None) -> date:
    return instant.astimezone(ZoneInfo(circle.tz if circle else "UTC")).date()
