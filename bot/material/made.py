"""A file that was made, before anybody has it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """A file."""

    name: str
    content: bytes
    description: str
