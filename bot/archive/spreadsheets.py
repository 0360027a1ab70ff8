"""Spreadsheets: what a workspace has, as CSV that any spreadsheet opens, with nobody's name in it.

Without names nobody can be counted. Text from people stays text: a cell that a spreadsheet would take for a formula
begins with an apostrophe.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.delivery.outbox import About
from bot.texts import Words
from bot.transaction import Transaction
from bot.voices import consent
from models import Circle, Dialogue, Improvement, Measurement, Voice, Watchword, Win

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take Japanese for another encoding."""
BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""Full-width signs count in a Japanese Excel."""


def files(tx: Transaction, words: Words) -> Iterator[tuple[str, str]]:
    """Give each file's name and text, its headings in the language of the words."""
    tx.session.flush()
    for name, (columns, rows) in TABLES.items():
        headings = [words(f"export-column-{column}") for column in columns]
        yield f"{name}.csv", sheet(headings, rows(tx, words))


def sheet(headings: Sequence[str], rows: Iterator[Sequence[Any]]) -> str:
    """Return a table as CSV."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell(heading) for heading in headings])
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return BYTE_ORDER_MARK + written.getvalue()


def cell(value: Any) -> str:
    """Return a value as a cell that is never a formula."""
    text = "" if value is None else str(value)
    return (
        f"'{text}"
        if text.startswith(BEGINS_A_FORMULA) or text.lstrip().startswith(BEGINS_A_FORMULA)
        else text
    )


def _voices(tx: Transaction, words: Words) -> Iterator[Sequence[Any]]:
    found = (
        select(Voice, Circle.name)
        .outerjoin(Circle, Circle.id == Voice.circle_id)
        .where(Voice.workspace_id == tx.workspace.id, Voice.state != "withdrawn")
    )
    for voice, circle in tx.session.execute(found.order_by(Voice.brought_at, Voice.id)):
        yield (
            voice.id,
            _day(voice.brought_at),
            words(f"export-state-{voice.state}"),
            voice.quote,
            voice.scene,
            voice.product,
            voice.segment,
            words(f"voice-where-{voice.source}") if voice.source else None,
            voice.said_on,
            words(f"voice-consent-option-{voice.consent}"),
            voice.department,
            circle,
            _day(voice.heard_at),
        )


def _wins(tx: Transaction, words: Words) -> Iterator[Sequence[Any]]:
    found = (
        select(Win, Circle.name)
        .join(Circle, Circle.id == Win.circle_id)
        .where(Win.workspace_id == tx.workspace.id)
    )
    for win, circle in tx.session.execute(found.order_by(Win.posted_at, Win.id)):
        kind = words(f"wins-kind-{win.kind.replace('_', '-')}")
        yield (
            win.id,
            _day(win.posted_at),
            kind,
            win.headline,
            win.before,
            win.after,
            win.unit,
            words(f"wins-over-{win.period}") if win.period else None,
            win.cheers,
            circle,
        )


def _watchwords(tx: Transaction, words: Words) -> Iterator[Sequence[Any]]:
    found = (
        select(Watchword, Circle.name, Dialogue.started_at)
        .join(Circle, Circle.id == Watchword.circle_id)
        .join(Dialogue, Dialogue.id == Watchword.dialogue_id)
        .where(Watchword.workspace_id == tx.workspace.id)
    )
    for word, circle, held_at in tx.session.execute(found.order_by(Watchword.nominated_at, Watchword.id)):
        state = words(f"export-state-{word.state}")
        bound = consent.of(tx, About(word.about_kind, word.about_id))
        kept = words(f"voice-consent-option-{bound}") if bound else None
        yield word.id, _day(held_at), state, word.phrase, word.pins, kept, circle


def _improvements(tx: Transaction, words: Words) -> Iterator[Sequence[Any]]:
    found = (
        select(Improvement, Circle.name, Dialogue.started_at)
        .join(Circle, Circle.id == Improvement.circle_id)
        .outerjoin(Dialogue, Dialogue.id == Improvement.dialogue_id)
        .where(Improvement.workspace_id == tx.workspace.id)
    )
    for one, circle, held_at in tx.session.execute(found.order_by(Improvement.proposed_at, Improvement.id)):
        state = words(f"export-state-{one.state}")
        yield (
            one.id,
            _day(one.proposed_at if one.dialogue_id is None else held_at),
            state,
            one.what,
            one.when_then,
            one.helps,
            one.measure,
            one.due_on,
            one.reason,
            circle,
        )


def _values(tx: Transaction, words: Words) -> Iterator[Sequence[Any]]:
    found = (
        select(Measurement, Improvement, Circle.name)
        .join(Improvement, Improvement.id == Measurement.improvement_id)
        .join(Circle, Circle.id == Improvement.circle_id)
        .where(Measurement.workspace_id == tx.workspace.id)
    )
    for one, of, circle in tx.session.execute(found.order_by(Improvement.id, Measurement.measured_on)):
        hoped = words(f"measured-direction-{of.measure_direction}") if of.measure_direction else None
        value = f"{one.value:.3f}".rstrip("0").rstrip(".")
        yield of.id, one.measured_on, of.what, of.measure, hoped, value, of.measure_unit, circle


def _day(instant: datetime | None) -> str | None:
    return instant.date().isoformat() if instant else None


Rows = Callable[[Transaction, Words], Iterator[Sequence[Any]]]
TABLES: dict[str, tuple[Sequence[str], Rows]] = {
    "voices": (
        (
            *("id", "brought", "state", "quote", "scene", "product", "segment", "source"),
            *("said", "consent", "department", "circle", "heard"),
        ),
        _voices,
    ),
    "wins": (("id", "posted", "kind", "win", "before", "after", "unit", "period", "cheers", "circle"), _wins),
    "watchwords": (("id", "held", "state", "watchword", "pins", "consent", "circle"), _watchwords),
    "improvements": (
        ("id", "held", "state", "improvement", "when", "helps", "measure", "due", "reason", "circle"),
        _improvements,
    ),
    "values": (("id", "measured", "improvement", "measure", "hoped", "value", "unit", "circle"), _values),
}
"""Each file with its columns (`export-column-…` in the locales) and its rows."""
COLUMNS = list(dict.fromkeys(column for columns, _ in TABLES.values() for column in columns))
STATES = ("waiting", "seated", "heard", "nominee", "adopted", "proposed", "open", "doing", "done", "released")
