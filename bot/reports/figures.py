"""Figures: everything that a report of a circle and a period says, from rows alone, for whoever reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.delivery.outbox import About
from bot.periods import months_before
from bot.pulse import pulse
from bot.reports import bonds, changes, chart_pulse, departments, flow
from bot.reports.bonds import Bond
from bot.reports.changes import Change, Improved, Told
from bot.reports.departments import Grouping
from bot.reports.flow import Flow
from bot.reports.period import Period
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Reader, Seen, Surface
from bot.voices.voice_form import Consent
from models import Circle, Dialogue, Pulse, Watchword


@dataclass(frozen=True)
class Phrase:
    """A watchword that was adopted at a dialogue of the period."""

    id: str
    phrase: str


@dataclass(frozen=True)
class Figures:
    """One report in numbers and in the words of those who wrote them; it names nobody."""

    circle: str
    period: Period
    grouping: Grouping
    before: Sequence[Bond]
    """Of the period before."""
    now: Sequence[Bond]
    flow: Flow
    phrases: Sequence[Phrase]
    kept_back: int
    """Watchwords whose customers' consent keeps them from this reader."""
    improvements: Sequence[Improved]
    changes: Sequence[Change]
    wins: Sequence[Told]
    pulses: Sequence[Pulse]
    """Those of the circle that could be shown, the newest ones that were asked by the end of the period."""
    is_partly_aged: bool
    """Part of it lies so far back that remarks and ideas have reached their age."""

    @property
    def is_empty(self) -> bool:
        return self.flow.is_empty and not self.changes

    @property
    def holds(self) -> list[str]:
        """Return whose words stand in it, as `<kind>:<id>`."""
        held = [
            *(f"watchword:{one.id}" for one in self.phrases),
            *(f"improvement:{one.id}" for one in self.improvements),
            *(f"win:{one.id}" for one in self.wins),
            *(one.source for one in self.changes),
        ]
        return list(dict.fromkeys(held))


def of(
    tx: Transaction, circle: Circle, period: Period, surface: Surface, reader: Reader = Reader.COLLEAGUE
) -> Figures:
    """Return the figures of a circle as this reader may see them there."""
    tx.session.flush()
    grouping = departments.of(tx, circle)
    phrases = _phrases(tx, circle, period)
    seen = [
        Phrase(word.id, word.phrase)
        for word in phrases
        if consent.seen(surface, _bound(tx, word), reader) is not Seen.HIDDEN
    ]
    return Figures(
        circle=circle.name,
        period=period,
        grouping=grouping,
        before=bonds.between(tx, circle, period.before, grouping),
        now=bonds.between(tx, circle, period, grouping),
        flow=flow.of(tx, circle, period),
        phrases=seen,
        kept_back=len(phrases) - len(seen),
        improvements=changes.improvements(tx, circle, period),
        changes=changes.measured(tx, circle, period),
        wins=changes.wins(tx, circle, period),
        pulses=_pulses(tx, circle, period),
        is_partly_aged=_is_partly_aged(tx, circle, period.before),
    )


def _pulses(tx: Transaction, circle: Circle, period: Period) -> Sequence[Pulse]:
    _, end = period.bounds(circle.tz)
    return [one for one in pulse.shown(tx, circle) if one.asked_at < end][-chart_pulse.AT_MOST :]


def _phrases(tx: Transaction, circle: Circle, period: Period) -> Sequence[Watchword]:
    begin, end = period.bounds(circle.tz)
    adopted = (
        select(Watchword)
        .join(Dialogue, Dialogue.id == Watchword.dialogue_id)
        .where(
            Watchword.workspace_id == tx.workspace.id,
            Watchword.state == "adopted",
            Watchword.joined_to_id.is_(None),
            Dialogue.circle_id == circle.id,
            Dialogue.state == "closed",
            Dialogue.started_at >= begin,
            Dialogue.started_at < end,
        )
    )
    return tx.session.scalars(adopted.order_by(Dialogue.started_at, Watchword.id)).all()


def _bound(tx: Transaction, word: Watchword) -> str:
    """Return the consent a phrase is bound to; what colleagues said stays inside."""
    return consent.of(tx, About(word.about_kind, word.about_id)) or Consent.INSIDE


def _is_partly_aged(tx: Transaction, circle: Circle, earliest: Period) -> bool:
    """Say whether remarks of a dialogue that a report looks back on have gone with their age."""
    months = tx.periods.remarks
    if months <= 0:
        return False
    begin, _ = earliest.bounds(circle.tz)
    old = select(Dialogue.id).where(
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id == circle.id,
        Dialogue.state == "closed",
        Dialogue.started_at >= begin,
        Dialogue.closed_at < months_before(tx.now, months),
    )
    return tx.session.scalars(old.limit(1)).first() is not None
