"""Refusals: what Entaku kindly declines, as types with data. The words are in the locales.

Refusal
├── Empty, TooLong           a field of a form
├── NotYours                 only the author or a host may
├── Gone                     no such thing here (or not in this workspace: told alike)
├── Busy                     the records stayed locked; nothing is lost, press again
└── …                        features add theirs beside their operations
"""

from typing import ClassVar


class Refusal(Exception):
    """Raised by an operation; everything it did is rolled back and the person is told why.

    `key` names the text, `field` the field of the form it is shown at (None: as a private note),
    keyword arguments fill the text's places.
    """

    key: ClassVar[str] = "error-unexpected"
    field: str | None = None

    def __init__(self, *, field: str | None = None, **places: str | int) -> None:
        super().__init__(self.key)
        self.field = field if field is not None else type(self).field
        self.places = places


class Empty(Refusal):
    key = "error-empty"


class TooLong(Refusal):
    """Needs `max` and `len`, in characters."""

    key = "error-too-long"


class NotYours(Refusal):
    key = "error-not-yours"


class Gone(Refusal):
    key = "error-gone"


class Closed(Refusal):
    """The dialogue is over. Needs its `date`."""

    key = "error-closed"


class Busy(Refusal):
    key = "error-busy"
