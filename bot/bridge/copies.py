"""Copies: a remark as it stands in the other rooms, in the one order, with its edits and deletions.

A copy is posted once and follows its remark from then on. Delivery may let waiting remarks share a message: what
changes one of them writes the whole message anew, under the key of its first remark. A copy that is just being sent
cannot be changed; when it has arrived, `copied` brings it up to date.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import and_, or_, select, update

from bot import files, tally
from bot.bridge import aliases, linked
from bot.circles import rooms
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.dialogues import dialogue_rows
from bot.files import File
from bot.people import people
from bot.plaintext import mentioned, readable
from bot.tally import Meaning
from bot.texts import words
from bot.transaction import Transaction
from bot.views import bridge as views
from bot.views.bridge import Picture, Spoken
from bot.views.totals import Marks
from models import RUNNING, Dialogue, OutboxRow, Person, Post, Remark, Thread

SHARED_CHARACTERS = 3000
"""Remarks that may share a message are no longer than this, and have no files."""
AWAITED_NAMES = 10
"""A remark waits for the names of so many people in it; further ones whom we never met are shown without."""


def key(remark: Remark, thread: Thread) -> str:
    return f"copy:{remark.id}:{thread.room_id}"


def post(
    tx: Transaction, dialogue: Dialogue, thread: Thread | None, remark: Remark, author: Person | None
) -> None:
    """Post a new remark into every other room; until everybody in it is known by name, it keeps its place there.

    One without a name was said nowhere (`thread` is None) and by nobody: it goes into every room.
    """
    is_tellable = _is_tellable(tx, remark)
    message = _message(tx, dialogue, [remark]) if is_tellable else None
    may_share = not remark.files and len(remark.text) <= SHARED_CHARACTERS
    tx.outbox.post_new(
        [
            Draft(
                other.channel_id,
                key=key(remark, other),
                message=message,
                about=About("remark", remark.id),
                thread_key=other.card_key,
                priority=Priority.REMARK,
                joins=f"thread:{other.id}" if may_share else None,
                answer="copied",
                subject=remark.id,
            )
            for other in rooms.open_threads(tx, dialogue)
            if thread is None or other.id != thread.id
        ]
    )
    if author is not None and not people.is_known(author):
        _hurry(tx, author.user_id)
    attached = [File.model_validate(file) for file in remark.files]
    files.mirror(tx, attached, answer="picture_mirrored", about_id=remark.id)


def follow(tx: Transaction, dialogue: Dialogue, remark: Remark) -> None:
    """Make every copy read as the remark does now, or take it down with it. Needs the dialogue's lock.

    While somebody in it is not known by name yet, the copies stay as they are; `person_learned` comes back to them.
    """
    is_gone = remark.deleted_at is not None
    if not is_gone and not _is_tellable(tx, remark) and dialogue.state != "closed":
        return
    for copy_key in _keys(tx, remark):
        if tx.outbox.is_under_way(copy_key):
            continue
        copy = tx.outbox.find(copy_key)
        if copy is None:
            continue
        tx.session.refresh(copy)
        if copy.state == "posted":
            _recast(tx, dialogue, copy)
        elif is_gone:
            tx.outbox.delete(copy_key)
        else:
            tx.outbox.update(copy_key, _message(tx, dialogue, [remark]))


def follow_links(tx: Transaction, dialogue: Dialogue, about: About) -> None:
    """Let the remarks that link to a thing of the dialogue tell its words as they are now. Needs its lock."""
    for remark in linked.linking(tx, dialogue, about):
        follow(tx, dialogue, remark)


def show_marks(tx: Transaction, dialogue: Dialogue, remark: Remark) -> None:
    """Let the copies that stand tell how many marked the remark. Needs the dialogue's lock."""
    for copy_key in _keys(tx, remark) if remark.deleted_at is None else ():
        copy = tx.outbox.find(copy_key)
        if copy is not None and copy.state == "posted":
            _recast(tx, dialogue, copy, priority=Priority.COUNT)


@answers.runs("copied")
def copied(tx: Transaction, remark_id: str, answer: Answer) -> None:
    """A copy has arrived in its room: if the remark changed on the way, the copy does so now."""
    remark = tx.session.get_one(Remark, remark_id, populate_existing=True)
    if remark.edited_ts is None and remark.deleted_at is None:
        return
    dialogue = tx.session.get_one(Dialogue, remark.dialogue_id)
    for copy in tx.outbox.at(answer.data["channel"], answer.data["ts"]):
        if copy.about_id == remark.id:
            _recast(tx, dialogue, copy)


@answers.runs("person_learned")
def person_learned(tx: Transaction, user_id: str, answer: Answer) -> None:
    """Get to know a person, and give the copies that wait for a name their words.

    The open dialogues are locked first: a remark that is being taken in meanwhile either sees the name or is seen.
    """
    if people.is_known(people.seen(tx, user_id)):
        people.learn(tx, user_id, answer)
        return
    open_ones = select(Dialogue).where(Dialogue.workspace_id == tx.workspace.id, Dialogue.state.in_(RUNNING))
    dialogues = tx.session.scalars(open_ones.order_by(Dialogue.id).with_for_update(of=Dialogue)).all()
    person = people.learn(tx, user_id, answer)
    tx.session.flush()
    waiting = select(OutboxRow.subject).where(
        OutboxRow.workspace_id == tx.workspace.id, OutboxRow.kind == "post", OutboxRow.is_ready.is_(False)
    )
    names_them = Remark.text.contains(f"<@{person.user_id}", autoescape=True)
    found = select(Remark).where(
        Remark.workspace_id == tx.workspace.id,
        Remark.deleted_at.is_(None),
        or_(Remark.id.in_(waiting), and_(Remark.dialogue_id.in_([d.id for d in dialogues]), names_them)),
    )
    for remark in tx.session.scalars(found.order_by(Remark.dialogue_id, Remark.seq)).all():
        _follow_now(tx, remark)


@answers.runs("picture_mirrored")
def picture_mirrored(tx: Transaction, subject: str, answer: Answer) -> None:
    """A picture is ours to show, or Slack would not give it: either way its copies need wait no longer."""
    remark_id, _, file_id = subject.partition(":")
    remark = tx.session.get_one(Remark, remark_id)
    dialogue = _lock(tx, remark)
    remark.files = files.mirrored(tx, remark.files, file_id, answer)
    tx.session.flush()
    if remark.deleted_at is None:
        follow(tx, dialogue, remark)


def spoken(tx: Transaction, remark: Remark) -> Spoken:
    """Return a remark with everything that is shown of it."""
    dialogue = tx.session.get_one(Dialogue, remark.dialogue_id)
    text = linked.told(tx, dialogue, remark.text)
    if remark.alias_name is not None:
        alias = aliases.shown(words(dialogue.circle.language), remark.alias_name)
        return Spoken(remark.id, None, "", None, readable(text, {}), alias=alias)
    author = tx.session.get_one(Person, remark.person_id)
    thread = tx.session.get_one(Thread, remark.thread_id)
    attached = [File.model_validate(file) for file in remark.files]
    return Spoken(
        id=remark.id,
        author=author.name,
        department=thread.department,
        picture_url=author.picture_url,
        text=readable(text, _names(tx, mentioned(remark.text))),
        pictures=[Picture(file.copy_id, file.name) for file in attached if file.copy_id],
        other_files=[file.name for file in attached if not file.copy_id],
    )


def _follow_now(tx: Transaction, remark: Remark) -> None:
    dialogue = _lock(tx, remark)
    if remark.deleted_at is None:
        follow(tx, dialogue, remark)


def _lock(tx: Transaction, remark: Remark) -> Dialogue:
    """Lock the dialogue, and read the remark again: it may have changed until we got the lock."""
    dialogue = dialogue_rows.lock(tx, remark.dialogue_id)
    tx.session.refresh(remark)
    return dialogue


def _message(tx: Transaction, dialogue: Dialogue, remarks: Sequence[Remark]) -> Message:
    return views.copy(words(dialogue.circle.language), [spoken(tx, remark) for remark in remarks])


def _marks(tx: Transaction, remark: Remark) -> Marks:
    about = About("remark", remark.id)
    return Marks(tally.people(tx, Meaning.PIN, about), tally.people(tx, Meaning.IDEA, about))


def _recast(tx: Transaction, dialogue: Dialogue, copy: Post, *, priority: Priority = Priority.EDIT) -> None:
    """Write the message that holds this copy anew from the remarks it carries; without any left it goes."""
    assert copy.ts is not None
    carried = {post.about_id: post for post in tx.outbox.at(copy.channel_id, copy.ts)}
    found = select(Remark).where(Remark.workspace_id == tx.workspace.id, Remark.id.in_(carried))
    remarks = tx.session.scalars(found.order_by(Remark.seq).execution_options(populate_existing=True)).all()
    first_key = carried[remarks[0].id].key
    left = [remark for remark in remarks if remark.deleted_at is None]
    if left:
        is_takedown = len(left) < len(remarks)
        told = [replace(spoken(tx, remark), marks=_marks(tx, remark)) for remark in left]
        message = views.copy(words(dialogue.circle.language), told)
        tx.outbox.update(first_key, message, priority=Priority.TAKEDOWN if is_takedown else priority)
    else:
        tx.outbox.delete(first_key)


def _keys(tx: Transaction, remark: Remark) -> Sequence[str]:
    found = select(Post.key).where(
        Post.workspace_id == tx.workspace.id,
        Post.about_kind == "remark",
        Post.about_id == remark.id,
        Post.key.startswith("copy:"),
        Post.state.in_(("pending", "posted")),
    )
    return tx.session.scalars(found.order_by(Post.key)).all()


def _is_tellable(tx: Transaction, remark: Remark) -> bool:
    """Say whether everybody in the remark is known by name and no picture is awaited; ask about whom we never met."""
    if any(file["is_awaited"] for file in remark.files):
        return False
    if remark.is_unnamed:
        return True
    author = tx.session.get_one(Person, remark.person_id)
    in_it = [
        author,
        *(people.seen(tx, user_id) for user_id in sorted(mentioned(remark.text))[:AWAITED_NAMES]),
    ]
    return all(_is_known_by_now(tx, person) for person in in_it)


def _is_known_by_now(tx: Transaction, person: Person) -> bool:
    """Say whether a person is known, also if that has been so only since this transaction first read of them."""
    if not people.is_known(person):
        tx.session.flush()
        tx.session.refresh(person)
    return people.is_known(person)


def _names(tx: Transaction, user_ids: set[str]) -> dict[str, str]:
    if not user_ids:
        return {}
    found = select(Person).where(Person.workspace_id == tx.workspace.id, Person.user_id.in_(user_ids))
    return {person.user_id: person.name for person in tx.session.scalars(found) if person.name}


def _hurry(tx: Transaction, user_id: str) -> None:
    """A name that a remark waits for is asked for before those of people who are only in the room."""
    tx.session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.workspace_id == tx.workspace.id,
            OutboxRow.kind == "ask",
            OutboxRow.key == f"users.info:{user_id}",
            OutboxRow.priority > Priority.REMARK,
        )
        .values(priority=Priority.REMARK)
    )
