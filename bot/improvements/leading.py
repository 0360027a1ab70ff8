"""Leading: what the owner of an improvement does with it after the decision, or a host in their place.

It is begun, done, moved by a week or let go with a reason, and its words can be changed. Each press is an end state:
done twice it is done.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot import workdays
from bot.fields import filled
from bot.improvements import improvements, measures, proposals, reminders
from bot.improvements.improvement_form import REASON_CHARACTERS, ImprovementForm
from bot.improvements.improvements import Kept
from bot.improvements.led import held, under_way
from bot.people import private
from bot.people.private import Kind
from bot.transaction import Transaction
from bot.views import leading as views
from models import Idea, Improvement, Person, SeatedVoice, Voice

WEEK = timedelta(days=7)


def begin(tx: Transaction, improvement_id: str) -> Improvement:
    """Say that it is being done; one that had ended goes on. Refuses as `led.held`."""
    improvement = held(tx, improvement_id)
    if improvement.state != "doing":
        improvement.state, improvement.answered_at = "doing", tx.now
        improvement.ended_at = improvement.reason = None
        reminders.plan(tx, improvement)
        proposals.changed(tx, improvement)
    return improvement


def done(tx: Transaction, improvement_id: str) -> Improvement:
    """Say that it has taken shape, and plan to ask for its measure. Refuses as `led.held`."""
    improvement = held(tx, improvement_id)
    if improvement.state != "done":
        _end(tx, improvement, "done", "lead-done-dm")
        measures.plan(tx, improvement)
        _tell_submitters(tx, improvement)
    return improvement


def release(tx: Transaction, improvement_id: str, reason: str) -> Improvement:
    """Let it go, with a reason. Refuses as `led.held`, and at the field with `Empty` or `TooLong`."""
    improvement = held(tx, improvement_id)
    why = improvements.masked(
        proposals.circle_of(tx, improvement), filled("reason", reason, REASON_CHARACTERS)
    )
    improvement.reason = why
    if improvement.state != "released":
        _end(tx, improvement, "released", "lead-released-dm")
    else:
        proposals.changed(tx, improvement)
    return improvement


def later(tx: Transaction, improvement_id: str, due_on: date) -> Improvement:
    """Move the target date a week on from `due_on`, as the button read, or from today. Refuses as `led.under_way`."""
    improvement = under_way(tx, improvement_id)
    if improvement.due_on == due_on:
        circle = proposals.circle_of(tx, improvement)
        today = tx.now.astimezone(ZoneInfo(circle.tz)).date()
        moved = workdays.working_day_from(max(due_on, today) + WEEK, circle.tz)
        owner = reminders.reachable_owner(tx, improvement)
        said = reminders.said_to(tx, owner or tx.actor, improvement)
        reminders.answered(tx, improvement, "lead-later-dm", due=said.date(moved))
        improvement.due_on, improvement.due_asked_at = moved, None
        reminders.plan(tx, improvement)
        proposals.changed(tx, improvement)
    return improvement


def to_change(tx: Transaction, improvement_id: str) -> ImprovementForm:
    """Return the form filled with an improvement that was begun with. Refuses as `led.held`."""
    return improvements.as_form(tx, held(tx, improvement_id))


def change(tx: Transaction, improvement_id: str, form: ImprovementForm) -> Kept:
    """Let it read otherwise everywhere. Refuses as `led.held`, and at the field as `improvements.propose`, `owners.name`."""
    improvement = held(tx, improvement_id)
    _, dialogue = proposals.hold(tx, improvement.id)
    if form.due != improvement.due_on:
        reminders.answered(tx, improvement, "lead-changed-dm")
        improvement.due_asked_at = None
    kept = improvements.change(tx, improvement, dialogue, form)
    reminders.plan(tx, improvement)
    measures.plan(tx, improvement)
    return kept


def _end(tx: Transaction, improvement: Improvement, state: str, told: str) -> None:
    improvement.state, improvement.ended_at = state, tx.now
    if state != "released":
        improvement.reason = None
    reminders.answered(tx, improvement, told)
    proposals.changed(tx, improvement)


def _tell_submitters(tx: Transaction, improvement: Improvement) -> None:
    """Tell who brought the voice that it is known to come from, else the voices of its dialogue, that it is done."""
    idea = tx.find(Idea, improvement.idea_id) if improvement.idea_id else None
    is_known = idea is not None and idea.voice_id is not None
    voices = select(Voice.submitter_id).where(Voice.workspace_id == tx.workspace.id, Voice.state == "heard")
    if is_known and idea is not None:
        voices = voices.where(Voice.id == idea.voice_id)
    else:
        seated = select(SeatedVoice.voice_id).where(SeatedVoice.dialogue_id == improvement.dialogue_id)
        voices = voices.where(Voice.id.in_(seated))
    others = select(Person).where(Person.id.in_(voices), Person.id != improvement.owner_id)
    for submitter in tx.session.scalars(others.order_by(Person.id)).all():
        said = reminders.said_to(tx, submitter, improvement)
        key = "heard-improved" if is_known else "heard-improved-dialogue"
        message = views.sentence(said(key, improvement=improvement.what))
        told = f"improvement-done:{improvement.id}:{submitter.user_id}"
        private.tell(tx, submitter, Kind.HEARD, message, key=told)
