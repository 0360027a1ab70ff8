"""Situations: what is known of the customer behind a watchword, told beside it wherever it comes back."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.dialogues import deciding
from bot.people.sight import Sight
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Surface
from models import Circle, Dialogue, Note, Voice, Watchword


@dataclass(frozen=True)
class Situation:
    """A watchword with the customer who stands behind it, as far as the reader may know."""

    id: str
    phrase: str
    is_customers: bool
    """A customer's own words; else a colleague's, said or written about one."""
    circle: str
    said_on: date
    quote: str | None = None
    """The customer's whole words, where the phrase is only a part of them or a colleague's."""
    scene: str | None = None
    segment: str | None = None
    product: str | None = None
    why: str | None = None
    """Why it stayed with who chose it, for the people of its circle."""
    improvement: str | None = None
    """What its dialogue began with, for the people of its circle."""


def of(tx: Transaction, watchword: Watchword, sight: Sight | None = None) -> Situation:
    """Return a watchword's situation. Without a reader (`sight`): what may stand in a thread for everybody there."""
    circle = tx.session.get_one(Circle, watchword.circle_id)
    dialogue = tx.session.get_one(Dialogue, watchword.dialogue_id)
    voice = _voice(tx, watchword)
    if voice is not None and sight is not None:
        voice = voice if consent.is_seen(Surface.SEARCH, voice.consent, sight.reader) else None
    is_own = sight is not None and circle.id in sight.circle_ids
    began = deciding.decided(tx, dialogue) if is_own and dialogue.state == "closed" else None
    quote = voice.quote if voice is not None and not _says(watchword.phrase, voice.quote) else None
    return Situation(
        id=watchword.id,
        phrase=watchword.phrase,
        is_customers=watchword.about_kind == "voice",
        circle=circle.name,
        said_on=(voice.said_on if voice else None) or _day(dialogue.started_at, circle.tz),
        quote=quote or None,
        scene=voice.scene if voice else None,
        segment=voice.segment if voice else None,
        product=voice.product if voice else None,
        why=watchword.why if is_own else None,
        improvement=began.what if began else None,
    )


def may_leave(tx: Transaction, watchword: Watchword) -> bool:
    """Say whether a thread or room shared with other organisations may read it: a customer's words that may leave."""
    if watchword.about_kind != "voice":
        return False
    voice = _voice(tx, watchword)
    return voice is not None and consent.is_seen(Surface.SHARED_ROOM, voice.consent)


def _voice(tx: Transaction, watchword: Watchword) -> Voice | None:
    if watchword.about_kind == "voice":
        voice = tx.find(Voice, watchword.about_id)
    elif watchword.about_kind == "note":
        note = tx.find(Note, watchword.about_id)
        voice = note.voice if note is not None else None
    else:
        return None
    return voice if voice is not None and voice.state != "withdrawn" else None


def _says(phrase: str, quote: str) -> bool:
    """Say whether a phrase is all there is of a customer's words."""
    return " ".join(quote.split()) == phrase


def _day(instant: datetime, tz: str) -> date:
    return instant.astimezone(ZoneInfo(tz)).date()
