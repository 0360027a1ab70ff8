"""The first dialogue: a host picks voices that wait or types some, and it opens at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.circles import circles, planning, rooms
from bot.dialogues import hosting
from bot.refusals import Empty, Refusal
from bot.transaction import Transaction
from bot.voices import voices
from bot.voices.voice_form import VoiceForm
from models import Circle, Dialogue, Voice

FIELDS = ("voice_1", "voice_2", "voice_3")
MOST_VOICES = 5


class NoRoomYet(Refusal):
    key = "first-no-room-yet"
    field = "voice_1"


class TooManyVoices(Refusal):
    """Needs `max`."""

    key = "setup-too-many"
    field = "waiting"


@dataclass(frozen=True)
class Opened:
    dialogue: Dialogue
    hidden: int
    """Places that were hidden in what was typed."""


def offered(tx: Transaction, circle_id: str) -> tuple[Circle, Sequence[Voice]]:
    """Return a circle to one of its hosts with the voices that wait for it."""
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    return circle, [voice for voice in voices.waiting(tx, circle) if voices.may_read(tx, voice)]


def open_with(tx: Transaction, circle_id: str, chosen: Sequence[str], typed: Mapping[str, str]) -> Opened:
    """Open a dialogue over these voices. Refuses at the field, and kindly while no room has joined (`NoRoomYet`)."""
    circle, waiting = offered(tx, circle_id)
    if not rooms.open_rooms(circle):
        raise NoRoomYet
    by_id = {voice.id: voice for voice in waiting}
    picked = [by_id[voice_id] for voice_id in chosen if voice_id in by_id]
    hidden = 0
    for name in FIELDS:
        if typed.get(name, "").strip():
            voice, hidden_here = _bring(tx, circle, name, typed[name])
            hidden += hidden_here
            picked.append(voice)
    if not picked:
        raise Empty(field=FIELDS[0])
    planned = planning.planned(tx, circle)
    if len(picked) + (len(planned.seated) if planned else 0) > MOST_VOICES:
        raise TooManyVoices(max=MOST_VOICES)
    return Opened(hosting.open_now(tx, circle, chosen=picked), hidden)


def _bring(tx: Transaction, circle: Circle, name: str, quote: str) -> tuple[Voice, int]:
    try:
        brought = voices.submit(tx, VoiceForm(quote=quote))
    except Refusal as refusal:
        refusal.field = name  # here the quote stands in a field of this name
        raise
    brought.voice.circle_id = circle.id
    return brought.voice, brought.hidden
