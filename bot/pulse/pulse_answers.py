"""Answers of a pulse: given without a name, one a person, theirs to change until it ends; then only averages stay.

An answer stands under an alias: the person's Slack id, keyed with random bytes of the pulse. At its end the answers
go and the key is destroyed, and `shred` takes it out of the database's files as well (decision 0010). Nothing tells
when an answer was given, and while a pulse runs nobody is told how many there are.

Whoever calls this keeps in that transaction no row that names somebody
(`handlers.listening.begin(…, leaves_no_trace=True)`).
"""

import hmac
import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256

from sqlalchemy import delete, exists, select, update

from bot.bridge.aliases import KEY_BYTES
from bot.keeping import shredding
from bot.keeping.shredding import Keys
from bot.refusals import Gone, Refusal
from bot.transaction import Database, Transaction
from bot.views.pulse import QUESTIONS, STEPS, Sheet
from models import Dialogue, Pulse, PulseAnswer, PulseKey

ENOUGH = 5
"""With fewer answers than these nothing is shown, of the whole or of a question."""
TENTHS = 10
KEYS = Keys(
    PulseKey,
    PulseKey.pulse_id,
    has_ended=exists().where(Pulse.id == PulseKey.pulse_id, Pulse.ended_at.is_not(None)),
)


class PulseOver(Refusal):
    """It has ended: nobody knows any more who answered what."""

    key = "error-pulse-over"


class NothingChosen(Refusal):
    key = "error-pulse-empty"
    field = QUESTIONS[0]


def sheet(tx: Transaction, pulse_id: str, channel_id: str | None = None) -> Sheet:
    """Return the form's content for the actor, in one of the dialogue's rooms. Refuses `Gone`, `PulseOver`."""
    pulse = _open(tx, pulse_id)
    dialogue = tx.session.get_one(Dialogue, pulse.dialogue_id)
    if channel_id is not None and channel_id not in {thread.channel_id for thread in dialogue.threads}:
        raise Gone
    given = _of_actor(tx, pulse)
    return Sheet(pulse.id, pulse.ends_at, dialogue.circle.tz, ENOUGH, dict(given) if given else None)


def give(tx: Transaction, pulse_id: str, chosen: Mapping[str, object]) -> Sheet:
    """Take the actor's answer in place of the one they gave before; sent twice it is one.

    Refuses `NothingChosen` at the field, `Gone` and `PulseOver`.
    """
    steps = [_step(chosen.get(question)) for question in QUESTIONS]
    pulse = _open(tx, pulse_id)
    if not any(steps):
        raise NothingChosen
    tx.session.merge(
        PulseAnswer(workspace_id=tx.workspace.id, pulse_id=pulse.id, alias=_alias(tx, pulse), steps=steps)
    )
    tx.session.flush()
    return sheet(tx, pulse_id)


def take_back(tx: Transaction, pulse_id: str) -> Sheet:
    """Forget what the actor answered. Done twice it is done; refuses `Gone` and `PulseOver`."""
    pulse = _open(tx, pulse_id)
    _forget(tx, pulse, tx.actor.user_id)
    return sheet(tx, pulse_id)


def forget(tx: Transaction, user_id: str) -> None:
    """Forget what somebody answered in pulses that run; of one that has ended nothing is theirs any more."""
    running = select(Pulse).where(Pulse.workspace_id == tx.workspace.id, Pulse.ended_at.is_(None))
    for pulse in tx.session.scalars(running.order_by(Pulse.id)).all():
        _forget(tx, _locked(tx, pulse.id), user_id)


def settle(tx: Transaction, pulse: Pulse) -> list[int | None] | None:
    """Return for each question the average step in tenths, and let the answers and their key go, for ever.

    None where fewer than `ENOUGH` answered. Needs the pulse's lock.
    """
    tx.session.flush()
    of_pulse = select(PulseAnswer.steps).where(
        PulseAnswer.workspace_id == tx.workspace.id, PulseAnswer.pulse_id == pulse.id
    )
    averages = averaged(tx.session.scalars(of_pulse).all())
    here = tx.workspace.id
    given = delete(PulseAnswer).where(PulseAnswer.workspace_id == here, PulseAnswer.pulse_id == pulse.id)
    key = update(PulseKey).where(PulseKey.workspace_id == here, PulseKey.pulse_id == pulse.id)
    tx.session.execute(given)
    tx.session.execute(key.values(key=None))
    return averages


def averaged(answers: Sequence[Sequence[int | None]]) -> list[int | None] | None:
    """Return for each question the average in tenths, half up; None where too few answered it, or any."""
    columns = [[step for step in column if step is not None] for column in zip(*answers, strict=True)]
    averages = [
        (2 * TENTHS * sum(column) + len(column)) // (2 * len(column)) if len(column) >= ENOUGH else None
        for column in columns
    ]
    return averages if any(one is not None for one in averages) else None


def shred(database: Database) -> bool:
    """Take the keys of ended pulses out of the database's files; False: not yet possible."""
    return shredding.shred(database, KEYS)


def _step(chosen: object) -> int | None:
    """Return the step that a form carries, None where nothing is chosen. Refuses with `Gone` what no form of ours has."""
    if chosen is None:
        return None
    if chosen not in STEPS:
        raise Gone
    return int(str(chosen))


def _of_actor(tx: Transaction, pulse: Pulse) -> Mapping[str, str] | None:
    given = tx.session.get(PulseAnswer, (pulse.id, _alias(tx, pulse)), populate_existing=True)
    if given is None:
        return None
    return {
        question: str(step) for question, step in zip(QUESTIONS, given.steps, strict=True) if step is not None
    }


def _forget(tx: Transaction, pulse: Pulse, user_id: str) -> None:
    theirs = delete(PulseAnswer).where(
        PulseAnswer.workspace_id == tx.workspace.id,
        PulseAnswer.pulse_id == pulse.id,
        PulseAnswer.alias == _alias(tx, pulse, user_id),
    )
    tx.session.execute(theirs)


def _open(tx: Transaction, pulse_id: str) -> Pulse:
    """Return a pulse that runs, locked: nothing can come after its end."""
    known = tx.find(Pulse, pulse_id)
    if known is None:
        raise Gone
    pulse = _locked(tx, pulse_id)
    if pulse.ended_at is not None:
        raise PulseOver
    return pulse


def _locked(tx: Transaction, pulse_id: str) -> Pulse:
    return tx.session.get_one(Pulse, pulse_id, with_for_update=True, populate_existing=True)


def _alias(tx: Transaction, pulse: Pulse, user_id: str | None = None) -> str:
    """Return who somebody is in a pulse, the same until its end."""
    message = f"{tx.workspace.id}:{pulse.id}:{user_id or tx.actor.user_id}".encode()
    return hmac.new(_key(tx, pulse), message, sha256).hexdigest()


def _key(tx: Transaction, pulse: Pulse) -> bytes:
    """Return the key, made when first needed. Needs the pulse's lock. Refuses with `PulseOver` one that was destroyed."""
    found = select(PulseKey.key).where(
        PulseKey.workspace_id == tx.workspace.id, PulseKey.pulse_id == pulse.id
    )
    kept = tx.session.execute(found).one_or_none()
    if kept is None:
        key = secrets.token_bytes(KEY_BYTES)
        tx.add_once(PulseKey, workspace_id=tx.workspace.id, pulse_id=pulse.id, key=key)
        kept = tx.session.execute(found).one()
    if kept.key is None or pulse.ended_at is not None:
        raise PulseOver
    return bytes(kept.key)
