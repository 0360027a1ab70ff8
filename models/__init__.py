"""Tables. Models hold no Slack and decide nothing."""

from models.base import Base, new_id
from models.circles import Circle, Host, Room
from models.dialogues import Dialogue, Remark, SeatedVoice, Thread
from models.inbox import Early, Received
from models.outbox import Budget, OutboxRow, Post
from models.people import Person
from models.reactions import Reaction
from models.steps import Step
from models.voices import Voice
from models.watchwords import Watchword
from models.wins import Win
from models.workspaces import Workspace

__all__ = [
    "Base",
    "Budget",
    "Circle",
    "Dialogue",
    "Early",
    "Host",
    "OutboxRow",
    "Person",
    "Post",
    "Reaction",
    "Received",
    "Remark",
    "Room",
    "SeatedVoice",
    "Step",
    "Thread",
    "Voice",
    "Watchword",
    "Win",
    "Workspace",
    "new_id",
]
