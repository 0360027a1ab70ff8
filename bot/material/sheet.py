"""What stands on a piece of material, in words alone: nobody's name, and only what the customer's consent allows."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Kind(StrEnum):
    """What a watchword is made into."""

    PICTURE = "picture"
    """Two PNGs: one of a slide's shape, a square one for a phone."""
    SLIDE = "slide"
    """A PowerPoint file of one slide, its text to be edited."""


class Sheet(BaseModel):
    """The words of a picture or a slide, in the language it is made in."""

    model_config = ConfigDict(frozen=True)

    language: str
    """`ja` or `en`."""
    phrase: str
    label: str
    """Whose words they are."""
    origin: tuple[str, ...]
    """Month, place, kind of customer, product, circle; less where less is known or allowed."""
    separator: str
    """Between the facts of the origin."""
    badge: str | None
    """社内限り, where it must be."""
    standing: str
    """What the material may be used for, in a sentence."""
    footer: str
    description: str
    """The whole in a sentence, for who listens instead of looking."""
    stem: str
    """How its files are called, without their endings: letters, digits and hyphens."""

    @property
    def facts(self) -> list[str]:
        """Return the facts of the origin, each with what leads to the next."""
        return [f"{fact}{self.separator}" for fact in self.origin[:-1]] + list(self.origin[-1:])
