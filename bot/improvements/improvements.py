"""Improvements: what people propose at a dialogue, and which one each of them chooses.

Each person proposes at most one and chooses at most one, and can change both while the dialogue decides. Where
nothing was decided, or nobody owns it, that stays open until the circle sits again (`bot.improvements.proposals`, `bot.improvements.owners`).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, func, select

from bot import retelling, safeguard, steps, workdays
from bot.circles import acts, circles
from bot.delivery.outbox import About
from bot.dialogues import deciding
from bot.fields import fitting
from bot.ideas import ideas
from bot.improvements import apart, hand_requests, owners, proposals
from bot.improvements.improvement_form import LONGEST, ImprovementForm
from bot.improvements.proposals import DecidingOver
from bot.refusals import Empty, NotYours, Refusal
from bot.reports import files as report_files
from bot.texts import words
from bot.transaction import Transaction
from bot.views.improvements import Opened, Table
from bot.voices.consent import Surface
from models import Circle, Dialogue, Hand, Idea, Improvement, Measurement, Vote

PROPOSED_FOR = timedelta(days=7)
"""Something small is begun with within a week."""


class AlreadyChosen(Refusal):
    """Others have chosen it as it reads."""

    key = "improve-already-chosen"
    field = "what"


class DuePassed(Refusal):
    key = "improve-due-passed"
    field = "due"


class NotYourImprovement(NotYours):
    key = "improve-not-yours"


@dataclass(frozen=True)
class Kept:
    """An improvement as it is kept; `moved_from` is the day off that was typed for its target date."""

    improvement: Improvement
    tz: str
    moved_from: date | None = None


def open_form(tx: Transaction, dialogue_id: str, channel_id: str) -> tuple[ImprovementForm, Opened]:
    """Return the form for the actor's proposal, filled with the one they have. Refuses with `Gone`, `DecidingOver`."""
    dialogue = proposals.at_table(tx, dialogue_id, channel_id)
    proposals.require_open(tx, dialogue)
    mine = _mine(tx, dialogue)
    if mine is None:
        return ImprovementForm(due=due_for(tx, dialogue.circle)), Opened(
            dialogue_id=dialogue.id, channel_id=channel_id
        )
    opened = Opened(dialogue_id=dialogue.id, channel_id=channel_id, improvement_id=mine.id)
    return as_form(tx, mine), opened


def as_form(tx: Transaction, improvement: Improvement) -> ImprovementForm:
    """Return the form filled with an improvement as it is kept."""
    return ImprovementForm(
        what=improvement.what,
        when_then=improvement.when_then,
        helps=improvement.helps,
        owner=owners.named(tx, improvement),
        due=improvement.due_on,
        measure=improvement.measure,
    )


def propose(tx: Transaction, dialogue_id: str, channel_id: str, form: ImprovementForm) -> Kept:
    """Keep what the actor proposes, or what they make of it now.

    Refuses with `Gone`, and at the field: `Empty`, `TooLong`, `DuePassed`, `AlreadyChosen`, `DecidingOver`, as
    `owners.name`.
    """
    return put(tx, proposals.at_table(tx, dialogue_id, channel_id), form)


def put(tx: Transaction, dialogue: Dialogue, form: ImprovementForm, idea: Idea | None = None) -> Kept:
    """Keep what the actor proposes, perhaps of an idea. Needs the dialogue's lock; refuses as `propose`."""
    proposals.require_open(tx, dialogue)
    fields = fields_of(tx, dialogue.circle, form)
    improvement = _mine(tx, dialogue)
    if improvement is None:
        improvement = _new(tx, dialogue.circle, dialogue, fields, idea)
    elif improvement.what != fields["what"] and _is_chosen_by_others(tx, improvement):
        raise AlreadyChosen
    for field, value in fields.items():
        setattr(improvement, field, value)
    return _lead(tx, dialogue, improvement, form)


def begin_apart(
    tx: Transaction,
    circle: Circle,
    form: ImprovementForm,
    dialogue: Dialogue | None = None,
    idea: Idea | None = None,
) -> Kept:
    """Begin with an improvement outside of a dialogue: of an idea of one, which is locked, or by hand.

    Refuses at the field as `propose`.
    """
    improvement = _new(tx, circle, dialogue, fields_of(tx, circle, form), idea)
    improvement.is_apart, improvement.state, improvement.decided_at = True, "open", tx.now
    return _lead(tx, dialogue, improvement, form)


def change(
    tx: Transaction, improvement: Improvement, dialogue: Dialogue | None, form: ImprovementForm
) -> Kept:
    """Let an improvement that was begun with read otherwise; a lead that is named anew is asked. Needs its lock.

    Refuses at the field as `propose`; a target date that is over may stay.
    """
    circle = proposals.circle_of(tx, improvement)
    for field, value in fields_of(tx, circle, form, due_before=improvement.due_on).items():
        setattr(improvement, field, value)
    report_files.gone(tx, "improvement", improvement.id)
    if form.owner != owners.named(tx, improvement):
        owners.hand_over(tx, improvement)
    return _lead(tx, dialogue, improvement, form)


def has_proposed(tx: Transaction, dialogue: Dialogue) -> bool:
    """Say whether the actor has proposed something at a dialogue."""
    return _mine(tx, dialogue) is not None


def due_for(tx: Transaction, circle: Circle) -> date:
    """Return the target date that a form begins with."""
    return workdays.working_day_from(_today(tx, circle) + PROPOSED_FOR, circle.tz)


def moved(tx: Transaction, kept: Kept) -> str | None:
    """Return in words to which day a target date was moved, and why; None if it was not."""
    due_on = kept.improvement.due_on
    if kept.moved_from is None or due_on is None:
        return None
    said = tx.words
    day, workday = said.date(kept.moved_from), said.date(due_on)
    holiday = workdays.holiday_name(kept.moved_from, kept.tz, said.language)
    if holiday is None:
        return said("improve-due-weekend", date=day, workday=workday)
    return said("improve-due-holiday", date=day, holiday=holiday, workday=workday)


def vote(tx: Transaction, improvement_id: str, channel_id: str) -> Dialogue:
    """Make a proposal the one that the actor chooses. Refuses with `Gone`, `DecidingOver`."""
    improvement, dialogue = proposals.find(tx, improvement_id, channel_id)
    if not deciding.is_running(dialogue):
        raise DecidingOver
    mine = tx.session.scalar(_votes(tx, dialogue))
    if mine is None:
        mine = Vote(workspace_id=tx.workspace.id, dialogue_id=dialogue.id, person_id=tx.actor.id)
        tx.session.add(mine)
    if mine.improvement_id != improvement.id:
        mine.improvement_id = improvement.id
        tx.session.flush()
        deciding.recount(tx, dialogue)
    return dialogue


def to_list(tx: Transaction, dialogue_id: str, channel_id: str) -> tuple[Table, str | None]:
    """Return all proposals for somebody in one of the dialogue's rooms, and which one they chose. Refuses with `Gone`."""
    dialogue = proposals.at_table(tx, dialogue_id, channel_id)
    mine = tx.session.scalar(_votes(tx, dialogue))
    return deciding.table(tx, dialogue, Surface.SHARED_ROOM), mine.improvement_id if mine else None


def withdraw(tx: Transaction, improvement_id: str) -> None:
    """Erase an improvement wherever it is told of, for its proposer or a host. Refuses `Gone`, `NotYourImprovement`."""
    improvement, dialogue = proposals.hold(tx, improvement_id)
    circle = proposals.circle_of(tx, improvement)
    if improvement.proposer_id != tx.actor.id and not circles.is_host(tx, circle):
        raise NotYourImprovement
    erase(tx, dialogue, improvement)
    acts.log(tx, acts.ActKind.IMPROVEMENT_WITHDRAW, circle=circle, dialogue=dialogue)


def erase(tx: Transaction, dialogue: Dialogue | None, improvement: Improvement) -> None:
    """Erase an improvement with everything that belongs to it, and reports that hold it. Needs its lock."""
    report_files.gone(tx, "improvement", improvement.id)
    if dialogue is not None:
        steps.origin_changed(tx, dialogue.id, "improvement", improvement.id)
    owners.let_go(tx, improvement)
    hand_requests.take_down(tx, improvement)
    apart.take_down(tx, improvement)
    ideas.wait_again(tx, improvement)
    for table in (Vote, Hand, Measurement):
        tx.session.execute(delete(table).where(table.improvement_id == improvement.id))
    tx.session.delete(improvement)
    if dialogue is not None:
        proposals.follow(tx, dialogue)
    else:
        proposals.show_opening(tx, proposals.circle_of(tx, improvement))
        retelling.changed(tx, About("improvement", improvement.id), improvement.circle_id)


def _lead(
    tx: Transaction, dialogue: Dialogue | None, improvement: Improvement, form: ImprovementForm
) -> Kept:
    """Name who could lead an improvement, and let everything that tells of it follow."""
    tx.session.flush()
    if form.owner is not None and form.owner != owners.named(tx, improvement):
        owners.name(tx, dialogue, improvement, form.owner)
    proposals.changed(tx, improvement)
    moved_from = form.due if form.due != improvement.due_on else None
    return Kept(improvement, proposals.circle_of(tx, improvement).tz, moved_from)


def _new(
    tx: Transaction,
    circle: Circle,
    dialogue: Dialogue | None,
    fields: dict[str, Any],
    idea: Idea | None = None,
) -> Improvement:
    improvement = Improvement(
        workspace_id=tx.workspace.id,
        idea_id=idea.id if idea else None,
        circle_id=circle.id,
        dialogue_id=dialogue.id if dialogue else None,
        proposer_id=tx.actor.id,
        state="proposed",
        votes=0,
        proposed_at=tx.now,
        **fields,
    )
    tx.session.add(improvement)
    return improvement


def _mine(tx: Transaction, dialogue: Dialogue) -> Improvement | None:
    return tx.session.scalar(
        select(Improvement).where(
            Improvement.workspace_id == tx.workspace.id,
            Improvement.dialogue_id == dialogue.id,
            Improvement.proposer_id == tx.actor.id,
            Improvement.is_apart.is_(False),
        )
    )


def _votes(tx: Transaction, dialogue: Dialogue) -> Select[Vote]:
    """Return the query for the actor's own choice."""
    return select(Vote).where(
        Vote.workspace_id == tx.workspace.id, Vote.dialogue_id == dialogue.id, Vote.person_id == tx.actor.id
    )


def _is_chosen_by_others(tx: Transaction, improvement: Improvement) -> bool:
    others = select(func.count()).where(Vote.improvement_id == improvement.id, Vote.person_id != tx.actor.id)
    return bool(tx.session.scalar(others))


def fields_of(
    tx: Transaction, circle: Circle, form: ImprovementForm, *, due_before: date | None = None
) -> dict[str, Any]:
    """Return the columns of an improvement, with what leads to a customer hidden; colleagues keep their names."""
    texts = {field: fitting(field, getattr(form, field) or "", longest) for field, longest in LONGEST.items()}
    if not texts["what"]:
        raise Empty(field="what")
    fields: dict[str, Any] = {field: masked(circle, text) or None for field, text in texts.items()}
    is_kept = form.due is not None and form.due == due_before
    return fields | {"due_on": form.due if is_kept else _due_on(tx, circle, form.due)}


def masked(circle: Circle, text: str) -> str:
    """Return a text about an improvement without what leads to a customer."""
    hidden = words(circle.language)("voice-hidden")
    return safeguard.mask(text, hidden, kinds=safeguard.BESIDES_NAMES).text


def _due_on(tx: Transaction, circle: Circle, due: date | None) -> date | None:
    """Return the target date, moved off weekends and holidays. Refuses with `DuePassed`."""
    if due is None:
        return None
    if due < _today(tx, circle):
        raise DuePassed
    return workdays.working_day_from(due, circle.tz)


def _today(tx: Transaction, circle: Circle) -> date:
    return tx.now.astimezone(ZoneInfo(circle.tz)).date()
