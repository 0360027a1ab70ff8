"""Pulses: four unnamed questions after every fourth dialogue of a circle, and what is left of their answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, event, text
from sqlalchemy.orm import Mapped, mapped_column

from models.aliases import keep_out_of_the_log
from models.base import Base, InWorkspace, RowId


class Pulse(InWorkspace, Base):
    """One asking of the four questions. Once it has ended its averages are all that is left."""

    __tablename__ = "pulses"

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"), unique=True)
    """The dialogue after which it is asked."""
    asked_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    averages: Mapped[list[Any] | None] = mapped_column(default=None)
    """For each question the average step in tenths, or None where too few answered; None altogether: not ended, or
    too few answered any."""
    picture_id: Mapped[str | None] = mapped_column(default=None)
    """Our file in Slack that shows the line until this pulse."""


class PulseKey(InWorkspace, Base):
    """The random key behind the aliases of a pulse (decision 0010). Only `bot.pulse.pulse_answers` reads it."""

    __tablename__ = "pulse_keys"

    pulse_id: Mapped[str] = mapped_column(ForeignKey("pulses.id"), primary_key=True)
    key: Mapped[bytes | None] = mapped_column(LargeBinary)
    """None: destroyed, but the database's files may still hold its bytes; the row goes when they do not."""


class PulseAnswer(InWorkspace, Base):
    """What somebody answered, as long as the pulse runs. It tells neither who nor when."""

    __tablename__ = "pulse_answers"

    pulse_id: Mapped[str] = mapped_column(ForeignKey("pulses.id"), primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True)
    steps: Mapped[list[Any]] = mapped_column(default=list)
    """For each question 1 to 5, or None."""


def _answers_with_their_key(target: Any, connection: Any, **_: Any) -> None:
    """Where a crash of PostgreSQL takes the keys it takes the answers, too: none could be changed or would count twice."""
    del target
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE pulse_answers SET UNLOGGED"))


event.listen(PulseKey.__table__, "after_create", keep_out_of_the_log)
event.listen(PulseAnswer.__table__, "after_create", _answers_with_their_key)
