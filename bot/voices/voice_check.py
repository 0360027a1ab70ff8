"""What a voice must be to be kept: filled in, of this day or before, allowed by the customer, and nobody's trace in it."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import safeguard
from bot.fields import filled, fitting
from bot.refusals import Refusal
from bot.safeguard import Masked, Span
from bot.voices import voice_files
from bot.voices.voice_form import HEARD_BY_CHARACTERS, LONGEST, QUOTE_CHARACTERS, Consent, VoiceForm

FIRST_TZ_OF_THE_DAY = "Pacific/Kiritimati"
"""Where a person's time zone is unknown, no date that has begun anywhere is in the future."""


class NoConsent(Refusal):
    key = "voice-consent-no"
    field = "consent"


class NotSaidYet(Refusal):
    key = "voice-not-said-yet"
    field = "said_on"


@dataclass(frozen=True)
class Hit:
    """Something in a form that looks as if it led to a person."""

    token: str
    """Says which it is without its words."""
    text: str


def hits(form: VoiceForm, *, safe_words: Collection[str] = ()) -> list[Hit]:
    """Return what would be hidden in a form, each once, in the order in which it is written."""
    found = [
        (name, text[span.start : span.end])
        for name, text in _texts(form).items()
        for span in safeguard.find(text, safe_words=frozenset(safe_words))
    ]
    return [Hit(_token(name, text), text) for name, text in dict.fromkeys(found)]


def checked(
    form: VoiceForm, *, today: date, mark: str, safe_words: Collection[str] = ()
) -> tuple[dict[str, Any], int]:
    """Return the columns of a voice and in how many places `mark` stands for something hidden.

    What the form calls harmless stays.

    Refuses at the field: `Empty`, `TooLong`, `NoConsent`, `NotSaidYet`.
    """
    voice_files.check(form.files)
    if form.consent is Consent.REFUSED:
        raise NoConsent
    if form.said_on is not None and form.said_on > today:
        raise NotSaidYet
    harmless = frozenset(form.not_personal or ())
    masked = {
        name: _masked(name, text, mark, harmless, safe_words=frozenset(safe_words))
        for name, text in _texts(form).items()
    }
    fields = {name: shown.text or None for name, shown in masked.items()}
    said = {
        "source": form.source,
        "said_on": form.said_on,
        "consent": form.consent,
        "heard_by": fitting("heard_by", form.heard_by or "", HEARD_BY_CHARACTERS) or None,
    }
    return fields | said, sum(shown.count for shown in masked.values())


def today(now: datetime, tz: str | None) -> date:
    """Return the date in a time zone, or where none is known the latest date there is."""
    try:
        zone = ZoneInfo(tz or FIRST_TZ_OF_THE_DAY)
    except ZoneInfoNotFoundError:
        zone = ZoneInfo(FIRST_TZ_OF_THE_DAY)
    return now.astimezone(zone).date()


def _texts(form: VoiceForm) -> dict[str, str]:
    texts = {"quote": filled("quote", form.quote, QUOTE_CHARACTERS)}
    for name, longest in LONGEST.items():
        texts[name] = fitting(name, getattr(form, name) or "", longest)
    return texts


def _masked(
    name: str, text: str, mark: str, harmless: Collection[str], *, safe_words: Collection[str]
) -> Masked:
    def is_hidden(span: Span) -> bool:
        return _token(name, text[span.start : span.end]) not in harmless

    found = safeguard.find(text, mark, safe_words=safe_words)
    return safeguard.hide(text, filter(is_hidden, found), mark)


def _token(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()[:16]
