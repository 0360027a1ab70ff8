"""What somebody reads who is at a table for the first time, or comes later than the others."""

from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InteractiveElement
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.dialogues.agenda import Stage
from bot.texts import Words
from bot.views import forms, notes
from bot.views.note_action import NoteAction
from bot.views.seat_action import SeatAction

TRIAL = "trial"


@dataclass(frozen=True)
class CatchUp:
    """Where a dialogue is."""

    stage: Stage
    ends_at: datetime
    closes_at: datetime
    tz: str
    question_url: str | None
    has_notes: bool = False
    """Whether notes were opened that can be read."""


def button(words: Words, dialogue_id: str) -> ButtonElement:
    """Return the card's button for who comes when the questions have begun."""
    return ButtonElement(text=words("catch-up-button"), action_id=SeatAction.CATCH_UP, value=dialogue_id)


def note(words: Words, dialogue_id: str, *, first_time: bool, catch_up: CatchUp | None) -> Message:
    """Return one note for both: how it goes, and where the others are."""
    lines = [words("first-time"), words("first-time-take-back")] if first_time else []
    buttons: list[InteractiveElement] = []
    if catch_up is not None:
        lines += [words("catch-up-welcome"), *_where(words, catch_up)]
        buttons += _links(words, dialogue_id, catch_up)
    if first_time:
        buttons.append(
            ButtonElement(text=words("first-time-try"), action_id=SeatAction.TRY, value=dialogue_id)
        )
    blocks: list[Block] = [forms.ours(line) for line in lines]
    if buttons:
        blocks.append(ActionsBlock(elements=buttons))
    return Message("\n".join(lines), blocks)


def over_home(words: Words, note: Message) -> View:
    """Return the note for who took their seat from home, where no message of ours can stand."""
    return forms.told(words, title=words("open-button-join"), blocks=note.blocks)


def trial(words: Words) -> View:
    """Return the form of silent writing over an example, to try how it goes."""
    example = notes.Asked(TRIAL, 0, words("trial-quote"), None)
    view = notes.form(
        words,
        [example],
        notes.Written(dialogue_id=TRIAL, voice_ids=[TRIAL]),
        filled={},
        is_named=False,
        lead=words("trial-lead"),
    )
    view.callback_id = SeatAction.TRY
    return view


def tried(words: Words) -> View:
    return forms.told(words, title=words("silent-modal-title"), blocks=[forms.ours(words("trial-done"))])


def _where(words: Words, catch_up: CatchUp) -> list[str]:
    stage = words(f"stage-name-{catch_up.stage.replace('_', '-')}")
    return [
        words("open-stage", stage=stage, time=words.time(catch_up.ends_at, catch_up.tz)),
        words("catch-up-closes", time=words.time(catch_up.closes_at, catch_up.tz)),
    ]


def _links(words: Words, dialogue_id: str, catch_up: CatchUp) -> list[InteractiveElement]:
    links: list[InteractiveElement] = []
    if catch_up.question_url is not None:
        text = words("catch-up-question")
        links.append(ButtonElement(text=text, action_id=SeatAction.QUESTION, url=catch_up.question_url))
    if catch_up.has_notes:
        text = words("catch-up-notes")
        links.append(ButtonElement(text=text, action_id=NoteAction.REST, value=dialogue_id))
    return links
