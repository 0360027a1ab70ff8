"""The buttons of seats by their action ids: cards, invitations and private notes all show them."""

from enum import StrEnum


class SeatAction(StrEnum):
    TAKE = "seat.take"
    LEAVE = "seat.leave"
    CATCH_UP = "seat.catch_up"
    QUESTION = "seat.question"
    """A link; pressing it is only acked."""
    TRY = "note.try"
