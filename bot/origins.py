"""Origins: the dialogue or the voice that a win came from, as it can be chosen and as it may be shown.

A voice's words are shown only where the opening card says so: the wins room may hold anybody, so it reads the words
of a voice that is kept inside only if it is itself one of the circle's rooms, shared with nobody outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.transaction import Transaction
from models import Circle, Dialogue, SeatedVoice, Voice, Win

RECENT_DIALOGUES = 10
MAY_LEAVE = {"public", "agreed"}
"""Consents with which a voice's words may be read outside the company."""


@dataclass(frozen=True)
class FromDialogue:
    held_on: date


@dataclass(frozen=True)
class FromVoice:
    quote: str | None
    """None where the words may not be shown."""
    product: str | None
    brought_on: date


Origin = FromDialogue | FromVoice


def choices(tx: Transaction, circle: Circle, *, with_voices: bool, chosen: str | None) -> dict[str, Origin]:
    """Return what a win of this circle can be said to come from, the newest first, by the form's value.

    `with_voices`: whether the words of the voices may be shown to whoever chooses. What is `chosen` stays a choice.
    """
    recent = select(Dialogue).where(Dialogue.workspace_id == tx.workspace.id, Dialogue.circle_id == circle.id)
    dialogues = tx.session.scalars(recent.order_by(Dialogue.started_at.desc()).limit(RECENT_DIALOGUES)).all()
    found: dict[str, Origin] = {f"dialogue:{one.id}": _from_dialogue(circle, one) for one in dialogues}
    if with_voices:
        for voice in _heard(tx, dialogues):
            found[f"voice:{voice.id}"] = _from_voice(circle, voice, is_quoted=True)
    kind, origin_id = find(tx, circle, chosen)
    kept = _origin(tx, circle, kind, origin_id, quotes_inside=with_voices)
    return found if kept is None else {f"{kind}:{origin_id}": kept} | found


def find(tx: Transaction, circle: Circle, chosen: str | None) -> tuple[str | None, str | None]:
    """Return kind and id of what was chosen; None twice if it is not there or not the circle's."""
    kind, _, origin_id = (chosen or "").partition(":")
    origin = _origin(tx, circle, kind, origin_id, quotes_inside=False)
    return (None, None) if origin is None else (kind, origin_id)


def shown(tx: Transaction, circle: Circle, win: Win) -> Origin | None:
    """Return the origin of a win as its post may show it."""
    return _origin(tx, circle, win.origin_kind, win.origin_id, quotes_inside=_is_table(circle))


def _is_table(circle: Circle) -> bool:
    """Say whether the wins room is one of the rooms whose people hear the voices anyway."""
    return any(room.channel_id == circle.wins_channel_id and not room.is_shared for room in circle.rooms)


def _origin(
    tx: Transaction, circle: Circle, kind: str | None, origin_id: str | None, *, quotes_inside: bool
) -> Origin | None:
    if kind == "dialogue":
        dialogue = tx.session.get(Dialogue, origin_id)
        if dialogue is not None and _is_of(circle, dialogue):
            return _from_dialogue(circle, dialogue)
    if kind == "voice":
        voice = tx.session.get(Voice, origin_id)
        if voice is not None and _is_of(circle, voice) and voice.state == "heard":
            is_quoted = quotes_inside or voice.consent in MAY_LEAVE
            return _from_voice(circle, voice, is_quoted=is_quoted)
    return None


def _is_of(circle: Circle, thing: Dialogue | Voice) -> bool:
    return thing.workspace_id == circle.workspace_id and thing.circle_id == circle.id


def _heard(tx: Transaction, dialogues: Sequence[Dialogue]) -> Sequence[Voice]:
    heard = (
        select(Voice)
        .join(SeatedVoice, SeatedVoice.voice_id == Voice.id)
        .where(SeatedVoice.dialogue_id.in_([one.id for one in dialogues]), Voice.state == "heard")
        .order_by(Voice.heard_at.desc(), SeatedVoice.position)
    )
    return tx.session.scalars(heard).all()


def _from_dialogue(circle: Circle, dialogue: Dialogue) -> FromDialogue:
    return FromDialogue(_day(circle, dialogue.started_at))


def _from_voice(circle: Circle, voice: Voice, *, is_quoted: bool) -> FromVoice:
    return FromVoice(voice.quote if is_quoted else None, voice.product, _day(circle, voice.brought_at))


def _day(circle: Circle, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(circle.tz)).date()
