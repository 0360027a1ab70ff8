"""The agenda: which stage of a dialogue begins how many minutes after it opened.

Stages follow from the stored start alone, so that a late beat or a second process comes to the same stage. The
agenda is kept with the dialogue as it was when it opened; a circle's later edit leaves running ones alone.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

LONGEST_MINUTES = 180


class Stage(StrEnum):
    OPENING = "opening"
    WRITING = "writing"
    QUESTION_1 = "question_1"
    QUESTION_2 = "question_2"
    QUESTION_3 = "question_3"
    DECIDING = "deciding"
    CLOSED = "closed"


class Agenda(BaseModel):
    """The minute, counted from the opening, at which each stage begins; a part of one where a host moved it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    writing: float = Field(0, ge=0)
    question_1: float = 5
    question_2: float = 12
    question_3: float = 19
    deciding: float = 25
    closed: float = Field(30, le=LONGEST_MINUTES)

    @model_validator(mode="after")
    def _each_stage_lasts(self) -> Self:
        for (_, begins), (stage, ends) in pairwise(self.minutes()):
            if stage is not Stage.WRITING and ends <= begins:
                raise ValueError(f"{stage} begins at minute {ends}, but the stage before it at {begins}")
        return self

    def minutes(self) -> list[tuple[Stage, float]]:
        """Each stage with the minute at which it begins, in order."""
        begins: dict[str, float] = self.model_dump()
        return [(Stage.OPENING, 0), *((Stage(name), minute) for name, minute in begins.items())]

    def later(self, minutes: float, *, after: float) -> Self:
        """Return the agenda with every stage that begins after a minute put off. Raises ValueError when too long."""
        begins: dict[str, float] = self.model_dump()
        return self.model_validate(
            {name: minute + minutes if minute > after else minute for name, minute in begins.items()}
        )

    def beginning(self, stage: Stage, at: float) -> Self:
        """Return the agenda with this stage at a minute. Raises ValueError when another stage stands in the way."""
        return self.model_validate(self.model_dump() | {stage.value: at})


DEFAULT_AGENDA = Agenda()


class TimedStage(NamedTuple):
    """A stage of one dialogue, with UTC instants. The closed stage ends as it begins."""

    stage: Stage
    begins_at: datetime
    ends_at: datetime


def stages(started_at: datetime, agenda: Agenda = DEFAULT_AGENDA) -> list[TimedStage]:
    """All stages of a dialogue in order; one begins where the one before it ends."""
    begins = [
        (stage, started_at.astimezone(UTC) + timedelta(minutes=minute)) for stage, minute in agenda.minutes()
    ]
    last, closes_at = begins[-1]
    timed = [TimedStage(stage, begins_at, ends_at) for (stage, begins_at), (_, ends_at) in pairwise(begins)]
    return [*timed, TimedStage(last, closes_at, closes_at)]


def stage_at(started_at: datetime, now: datetime, agenda: Agenda = DEFAULT_AGENDA) -> TimedStage:
    """The stage that a dialogue is in. With the default agenda, opening is over as soon as it began."""
    timed = stages(started_at, agenda)
    begun = [stage for stage in timed if stage.begins_at <= now]
    return begun[-1] if begun else timed[0]
