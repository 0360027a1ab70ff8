"""Asking for a report: made in the background, handed over in the direct messages of whoever asked.

As with watchwords (`bot.material.asking`), drawing may be repeated and completing hands over once. What changed while it
was drawn is drawn again: nobody gets words that were taken back meanwhile.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from bot import files
from bot.circles import circles
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import Message, Priority
from bot.people import people, private, sight
from bot.refusals import Gone, Refusal
from bot.reports import figures, telling
from bot.reports import files as report_files
from bot.reports.leaf import Leaf
from bot.reports.period import BadPeriod, Period
from bot.texts import words
from bot.transaction import Transaction
from bot.views import reports as views
from bot.voices import consent
from bot.voices.consent import Reader, Surface
from models import Circle

COMPLETED = "file_not_found"
"""What Slack says of a file that it has completed already."""
OWN, RECORD = "own", "record"


class NotHere(Refusal):
    """A report is for people of the company in the circle's rooms, and its hosts."""

    key = "report-not-here"


class NoRecordRoom(Refusal):
    key = "report-no-record-room"


@dataclass(frozen=True)
class Wanted:
    """Which report, for whom, and where to: as an outbox row's subject holds it."""

    circle_id: str
    period: str
    user_id: str
    to: str
    """`own`: the direct messages of whoever asked; `record`: the circle's record room."""

    @classmethod
    def read(cls, subject: str) -> Self:
        return cls(*subject.split(":")[:4])

    def __str__(self) -> str:
        return f"{self.circle_id}:{self.period}:{self.user_id}:{self.to}"

    @property
    def place(self) -> str:
        return f"{self.circle_id}:{self.period}"


def ask(tx: Transaction, circle: Circle, typed: str, *, channel_id: str | None = None) -> Message:
    """Have a report made for the actor, of this month where nothing is typed; return what they are told at once.

    Refuses with `BadPeriod`, `NotHere`.
    """
    period = Period.read(typed) if typed.strip() else Period.month_of(tx.now, circle.tz)
    sees = sight.of_actor(tx, channel_id)
    if circle.id not in sees.circle_ids or sees.reader is Reader.STRANGER:
        raise NotHere
    wanted = Wanted(circle.id, period.name, tx.actor.user_id, OWN)
    leaf, _ = _made_of(tx, wanted)
    if leaf.empty is not None:
        return views.empty(leaf)
    _draw(tx, wanted, leaf)
    return views.coming(tx.words, leaf)


def share(tx: Transaction, place: str) -> None:
    """Have a report put into the circle's record room, in its language; one that says the same stays as it is.

    Refuses with `Gone`, `NotYours`, `NoRecordRoom`.
    """
    circle_id, _, typed = place.partition(":")
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    if circle.record_channel_id is None:
        raise NoRecordRoom
    wanted = Wanted(circle.id, _offered(typed).name, tx.actor.user_id, RECORD)
    leaf, _ = _made_of(tx, wanted)
    if leaf.empty is None and not report_files.stands(tx, wanted.place, digest(leaf)):
        _draw(tx, wanted, leaf)


@answers.runs("report_drawn")
def drawn(tx: Transaction, subject: str, answer: Answer) -> None:
    """The files are uploaded, and only we see them: hand them over, or draw again what changed meanwhile.

    What nobody completes never becomes a file in Slack: there is nothing to delete.
    """
    wanted = Wanted.read(subject)
    tx.person = people.seen(tx, wanted.user_id)
    if answer.error is not None:
        _tell(tx, subject, "report-failed")
        return
    made = [one["id"] for one in answer.data["files"]]
    try:
        leaf, now = _made_of(tx, wanted)
    except Gone:
        return
    said = digest(leaf)
    if subject != f"{wanted}:{said}":
        if leaf.empty is None:
            _draw(tx, wanted, leaf)
        return
    record_of = wanted.place if wanted.to == RECORD else None
    report_files.remember(tx, made, now.holds, digest=said, record_of=record_of)
    tx.outbox.ask(
        "files.completeUploadExternal",
        {
            "files": json.dumps(answer.data["files"]),
            "channel_id": answer.data["channel"],
            "initial_comment": views.handed_over(words(leaf.language), leaf, with_pictures=len(made) > 1),
        },
        answer="report_handed_over",
        subject=f"{wanted}:{made[0]}",
        priority=Priority.CARD,
    )


@answers.runs("report_handed_over")
def handed_over(tx: Transaction, subject: str, answer: Answer) -> None:
    """The files stand where they were wanted, or Slack would not have it. A host can put their own into the record room.

    Words that went while the files were handed over go with them.
    """
    wanted = Wanted.read(subject)
    tx.person = people.seen(tx, wanted.user_id)
    if answer.error not in {None, COMPLETED}:
        _tell(tx, subject, "report-failed")
        return
    handed = [one["id"] for one in answer.data.get("files", ())]
    if handed and not report_files.are_kept(tx, handed):
        files.remove(tx, [{"copy_id": file_id} for file_id in handed])
        return
    circle = circles.get(tx, wanted.circle_id)
    if wanted.to == OWN and circle.record_channel_id is not None and circles.is_host(tx, circle):
        offer = views.offer(tx.words, wanted.place)
        private.tell(tx, tx.actor, private.Kind.HOSTING, offer, key=f"report-offer:{subject}")


def digest(leaf: Leaf) -> str:
    """Return a hash of all that a report says, apart from when it was made."""
    said = leaf.model_copy(update={"standing": ""})
    return sha256(said.model_dump_json().encode()).hexdigest()[:32]


def _made_of(tx: Transaction, wanted: Wanted) -> tuple[Leaf, figures.Figures]:
    """Return a report as whoever gets it may see it, in their language; in the record room in the circle's."""
    circle, period = circles.get(tx, wanted.circle_id), Period.read(wanted.period)
    if wanted.to == RECORD:
        found = figures.of(tx, circle, period, consent.record_room(circle))
        return telling.tell(tx, found, words(circle.language), circle.tz), found
    found = figures.of(tx, circle, period, Surface.REPORT, _reader(tx, circle))
    return telling.tell(tx, found, tx.words, circle.tz), found


def _offered(typed: str) -> Period:
    """Return the period that a button carries."""
    try:
        return Period.read(typed)
    except BadPeriod:
        raise Gone from None


def _reader(tx: Transaction, circle: Circle) -> Reader:
    return consent.host(tx.actor) if circles.is_host(tx, circle) else consent.reader(tx.actor)


def _draw(tx: Transaction, wanted: Wanted, leaf: Leaf) -> None:
    circle = circles.get(tx, wanted.circle_id)
    to = {"user": wanted.user_id} if wanted.to == OWN else {"channel": circle.record_channel_id}
    tx.outbox.ask(
        "files.report",
        {**to, "leaf": leaf.model_dump(mode="json")},
        answer="report_drawn",
        subject=f"{wanted}:{digest(leaf)}",
        priority=Priority.CARD,
    )


def _tell(tx: Transaction, subject: str, key: str) -> None:
    message = views.told(tx.words(key))
    key = f"report:{subject}:{tx.now.isoformat()}"
    private.tell(tx, tx.actor, private.Kind.HOSTING, message, key=key)
