"""Arrivals: a word to who is at a table for the first time, and to who comes when the questions have begun.

The answer to a press says it at once; who simply writes in the thread gets it as a note there, within the numbers
that all private messages keep to (`bot.people.private`).
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from bot.circles import seats
from bot.circles.seats import Taken
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.dialogues import dialogue_rows, gentle, reveal
from bot.dialogues.agenda import Agenda, Stage, stages
from bot.people import private
from bot.people.private import Kind
from bot.texts import words
from bot.transaction import Transaction
from bot.views import arrivals as views
from bot.views.arrivals import CatchUp
from models import Dialogue, Person, Remark, Thread

BEGINNING = (Stage.OPENING, Stage.WRITING)
"""Stages in which nobody is late."""
TABLES_KEPT = 100


@dataclass(frozen=True)
class Greeting:
    """What somebody needs to hear on arriving: how it goes, where the others are."""

    is_first_time: bool
    catch_up: CatchUp | None


class _Met:
    """Who has spoken at which table, in this process's memory: asked before the database, which each remark would be."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tables: OrderedDict[str, set[str]] = OrderedDict()

    def is_new(self, dialogue_id: str, person_id: str) -> bool:
        with self._lock:
            met = self._tables.setdefault(dialogue_id, set())
            is_new = person_id not in met
            met.add(person_id)
            while len(self._tables) > TABLES_KEPT:
                self._tables.popitem(last=False)
            return is_new


_met = _Met()


def spoke(tx: Transaction, dialogue: Dialogue, thread: Thread, remark: Remark, author: Person) -> bool:
    """Greet somebody who wrote in the thread, if it is their first word there; say so. Needs the dialogue's lock."""
    if dialogue.state != "open" or not _met.is_new(dialogue.id, author.id):
        return False
    is_late = _is_late(tx, dialogue, author, but=remark.id)
    greeting = _greeting(tx, dialogue, thread.channel_id, author, is_late=is_late)
    if greeting is None:
        return False
    said = words(author.locale or dialogue.circle.language)
    is_shown = private.beside(
        tx,
        author,
        Kind.FIRST_TIME if greeting.is_first_time else Kind.CATCH_UP,
        views.note(said, dialogue.id, first_time=greeting.is_first_time, catch_up=greeting.catch_up),
        channel_id=thread.channel_id,
        thread_ts=thread.ts,
    )
    if is_shown and greeting.is_first_time:
        author.introduced_at = tx.now
    return is_shown


def take_seat(tx: Transaction, dialogue_id: str, channel_id: str) -> tuple[Taken, Greeting | None]:
    """Give the actor a seat (`seats.take`), with what they need to hear beside the answer."""
    dialogue = dialogue_rows.get(tx, dialogue_id)
    is_late = dialogue.state == "open" and _is_late(tx, dialogue, tx.actor)
    taken = seats.take(tx, dialogue_id, channel_id)
    greeting = _greeting(tx, dialogue, channel_id, tx.actor, is_late=is_late)
    if greeting is not None and greeting.is_first_time:
        tx.actor.introduced_at = tx.now
    return taken, greeting


def catch_up(tx: Transaction, dialogue_id: str, channel_id: str) -> tuple[Dialogue, CatchUp]:
    """Return where a dialogue is, to somebody in one of its rooms. Refuses with `Gone` or `TooLate`."""
    dialogue = seats.find_open(tx, dialogue_id)
    if _thread(dialogue, channel_id) is None:
        raise seats.OtherTable
    return dialogue, _where(tx, dialogue, channel_id)


@answers.runs("prompt_posted")
def prompt_posted(tx: Transaction, thread_id: str, answer: Answer) -> None:
    """The question of a stage stands in its thread: ask for the link that leads to it."""
    if answer.error is None:
        place = {"channel": answer.data["channel"], "message_ts": answer.data["ts"]}
        subject = f"{thread_id}:{answer.data['ts']}"
        tx.outbox.ask("chat.getPermalink", place, answer="prompt_linked", subject=subject)


@answers.runs("prompt_linked")
def prompt_linked(tx: Transaction, subject: str, answer: Answer) -> None:
    """Keep the link to the newest question of a thread."""
    thread_id, _, ts = subject.partition(":")
    thread = tx.session.get_one(Thread, thread_id)
    if answer.error is None and (thread.prompt_ts or "") < ts:
        thread.prompt_ts, thread.prompt_url = ts, answer.data["permalink"]


def _greeting(
    tx: Transaction, dialogue: Dialogue, channel_id: str, person: Person, *, is_late: bool
) -> Greeting | None:
    is_first_time = person.introduced_at is None and not private.is_off(person, Kind.FIRST_TIME)
    tells_where = is_late and not private.is_off(person, Kind.CATCH_UP)
    if not is_first_time and not tells_where:
        return None
    return Greeting(is_first_time, _where(tx, dialogue, channel_id) if tells_where else None)


def _is_late(tx: Transaction, dialogue: Dialogue, person: Person, *, but: str | None = None) -> bool:
    """Say whether a person was not there when the first question began: neither seated nor heard of."""
    if Stage(dialogue.stage) in BEGINNING:
        return False
    return seats.of(tx, dialogue, person) is None and not gentle.has_written(tx, dialogue, person, but=but)


def _where(tx: Transaction, dialogue: Dialogue, channel_id: str) -> CatchUp:
    timed = stages(dialogue.started_at, Agenda.model_validate(dialogue.agenda))
    current = next(one for one in timed if one.stage == dialogue.stage)
    thread = _thread(dialogue, channel_id)
    return CatchUp(
        stage=current.stage,
        ends_at=current.ends_at,
        closes_at=timed[-1].begins_at,
        tz=dialogue.circle.tz,
        question_url=thread.prompt_url if thread else None,
        has_notes=dialogue.notes_opened_at is not None and bool(reveal.opened(tx, dialogue)),
    )


def _thread(dialogue: Dialogue, channel_id: str) -> Thread | None:
    return next((thread for thread in dialogue.threads if thread.channel_id == channel_id), None)
