"""Changes: the improvements of a period and what was measured, before and after, as people wrote it down.

A change is computed where both are numbers; its sign is what the subtraction gives, wherever it points.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from bot.reports.period import Period
from bot.transaction import Transaction
from models import Circle, Improvement, Measurement, Win

STATES = ("open", "doing", "done", "released")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
LARGEST = Decimal(10) ** 15


@dataclass(frozen=True)
class Improved:
    """An improvement that was decided in the period."""

    id: str
    what: str
    when_then: str | None
    helps: str | None
    state: str
    """As it stands now: one of `STATES`."""


@dataclass(frozen=True)
class Change:
    """Something that was measured before and after."""

    source: str
    """`win:<id>` or `improvement:<id>`: where it is written down."""
    what: str
    before: str
    after: str
    unit: str | None
    measure: str | None = None
    """What was measured of an improvement; a win says it in its own words."""

    @property
    def numbers(self) -> tuple[Decimal, Decimal] | None:
        """Return both as numbers; None where one of them is words."""
        before, after = number(self.before), number(self.after)
        return None if before is None or after is None else (before, after)


@dataclass(frozen=True)
class Told:
    """A win as it was posted."""

    id: str
    headline: str
    kind: str


def improvements(tx: Transaction, circle: Circle, period: Period) -> list[Improved]:
    """Return what was decided in a period, in order."""
    begin, end = period.bounds(circle.tz)
    decided = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.circle_id == circle.id,
        Improvement.state.in_(STATES),
        Improvement.decided_at >= begin,
        Improvement.decided_at < end,
    )
    return [
        Improved(one.id, one.what, one.when_then, one.helps, one.state)
        for one in tx.session.scalars(decided.order_by(Improvement.decided_at, Improvement.id))
    ]


def wins(tx: Transaction, circle: Circle, period: Period) -> list[Told]:
    """Return the wins that were posted in a period, in order."""
    return [Told(win.id, win.headline, win.kind) for win in _posted(tx, circle, period)]


def measured(tx: Transaction, circle: Circle, period: Period) -> list[Change]:
    """Return what improvements and wins of a period tell with something before and after.

    Of an improvement: its first value and the newest of the period, if that one is not the first.
    """
    return [*_of_improvements(tx, circle, period), *_of_wins(_posted(tx, circle, period))]


def number(text: str) -> Decimal | None:
    """Read a number as people type it: full-width digits, thousands with commas; None if it is none."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("−", "-").strip()
    if not _NUMBER.fullmatch(plain):
        return None
    read = Decimal(plain)
    return read if abs(read) < LARGEST else None


def _of_improvements(tx: Transaction, circle: Circle, period: Period) -> Iterator[Change]:
    noted = (
        select(Improvement, Measurement)
        .join(Measurement, Measurement.improvement_id == Improvement.id)
        .where(
            Improvement.workspace_id == tx.workspace.id,
            Improvement.circle_id == circle.id,
            Improvement.measure.is_not(None),
            Measurement.measured_on < period.end,
        )
        .order_by(Improvement.decided_at, Improvement.id, Measurement.measured_on)
    )
    series: dict[str, tuple[Improvement, list[Measurement]]] = {}
    for improvement, value in tx.session.execute(noted):
        series.setdefault(improvement.id, (improvement, []))[1].append(value)
    for improvement, (first, *_, last) in (
        (one, values) for one, values in series.values() if len(values) > 1
    ):
        if last.measured_on >= period.first:
            yield Change(
                source=f"improvement:{improvement.id}",
                what=improvement.what,
                before=_plain(first.value),
                after=_plain(last.value),
                unit=improvement.measure_unit,
                measure=improvement.measure,
            )


def _plain(value: float) -> str:
    """Return a value as somebody would type it, to the three decimals that are kept."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _posted(tx: Transaction, circle: Circle, period: Period) -> Sequence[Win]:
    begin, end = period.bounds(circle.tz)
    posted = select(Win).where(
        Win.workspace_id == tx.workspace.id,
        Win.circle_id == circle.id,
        Win.posted_at >= begin,
        Win.posted_at < end,
    )
    return tx.session.scalars(posted.order_by(Win.posted_at, Win.id)).all()


def _of_wins(posted: Sequence[Win]) -> Iterator[Change]:
    for win in posted:
        if win.before and win.after:
            yield Change(f"win:{win.id}", win.headline, win.before, win.after, win.unit)
