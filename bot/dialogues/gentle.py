"""Gentle hands: one private word to somebody at the table, at most one a person and dialogue.

The quiet: who took a seat and wrote nothing yet is told once that a line without a name is possible, too. Where a
circle switched it on (it is said at the opening), who hands down a verdict or talks far above their share gets a
word as well. What is counted for that stands in the memory of the running process, for the running dialogue alone:
no row, log or export holds it, and after a restart counting begins anew. That somebody had their word is kept as a
keyed hash whose key goes with the close, and the word itself is a note in the thread, of which nothing is kept.
"""

from collections import OrderedDict
from datetime import timedelta
from threading import Lock

from sqlalchemy import delete, exists, or_, select

from bot.bridge import aliases
from bot.circles import seats
from bot.delivery.outbox import Message
from bot.dialogues import judging, note_writers
from bot.people import private
from bot.people.private import Kind
from bot.plaintext import readable
from bot.texts import Words, words
from bot.transaction import Transaction
from bot.views import gentle as views
from models import Dialogue, NudgeMark, Person, Remark, Seat, Thread

QUIET_AFTER = timedelta(minutes=15)
SETTLED_FOR = timedelta(minutes=5)
"""Who only just sat down is left to read."""
TALKING_MUCH = 8
"""With fewer remarks nobody talks far above their share."""
SPEAKERS = 3
TIMES_THE_SHARE, NEARLY_ALONE = 3.0, 0.6
"""Far above one's share: three times of it, in a small round three remarks of five."""
TABLES_KEPT = 100


class _Tables:
    """Who said how much at the tables that are open, in this process's memory."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._said: OrderedDict[str, dict[str, set[str]]] = OrderedDict()

    def count(self, dialogue_id: str, user_id: str, ts: str) -> bool:
        """Count a remark (once, however often it comes); say whether its author talks far above their share."""
        with self._lock:
            said = self._said.setdefault(dialogue_id, {})
            said.setdefault(user_id, set()).add(ts)
            while len(self._said) > TABLES_KEPT:
                self._said.popitem(last=False)
            own, everybody = len(said[user_id]), sum(len(one) for one in said.values())
            share = min(NEARLY_ALONE, TIMES_THE_SHARE / len(said))
            return len(said) >= SPEAKERS and own >= TALKING_MUCH and own > share * everybody

    def forget(self, dialogue_id: str) -> None:
        with self._lock:
            self._said.pop(dialogue_id, None)


_tables = _Tables()


def heard(tx: Transaction, dialogue: Dialogue, thread: Thread, remark: Remark, author: Person) -> None:
    """Listen to a new remark, where the circle wants that. Needs the dialogue's lock."""
    if not dialogue.circle.has_gentle_notes or dialogue.state != "open":
        return
    talks_much = _tables.count(dialogue.id, author.user_id, remark.ts or remark.id)
    said = _words(dialogue, author)
    if judging.is_judging(readable(remark.text, {})):
        _nudge(tx, dialogue, thread, author, views.judging(said))
    elif talks_much:
        _nudge(tx, dialogue, thread, author, views.talking(said))


def invite_quiet(tx: Transaction, dialogue: Dialogue) -> None:
    """Tell whoever took a seat and wrote nothing yet how to write without a name. Needs the dialogue's lock."""
    if dialogue.state != "open":
        return
    threads = {thread.room_id: thread for thread in dialogue.threads}
    for seat in seats.seated(tx, dialogue):
        thread = threads.get(seat.room_id)
        if thread is not None and _is_quiet(tx, dialogue, seat):
            said = _words(dialogue, seat.person)
            _nudge(tx, dialogue, thread, seat.person, views.quiet(said, dialogue.id))


def forget(tx: Transaction, dialogue: Dialogue) -> None:
    """Forget who had a word, and who said how much: the dialogue closes."""
    tx.session.execute(delete(NudgeMark).where(NudgeMark.dialogue_id == dialogue.id))
    _tables.forget(dialogue.id)


def _is_quiet(tx: Transaction, dialogue: Dialogue, seat: Seat) -> bool:
    if seat.taken_at > tx.now - SETTLED_FOR:
        return False
    return not has_written(tx, dialogue, seat.person)


def has_written(tx: Transaction, dialogue: Dialogue, person: Person, *, but: str | None = None) -> bool:
    """Say whether a person wrote anything at this table, under their name or without, `but` for one remark."""
    spoke = exists().where(
        Remark.dialogue_id == dialogue.id,
        Remark.id != (but or ""),
        or_(Remark.person_id == person.id, Remark.alias == aliases.of(tx, dialogue, person)),
    )
    return bool(tx.session.scalar(select(spoke))) or note_writers.has_written(tx, dialogue, person)


def _nudge(tx: Transaction, dialogue: Dialogue, thread: Thread, person: Person, message: Message) -> None:
    mark = aliases.keyed(tx, dialogue, f"nudge:{person.user_id}")
    had_one = exists().where(NudgeMark.dialogue_id == dialogue.id, NudgeMark.mark == mark)
    if tx.session.scalar(select(had_one)):
        return
    is_shown = private.beside(
        tx,
        person,
        Kind.NUDGE,
        message,
        channel_id=thread.channel_id,
        thread_ts=thread.ts,
        leaves_trace=False,
    )
    if is_shown:
        tx.add_once(NudgeMark, workspace_id=tx.workspace.id, dialogue_id=dialogue.id, mark=mark)


def _words(dialogue: Dialogue, person: Person) -> Words:
    return words(person.locale or dialogue.circle.language)
