"""The bridge: what a person says in one room's thread is a remark, and stands in every other room as a copy.

Whatever changes the remarks of a dialogue holds the lock of the dialogue's row: the order in which it is taken is
the one order of the dialogue (`seq`), and no two changes write the same shared message from old words.
A deleted remark stays as an empty row, so that nothing that comes late brings it back.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value

from bot import files, inbox
from bot.bridge import copies
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import About, Draft, Priority
from bot.dialogues import arrivals, dialogue_rows, gentle, record
from bot.files import File, Plain, SlackFile
from bot.ideas import ideas
from bot.people import people
from bot.plaintext import mentioned
from bot.reactions import places
from bot.refusals import Gone
from bot.texts import words
from bot.transaction import Transaction
from bot.views import bridge as views
from bot.views import notes as note_views
from bot.watchwords import watchwords
from models import RUNNING, Dialogue, Person, Remark, Thread, new_id

SPOKEN = {None, "file_share", "me_message", "thread_broadcast"}
"""Subtypes of messages in which somebody says something; joins, topics and the like are none.

https://docs.slack.dev/reference/events/message"""
SLACKBOT = "USLACKBOT"

TABLE_AT = (
    select(Dialogue, Thread)
    .join(Dialogue.threads)
    .where(
        Thread.workspace_id == bindparam("workspace_id"),
        Thread.channel_id == bindparam("channel_id"),
        Thread.ts == bindparam("ts"),
    )
    .with_for_update(of=Dialogue)
    .execution_options(populate_existing=True)
)
COUNT = update(Dialogue).where(Dialogue.id == bindparam("of_dialogue"))


class Edited(BaseModel):
    ts: str


class SlackAttachment(BaseModel):
    """What Slack hangs on a message: a message that somebody shared, or the preview of a link in the text."""

    model_config = ConfigDict(hide_input_in_errors=True)

    from_url: Plain = ""
    is_share: bool = False


class SlackMessage(BaseModel):
    """A message as events and `conversations.replies` show it."""

    model_config = ConfigDict(hide_input_in_errors=True)

    ts: str
    user: str | None = None
    text: Plain = ""
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    edited: Edited | None = None
    files: list[SlackFile] = Field(default_factory=list)
    attachments: list[SlackAttachment] = Field(default_factory=list)
    metadata: dict[str, Any] | None = None

    @property
    def is_remark(self) -> bool:
        """Say whether a person says something in a thread."""
        is_person = self.user not in {None, SLACKBOT} and self.bot_id is None
        is_reply = self.thread_ts is not None and self.thread_ts != self.ts
        return is_person and is_reply and self.subtype in SPOKEN

    @property
    def words(self) -> str:
        """Return what is said: the text, and the address of each message that is shared with it."""
        shared = [one.from_url for one in self.attachments if one.is_share and one.from_url not in self.text]
        return "\n".join(filter(None, [self.text, *(f"<{url}>" for url in shared)]))

    @property
    def edited_ts(self) -> str | None:
        return self.edited.ts if self.edited else None

    def kept_files(self) -> list[File]:
        return [file.kept() for file in self.files if file.mode != "tombstone"]


def table_at(tx: Transaction, channel_id: str, ts: str) -> tuple[Dialogue, Thread] | None:
    """Return the dialogue of which a card stands at this place, locked from now on, and the card's thread."""
    found = tx.session.execute(TABLE_AT, _place(tx, channel_id, ts)).one_or_none()
    return (found.Dialogue, found.Thread) if found else None


def heard(tx: Transaction, channel_id: str, message: SlackMessage, event: dict[str, Any]) -> bool:
    """Take in a message of a person, a remark if it was said in a dialogue's thread; say whether it may be one.

    One said in a thread that may turn out to be ours (its card is on its way) waits until the card's place is known.
    """
    table, waits = _table_of(tx, channel_id, message, event)
    if table is not None:
        said(tx, *table, message)
    return table is not None or waits


def _table_of(
    tx: Transaction, channel_id: str, message: SlackMessage, event: dict[str, Any]
) -> tuple[tuple[Dialogue, Thread] | None, bool]:
    """Return the dialogue and the thread of it that a reply stands in, and whether the event waits to know them.

    It waits if a card of this channel has no place yet; locking that keeps its answer from slipping by.
    """
    ts = message.thread_ts or ""
    table = table_at(tx, channel_id, ts)
    if table is not None:
        return table, False
    pending = select(Thread.id).where(
        Thread.workspace_id == tx.workspace.id, Thread.channel_id == channel_id, Thread.ts.is_(None)
    )
    is_pending = tx.session.scalars(pending.with_for_update()).first() is not None
    table = table_at(tx, channel_id, ts)
    waits = table is None and is_pending
    if waits:
        inbox.keep_early(tx, channel_id, ts, event)
    return table, waits


def said(tx: Transaction, dialogue: Dialogue, thread: Thread, message: SlackMessage) -> None:
    """Take in a remark, once, and copy it into every other room. After the close it stays where it is.

    While everybody writes it waits in its room; the copies are made when the notes are opened. A message that is
    known already may have been edited meanwhile. Needs the dialogue's lock.
    """
    author = _author(tx, thread, message)
    remark = _keep(tx, dialogue, thread, author, message) if dialogue.state != "closed" else None
    if remark is not None:
        is_greeted = arrivals.spoke(tx, dialogue, thread, remark, author)
        gentle.heard(tx, dialogue, thread, remark, author)
        if dialogue.notes_opened_at is not None:
            copies.post(tx, dialogue, thread, remark, author)
        elif not is_greeted:
            _hint(tx, dialogue, thread, author)
        answers.run(tx, "message_known", f"{remark.channel_id}:{remark.ts}", Answer())
        return
    known = places.remark_at(tx, thread.channel_id, message.ts)
    if known is not None:
        _change(tx, dialogue, known, message)
    else:
        _say_closed(tx, dialogue, thread)


def changed(tx: Transaction, channel_id: str, message: SlackMessage, event: dict[str, Any]) -> None:
    """Follow an edit. One that comes before the message it changes is the message."""
    known = places.remark_at(tx, channel_id, message.ts)
    if message.subtype == "tombstone":
        deleted(tx, channel_id, message.ts, message, event)
    elif known is not None:
        _change(tx, dialogue_rows.lock(tx, known.dialogue_id), known, message)
    elif message.is_remark:
        heard(tx, channel_id, message, event)
    elif message.bot_id is None and tx.workspace.bot_user_id not in mentioned(message.text):
        _wait(
            tx, channel_id, message.ts, event
        )  # one to us is a customer's words, of which no original is kept


def deleted(
    tx: Transaction, channel_id: str, ts: str, previous: SlackMessage | None, event: dict[str, Any]
) -> None:
    """Erase a remark and take its copies down. One never seen leaves an empty row: it must not come later."""
    known = places.remark_at(tx, channel_id, ts)
    if known is not None:
        erase(tx, dialogue_rows.lock(tx, known.dialogue_id), known)
    elif previous is not None and previous.is_remark:
        table, _ = _table_of(tx, channel_id, previous, event)
        if table is not None:
            _bury(tx, *table, previous)
    elif previous is None or previous.bot_id is None:
        _wait(tx, channel_id, ts, event)


def erase(tx: Transaction, dialogue: Dialogue, remark: Remark) -> None:
    """Take a remark down in every room, for ever. Needs the dialogue's lock."""
    tx.session.refresh(remark)
    if remark.deleted_at is not None:
        return
    files.remove(tx, remark.files)
    remark.text, remark.files, remark.deleted_at = "", [], tx.now
    follow(tx, dialogue, remark)


def follow(tx: Transaction, dialogue: Dialogue, remark: Remark) -> None:
    """Let its copies, and whatever quotes it, read as a remark does now. Needs the dialogue's lock."""
    tx.session.flush()
    copies.follow(tx, dialogue, remark)
    copies.follow_links(tx, dialogue, About("remark", remark.id))
    watchwords.source_changed(tx, "remark", remark.id)
    ideas.source_changed(tx, "remark", remark.id)
    record.remark_changed(tx, dialogue, remark)


def to_read(tx: Transaction, remark_id: str, channel_id: str) -> Remark:
    """Return a remark for somebody in one of its dialogue's rooms to read whole, or refuse with `Gone`."""
    remark = tx.find(Remark, remark_id)
    if remark is None or remark.deleted_at is not None:
        raise Gone
    at_table = select(Thread.id).where(
        Thread.dialogue_id == remark.dialogue_id, Thread.channel_id == channel_id
    )
    if tx.session.scalar(at_table) is None:
        raise Gone
    return remark


def _place(tx: Transaction, channel_id: str, ts: str) -> dict[str, str]:
    return {"workspace_id": tx.workspace.id, "channel_id": channel_id, "ts": ts}


def _wait(tx: Transaction, channel_id: str, ts: str, event: dict[str, Any]) -> None:
    """Let an event that does not tell its thread wait for its message, where that may still be a remark."""
    open_here = (
        select(Thread.id)
        .join(Dialogue)
        .where(
            Thread.workspace_id == tx.workspace.id,
            Thread.channel_id == channel_id,
            Dialogue.state.in_(RUNNING),
        )
    )
    if tx.session.scalars(open_here.limit(1)).first() is not None:
        inbox.keep_early(tx, channel_id, ts, event)


def _author(tx: Transaction, thread: Thread, message: SlackMessage) -> Person:
    assert message.user is not None
    is_actor = tx.person is not None and tx.person.user_id == message.user
    author = tx.actor if is_actor else people.seen(tx, message.user)
    if author.department != thread.department:
        author.department = thread.department
    return author


def _keep(
    tx: Transaction,
    dialogue: Dialogue,
    thread: Thread,
    author: Person,
    message: SlackMessage,
    *,
    is_gone: bool = False,
) -> Remark | None:
    """Keep a remark; None if it is known already. Needs the dialogue's lock."""
    return number(
        tx,
        dialogue,
        id=new_id(),
        thread_id=thread.id,
        person_id=author.id,
        channel_id=thread.channel_id,
        ts=message.ts,
        text=message.words,
        files=[file.model_dump() for file in message.kept_files()],
        edited_ts=message.edited_ts,
        deleted_at=tx.now if is_gone else None,
        said_at=tx.now,
    )


def number(tx: Transaction, dialogue: Dialogue, **values: Any) -> Remark | None:
    """Give a remark its place in the one order; None if it is known already. Needs the dialogue's lock.

    What every remark passes goes around the session's bookkeeping, which would take most of the time before the ack.
    """
    values |= {
        "workspace_id": tx.workspace.id,
        "dialogue_id": dialogue.id,
        "seq": dialogue.last_seq + 1,
    }
    if not tx.add_once(Remark, **values):
        return None
    tx.session.connection().execute(COUNT, {"of_dialogue": dialogue.id, "last_seq": values["seq"]})
    set_committed_value(dialogue, "last_seq", values["seq"])
    return Remark(**values)


def _change(tx: Transaction, dialogue: Dialogue, remark: Remark, message: SlackMessage) -> None:
    """Take over the words of the newest edit (Slack's `edited.ts`); unfurls and counts of replies are none."""
    tx.session.refresh(remark)
    if remark.deleted_at is not None:
        return
    is_newer = (message.edited_ts or "") > (remark.edited_ts or "")
    left = _files_left(remark, message, is_newer=is_newer)
    if not is_newer and left == remark.files:
        return
    if is_newer:
        remark.text, remark.edited_ts = message.words, message.edited_ts
    files.remove(tx, [file for file in remark.files if file not in left])
    remark.files = left
    follow(tx, dialogue, remark)


def _files_left(remark: Remark, message: SlackMessage, *, is_newer: bool) -> list[dict[str, Any]]:
    """Return the remark's files without those that are gone: deleted, or left out by the newest edit."""
    if is_newer:
        there = {file.id for file in message.kept_files()}
        return [file for file in remark.files if file["id"] in there]
    gone = {file.id for file in message.files if file.mode == "tombstone"}
    return [file for file in remark.files if file["id"] not in gone]


def _bury(tx: Transaction, dialogue: Dialogue, thread: Thread, message: SlackMessage) -> None:
    """Leave the empty row of a remark that was deleted before it came."""
    if dialogue.state != "closed":
        empty = message.model_copy(update={"text": "", "files": [], "attachments": []})
        _keep(tx, dialogue, thread, _author(tx, thread, message), empty, is_gone=True)


def _hint(tx: Transaction, dialogue: Dialogue, thread: Thread, author: Person) -> None:
    """Tell whoever speaks in the writing time, once, how to write unseen."""
    if inbox.first_time(tx, f"early:{dialogue.id}:{author.user_id}"):
        message = note_views.hint(words(author.locale or dialogue.circle.language), dialogue.id)
        tx.outbox.ephemeral(thread.channel_id, author.user_id, message, thread_ts=thread.ts)


def _say_closed(tx: Transaction, dialogue: Dialogue, thread: Thread) -> None:
    """Say, once in each room, that what is written from now on stays there."""
    tx.outbox.post(
        Draft(
            thread.channel_id,
            key=f"after:{dialogue.id}:{thread.room_id}",
            message=views.closed(words(dialogue.circle.language)),
            thread_key=thread.card_key,
            priority=Priority.CARD,
        )
    )
