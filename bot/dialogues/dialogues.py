"""Dialogues: one sitting of a circle, opened in all its rooms at once and led through its stages.

Stages follow from the stored start (`bot.dialogues.agenda`), not from when a beat comes: a late beat enters only the stage
that is current. The close has its own module (`bot.dialogues.closing`).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import ceil

import structlog
from sqlalchemy import select

from bot import steps
from bot.bridge import catchup
from bot.circles import circles, coming_round, planning, rooms, seats
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.dialogues import closing, deciding, dialogue_rows, gentle, last_time, note_writers, reveal
from bot.dialogues.agenda import Agenda, Stage, TimedStage, stage_at, stages
from bot.ideas import offering
from bot.people import private
from bot.refusals import Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import circles as circle_views
from bot.views import dialogues as views
from bot.voices import clips, consent
from models import RUNNING, Circle, Dialogue, Thread, Voice, new_id

log = structlog.get_logger()

ON_TIME = timedelta(minutes=1)
"""A beat that comes within this opens at the hour that was announced."""
OPENED_LATE_WITHIN = timedelta(hours=1)


class AlreadyOpen(Refusal):
    key = "error-already-open"


class NoVoices(Refusal):
    key = "error-no-voices"


class NoRooms(Refusal):
    """Nothing can be posted in any room of the circle."""

    key = "error-no-rooms"


def open_due(tx: Transaction, circle: Circle, nominal_on: date, due_at: datetime) -> Dialogue | None:
    """Open the dialogue of an occurrence, at most once; None, kindly said, when it cannot be.

    Within the hour it opens late; after that it was missed, its voices wait and the hosts are told.
    """
    _lock(tx, circle)
    circles.used_up(circle, nominal_on)
    if tx.now - due_at > OPENED_LATE_WITHIN:
        _tell_missed(tx, circle, nominal_on, due_at)
        return None
    if circle.is_over or running(tx, circle) is not None or not rooms.open_rooms(circle):
        log.info("occurrence left out", circle=circle.id, nominal_on=nominal_on.isoformat())
        return None
    dialogue = planning.plan(tx, circle, nominal_on, due_at)
    planning.seat_voices(tx, dialogue)
    if not dialogue.seated:
        said = words(circle.language)
        planning.say_in_rooms(tx, circle, f"empty:{nominal_on}", views.nothing_to_open(said))
        return None
    is_on_time = tx.now - due_at <= ON_TIME
    return _open(tx, dialogue, due_at if is_on_time else tx.now)


def open_now(
    tx: Transaction, circle: Circle, *, seed: str | None = None, chosen: Sequence[Voice] = ()
) -> Dialogue:
    """Open the circle's next dialogue by hand, with what people have written ahead for it.

    With `chosen` these voices join those that are laid out already, and no others; without, `seed` chooses the voices that are not laid out yet. Refuses with `AlreadyOpen`, `NoRooms` or `NoVoices`, and as `circles.require_going`.
    """
    _lock(tx, circle)
    circles.require_going(circle)
    if running(tx, circle) is not None:
        raise AlreadyOpen
    if not rooms.open_rooms(circle):
        raise NoRooms
    dialogue = planning.plan(tx, circle, None, tx.now)
    dialogue.seed = seed or new_id()
    if chosen:
        planning.seat_chosen(tx, dialogue, chosen)
    else:
        planning.seat_voices(tx, dialogue)
    if not dialogue.seated:
        raise NoVoices
    return _open(tx, dialogue, tx.now)


def running(tx: Transaction, circle: Circle) -> Dialogue | None:
    """Return the circle's dialogue that has not closed."""
    found = select(Dialogue).where(Dialogue.circle_id == circle.id, Dialogue.state.in_(RUNNING))
    return tx.session.scalars(found.order_by(Dialogue.started_at)).first()


def enter_stage(tx: Transaction, dialogue: Dialogue, stage: Stage) -> None:
    """Enter a stage, once, if it is the current one: what was slept through is passed over, the close follows."""
    dialogue = dialogue_rows.lock(tx, dialogue.id)
    current = stage_at(dialogue.started_at, tx.now, agenda_of(dialogue))
    if dialogue.state != "open" or stage is not current.stage or dialogue.stage == stage:
        return
    if stage is Stage.CLOSED:
        closing.begin(tx, dialogue)
        return
    dialogue.stage = stage
    if stage is not Stage.WRITING:
        reveal.open_together(tx, dialogue)
    show_card(tx, dialogue)
    if stage is Stage.DECIDING:
        deciding.enter(tx, dialogue)
        return
    for draft in _prompts(tx, dialogue, rooms.open_threads(tx, dialogue)):
        tx.outbox.post(draft)


def show_card(tx: Transaction, dialogue: Dialogue) -> None:
    """Let the card in every room show how the dialogue stands now; a closed one has its own."""
    if dialogue.state == "open":
        shown = card(tx, dialogue)
        for thread in rooms.open_threads(tx, dialogue):
            tx.outbox.update(thread.card_key, shown, priority=Priority.CARD)


def read_threads(tx: Transaction) -> None:
    """Ask Slack for the threads of all open dialogues: what was missed runs as if its events had come."""
    found = select(Dialogue).where(Dialogue.workspace_id == tx.workspace.id, Dialogue.state.in_(RUNNING))
    for dialogue in tx.session.scalars(found.order_by(Dialogue.id)).all():
        catchup.read(tx, dialogue)


def agenda_of(dialogue: Dialogue) -> Agenda:
    return Agenda.model_validate(dialogue.agenda)


def card(tx: Transaction, dialogue: Dialogue) -> Message:
    """Return the card as the dialogue stands now, the same in every room."""
    circle, in_order = dialogue.circle, stages(dialogue.started_at, agenda_of(dialogue))
    timed = {stage.stage: stage for stage in in_order}
    after = in_order[in_order.index(timed[Stage(dialogue.stage)]) + 1 :]
    return views.card(
        words(circle.language),
        views.Card(
            writers=note_writers.count(tx, dialogue) if dialogue.notes_opened_at is None else None,
            next_stage=after[0].stage if after else None,
            departments=[other.department for other in dialogue.threads],
            shared_departments=[other.department for other in dialogue.threads if other.room.is_shared],
            has_record_room=circle.record_channel_id is not None,
            keeps_remarks=circle.record_remarks,
            dialogue_id=dialogue.id,
            seated_departments=seats.departments(tx, dialogue),
            has_gentle_notes=circle.has_gentle_notes,
            has_inside_assistant=tx.has_inside_assistant,
            voices=len(dialogue.seated),
            stage=Stage(dialogue.stage),
            stage_ends_at=timed[Stage(dialogue.stage)].ends_at,
            starts_at=dialogue.started_at,
            closes_at=timed[Stage.CLOSED].begins_at,
            tz=circle.tz,
            last_time=last_time.line(tx, dialogue),
            idea=offering.offered(tx, dialogue),
            is_last=coming_round.is_last(tx, dialogue),
            circle_id=circle.id,
            questions=dialogue.questions,
        ),
    )


def prompt(dialogue: Dialogue, stage: TimedStage) -> Message | None:
    """Return what a stage of a dialogue asks; None for one that asks nothing."""
    circle = dialogue.circle
    return views.prompt(words(circle.language), stage, dialogue.id, circle.tz, dialogue.questions)


def plan_counts(tx: Transaction, dialogue: Dialogue) -> None:
    """Let the card tell each minute of the writing time how many have written."""
    agenda = agenda_of(dialogue)
    for minute in range(int(agenda.writing) + 1, ceil(agenda.question_1)):
        counted_at = dialogue.started_at + timedelta(minutes=minute)
        steps.plan(tx, steps.Name.COUNT, counted_at, dialogue=dialogue, argument=str(minute))


def voice_key(dialogue: Dialogue, voice_id: str, thread: Thread) -> str:
    return f"voice:{dialogue.id}:{voice_id}:{thread.room_id}"


@answers.runs("card_posted")
def card_posted(tx: Transaction, thread_id: str, answer: Answer) -> None:
    """The card stands in its room: its thread has a place now."""
    tx.session.get_one(Thread, thread_id).ts = answer.data["ts"]
    tx.session.flush()


def _lock(tx: Transaction, circle: Circle) -> None:
    """Let one opening of a circle decide at a time."""
    tx.session.flush()
    tx.session.refresh(circle, with_for_update=True)


def _open(tx: Transaction, dialogue: Dialogue, started_at: datetime) -> Dialogue:
    agenda = agenda_of(dialogue)
    dialogue.state, dialogue.started_at = "open", started_at
    dialogue.questions = dialogue.circle.questions
    dialogue.stage = stage_at(started_at, tx.now, agenda).stage
    planning.hear(tx, dialogue)
    dialogue.threads = [
        Thread(
            workspace_id=tx.workspace.id,
            room=room,
            channel_id=room.channel_id,
            department=room.department,
            position=position,
        )
        for position, room in enumerate(rooms.open_rooms(dialogue.circle))
    ]
    tx.session.flush()
    seats.forget_reminders(tx, dialogue)
    for stage in stages(started_at, agenda):
        if stage.begins_at > tx.now:
            steps.plan(tx, steps.Name.STAGE, stage.begins_at, dialogue=dialogue, argument=stage.stage)
    plan_counts(tx, dialogue)
    steps.plan(tx, steps.Name.QUIET, started_at + gentle.QUIET_AFTER, dialogue=dialogue, argument="once")
    offering.offer(tx, dialogue)
    last_time.choose(tx, dialogue)
    _set_table(tx, dialogue)
    return dialogue


def _set_table(tx: Transaction, dialogue: Dialogue) -> None:
    """Post in every room the card, each voice as its own reply, and then what the first stage asks."""
    said = words(dialogue.circle.language)
    shown = card(tx, dialogue)
    voices = [(seated, views.voice(said, seated, dialogue.circle.tz)) for seated in dialogue.seated]
    drafts: list[Draft] = []
    for thread in dialogue.threads:
        drafts.append(
            Draft(
                thread.channel_id,
                key=thread.card_key,
                message=shown,
                about=About("dialogue", dialogue.id),
                priority=Priority.STAGE,
                answer="card_posted",
                subject=thread.id,
            )
        )
        for seated, voice in voices:
            is_seen = consent.is_seen(consent.room(thread.room), seated.voice.consent)
            drafts.append(
                Draft(
                    thread.channel_id,
                    key=voice_key(dialogue, seated.voice_id, thread),
                    message=voice if is_seen else views.voice_inside_only(said, seated),
                    about=About("voice", seated.voice_id) if is_seen else None,
                    thread_key=thread.card_key,
                    priority=Priority.STAGE,
                    **(clips.laid_by(seated.voice, seated.position + 1, thread.card_key) if is_seen else {}),
                )
            )
    tx.outbox.post_new([*drafts, *_prompts(tx, dialogue, dialogue.threads)])


def _prompts(tx: Transaction, dialogue: Dialogue, threads: Iterable[Thread]) -> list[Draft]:
    """Return what the current stage asks, for each thread; nothing when it asks nothing."""
    message = prompt(dialogue, stage_at(dialogue.started_at, tx.now, agenda_of(dialogue)))
    if message is None:
        return []
    return [
        Draft(
            thread.channel_id,
            key=f"stage:{dialogue.id}:{dialogue.stage}:{thread.room_id}",
            message=message,
            thread_key=thread.card_key,
            priority=Priority.STAGE,
            answer="prompt_posted",
            subject=thread.id,
        )
        for thread in threads
    ]


def _tell_missed(tx: Transaction, circle: Circle, nominal_on: date, due_at: datetime) -> None:
    for host in circles.hosts(tx, circle):
        said = words(host.locale or circle.language)
        message = circle_views.missed(said, circle, due_at)
        key = f"missed:{circle.id}:{nominal_on}:{host.user_id}"
        private.tell(tx, host, private.Kind.HOSTING, message, key=key)
