"""A win as its form holds it: the fields that each kind has, and how much fits into them."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.files import SlackFile
from models import Win

HEADLINE_CHARACTERS = 200
NUMBER_CHARACTERS = 40
UNIT_CHARACTERS = 20
WORDS_CHARACTERS = 200
"""Characters of what one said before, or says now."""
THANKED = 10
"""People one win can thank."""
PICTURES_AT_MOST = 3

UserId = Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]+$")]


class Kind(StrEnum):
    COMPLAINTS = "complaints"
    SALES_TALK = "sales_talk"
    IDEA = "idea"
    TEAM = "team"
    KINDNESS = "kindness"
    OTHER = "other"


class Period(StrEnum):
    """What numbers are counted over."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


NUMBERS = ("before", "after", "unit", "period")
FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.COMPLAINTS: NUMBERS,
    Kind.SALES_TALK: ("before", "after"),
    Kind.IDEA: (),
    Kind.TEAM: (),
    Kind.KINDNESS: (),
    Kind.OTHER: NUMBERS,
}
"""What the form asks about a kind, besides what it asks about each."""


def longest(kind: Kind) -> dict[str, int]:
    """Return how many characters the texts of a kind may have: before and after are numbers or words."""
    either = WORDS_CHARACTERS if kind is Kind.SALES_TALK else NUMBER_CHARACTERS
    return {"before": either, "after": either, "unit": UNIT_CHARACTERS}


class WinForm(BaseModel):
    """What somebody tells of a win; what stays empty comes as None."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    headline: str = ""
    kind: Kind = Kind.OTHER
    before: str | None = None
    after: str | None = None
    unit: str | None = None
    period: Period | None = None
    origin: str | None = None
    """Kind and id of what it came from: `voice:<id>`, `dialogue:<id>`, `idea:<id>` …"""
    thanks: list[UserId] = Field(default_factory=list, max_length=THANKED)
    files: list[SlackFile] = Field(default_factory=list)
    without: list[str] = Field(default_factory=list)
    """Ids of its pictures that are to go."""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def of(cls, win: Win) -> "WinForm":
        """Return the form filled with what is kept; pictures are only added or taken away with it."""
        kept = {name: getattr(win, name) for name in ("headline", "kind", *NUMBERS, "thanks")}
        origin = f"{win.origin_kind}:{win.origin_id}" if win.origin_kind else None
        return cls.model_validate(kept | {"origin": origin})
