"""Swapping: a host puts another waiting voice on the table of the next dialogue, before it opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from bot.circles import acts, circles, planning
from bot.dialogues import hosting
from bot.refusals import Gone, Refusal
from bot.transaction import Transaction
from bot.voices import voices
from models import Circle, Dialogue, Note, SeatedVoice, Voice


class NothingLaidOut(Refusal):
    key = "swap-nothing-laid-out"


class NoneWaiting(Refusal):
    key = "swap-none-waiting"


class WrittenAbout(Refusal):
    """Somebody has written about it ahead; what is written is opened with the rest."""

    key = "swap-written-about"
    field = "out"


class NotWaiting(Refusal):
    key = "swap-not-waiting"
    field = "in"


@dataclass(frozen=True)
class Offer:
    circle: Circle
    laid_out: Sequence[SeatedVoice]
    waiting: Sequence[Voice]


def offered(tx: Transaction, circle_id: str) -> Offer:
    """Return what can be swapped for what. Refuses others than hosts, `NothingLaidOut` and `NoneWaiting`.

    Whoever belongs to another organisation is not offered voices that are kept inside.
    """
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    waiting = [voice for voice in voices.in_line(tx, circle) if voices.may_read(tx, voice)]
    laid_out = [seated for seated in _laid_out(tx, circle).seated if voices.may_read(tx, seated.voice)]
    if not waiting or not laid_out:
        raise NoneWaiting
    return Offer(circle, laid_out, waiting)


def swap(tx: Transaction, circle_id: str, out: str, into: str) -> Circle:
    """Let a laid-out voice wait again and put a waiting one in its place; the rooms read that it was done.

    Done twice it is done. Refuses at the field what has changed meanwhile.
    """
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    tx.session.refresh(circle, with_for_update=True)
    dialogue = _laid_out(tx, circle)
    by_voice = {seated.voice_id: seated for seated in dialogue.seated}
    if out not in by_voice:
        if into in by_voice:
            return circle
        raise Gone(field="out")
    if _is_written_about(tx, dialogue, out):
        raise WrittenAbout
    planning.swap(tx, dialogue, by_voice[out], _waiting(tx, circle, into))
    hosting.tell_rooms(tx, circle, acts.log(tx, acts.ActKind.VOICE_SWAP, dialogue=dialogue), "swap")
    return circle


def _laid_out(tx: Transaction, circle: Circle) -> Dialogue:
    dialogue = planning.planned(tx, circle)
    if dialogue is None or not dialogue.seated:
        raise NothingLaidOut
    return dialogue


def _is_written_about(tx: Transaction, dialogue: Dialogue, voice_id: str) -> bool:
    written = exists().where(
        Note.workspace_id == tx.workspace.id, Note.dialogue_id == dialogue.id, Note.voice_id == voice_id
    )
    return bool(tx.session.scalar(select(written)))


def _waiting(tx: Transaction, circle: Circle, voice_id: str) -> Voice:
    """Return a waiting voice, locked, so that no other circle hears it meanwhile."""
    if voice_id not in {voice.id for voice in voices.in_line(tx, circle) if voices.may_read(tx, voice)}:
        raise NotWaiting
    voice = voices.get(tx, voice_id, for_change=True)
    if voice.state != "waiting":
        raise NotWaiting
    return voice
