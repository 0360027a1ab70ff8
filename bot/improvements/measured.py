"""Measured: the values that were written down of an improvement, and the change that they show."""

from sqlalchemy import select

from bot.texts import Words
from bot.transaction import Transaction
from bot.views import measures as views
from bot.views.measures import Direction, Point, Series
from models import Improvement, Measurement, Person


def series(tx: Transaction, improvement: Improvement) -> Series | None:
    """Return the values of an improvement in the order of their days; None: nothing is measured."""
    if improvement.measure is None:
        return None
    written = values(tx, improvement)
    writers = {one.person_id for one in written if one.person_id}
    names = {
        person.id: person.name for person in tx.session.scalars(select(Person).where(Person.id.in_(writers)))
    }
    return Series(
        name=improvement.measure,
        unit=improvement.measure_unit,
        direction=Direction(improvement.measure_direction) if improvement.measure_direction else None,
        points=[Point(one.measured_on, one.value, names.get(one.person_id or "")) for one in written],
    )


def change(tx: Transaction, words: Words, improvement: Improvement) -> str | None:
    """Return in words from which value to which it went, and by how much; None until there are two."""
    shown = series(tx, improvement)
    return views.change(words, shown) if shown is not None else None


def values(tx: Transaction, improvement: Improvement) -> list[Measurement]:
    tx.session.flush()
    found = select(Measurement).where(
        Measurement.workspace_id == tx.workspace.id, Measurement.improvement_id == improvement.id
    )
    return list(tx.session.scalars(found.order_by(Measurement.measured_on)))
