"""Sheets: what of a watchword may stand on material, and how it is said there."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot import spelling
from bot.delivery.outbox import About
from bot.material.sheet import Sheet
from bot.people import sight
from bot.plaintext import shorten
from bot.refusals import Gone
from bot.texts import Words
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Reader, Seen, Surface
from bot.voices.voice_form import Consent, Source
from bot.watchwords import watchwords
from models import Dialogue, Voice, Watchword

FACT_CHARACTERS = 40
STEM_CHARACTERS = 24
COLLEAGUES = "colleague"
"""Where others have a customer's consent: what was said at the table is for inside."""


def find(tx: Transaction, watchword_id: str) -> Watchword:
    """Return a watchword that the actor may make material of. Refuses with `Gone`.

    A nominee is for its circle; nobody of another organisation makes any. At the command line nobody acts: it may all.
    """
    found = select(Watchword).where(Watchword.workspace_id == tx.workspace.id, Watchword.id == watchword_id)
    watchword = tx.session.scalar(found)
    if watchword is None:
        raise Gone
    person = tx.person
    reader = consent.reader(person)
    is_theirs = person is None or watchwords.is_seen(tx, watchword, sight.of_actor(tx))
    if reader is Reader.STRANGER or not is_theirs or _seen(tx, watchword, reader) is Seen.HIDDEN:
        raise Gone
    return watchword


def named(tx: Transaction, asked: str) -> list[Watchword]:
    """Return the watchword of an id or of a whole phrase, else all whose phrase holds these words, the newest first."""
    found = select(Watchword).where(Watchword.workspace_id == tx.workspace.id)
    every = tx.session.scalars(found.order_by(Watchword.nominated_at.desc(), Watchword.id)).all()
    folded = spelling.fold(asked)
    exact = [one for one in every if one.id == asked or spelling.fold(one.phrase) == folded]
    return exact or [one for one in every if folded and folded in spelling.fold(one.phrase)]


def standing(tx: Transaction, watchword: Watchword) -> str:
    """Return the consent that a watchword is bound to, or that it is a colleague's words."""
    if watchword.about_kind != "voice":
        return COLLEAGUES
    return consent.of(tx, About(watchword.about_kind, watchword.about_id)) or Consent.INSIDE


def _seen(tx: Transaction, watchword: Watchword, reader: Reader) -> Seen:
    """Say how a watchword is seen on material. What was said at the table is kept inside, whatever voice it is about."""
    stands = standing(tx, watchword)
    return consent.seen(Surface.SLIDE, Consent.INSIDE if stands == COLLEAGUES else stands, reader)


def of(tx: Transaction, watchword: Watchword, said: Words) -> Sheet:
    """Return the sheet of a watchword, in the language of `said`."""
    dialogue = tx.session.get_one(Dialogue, watchword.dialogue_id)
    stands = standing(tx, watchword)
    label = said(f"material-label-{watchword.about_kind}")
    is_marked = _seen(tx, watchword, Reader.COLLEAGUE) is Seen.INSIDE_ONLY
    badge = said("material-inside") if is_marked else None
    origin = [
        *_voice_facts(tx, watchword, dialogue, said),
        said("material-circle", circle=_short(dialogue.circle.name)),
    ]
    separator = said("list-separator")
    description = said(
        "material-described", label=label, phrase=watchword.phrase, origin=separator.join(origin)
    )
    return Sheet(
        language=said.language,
        phrase=watchword.phrase,
        label=label,
        origin=tuple(origin),
        separator=separator,
        badge=badge,
        standing=said(f"material-standing-{stands}"),
        footer=said("material-footer"),
        description=f"{badge} {description}" if badge else description,
        stem=_stem(said, watchword),
    )


def _voice_facts(tx: Transaction, watchword: Watchword, dialogue: Dialogue, said: Words) -> list[str]:
    """Return when and where a voice was heard, of whom and of what; of anything else when its dialogue was."""
    voice = tx.find(Voice, watchword.about_id) if watchword.about_kind == "voice" else None
    if voice is None or voice.state == "withdrawn":
        return [said.month(_day(dialogue.started_at, dialogue.circle.tz))]
    day = voice.said_on or _day(voice.brought_at, dialogue.circle.tz)
    place = said(f"voice-where-{voice.source}") if voice.source and voice.source != Source.OTHER else None
    return [said.month(day), *(_short(fact) for fact in (place, voice.segment, voice.product) if fact)]


def _day(instant: datetime, tz: str) -> date:
    return instant.astimezone(ZoneInfo(tz)).date()


def _short(text: str) -> str:
    return shorten(" ".join(text.split()), FACT_CHARACTERS)[0]


def _stem(said: Words, watchword: Watchword) -> str:
    """Return a file's name that every system takes, and that says whose it is; of an emoji alone the row's id."""
    letters = re.sub(r"[\W_]+", "-", watchword.phrase)[:STEM_CHARACTERS].strip("-")
    return f"{said('material-file')}-{letters or watchword.id[:8]}"
