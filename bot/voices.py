"""Voices: customers' words as people bring them, hidden where they tell who spoke, until a dialogue hears them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import or_, select

from bot import circles, record, repeats, safeguard, watchwords, wins
from bot.plaintext import tidy
from bot.refusals import Empty, Gone, NotYours, Refusal, TooLong
from bot.transaction import Transaction
from bot.voice_form import LONGEST, QUOTE_CHARACTERS, Brought, Consent, VoiceForm
from models import Circle, Dialogue, Post, Room, SeatedVoice, Voice

FIRST_TZ_OF_THE_DAY = "Pacific/Kiritimati"
"""Where a person's time zone is unknown, no date that has begun anywhere is in the future."""


class NoConsent(Refusal):
    key = "voice-consent-no"
    field = "consent"


class NotSaidYet(Refusal):
    key = "voice-not-said-yet"
    field = "said_on"


class NotYourVoice(NotYours):
    key = "voice-not-yours"


class AlreadyHeard(Refusal):
    key = "voice-already-heard"


def bring(tx: Transaction, words: str, *, channel_id: str) -> Brought | None:
    """Keep a customer's words at once; None when they are empty or too long, so that their form is needed."""
    quote = tidy(words)
    if not 0 < len(quote) <= QUOTE_CHARACTERS:
        return None
    return submit(tx, VoiceForm(quote=quote), channel_id=channel_id)


def submit(tx: Transaction, form: VoiceForm, *, channel_id: str | None = None) -> Brought:
    """Keep a voice. Repeated by the same person within two minutes, it is the one already kept.

    Refuses at the field: `Empty`, `TooLong`, `NoConsent`, `NotSaidYet`.
    """
    fields, hidden = _fields(tx, form)
    voice = _repeated(tx, fields["quote"])
    if voice is None:
        voice = _new(tx, fields["quote"], channel_id)
        tx.session.add(voice)
    elif form.model_fields_set == {"quote"}:
        fields = {}  # a command brings no details that could replace the ones already given
    return _kept(tx, voice, fields, hidden)


def change(tx: Transaction, voice_id: str, form: VoiceForm) -> Brought:
    """Replace what the submitter brought while it waits. Refuses as `submit`, and as `open_for_change`."""
    voice = open_for_change(tx, voice_id)
    fields, hidden = _fields(tx, form)
    return _kept(tx, voice, fields, hidden)


def open_for_change(tx: Transaction, voice_id: str) -> Voice:
    """Return a waiting voice to its submitter. Refuses `Gone`, `NotYourVoice`, `AlreadyHeard`."""
    voice = _mine(tx, voice_id)
    if voice.state == "withdrawn":
        raise Gone
    if voice.state != "waiting":
        raise AlreadyHeard
    return voice


def withdraw(tx: Transaction, voice_id: str) -> None:
    """Erase a voice, take down our posts of it and whatever quotes it. Done twice it is done."""
    voice = _mine(tx, voice_id)
    if voice.state == "withdrawn":
        return
    dialogues = _dialogues(tx, voice)
    voice.state, voice.quote = "withdrawn", ""
    voice.scene = voice.segment = voice.product = voice.said_on = None
    tx.session.flush()
    for post in _posts(tx, voice):
        tx.outbox.delete(post.key)
    watchwords.source_changed(tx, "voice", voice.id)
    wins.origin_changed(tx, "voice", voice.id)
    for dialogue in dialogues:
        if dialogue.state == "closed":
            record.correct(tx, dialogue)


def get(tx: Transaction, voice_id: str, *, for_change: bool = False) -> Voice:
    """Return a voice of this workspace, locked `for_change`, or refuse with `Gone`."""
    voice = tx.session.get(Voice, voice_id, with_for_update=for_change or None, populate_existing=for_change)
    if voice is None or voice.workspace_id != tx.workspace.id:
        raise Gone
    return voice


def waiting(tx: Transaction, circle: Circle) -> list[Voice]:
    """Return the voices that this circle may hear, in the order in which they came."""
    found = select(Voice).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.state == "waiting",
        or_(Voice.circle_id == circle.id, Voice.circle_id.is_(None)),
    )
    return list(tx.session.scalars(found.order_by(Voice.brought_at, Voice.id)))


def _fields(tx: Transaction, form: VoiceForm) -> tuple[dict[str, Any], int]:
    """Return the columns of a voice and in how many places something was hidden."""
    if form.consent is Consent.REFUSED:
        raise NoConsent
    if form.said_on is not None and form.said_on > _today(tx):
        raise NotSaidYet
    texts = {"quote": _fitting("quote", form.quote, QUOTE_CHARACTERS)}
    if not texts["quote"]:
        raise Empty(field="quote")
    for name, longest in LONGEST.items():
        texts[name] = _fitting(name, getattr(form, name) or "", longest)
    masked = {name: safeguard.mask(text, tx.words("voice-hidden")) for name, text in texts.items()}
    fields = {name: shown.text or None for name, shown in masked.items()}
    said = {"source": form.source, "said_on": form.said_on, "consent": form.consent}
    return fields | said, sum(shown.count for shown in masked.values())


def _fitting(name: str, words: str, longest: int) -> str:
    text = tidy(words)
    if len(text) > longest:
        raise TooLong(field=name, max=longest, len=len(text))
    return text


def _today(tx: Transaction) -> date:
    try:
        tz = ZoneInfo(tx.actor.tz or FIRST_TZ_OF_THE_DAY)
    except ZoneInfoNotFoundError:
        tz = ZoneInfo(FIRST_TZ_OF_THE_DAY)
    return tx.now.astimezone(tz).date()


def _repeated(tx: Transaction, quote: str) -> Voice | None:
    since = repeats.in_turn_since(tx)
    found = select(Voice).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.submitter_id == tx.actor.id,
        Voice.state == "waiting",
        Voice.quote == quote,
        Voice.brought_at >= since,
    )
    return tx.session.scalars(found.order_by(Voice.brought_at)).first()


def _new(tx: Transaction, quote: str, channel_id: str | None) -> Voice:
    room = _room(tx, channel_id)
    if room is not None:
        tx.actor.department = room.department
    return Voice(
        workspace_id=tx.workspace.id,
        circle_id=room.circle_id if room else None,
        submitter_id=tx.actor.id,
        quote=quote,
        department=tx.actor.department,
        state="waiting",
        brought_at=tx.now,
    )


def _room(tx: Transaction, channel_id: str | None) -> Room | None:
    circle = circles.by_channel(tx, channel_id) if channel_id else None
    if circle is None:
        return None
    return next(room for room in circle.rooms if room.channel_id == channel_id)


def _kept(tx: Transaction, voice: Voice, fields: dict[str, Any], hidden: int) -> Brought:
    for name, value in fields.items():
        setattr(voice, name, value)
    tx.session.flush()
    twins = select(Voice.id).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.state == "waiting",
        Voice.quote == voice.quote,
        Voice.id != voice.id,
    )
    return Brought(voice, hidden, has_twin=tx.session.scalars(twins.limit(1)).first() is not None)


def _mine(tx: Transaction, voice_id: str) -> Voice:
    voice = get(tx, voice_id, for_change=True)
    if voice.submitter_id != tx.actor.id:
        raise NotYourVoice
    return voice


def _posts(tx: Transaction, voice: Voice) -> Sequence[Post]:
    found = select(Post).where(
        Post.workspace_id == tx.workspace.id, Post.about_kind == "voice", Post.about_id == voice.id
    )
    return tx.session.scalars(found).all()


def _dialogues(tx: Transaction, voice: Voice) -> Sequence[Dialogue]:
    """Return the dialogues that had the voice on their table; locked, as the rest of what they show may change."""
    found = (
        select(Dialogue)
        .join(SeatedVoice, SeatedVoice.dialogue_id == Dialogue.id)
        .where(SeatedVoice.voice_id == voice.id, Dialogue.workspace_id == tx.workspace.id)
    )
    return tx.session.scalars(found.with_for_update(of=Dialogue)).all()
