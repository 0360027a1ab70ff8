"""Hosting: what a host does with the dialogue that is open and with the circle's next one.

Each act is kept in the log and told in one short line in every room, so that nobody wonders why the time changed.
It works by its end state: pressed twice, or after the time went on by itself, it says how things stand now.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot import repeats, steps
from bot.circles import acts, circles, coming_round, planning, rooms, skips
from bot.delivery.outbox import Draft, Priority
from bot.dialogues import closing, deciding, dialogue_rows, dialogues
from bot.dialogues.agenda import Stage, TimedStage, stage_at, stages
from bot.letters import letters
from bot.refusals import NotYours, Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import hosting as views
from bot.views.circles import shown
from bot.voices import voices
from models import Act, Circle, Dialogue, Voice

MORE_MINUTES = 5


class HostsOnly(NotYours):
    """The card's button, pressed by somebody else."""

    key = "host-only"


class NothingOpen(Refusal):
    key = "host-nothing-open"


class Closing(Refusal):
    key = "host-closing"


class MoreOnce(Refusal):
    """It has its five minutes already. Needs `time`."""

    key = "host-more-once"


class MovedOn(Refusal):
    """The stage that was meant is over, or has only begun. Needs `stage`, where the dialogue is."""

    key = "host-moved-on"


class GentleLater(Refusal):
    key = "host-gentle-later"


class OtherNext(Refusal):
    """The occurrence that was meant is not the next one any more."""

    key = "host-other-next"


def panel(tx: Transaction, circle_id: str, *, done: str | None = None) -> views.Panel:
    """Return what a host can do with a circle now. Others are refused kindly (`HostsOnly`)."""
    circle = circles.get(tx, circle_id)
    if not circles.is_host(tx, circle):
        raise HostsOnly(circle=shown(circle.name))
    dialogue = dialogues.running(tx, circle)
    is_open = dialogue is not None and dialogue.state == "open"
    return views.Panel(
        circle,
        _sitting(tx, dialogue) if dialogue is not None and is_open else None,
        waiting=len(voices.waiting(tx, circle)),
        can_swap=is_laid_out(tx, circle),
        done=done,
        sat=coming_round.sat(tx, circle) if circle.sittings is not None else 0,
        choice=coming_round.value(circle),
    )


def log(tx: Transaction, circle_id: str) -> tuple[Circle, Sequence[Act]]:
    """Return what was done with a circle lately, to its hosts. Others are refused kindly (`HostsOnly`)."""
    circle = panel(tx, circle_id).circle
    return circle, acts.of_circle(tx, circle)


def open_now(tx: Transaction, circle: Circle, *, chosen: Sequence[Voice] = ()) -> Dialogue:
    """Open a dialogue by hand, over the voices `chosen` if there are any; its card tells the rooms.

    Refuses as `dialogues.open_now`.
    """
    circles.require_host(tx, circle)
    dialogue = dialogues.open_now(tx, circle, chosen=chosen)
    acts.log(tx, acts.ActKind.DIALOGUE_OPEN, dialogue=dialogue)
    return dialogue


def more(tx: Transaction, dialogue_id: str) -> Dialogue:
    """Give a dialogue five more minutes, once: the stage it is in ends later, and so does all that follows."""
    dialogue = _held(tx, dialogue_id)
    if dialogue.extended_at is not None:
        raise MoreOnce(time=tx.words.time(_closes_at(dialogue), dialogue.circle.tz))
    agenda = dialogues.agenda_of(dialogue).later(MORE_MINUTES, after=_minute(tx, dialogue))
    dialogue.agenda, dialogue.extended_at = agenda.model_dump(), tx.now
    _reschedule(tx, dialogue)
    said = words(dialogue.circle.language)
    closes = said.time(_closes_at(dialogue), dialogue.circle.tz)
    _tell_threads(
        tx, dialogue, acts.log(tx, acts.ActKind.DIALOGUE_MORE, dialogue=dialogue), "more", time=closes
    )
    return dialogue


def next_stage(tx: Transaction, dialogue_id: str, *, meant: Stage | None = None) -> Dialogue:
    """End the stage that was `meant` and begin the next one; the hour of the close stays as it was announced.

    Without `meant` (a typed command) the same words within two minutes count once.
    """
    dialogue = _held(tx, dialogue_id)
    current = stage_at(dialogue.started_at, tx.now, dialogues.agenda_of(dialogue))
    if (meant or current.stage) is not current.stage or (meant is None and _just_moved(tx, dialogue)):
        raise _moved_on(tx, current.stage)
    following = _after(dialogue, current)
    if following is Stage.CLOSED:
        return end(tx, dialogue_id)
    _begin_now(tx, dialogue, current.stage, following)
    act = acts.log(tx, acts.ActKind.DIALOGUE_NEXT, dialogue=dialogue)
    said = words(dialogue.circle.language)
    _tell_threads(tx, dialogue, act, "next", stage=views.stage_name(said, following))
    dialogues.enter_stage(tx, dialogue, following)
    return dialogue


def end(tx: Transaction, dialogue_id: str) -> Dialogue:
    """Close a dialogue before its time: what was written and said until now counts as if the half hour were over."""
    dialogue = _held(tx, dialogue_id)
    _tell_threads(tx, dialogue, acts.log(tx, acts.ActKind.DIALOGUE_END, dialogue=dialogue), "end")
    closing.begin(tx, dialogue)
    return dialogue


def skip(tx: Transaction, circle: Circle, *, meant: date | None = None) -> date | None:
    """Leave out the next occurrence and tell the rooms; None when there is none yet. Said again, it is that one."""
    circles.require_host(tx, circle)
    tx.session.flush()
    tx.session.refresh(circle, with_for_update=True)
    due = circle.next_on
    if meant is not None and due is not None and meant != due:
        raise OtherNext
    skipped = skips.skip(tx, circle)
    if skipped is not None and skipped == due:
        day = words(circle.language).date(skipped)
        tell_rooms(tx, circle, acts.log(tx, acts.ActKind.CIRCLE_SKIP, circle=circle), "skip", day=day)
    return skipped


def pause(tx: Transaction, circle: Circle) -> None:
    """Pause a circle and tell its rooms."""
    circles.require_host(tx, circle)
    if circle.paused_at is None:
        circles.pause(tx, circle)
        tell_rooms(tx, circle, acts.log(tx, acts.ActKind.CIRCLE_PAUSE, circle=circle), "pause")


def resume(tx: Transaction, circle: Circle) -> None:
    """Go on with a paused circle and tell its rooms. Refuses with `circles.CameRound`."""
    circles.require_host(tx, circle)
    if circle.came_round_at is not None:
        raise circles.CameRound
    if circle.paused_at is not None:
        circles.resume(tx, circle)
        tell_rooms(tx, circle, acts.log(tx, acts.ActKind.CIRCLE_RESUME, circle=circle), "resume")


def gentle(tx: Transaction, circle: Circle, *, is_on: bool) -> None:
    """Let people who judge or talk much be told privately, or not, and tell the rooms.

    It is said at the opening, so it begins only between two dialogues (`GentleLater`); it can end at any time.
    """
    circles.require_host(tx, circle)
    if circle.has_gentle_notes == is_on:
        return
    if is_on and dialogues.running(tx, circle) is not None:
        raise GentleLater
    circle.has_gentle_notes = is_on
    act = acts.log(
        tx, acts.ActKind.CIRCLE_GENTLE_ON if is_on else acts.ActKind.CIRCLE_GENTLE_OFF, circle=circle
    )
    tell_rooms(tx, circle, act, "gentle-on" if is_on else "gentle-off")


def pulse(tx: Transaction, circle: Circle, *, is_on: bool) -> None:
    """Let every fourth dialogue be followed by four unnamed questions, or not, and tell the rooms.

    One that runs ends at its hour either way.
    """
    circles.require_host(tx, circle)
    if circle.has_pulse == is_on:
        return
    circle.has_pulse = is_on
    act = acts.log(
        tx, acts.ActKind.CIRCLE_PULSE_ON if is_on else acts.ActKind.CIRCLE_PULSE_OFF, circle=circle
    )
    tell_rooms(tx, circle, act, "pulse-on" if is_on else "pulse-off")


def letter(tx: Transaction, circle: Circle, *, is_on: bool) -> None:
    """Let the record room get a weekly letter from now on, or no more, and tell the rooms."""
    circles.require_host(tx, circle)
    if circle.has_letter == is_on:
        return
    letters.switch(tx, circle, is_on=is_on)
    kind = acts.ActKind.CIRCLE_LETTER_ON if is_on else acts.ActKind.CIRCLE_LETTER_OFF
    tell_rooms(tx, circle, acts.log(tx, kind, circle=circle), "letter-on" if is_on else "letter-off")


def is_laid_out(tx: Transaction, circle: Circle) -> bool:
    """Say whether the voices of the circle's next dialogue are laid out."""
    planned = planning.planned(tx, circle)
    return planned is not None and bool(planned.seated)


def open_dialogue(tx: Transaction, circle: Circle) -> Dialogue:
    """Return the dialogue of a circle that is open. Refuses with `NothingOpen` or `Closing`."""
    dialogue = dialogues.running(tx, circle)
    if dialogue is None:
        raise NothingOpen
    if dialogue.state != "open":
        raise Closing
    return dialogue


def tell_rooms(tx: Transaction, circle: Circle, act: Act, kind: str, **places: str | int) -> None:
    """Tell an act in one line in each room of the circle, in the circle's language."""
    message = views.told(words(circle.language), kind, **places)
    for room in rooms.open_rooms(circle):
        tx.outbox.post(Draft(room.channel_id, key=f"act:{act.id}:{room.id}", message=message))


def _held(tx: Transaction, dialogue_id: str) -> Dialogue:
    """Return an open dialogue to one of its hosts, locked."""
    dialogue = dialogue_rows.get(tx, dialogue_id)
    circles.require_host(tx, dialogue.circle)
    dialogue = dialogue_rows.lock(tx, dialogue.id)
    if dialogue.state != "open":
        raise Closing
    return dialogue


def _sitting(tx: Transaction, dialogue: Dialogue) -> views.Sitting:
    current = stage_at(dialogue.started_at, tx.now, dialogues.agenda_of(dialogue))
    return views.Sitting(
        dialogue.id,
        stage=current.stage,
        following=_after(dialogue, current),
        stage_ends_at=current.ends_at,
        closes_at=_closes_at(dialogue),
        can_extend=dialogue.extended_at is None,
    )


def _begin_now(tx: Transaction, dialogue: Dialogue, current: Stage, following: Stage) -> None:
    """Let the following stage begin at this second; one that has only just begun cannot be over yet."""
    whole_seconds = int(_minute(tx, dialogue) * 60)
    try:
        agenda = dialogues.agenda_of(dialogue).beginning(following, whole_seconds / 60)
    except ValueError:
        raise _moved_on(tx, current) from None
    dialogue.agenda = agenda.model_dump()
    _reschedule(tx, dialogue)


def _reschedule(tx: Transaction, dialogue: Dialogue) -> None:
    """Let the stages to come fall due as the agenda has them now, and correct what says until when."""
    tx.session.flush()
    timed = stages(dialogue.started_at, dialogues.agenda_of(dialogue))
    for stage in timed:
        if stage.begins_at > tx.now:
            steps.move(tx, steps.Name.STAGE, dialogue, stage.stage, stage.begins_at)
    current = next(stage for stage in timed if stage.stage == dialogue.stage)
    dialogues.plan_counts(tx, dialogue)
    prompt = dialogues.prompt(dialogue, current)
    dialogues.show_card(tx, dialogue)
    deciding.repaint(tx, dialogue)
    for thread in rooms.open_threads(tx, dialogue):
        if prompt is not None:
            tx.outbox.update(f"stage:{dialogue.id}:{dialogue.stage}:{thread.room_id}", prompt)


def _tell_threads(tx: Transaction, dialogue: Dialogue, act: Act, kind: str, **places: str | int) -> None:
    """Tell an act in one line in each thread of a dialogue."""
    message = views.told(words(dialogue.circle.language), kind, **places)
    for thread in rooms.open_threads(tx, dialogue):
        tx.outbox.post(
            Draft(
                thread.channel_id,
                key=f"act:{act.id}:{thread.room_id}",
                message=message,
                thread_key=thread.card_key,
                priority=Priority.STAGE,
            )
        )


def _just_moved(tx: Transaction, dialogue: Dialogue) -> bool:
    since = tx.now - repeats.SAME_WORDS_WITHIN
    return (
        acts.last(tx, acts.ActKind.DIALOGUE_NEXT, of=dialogue, since=since, user_id=tx.actor.user_id)
        is not None
    )


def _moved_on(tx: Transaction, stage: Stage) -> MovedOn:
    return MovedOn(stage=views.stage_name(tx.words, stage))


def _after(dialogue: Dialogue, current: TimedStage) -> Stage:
    order = [stage.stage for stage in stages(dialogue.started_at, dialogues.agenda_of(dialogue))]
    return order[min(order.index(current.stage) + 1, len(order) - 1)]


def _minute(tx: Transaction, dialogue: Dialogue) -> float:
    return (tx.now - dialogue.started_at) / timedelta(minutes=1)


def _closes_at(dialogue: Dialogue) -> datetime:
    return stages(dialogue.started_at, dialogues.agenda_of(dialogue))[-1].begins_at
