"""Contents: which table is which section of an archive, in the order in which rows lead only to rows before them.

A test compares this with the tables: one of them, or a column, that is neither carried nor left behind fails it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement

import models
from bot.archive import rows
from bot.steps import Name

FORMAT = 3
"""Goes up by one with every change of `rows`."""


@dataclass(frozen=True)
class Section:
    """One table in the file."""

    table: type[models.Base]
    row: type[rows.Row]
    goes_along: ColumnElement[bool] | None = None
    """Which of the workspace's rows; None: all."""
    since: int = 1
    """With which format it came: older archives are without it."""

    @property
    def name(self) -> str:
        return str(self.table.__tablename__)

    @cached_property
    def references(self) -> dict[str, str]:
        """Return the columns that lead to a row of another section, or of its own, with that section's name."""
        return {
            column.name: key.column.table.name
            for column in self.table.__table__.columns
            for key in column.foreign_keys
            if column.name != "workspace_id"
        }


SECTIONS = (
    Section(models.Person, rows.Person),
    Section(models.Circle, rows.Circle),
    Section(models.Room, rows.Room),
    Section(models.RoomMember, rows.RoomMember),
    Section(models.Host, rows.Host),
    Section(models.AskedRoom, rows.AskedRoom, models.AskedRoom.state != "looking"),
    Section(models.Voice, rows.Voice),
    Section(models.Dialogue, rows.Dialogue),
    Section(models.Thread, rows.Thread),
    Section(models.SeatedVoice, rows.SeatedVoice),
    Section(models.Seat, rows.Seat),
    Section(models.Remark, rows.Remark),
    Section(models.Note, rows.Note),
    Section(models.CustomerQuestion, rows.CustomerQuestion),
    Section(models.Reaction, rows.Reaction),
    Section(models.Idea, rows.Idea),
    Section(models.Improvement, rows.Improvement),
    Section(models.Hand, rows.Hand),
    Section(models.Measurement, rows.Measurement),
    Section(models.Watchword, rows.Watchword),
    Section(models.Use, rows.Use),
    Section(models.Share, rows.Share, models.Share.state != "asked"),
    Section(models.ChosenPhrase, rows.ChosenPhrase),
    Section(models.Win, rows.Win),
    Section(models.Pulse, rows.Pulse, since=3),
    Section(models.ReportFiles, rows.ReportFiles),
    Section(models.Letter, rows.Letter),
    Section(models.TableSeat, rows.TableSeat),
    Section(models.TableAsk, rows.TableAsk, models.TableAsk.line == ""),
    Section(models.Act, rows.Act),
    Section(models.Post, rows.Post, models.Post.state != "pending"),
    Section(models.Step, rows.Step, models.Step.name.not_in((Name.KEEP, Name.ASLEEP))),
)

TABLES_LEFT_BEHIND = {
    "alias_keys": "what links unnamed words to whoever wrote them leaves the database never",
    "aliases": "mean nothing without their key",
    "pulse_keys": "what links answers of a pulse to whoever gave them leaves the database never",
    "pulse_answers": "mean nothing without their key; a pulse that runs is answered anew",
    "nudge_marks": "are of a dialogue that runs",
    "votes": "are unseen, and forgotten when they are counted",
    "private_messages": "wait for an hour that passes; reminders of seats are planned again",
    "private_days": "count what came to somebody, two weeks long",
    "outbox": "is on its way to Slack from the old place",
    "inbox": "says what Slack told the old place",
    "early_events": "wait for messages of the old place",
    "opened_homes": "are what people looked at in the old place, a day long",
    "home_changes": "wait for homes of the old place",
    "vectors": "are made anew of the words",
    "budgets": "are how fast Slack may be called this minute",
}
COLUMNS_LEFT_BEHIND = {
    "workspaces.stopped_because": "whether a token works shows at the next start",
    "shares.asked_in": "is a form that was open in Slack",
    "remarks.alias": "means nothing without its key",
    "notes.alias": "means nothing without its key",
}
"""Besides `workspace_id` of every table: the file holds one workspace."""


Values = dict[str, Any]
