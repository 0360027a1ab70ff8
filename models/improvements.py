"""Improvements: the small things that were proposed at a dialogue, who chose which, and the one that was decided."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class Improvement(InWorkspace, Base):
    """One small thing that a person proposed at a dialogue, which decides at most one of them, or began by hand."""

    __tablename__ = "improvements"
    __table_args__ = (
        Index(
            "ix_improvements_one_proposal_each",
            "dialogue_id",
            "proposer_id",
            unique=True,
            sqlite_where=text("is_apart = 0"),
            postgresql_where=text("NOT is_apart"),
        ),
    )

    id: Mapped[RowId]
    circle_id: Mapped[str] = mapped_column(ForeignKey("circles.id"), index=True)
    dialogue_id: Mapped[str | None] = mapped_column(ForeignKey("dialogues.id"))
    """Where it was proposed; None: it was begun by hand."""
    idea_id: Mapped[str | None] = mapped_column(
        ForeignKey("ideas.id", ondelete="SET NULL"), default=None, index=True
    )
    """The idea that it was made of."""
    is_apart: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Made outside of a dialogue, of an idea or by hand: it is no proposal that a dialogue decides on."""
    proposer_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    what: Mapped[str]
    when_then: Mapped[str | None] = mapped_column(default=None)
    """When this happens, we will do that."""
    helps: Mapped[str | None] = mapped_column(default=None)
    """Whom it helps."""
    measure: Mapped[str | None] = mapped_column(default=None)
    """How we would notice the change."""
    measure_unit: Mapped[str | None] = mapped_column(default=None)
    measure_direction: Mapped[str | None] = mapped_column(default=None)
    """Which way is hoped for: `less` or `more`."""
    due_on: Mapped[date | None] = mapped_column(default=None)
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None, index=True)
    """Who takes the lead."""
    asked_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    """The colleague who was asked to take the lead and has not answered yet."""
    asked_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None)
    state: Mapped[str] = mapped_column(default="proposed")
    """`proposed`, and from the decision on `open`, `doing`, `done` or `released`."""
    votes: Mapped[int] = mapped_column(default=0)
    """How many chose it, once that is decided; who chose what is gone then."""
    tie: Mapped[str | None] = mapped_column(default=None)
    """Why it was begun with where several were chosen alike: `owner` or `first`."""
    proposed_at: Mapped[datetime]
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    due_asked_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the owner was asked on the target date how it stands."""
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the owner last said how it stands."""
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was done or released."""
    reason: Mapped[str | None] = mapped_column(default=None)
    """Why it was released."""
    hand_wanted: Mapped[str | None] = mapped_column(default=None)
    """With what a hand is wanted, in the owner's words."""
    hand_asked_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the rooms were last asked for a hand."""
    told_in_id: Mapped[str | None] = mapped_column(ForeignKey("dialogues.id"), default=None, index=True)
    """The dialogue at whose opening it was told that this one waits for an answer."""


UNDER_WAY = ("open", "doing")
"""States of an improvement that somebody leads or may take the lead of."""


class Hand(InWorkspace, Base):
    """Somebody who offered a hand with an improvement."""

    __tablename__ = "hands"
    __table_args__ = (UniqueConstraint("improvement_id", "person_id"),)

    id: Mapped[RowId]
    improvement_id: Mapped[str] = mapped_column(ForeignKey("improvements.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    offered_at: Mapped[datetime]


class Measurement(InWorkspace, Base):
    """A value of an improvement's measure on a day; the first one is from before the change."""

    __tablename__ = "measurements"
    __table_args__ = (UniqueConstraint("improvement_id", "measured_on"),)

    id: Mapped[RowId]
    improvement_id: Mapped[str] = mapped_column(ForeignKey("improvements.id"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), default=None, index=True)
    """Who wrote it down; None once they are erased."""
    value: Mapped[float]
    """In the measure's unit, to three decimals."""
    measured_on: Mapped[date]
    noted_at: Mapped[datetime]


class Vote(InWorkspace, Base):
    """What a person chose at a dialogue. It can be changed until the decision, and goes with it."""

    __tablename__ = "votes"
    __table_args__ = (UniqueConstraint("dialogue_id", "person_id"),)

    id: Mapped[RowId]
    dialogue_id: Mapped[str] = mapped_column(ForeignKey("dialogues.id"))
    improvement_id: Mapped[str] = mapped_column(ForeignKey("improvements.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
