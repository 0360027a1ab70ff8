"""An improvement as its form holds it, and how much fits into its fields."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from bot.refusals import Empty, Refusal

LONGEST = {"what": 100, "when_then": 100, "helps": 60, "measure": 100}
"""Characters of each field that is written."""
REASON_CHARACTERS = HAND_CHARACTERS = 100
UNIT_CHARACTERS = 20
LARGEST = 1e9
NUMBER = re.compile(r"[+-]?\d{1,13}(\.\d{1,3})?")

UserId = Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]+$")]


class ImprovementForm(BaseModel):
    """What somebody proposes; what stays empty comes as None."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    what: str = ""
    when_then: str | None = None
    helps: str | None = None
    owner: UserId | None = None
    """Who could take the lead: the proposer themselves, or a colleague who is asked."""
    due: date | None = None
    measure: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if value is not None}


class ByHandForm(ImprovementForm):
    """What somebody begins with outside of a dialogue."""

    circle: str | None = None
    """The id of the circle; None where there is only one."""


class MeasureForm(BaseModel):
    """By what one notices the change."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    measure: str = ""
    unit: str | None = None
    direction: Literal["less", "more"] | None = None
    first: str | None = None
    """How it is before."""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if value is not None}


class ValueForm(BaseModel):
    """A value of a measure; without a day it is today's."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    value: str = ""
    measured_on: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if value is not None}


class NotANumber(Refusal):
    """What was typed is no number up to a thousand million with at most three decimals."""

    key = "measured-not-a-number"


def number(field: str, typed: str, unit: str | None) -> float:
    """Return the number that was typed: in full or half width, with thousands marked, with its unit or without.

    Refuses at the field with `Empty` or `NotANumber`.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        raise Empty(field=field)
    text = text.removesuffix(unicodedata.normalize("NFKC", unit or "")).strip()
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text.replace("\u2212", "-"))
    if NUMBER.fullmatch(text) is None or abs(float(text)) > LARGEST:
        raise NotANumber(field=field)
    return float(text) + 0.0
