"""A use of a watchword as its form holds it."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

DECIDED_CHARACTERS = 100


class UseKind(StrEnum):
    """In which work a watchword was taken up."""

    PLANNING = "planning"
    COSTS = "costs"
    SALES = "sales"
    DESIGN = "design"
    OTHER = "other"


class UseForm(BaseModel):
    """What somebody notes; what stays empty comes as None."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    kind: UseKind = UseKind.OTHER
    decided: str = ""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if value is not None}
