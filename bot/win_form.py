"""A win as its form holds it, and how much fits into its fields."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from models import Win

HEADLINE_CHARACTERS = 200
LONGEST = {"before": 40, "after": 40, "unit": 20}
"""Characters a number and its unit may be written in."""
THANKED = 10
"""People one win can thank."""

UserId = Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]+$")]


class Kind(StrEnum):
    COMPLAINTS = "complaints"
    SALES_TALK = "sales_talk"
    IDEA = "idea"
    TEAM = "team"
    KINDNESS = "kindness"
    OTHER = "other"


class WinForm(BaseModel):
    """What somebody tells of a win; what stays empty comes as None."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    headline: str = ""
    kind: Kind = Kind.OTHER
    before: str | None = None
    after: str | None = None
    unit: str | None = None
    origin: str | None = None
    """`dialogue:<id>` or `voice:<id>`."""
    thanks: list[UserId] = Field(default_factory=list, max_length=THANKED)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def of(cls, win: Win) -> "WinForm":
        """Return the form filled with what is kept."""
        kept = {name: getattr(win, name) for name in cls.model_fields if name != "origin"}
        origin = f"{win.origin_kind}:{win.origin_id}" if win.origin_kind else None
        return cls.model_validate(kept | {"origin": origin})
