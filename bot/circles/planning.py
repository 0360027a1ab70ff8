"""Planning: a circle's next dialogue before it opens. People can take a seat, and its voices are laid out ahead.

A circle has at most one planned dialogue: its next one. Skipped, missed or without a voice, it moves to the next
occurrence with all that is attached to it. Voices laid out count as waiting until it opens (invariant 4).
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from bot.circles import circles, rooms, seats
from bot.delivery.outbox import Draft, Message
from bot.dialogues.agenda import DEFAULT_AGENDA, Stage
from bot.people import private
from bot.texts import words
from bot.transaction import Transaction
from bot.views import planning as views
from bot.voices import joined, selection, voices
from bot.voices.selection import Reason
from models import Circle, Dialogue, Person, SeatedVoice, Voice


def planned(tx: Transaction, circle: Circle) -> Dialogue | None:
    """Return the circle's dialogue that is still to open."""
    found = select(Dialogue).where(Dialogue.circle_id == circle.id, Dialogue.state == "planned")
    return tx.session.scalars(found).first()


def plan(tx: Transaction, circle: Circle, nominal_on: date | None, starts_at: datetime) -> Dialogue:
    """Return the circle's next dialogue, which is to open at `starts_at`."""
    dialogue = planned(tx, circle)
    if dialogue is None:
        dialogue = Dialogue(
            workspace_id=tx.workspace.id,
            circle=circle,
            seed=f"{circle.id}:{nominal_on}",
            agenda=DEFAULT_AGENDA.model_dump(),
            stage=Stage.OPENING,
            state="planned",
            last_seq=0,
        )
        tx.session.add(dialogue)
    is_moved = dialogue.started_at not in {None, starts_at}
    dialogue.nominal_on, dialogue.started_at = nominal_on, starts_at
    tx.session.flush()
    if is_moved:
        seats.expect(tx, dialogue)
    return dialogue


def lay_out(tx: Transaction, circle: Circle, nominal_on: date) -> None:
    """A day before: lay the voices out, so that people can write about them, and ask who brought them to be there."""
    if circle.next_on != nominal_on or circle.next_at is None or circle.next_at <= tx.now:
        return
    dialogue = plan(tx, circle, nominal_on, circle.next_at)
    seat_voices(tx, dialogue)
    if not dialogue.seated:
        return
    said = words(circle.language)
    message = views.laid_out(said, dialogue, circle.tz)
    say_in_rooms(tx, circle, f"ahead:{dialogue.id}:{nominal_on}", message)
    for seated in dialogue.seated:
        _invite_submitters(tx, dialogue, seated)


def seat_voices(tx: Transaction, dialogue: Dialogue) -> None:
    """Fill the table up from the waiting voices; what was withdrawn meanwhile leaves it, what says the same joins."""
    for gone in [one for one in dialogue.seated if one.voice.state == "withdrawn"]:
        dialogue.seated.remove(gone)
        tx.session.delete(gone)
    waiting = {voice.id: voice for voice in voices.waiting_locked(tx, dialogue.circle)}
    for seated in dialogue.seated:
        for voice in joined.join_alike(tx, seated.voice, waiting.values()):
            del waiting[voice.id]
    for pick in selection.choose(
        [joined.candidate(voice) for voice in waiting.values()],
        _heard_since(tx, dialogue.circle, min((one.brought_at for one in waiting.values()), default=tx.now)),
        wanted=dialogue.circle.voices_wanted,
        seed=dialogue.seed,
        beside=[joined.candidate(seated.voice) for seated in dialogue.seated],
    ):
        voice = waiting[pick.candidate.id]
        _lay(tx, dialogue, voice, pick.reason)
        joined.join(tx, voice, [waiting[one.id] for one in pick.joined])
    for position, seated in enumerate(dialogue.seated):
        seated.position = position
    tx.session.flush()


def seat_chosen(tx: Transaction, dialogue: Dialogue, chosen: Sequence[Voice]) -> None:
    """Put these voices on the table, after those that are laid out already; nobody else can choose them meanwhile."""
    there = {seated.voice_id for seated in dialogue.seated}
    for voice in chosen:
        tx.session.refresh(voice, with_for_update={"of": Voice})
        if voice.state == "waiting" and voice.id not in there:
            voice.held_at, voice.is_moved = None, True
            _lay(tx, dialogue, voice, Reason.CHOSEN)
            joined.join_alike(tx, voice, voices.waiting_locked(tx, dialogue.circle))
    for position, seated in enumerate(dialogue.seated):
        seated.position = position
    tx.session.flush()


def swap(tx: Transaction, dialogue: Dialogue, out: SeatedVoice, comes: Voice) -> None:
    """Let a laid-out voice wait again and put one that waits in its place; who brought that one is asked to come.

    What is joined to it waits again with it, and what says the same as the other joins that one.
    """
    goes = out.voice
    key = joined.invitation_key(dialogue.id, goes.id)
    private.drop(tx, key)
    tx.outbox.delete(key)  # what it promised is not so any more
    for voice in (goes, *goes.joined):
        voice.is_moved = True
    joined.part(tx, goes)
    if goes.state == "seated":
        goes.state = "waiting"
    comes.state, comes.held_at, comes.forward_at, comes.is_moved = "seated", None, None, True
    out.voice, out.voice_id, out.reason = comes, comes.id, Reason.CHOSEN
    tx.session.flush()
    joined.join_alike(tx, comes, voices.waiting_locked(tx, dialogue.circle))
    _invite_submitters(tx, dialogue, out)


def hear(tx: Transaction, dialogue: Dialogue) -> None:
    """The voices on the table are heard from now on."""
    for seated in dialogue.seated:
        for voice in (seated.voice, *seated.voice.joined):
            voice.state, voice.heard_at, voice.circle_id = "heard", tx.now, dialogue.circle_id


def say_in_rooms(tx: Transaction, circle: Circle, what: str, message: Message) -> None:
    """Post a message in every room of the circle; `what` is its kind and what it is about, `invite:2026-11-30`."""
    kind, _, about = what.partition(":")
    for room in rooms.open_rooms(circle):
        tx.outbox.post(Draft(room.channel_id, key=f"{kind}:{circle.id}:{about}:{room.id}", message=message))


def invite(tx: Transaction, circle: Circle, nominal_on: date) -> None:
    """Two days before: plan the dialogue, ask the rooms for voices if fewer wait than wanted, look after lost rooms."""
    rooms.look_again(tx, circle)
    circles.hosts(tx, circle)  # asks anew who has not been looked up for a week: a host may have left
    opens_at = circle.next_at
    if circle.next_on != nominal_on or opens_at is None or opens_at - tx.now < circles.INVITED_UNTIL:
        return
    dialogue = plan(tx, circle, nominal_on, opens_at)
    missing = circle.voices_wanted - len(dialogue.seated) - len(voices.waiting(tx, circle))
    if missing > 0:
        said = words(circle.language)
        message = views.invitation(said, dialogue, circle.tz, missing=missing, wanted=circle.voices_wanted)
        say_in_rooms(tx, circle, f"invite:{nominal_on}", message)


def _lay(tx: Transaction, dialogue: Dialogue, voice: Voice, reason: Reason) -> None:
    voice.state, voice.forward_at = "seated", None
    position = len(dialogue.seated)
    dialogue.seated.append(
        SeatedVoice(workspace_id=tx.workspace.id, voice=voice, position=position, reason=reason)
    )


def _heard_since(tx: Transaction, circle: Circle, since: datetime) -> list[tuple[datetime, str]]:
    """Return when the voices came that the circle has heard by itself, of those that came after `since`."""
    found = (
        select(Voice.brought_at, Voice.id)
        .join(SeatedVoice, SeatedVoice.voice_id == Voice.id)
        .join(Dialogue, Dialogue.id == SeatedVoice.dialogue_id)
        .where(Dialogue.circle_id == circle.id, Voice.brought_at >= since, Voice.is_moved.is_(False))
    )
    return [(brought_at, voice_id) for brought_at, voice_id in tx.session.execute(found)]


def _invite_submitters(tx: Transaction, dialogue: Dialogue, seated: SeatedVoice) -> None:
    """Ask whoever brought a voice, or one that says the same, to be there: each person once, about their own words."""
    told: set[str] = set()
    for voice in (seated.voice, *seated.voice.joined):
        if voice.submitter_id is None or voice.submitter_id in told:
            continue
        told.add(voice.submitter_id)
        submitter = tx.session.get_one(Person, voice.submitter_id)
        said = words(submitter.locale or dialogue.circle.language)
        message = views.invited(said, voice, dialogue.started_at, dialogue.circle.tz)
        key = joined.invitation_key(dialogue.id, voice.id)
        private.tell(tx, submitter, private.Kind.INVITATION, message, key=key, latest=dialogue.started_at)
