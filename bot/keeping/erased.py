"""What erasing counts, by kind: the report names them, and no text."""

from collections import Counter
from enum import StrEnum


class Kind(StrEnum):
    VOICES = "voices"
    REMARKS = "remarks"
    NOTES = "notes"
    QUESTIONS = "questions"
    """What was to be asked of customers, with the answers."""
    WATCHWORDS = "watchwords"
    USES = "uses"
    """What was noted of how watchwords were used."""
    IDEAS = "ideas"
    """Those that were written; marked ones go with their remarks and notes."""
    WINS = "wins"
    IMPROVEMENTS = "improvements"
    REACTIONS = "reactions"
    SEATS = "seats"
    VOTES = "votes"
    ROLES = "roles"
    """Host, deputy, lead of an improvement, somebody thanked or asked."""
    TIES = "ties"
    """What stays and names nobody any more: voices, wins, proposals, questions."""
    MENTIONS = "mentions"
    ACTS = "acts"
    PRIVATE = "private"
    """Private messages that wait."""
    PROFILE = "profile"
    TRACES = "traces"
    """What is only remembered for a while: the inbox, numbers of private messages, what waits to be sent."""
    FILES = "files"
    """Our own files in Slack."""
    POSTS = "posts"
    """Messages of ours that are taken down."""
    UPDATES = "updates"
    """Messages of ours that are written anew."""
    UNDER_WAY = "under_way"


Counts = Counter[Kind]
