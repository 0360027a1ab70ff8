"""Tables. Models hold no Slack and decide nothing."""

from models.acts import Act
from models.aliases import Alias, AliasKey, UnderAlias
from models.base import Base, new_id
from models.circles import AskedRoom, Circle, Host, Room, RoomMember
from models.dialogues import RUNNING, Dialogue, Remark, SeatedVoice, Thread
from models.home import HomeChange, OpenedHome
from models.ideas import Idea
from models.improvements import UNDER_WAY, Hand, Improvement, Measurement, Vote
from models.inbox import Early, Received
from models.letters import Letter
from models.my_table import TableAsk, TableSeat
from models.notes import CustomerQuestion, Note
from models.outbox import Budget, OutboxRow, Post
from models.people import Person
from models.private import PrivateDay, PrivateMessage
from models.pulses import Pulse, PulseAnswer, PulseKey
from models.reactions import Reaction
from models.reports import ReportFiles
from models.seats import NudgeMark, Seat
from models.steps import Step
from models.uses import Share, Use
from models.vectors import Vector
from models.voices import Voice
from models.watchwords import ChosenPhrase, Watchword
from models.wins import Win
from models.workspaces import Workspace

__all__ = [
    "RUNNING",
    "UNDER_WAY",
    "Act",
    "Alias",
    "AliasKey",
    "AskedRoom",
    "Base",
    "Budget",
    "ChosenPhrase",
    "Circle",
    "CustomerQuestion",
    "Dialogue",
    "Early",
    "Hand",
    "HomeChange",
    "Host",
    "Idea",
    "Improvement",
    "Letter",
    "Measurement",
    "Note",
    "NudgeMark",
    "OpenedHome",
    "OutboxRow",
    "Person",
    "Post",
    "PrivateDay",
    "PrivateMessage",
    "Pulse",
    "PulseAnswer",
    "PulseKey",
    "Reaction",
    "Received",
    "Remark",
    "ReportFiles",
    "Room",
    "RoomMember",
    "Seat",
    "SeatedVoice",
    "Share",
    "Step",
    "TableAsk",
    "TableSeat",
    "Thread",
    "UnderAlias",
    "Use",
    "Vector",
    "Voice",
    "Vote",
    "Watchword",
    "Win",
    "Workspace",
    "new_id",
]
