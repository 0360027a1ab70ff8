"""The line of a pulse over time in the words of a language, for a picture of its own and for the page of a report."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from bot.plaintext import shorten
from bot.reports.leaf import DESCRIPTION_CHARACTERS, PulseLine, PulseLines, PulseSheet, Section
from bot.texts import Words
from bot.views import pulse as views

DAY_PATTERNS = {"ja": "M/d", "en": "d MMM"}


def tell(
    said: Words, circle: str, days: Sequence[date], lines: Sequence[views.Line], *, standing: str
) -> PulseSheet:
    """Return the sheet that a picture is drawn of; it stands by itself."""
    title = said("pulse-sheet-title", circle=circle)
    return PulseSheet(
        title=title,
        period=period(said, days),
        badge=said("material-inside"),
        standing=said("report-made", moment=standing),
        footer=said("material-footer"),
        stem=said("pulse-file"),
        section=section(said, title, days, lines),
        pulse=told(said, days, lines),
    )


def section(said: Words, title: str, days: Sequence[date], lines: Sequence[views.Line]) -> Section:
    spoken = [views.spoken(said, line) for line in lines]
    limits = said("pulse-lead")
    whole = "\n".join([title, period(said, days), *spoken, limits])
    return Section(
        title=said("pulse-section"),
        lead=limits,
        description=shorten(whole, DESCRIPTION_CHARACTERS)[0],
    )


def told(said: Words, days: Sequence[date], lines: Sequence[views.Line]) -> PulseLines:
    """Return the lines as they are drawn, with what each point says."""
    return PulseLines(
        days=[format_date(day, DAY_PATTERNS[said.language], locale=said.language) for day in days],
        lines=[
            PulseLine(
                question=views.question(said, line.question),
                tenths=list(line.averages),
                shown=[views.value(said, one) for one in line.averages],
            )
            for line in lines
        ],
        least=said("pulse-step-1"),
        most=said("pulse-step-5"),
        column=said("pulse-column"),
    )


def period(said: Words, days: Sequence[date]) -> str:
    """Return from when until when, in words."""
    if not days:
        return ""
    first, last = said.month(days[0]), said.month(days[-1])
    return first if first == last else said("pulse-period", first=first, last=last)
