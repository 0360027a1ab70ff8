"""The story of a letter: one trail, from a customer's voice on, in the words of that time, naming nobody.

The rule, which docs/hosts.md tells: of the trails on which something moved since the last letter the one with the most
parts that can be read; of several, the one that moved last. One of which every part stood in the stories of the last
eight letters is not told again.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from bot.delivery.outbox import About
from bot.letters import letter_news
from bot.letters.letter_news import Held, Part
from bot.refusals import Gone
from bot.trail import stops, trail
from bot.trail.stops import Kind, Stop
from bot.transaction import Transaction
from models import Circle, Dialogue, Letter, SeatedVoice, Win

FEWEST_PARTS = 2
"""A voice alone is heard, and no story."""
NOT_AGAIN_FOR = 8
TOLD = (Kind.VOICE, Kind.WATCHWORD, Kind.IDEA, Kind.IMPROVEMENT, Kind.WIN)


@dataclass(frozen=True)
class _Way:
    """A trail as it could be told."""

    parts: Sequence[Stop]
    last_on: date

    @property
    def rank(self) -> tuple[int, date, str]:
        return len(self.parts), self.last_on, self.parts[0].id


def choose(tx: Transaction, circle: Circle, news: Sequence[Held]) -> list[Held]:
    """Return the parts of the story to which some of these news belong; none: there is no story."""
    moved = {one.about for one in news}
    before = _told_before(tx, circle)
    ways = [way for way in _ways(tx, circle, moved) if any(one.about not in before for one in way.parts)]
    if not ways:
        return []
    return [Held(Part.STORY, one.about) for one in max(ways, key=lambda way: way.rank).parts]


def _ways(tx: Transaction, circle: Circle, moved: Collection[About]) -> Iterator[_Way]:
    tables = {
        dialogue.id: dialogue
        for about in moved
        for dialogue in stops.dialogues(tx, Kind(about.kind), about.id)
        if dialogue.circle_id == circle.id
    }
    for voice_id in _voices(tx, tables):
        way = _way(tx, circle, voice_id, moved)
        if way is not None:
            yield way


def _voices(tx: Transaction, tables: Collection[str]) -> Sequence[str]:
    seated = (
        select(SeatedVoice.voice_id)
        .join(Dialogue, Dialogue.id == SeatedVoice.dialogue_id)
        .where(SeatedVoice.workspace_id == tx.workspace.id, Dialogue.id.in_(tables))
        .group_by(SeatedVoice.voice_id)
    )
    return tx.session.scalars(seated.order_by(SeatedVoice.voice_id)).all()


def _way(tx: Transaction, circle: Circle, voice_id: str, moved: Collection[About]) -> _Way | None:
    """Return a voice's trail, one thing of each kind; None: nothing of it that can be told moved, or it is too short."""
    try:
        followed = trail.follow(tx, Kind.VOICE, voice_id)
    except Gone:
        return None
    every = (followed.start, *followed.after)
    readable = [
        one for one in every if letter_news.words_of(tx, circle, one.about) and _is_of(tx, circle, one)
    ]
    win = _latest(readable, Kind.WIN, moved)
    preferred = {*moved, *(win.came_from if win is not None else ())}
    chosen = [_latest(readable, kind, preferred) for kind in TOLD]
    parts = [one for one in chosen if one is not None]
    news = [one for one in every if one.about in moved and (one in parts or one.kind is Kind.DIALOGUE)]
    if len(parts) < FEWEST_PARTS or not news:
        return None
    return _Way(parts, max(one.on for one in news))


def _latest(stops_: Sequence[Stop], kind: Kind, preferred: Collection[About]) -> Stop | None:
    """Return the thing of a kind to be told: one of those preferred before others, then the latest."""
    of_kind = [one for one in stops_ if one.kind is kind]
    return max(of_kind, key=lambda one: (one.about in preferred, one.on, one.id), default=None)


def _is_of(tx: Transaction, circle: Circle, stop: Stop) -> bool:
    """Say whether a thing is this circle's: a win that came of its voice can be another one's."""
    return stop.kind is not Kind.WIN or tx.session.get_one(Win, stop.id).circle_id == circle.id


def _told_before(tx: Transaction, circle: Circle) -> set[About]:
    """Return what stood in the stories of the last letters."""
    last = (
        select(Letter.holds)
        .where(Letter.workspace_id == tx.workspace.id, Letter.circle_id == circle.id)
        .order_by(Letter.until.desc(), Letter.id)
        .limit(NOT_AGAIN_FOR)
    )
    held = [Held.read(one) for holds in tx.session.scalars(last) for one in holds]
    return {one.about for one in held if one.part is Part.STORY}
