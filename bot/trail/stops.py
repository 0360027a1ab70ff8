"""Stops: what stands on a trail (`bot.trail.trail`), read from the rows that are there, and naming nobody.

A dialogue is there once it has closed, an improvement once it was decided, a watchword once it was adopted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from bot.delivery.outbox import About
from bot.ideas import ideas
from bot.plaintext import readable
from bot.transaction import Transaction
from models import Circle, Dialogue, Idea, Improvement, Note, Remark, SeatedVoice, Voice, Watchword, Win


class Kind(StrEnum):
    """What can stand on a trail, in its order."""

    VOICE = "voice"
    DIALOGUE = "dialogue"
    WATCHWORD = "watchword"
    IDEA = "idea"
    IMPROVEMENT = "improvement"
    WIN = "win"


Thing = Voice | Dialogue | Watchword | Idea | Improvement | Win
TABLES: dict[Kind, type[Thing]] = {
    Kind.VOICE: Voice,
    Kind.DIALOGUE: Dialogue,
    Kind.WATCHWORD: Watchword,
    Kind.IDEA: Idea,
    Kind.IMPROVEMENT: Improvement,
    Kind.WIN: Win,
}


@dataclass(frozen=True)
class Stop:
    """One thing on a trail."""

    kind: Kind
    id: str
    """Of an idea: the id of the remark or note that was marked."""
    on: date
    """The day of it where its circle is. Of an idea that of its dialogue: a note holds no time."""
    text: str | None
    """Its words; None for a dialogue, and for what was erased."""
    came_from: tuple[About, ...] = ()
    is_erased: bool = False
    consent: str | None = None
    """Of a customer's own words; None: a colleague's."""
    standing: str | None = None
    """How an improvement stands: `open`, `doing`, `done` or `released`."""

    @property
    def about(self) -> About:
        return About(self.kind, self.id)


Table = dict[str, tuple[About, ...]]
"""Each voice that was seated, with those that were heard along with it because they say the same."""


def of(tx: Transaction, dialogue: Dialogue) -> Iterator[Stop]:
    """Give a closed dialogue, the voices it heard and what came of it, wins apart."""
    table: Table = {}
    for seated_id, stop in _voices(tx, dialogue):
        table[seated_id] = (*table.get(seated_id, ()), stop.about)
        yield stop
    every_voice = tuple(voice for same in table.values() for voice in same)
    day = _day(dialogue.started_at, dialogue.circle)
    yield Stop(Kind.DIALOGUE, dialogue.id, day, None, every_voice)
    yield from _watchwords(tx, dialogue, table)
    yield from _ideas(tx, dialogue, table)
    yield from _improvements(tx, dialogue)


def voice(tx: Transaction, id_: str) -> Stop | None:
    """Return a voice, heard or not."""
    found = (
        select(Voice, Circle)
        .outerjoin(Circle, Circle.id == Voice.circle_id)
        .where(Voice.workspace_id == tx.workspace.id, Voice.id == id_)
    )
    row = tx.session.execute(found).one_or_none()
    return None if row is None else _voice(*row)


def improvement(tx: Transaction, id_: str) -> Stop | None:
    """Return an improvement that was begun with, whatever it came from."""
    begun = (
        select(Improvement, Circle)
        .join(Circle, Circle.id == Improvement.circle_id)
        .where(
            Improvement.workspace_id == tx.workspace.id,
            Improvement.id == id_,
            Improvement.state != "proposed",
            Improvement.is_apart,
        )
    )
    row = tx.session.execute(begun).one_or_none()
    if row is None:
        return None
    one, circle = row
    day = _day(one.decided_at or one.proposed_at, circle)
    return Stop(Kind.IMPROVEMENT, one.id, day, one.what, standing=one.state)


def thing(tx: Transaction, about: About) -> Thing | None:
    """Return what is kept of something that can stand on a trail."""
    if about.kind not in set(Kind):
        return None
    return cast("Thing | None", tx.find(TABLES[Kind(about.kind)], about.id))


def gone(about: About, on: date, came_from: tuple[About, ...]) -> Stop:
    """Return what stands for a thing of which nothing is kept any more; `on`: the day of what tells of it."""
    return Stop(Kind(about.kind), about.id, on, None, came_from, is_erased=True)


def dialogue_id(tx: Transaction, about: About) -> str | None:
    """Return the dialogue to which a thing belongs, the last one of a voice that lay on two tables."""
    if about.kind not in set(Kind) - {Kind.WIN}:
        return None
    of_it = select(Dialogue.id).where(
        Dialogue.workspace_id == tx.workspace.id, Dialogue.id.in_(_dialogue_ids(Kind(about.kind), about.id))
    )
    return tx.session.scalars(of_it.order_by(Dialogue.started_at.desc())).first()


def wins(tx: Transaction, origins: Iterable[About]) -> Iterator[Stop]:
    """Give the wins among these, and those that came of one of them."""
    chosen = [condition for one in origins for condition in _came_of(one)]
    found = (
        select(Win, Circle)
        .join(Circle, Circle.id == Win.circle_id)
        .where(Win.workspace_id == tx.workspace.id, or_(*chosen))
    )
    for win, circle in tx.session.execute(found):
        yield Stop(Kind.WIN, win.id, _day(win.posted_at, circle), win.headline, _origin(tx, win))


def _came_of(one: About) -> Iterator[ColumnElement[bool]]:
    if one.kind == Kind.WIN:
        yield Win.id == one.id
    else:
        yield and_(Win.origin_kind == one.kind, Win.origin_id == one.id)
    if one.kind == Kind.DIALOGUE:
        yield Win.dialogue_id == one.id


def _origin(tx: Transaction, win: Win) -> tuple[About, ...]:
    """Return what a win came from, with its dialogue where nothing else is left of it."""
    if win.origin_kind is None or win.origin_id is None:
        return ()
    origin = About(win.origin_kind, win.origin_id)
    is_gone = thing(tx, origin) is None and win.dialogue_id is not None
    return (origin, About(Kind.DIALOGUE, win.dialogue_id or "")) if is_gone else (origin,)


def dialogues(tx: Transaction, kind: Kind, id_: str) -> Sequence[Dialogue]:
    """Return the closed dialogues that a thing belongs to; of a win those of its origin."""
    if kind is Kind.WIN:
        win = tx.session.scalar(select(Win).where(Win.workspace_id == tx.workspace.id, Win.id == id_))
        if win is None or win.origin_kind is None or win.origin_id is None:
            return []
        found = dialogues(tx, Kind(win.origin_kind), win.origin_id)
        return found or (dialogues(tx, Kind.DIALOGUE, win.dialogue_id) if win.dialogue_id else [])
    closed = select(Dialogue).where(
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.state == "closed",
        Dialogue.id.in_(_dialogue_ids(kind, id_)),
    )
    return tx.session.scalars(closed).all()


def _dialogue_ids(kind: Kind, id_: str) -> Select[str | None]:
    match kind:
        case Kind.VOICE:
            seated = SeatedVoice.voice_id == func.coalesce(Voice.joined_to_id, Voice.id)
            return select(SeatedVoice.dialogue_id).join(Voice, seated).where(Voice.id == id_)
        case Kind.WATCHWORD:
            return select(Watchword.dialogue_id).where(Watchword.id == id_)
        case Kind.IDEA:
            return select(Idea.dialogue_id).where(Idea.id == id_)
        case Kind.IMPROVEMENT:
            return select(Improvement.dialogue_id).where(Improvement.id == id_)
        case _:
            return select(Dialogue.id).where(Dialogue.id == id_)


def _voices(tx: Transaction, dialogue: Dialogue) -> Iterator[tuple[str, Stop]]:
    on_table = (
        SeatedVoice.dialogue_id == dialogue.id,
        SeatedVoice.voice_id == func.coalesce(Voice.joined_to_id, Voice.id),
    )
    heard = (
        select(SeatedVoice.voice_id, Voice)
        .join(Voice, and_(*on_table))
        .where(Voice.workspace_id == tx.workspace.id, Voice.state.in_(("heard", "withdrawn")))
    )
    for seated_id, one in tx.session.execute(heard):
        yield seated_id, _voice(one, dialogue.circle)


def _voice(voice: Voice, circle: Circle | None) -> Stop:
    day, is_erased = _day(voice.brought_at, circle), voice.state == "withdrawn"
    text = None if is_erased else voice.quote
    return Stop(Kind.VOICE, voice.id, day, text, is_erased=is_erased, consent=voice.consent)


def _watchwords(tx: Transaction, dialogue: Dialogue, table: Table) -> Iterator[Stop]:
    adopted = select(Watchword).where(
        Watchword.workspace_id == tx.workspace.id,
        Watchword.dialogue_id == dialogue.id,
        Watchword.state == "adopted",
    )
    for word in tx.session.scalars(adopted):
        source = About(word.about_kind, word.about_id)
        day = _day(word.adopted_at or dialogue.started_at, dialogue.circle)
        is_customers = source.kind == Kind.VOICE
        consent = tx.session.get_one(Voice, source.id).consent if is_customers else None
        came_from = _came_from(tx, dialogue, table, source)
        yield Stop(Kind.WATCHWORD, word.id, day, word.phrase, came_from, consent=consent)


def _ideas(tx: Transaction, dialogue: Dialogue, table: Table) -> Iterator[Stop]:
    day = _day(dialogue.started_at, dialogue.circle)
    for idea in ideas.every(tx, dialogue):
        text = _text(tx, idea) or None
        came_from = (*table.get(idea.voice_id or "", ()), About(Kind.DIALOGUE, dialogue.id))
        yield Stop(Kind.IDEA, idea.id, day, text, came_from, is_erased=text is None)


def _text(tx: Transaction, idea: Idea) -> str:
    """Return the words of an idea, of a remark without the names it mentions; empty when they are gone."""
    if idea.about_kind == "note":
        return tx.session.get_one(Note, idea.about_id).text
    if idea.about_kind == "remark":
        return readable(tx.session.get_one(Remark, idea.about_id).text, {})
    return idea.text or ""


def _improvements(tx: Transaction, dialogue: Dialogue) -> Iterator[Stop]:
    decided = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.dialogue_id == dialogue.id,
        Improvement.state != "proposed",
    )
    here = About(Kind.DIALOGUE, dialogue.id)
    for one in tx.session.scalars(decided):
        day = _day(one.decided_at or dialogue.started_at, dialogue.circle)
        came_from = (About(Kind.IDEA, one.idea_id), here) if one.idea_id else (here,)
        yield Stop(Kind.IMPROVEMENT, one.id, day, one.what, came_from, standing=one.state)


def _came_from(tx: Transaction, dialogue: Dialogue, table: Table, source: About) -> tuple[About, ...]:
    """Return the dialogue, and the voice that something stands by if it does, with those that say the same."""
    here = About(Kind.DIALOGUE, dialogue.id)
    voice_id = tx.session.get_one(Note, source.id).voice_id if source.kind == "note" else source.id
    return (here,) if source.kind == "remark" else (*table.get(voice_id, ()), here)


def _day(instant: datetime, circle: Circle | None) -> date:
    return instant.astimezone(ZoneInfo(circle.tz if circle else "UTC")).date()
