"""Erasing on request: a voice, what holds a customer's words, or a person, in our tables and in our messages in Slack.

What people wrote in Slack by their own hand stays theirs there. Everything else goes as by withdrawal and takedown:
rows here, messages through the outbox. Done twice it is done. `carry_out` does the whole, the bytes included.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy import func, select

from bot.bridge import bridge
from bot.dialogues import dialogue_rows, record
from bot.ideas import idea_writing
from bot.improvements import improvements, proposals
from bot.keeping import erasing_people, leftovers, rewriting
from bot.keeping.erased import Counts, Kind
from bot.matching import Sought, SoughtId
from bot.refusals import Empty
from bot.transaction import Database, Transaction
from bot.voices import customer_questions, voices
from bot.watchwords import uses, watchwords
from bot.wins import wins
from models import CustomerQuestion, Idea, Improvement, Note, OutboxRow, Remark, Use, Voice, Watchword, Win

log = structlog.get_logger()

AGAIN_AFTER_SECONDS = 1.0
SOUGHT_CHARACTERS = 4
"""A shorter quote could stand in anything; what waits is not searched for it."""


class What(StrEnum):
    VOICE = "voice"
    CUSTOMER = "customer"
    PERSON = "person"


@dataclass(frozen=True)
class Wanted:
    """What is to be erased: a voice by its id, what holds a customer's words, or a person by their Slack id."""

    what: What
    which: str


@dataclass(frozen=True)
class Report:
    counts: Counts
    under_way: int
    """Messages that Slack has not answered for: they hold it until then."""
    is_rewritten: bool
    """Whether the database's files were written anew without it."""


def rehearse(tx: Transaction, wanted: Wanted) -> Counts:
    """Return what would be erased, as counts by kind, and change nothing."""
    counts = erase(tx, wanted)
    tx.session.rollback()
    return counts


def erase(tx: Transaction, wanted: Wanted) -> Counts:
    """Erase rows, and messages through the outbox. Refuses `Gone` for an unknown voice, `Empty` for no words."""
    sent_before, shelf_before = _to_send(tx), _on_shelf(tx)
    counts: Counts = Counter()
    sought: leftovers.Search | None
    match wanted.what:
        case What.VOICE:
            sought = _voice(tx, voices.get(tx, wanted.which, for_change=True), counts)
        case What.CUSTOMER:
            sought = Sought(wanted.which)
            _customer(tx, sought, counts)
        case What.PERSON:
            sought = SoughtId(wanted.which)
            erasing_people.erase(tx, wanted.which, counts)
    tx.session.flush()
    if sought is not None:
        left = leftovers.sweep(tx, sought)
        counts[Kind.PRIVATE] += left.private
        counts[Kind.TRACES] += left.traces
        counts[Kind.UNDER_WAY] += left.under_way
    counts[Kind.WATCHWORDS] += shelf_before - _on_shelf(tx)
    for method in tx.session.scalars(
        select(OutboxRow.method).where(OutboxRow.id.in_(_to_send(tx) - sent_before))
    ):
        if method in _SENT:
            counts[_SENT[method]] += 1
    return +counts


def carry_out(
    database: Database, workspace_id: str, wanted: Wanted, *, patience_seconds: float = 20
) -> Report:
    """Erase, wait for what is under way, and write the database's files anew so that no byte is left in them."""
    counts: Counts = Counter()
    until = time.monotonic() + patience_seconds
    while True:
        with database.begin(workspace_id) as tx:
            found = erase(tx, wanted)
        under_way = found.pop(Kind.UNDER_WAY, 0)
        counts += found
        if under_way == 0 or time.monotonic() > until:
            break
        time.sleep(AGAIN_AFTER_SECONDS)
    is_rewritten = rewriting.rewrite(database, patience_seconds=patience_seconds)
    log.info("erased", workspace=workspace_id, what=wanted.what, is_rewritten=is_rewritten, **_named(counts))
    return Report(counts, under_way, is_rewritten)


def _named(counts: Counts) -> dict[str, int]:
    return {kind.value: count for kind, count in counts.items()}


def _voice(tx: Transaction, voice: Voice, counts: Counts) -> Sought | None:
    """Erase a voice as its submitter would, and what was noted about it; return how what waits is searched for it."""
    sought = _sought(voice.quote)
    noted = select(Note).where(
        Note.workspace_id == tx.workspace.id, Note.voice_id == voice.id, Note.text != ""
    )
    _notes(tx, tx.session.scalars(noted.order_by(Note.id)).all(), counts)
    asked = select(CustomerQuestion).where(
        CustomerQuestion.workspace_id == tx.workspace.id, CustomerQuestion.voice_id == voice.id
    )
    for question in tx.session.scalars(asked.order_by(CustomerQuestion.id)).all():
        _question(tx, question, counts)
    if voice.state != "withdrawn":
        counts[Kind.VOICES] += 1
    voices.erase(tx, voice)
    _settled_watchwords(tx, [one.id for one in _watchwords_of(tx, voice)])
    return sought


def _sought(quote: str) -> Sought | None:
    try:
        return Sought(quote) if len(quote) >= SOUGHT_CHARACTERS else None
    except Empty:
        return None


def _customer(tx: Transaction, sought: Sought, counts: Counts) -> None:
    for voice_id in _holding(tx, Voice, sought, Voice.quote, Voice.scene, Voice.segment, Voice.product):
        _voice(tx, voices.get(tx, voice_id, for_change=True), counts)
    for remark_id in _holding(tx, Remark, sought, Remark.text, Remark.files):
        remark = tx.session.get_one(Remark, remark_id)
        counts[Kind.REMARKS] += 1
        bridge.erase(tx, dialogue_rows.lock(tx, remark.dialogue_id), remark)
    noted = _holding(tx, Note, sought, Note.text)
    _notes(tx, [tx.session.get_one(Note, note_id) for note_id in noted], counts)
    asked = _holding(tx, CustomerQuestion, sought, CustomerQuestion.text, CustomerQuestion.answer)
    for question_id in asked:
        _question(tx, tx.session.get_one(CustomerQuestion, question_id), counts)
    for win_id in _holding(tx, Win, sought, Win.headline, Win.before, Win.after, Win.unit):
        counts[Kind.WINS] += 1
        wins.erase(tx, tx.session.get_one(Win, win_id))
    for idea_id in _holding(tx, Idea, sought, Idea.text):
        counts[Kind.IDEAS] += 1
        idea_writing.erase(tx, tx.session.get_one(Idea, idea_id))
    columns = (
        *(Improvement.what, Improvement.when_then, Improvement.helps, Improvement.measure),
        *(Improvement.measure_unit, Improvement.reason, Improvement.hand_wanted),
    )
    for improvement_id in _holding(tx, Improvement, sought, *columns):
        improvement, dialogue = proposals.hold(tx, improvement_id)
        counts[Kind.IMPROVEMENTS] += 1
        improvements.erase(tx, dialogue, improvement)
    for use_id in _holding(tx, Use, sought, Use.decided):
        counts[Kind.USES] += 1
        uses.erase(tx, tx.session.get_one(Use, use_id))
    _settled_watchwords(tx, _holding(tx, Watchword, sought, Watchword.phrase, Watchword.why))


def _holding(tx: Transaction, table: Any, sought: Sought, *columns: Any) -> list[str]:
    """Return the ids of the rows in whose texts the words stand."""
    tx.session.flush()
    rows = tx.session.execute(
        select(table.id, *columns).where(table.workspace_id == tx.workspace.id).order_by(table.id)
    )
    return [row_id for row_id, *texts in rows if sought.stands_in(texts)]


def _notes(tx: Transaction, found: Sequence[Note], counts: Counts) -> None:
    for note in found:
        counts[Kind.NOTES] += 1
        record.erase_note(tx, dialogue_rows.lock(tx, note.dialogue_id), note)


def _question(tx: Transaction, question: CustomerQuestion, counts: Counts) -> None:
    counts[Kind.QUESTIONS] += 1
    customer_questions.erase(tx, question)


def _watchwords_of(tx: Transaction, voice: Voice) -> Sequence[Watchword]:
    found = select(Watchword).where(
        Watchword.workspace_id == tx.workspace.id,
        Watchword.about_kind == "voice",
        Watchword.about_id == voice.id,
    )
    return tx.session.scalars(found).all()


def _settled_watchwords(tx: Transaction, ids: Sequence[str]) -> None:
    """Erase watchwords that outlived what they came from."""
    for watchword_id in ids:
        watchword = tx.session.get_one(Watchword, watchword_id)
        dialogue = dialogue_rows.lock(tx, watchword.dialogue_id)
        watchwords.remove(tx, watchword, is_source_gone=True)
        record.correct(tx, dialogue)


def _to_send(tx: Transaction) -> set[int]:
    tx.session.flush()
    return set(tx.session.scalars(select(OutboxRow.id).where(OutboxRow.workspace_id == tx.workspace.id)))


def _on_shelf(tx: Transaction) -> int:
    tx.session.flush()
    there = select(func.count()).select_from(Watchword).where(Watchword.workspace_id == tx.workspace.id)
    return tx.session.scalar(there) or 0


_SENT = {"chat.delete": Kind.POSTS, "chat.update": Kind.UPDATES, "files.delete": Kind.FILES}
"""What goes to Slack because of it."""
