"""Takedown: a line goes from everywhere we put it, for ever: by its author, or by a host whosever it is.

What a person wrote in Slack by their own hand stays theirs there; only they can delete it. It is never bridged again. A small win goes the same way.
Act and time are kept in the audit log, without a word of the line. An unnamed line is its author's until the close,
and then of it too nobody is named in the log.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlalchemy import exists, select

from bot.bridge import bridge, unnamed
from bot.circles import acts, circles
from bot.delivery.outbox import About
from bot.dialogues import deciding, dialogue_rows, note_writers, record
from bot.ideas import idea_writing, ideas
from bot.improvements import improvements
from bot.reactions import places
from bot.refusals import NotYours, Refusal
from bot.transaction import Transaction
from bot.views.takedown import Where
from bot.watchwords import watchwords
from bot.wins import wins
from models import Circle, Dialogue, Idea, Improvement, Note, Post, Remark, Thread, Watchword, Win

TELL_IMPROVEMENTS = ("deciding:", "decided:", "follow-up:", "close:", "record:")
"""Keys of messages about a dialogue in which its improvements stand."""


class NothingHere(Refusal):
    """The message is no line of a dialogue, or what stood there is gone."""

    key = "error-takedown-nothing"


class NotYourLine(NotYours):
    key = "error-takedown-not-yours"


class Line(NamedTuple):
    """Something that can be taken down, as it stands."""

    about: About
    circle: Circle
    dialogue: Dialogue | None
    """None: a win, or an improvement begun by hand; they belong to no dialogue."""
    place: int
    """In the order of its kind."""
    text: str
    """Empty of a picture alone."""
    is_own: bool
    is_gone: bool = False
    """Of most kinds nothing that is gone leaves a row."""
    is_unnamed: bool = False
    original: Thread | None = None
    """Where its author wrote it by their own hand."""


def at(tx: Transaction, channel_id: str, ts: str) -> list[Line]:
    """Return the lines in a message that the actor may take down. Refuses with `NothingHere` or `NotYourLine`."""
    lines = [READ[about.kind](tx, about.id) for about in _things(tx, channel_id, ts)]
    lines = sorted((line for line in lines if not line.is_gone), key=lambda line: line.place)
    if not lines:
        raise NothingHere
    allowed = [line for line in lines if _may(tx, line)]
    if not allowed:
        raise NotYourLine
    return allowed


def where(tx: Transaction, line: Line) -> Where:
    """Return from where a line would vanish, and where its original stays."""
    stands = select(Post.channel_id).where(
        Post.workspace_id == tx.workspace.id,
        Post.about_kind == line.about.kind,
        Post.about_id == line.about.id,
        Post.state.in_(("pending", "posted")),
    )
    channels = set(tx.session.scalars(stands))
    threads = line.dialogue.threads if line.dialogue is not None else line.circle.rooms
    if line.dialogue is not None and line.about.kind in {
        "idea",
        "improvement",
    }:  # told of in messages about the whole dialogue, too
        channels = {thread.channel_id for thread in threads}
    on_shelf = exists().where(
        Watchword.workspace_id == tx.workspace.id,
        Watchword.about_kind == line.about.kind,
        Watchword.about_id == line.about.id,
    )
    return Where(
        departments=[one.department for one in threads if one.channel_id in channels],
        is_told=line.dialogue is not None and line.dialogue.state == "closed",
        is_on_shelf=bool(tx.session.scalar(select(on_shelf))),
        original=line.original.department if line.original else None,
        is_own=line.is_own,
        is_win=line.about.kind == "win",
    )


def take_down(tx: Transaction, about: About) -> Line:
    """Take a line down everywhere. Done twice it is done; refuses with `NothingHere` or `NotYourLine` otherwise."""
    if about.kind not in READ:
        raise NothingHere
    line = READ[about.kind](tx, about.id)
    if not _may(tx, line):
        raise NotYourLine
    if not line.is_gone:
        ERASE[about.kind](tx, line)
        is_secret = line.is_own and line.is_unnamed
        kind = acts.ActKind(f"{about.kind}.take_down")
        acts.log(tx, kind, circle=line.circle, dialogue=line.dialogue, is_unnamed=is_secret)
    return line


def _things(tx: Transaction, channel_id: str, ts: str) -> Iterator[About]:
    for about in places.things(tx, channel_id, ts) or ():
        if about.kind in READ:
            yield about
    for post in tx.outbox.at(channel_id, ts):
        if post.about_kind == "dialogue" and post.key.startswith(TELL_IMPROVEMENTS):
            dialogue = tx.session.get_one(Dialogue, post.about_id)
            yield from (About("improvement", one.id) for one in deciding.of(tx, dialogue))
            yield from (About("idea", one.id) for one in ideas.every(tx, dialogue) if one.text)


def _may(tx: Transaction, line: Line) -> bool:
    return line.is_own or circles.is_host(tx, line.circle)


def _remark(tx: Transaction, remark_id: str) -> Line:
    """Return a remark as it is now, with its dialogue locked."""
    remark = tx.find(Remark, remark_id)
    if remark is None:
        raise NothingHere
    dialogue = dialogue_rows.lock(tx, remark.dialogue_id)
    tx.session.refresh(remark)
    said_it = remark.person_id is not None and remark.person_id == tx.actor.id
    return Line(
        About("remark", remark.id),
        dialogue.circle,
        dialogue,
        place=remark.seq,
        text=watchwords.said(tx, remark),
        is_gone=remark.deleted_at is not None,
        is_own=said_it or unnamed.is_by_actor(tx, dialogue, remark),
        is_unnamed=remark.is_unnamed,
        original=next((one for one in dialogue.threads if one.id == remark.thread_id), None),
    )


def _erase_remark(tx: Transaction, line: Line) -> None:
    bridge.erase(tx, _table(line), tx.session.get_one(Remark, line.about.id))


def _note(tx: Transaction, note_id: str) -> Line:
    note = tx.find(Note, note_id)
    if note is None:
        raise NothingHere
    dialogue = dialogue_rows.lock(tx, note.dialogue_id)
    tx.session.refresh(note)
    return Line(
        About("note", note.id),
        dialogue.circle,
        dialogue,
        place=note.position or 0,
        text=note.text,
        is_gone=note.is_gone,
        is_own=note_writers.is_actor(tx, dialogue, note),
        is_unnamed=note.person_id is None,
        original=None,
    )


def _erase_note(tx: Transaction, line: Line) -> None:
    record.erase_note(tx, _table(line), tx.session.get_one(Note, line.about.id))


def _improvement(tx: Transaction, improvement_id: str) -> Line:
    improvement = tx.find(Improvement, improvement_id)
    if improvement is None:
        raise NothingHere
    dialogue = dialogue_rows.lock(tx, improvement.dialogue_id) if improvement.dialogue_id else None
    return Line(
        About("improvement", improvement.id),
        circles.get(tx, improvement.circle_id),
        dialogue,
        place=round(improvement.proposed_at.timestamp()),
        text=improvement.what,
        is_own=improvement.proposer_id == tx.actor.id,
    )


def _erase_improvement(tx: Transaction, line: Line) -> None:
    improvements.erase(tx, line.dialogue, tx.session.get_one(Improvement, line.about.id))


def _idea(tx: Transaction, idea_id: str) -> Line:
    """Return an idea that was written as one."""
    idea = tx.find(Idea, idea_id)
    if idea is None or idea.text is None:
        raise NothingHere
    dialogue = dialogue_rows.lock(tx, idea.dialogue_id)
    return Line(
        About("idea", idea.id),
        dialogue.circle,
        dialogue,
        place=round(idea.noted_at.timestamp()),
        text=idea.text,
        is_own=idea.writer_id == tx.actor.id,
    )


def _erase_idea(tx: Transaction, line: Line) -> None:
    idea_writing.erase(tx, tx.session.get_one(Idea, line.about.id))


def _win(tx: Transaction, win_id: str) -> Line:
    win = tx.find(Win, win_id)
    if win is None:
        raise NothingHere
    return Line(
        About("win", win.id),
        circles.get(tx, win.circle_id),
        None,
        place=round(win.posted_at.timestamp()),
        text=win.headline,
        is_own=win.person_id == tx.actor.id,
    )


def _erase_win(tx: Transaction, line: Line) -> None:
    wins.erase(tx, tx.session.get_one(Win, line.about.id))


def _table(line: Line) -> Dialogue:
    """Return the dialogue of a line that has one."""
    assert line.dialogue is not None
    return line.dialogue


READ: dict[str, Callable[[Transaction, str], Line]] = {
    "idea": _idea,
    "improvement": _improvement,
    "note": _note,
    "remark": _remark,
    "win": _win,
}
ERASE: dict[str, Callable[[Transaction, Line], None]] = {
    "idea": _erase_idea,
    "improvement": _erase_improvement,
    "note": _erase_note,
    "remark": _erase_remark,
    "win": _erase_win,
}
"""What can be taken down, by the kind that posts are about."""
