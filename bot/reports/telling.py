"""Telling: a report's figures in the words of a language."""

import re
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.plaintext import shorten
from bot.pulse import pulse
from bot.reports import pulse_sheet
from bot.reports.bonds import Group, Tie
from bot.reports.changes import STATES, Change
from bot.reports.departments import SMALLEST_GROUP
from bot.reports.figures import Figures
from bot.reports.leaf import (
    DESCRIPTION_CHARACTERS,
    BondMap,
    FlowStep,
    Improvement,
    Leaf,
    Measured,
    Section,
    State,
    Thread,
)
from bot.reports.period import MONTHS_IN, Period
from bot.texts import Words
from bot.transaction import Transaction

STEM_CHARACTERS = 24
LINE_FROM = 2
"""So many pulses make a line."""
TIES = {Tie.TALKED: "talked", Tie.QUOTED: "quoted", Tie.TOOK_ON: "took-on"}


def tell(tx: Transaction, figures: Figures, said: Words, tz: str) -> Leaf:
    """Return the leaf of these figures, made now."""
    title, when = said("report-title", circle=figures.circle), period(said, figures.period)
    steps = list(_steps(figures, said))
    measured = [_measured(change, said) for change in figures.changes]
    states = list(_states(figures, said))
    bond_map = _bond_map(figures, said)
    days = [one.asked_at.astimezone(ZoneInfo(tz)).date() for one in figures.pulses]
    line = pulse.lines(figures.pulses) if len(days) >= LINE_FROM else []
    return Leaf(
        language=said.language,
        title=title,
        period=when,
        badge=said("material-inside"),
        standing=said("report-made", moment=said.moment(tx.now, tz)),
        stem=_stem(said, figures),
        empty=said("report-empty", period=when) if figures.is_empty else None,
        notes=_notes(tx, figures, said),
        bonds=_section(said, "bonds", [title, when], _spoken_bonds(bond_map, said)),
        bond_map=bond_map,
        flow=_section(said, "flow", [title, when], _spoken_flow(steps, said)),
        flow_steps=steps,
        changes=_section(said, "changes", [title, when], _spoken_changes(states, measured, said)),
        states=states,
        measured=measured,
        before_after=(said("report-before-bar"), said("report-after-bar")),
        measured_columns=(
            said("report-column-measured"),
            said("report-before-bar"),
            said("report-after-bar"),
            said("report-column-change"),
        ),
        no_changes=said("report-no-changes"),
        improvements=list(_improvements(figures, said)),
        improvements_title=said("report-improvements"),
        phrases=[one.phrase for one in figures.phrases],
        phrases_title=said("report-phrases"),
        wins=[one.headline for one in figures.wins],
        wins_title=said("report-wins"),
        pulse=pulse_sheet.section(said, title, days, line) if line else None,
        pulse_lines=pulse_sheet.told(said, days, line) if line else None,
        how=[
            said(f"report-how-{name}") for name in ("talked", "quoted", "took-on", "flow", "change", "people")
        ],
        how_title=said("report-how"),
        footer=said("material-footer"),
    )


def period(said: Words, asked: Period) -> str:
    """Return a period in words."""
    if asked.months == MONTHS_IN["month"]:
        return said.month(asked.first)
    if asked.months == MONTHS_IN["year"]:
        return said("report-year", year=str(asked.first.year))
    first, last = (format_date(day, "MMM", locale=said.language) for day in (asked.first, asked.last))
    quarter = str((asked.first.month + 2) // 3)
    return said("report-quarter", year=str(asked.first.year), quarter=quarter, first=first, last=last)


def _section(said: Words, name: str, where: Sequence[str], spoken: Sequence[str]) -> Section:
    title = said(f"report-{name}")
    whole = "\n".join([said("report-spoken", title=where[0], period=where[1], section=title), *spoken])
    return Section(
        title=title,
        lead=said(f"report-{name}-lead"),
        description=shorten(whole, DESCRIPTION_CHARACTERS)[0],
    )


# Bonds


def _bond_map(figures: Figures, said: Words) -> BondMap:
    groups: list[Group] = list(figures.grouping.apart)
    if figures.grouping.together:
        groups.append(None)
    names = [said("report-together") if group is None else group for group in groups]
    before, now = (
        [
            Thread(one=groups.index(bond.one), other=groups.index(bond.other), tie=bond.tie, times=bond.times)
            for bond in bonds
        ]
        for bonds in (figures.before, figures.now)
    )
    return BondMap(
        names=names if figures.grouping.are_shown else [],
        before_title=said("report-before", period=period(said, figures.period.before)),
        now_title=said("report-now", period=period(said, figures.period)),
        before=before,
        now=now,
        legend={tie: said(f"report-tie-{name}") for tie, name in TIES.items()},
        rows=_rows(names, before, now, said),
        columns=(
            said("report-column-between"),
            said("report-column-before"),
            said("report-column-now"),
        ),
        notes=list(_bond_notes(figures, said)),
    )


def _rows(
    names: Sequence[str], before: Sequence[Thread], now: Sequence[Thread], said: Words
) -> list[tuple[str, str, str]]:
    pairs = sorted({(one.one, one.other) for one in (*before, *now)})
    return [
        (
            said("report-pair", one=names[one], other=names[other]),
            _ties([thread for thread in before if (thread.one, thread.other) == (one, other)], said),
            _ties([thread for thread in now if (thread.one, thread.other) == (one, other)], said),
        )
        for one, other in pairs
    ]


def _ties(threads: Sequence[Thread], said: Words) -> str:
    told = [said(f"report-tie-{TIES[one.tie]}-times", count=one.times) for one in threads]
    return said("list-separator").join(told) or said("report-none")


def _bond_notes(figures: Figures, said: Words) -> Iterator[str]:
    grouping = figures.grouping
    if not grouping.are_shown:
        yield said("report-no-groups", people=SMALLEST_GROUP)
        return
    if not figures.now:
        yield said("report-no-bonds")
    if grouping.together:
        together = said("list-separator").join(grouping.together)
        yield said("report-together-note", departments=together, people=SMALLEST_GROUP)


def _spoken_bonds(bond_map: BondMap, said: Words) -> list[str]:
    return [
        *(
            said("report-bond-spoken", pair=pair, before=before, now=now)
            for pair, before, now in bond_map.rows
        ),
        *bond_map.notes,
    ]


# Flow


def _steps(figures: Figures, said: Words) -> Iterator[FlowStep]:
    flow = figures.flow
    yield _step(said, "brought", flow.brought)
    yield _step(said, "heard", flow.heard, dialogues=flow.dialogues)
    yield _step(said, "words", flow.with_words, watchwords=flow.watchwords, ideas=flow.ideas)
    yield _step(said, "improvement", flow.with_improvement, improvements=flow.improvements, done=flow.done)
    yield _step(said, "win", flow.with_win, wins=flow.wins)


def _step(said: Words, name: str, voices: int, **counts: int) -> FlowStep:
    more = said(f"report-flow-{name}-more", **counts)
    return FlowStep(name=said(f"report-flow-{name}"), more=more, voices=voices)


# Changes


def _measured(change: Change, said: Words) -> Measured:
    numbers = change.numbers
    before, after = (float(one) for one in numbers) if numbers else (0.0, 0.0)
    shown = (said.number(before), said.number(after)) if change.measure else (change.before, change.after)
    return Measured(
        what=said("report-measured", what=change.what, measure=change.measure)
        if change.measure
        else change.what,
        before=_in_unit(said, shown[0], change.unit),
        after=_in_unit(said, shown[1], change.unit),
        change=_in_unit(said, said.change(before, after), change.unit) if numbers else None,
        numbers=(before, after) if numbers else None,
    )


def _in_unit(said: Words, value: str, unit: str | None) -> str:
    return said("report-in-unit", value=value, unit=unit) if unit else value


def _spoken_flow(steps: Sequence[FlowStep], said: Words) -> list[str]:
    return [said("report-step-spoken", name=one.name, count=one.voices, more=one.more) for one in steps]


def _states(figures: Figures, said: Words) -> Iterator[State]:
    """Yield how many improvements stand in each state that there is."""
    for state in STATES:
        count = sum(one.state == state for one in figures.improvements)
        if count:
            yield State(name=said(f"export-state-{state}"), count=count)


def _improvements(figures: Figures, said: Words) -> Iterator[Improvement]:
    for one in figures.improvements:
        more = _more(said, one.when_then, one.helps)
        yield Improvement(what=one.what, more=more, state=said(f"export-state-{one.state}"))


def _spoken_changes(states: Sequence[State], measured: Sequence[Measured], said: Words) -> list[str]:
    spoken = [said("report-state-spoken", name=one.name, count=one.count) for one in states]
    spoken += [
        said("report-change-spoken", what=one.what, before=one.before, after=one.after, change=one.change)
        if one.change
        else said("report-words-spoken", what=one.what, before=one.before, after=one.after)
        for one in measured
    ]
    return spoken or [said("report-no-changes")]


def _more(said: Words, when_then: str | None, helps: str | None) -> list[str]:
    told = []
    if when_then:
        told.append(said("report-when", when=when_then))
    if helps:
        told.append(said("report-helps", helps=helps))
    return told


# The rest


def _notes(tx: Transaction, figures: Figures, said: Words) -> list[str]:
    notes = []
    if figures.is_partly_aged:
        notes.append(said("report-aged", months=tx.periods.remarks))
    if figures.kept_back:
        notes.append(said("report-kept-back", count=figures.kept_back))
    return notes


def _stem(said: Words, figures: Figures) -> str:
    """Return a file's name that every system takes."""
    letters = re.sub(r"[\W_]+", "-", figures.circle)[:STEM_CHARACTERS].strip("-")
    return "-".join(filter(None, (said("report-file"), letters, figures.period.name)))
