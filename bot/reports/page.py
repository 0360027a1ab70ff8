"""The page of a report: one HTML file that needs nothing else, reads on a phone, on paper, in light and in the dark."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.reports import chart_bonds, chart_changes, chart_flow, chart_pulse, svg
from bot.reports.leaf import Leaf
from bot.reports.palette import DARK, DARK_PAPER, LIGHT, PAPER

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "page.html.j2"
ENCODING = "utf-8"


def html(leaf: Leaf) -> str:
    """Return the page. Whatever people wrote stands in it as text."""
    told = leaf.bond_map
    maps = (
        [
            (title, svg.svg(chart_bonds.table(told.names, threads), title))
            for title, threads in ((told.before_title, told.before), (told.now_title, told.now))
        ]
        if told.names
        else []
    )
    has_chart = leaf.states or any(one.numbers for one in leaf.measured)
    return _template().render(
        leaf=leaf,
        maps=maps,
        legend=[(name, svg.silent(chart_bonds.sample(tie))) for tie, name in told.legend.items()],
        flow=svg.svg(chart_flow.chart(leaf.flow_steps), leaf.flow.description),
        changes=svg.svg(chart_changes.chart(leaf), leaf.changes.description) if has_chart else None,
        pulse=svg.svg(chart_pulse.chart(leaf.pulse_lines), leaf.pulse.description)
        if leaf.pulse is not None and leaf.pulse_lines is not None
        else None,
        light={"paper": PAPER} | LIGHT,
        dark={"paper": DARK_PAPER} | DARK,
        colours=list(LIGHT),
    )


def file_name(leaf: Leaf) -> str:
    return f"{leaf.stem}.html"


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  slow to load, seldom needed

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE)
