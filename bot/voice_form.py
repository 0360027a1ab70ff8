"""A voice as its form holds it, how much fits into its fields, and what its submitter is told of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from models import Voice

QUOTE_CHARACTERS = 500
LONGEST = {"scene": 500, "segment": 100, "product": 100}
"""Characters a detail may have."""


class Source(StrEnum):
    SHOP = "shop"
    PHONE = "phone"
    MAIL = "mail"
    SURVEY = "survey"
    SOCIAL = "social"
    VISIT = "visit"
    INTERVIEW = "interview"
    OTHER = "other"


class Consent(StrEnum):
    """What the customer agreed to; a voice that was `refused` is not kept."""

    PUBLIC = "public"
    AGREED = "agreed"
    INSIDE = "inside"
    REFUSED = "refused"


class VoiceForm(BaseModel):
    """A voice as its form holds it; what stays empty comes as None."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    quote: str = ""
    scene: str | None = None
    source: Source | None = None
    segment: str | None = None
    said_on: date | None = None
    product: str | None = None
    consent: Consent = Consent.INSIDE

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def of(cls, voice: Voice) -> "VoiceForm":
        """Return the form filled with what is kept."""
        return cls.model_validate({name: getattr(voice, name) for name in cls.model_fields})


@dataclass(frozen=True)
class Brought:
    """A voice that is kept, and what its submitter is told of it."""

    voice: Voice
    hidden: int
    """Places that were hidden."""
    has_twin: bool
    """Another waiting voice has the same words."""
