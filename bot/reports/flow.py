"""Flow: the voices of a period and what came of them, by the ties of the trail (`bot.trail.trail`).

A voice counts as heard with the dialogue that heard it, so long as it was not withdrawn. Something came of it when it
stands by that voice, or by the whole table of that dialogue: a watchword or an idea; an improvement that was decided; a
win that says so of its origin. How much there is of each is counted beside.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from bot.delivery.outbox import About
from bot.reports.period import Period
from bot.transaction import Transaction
from models import Circle, Dialogue, Idea, Improvement, Note, SeatedVoice, Voice, Watchword, Win

Table = dict[str, set[str]]
"""By dialogue: the voices it heard."""


@dataclass(frozen=True)
class Flow:
    """How many voices came so far, and how many things there are; all of one circle and period."""

    brought: int
    """Voices that were brought to the circle."""
    dialogues: int
    heard: int
    """Voices that were heard, those among them that say the same counted each."""
    with_words: int
    """Of these: of which a watchword or an idea came."""
    with_improvement: int
    with_win: int
    watchwords: int
    ideas: int
    improvements: int
    done: int
    """Improvements that are done by now."""
    wins: int
    """Wins that were posted, whether or not they say where they come from."""

    @property
    def is_empty(self) -> bool:
        return not (self.brought or self.dialogues or self.improvements or self.wins)


def of(tx: Transaction, circle: Circle, period: Period) -> Flow:
    """Return the flow of a circle in a period."""
    tx.session.flush()
    begin, end = period.bounds(circle.tz)
    tables = _tables(tx, circle, begin, end)
    heard = set().union(*tables.values()) if tables else set()
    words, improved, won = (_Reached(tx, tables) for _ in range(3))
    watchwords, ideas = words.watchwords(), words.ideas()
    improved.improvements()
    won.wins()
    decided = _decided(tx, circle, begin, end)
    return Flow(
        brought=_brought(tx, circle, begin, end),
        dialogues=len(tables),
        heard=len(heard),
        with_words=len(words.voices),
        with_improvement=len(improved.voices),
        with_win=len(won.voices),
        watchwords=watchwords,
        ideas=ideas,
        improvements=len(decided),
        done=sum(state == "done" for state in decided),
        wins=_count_wins(tx, circle, begin, end),
    )


def _tables(tx: Transaction, circle: Circle, begin: datetime, end: datetime) -> Table:
    held = (
        select(Dialogue.id, Voice.id)
        .outerjoin(SeatedVoice, SeatedVoice.dialogue_id == Dialogue.id)
        .outerjoin(
            Voice,
            and_(
                func.coalesce(Voice.joined_to_id, Voice.id) == SeatedVoice.voice_id,
                Voice.workspace_id == tx.workspace.id,
                Voice.state == "heard",
            ),
        )
        .where(
            Dialogue.workspace_id == tx.workspace.id,
            Dialogue.circle_id == circle.id,
            Dialogue.state == "closed",
            Dialogue.started_at >= begin,
            Dialogue.started_at < end,
        )
    )
    tables: Table = defaultdict(set)
    for dialogue_id, voice_id in tx.session.execute(held):
        tables[dialogue_id] |= {voice_id} if voice_id else set()
    return dict(tables)


class _Reached:
    """Which of the heard voices something came of."""

    def __init__(self, tx: Transaction, tables: Table) -> None:
        self.tx, self.tables = tx, tables
        self.voices: set[str] = set()
        self._same = self._joined()

    def watchwords(self) -> int:
        """Follow the adopted ones: each stands by the voice it is of, or that a note was about, else by the table.

        Return how many there are; those that say nearly the same are one.
        """
        adopted = (
            select(Watchword, Note.voice_id)
            .outerjoin(Note, and_(Watchword.about_kind == "note", Note.id == Watchword.about_id))
            .where(
                Watchword.workspace_id == self.tx.workspace.id,
                Watchword.dialogue_id.in_(self.tables),
                Watchword.state == "adopted",
            )
        )
        found = self.tx.session.execute(adopted).all()
        for word, noted_id in found:
            self._came(word.dialogue_id, word.about_id if word.about_kind == "voice" else noted_id)
        return sum(word.joined_to_id is None for word, _ in found)

    def ideas(self) -> int:
        noticed = select(Idea.dialogue_id, Idea.voice_id).where(
            Idea.workspace_id == self.tx.workspace.id, Idea.dialogue_id.in_(self.tables)
        )
        found = self.tx.session.execute(noticed).all()
        for dialogue_id, voice_id in found:
            self._came(dialogue_id, voice_id)
        return len(found)

    def improvements(self) -> None:
        decided = select(Improvement.dialogue_id).where(
            Improvement.workspace_id == self.tx.workspace.id,
            Improvement.dialogue_id.in_(self.tables),
            Improvement.state != "proposed",
        )
        for dialogue_id in filter(None, self.tx.session.scalars(decided)):
            self._came(dialogue_id, None)

    def wins(self) -> None:
        """A win says its origin; that of a watchword, an idea or an improvement leads on to a table."""
        told = select(Win.origin_kind, Win.origin_id).where(
            Win.workspace_id == self.tx.workspace.id,
            Win.origin_id.is_not(None),
        )
        origins = {About(kind, id_) for kind, id_ in self.tx.session.execute(told) if kind and id_}
        for dialogue_id, voices in self.tables.items():
            if About("dialogue", dialogue_id) in origins:
                self._came(dialogue_id, None)
            self.voices |= {voice_id for voice_id in voices if About("voice", voice_id) in origins}
        for dialogue_id, voice_id in self._led_on(origins):
            self._came(dialogue_id, voice_id)

    def _led_on(self, origins: set[About]) -> Iterable[tuple[str, str | None]]:
        here = {kind: [one.id for one in origins if one.kind == kind] for kind in _BETWEEN}
        words = (
            select(Watchword.dialogue_id, func.coalesce(Note.voice_id, Voice.id))
            .outerjoin(Note, and_(Watchword.about_kind == "note", Note.id == Watchword.about_id))
            .outerjoin(Voice, and_(Watchword.about_kind == "voice", Voice.id == Watchword.about_id))
            .where(Watchword.workspace_id == self.tx.workspace.id, Watchword.id.in_(here["watchword"]))
        )
        ideas = select(Idea.dialogue_id, Idea.voice_id).where(
            Idea.workspace_id == self.tx.workspace.id, Idea.id.in_(here["idea"])
        )
        improved = select(Improvement.dialogue_id).where(
            Improvement.workspace_id == self.tx.workspace.id, Improvement.id.in_(here["improvement"])
        )
        for asked in (words, ideas) if here["watchword"] or here["idea"] else ():
            yield from ((dialogue_id, voice_id) for dialogue_id, voice_id in self.tx.session.execute(asked))
        if here["improvement"]:
            yield from (
                (dialogue_id, None) for dialogue_id in self.tx.session.scalars(improved) if dialogue_id
            )

    def _came(self, dialogue_id: str, voice_id: str | None) -> None:
        table = self.tables.get(dialogue_id, set())
        self.voices |= table if voice_id is None else table & self._same.get(voice_id, {voice_id})

    def _joined(self) -> dict[str, set[str]]:
        """Return for each voice on a table all that were heard as one with it."""
        ids = set().union(*self.tables.values()) if self.tables else set()
        one = func.coalesce(Voice.joined_to_id, Voice.id)
        found: dict[str, set[str]] = defaultdict(set)
        same = select(one, Voice.id).where(Voice.workspace_id == self.tx.workspace.id, Voice.id.in_(ids))
        for seated_id, voice_id in self.tx.session.execute(same):
            found[seated_id].add(voice_id)
        return found


_BETWEEN = ("watchword", "idea", "improvement")


def _brought(tx: Transaction, circle: Circle, begin: datetime, end: datetime) -> int:
    """Count what was brought to this circle, and what was brought to none and heard here."""
    heard_here = (
        select(SeatedVoice.voice_id)
        .join(Dialogue, Dialogue.id == SeatedVoice.dialogue_id)
        .where(
            Dialogue.workspace_id == tx.workspace.id,
            Dialogue.circle_id == circle.id,
            Dialogue.state == "closed",
        )
    )
    seated_id = func.coalesce(Voice.joined_to_id, Voice.id)
    brought = select(func.count(Voice.id)).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.state != "withdrawn",
        or_(Voice.circle_id == circle.id, and_(Voice.circle_id.is_(None), seated_id.in_(heard_here))),
        Voice.brought_at >= begin,
        Voice.brought_at < end,
    )
    return tx.session.scalar(brought) or 0


def _decided(tx: Transaction, circle: Circle, begin: datetime, end: datetime) -> Sequence[str]:
    """Return how the improvements stand that were decided then."""
    decided = select(Improvement.state).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.circle_id == circle.id,
        Improvement.state != "proposed",
        Improvement.decided_at >= begin,
        Improvement.decided_at < end,
    )
    return tx.session.scalars(decided).all()


def _count_wins(tx: Transaction, circle: Circle, begin: datetime, end: datetime) -> int:
    posted = select(func.count(Win.id)).where(
        Win.workspace_id == tx.workspace.id,
        Win.circle_id == circle.id,
        Win.posted_at >= begin,
        Win.posted_at < end,
    )
    return tx.session.scalar(posted) or 0
