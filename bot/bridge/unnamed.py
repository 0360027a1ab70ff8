"""Remarks without a name: written in a form, posted by us into every room, their author's to change until the close.

Nothing that is kept of one tells who wrote it, once the key of its dialogue's aliases is gone: its id is drawn from
that key, its time is the minute, it belongs to no room, and no row of its transaction names anybody (decision 0010).
"""

from collections.abc import Sequence

from sqlalchemy import select

from bot.bridge import aliases, bridge, copies
from bot.bridge.aliases import NoLongerKnown
from bot.dialogues import dialogue_rows
from bot.fields import filled
from bot.plaintext import escape, readable
from bot.refusals import Gone, NotYours
from bot.texts import words
from bot.transaction import Transaction
from bot.views.unnamed import UNNAMED_CHARACTERS, Line, Sheet
from models import Dialogue, Remark, Seat
from models.base import spelled

HANDFUL = 5
"""With fewer people around the table than these, a way of writing soon gives somebody away."""


class NotYourWords(NotYours):
    key = "error-unnamed-not-yours"


def sheet(tx: Transaction, dialogue_id: str, channel_id: str | None = None) -> Sheet:
    """Return the form's content for the actor, in one of the dialogue's rooms. Refuses `Gone`, `NoLongerKnown`."""
    dialogue = _open(tx, dialogue_id)
    if channel_id is not None and channel_id not in {thread.channel_id for thread in dialogue.threads}:
        raise Gone
    return Sheet(
        dialogue.id, _is_few(tx, dialogue), [_line(dialogue, remark) for remark in _own(tx, dialogue)]
    )


def say(tx: Transaction, dialogue_id: str, text: str, *, form_id: str) -> Line:
    """Take in a remark of the actor, once for each form, and post it into every room.

    Refuses at the field: `Empty`, `TooLong`; besides `Gone` and `NoLongerKnown`.
    """
    typed = filled("text", text, UNNAMED_CHARACTERS)
    dialogue = _locked(tx, dialogue_id)
    alias = aliases.of(tx, dialogue, tx.actor)
    remark_id = spelled(int(aliases.keyed(tx, dialogue, f"form:{form_id}"), 16))
    remark = bridge.number(
        tx,
        dialogue,
        id=remark_id,
        thread_id=None,
        person_id=None,
        channel_id=None,
        ts=None,
        alias=alias,
        alias_name=aliases.noun(tx, dialogue, alias),
        text=escape(typed),
        files=[],
        said_at=tx.now.replace(second=0, microsecond=0),
    )
    if remark is None:
        return _line(*_mine(tx, remark_id))
    if dialogue.notes_opened_at is not None:
        copies.post(tx, dialogue, None, remark, None)
    return _line(dialogue, remark)


def open_for_change(tx: Transaction, remark_id: str) -> Line:
    """Return a remark to whoever wrote it. Refuses `Gone`, `NotYourWords`, `NoLongerKnown`."""
    return _line(*_mine(tx, remark_id))


def rewrite(tx: Transaction, remark_id: str, text: str) -> Line:
    """Let a remark of the actor read so from now on. Refuses at the field, and as `open_for_change`."""
    typed = filled("text", text, UNNAMED_CHARACTERS)
    dialogue, remark = _mine(tx, remark_id)
    if remark.text != escape(typed):
        remark.text, remark.edited_ts = escape(typed), "rewritten"
        bridge.follow(tx, dialogue, remark)
    return _line(dialogue, remark)


def take_back(tx: Transaction, remark_id: str) -> Sheet:
    """Take a remark of the actor down everywhere. Done twice it is done; refuses as `open_for_change` otherwise."""
    dialogue, remark = _mine(tx, remark_id, even_gone=True)
    bridge.erase(tx, dialogue, remark)
    return sheet(tx, dialogue.id)


def is_by_actor(tx: Transaction, dialogue: Dialogue, remark: Remark) -> bool:
    """Say whether the actor wrote a remark without a name; after the close nobody did."""
    try:
        return remark.alias is not None and remark.alias == aliases.of(tx, dialogue, tx.actor)
    except NoLongerKnown:
        return False


def _open(tx: Transaction, dialogue_id: str) -> Dialogue:
    dialogue = dialogue_rows.get(tx, dialogue_id)
    if dialogue.state == "closed":
        raise NoLongerKnown
    return dialogue


def _locked(tx: Transaction, dialogue_id: str) -> Dialogue:
    dialogue = dialogue_rows.lock(tx, _open(tx, dialogue_id).id)
    if dialogue.state == "closed":
        raise NoLongerKnown
    return dialogue


def _own(tx: Transaction, dialogue: Dialogue) -> Sequence[Remark]:
    found = select(Remark).where(
        Remark.dialogue_id == dialogue.id,
        Remark.alias == aliases.of(tx, dialogue, tx.actor),
        Remark.deleted_at.is_(None),
    )
    return tx.session.scalars(found.order_by(Remark.seq)).all()


def _mine(tx: Transaction, remark_id: str, *, even_gone: bool = False) -> tuple[Dialogue, Remark]:
    """Return a remark that the actor wrote, with its dialogue locked."""
    remark = tx.find(Remark, remark_id)
    if remark is None:
        raise Gone
    dialogue = _locked(tx, remark.dialogue_id)
    tx.session.refresh(remark)
    if not is_by_actor(tx, dialogue, remark):
        raise NotYourWords
    if remark.deleted_at is not None and not even_gone:
        raise Gone
    return dialogue, remark


def _is_few(tx: Transaction, dialogue: Dialogue) -> bool:
    """Say whether fewer than a handful are at the table by their names: have spoken, or have taken a seat."""
    spoke = select(Remark.person_id).where(Remark.dialogue_id == dialogue.id, Remark.person_id.is_not(None))
    seated = select(Seat.person_id).where(Seat.dialogue_id == dialogue.id)
    return len(tx.session.execute(spoke.union(seated).limit(HANDFUL)).all()) < HANDFUL


def _line(dialogue: Dialogue, remark: Remark) -> Line:
    said = words(dialogue.circle.language)
    alias = aliases.shown(said, remark.alias_name or "")
    is_held = dialogue.notes_opened_at is None
    return Line(remark.id, readable(remark.text, {}), alias, is_held)
