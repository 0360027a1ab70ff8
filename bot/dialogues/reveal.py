"""The reveal: all notes open at once in every room, in one order that chance made; what comes later joins them.

From then on a note stands in our messages, several in one, and what is taken down goes from each of them.
"""

from collections.abc import Sequence
from random import SystemRandom

from sqlalchemy import func, select

from bot import tally
from bot.bridge import copies
from bot.circles import rooms
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.dialogues import dialogue_rows, note_writers
from bot.refusals import Gone
from bot.tally import Meaning
from bot.texts import words
from bot.transaction import Transaction
from bot.views import notes as views
from bot.views.notes import Line
from bot.views.totals import Marks
from bot.voices import consent
from models import Dialogue, Note, Person, Remark, Thread

SHOWN_LINES = 60
"""More lines than this stand behind a button."""


def open_together(tx: Transaction, dialogue: Dialogue) -> None:
    """Open all notes in every room, once, in one chance order; then bridge what was said meanwhile. Needs the lock."""
    if dialogue.notes_opened_at is not None:
        return
    dialogue.notes_opened_at = tx.now
    note_writers.drop_replaced(tx, dialogue)
    opened = _shuffle(tx, dialogue)
    for thread in rooms.open_threads(tx, dialogue):
        tx.outbox.post_new(_drafts(tx, dialogue, thread, opened))
    held = select(Remark).where(Remark.dialogue_id == dialogue.id, Remark.deleted_at.is_(None))
    for remark in tx.session.scalars(held.order_by(Remark.seq)).all():
        said_in = tx.session.get_one(Thread, remark.thread_id) if remark.thread_id else None
        author = tx.session.get_one(Person, remark.person_id) if remark.person_id else None
        copies.post(tx, dialogue, said_in, remark, author)


def opened(tx: Transaction, dialogue: Dialogue) -> list[Note]:
    """Return the opened notes in their order, the late ones last."""
    found = select(Note).where(
        Note.dialogue_id == dialogue.id, Note.position.is_not(None), Note.is_gone.is_(False)
    )
    return list(tx.session.scalars(found.order_by(Note.position)))


def to_read(tx: Transaction, dialogue_id: str, channel_id: str) -> list[Line]:
    """Return all notes that may be read in this room. Refuses with `Gone`."""
    dialogue = dialogue_rows.get(tx, dialogue_id)
    thread = next((one for one in dialogue.threads if one.channel_id == channel_id), None)
    if thread is None or dialogue.notes_opened_at is None:
        raise Gone
    return [line(tx, note) for note in opened(tx, dialogue) if _may_stand(note, thread)]


def erase(tx: Transaction, note: Note) -> None:
    """Take a note down everywhere, for ever."""
    dialogue = dialogue_rows.lock(tx, note.dialogue_id)
    tx.session.refresh(note)
    if note.is_gone:
        return
    note.text, note.is_gone = "", True
    tx.session.flush()
    for thread in dialogue.threads:
        _follow(tx, dialogue, note, thread)
    copies.follow_links(tx, dialogue, About("note", note.id))


def show_marks(tx: Transaction, dialogue: Dialogue, note: Note) -> None:
    """Let what stands of a note in every room tell how many marked it. Needs the dialogue's lock."""
    for thread in dialogue.threads if not note.is_gone else ():
        post = tx.outbox.find(key(note, thread))
        if post is not None and post.state == "posted" and post.ts is not None:
            _recast(tx, dialogue, post.channel_id, post.ts, priority=Priority.COUNT)


def join_late(tx: Transaction, dialogue: Dialogue, new: Sequence[Note]) -> None:
    """Let what was written after the others were opened stand behind them, marked so. Needs the dialogue's lock."""
    last = tx.session.scalar(select(func.max(Note.position)).where(Note.dialogue_id == dialogue.id))
    for position, note in enumerate(new, start=0 if last is None else last + 1):
        note.position = position
    tx.session.flush()
    for thread in rooms.open_threads(tx, dialogue):
        tx.outbox.post_new([_draft(tx, dialogue, thread, note) for note in new if _may_stand(note, thread)])


def line(tx: Transaction, note: Note) -> Line:
    """Return a note as it is shown."""
    writer = tx.session.get_one(Person, note.person_id) if note.person_id else None
    return Line(
        note.text, writer.name if writer else None, writer.department if writer else None, note.is_late
    )


def key(note: Note, thread: Thread) -> str:
    return f"note:{note.id}:{thread.room_id}"


@answers.runs("note_posted")
def note_posted(tx: Transaction, note_id: str, answer: Answer) -> None:
    """A note has arrived in a room; one that was taken down on the way goes again."""
    note = tx.session.get_one(Note, note_id)
    if note.is_gone:
        _recast(tx, note.dialogue, answer.data["channel"], answer.data["ts"])


def _shuffle(tx: Transaction, dialogue: Dialogue) -> list[Note]:
    """Give the notes their places: voice by voice, in each by chance."""
    closed = tx.session.scalars(
        select(Note).where(Note.dialogue_id == dialogue.id, Note.is_gone.is_(False)).order_by(Note.id)
    ).all()
    chance, placed = SystemRandom(), []
    for seated in dialogue_rows.on_table(dialogue):
        group = [note for note in closed if note.voice_id == seated.voice_id]
        chance.shuffle(group)
        placed += group
    for position, note in enumerate(placed):
        note.position = position
    for note in closed:
        if note.position is None:  # its voice was withdrawn: nobody will ever read it
            tx.session.delete(note)
    tx.session.flush()
    return placed


def _drafts(tx: Transaction, dialogue: Dialogue, thread: Thread, opened: Sequence[Note]) -> list[Draft]:
    said = words(dialogue.circle.language)
    stand = [note for note in opened if _may_stand(note, thread)]
    shown = _within(stand)
    drafts = [_plain_draft(thread, f"notes:{dialogue.id}", views.opened(said, len(stand)))]
    for seated in dialogue_rows.on_table(dialogue):
        group = [note for note in shown if note.voice_id == seated.voice_id]
        if group:
            line = views.heading(said, seated.position, seated.voice.quote)
            about = About("voice", seated.voice_id)
            drafts.append(_plain_draft(thread, f"notes-voice:{dialogue.id}:{seated.voice_id}", line, about))
            drafts += [_draft(tx, dialogue, thread, note) for note in group]
    if len(shown) < len(stand):
        left = views.more(said, dialogue.id, len(stand) - len(shown))
        drafts.append(_plain_draft(thread, f"notes-more:{dialogue.id}", left))
    return drafts


def _plain_draft(thread: Thread, kind: str, message: Message, about: About | None = None) -> Draft:
    return Draft(
        thread.channel_id,
        key=f"{kind}:{thread.room_id}",
        message=message,
        about=about,
        thread_key=thread.card_key,
        priority=Priority.STAGE,
    )


def _draft(tx: Transaction, dialogue: Dialogue, thread: Thread, note: Note) -> Draft:
    return Draft(
        thread.channel_id,
        key=key(note, thread),
        message=views.note(words(dialogue.circle.language), line(tx, note)),
        about=About("note", note.id),
        thread_key=thread.card_key,
        priority=Priority.STAGE,
        joins=f"notes:{thread.id}",
        answer="note_posted",
        subject=note.id,
    )


def _within(notes: Sequence[Note]) -> list[Note]:
    """Return as many of the notes as a thread shows: whole ones, up to 60 lines."""
    shown, lines = [], 0
    for note in notes:
        lines += note.text.count("\n") + 1
        if lines > SHOWN_LINES:
            break
        shown.append(note)
    return shown


def _may_stand(note: Note, thread: Thread) -> bool:
    return consent.is_seen(consent.room(thread.room), note.voice.consent)


def _marks(tx: Transaction, note: Note) -> Marks:
    about = About("note", note.id)
    return Marks(tally.people(tx, Meaning.PIN, about), tally.people(tx, Meaning.IDEA, about))


def _follow(tx: Transaction, dialogue: Dialogue, note: Note, thread: Thread) -> None:
    post = tx.outbox.find(key(note, thread))
    if post is None or tx.outbox.is_under_way(post.key):
        return  # when it has arrived, `note_posted` comes back to it
    tx.session.refresh(post)
    if post.state == "posted" and post.ts is not None:
        _recast(tx, dialogue, post.channel_id, post.ts)
    else:
        tx.outbox.delete(post.key)


def _recast(
    tx: Transaction,
    dialogue: Dialogue,
    channel_id: str,
    ts: str,
    *,
    priority: Priority = Priority.TAKEDOWN,
) -> None:
    """Write the message that carries several notes anew from those that are left; without any it goes."""
    carried = {post.about_id: post for post in tx.outbox.at(channel_id, ts) if post.about_kind == "note"}
    found = select(Note).where(Note.workspace_id == tx.workspace.id, Note.id.in_(carried))
    every = tx.session.scalars(found.order_by(Note.position).execution_options(populate_existing=True)).all()
    first_key = carried[every[0].id].key
    left = [note for note in every if not note.is_gone]
    if left:
        said = words(dialogue.circle.language)
        message = views.joined([views.note(said, line(tx, note), _marks(tx, note)) for note in left])
        tx.outbox.update(first_key, message, priority=priority)
    else:
        tx.outbox.delete(first_key)
