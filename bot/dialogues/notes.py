"""Notes: what everybody writes before anyone speaks. Nobody reads a word of it until all are opened together.

A note that is closed belongs to its writer's name or alias and can be rewritten. At the reveal they get their places
by chance, the same in every room; what comes later joins them, marked as such. Until then remarks stay in their rooms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.dialogues import dialogue_rows, note_writers, reveal
from bot.dialogues.agenda import Agenda
from bot.fields import fitting
from bot.refusals import Closed, Gone
from bot.transaction import Transaction
from bot.views import notes as views
from bot.views.notes import NOTE_CHARACTERS, Asked, Written
from bot.voices import consent
from bot.voices.consent import Surface
from models import Dialogue, Note, Room


@dataclass(frozen=True)
class Sheet:
    """What somebody finds who opens the form: the voices, and what they wrote already, by the voice's id."""

    dialogue: Dialogue
    channel_id: str
    asked: Sequence[Asked]
    filled: Mapping[str, str]
    is_named: bool

    @property
    def written(self) -> Written:
        return Written(
            dialogue_id=self.dialogue.id,
            channel_id=self.channel_id,
            voice_ids=[voice.id for voice in self.asked],
        )


def sheet(tx: Transaction, dialogue_id: str, channel_id: str) -> Sheet:
    """Return the form's content for the actor in one of the rooms. Refuses with `Gone`, `Closed` after the close."""
    dialogue = _open(tx, dialogue_id)
    rooms = {room.channel_id for room in dialogue.circle.rooms}
    if channel_id not in rooms | {thread.channel_id for thread in dialogue.threads}:
        raise Gone
    mine = {} if dialogue.notes_opened_at else {note.voice_id: note for note in _mine(tx, dialogue)}
    surface, reader = _surface(tx, channel_id), consent.reader(tx.actor)
    asked = [
        Asked(one.voice_id, one.position, one.voice.quote, one.voice.scene)
        for one in dialogue_rows.on_table(dialogue)
        if consent.is_seen(surface, one.voice.consent, reader)
    ]
    return Sheet(
        dialogue,
        channel_id,
        asked,
        {voice_id: note.text for voice_id, note in mine.items()},
        is_named=any(note.person_id for note in mine.values()),
    )


def write(
    tx: Transaction, dialogue_id: str, texts: Mapping[str, str], *, is_named: bool, channel_id: str = ""
) -> Dialogue:
    """Keep what the actor wrote, by the voice's id: instead of what they wrote before, or late, beside it.

    What they wrote about a voice that this form did not show stays. Refuses at the field with `TooLong`; with `Gone`
    or `Closed` otherwise.
    """
    dialogue = dialogue_rows.lock(tx, _open(tx, dialogue_id).id)
    tidied = {
        voice_id: fitting(views.field(number), text, NOTE_CHARACTERS)
        for number, (voice_id, text) in enumerate(texts.items(), 1)
    }
    if dialogue.notes_opened_at is None:
        _replace(tx, dialogue, tidied, is_named=is_named)
    new = _new(tx, dialogue, tidied, is_named=is_named)
    if is_named:
        _seat(tx, channel_id)
    tx.session.flush()
    if dialogue.notes_opened_at is not None:
        reveal.join_late(tx, dialogue, new)
    return dialogue


def opens_at(dialogue: Dialogue) -> datetime:
    """Return when the notes are opened: at the first question."""
    return dialogue.started_at + timedelta(minutes=Agenda.model_validate(dialogue.agenda).question_1)


def _open(tx: Transaction, dialogue_id: str) -> Dialogue:
    dialogue = dialogue_rows.get(tx, dialogue_id)
    if dialogue.state == "closed":
        closed_at = (dialogue.closed_at or tx.now).astimezone(ZoneInfo(dialogue.circle.tz))
        raise Closed(date=tx.words.date(closed_at))
    return dialogue


def _mine(tx: Transaction, dialogue: Dialogue) -> Sequence[Note]:
    return note_writers.unnamed(tx, dialogue, tx.actor) or note_writers.named(tx, dialogue, tx.actor)


def _replace(tx: Transaction, dialogue: Dialogue, texts: Mapping[str, str], *, is_named: bool) -> None:
    """Drop what the new texts stand for. Named notes stay beside new unnamed ones until the reveal drops them."""
    unnamed = note_writers.unnamed(tx, dialogue, tx.actor)
    for old in unnamed:
        if is_named or old.voice_id in texts:
            tx.session.delete(old)
    if is_named or not any(texts.values()):
        for old in note_writers.named(tx, dialogue, tx.actor):
            if old.voice_id in texts:
                tx.session.delete(old)


def _new(tx: Transaction, dialogue: Dialogue, texts: Mapping[str, str], *, is_named: bool) -> list[Note]:
    alias = None if is_named else note_writers.alias(tx, dialogue, tx.actor.user_id)
    on_table = {one.voice_id for one in dialogue_rows.on_table(dialogue)}
    new = [
        Note(
            workspace_id=tx.workspace.id,
            dialogue_id=dialogue.id,
            voice_id=voice_id,
            alias=alias,
            person_id=tx.actor.id if is_named else None,
            text=text,
            is_late=dialogue.notes_opened_at is not None,
            is_gone=False,
        )
        for voice_id, text in texts.items()
        if text and voice_id in on_table
    ]
    tx.session.add_all(new)
    return new


def _surface(tx: Transaction, channel_id: str) -> Surface:
    shared = select(Room.id).where(
        Room.workspace_id == tx.workspace.id, Room.channel_id == channel_id, Room.is_shared
    )
    return Surface.ROOM if tx.session.scalars(shared.limit(1)).first() is None else Surface.SHARED_ROOM


def _seat(tx: Transaction, channel_id: str) -> None:
    """Remember the department that a named writer speaks from."""
    room = select(Room).where(Room.workspace_id == tx.workspace.id, Room.channel_id == channel_id)
    found = tx.session.scalars(room.limit(1)).first()
    if found is not None:
        tx.actor.department = found.department
