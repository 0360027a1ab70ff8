"""The record: what is told of a dialogue when it has closed, in its threads, its record room and to who brought the voices.

It quotes what people said, so it is written anew when that is edited or taken down (`correct`).
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from bot import retelling
from bot.bridge import copies
from bot.circles import rooms
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.dialogues import deciding, dialogue_rows, quoted, reveal
from bot.ideas import ideas
from bot.people import private
from bot.texts import words
from bot.transaction import Transaction
from bot.views import bridge as bridge_views
from bot.views import closing as views
from bot.views import dialogues as dialogue_views
from bot.voices import clips, consent, my_voices
from bot.voices.consent import Surface
from bot.watchwords import watchwords
from models import Circle, Dialogue, Note, Person, Remark, SeatedVoice, Thread, Voice

LINES_TOGETHER = 10
"""Remarks or notes that share a message of the record, as they may in the rooms."""


def tell(tx: Transaction, dialogue: Dialogue) -> None:
    """Say thanks and what came of it in every thread, keep the record, and tell who brought the voices."""
    circle = dialogue.circle
    for thread in rooms.open_threads(tx, dialogue):
        tx.outbox.update(thread.card_key, _closed_card(dialogue), priority=Priority.CARD)
        tx.outbox.post(
            Draft(
                thread.channel_id,
                key=_closing_key(dialogue, thread),
                message=_closing(tx, dialogue, thread),
                about=About("dialogue", dialogue.id),
                thread_key=thread.card_key,
                priority=Priority.STAGE,
            )
        )
    if circle.record_channel_id is not None:
        _keep(tx, dialogue, circle.record_channel_id)
    for submitter in _submitters(tx, dialogue):
        message, key = _heard(tx, dialogue, submitter), _heard_key(dialogue, submitter)
        private.tell(tx, submitter, private.Kind.HEARD, message, key=key)


def correct(tx: Transaction, dialogue: Dialogue) -> None:
    """Write again what is told of a dialogue, since something in it was edited or taken down, or came of it later."""
    deciding.repaint(tx, dialogue)
    if dialogue.state != "closed":
        return
    for thread in dialogue.threads:
        tx.outbox.update(_closing_key(dialogue, thread), _closing(tx, dialogue, thread))
    tx.outbox.update(_record_key(dialogue), _record(tx, dialogue))
    for seated in dialogue_rows.on_table(dialogue):
        tx.outbox.update(_voice_key(dialogue, seated), _voice(tx, dialogue, seated))
    for submitter in _submitters(tx, dialogue):
        private.change(tx, _heard_key(dialogue, submitter), _heard(tx, dialogue, submitter))
    retelling.changed(tx, About("dialogue", dialogue.id), dialogue.circle_id)


def voice_gone(tx: Transaction, dialogue: Dialogue, voice: Voice) -> None:
    """Write again what is told of a dialogue without a voice; who brought no other is told nothing of it any more."""
    tx.session.flush()
    correct(tx, dialogue)
    if voice.submitter_id is None:
        return
    submitter = tx.session.get_one(Person, voice.submitter_id)
    if submitter not in _submitters(tx, dialogue):
        private.take_back(tx, _heard_key(dialogue, submitter))


def remark_changed(tx: Transaction, dialogue: Dialogue, remark: Remark) -> None:
    """Write again what is told of a dialogue and what holds this remark, which was edited or taken down."""
    correct(tx, dialogue)
    number = (remark.seq - 1) // LINES_TOGETHER
    if tx.outbox.find(_remarks_key(dialogue, number)) is not None:
        _rewrite(tx, _remarks_key(dialogue, number), _remarks_message(tx, dialogue, number))


def note_changed(tx: Transaction, dialogue: Dialogue, note: Note) -> None:
    """Write again what is told of a dialogue and what holds this note, which was taken down."""
    correct(tx, dialogue)
    for number, group in enumerate(_note_groups(tx, dialogue, note.voice_id)):
        if note in group:
            _rewrite(tx, _notes_key(dialogue, note.voice_id, number), _notes_message(tx, dialogue, group))


def erase_note(tx: Transaction, dialogue: Dialogue, note: Note) -> None:
    """Take a note down everywhere, and what quotes it. Needs the dialogue's lock."""
    reveal.erase(tx, note)
    watchwords.source_changed(tx, "note", note.id)
    ideas.source_changed(tx, "note", note.id)
    note_changed(tx, dialogue, note)


@answers.runs("thread_linked")
def thread_linked(tx: Transaction, thread_id: str, answer: Answer) -> None:
    """Link the record to a thread that everybody may read."""
    thread = tx.session.get_one(Thread, thread_id)
    link = answer.data.get("permalink")
    if isinstance(link, str) and link.startswith("https://"):
        thread.permalink = link
        tx.session.flush()
        tx.outbox.update(_record_key(thread.dialogue), _record(tx, thread.dialogue))


def _keep(tx: Transaction, dialogue: Dialogue, channel_id: str) -> None:
    """Post the record with each voice as its own reply, so that one can be taken down by itself."""
    root = _record_key(dialogue)
    tx.outbox.post(
        Draft(channel_id, key=root, message=_record(tx, dialogue), about=About("dialogue", dialogue.id))
    )
    for seated in dialogue_rows.on_table(dialogue):
        is_seen = _is_recorded(dialogue, seated)
        about = About("voice", seated.voice_id) if is_seen else None
        message, key = _voice(tx, dialogue, seated), _voice_key(dialogue, seated)
        follows = clips.laid_by(seated.voice, seated.position + 1, root) if is_seen else {}
        tx.outbox.post(Draft(channel_id, key=key, message=message, about=about, thread_key=root, **follows))
        if not is_seen:
            continue
        for number, group in enumerate(_note_groups(tx, dialogue, seated.voice_id)):
            notes_message = _notes_message(tx, dialogue, group)
            if notes_message is not None:
                key = _notes_key(dialogue, seated.voice_id, number)
                tx.outbox.post(
                    Draft(channel_id, key=key, message=notes_message, about=about, thread_key=root)
                )
    if dialogue.circle.record_remarks:
        _keep_remarks(tx, dialogue, channel_id)
        tx.outbox.update(root, _record(tx, dialogue))  # which says that they are there
    else:
        _ask_link(tx, dialogue)


def _keep_remarks(tx: Transaction, dialogue: Dialogue, channel_id: str) -> None:
    """Post every remark into the record's thread, where the circle wants it so and the opening said it."""
    for number in range(-(-dialogue.last_seq // LINES_TOGETHER)):
        message = _remarks_message(tx, dialogue, number)
        if message is not None:
            key = _remarks_key(dialogue, number)
            tx.outbox.post(Draft(channel_id, key=key, message=message, thread_key=_record_key(dialogue)))


def _remarks_message(tx: Transaction, dialogue: Dialogue, number: int) -> Message | None:
    """Return the remarks that stand in one message of the record; None if nothing is left of them."""
    first = number * LINES_TOGETHER
    found = select(Remark).where(
        Remark.workspace_id == tx.workspace.id,
        Remark.dialogue_id == dialogue.id,
        Remark.deleted_at.is_(None),
        Remark.seq > first,
        Remark.seq <= first + LINES_TOGETHER,
    )
    spoken = [copies.spoken(tx, remark) for remark in tx.session.scalars(found.order_by(Remark.seq)).all()]
    return bridge_views.copy(words(dialogue.circle.language), spoken) if spoken else None


def _note_groups(tx: Transaction, dialogue: Dialogue, voice_id: str) -> list[Sequence[Note]]:
    """Return the opened notes about a voice as they share messages; those taken down keep their place."""
    found = select(Note).where(
        Note.workspace_id == tx.workspace.id,
        Note.dialogue_id == dialogue.id,
        Note.voice_id == voice_id,
        Note.position.is_not(None),
    )
    every = tx.session.scalars(found.order_by(Note.position)).all()
    return [every[first : first + LINES_TOGETHER] for first in range(0, len(every), LINES_TOGETHER)]


def _notes_message(tx: Transaction, dialogue: Dialogue, group: Sequence[Note]) -> Message | None:
    lines = [reveal.line(tx, note) for note in group if not note.is_gone]
    return views.recorded_notes(words(dialogue.circle.language), lines) if lines else None


def _rewrite(tx: Transaction, key: str, message: Message | None) -> None:
    """Make a message say what is left of it; it goes if that is nothing."""
    if message is None:
        tx.outbox.delete(key)
    else:
        tx.outbox.update(key, message)


def _ask_link(tx: Transaction, dialogue: Dialogue) -> None:
    """Ask for the address of one thread: all hold the same remarks, and a public room's may be read by everybody."""
    for thread in rooms.open_threads(tx, dialogue):
        if thread.ts is not None and not thread.room.is_private and not thread.room.is_shared:
            place = {"channel": thread.channel_id, "message_ts": thread.ts}
            tx.outbox.ask("chat.getPermalink", place, answer="thread_linked", subject=thread.id)
            return


def _is_recorded(dialogue: Dialogue, seated: SeatedVoice) -> bool:
    return consent.is_seen(consent.record_room(dialogue.circle), seated.voice.consent)


def _voice(tx: Transaction, dialogue: Dialogue, seated: SeatedVoice) -> Message:
    if not _is_recorded(dialogue, seated):
        return dialogue_views.voice_inside_only(words(dialogue.circle.language), seated)
    said = quoted.of_voice(tx, dialogue, seated.voice_id)
    return views.recorded_voice(words(dialogue.circle.language), seated, dialogue.circle.tz, said)


def _heard(tx: Transaction, dialogue: Dialogue, submitter: Person) -> Message:
    """Return what somebody is told whose voice was on the table: what was said about it, or how much."""
    brought = [
        one.voice_id
        for one in dialogue_rows.on_table(dialogue)
        if submitter.id in {voice.submitter_id for voice in (one.voice, *one.voice.joined)}
    ]
    about = [spoken for voice_id in brought for spoken in quoted.of_voice(tx, dialogue, voice_id)]
    return views.heard(
        words(submitter.locale or dialogue.circle.language),
        dialogue.started_at,
        dialogue.circle.tz,
        remarks=_remarks(tx, dialogue),
        quoted=(about or quoted.of_all(tx, dialogue))[: quoted.AT_MOST],
        came=my_voices.came_of(tx, dialogue, reader=consent.reader(submitter)),
    )


def _heard_key(dialogue: Dialogue, submitter: Person) -> str:
    return f"heard:{dialogue.id}:{submitter.user_id}"


def _voice_key(dialogue: Dialogue, seated: SeatedVoice) -> str:
    return f"record-voice:{dialogue.id}:{seated.voice_id}"


def _notes_key(dialogue: Dialogue, voice_id: str, number: int) -> str:
    return f"record-notes:{dialogue.id}:{voice_id}:{number}"


def _remarks_key(dialogue: Dialogue, number: int) -> str:
    return f"record-remarks:{dialogue.id}:{number}"


def _closing_key(dialogue: Dialogue, thread: Thread) -> str:
    return f"close:{dialogue.id}:{thread.room_id}"


def _record_key(dialogue: Dialogue) -> str:
    return f"record:{dialogue.id}"


def _closed_card(dialogue: Dialogue) -> Message:
    return views.closed_card(
        words(dialogue.circle.language),
        departments=[thread.department for thread in dialogue.threads],
        voices=len(dialogue_rows.on_table(dialogue)),
        started_at=dialogue.started_at,
        closed_at=dialogue.closed_at or dialogue.started_at,
        tz=dialogue.circle.tz,
    )


def _closing(tx: Transaction, dialogue: Dialogue, thread: Thread) -> Message:
    outcome = _outcome(tx, dialogue, consent.room(thread.room))
    return views.closing(words(dialogue.circle.language), outcome, dialogue.id)


def _record(tx: Transaction, dialogue: Dialogue) -> Message:
    circle: Circle = dialogue.circle
    return views.record(
        words(circle.language),
        circle=circle.name,
        departments=[thread.department for thread in dialogue.threads],
        outcome=_outcome(tx, dialogue, consent.record_room(circle)),
        quoted=quoted.of_all(tx, dialogue),
        link=next((thread.permalink for thread in dialogue.threads if thread.permalink), None),
        holds_remarks=tx.outbox.find(_remarks_key(dialogue, 0)) is not None,
        started_at=dialogue.started_at,
        tz=circle.tz,
    )


def _outcome(tx: Transaction, dialogue: Dialogue, surface: Surface) -> views.Outcome:
    """Return what came of a dialogue, as far as it may be seen there."""
    pinned, every = watchwords.nominees(tx, dialogue, surface), watchwords.nominees(tx, dialogue)
    adopted = watchwords.first_adopted(every)
    improvement = deciding.decided(tx, dialogue)
    return views.Outcome(
        voices=len(dialogue_rows.on_table(dialogue)),
        remarks=_remarks(tx, dialogue),
        ideas=ideas.count(tx, dialogue),
        watchword=adopted.phrase if adopted in pinned and adopted is not None else None,
        watchword_id=adopted.id if adopted in pinned and adopted is not None else None,
        keeps_watchword=adopted is not None and adopted not in pinned,
        phrases=[word.phrase for word in pinned if word is not adopted],
        improvement=deciding.proposal(tx, improvement) if improvement else None,
        idea_lines=ideas.of(tx, dialogue, surface),
    )


def _remarks(tx: Transaction, dialogue: Dialogue) -> int:
    there = select(func.count()).where(Remark.dialogue_id == dialogue.id, Remark.deleted_at.is_(None))
    return tx.session.scalar(there) or 0


def _submitters(tx: Transaction, dialogue: Dialogue) -> Iterator[Person]:
    found = (
        select(Person)
        .join(Voice, Voice.submitter_id == Person.id)
        .join(SeatedVoice, SeatedVoice.voice_id == func.coalesce(Voice.joined_to_id, Voice.id))
        .where(SeatedVoice.dialogue_id == dialogue.id, Voice.state != "withdrawn")
    )
    yield from tx.session.scalars(found.order_by(Person.user_id)).unique()
