"""How measures look: a chart of bars in plain text, the question some weeks later, and the forms.

Each line of the chart says day, value and change before its bar, so that it reads well aloud and without the bars.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.improvements.improvement_form import LONGEST, UNIT_CHARACTERS, MeasureForm
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms
from bot.views.circles import SHOWN_NAME

BAR_CELLS = 10
"""With day and value in front of it a line fits a phone of 360 px."""
CELL = "\u2588"
SHOWN_POINTS = 8
NUMBER_CHARACTERS = 30
BUTTON_CHARACTERS = 75


class MeasureAction(StrEnum):
    SETTLE = "improvement.measure"
    NOTE = "improvement.value"
    SAME = "improvement.same"


class Direction(StrEnum):
    """Which way is hoped for."""

    LESS = "less"
    MORE = "more"


@dataclass(frozen=True)
class Point:
    day: date
    value: float
    who: str | None
    """The name of who wrote it down, where Slack tells it."""


@dataclass(frozen=True)
class Series:
    name: str
    unit: str | None
    direction: Direction | None
    points: Sequence[Point]
    """In the order of their days."""


def chart(words: Words, series: Series) -> str:
    """Return the values as lines of plain text: the first one and the newest, what lies between left out if need be."""
    return "\n".join(_chart(words, series))


def change(words: Words, series: Series) -> str | None:
    """Return the first and the newest value, and by how much they differ, whichever way; None until there are two."""
    if len(series.points) < 2:
        return None
    first, last = series.points[0].value, series.points[-1].value
    by = words.change(first, last)
    return words(
        "measured-change",
        name=series.name,
        before=in_unit(words, first, series.unit),
        after=in_unit(words, last, series.unit),
        change=words("measured-in-unit", value=by, unit=series.unit) if series.unit else by,
    )


def bar(value: float, largest: float) -> str:
    """Return the bar of a value, as long as its share of the largest one; what is not zero is seen."""
    if not value or not largest:
        return ""
    return CELL * max(1, round(BAR_CELLS * min(1.0, abs(value) / largest)))


def in_unit(words: Words, value: float, unit: str | None) -> str:
    shown = words.number(value)
    return words("measured-in-unit", value=shown, unit=unit) if unit else shown


def asked(words: Words, improvement_id: str, what: str, weeks: int, series: Series | None) -> Message:
    """Ask for a value, some weeks after an improvement was done."""
    text = words("measured-asked", improvement=what, weeks=weeks)
    blocks: list[Block] = [forms.said(text)]
    if series is not None:
        blocks.append(forms.said(chart(words, series)))
    return Message(escape(text), [*blocks, buttons(words, improvement_id, series)])


def noted(words: Words, what: str, series: Series) -> Message:
    """Say that a value was received, with all of them."""
    text = words("measured-noted", improvement=what)
    return Message(escape(text), [forms.said(text), forms.said(chart(words, series))])


def buttons(words: Words, improvement_id: str, series: Series | None) -> Block:
    """Return the buttons of a measure: a value, the same as before, or what is measured."""
    if series is None:
        settle = ButtonElement(
            text=words("measured-settle-button"), action_id=MeasureAction.SETTLE, value=improvement_id
        )
        return ActionsBlock(elements=[settle])
    elements = [
        ButtonElement(text=words("measured-note-button"), action_id=MeasureAction.NOTE, value=improvement_id)
    ]
    if series.points:
        last = in_unit(words, series.points[-1].value, series.unit)
        same = escape(shorten(words("measured-same-button", value=last), BUTTON_CHARACTERS, escaped=True)[0])
        elements.append(ButtonElement(text=same, action_id=MeasureAction.SAME, value=improvement_id))
    change = words("measured-change-button")
    elements.append(ButtonElement(text=change, action_id=MeasureAction.SETTLE, value=improvement_id))
    return ActionsBlock(elements=elements)


def settle_form(words: Words, filled: MeasureForm, metadata: str, *, has_values: bool) -> View:
    directions = {one.value: words(f"measured-direction-{one}") for one in Direction}
    blocks: list[Block] = [
        forms.text_field(
            "measure",
            words("measured-label"),
            filled=filled.measure,
            hint=words("measured-hint"),
            longest=LONGEST["measure"],
            is_optional=False,
        ),
        forms.text_field("unit", words("measured-unit-label"), filled=filled.unit, longest=UNIT_CHARACTERS),
        forms.choice_field("direction", words("measured-direction-label"), directions, filled.direction),
    ]
    if not has_values:
        first = words("measured-first-label")
        hint = words("measured-first-hint")
        blocks.append(forms.text_field("first", first, hint=hint, longest=NUMBER_CHARACTERS))
    return forms.form(
        words,
        MeasureAction.SETTLE,
        title=words("measured-title"),
        submit=words("lead-keep"),
        metadata=metadata,
        blocks=blocks,
    )


def value_form(words: Words, name: str, today: date, metadata: str) -> View:
    label = words("measured-value-label")
    blocks: list[Block] = [
        forms.said(name),
        forms.text_field(
            "value", label, hint=words("measured-value-hint"), longest=NUMBER_CHARACTERS, is_optional=False
        ),
        forms.date_field("measured_on", words("measured-day-label"), today),
    ]
    return forms.form(
        words,
        MeasureAction.NOTE,
        title=words("measured-title"),
        submit=words("lead-keep"),
        metadata=metadata,
        blocks=blocks,
    )


def kept(words: Words, series: Series | None) -> View:
    """Show in the place of a form what is kept."""
    shown: list[Block] = [forms.said(chart(words, series))] if series is not None else []
    return forms.told(words, title=words("measured-title"), blocks=[forms.ours(words("lead-kept")), *shown])


def _chart(words: Words, series: Series) -> Iterator[str]:
    yield series.name
    if series.direction is not None:
        yield words(f"measured-hoped-{series.direction}")
    if not series.points:
        yield words("measured-no-values")
        return
    largest = max(abs(point.value) for point in series.points)
    shown = list(series.points)
    left_out = len(shown) - SHOWN_POINTS
    if left_out > 0:
        shown = [shown[0], *shown[-(SHOWN_POINTS - 1) :]]
    for number, point in enumerate(shown):
        if number == 1 and left_out > 0:
            yield words("measured-left-out", count=left_out)
        yield _line(words, series, point, largest, is_first=number == 0)
    changed = change(words, series)
    if changed is not None:
        yield changed


def _line(words: Words, series: Series, point: Point, largest: float, *, is_first: bool) -> str:
    value = in_unit(words, point.value, series.unit)
    who = shorten(point.who, SHOWN_NAME)[0] if point.who else words("somebody")
    key = "measured-line-first" if is_first else "measured-line"
    line = words(key, day=words.date(point.day), value=value, who=who)
    drawn = bar(point.value, largest)
    return f"{line}\n{drawn}" if drawn else line
