"""The bridge: what a person says in one room's thread is a remark, and stands in every other room as a copy.

Whatever changes the remarks of a dialogue holds the lock of the dialogue's row: the order in which it is taken is
the one order of the dialogue (`seq`), and no two changes write the same shared message from old words.
A deleted remark stays as an empty row, so that nothing that comes late brings it back.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import select

from bot import answers, copies, inbox, people, record, watchwords
from bot.copies import File
from bot.outbox import Draft, Priority
from bot.people import Answer
from bot.plaintext import clean
from bot.refusals import Gone
from bot.texts import words
from bot.transaction import Transaction
from bot.views import bridge as views
from models import Dialogue, Person, Remark, Thread

SPOKEN = {None, "file_share", "me_message", "thread_broadcast"}
"""Subtypes of messages in which somebody says something; joins, topics and the like are none.

https://docs.slack.dev/reference/events/message"""
SLACKBOT = "USLACKBOT"
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
PICTURE_BYTES = 10 * 1024 * 1024

Plain = Annotated[str, BeforeValidator(lambda text: text or ""), AfterValidator(clean)]
"""Text without the characters that no database stores; absent and null are empty."""


class SlackFile(BaseModel):
    """https://docs.slack.dev/reference/objects/file-object; of a file of another organisation only the id may come."""

    model_config = ConfigDict(hide_input_in_errors=True)

    id: str
    name: Plain = ""
    mimetype: str | None = None
    url_private: str | None = None
    permalink: str | None = None
    size: int = 0
    mode: str | None = None

    def kept(self) -> File:
        is_picture = self.mimetype in PICTURES and bool(self.url_private) and self.size <= PICTURE_BYTES
        return File(
            id=self.id,
            name=self.name,
            mimetype=self.mimetype,
            url=self.url_private,
            permalink=self.permalink,
            is_awaited=is_picture,
        )


class Edited(BaseModel):
    ts: str


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
    metadata: dict[str, Any] | None = None

    @property
    def is_remark(self) -> bool:
        """Say whether a person says something in a thread."""
        is_person = self.user not in {None, SLACKBOT} and self.bot_id is None
        is_reply = self.thread_ts is not None and self.thread_ts != self.ts
        return is_person and is_reply and self.subtype in SPOKEN

    @property
    def edited_ts(self) -> str | None:
        return self.edited.ts if self.edited else None

    def kept_files(self) -> list[File]:
        return [file.kept() for file in self.files if file.mode != "tombstone"]


def thread_at(tx: Transaction, channel_id: str, ts: str) -> Thread | None:
    """Return the thread of a dialogue whose card stands at this place."""
    return tx.session.scalar(
        select(Thread).where(
            Thread.workspace_id == tx.workspace.id, Thread.channel_id == channel_id, Thread.ts == ts
        )
    )


def heard(tx: Transaction, channel_id: str, message: SlackMessage, event: dict[str, Any]) -> None:
    """Take in a message of a person: a remark if it was said in a dialogue's thread.

    One said in a thread that may turn out to be ours (its card is on its way) waits until the card's place is known.
    """
    thread = _thread_of(tx, channel_id, message, event)
    if thread is not None:
        said(tx, thread, message)


def _thread_of(
    tx: Transaction, channel_id: str, message: SlackMessage, event: dict[str, Any]
) -> Thread | None:
    """Return the dialogue's thread that a reply stands in.

    The event waits if a card of this channel has no place yet; locking that keeps its answer from slipping by.
    """
    ts = message.thread_ts or ""
    thread = thread_at(tx, channel_id, ts)
    if thread is not None:
        return thread
    pending = select(Thread.id).where(
        Thread.workspace_id == tx.workspace.id, Thread.channel_id == channel_id, Thread.ts.is_(None)
    )
    is_pending = tx.session.scalars(pending.with_for_update()).first() is not None
    thread = thread_at(tx, channel_id, ts)
    if thread is None and is_pending:
        inbox.keep_early(tx, channel_id, ts, event)
    return thread


def said(tx: Transaction, thread: Thread, message: SlackMessage) -> None:
    """Take in a remark, once, and copy it into every other room. After the close it stays where it is.

    A message that is known already may have been edited meanwhile.
    """
    dialogue = lock(tx, thread.dialogue_id)
    known = find(tx, thread.channel_id, message.ts)
    if known is not None:
        _change(tx, dialogue, known, message)
    elif dialogue.state == "closed":
        _say_closed(tx, dialogue, thread)
    else:
        author = _author(tx, thread, message)
        remark = _keep(tx, dialogue, thread, author, message)
        copies.post(tx, dialogue, thread, remark, author)
        answers.run(tx, "message_known", f"{remark.channel_id}:{remark.ts}", Answer())


def changed(tx: Transaction, channel_id: str, message: SlackMessage, event: dict[str, Any]) -> None:
    """Follow an edit. One that comes before the message it changes is the message."""
    known = find(tx, channel_id, message.ts)
    if message.subtype == "tombstone":
        deleted(tx, channel_id, message.ts, message, event)
    elif known is not None:
        _change(tx, lock(tx, known.dialogue_id), known, message)
    elif message.is_remark:
        heard(tx, channel_id, message, event)
    elif message.bot_id is None:
        _wait(tx, channel_id, message.ts, event)


def deleted(
    tx: Transaction, channel_id: str, ts: str, previous: SlackMessage | None, event: dict[str, Any]
) -> None:
    """Erase a remark and take its copies down. One never seen leaves an empty row: it must not come later."""
    known = find(tx, channel_id, ts)
    if known is not None:
        erase(tx, lock(tx, known.dialogue_id), known)
    elif previous is not None and previous.is_remark:
        thread = _thread_of(tx, channel_id, previous, event)
        if thread is not None:
            _bury(tx, lock(tx, thread.dialogue_id), thread, previous)
    elif previous is None or previous.bot_id is None:
        _wait(tx, channel_id, ts, event)


def erase(tx: Transaction, dialogue: Dialogue, remark: Remark) -> None:
    """Take a remark down in every room, for ever. Needs the dialogue's lock."""
    tx.session.refresh(remark)
    if remark.deleted_at is not None:
        return
    remark.text, remark.files, remark.deleted_at = "", [], tx.now
    tx.session.flush()
    copies.follow(tx, dialogue, remark)
    _correct(tx, dialogue, remark)


def find(tx: Transaction, channel_id: str, ts: str) -> Remark | None:
    return tx.session.scalar(
        select(Remark).where(
            Remark.workspace_id == tx.workspace.id, Remark.channel_id == channel_id, Remark.ts == ts
        )
    )


def lock(tx: Transaction, dialogue_id: str) -> Dialogue:
    """Return the dialogue as it is now, with nobody else changing its remarks until the end of the transaction."""
    return tx.session.get_one(Dialogue, dialogue_id, with_for_update={"of": Dialogue}, populate_existing=True)


def to_read(tx: Transaction, remark_id: str, channel_id: str) -> Remark:
    """Return a remark for somebody in one of its dialogue's rooms to read whole, or refuse with `Gone`."""
    remark = tx.session.get(Remark, remark_id)
    if remark is None or remark.workspace_id != tx.workspace.id or remark.deleted_at is not None:
        raise Gone
    at_table = select(Thread.id).where(
        Thread.dialogue_id == remark.dialogue_id, Thread.channel_id == channel_id
    )
    if tx.session.scalar(at_table) is None:
        raise Gone
    return remark


def _wait(tx: Transaction, channel_id: str, ts: str, event: dict[str, Any]) -> None:
    """Let an event that does not tell its thread wait for its message, where that may still be a remark."""
    open_here = (
        select(Thread.id)
        .join(Dialogue)
        .where(
            Thread.workspace_id == tx.workspace.id,
            Thread.channel_id == channel_id,
            Dialogue.state != "closed",
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
    tx: Transaction, dialogue: Dialogue, thread: Thread, author: Person, message: SlackMessage
) -> Remark:
    dialogue.last_seq += 1
    remark = Remark(
        workspace_id=tx.workspace.id,
        dialogue_id=dialogue.id,
        thread_id=thread.id,
        person_id=author.id,
        channel_id=thread.channel_id,
        ts=message.ts,
        seq=dialogue.last_seq,
        text=message.text,
        files=[file.model_dump() for file in message.kept_files()],
        edited_ts=message.edited_ts,
        said_at=tx.now,
    )
    tx.session.add(remark)
    tx.session.flush()
    return remark


def _change(tx: Transaction, dialogue: Dialogue, remark: Remark, message: SlackMessage) -> None:
    """Take over the words of the newest edit (Slack's `edited.ts`); unfurls and counts of replies are none."""
    tx.session.refresh(remark)
    if remark.deleted_at is not None:
        return
    is_newer = (message.edited_ts or "") > (remark.edited_ts or "")
    files = _files_left(remark, message, is_newer=is_newer)
    if not is_newer and files == remark.files:
        return
    if is_newer:
        remark.text, remark.edited_ts = message.text, message.edited_ts
    remark.files = files
    tx.session.flush()
    copies.follow(tx, dialogue, remark)
    _correct(tx, dialogue, remark)


def _files_left(remark: Remark, message: SlackMessage, *, is_newer: bool) -> list[dict[str, Any]]:
    """Return the remark's files without those that are gone: deleted, or left out by the newest edit."""
    if is_newer:
        there = {file.id for file in message.kept_files()}
        return [file for file in remark.files if file["id"] in there]
    gone = {file.id for file in message.files if file.mode == "tombstone"}
    return [file for file in remark.files if file["id"] not in gone]


def _correct(tx: Transaction, dialogue: Dialogue, remark: Remark) -> None:
    """Let what quotes the remark follow it: the nominees, and after the close what was told of the dialogue."""
    watchwords.source_changed(tx, "remark", remark.id)
    if dialogue.state == "closed":
        record.correct(tx, dialogue)


def _bury(tx: Transaction, dialogue: Dialogue, thread: Thread, message: SlackMessage) -> None:
    """Leave the empty row of a remark that was deleted before it came."""
    if dialogue.state != "closed" and find(tx, thread.channel_id, message.ts) is None:
        empty = message.model_copy(update={"text": "", "files": []})
        _keep(tx, dialogue, thread, _author(tx, thread, message), empty).deleted_at = tx.now


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
