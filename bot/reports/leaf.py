"""A leaf: a report in the words of one language, plain text throughout. Page and pictures are made of it alone."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from bot.reports.bonds import Tie

DESCRIPTION_CHARACTERS = 1000
"""https://docs.slack.dev/reference/methods/files.getUploadURLExternal: `alt_txt`."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Thread(Frozen):
    """A bond between two seats of the table, by their places."""

    one: int
    other: int
    tie: Tie
    times: int


class BondMap(Frozen):
    names: Sequence[str]
    """The groups round the table, in order; empty where there are not two that may be shown."""
    before_title: str
    now_title: str
    before: Sequence[Thread]
    now: Sequence[Thread]
    legend: dict[Tie, str]
    rows: Sequence[tuple[str, str, str]]
    """Which two, what bound them before, and what now."""
    columns: tuple[str, str, str]
    notes: Sequence[str]


class FlowStep(Frozen):
    name: str
    more: str
    """What stands beside its number."""
    voices: int


class State(Frozen):
    name: str
    count: int


class Measured(Frozen):
    """Something before and after. Of words the numbers are None, and nothing was computed."""

    what: str
    before: str
    after: str
    change: str | None
    numbers: tuple[float, float] | None


class Improvement(Frozen):
    what: str
    more: Sequence[str]
    state: str


class Section(Frozen):
    title: str
    lead: str
    description: str
    """The whole of it for who listens instead of looking."""


class PulseLine(Frozen):
    """One question of the pulse over time."""

    question: str
    tenths: Sequence[int | None]
    """The average steps in tenths, 10 to 50; None where too few answered it."""
    shown: Sequence[str]
    """The same as people read it."""


class PulseLines(Frozen):
    days: Sequence[str]
    """When each pulse was asked, the newest last."""
    lines: Sequence[PulseLine]
    least: str
    most: str
    """What the lowest and the highest step are called."""
    column: str


class PulseSheet(Frozen):
    """The pulse as a picture of its own."""

    title: str
    period: str
    badge: str
    standing: str
    footer: str
    stem: str
    section: Section
    pulse: PulseLines


class Leaf(Frozen):
    language: str
    title: str
    period: str
    badge: str
    """社内限り: what colleagues said and did is for inside."""
    standing: str
    """From when and what it was made."""
    stem: str
    """How its files are called, without their endings."""
    empty: str | None
    """Said where nothing happened; then nothing else is shown."""
    notes: Sequence[str]
    bonds: Section
    bond_map: BondMap
    flow: Section
    flow_steps: Sequence[FlowStep]
    changes: Section
    states: Sequence[State]
    """How the improvements stand, those that none stand at left out."""
    measured: Sequence[Measured]
    before_after: tuple[str, str]
    """What the two bars of something measured are called."""
    measured_columns: tuple[str, str, str, str]
    no_changes: str
    improvements: Sequence[Improvement]
    improvements_title: str
    phrases: Sequence[str]
    phrases_title: str
    wins: Sequence[str]
    wins_title: str
    pulse: Section | None = None
    pulse_lines: PulseLines | None = None
    """Where at least two pulses could be shown."""
    how: Sequence[str]
    """How it is counted, and what is never shown."""
    how_title: str
    footer: str
