"""Agreement: how many people, of how many departments, make a phrase a watchword after its dialogue has closed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """As the operator set it."""

    people: int = 3
    departments: int = 2
