"""A figure: what was measured, beside what it is held against."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    name: str
    measured: str
    floor: str
    aim: str
    is_met: bool
