"""Rehearsing: a host alone sees the whole course of a dialogue in a direct message, with example colleagues.

No voice changes its state, no room reads a word, and the buttons are left out: there is nothing behind them.
"""

from collections.abc import Iterator

from bot import repeats
from bot.circles import acts, circles, planning
from bot.delivery.outbox import Draft, Message, Priority
from bot.dialogues import dialogues
from bot.dialogues.agenda import Agenda, Stage, TimedStage, stages
from bot.texts import Words, words
from bot.transaction import Transaction
from bot.views import bridge as bridge_views
from bot.views import closing as closing_views
from bot.views import dialogues as dialogue_views
from bot.views import notes as note_views
from bot.views import rehearsal as views
from bot.voices import voices
from models import Circle, Dialogue, Person, SeatedVoice, Thread, Voice, new_id

EXAMPLES = (1, 2)
"""Numbers of the example colleagues and of what each of them writes."""
QUESTIONS = (Stage.QUESTION_1, Stage.QUESTION_2, Stage.QUESTION_3)


def rehearse(tx: Transaction, circle: Circle) -> None:
    """Show the actor, a host, the whole course; asked again within two minutes it is the one already on its way.

    Refuses as `circles.require_host`.
    """
    circles.require_host(tx, circle)
    since, own = repeats.in_turn_since(tx), tx.actor.user_id
    if acts.last(tx, acts.ActKind.DIALOGUE_REHEARSE, of=circle, since=since, user_id=own) is None:
        rehearse_for(tx, circle, tx.actor)


def rehearse_for(tx: Transaction, circle: Circle, host: Person) -> None:
    """Show one host the whole course, as replies below the card."""
    act = acts.log(tx, acts.ActKind.DIALOGUE_REHEARSE, circle=circle, user_id=host.user_id)
    root = f"rehearsal:{act.id}:0"
    private_words = words(host.locale or circle.language)
    intro = views.introduction(private_words, circle)
    for number, message in enumerate([intro, *_course(tx, circle)]):
        draft = Draft(
            host.user_id,
            key=f"rehearsal:{act.id}:{number}",
            message=message,
            thread_key=root if number else None,
            priority=Priority.COUNT,
        )
        tx.outbox.post(draft)


def _course(tx: Transaction, circle: Circle) -> Iterator[Message]:
    said = words(circle.language)
    dialogue = _imagined(tx, circle)
    yield views.still(dialogues.card(tx, dialogue))
    for seated in dialogue.seated:
        yield views.still(dialogue_views.voice(said, seated, circle.tz))
    for stage in stages(dialogue.started_at, Agenda.model_validate(dialogue.agenda)):
        yield from _stage(said, dialogue, stage)


def _stage(said: Words, dialogue: Dialogue, stage: TimedStage) -> Iterator[Message]:
    """Give what a stage asks and what example colleagues might write there."""
    if stage.stage is Stage.CLOSED:
        yield closing_views.closing(said, _outcome(said, dialogue))
        return
    if stage.stage is Stage.QUESTION_1:
        yield note_views.opened(said, len(EXAMPLES))
        for number in EXAMPLES:
            yield note_views.note(said, note_views.Line(said(f"rehearse-note-{number}"), None, None))
    prompt = dialogues.prompt(dialogue, stage)
    if prompt is not None:
        yield views.still(prompt)
    if stage.stage in QUESTIONS:
        number = QUESTIONS.index(stage.stage) + 1
        yield bridge_views.copy(said, [_remark(said, dialogue, number)])


def _imagined(tx: Transaction, circle: Circle) -> Dialogue:
    """Return a dialogue that is in no database: the one that would open now."""
    dialogue = Dialogue(
        id=new_id(),
        workspace_id=tx.workspace.id,
        circle=circle,
        circle_id=circle.id,
        seed="",
        agenda=Agenda().model_dump(),
        questions=circle.questions,
        stage=Stage.WRITING,
        state="open",
        last_seq=0,
        started_at=tx.now,
    )
    dialogue.threads = [
        Thread(
            room=room, room_id=room.id, channel_id=room.channel_id, department=room.department, position=place
        )
        for place, room in enumerate(circle.rooms)
    ]
    dialogue.seated = [
        SeatedVoice(voice=voice, voice_id=voice.id, position=place, reason="next_in_line")
        for place, voice in enumerate(_voices(tx, circle))
    ]
    return dialogue


def _voices(tx: Transaction, circle: Circle) -> list[Voice]:
    """Return the voices that are laid out, else some that wait, else one that is made up."""
    planned = planning.planned(tx, circle)
    laid_out = [seated.voice for seated in planned.seated] if planned else []
    made_up = Voice(
        id=new_id(),
        quote=words(circle.language)("rehearse-quote"),
        brought_at=tx.now,
        consent="inside",
        state="waiting",
    )
    return laid_out or voices.waiting(tx, circle)[: circle.voices_wanted] or [made_up]


def _remark(said: Words, dialogue: Dialogue, number: int) -> bridge_views.Spoken:
    departments = [thread.department for thread in dialogue.threads] or [said("rehearse-department")]
    return bridge_views.Spoken(
        id=new_id(),
        author=said(f"rehearse-name-{number}"),
        department=departments[number % len(departments)],
        picture_url=None,
        text=said(f"rehearse-remark-{number}"),
    )


def _outcome(said: Words, dialogue: Dialogue) -> closing_views.Outcome:
    return closing_views.Outcome(
        voices=len(dialogue.seated),
        remarks=len(QUESTIONS),
        ideas=1,
        watchword=said("rehearse-watchword"),
        phrases=[],
    )
