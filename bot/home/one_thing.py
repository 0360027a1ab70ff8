"""One thing to do next: what a host's home shows of each circle they host, by one short rule.

The first of these that is so, the most urgent first; docs/hosts.md tells hosts the same:

1. a room was lost: how to bring it back
2. a dialogue is open: where its time is held
3. the circle has come round: choose whether it goes on
4. fewer voices than wanted are there for the next dialogue: bring one
5. nobody leads a small improvement that was begun with: ask somebody
6. the circle is paused, and nobody has said until when: how it goes on
7. the circle has closed: it can be opened again
8. nothing: all is well as it is
"""

from dataclasses import dataclass
from enum import StrEnum


class Thing(StrEnum):
    ROOM = "room"
    SITTING = "sitting"
    ROUND = "round"
    VOICES = "voices"
    LEAD = "lead"
    PAUSE = "pause"
    OVER = "over"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Facts:
    """What the rule looks at."""

    has_lost_room: bool = False
    is_open: bool = False
    has_come_round: bool = False
    """Its last sitting is over, and its hosts have yet to choose whether it goes on."""
    is_paused: bool = False
    is_closed: bool = False
    sits_next: bool = False
    """It has an hour for its next dialogue."""
    voices_wanted: int = 0
    voices_there: int = 0
    """Laid out for the next dialogue, or waiting for it."""
    has_unled: bool = False
    """An improvement is under way that nobody leads or has been asked to."""


def choose(facts: Facts) -> Thing:
    """Return what comes first."""
    by_urgency = (
        (Thing.ROOM, facts.has_lost_room),
        (Thing.SITTING, facts.is_open),
        (Thing.ROUND, facts.has_come_round),
        (Thing.VOICES, facts.sits_next and facts.voices_there < facts.voices_wanted),
        (Thing.LEAD, facts.has_unled),
        (Thing.PAUSE, facts.is_paused),
        (Thing.OVER, facts.is_closed),
    )
    return next((thing for thing, is_so in by_urgency if is_so), Thing.NOTHING)
