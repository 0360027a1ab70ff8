"""Dialogues: one sitting of a circle, opened in all its rooms at once and led through its stages.

Stages follow from the stored start (`bot.agenda`), not from when a beat comes: a late beat enters only the stage
that is current. The close has its own module (`bot.closing`).
"""

from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import select

from bot import answers, bridge, catchup, circles, closing, rooms, selection, steps, voices
from bot.agenda import DEFAULT_AGENDA, Agenda, Stage, stage_at, stages
from bot.outbox import About, Draft, Message, Priority
from bot.people import Answer
from bot.refusals import Refusal
from bot.selection import Candidate, Pick
from bot.texts import words
from bot.transaction import Transaction
from bot.views import circles as circle_views
from bot.views import dialogues as views
from models import Circle, Dialogue, Room, SeatedVoice, Thread, Voice, new_id

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
    if running(tx, circle) is not None or not _rooms(circle):
        log.info("occurrence left out", circle=circle.id, nominal_on=nominal_on.isoformat())
        return None
    seed = f"{circle.id}:{nominal_on.isoformat()}"
    picks = _pick(tx, circle, seed)
    if not picks:
        _say_in_rooms(tx, circle, f"empty:{nominal_on}", views.nothing_to_open(words(circle.language)))
        return None
    is_on_time = tx.now - due_at <= ON_TIME
    return _open(tx, circle, picks, seed, due_at if is_on_time else tx.now, nominal_on)


def open_now(tx: Transaction, circle: Circle, *, seed: str | None = None) -> Dialogue:
    """Open a dialogue by hand. Refuses with `AlreadyOpen`, `NoRooms` or `NoVoices`."""
    _lock(tx, circle)
    if running(tx, circle) is not None:
        raise AlreadyOpen
    if not _rooms(circle):
        raise NoRooms
    chosen_by = seed or new_id()
    picks = _pick(tx, circle, chosen_by)
    if not picks:
        raise NoVoices
    return _open(tx, circle, picks, chosen_by, tx.now, None)


def running(tx: Transaction, circle: Circle) -> Dialogue | None:
    """Return the circle's dialogue that has not closed."""
    found = select(Dialogue).where(Dialogue.circle_id == circle.id, Dialogue.state != "closed")
    return tx.session.scalars(found.order_by(Dialogue.started_at)).first()


def invite(tx: Transaction, circle: Circle, nominal_on: date) -> None:
    """Two days before: ask the rooms for voices if fewer wait than wanted, and look after lost rooms."""
    rooms.look_again(tx, circle)
    opens_at = circle.next_at
    if circle.next_on != nominal_on or opens_at is None or opens_at - tx.now < circles.INVITED_UNTIL:
        return
    missing = circle.voices_wanted - len(voices.waiting(tx, circle))
    if missing > 0:
        said = words(circle.language)
        message = views.invitation(said, opens_at, circle.tz, missing=missing, wanted=circle.voices_wanted)
        _say_in_rooms(tx, circle, f"invite:{nominal_on}", message)


def enter_stage(tx: Transaction, dialogue: Dialogue, stage: Stage) -> None:
    """Enter a stage, once, if it is the current one: what was slept through is passed over, the close follows."""
    dialogue = bridge.lock(tx, dialogue.id)
    current = stage_at(dialogue.started_at, tx.now, agenda_of(dialogue))
    if dialogue.state != "open" or stage is not current.stage or dialogue.stage == stage:
        return
    if stage is Stage.CLOSED:
        closing.begin(tx, dialogue)
        return
    dialogue.stage = stage
    for thread in rooms.open_threads(tx, dialogue):
        tx.outbox.update(thread.card_key, card(dialogue), priority=Priority.CARD)
        _prompt(tx, dialogue, thread)


def read_threads(tx: Transaction) -> None:
    """Ask Slack for the threads of all open dialogues: what was missed runs as if its events had come."""
    found = select(Dialogue).where(Dialogue.workspace_id == tx.workspace.id, Dialogue.state != "closed")
    for dialogue in tx.session.scalars(found.order_by(Dialogue.id)).all():
        catchup.read(tx, dialogue)


def agenda_of(dialogue: Dialogue) -> Agenda:
    return Agenda.model_validate(dialogue.agenda)


def card(dialogue: Dialogue) -> Message:
    """Return the card as the dialogue stands now, the same in every room."""
    circle = dialogue.circle
    timed = {stage.stage: stage for stage in stages(dialogue.started_at, agenda_of(dialogue))}
    return views.card(
        words(circle.language),
        views.Card(
            departments=[other.department for other in dialogue.threads],
            shared_departments=[other.department for other in dialogue.threads if other.room.is_shared],
            has_record_room=circle.record_channel_id is not None,
            voices=len(dialogue.seated),
            stage=Stage(dialogue.stage),
            stage_ends_at=timed[Stage(dialogue.stage)].ends_at,
            starts_at=dialogue.started_at,
            closes_at=timed[Stage.CLOSED].begins_at,
            tz=circle.tz,
        ),
    )


@answers.runs("card_posted")
def card_posted(tx: Transaction, thread_id: str, answer: Answer) -> None:
    """The card stands in its room: its thread has a place now."""
    tx.session.get_one(Thread, thread_id).ts = answer.data["ts"]
    tx.session.flush()


def _lock(tx: Transaction, circle: Circle) -> None:
    """Let one opening of a circle decide at a time."""
    tx.session.flush()
    tx.session.refresh(circle, with_for_update=True)


def _rooms(circle: Circle) -> list[Room]:
    return [room for room in circle.rooms if room.lost_because is None]


def _pick(tx: Transaction, circle: Circle, seed: str) -> list[tuple[Voice, Pick]]:
    """Choose among the waiting voices, which nobody else can choose meanwhile."""
    ids = [voice.id for voice in voices.waiting(tx, circle)]
    still_waiting = select(Voice).where(Voice.id.in_(ids), Voice.state == "waiting").order_by(Voice.id)
    locked = tx.session.scalars(
        still_waiting.with_for_update().execution_options(populate_existing=True)
    ).all()
    waiting = {voice.id: voice for voice in locked}
    picks = selection.choose(
        [_candidate(voice) for voice in waiting.values()],
        _heard_since(tx, circle, min((voice.brought_at for voice in waiting.values()), default=tx.now)),
        wanted=circle.voices_wanted,
        seed=seed,
    )
    picked = {pick.candidate.id for pick in picks}
    for voice in waiting.values():
        if voice.id in picked:
            voice.state, voice.heard_at, voice.circle_id = "heard", tx.now, circle.id
    return [(waiting[pick.candidate.id], pick) for pick in picks]


def _candidate(voice: Voice) -> Candidate:
    return Candidate(
        id=voice.id,
        arrived_at=voice.brought_at,
        text=voice.quote,
        source=voice.source or "",
        department=voice.department or "",
        product=voice.product or "",
    )


def _heard_since(tx: Transaction, circle: Circle, since: datetime) -> list[tuple[datetime, str]]:
    """Return when the voices came that the circle has heard, of those that came after `since`."""
    found = (
        select(Voice.brought_at, Voice.id)
        .join(SeatedVoice, SeatedVoice.voice_id == Voice.id)
        .join(Dialogue, Dialogue.id == SeatedVoice.dialogue_id)
        .where(Dialogue.circle_id == circle.id, Voice.brought_at >= since)
    )
    return [(brought_at, voice_id) for brought_at, voice_id in tx.session.execute(found)]


def _open(
    tx: Transaction,
    circle: Circle,
    picks: list[tuple[Voice, Pick]],
    seed: str,
    started_at: datetime,
    nominal_on: date | None,
) -> Dialogue:
    agenda = DEFAULT_AGENDA
    dialogue = Dialogue(
        id=new_id(),
        workspace_id=tx.workspace.id,
        circle=circle,
        nominal_on=nominal_on,
        seed=seed,
        agenda=agenda.model_dump(),
        stage=stage_at(started_at, tx.now, agenda).stage,
        state="open",
        last_seq=0,
        started_at=started_at,
    )
    dialogue.threads = [
        Thread(
            workspace_id=tx.workspace.id,
            room=room,
            channel_id=room.channel_id,
            department=room.department,
            position=position,
        )
        for position, room in enumerate(_rooms(circle))
    ]
    dialogue.seated = [
        SeatedVoice(workspace_id=tx.workspace.id, voice=voice, position=position, reason=pick.reason)
        for position, (voice, pick) in enumerate(picks)
    ]
    tx.session.add(dialogue)
    tx.session.flush()
    for stage in stages(started_at, agenda):
        if stage.begins_at > tx.now:
            steps.plan(tx, steps.Name.STAGE, stage.begins_at, dialogue=dialogue, argument=stage.stage)
    for thread in dialogue.threads:
        _set_table(tx, dialogue, thread)
    return dialogue


def _set_table(tx: Transaction, dialogue: Dialogue, thread: Thread) -> None:
    """Post the card, each voice as its own reply, and what the first stage asks."""
    said = words(dialogue.circle.language)
    tx.outbox.post(
        Draft(
            thread.channel_id,
            key=thread.card_key,
            message=card(dialogue),
            about=About("dialogue", dialogue.id),
            priority=Priority.STAGE,
            answer="card_posted",
            subject=thread.id,
        )
    )
    for seated in dialogue.seated:
        stays_inside = thread.room.is_shared and seated.voice.consent == "inside"
        message = (
            views.voice_inside_only(said, seated)
            if stays_inside
            else views.voice(said, seated, dialogue.circle.tz)
        )
        tx.outbox.post(
            Draft(
                thread.channel_id,
                key=f"voice:{dialogue.id}:{seated.voice_id}:{thread.room_id}",
                message=message,
                about=None if stays_inside else About("voice", seated.voice_id),
                thread_key=thread.card_key,
                priority=Priority.STAGE,
            )
        )
    _prompt(tx, dialogue, thread)


def _prompt(tx: Transaction, dialogue: Dialogue, thread: Thread) -> None:
    """Post what the current stage asks."""
    current = stage_at(dialogue.started_at, tx.now, agenda_of(dialogue))
    message = views.prompt(words(dialogue.circle.language), current, dialogue.circle.tz)
    if message is not None:
        tx.outbox.post(
            Draft(
                thread.channel_id,
                key=f"stage:{dialogue.id}:{dialogue.stage}:{thread.room_id}",
                message=message,
                thread_key=thread.card_key,
                priority=Priority.STAGE,
            )
        )


def _say_in_rooms(tx: Transaction, circle: Circle, what: str, message: Message) -> None:
    kind, _, about = what.partition(":")
    for room in _rooms(circle):
        tx.outbox.post(Draft(room.channel_id, key=f"{kind}:{circle.id}:{about}:{room.id}", message=message))


def _tell_missed(tx: Transaction, circle: Circle, nominal_on: date, due_at: datetime) -> None:
    for host in circles.hosts(tx, circle):
        said = words(host.locale or circle.language)
        message = circle_views.missed(said, circle, due_at)
        tx.outbox.post(
            Draft(host.user_id, key=f"missed:{circle.id}:{nominal_on}:{host.user_id}", message=message)
        )
