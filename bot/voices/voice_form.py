"""A voice as its form holds it, how much fits into its fields, and what its submitter is told of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.files import SlackFile
from models import Voice

QUOTE_CHARACTERS = 500
FILES_AT_MOST = 5
LARGEST_BYTES = 100 * 1024 * 1024
HEARD_BY_CHARACTERS = 60
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


KEPT_FIELDS = ("quote", "scene", "source", "segment", "said_on", "product", "consent", "heard_by")


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
    heard_by: str | None = None
    """Who heard it, as free text, where it is brought on a device that many share."""
    unnamed: list[str] = Field(default_factory=list)
    """Not empty: nobody's link to it is kept."""
    not_personal: list[str] | None = None
    """Which hits (`bot.voices.voice_check`) stay as they are; None: nobody has looked at them yet."""
    files: list[SlackFile] = Field(default_factory=list)
    """Those that come with this form; what a voice has already is not among them."""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, fields: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def of(cls, voice: Voice) -> "VoiceForm":
        """Return the form filled with what is kept."""
        return cls.model_validate({name: getattr(voice, name) for name in KEPT_FIELDS})


@dataclass(frozen=True)
class Brought:
    """A voice that is kept, and what its submitter is told of it."""

    voice: Voice
    hidden: int
    """Places that were hidden."""
    has_twin: bool
    """Another waiting voice has the same words."""
