"""What is looked for, and a place where it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    CARD = "card"
    ACCOUNT = "account"
    MY_NUMBER = "my_number"
    IDENTIFIER = "identifier"
    """Of an order, a member, a parcel: what leads to a person in somebody's books."""
    BIRTH_DATE = "birth_date"
    HANDLE = "handle"


BESIDES_NAMES = frozenset(Kind) - {Kind.NAME, Kind.HANDLE}
"""For what colleagues write about their own work: who did it is told on purpose."""


@dataclass(frozen=True, order=True)
class Span:
    """A place in a text (`end` exclusive)."""

    start: int
    end: int
    kind: Kind
